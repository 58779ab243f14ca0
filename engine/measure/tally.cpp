#include "engine/measure/tally.hpp"

#include <algorithm>
#include <bit>
#include <stdexcept>

#include "engine/measure/income_lanes.hpp"

namespace povex {

namespace {

/// One more, or one less, of each deprivation.
void count_bits(unsigned bits, int sign, std::array<std::int32_t, max_indicators>& counts) {
    for (; bits != 0; bits &= bits - 1U) {
        counts[static_cast<std::size_t>(std::countr_zero(bits))] += sign;
    }
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
      classified_(reviews) {
    if (households >= IncomeHistogram::most_households) {
        throw std::out_of_range("too many households to be counted");
    }
}

void Tally::count(Path const& path, int sign) {
    for (std::size_t t = 0; t < reviews_; ++t) count_income(path, t, sign);
    count_reviews(path, sign);
}

IncomeScale Tally::scale(double unit, double floor) const {
    // the sums of all households stay below 2^63: y ln y has fewer than 2^25 steps for each of y
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
                          std::span<std::uint8_t const> size, double unit, double floor, int sign) {
    auto const at = cell * reviews_ + t;
    if (!povex::count_incomes[best_target()](scale(unit, floor), income.data(), size.data(),
                                             income.size(), sign, incomes_[at],
                                             &histograms_[at * IncomeHistogram::bins])) {
        throw std::out_of_range("an income is too large to be summed");
    }
}

void Tally::count_reviews(Path const& path, int sign) {
    Reviewed one(reviews_);
    for (std::size_t t = 0; t < reviews_; ++t) {
        one.add(t, path.size, path.income[t], path.statuses, path.true_statuses,
                path.deprivations[t]);
    }
    count_reviews(path.cell, path.stratum, one, sign);
}

void Tally::count_reviews(std::size_t cell, std::size_t stratum, Reviewed& households, int sign) {
    for (std::size_t t = 0; t < reviews_; ++t) {
        auto* counts = &counts_[(cell * reviews_ + t) * standards_];
        if (households.count(t) == 0) continue;
        auto const rows = households.rows(t);
        auto const target = best_target();
        for (unsigned s = 0; s < standards_; ++s) {
            Ruler const& ruler = rulers_->at(s, t, stratum);
            povex::count_reviews[target](rows, s, ruler.line, sign, counts[s]);
            count_lacks[target](rows, s, ruler.indicators, sign, counts[s].deprived.front().data());
        }
        if (standards_ > 1) classify(t, households, sign);
        for (std::size_t i = 0; multidimensional_ && i < households.count(t); ++i) {
            count_deprived(t, stratum, households.deprivations(i, t), sign, counts);
        }
    }
}

bool Tally::concerns(Path const& path, std::size_t t) const {
    Statuses found = path.statuses[t] | path.true_statuses[t];
    if (t > 0) found |= path.statuses[t - 1] | path.true_statuses[t - 1];
    return listed_bits(found) != 0 || multidimensional_ ||
           path.income[t] <= rulers_->highest_line(t, path.stratum);
}

bool Tally::counts_alike(Path const& one, Path const& other, std::size_t t) const {
    double const highest = rulers_->highest_line(t, one.stratum);
    bool const both_above = one.income[t] > highest && other.income[t] > highest;
    bool const lacks_count = multidimensional_ || listed_bits(one.statuses[t]) != 0;
    return (both_above || one.income[t] == other.income[t]) &&
           (!lacks_count || one.deprivations[t] == other.deprivations[t]);
}

/// By which standards those are poor or near-poor who are on some list.
void Tally::classify(std::size_t t, Reviewed const& households, int sign) {
    auto& classes = classified_[t];
    auto last = classes.end();
    for (std::size_t i = 0; i < households.count(t); ++i) {
        Statuses const now = on_lists(households.statuses(i, t));
        if (now == 0) continue;
        if (last == classes.end() || last->first != now) last = classes.try_emplace(now, 0).first;
        last->second += sign;
    }
}

/// Deprivations of whoever has enough of them, whatever its income.
void Tally::count_deprived(std::size_t t, std::size_t stratum, Bits bits, int sign,
                           StandardCounts* counts) const {
    for (std::size_t s = 0; s < standards_; ++s) {
        Ruler const& ruler = rulers_->at(s, t, stratum);
        int const lacks = ruler.deprivations(bits);
        if (ruler.indicators == 0 || lacks < ruler.cutoff) continue;
        auto& of = counts[s];
        of.multi_poor += sign;
        of.multi_deprivations += std::int64_t{sign} * lacks;
        count_bits(bits & ruler.indicators, sign, of.multi_deprived);
    }
}

void Tally::count_against_baseline(std::size_t cell, std::size_t t, Statuses here, Statuses there) {
    auto* counts = &counts_[(cell * reviews_ + t) * standards_];
    for_each_standard(here & ~there, [&](std::size_t s) { ++counts[s].displaced; });
    for_each_standard(there & ~here, [&](std::size_t s) { ++counts[s].relieved; });
}

TwoFindings Tally::classified(std::size_t t, std::size_t standard, std::size_t other) const {
    TwoFindings found{};
    for (auto const& [statuses, households] : classified_[t]) {
        found[static_cast<std::size_t>(found_of(status_of(statuses, standard)))]
             [static_cast<std::size_t>(found_of(status_of(statuses, other)))] += households;
    }
    return found;
}

}  // namespace povex
