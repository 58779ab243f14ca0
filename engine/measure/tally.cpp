#include "engine/measure/tally.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <limits>
#include <stdexcept>
#include <utility>

#include "engine/measure/income_lanes.hpp"

namespace povex {

void PoorPaths::add(std::size_t h, std::span<Statuses const> statuses) {
    if (std::none_of(statuses.begin(), statuses.end(),
                     [](Statuses one) { return poor_bits(one) != 0; })) {
        return;
    }
    household.push_back(static_cast<std::uint32_t>(h));
    for (Statuses one : statuses) poor.push_back(poor_bits(one));
}

namespace {

/// Add the sign to the count of each deprivation.
void count_bits(unsigned bits, int sign, std::array<std::int32_t, max_indicators>& counts) {
    for (; bits != 0; bits &= bits - 1U) {
        counts[static_cast<std::size_t>(std::countr_zero(bits))] += sign;
    }
}

[[noreturn]] void refuse_income() {
    throw std::out_of_range("an income is too large to be summed");
}

/// The lowest and the highest of some incomes, at least one; several at a time, since each
/// comparison waits for the last.
/// \throws std::out_of_range unless all are finite
std::pair<double, double> range_of(std::span<double const> income) {
    constexpr std::size_t at_a_time = 8;
    std::array<double, at_a_time> lowest, highest, nothing{};
    lowest.fill(income.front());
    highest.fill(income.front());
    auto const look_at = [&](std::size_t k, double y) {
        lowest[k] = y < lowest[k] ? y : lowest[k];
        highest[k] = y > highest[k] ? y : highest[k];
        nothing[k] += y - y;
    };
    auto const whole = income.size() - income.size() % at_a_time;
    for (std::size_t i = 0; i < whole; i += at_a_time) {
        for (std::size_t k = 0; k < at_a_time; ++k) look_at(k, income[i + k]);
    }
    for (std::size_t i = whole; i < income.size(); ++i) look_at(0, income[i]);
    if (std::ranges::any_of(nothing, [](double x) { return x != 0.0; })) refuse_income();
    return {*std::ranges::min_element(lowest), *std::ranges::max_element(highest)};
}

}  // namespace

Tally::Tally(std::size_t cells, Rulers const& rulers, std::size_t reviews, double reference_income,
             std::int64_t smallest_units, bool multidimensional, std::int64_t households)
    : rulers_(&rulers),
      reviews_(reviews),
      standards_(rulers.standards()),
      reference_(reference_income),
      yearly_(12.0 * static_cast<double>(smallest_units)),
      households_(static_cast<double>(std::max<std::int64_t>(1, households))),
      multidimensional_(multidimensional),
      counts_(cells * reviews * standards_),
      incomes_(cells * reviews),
      histograms_(cells * reviews),
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
    // The sums of all households stay below 2^63: y ln y has less than 2^25 steps for each unit of
    // y.
    return {unit * yearly_, reference_ / unit, floor, 0x1p62 / households_,
            std::min(0x1p26, 0x1p38 / households_)};
}

void Tally::count_income(Path const& path, std::size_t t, int sign) {
    auto const at = path.cell * reviews_ + t;
    IncomeScale const scale = this->scale(path.unit, path.floor);
    auto const bin = incomes::bin_of(scale, range_of(path.income.subspan(t, 1)).first);
    CountedBins& histogram = histograms_[at];
    histogram.include(bin, bin);
    if (!incomes::count_one(scale, path.income[t], static_cast<std::uint8_t>(path.size), sign,
                            incomes_[at], histogram.bins().data(), histogram.first())) {
        refuse_income();
    }
}

void Tally::count_incomes(std::size_t cell, std::size_t t, std::span<double const> income,
                          std::span<std::uint8_t const> size, double unit, double floor, int sign) {
    if (income.empty()) return;
    auto const at = cell * reviews_ + t;
    IncomeScale const scale = this->scale(unit, floor);
    auto const [lowest, highest] = range_of(income);
    CountedBins& histogram = histograms_[at];
    histogram.include(incomes::bin_of(scale, lowest), incomes::bin_of(scale, highest));
    if (!povex::count_incomes[best_target()](scale, income.data(), size.data(), income.size(), sign,
                                             incomes_[at], histogram.bins().data(),
                                             histogram.first())) {
        refuse_income();
    }
}

void Tally::count_reviews(Path const& path, int sign) {
    ReviewBatch one(reviews_);
    for (std::size_t t = 0; t < reviews_; ++t) {
        one.add(t, path.size, path.income[t], path.statuses, path.true_statuses,
                path.deprivations[t]);
    }
    count_reviews(path.cell, path.stratum, one, sign);
}

void Tally::count_reviews(std::size_t cell, std::size_t stratum, ReviewBatch& batch, int sign) {
    for (std::size_t t = 0; t < reviews_; ++t) {
        auto* counts = &counts_[(cell * reviews_ + t) * standards_];
        if (batch.count(t) == 0) continue;
        auto const rows = batch.rows(t);
        auto const target = best_target();
        for (unsigned s = 0; s < standards_; ++s) {
            Ruler const& ruler = rulers_->at(s, t, stratum);
            povex::count_reviews[target](rows, s, ruler.line, sign, counts[s]);
            count_deprivations[target](rows, s, ruler.indicators, sign,
                                       counts[s].deprived.front().data());
        }
        if (standards_ > 1) classify(t, batch, sign);
        for (std::size_t i = 0; multidimensional_ && i < batch.count(t); ++i) {
            count_deprived(t, stratum, batch.deprivations(i, t), sign, counts);
        }
    }
}

bool Tally::concerns(Path const& path, std::size_t t) const {
    Statuses any = path.statuses[t] | path.true_statuses[t];
    if (t > 0) any |= path.statuses[t - 1] | path.true_statuses[t - 1];
    return listed_bits(any) != 0 || multidimensional_ ||
           path.income[t] <= rulers_->highest_line(t, path.stratum);
}

bool Tally::counts_alike(Path const& one, Path const& other, std::size_t t) const {
    double const highest = rulers_->highest_line(t, one.stratum);
    bool const both_above = one.income[t] > highest && other.income[t] > highest;
    bool const deprivations_count = multidimensional_ || listed_bits(one.statuses[t]) != 0;
    return (both_above || one.income[t] == other.income[t]) &&
           (!deprivations_count || one.deprivations[t] == other.deprivations[t]);
}

/// Count households on some list by their statuses under all standards.
void Tally::classify(std::size_t t, ReviewBatch const& batch, int sign) {
    auto& classes = classified_[t];
    auto last = classes.end();
    for (std::size_t i = 0; i < batch.count(t); ++i) {
        Statuses const now = on_lists(batch.statuses(i, t));
        if (now == 0) continue;
        if (last == classes.end() || last->first != now) last = classes.try_emplace(now, 0).first;
        last->second += sign;
    }
}

/// Count a household's deprivations if there are enough of them, whatever its income.
void Tally::count_deprived(std::size_t t, std::size_t stratum, Bits bits, int sign,
                           StandardCounts* counts) const {
    for (std::size_t s = 0; s < standards_; ++s) {
        Ruler const& ruler = rulers_->at(s, t, stratum);
        int const deprivations = ruler.deprivations(bits);
        if (ruler.indicators == 0 || deprivations < ruler.cutoff) continue;
        auto& of = counts[s];
        of.multi_poor += sign;
        of.multi_deprivations += std::int64_t{sign} * deprivations;
        count_bits(bits & ruler.indicators, sign, of.multi_deprived);
    }
}

void Tally::count_against_baseline(PoorPaths const& baseline, PoorPaths const& here,
                                   std::span<std::uint32_t const> cell) {
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < here.household.size() || j < baseline.household.size()) {
        constexpr auto none = std::numeric_limits<std::uint32_t>::max();
        auto const next_here = i < here.household.size() ? here.household[i] : none;
        auto const next_there = j < baseline.household.size() ? baseline.household[j] : none;
        auto const h = std::min(next_here, next_there);
        auto* counts = &counts_[cell[h] * reviews_ * standards_];
        for (std::size_t t = 0; t < reviews_; ++t, counts += standards_) {
            Statuses const poor = next_here == h ? here.poor[i * reviews_ + t] : 0;
            Statuses const poor_there = next_there == h ? baseline.poor[j * reviews_ + t] : 0;
            for_each_standard(poor & ~poor_there, [&](std::size_t s) { ++counts[s].displaced; });
            for_each_standard(poor_there & ~poor, [&](std::size_t s) { ++counts[s].relieved; });
        }
        i += next_here == h ? 1 : 0;
        j += next_there == h ? 1 : 0;
    }
}

CrossClassification Tally::classified(std::size_t t, std::size_t standard,
                                      std::size_t other) const {
    CrossClassification table{};
    for (auto const& [statuses, households] : classified_[t]) {
        table[static_cast<std::size_t>(class_of(status_of(statuses, standard)))]
             [static_cast<std::size_t>(class_of(status_of(statuses, other)))] += households;
    }
    return table;
}

}  // namespace povex
