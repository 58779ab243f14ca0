#pragma once

namespace povex {

/// Ask the allocator to keep memory that is freed instead of giving it back to the system: each
/// replicate needs as much as the one before, and pages given back are cleared anew (a quarter of
/// the nature pass). Peak memory stays what it is.
///
/// Only with the GNU C library; elsewhere nothing happens.
void keep_freed_memory();

}  // namespace povex
