#pragma once

#include <cstddef>
#include <string_view>

namespace povex {

/// For which processors a vectorised function was compiled: every one gives the same bits, the
/// later ones faster.
///
/// baseline is every x86-64 processor (SSE2); avx512 asks for its parts F, DQ, VL and BW.
enum class Target { baseline, avx2, avx512 };

/// All targets, slowest first.
inline constexpr Target targets[] = {Target::baseline, Target::avx2, Target::avx512};

[[nodiscard]] std::string_view name_of(Target target);

/// Whether this processor can run what was compiled for the target.
[[nodiscard]] bool runs_here(Target target) noexcept;

/// The target of this name.
/// \throws InputError if there is none, or if it does not run here
[[nodiscard]] Target target_named(std::string_view name);

/// The fastest target that this processor runs, or a slower one that the environment variable
/// POVEX_TARGET names (baseline, avx2, avx512). Read once.
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

/// Defines `ByTarget<Function> const name` from the three versions of name_by that a *_kernel.cpp
/// is compiled to, in their targets' namespaces; once, in the namespace of both.
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
