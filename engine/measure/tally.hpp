#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "engine/measure/income_sums.hpp"
#include "engine/nature/law.hpp"
#include "engine/policy/standard.hpp"
#include "engine/population/register.hpp"

namespace povex {

/// A fraction of one as an integer, so that sums do not depend on their order: steps of 2^-30.
inline constexpr int fraction_bits = 30;

/// Counts of one cell at one review under one standard. All integers: adding, merging and taking
/// a household out again is exact.
struct StandardCounts {
    std::int64_t poor = 0;
    std::int64_t near_poor = 0;
    std::int64_t income_poor = 0;  ///< measured income at or below the line, listed or not
    std::int64_t exits = 0;        ///< poor at the last review, not at this one
    std::int64_t exits_to_near_poor = 0;
    std::int64_t poor_stayers = 0;  ///< poor at both
    std::int64_t poor_formerly_near_poor = 0;
    std::int64_t poor_formerly_unlisted = 0;
    std::int64_t entries = 0;    ///< the reverse
    std::int64_t reentries = 0;  ///< entries of households poor at an earlier review of the run
    std::int64_t poor_persons = 0;
    std::int64_t gap = 0;  ///< sum of (line - income)/line over the income-poor, fixed point
    std::int64_t gap_squared = 0;  ///< sum of its square, fixed point
    std::array<std::array<std::int32_t, max_indicators>, 2> deprived{};  ///< [poor, near-poor][bit]
    // in truth, without errors of the review and rules of the list:
    std::int64_t poor_true = 0;
    std::int64_t near_poor_true = 0;
    std::int64_t poor_missed = 0;  ///< poor in truth, not poor by the review
    std::int64_t exits_true = 0;
    std::int64_t entries_true = 0;
    // over all households, whatever their income:
    std::int64_t multi_poor = 0;          ///< with at least `cutoff` deprivations
    std::int64_t multi_deprivations = 0;  ///< sum of theirs
    std::array<std::int32_t, max_indicators> multi_deprived{};
    // against the baseline of the same replicate:
    std::int64_t displaced = 0;  ///< poor here, not poor there
    std::int64_t relieved = 0;   ///< the reverse

    friend bool operator==(StandardCounts const&, StandardCounts const&) = default;
};

/// What a standard finds of a household, where two standards are told apart.
enum class Found : std::uint8_t { poor, near_poor, neither };
inline constexpr std::array found_names{"poor", "near_poor", "not"};

/// Households by what two standards find of them.
using TwoFindings = std::array<std::array<std::int64_t, found_names.size()>, found_names.size()>;

/// What is counted at every review, by cell.
///
/// Made once for all households as nature has them; a scenario's tally is a copy in which its
/// touched households are taken out and put back as the scenario has them. The incomes of a cell
/// are counted many at a time; reviews household by household, of those whom one can concern.
class Tally {
public:
    /// \param reference_income  of relative incomes [money/month per person]
    /// \param households        of the study; \see most_households
    /// \throws std::out_of_range if there are more than can be counted
    Tally(std::size_t cells, Rulers const& rulers, std::size_t reviews, double reference_income,
          bool multidimensional, std::int64_t households);

    /// A household over the years.
    struct Path {
        std::size_t cell = 0;
        std::size_t stratum = 0;
        int size = 1;
        double unit = 1.0;                   ///< of income [money/month per person]
        std::span<double const> income;      ///< [unit], shape [reviews]
        std::span<Statuses const> statuses;  ///< official
        std::span<Statuses const> true_statuses;
        std::span<Bits const> deprivations;
        double floor = 0.0;  ///< lowest income [unit]
    };

    /// Count a household in (sign 1) or out (sign -1), income and reviews of all years.
    /// \throws std::out_of_range if an income is too large
    void count(Path const& path, int sign);

    /// Its income in year t alone.
    /// \throws std::out_of_range if it is too large
    void count_income(Path const& path, std::size_t t, int sign);

    /// What the reviews find of it alone, and its gaps. Whoever is above every line and on no list
    /// in all years need not be counted, unless all households are measured.
    void count_reviews(Path const& path, int sign);

    /// Count one household's reviews as they were before out and as they are after in, as far as
    /// the two differ: `count_reviews(before, -1)` and `count_reviews(after, 1)`.
    void recount_reviews(Path const& before, Path const& after);

    /// Count the incomes in year t of households of one cell in (sign 1) or out (sign -1).
    /// \param income  [unit]; unit and floor as of Path
    /// \throws std::out_of_range if an income is too large
    void count_incomes(std::size_t cell, std::size_t t, std::span<double const> income,
                       std::span<std::uint8_t const> size, double unit, double floor, int sign);

    /// A household poor here and not in the baseline, or the reverse, at review t.
    /// \param here, there  poor_bits() of its statuses
    void count_against_baseline(std::size_t cell, std::size_t t, Statuses here, Statuses there);

    [[nodiscard]] StandardCounts const& at(std::size_t cell, std::size_t t,
                                           std::size_t standard) const {
        return counts_[(cell * reviews_ + t) * standards_ + standard];
    }
    [[nodiscard]] IncomeSums const& incomes(std::size_t cell, std::size_t t) const {
        return incomes_[cell * reviews_ + t];
    }
    /// Households by what two standards find, those that neither finds poor or near-poor left out.
    [[nodiscard]] TwoFindings classified(std::size_t t, std::size_t standard,
                                         std::size_t other) const;
    [[nodiscard]] std::span<IncomeHistogram::Word const> histogram(std::size_t cell,
                                                                   std::size_t t) const {
        return {&histograms_[(cell * reviews_ + t) * IncomeHistogram::bins], IncomeHistogram::bins};
    }

private:
    class CellCounts;

    [[nodiscard]] IncomeScale scale(double unit, double floor) const;
    void count_review(Path const& path, std::size_t t, int sign);
    [[nodiscard]] bool counts_alike(Path const& one, Path const& other, std::size_t t) const;
    void count_official(Path const& path, std::size_t t, CellCounts const& counts);
    static void count_truth(Path const& path, std::size_t t, CellCounts const& counts);
    void count_gaps(Path const& path, std::size_t t, CellCounts const& counts) const;
    void count_deprived(Path const& path, std::size_t t, CellCounts const& counts) const;

    Rulers const* rulers_;
    std::size_t reviews_, standards_;
    double reference_;
    double households_;  ///< at least 1
    bool multidimensional_;
    std::vector<StandardCounts> counts_;
    std::vector<IncomeSums> incomes_;                ///< [cell][reviews]
    std::vector<IncomeHistogram::Word> histograms_;  ///< [cell][reviews][bins]
    /// Households on some list by what they are under all standards, [reviews]; of one: empty.
    std::vector<std::unordered_map<Statuses, std::int64_t>> classified_;
};

}  // namespace povex
