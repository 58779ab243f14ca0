#include "engine/measure/tally.hpp"

#include <algorithm>
#include <bit>
#include <stdexcept>

#include "engine/measure/income_lanes.hpp"
#include "engine/stats/fixed_point.hpp"

namespace povex {

namespace {

Found found_in(Statuses statuses, std::size_t standard) {
    Status const status = status_of(statuses, standard);
    if (status == Status::poor) return Found::poor;
    return status == Status::near_poor ? Found::near_poor : Found::neither;
}

/// One more, or one less, of each deprivation.
void count_bits(unsigned bits, int sign, std::array<std::int32_t, max_indicators>& counts) {
    for (; bits != 0; bits &= bits - 1U) {
        counts[static_cast<std::size_t>(std::countr_zero(bits))] += sign;
    }
}

}  // namespace

/// Counts of one cell at one review under all standards, for one household.
class Tally::CellCounts {
public:
    CellCounts(StandardCounts* of_standards, int sign) : counts_(of_standards), sign_(sign) {}

    /// Count it under some standards.
    void add(std::int64_t StandardCounts::*what, Statuses standards, int n = 1) const {
        for_each_standard(standards,
                          [&](std::size_t s) { counts_[s].*what += std::int64_t{sign_} * n; });
    }
    [[nodiscard]] StandardCounts& at(std::size_t standard) const { return counts_[standard]; }
    [[nodiscard]] int sign() const { return sign_; }

private:
    StandardCounts* counts_;
    int sign_;
};

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
                          std::span<std::uint8_t const> size, double unit, double floor, int sign) {
    auto const at = cell * reviews_ + t;
    if (!povex::count_incomes[best_target()](scale(unit, floor), income.data(), size.data(),
                                             income.size(), sign, incomes_[at],
                                             &histograms_[at * IncomeHistogram::bins])) {
        throw std::out_of_range("an income is too large to be summed");
    }
}

void Tally::count_reviews(Path const& path, int sign) {
    for (std::size_t t = 0; t < reviews_; ++t) count_review(path, t, sign);
}

void Tally::count_review(Path const& path, std::size_t t, int sign) {
    CellCounts const counts(&counts_[(path.cell * reviews_ + t) * standards_], sign);
    count_official(path, t, counts);
    count_truth(path, t, counts);
    if (path.income[t] <= rulers_->highest_line(t, path.stratum)) count_gaps(path, t, counts);
    if (multidimensional_) count_deprived(path, t, counts);
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
    bool const lacks_count = multidimensional_ || listed_bits(one.statuses[t]) != 0;
    return (both_above || one.income[t] == other.income[t]) &&
           (!lacks_count || one.deprivations[t] == other.deprivations[t]);
}

void Tally::count_against_baseline(std::size_t cell, std::size_t t, Statuses here, Statuses there) {
    CellCounts const counts(&counts_[(cell * reviews_ + t) * standards_], 1);
    counts.add(&StandardCounts::displaced, here & ~there);
    counts.add(&StandardCounts::relieved, there & ~here);
}

void Tally::count_official(Path const& path, std::size_t t, CellCounts const& counts) {
    Statuses const now = path.statuses[t];
    Statuses const listed = listed_bits(now);
    Statuses const poor = poor_bits(now);
    if (listed != 0) {
        Statuses const near_poor = listed & ~poor;
        if (standards_ > 1) classified_[t][now & both_bits(listed)] += counts.sign();
        counts.add(&StandardCounts::poor, poor);
        counts.add(&StandardCounts::poor_persons, poor, path.size);
        counts.add(&StandardCounts::near_poor, near_poor);
        for_each_standard(listed, [&](std::size_t s) {
            auto& deprived = counts.at(s).deprived[(poor >> (2 * s) & 1U) != 0 ? 0 : 1];
            count_bits(path.deprivations[t] & rulers_->at(s, t, path.stratum).indicators,
                       counts.sign(), deprived);
        });
    }
    if (t == 0) return;
    Statuses const before = path.statuses[t - 1];
    Statuses const were_listed = listed_bits(before);
    if ((listed | were_listed) == 0) return;
    Statuses const were_poor = poor_bits(before);
    Statuses const entered = poor & ~were_poor;
    Statuses const left = were_poor & ~poor;
    counts.add(&StandardCounts::exits, left);
    counts.add(&StandardCounts::exits_to_near_poor, left & listed);
    counts.add(&StandardCounts::poor_stayers, poor & were_poor);
    counts.add(&StandardCounts::entries, entered);
    counts.add(&StandardCounts::poor_formerly_near_poor, entered & were_listed);
    counts.add(&StandardCounts::poor_formerly_unlisted, entered & ~were_listed);
    Statuses once_poor = 0;
    for (std::size_t u = 0; entered != 0 && u + 1 < t; ++u) {
        once_poor |= poor_bits(path.statuses[u]);
    }
    counts.add(&StandardCounts::reentries, entered & once_poor);
}

void Tally::count_truth(Path const& path, std::size_t t, CellCounts const& counts) {
    Statuses const now = path.true_statuses[t];
    Statuses const poor = poor_bits(now);
    counts.add(&StandardCounts::poor_true, poor);
    counts.add(&StandardCounts::near_poor_true, listed_bits(now) & ~poor);
    counts.add(&StandardCounts::poor_missed, poor & ~poor_bits(path.statuses[t]));
    if (t == 0) return;
    Statuses const were_poor = poor_bits(path.true_statuses[t - 1]);
    counts.add(&StandardCounts::exits_true, were_poor & ~poor);
    counts.add(&StandardCounts::entries_true, poor & ~were_poor);
}

/// Poverty gaps by measured income, listed or not.
void Tally::count_gaps(Path const& path, std::size_t t, CellCounts const& counts) const {
    double const income = path.income[t];
    for_each_standard(rulers_->at_or_below_line(t, path.stratum, income), [&](std::size_t s) {
        double const line = rulers_->at(s, t, path.stratum).line;
        double const gap = (line - income) / line;
        auto& of = counts.at(s);
        of.income_poor += counts.sign();
        of.gap += counts.sign() * to_fixed<fraction_bits>(gap);
        of.gap_squared += counts.sign() * to_fixed<fraction_bits>(gap * gap);
    });
}

/// Deprivations of whoever has enough of them, whatever its income.
void Tally::count_deprived(Path const& path, std::size_t t, CellCounts const& counts) const {
    for (std::size_t s = 0; s < standards_; ++s) {
        Ruler const& ruler = rulers_->at(s, t, path.stratum);
        int const lacks = ruler.deprivations(path.deprivations[t]);
        if (ruler.indicators == 0 || lacks < ruler.cutoff) continue;
        auto& of = counts.at(s);
        of.multi_poor += counts.sign();
        of.multi_deprivations += std::int64_t{counts.sign()} * lacks;
        count_bits(path.deprivations[t] & ruler.indicators, counts.sign(), of.multi_deprived);
    }
}

TwoFindings Tally::classified(std::size_t t, std::size_t standard, std::size_t other) const {
    TwoFindings found{};
    for (auto const& [statuses, households] : classified_[t]) {
        found[static_cast<std::size_t>(found_in(statuses, standard))]
             [static_cast<std::size_t>(found_in(statuses, other))] += households;
    }
    return found;
}

}  // namespace povex
