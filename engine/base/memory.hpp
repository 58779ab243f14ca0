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

/// How much memory this process has, and has had at most [bytes]. All are 0 where the system does
/// not tell (/proc).
struct MemoryInUse {
    double now = 0.0;
    double most = 0.0;  ///< since the start, or since forget_most_memory()
};
[[nodiscard]] MemoryInUse memory_in_use();
void forget_most_memory();

/// How much memory a new program could use before the system begins to swap, or a limit of the
/// process's control group ends it [bytes]; 0: the system does not tell.
[[nodiscard]] double memory_available();

}  // namespace povex
