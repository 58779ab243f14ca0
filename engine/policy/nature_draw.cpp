#include "engine/policy/nature_draw.hpp"

#include <utility>

namespace povex {

std::vector<Bits> NatureDraw::deprivations(std::span<std::uint32_t const> households,
                                           std::size_t t) const {
    std::vector<Bits> bits(households.size());
    std::vector<std::uint32_t> far;  // from every line: the course does not follow them
    std::vector<std::size_t> place;
    for (std::size_t i = 0; i < households.size(); ++i) {
        auto const h = households[i];
        if (course.follows(h)) {
            bits[i] = course.deprivations_of(h)[t];
        } else {
            bits[i] = base->deprivations[h];
            far.push_back(h);
            place.push_back(i);
        }
    }
    auto const moves = nature->moves(*study->households, *base, course.locality_shocks, far, t,
                                     study->seed, replicate);
    for (std::size_t i = 0; i < far.size(); ++i) {
        for (std::size_t u = 0; u < t; ++u) bits[place[i]] = moves[i * t + u].after(bits[place[i]]);
    }
    return bits;
}

std::shared_ptr<NatureDraw const> draw_nature(StudyTables const& study, Nature const& nature,
                                              std::shared_ptr<BasePopulation const> base,
                                              std::uint32_t replicate,
                                              std::span<double const> follow_below,
                                              std::span<std::uint32_t const> follow_anyway) {
    auto drawn = std::make_shared<NatureDraw>();
    drawn->study = &study;
    drawn->nature = &nature;
    drawn->course =
        nature.run(*study.households, *base, follow_below, study.seed, replicate, follow_anyway);
    drawn->base = std::move(base);
    drawn->replicate = replicate;
    return drawn;
}

}  // namespace povex
