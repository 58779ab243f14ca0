#pragma once

#include <memory>
#include <new>
#include <vector>

namespace povex {

/// An allocator that leaves new numbers uninitialised.
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

/// A large column whose numbers are all written before they are read. New numbers are left
/// uninitialised, because clearing them would take as long as writing them.
template <class Number>
using UnclearedColumn = std::vector<Number, WithoutValue<Number>>;

/// Ask the C library to keep freed memory instead of returning it to the system.
///
/// Each replicate needs as much memory as the one before, and the system clears returned pages
/// again, which costs a quarter of the nature pass. Peak memory does not change. Does nothing
/// without the GNU C library.
void keep_freed_memory();

}  // namespace povex
