#include "engine/base/target.hpp"

#include <algorithm>
#include <cstdlib>
#include <string>

#include "engine/base/error.hpp"

namespace povex {

std::string_view name_of(Target target) {
    switch (target) {
        case Target::avx512:
            return "avx512";
        case Target::avx2:
            return "avx2";
        case Target::baseline:
            break;
    }
    return "baseline";
}

bool runs_here(Target target) noexcept {
    switch (target) {
        case Target::avx512:
            return __builtin_cpu_supports("avx512f") != 0 &&
                   __builtin_cpu_supports("avx512dq") != 0 &&
                   __builtin_cpu_supports("avx512vl") != 0 &&
                   __builtin_cpu_supports("avx512bw") != 0;
        case Target::avx2:
            return __builtin_cpu_supports("avx2") != 0;
        case Target::baseline:
            break;
    }
    return true;
}

Target target_named(std::string_view name) {
    auto const* const found = std::find_if(std::begin(targets), std::end(targets),
                                           [&](Target target) { return name_of(target) == name; });
    if (found == std::end(targets) || !runs_here(*found)) {
        throw InputError("target `" + std::string{name} + "` does not run here",
                         "baseline, avx2 or avx512, as far as the processor has it");
    }
    return *found;
}

namespace {

Target chosen_target() {
    if (char const* const wanted = std::getenv("POVEX_TARGET")) return target_named(wanted);
    auto best = Target::baseline;
    for (Target const target : targets) {
        if (runs_here(target)) best = target;
    }
    return best;
}

}  // namespace

Target best_target() {
    static Target const target = chosen_target();
    return target;
}

}  // namespace povex
