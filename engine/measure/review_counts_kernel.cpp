// Counts the reviews of many households at a time. Compiled once for each Target; see
// engine/base/lanes.hpp.
//
// A status is one or two bits of a household. Lanes of zeros and ones are added lane by lane, and
// the lanes are added at the end.

#include "engine/base/income_line.hpp"
#include "engine/measure/income_lanes.hpp"
#include "engine/measure/review_counts.hpp"

namespace povex {
inline namespace POVEX_TARGET {

namespace {

constexpr int N = width;
constexpr int D = incomes::half<N>;

/// One in each lane whose household is poor under a standard; poor or near-poor.
struct OnList {
    Words<N> poor;
    Words<N> listed;
};

POVEX_LANES OnList on_list(std::uint32_t const* statuses, unsigned standard) {
    auto const both = lanes::load<Words<N>>(statuses) >> 2 * standard;
    Words<N> const listed = both >> 1 & 1;
    return {both & listed, listed};
}

template <class Lanes>
POVEX_LANES std::int64_t total(Lanes lanes) {
    constexpr int count = sizeof lanes / sizeof lanes[0];
    std::int64_t sum = 0;
    for (int i = 0; i < count; ++i) sum += lanes[i];
    return sum;
}

POVEX_LANES void count_statuses(ReviewRows const& rows, unsigned standard, std::int64_t sign,
                                ReviewCounts& counts) {
    Words<N> poor{}, near_poor{}, persons{}, poor_true{}, near_poor_true{}, missed{};
    for (std::size_t i = 0; i < rows.count; i += N) {
        auto const now = on_list(rows.statuses + i, standard);
        auto const truth = on_list(rows.true_statuses + i, standard);
        poor += now.poor;
        near_poor += now.listed & ~now.poor;
        persons += now.poor * lanes::load<Words<N>>(rows.size + i);
        poor_true += truth.poor;
        near_poor_true += truth.listed & ~truth.poor;
        missed += truth.poor & ~now.poor;
    }
    counts.poor += sign * total(poor);
    counts.near_poor += sign * total(near_poor);
    counts.poor_persons += sign * total(persons);
    counts.poor_true += sign * total(poor_true);
    counts.near_poor_true += sign * total(near_poor_true);
    counts.poor_missed += sign * total(missed);
}

POVEX_LANES void count_flows(ReviewRows const& rows, unsigned standard, std::int64_t sign,
                             ReviewCounts& counts) {
    Words<N> exits{}, exits_to_near_poor{}, stayers{}, entries{}, from_near_poor{}, reentries{},
        exits_true{}, entries_true{};
    for (std::size_t i = 0; i < rows.count; i += N) {
        auto const now = on_list(rows.statuses + i, standard);
        auto const before = on_list(rows.statuses_before + i, standard);
        Words<N> const left = before.poor & ~now.poor;
        Words<N> const entered = now.poor & ~before.poor;
        exits += left;
        exits_to_near_poor += left & now.listed;
        stayers += now.poor & before.poor;
        entries += entered;
        from_near_poor += entered & before.listed;
        reentries += entered & lanes::load<Words<N>>(rows.once_poor + i) >> 2 * standard;
        auto const truth = on_list(rows.true_statuses + i, standard);
        auto const truth_before = on_list(rows.true_statuses_before + i, standard);
        exits_true += truth_before.poor & ~truth.poor;
        entries_true += truth.poor & ~truth_before.poor;
    }
    counts.exits += sign * total(exits);
    counts.exits_to_near_poor += sign * total(exits_to_near_poor);
    counts.poor_stayers += sign * total(stayers);
    counts.entries += sign * total(entries);
    counts.poor_formerly_near_poor += sign * total(from_near_poor);
    counts.poor_formerly_unlisted += sign * (total(entries) - total(from_near_poor));
    counts.reentries += sign * total(reentries);
    counts.exits_true += sign * total(exits_true);
    counts.entries_true += sign * total(entries_true);
}

/// A gap as to_fixed() rounds it: it is not negative, so halves away from zero are halves up.
POVEX_LANES Longs<D> steps(Doubles<D> gap) {
    return incomes::rounded<D>(gap * static_cast<double>(std::int64_t{1} << fraction_bits));
}

POVEX_LANES void count_gaps(ReviewRows const& rows, double line, std::int64_t sign,
                            ReviewCounts& counts) {
    Longs<D> poor{}, gaps{}, squares{};
    double const highest = highest_at_or_below(line);
    for (std::size_t i = 0; i < rows.count; i += D) {
        auto const income = lanes::load<Doubles<D>>(rows.income + i);
        Doubles<D> const gap = income < line ? (line - income) / line : Doubles<D>{};
        poor -= income <= highest;
        gaps += steps(gap);
        squares += steps(gap * gap);
    }
    counts.income_poor += sign * total(poor);
    counts.gap += sign * total(gaps);
    counts.gap_squared += sign * total(squares);
}

}  // namespace

void count_reviews_by(ReviewRows const& rows, unsigned standard, double line, std::int64_t sign,
                      ReviewCounts& counts) {
    count_statuses(rows, standard, sign, counts);
    if (rows.statuses_before != nullptr) count_flows(rows, standard, sign, counts);
    count_gaps(rows, line, sign, counts);
}

void count_deprivations_by(ReviewRows const& rows, unsigned standard, std::uint32_t indicators,
                           std::int32_t sign, std::int32_t* deprived) {
    constexpr int bits = 16;
    Words<N> poor[bits]{};
    Words<N> near_poor[bits]{};
    for (std::size_t i = 0; i < rows.count; i += N) {
        auto const now = on_list(rows.statuses + i, standard);
        auto const deprivations = lanes::load<Words<N>>(rows.deprivations + i) & indicators;
        Words<N> const of_poor = deprivations & -now.poor;
        Words<N> const of_near_poor = deprivations & -(now.listed & ~now.poor);
        for (int j = 0; j < bits; ++j) {
            poor[j] += of_poor >> j & 1;
            near_poor[j] += of_near_poor >> j & 1;
        }
    }
    for (int j = 0; j < bits; ++j) {
        deprived[j] += sign * static_cast<std::int32_t>(total(poor[j]));
        deprived[bits + j] += sign * static_cast<std::int32_t>(total(near_poor[j]));
    }
}

}  // namespace POVEX_TARGET
}  // namespace povex
