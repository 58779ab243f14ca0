#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/base/target.hpp"

namespace povex {

/// The sums of the incomes of a group of households at one review, from which its mean income and
/// its Theil indices follow.
///
/// y is income per person relative to the reference income. All sums are integers, so adding and
/// removing a household is exact.
struct IncomeSums {
    static constexpr int bits = 20;  ///< a step of the sums of y, ln y and y ln y is 2^-20

    std::int64_t money = 0;       ///< household incomes, each rounded [smallest unit of money/year]
    std::int64_t income = 0;      ///< sum of y [steps]
    std::int64_t log_income = 0;  ///< sum of ln y [steps]
    std::int64_t income_log = 0;  ///< sum of y ln y [steps]
    std::int64_t at_floor = 0;    ///< households whose income is the floor
    std::int64_t no_income = 0;   ///< households whose income is 0

    IncomeSums& operator+=(IncomeSums const& other) {
        money += other.money;
        income += other.income;
        log_income += other.log_income;
        income_log += other.income_log;
        at_floor += other.at_floor;
        no_income += other.no_income;
        return *this;
    }
    friend bool operator==(IncomeSums const&, IncomeSums const&) = default;
};

/// The households of one bin of a histogram of incomes: their number, the sum of their places in
/// the bin, and the sum of the squares of these. From them follow the sum of their incomes,
/// exactly, and how far their incomes are apart.
///
/// A place is in [0, 2^19) [steps of 2^-19 of the width of the bin]. Bins can be added, and
/// subtracting removes a household.
struct IncomeBin {
    std::int64_t households = 0;
    std::int64_t places = 0;
    std::uint64_t squares = 0;

    IncomeBin& operator+=(IncomeBin const& other) {
        households += other.households;
        places += other.places;
        squares += other.squares;
        return *this;
    }
    friend bool operator==(IncomeBin const&, IncomeBin const&) = default;
};

/// A histogram of relative incomes per person: 16 bins per octave, each 3 to 6 % wide.
///
/// Bin and place come straight from the bits of the income in single precision, so a bin holds the
/// sum of these incomes exactly. The first bin holds what is below 2^-10 of the reference. The last
/// one holds what is at or above 2^10 of it, without places.
struct IncomeHistogram {
    static constexpr int bin_bits = 4;                ///< 2^4 bins per octave
    static constexpr int place_bits = 23 - bin_bits;  ///< 2^19 places in a bin
    static constexpr int lowest_octave = -10;         ///< the octaves run from 2^-10 ...
    static constexpr int octaves = 20;                ///< ... to 2^10 of the reference
    static constexpr int bins = (octaves << bin_bits) + 2;
    /// With this many households, a sum of squares could overflow.
    static constexpr std::int64_t most_households = std::int64_t{1} << (64 - 2 * place_bits);
};

/// The bins of a histogram from the lowest to the highest that has been counted into: a cell of few
/// households has few of them.
class CountedBins {
public:
    /// Make sure that bins [low, high] are there.
    void include(std::size_t low, std::size_t high);
    /// Number of the first of them.
    [[nodiscard]] std::uint32_t first() const { return first_; }
    [[nodiscard]] std::span<IncomeBin> bins() { return bins_; }
    [[nodiscard]] std::span<IncomeBin const> bins() const { return bins_; }
    /// Add them to a histogram.
    /// \param to  shape [IncomeHistogram::bins]
    void add_to(std::span<IncomeBin> to) const;

private:
    std::uint32_t first_ = 0;
    std::vector<IncomeBin> bins_;
};

/// The units in which the incomes of a cell are measured.
struct IncomeScale {
    double unit = 1.0;       ///< of income [smallest unit of money/year per person]
    double reference = 1.0;  ///< of relative income [unit]
    double floor = 0.0;      ///< lowest income [unit]
    double most_money =
        0x1p62;  ///< upper limit of a household's income, excluded [smallest unit/year]
    double most_relative = 0x1p26;  ///< upper limit of relative income, excluded [1]
};

/// Count the incomes of households of one cell in (sign 1) or out (sign -1).
///
/// The sum of ln y has a meaning only if no household is without income.
/// \param income     per person, shape [count] [unit]
/// \param size       shape [count] [persons]
/// \param histogram  the bins from number `first_bin` on; those of all incomes must be there
/// \return false if an income reaches a limit of the scale; sums and histogram are then invalid
using CountIncomes = bool(IncomeScale const& scale, double const* income, std::uint8_t const* size,
                          std::size_t count, std::int64_t sign, IncomeSums& sums,
                          IncomeBin* histogram, std::uint32_t first_bin);
extern ByTarget<CountIncomes> const count_incomes;

/// How unequal incomes per person are between households.
///
/// y is the income per person of each of n households, m its mean.
struct Inequality {
    double gini = 0.0;     ///< sum over all pairs of |y - y'| / (2 n^2 m), in [0, 1)
    double theil_t = 0.0;  ///< mean of (y/m) ln(y/m)
    double theil_l = 0.0;  ///< mean of -ln(y/m), the mean log deviation; NaN if some y is 0
};

/// Inequality of a group from its sums and its histogram, without sorting incomes.
///
/// The Theil indices follow their definitions, from the sums of y, ln y and y ln y, with 0 ln 0 =
/// 0. The Gini index is that of the bins, each with its number of households and the sum of their
/// incomes, plus the inequality within bins. The n incomes of a bin are taken to lie at equal
/// distances; with their variance s^2 (divisor n - 1), the mean over their pairs is
///
///     |y - y'| = 2 s sqrt((n + 1) / (3 n)).
///
/// So the Gini index is exact where the incomes of a bin are equal, or only two, as where many
/// households have the income of a floor or of a stratum without spread. It is exact to 1e-5 if the
/// density is smooth (tested against the lognormal distribution). In a bin with a few different
/// incomes, each of many households, it is too large: by at most 1 % of their income for each
/// pair of households in that bin.
/// \param histogram  shape [IncomeHistogram::bins]
/// \return all NaN if there are no households or no income
[[nodiscard]] Inequality inequality(IncomeSums const& sums, std::span<IncomeBin const> histogram);

}  // namespace povex
