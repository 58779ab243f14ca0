#include "engine/measure/tally.hpp"

#include <algorithm>
#include <stdexcept>

#include "engine/measure/income_lanes.hpp"
#include "engine/stats/fixed_point.hpp"

namespace povex {

namespace {

/// Two bits each: the upper one is set for near-poor and poor.
constexpr Statuses listed = 0xAAAAAAAAU;

Found found_in(Statuses statuses, std::size_t standard) {
    Status const status = status_of(statuses, standard);
    if (status == Status::poor) return Found::poor;
    return status == Status::near_poor ? Found::near_poor : Found::neither;
}

}  // namespace

Tally::Tally(std::size_t cells, Rulers const& rulers, std::size_t reviews, double reference_income,
             bool multidimensional, std::int64_t households)
    : rulers_(&rulers),
      reviews_(reviews),
      standards_(rulers.standards()),
      reference_(reference_income),
      households_(static_cast<double>(std::max<std::int64_t>(1, households))),
      multidimensional_(multidimensional),
      counts_(cells * reviews * standards_),
      incomes_(cells * reviews),
      histograms_(cells * reviews * IncomeHistogram::bins),
      classified_(standards_ > 1 ? reviews * standards_ * standards_ : 0) {
    if (households >= IncomeHistogram::most_households) {
        throw std::out_of_range("too many households to be counted");
    }
}

void Tally::count(Path const& path, int sign) {
    for (std::size_t t = 0; t < reviews_; ++t) count_income(path, t, sign);
    count_reviews(path, sign);
}

IncomeScale Tally::scale(double unit, double floor) const {
    // the sums of all households stay below 2^62: y ln y has fewer than 2^24 steps for each of y
    return {unit, reference_ / unit, floor, 0x1p62 / households_,
            std::min(0x1p26, 0x1p38 / households_)};
}

void Tally::count_income(Path const& path, std::size_t t, int sign) {
    auto const at = path.cell * reviews_ + t;
    if (!incomes::count_one(scale(path.unit, path.floor), path.income[t],
                            static_cast<std::uint8_t>(path.size), sign, incomes_[at],
                            &histograms_[at * IncomeHistogram::bins])) {
        throw std::out_of_range("an income is too large to be summed");
    }
}

void Tally::count_incomes(std::size_t cell, std::size_t t, std::span<double const> income,
                          std::span<std::uint8_t const> size, double unit, double floor) {
    auto const at = cell * reviews_ + t;
    if (!povex::count_incomes[best_target()](scale(unit, floor), income.data(), size.data(),
                                             income.size(), 1, incomes_[at],
                                             &histograms_[at * IncomeHistogram::bins])) {
        throw std::out_of_range("an income is too large to be summed");
    }
}

void Tally::count_reviews(Path const& path, int sign) {
    for (std::size_t t = 0; t < reviews_; ++t) count_review(path, t, sign);
}

void Tally::count_review(Path const& path, std::size_t t, int sign) {
    auto const lists = [&](std::size_t u) {
        return (path.statuses[u] | path.true_statuses[u]) & listed;
    };
    if ((path.statuses[t] & listed) != 0) count_classified(path.statuses[t], t, sign);
    bool const below = path.income[t] <= rulers_->highest_line(t, path.stratum);
    // whoever is above the lines counts where it was on a list at the last review or is now
    if (lists(t) != 0 || (t > 0 && lists(t - 1) != 0) || below || multidimensional_) {
        for (std::size_t s = 0; s < standards_; ++s) count_standard(path, t, s, sign);
    }
}

void Tally::recount_reviews(Path const& before, Path const& after) {
    bool same_past = true;
    for (std::size_t t = 0; t < reviews_; ++t) {
        bool const same_lists = before.statuses[t] == after.statuses[t] &&
                                before.true_statuses[t] == after.true_statuses[t];
        if (!same_past || !same_lists || !counts_alike(before, after, t)) {
            count_review(before, t, -1);
            count_review(after, t, 1);
        }
        same_past = same_past && same_lists;
    }
}

/// Whether review t counts two households alike that have always been on the same lists.
bool Tally::counts_alike(Path const& one, Path const& other, std::size_t t) const {
    double const highest = rulers_->highest_line(t, one.stratum);
    bool const both_above = one.income[t] > highest && other.income[t] > highest;
    bool const lacks_count = multidimensional_ || (one.statuses[t] & listed) != 0;
    return (both_above || one.income[t] == other.income[t]) &&
           (!lacks_count || one.deprivations[t] == other.deprivations[t]);
}

void Tally::count_against_baseline(std::size_t cell, std::size_t t, Statuses here, Statuses there) {
    if (here == there) return;
    for (std::size_t s = 0; s < standards_; ++s) {
        auto& counts = counts_[(cell * reviews_ + t) * standards_ + s];
        Statuses const bit = Statuses{1} << (2 * s);
        if ((here & ~there & bit) != 0) ++counts.displaced;
        if ((there & ~here & bit) != 0) ++counts.relieved;
    }
}

void Tally::count_classified(Statuses statuses, std::size_t t, int sign) {
    if (classified_.empty()) return;
    std::array<std::size_t, max_standards> found{};
    for (std::size_t s = 0; s < standards_; ++s) {
        found[s] = static_cast<std::size_t>(found_in(statuses, s));
    }
    auto* pair = &classified_[t * standards_ * standards_];
    for (std::size_t s = 0; s < standards_; ++s) {
        for (std::size_t other = 0; other < standards_; ++other, ++pair) {
            (*pair)[found[s]][found[other]] += sign;
        }
    }
}

void Tally::count_standard(Path const& path, std::size_t t, std::size_t standard, int sign) {
    Ruler const& ruler = rulers_->at(standard, t, path.stratum);
    Statuses lists = path.statuses[t] | path.true_statuses[t];
    if (t > 0) lists |= path.statuses[t - 1] | path.true_statuses[t - 1];
    bool const on_its_list = (lists >> (2 * standard + 1) & 1U) != 0;
    if (!on_its_list && path.income[t] > ruler.line && !multidimensional_) return;
    auto& counts = counts_[(path.cell * reviews_ + t) * standards_ + standard];
    Status const status = status_of(path.statuses[t], standard);
    auto const bits = static_cast<Bits>(path.deprivations[t] & ruler.indicators);
    if (status >= Status::near_poor) {
        bool const poor = status == Status::poor;
        (poor ? counts.poor : counts.near_poor) += sign;
        if (poor) counts.poor_persons += std::int64_t{sign} * path.size;
        for (std::size_t j = 0; j < max_indicators; ++j) {
            if (has(bits, j)) counts.deprived[poor ? 0 : 1][j] += sign;
        }
    }
    if (path.income[t] <= ruler.line) {
        double const gap = (ruler.line - path.income[t]) / ruler.line;
        counts.income_poor += sign;
        counts.gap += sign * to_fixed<fraction_bits>(gap);
        counts.gap_squared += sign * to_fixed<fraction_bits>(gap * gap);
    }
    count_truth(path, t, standard, sign, counts);
    if (multidimensional_ && ruler.indicators != 0 && ruler.deprivations(bits) >= ruler.cutoff) {
        counts.multi_poor += sign;
        counts.multi_deprivations += std::int64_t{sign} * ruler.deprivations(bits);
        for (std::size_t j = 0; j < max_indicators; ++j) {
            if (has(bits, j)) counts.multi_deprived[j] += sign;
        }
    }
    if (t > 0) count_flows(path, t, standard, sign, counts);
}

void Tally::count_truth(Path const& path, std::size_t t, std::size_t standard, int sign,
                        StandardCounts& counts) {
    Status const now = status_of(path.true_statuses[t], standard);
    if (now == Status::poor) {
        counts.poor_true += sign;
        if (status_of(path.statuses[t], standard) != Status::poor) counts.poor_missed += sign;
    }
    if (now == Status::near_poor) counts.near_poor_true += sign;
    if (t == 0) return;
    bool const before = status_of(path.true_statuses[t - 1], standard) == Status::poor;
    if (before && now != Status::poor) counts.exits_true += sign;
    if (!before && now == Status::poor) counts.entries_true += sign;
}

void Tally::count_flows(Path const& path, std::size_t t, std::size_t standard, int sign,
                        StandardCounts& counts) const {
    auto poor_at = [&](std::size_t u) {
        return status_of(path.statuses[u], standard) == Status::poor;
    };
    Status const now = status_of(path.statuses[t], standard);
    Status const before = status_of(path.statuses[t - 1], standard);
    if (before == Status::poor && now != Status::poor) {
        counts.exits += sign;
        if (now == Status::near_poor) counts.exits_to_near_poor += sign;
    }
    if (now != Status::poor) return;
    if (before == Status::poor) {
        counts.poor_stayers += sign;
        return;
    }
    (before == Status::near_poor ? counts.poor_formerly_near_poor
                                 : counts.poor_formerly_unlisted) += sign;
    counts.entries += sign;
    for (std::size_t u = 0; u + 1 < t; ++u) {
        if (poor_at(u)) {
            counts.reentries += sign;
            return;
        }
    }
}

}  // namespace povex
