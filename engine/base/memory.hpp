#pragma once

#include <memory>
#include <new>
#include <vector>

namespace povex {

/// Makes numbers without a value.
template <class Number>
struct WithoutValue : std::allocator<Number> {
    template <class Other>
    struct rebind {
        using other = WithoutValue<Other>;
    };
    template <class Other>
    void construct(Other* place) {
        ::new (static_cast<void*>(place)) Other;
    }
};

/// A large column of which every number is written before it is read: new numbers mean nothing and
/// are not cleared, which would take as long as writing them.
template <class Number>
using UnclearedColumn = std::vector<Number, WithoutValue<Number>>;

/// Ask the allocator to keep memory that is freed instead of giving it back to the system: each
/// replicate needs as much as the one before, and pages given back are cleared anew (a quarter of
/// the nature pass). Peak memory stays what it is.
///
/// Only with the GNU C library; elsewhere nothing happens.
void keep_freed_memory();

}  // namespace povex
