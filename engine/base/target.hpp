#pragma once

#include <cstddef>
#include <string_view>

namespace povex {

/// The processors that a vectorised function is compiled for. All give the same bits; the later
/// ones are faster.
///
/// baseline is every x86-64 processor (SSE2); avx512 needs the extensions F, DQ, VL and BW.
enum class Target { baseline, avx2, avx512 };

/// All targets, the slowest first.
inline constexpr Target targets[] = {Target::baseline, Target::avx2, Target::avx512};

[[nodiscard]] std::string_view name_of(Target target);

/// Whether this processor can run code compiled for the target.
[[nodiscard]] bool runs_here(Target target) noexcept;

/// The target with this name.
/// \throws InputError if there is none, or if this processor cannot run it
[[nodiscard]] Target target_named(std::string_view name);

/// The fastest target that this processor can run, or the one that the environment variable
/// POVEX_TARGET names (baseline, avx2, avx512). Decided once per run of the program.
/// \throws InputError as target_named()
[[nodiscard]] Target best_target();

/// One function compiled once for each target.
template <class Function>
struct ByTarget {
    Function* baseline;
    Function* avx2;
    Function* avx512;

    [[nodiscard]] constexpr Function* operator[](Target target) const {
        switch (target) {
            case Target::avx512:
                return avx512;
            case Target::avx2:
                return avx2;
            case Target::baseline:
                break;
        }
        return baseline;
    }
};

}  // namespace povex

/// Defines `ByTarget<Function> const name` from the three compiled versions of `name_by` in a
/// *_kernel.cpp, each in the namespace of its target. Use it once, in the enclosing namespace.
#define POVEX_BY_TARGET(Function, name)                         \
    namespace baseline {                                        \
    Function name##_by;                                         \
    }                                                           \
    namespace avx2 {                                            \
    Function name##_by;                                         \
    }                                                           \
    namespace avx512 {                                          \
    Function name##_by;                                         \
    }                                                           \
    constinit ByTarget<Function> const name {                   \
        baseline::name##_by, avx2::name##_by, avx512::name##_by \
    }
