#include "engine/measure/poor_paths.hpp"

#include <algorithm>

namespace povex {

void PoorPaths::add(std::size_t h, std::span<Statuses const> statuses) {
    if (std::none_of(statuses.begin(), statuses.end(),
                     [](Statuses one) { return poor_bits(one) != 0; })) {
        return;
    }
    household.push_back(static_cast<std::uint32_t>(h));
    for (Statuses one : statuses) poor.push_back(poor_bits(one));
}

void count_against(PoorPaths const& baseline, PoorPaths const& here, std::size_t reviews,
                   std::span<std::uint32_t const> cell, Tally& tally) {
    std::size_t i = 0;
    std::size_t j = 0;
    auto const poor_at = [&](PoorPaths const& paths, std::size_t row, bool there, std::size_t t) {
        return there ? paths.poor[row * reviews + t] : Statuses{0};
    };
    while (i < here.household.size() || j < baseline.household.size()) {
        bool const only_there = i == here.household.size();
        bool const only_here = j == baseline.household.size();
        auto const h = only_there  ? baseline.household[j]
                       : only_here ? here.household[i]
                                   : std::min(here.household[i], baseline.household[j]);
        bool const in_here = !only_there && here.household[i] == h;
        bool const in_there = !only_here && baseline.household[j] == h;
        for (std::size_t t = 0; t < reviews; ++t) {
            tally.count_against_baseline(cell[h], t, poor_at(here, i, in_here, t),
                                         poor_at(baseline, j, in_there, t));
        }
        i += in_here ? 1 : 0;
        j += in_there ? 1 : 0;
    }
}

}  // namespace povex
