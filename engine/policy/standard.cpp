#include "engine/policy/standard.hpp"

#include <algorithm>
#include <bit>

namespace povex {

Status Ruler::classify(double income, Bits bits) const {
    if (at_or_below(income, line)) {
        bool const poor = at_or_below(income, low_line) || deprivations(bits) >= cutoff;
        return poor ? Status::poor : Status::near_poor;
    }
    return at_or_below(income, average_line) ? Status::average : Status::other;
}

Rulers::Rulers(std::vector<Standard> const& standards, Places const& places,
               NatureModel const& model)
    : standards_(standards.size()),
      reviews_(model.years.reviews()),
      strata_(places.strata.size()),
      highest_(reviews_ * strata_, 0.0) {
    for (Standard const& standard : standards) {
        for (std::size_t t = 0; t < reviews_; ++t) {
            for (std::size_t s = 0; s < strata_; ++s) {
                auto const area = places.strata[s].area;
                double const unit = model.income[s].mean;
                Ruler ruler{.line = standard.line[area][t] / unit,
                            .indicators = standard.indicators,
                            .cutoff = standard.cutoff};
                if (!standard.low_line.empty()) ruler.low_line = standard.low_line[area][t] / unit;
                if (!standard.average_line.empty()) {
                    ruler.average_line = standard.average_line[area][t] / unit;
                }
                auto& highest = highest_[t * strata_ + s];
                highest = std::max(highest, highest_at_or_below(ruler.line));
                rulers_.push_back(ruler);
            }
        }
    }
    for (std::size_t t = 0; t < reviews_; ++t) {
        for (std::size_t stratum = 0; stratum < strata_; ++stratum) {
            for (std::size_t s = 0; s < standards_; ++s) {
                Ruler const& ruler = at(s, t, stratum);
                lines_.push_back(
                    {highest_at_or_below(ruler.line), highest_at_or_below(ruler.low_line)});
            }
        }
    }
    unsigned counted = 0;
    for (Standard const& standard : standards) counted |= standard.indicators;
    indicators_ = std::bit_ceil(counted + 1U) - 1U;
    for (unsigned bits = 0; bits <= indicators_; ++bits) {
        Statuses enough = 0;
        for (std::size_t s = 0; s < standards_; ++s) {
            Ruler const ruler{.indicators = standards[s].indicators, .cutoff = standards[s].cutoff};
            bool const deprived = ruler.deprivations(static_cast<Bits>(bits)) >= ruler.cutoff;
            enough |= static_cast<Statuses>(deprived) << (2 * s);
        }
        deprived_.push_back(enough);
    }
}

Statuses review(Rulers const& rulers, std::size_t t, std::size_t stratum, double income,
                Bits bits) {
    Statuses statuses = 0;
    for (std::size_t s = 0; s < rulers.standards(); ++s) {
        auto const status = rulers.at(s, t, stratum).classify(income, bits);
        statuses |= static_cast<Statuses>(status) << (2 * s);
    }
    return statuses;
}

}  // namespace povex
