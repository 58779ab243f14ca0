#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "engine/measure/income_sums.hpp"
#include "engine/measure/reviewed.hpp"
#include "engine/nature/nature_model.hpp"
#include "engine/policy/standard.hpp"
#include "engine/population/register.hpp"

namespace povex {

/// Counts of one cell at one review under one standard.
struct StandardCounts : ReviewCounts {
    /// Households, [poor, near-poor][bit]; as CountLacks has them.
    std::array<std::array<std::int32_t, max_indicators>, 2> deprived{};
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
[[nodiscard]] constexpr Found found_of(Status status) {
    return status == Status::poor        ? Found::poor
           : status == Status::near_poor ? Found::near_poor
                                         : Found::neither;
}

/// Households by what two standards find of them.
using TwoFindings = std::array<std::array<std::int64_t, found_names.size()>, found_names.size()>;

/// What is counted at every review, by cell.
///
/// Made once for all households as nature has them; a scenario's tally is a copy in which its
/// touched households are taken out and put back as the scenario has them. The households of a cell
/// are counted many at a time.
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

    /// What the reviews find of it alone, and its gaps.
    void count_reviews(Path const& path, int sign);

    /// The same of several households of a cell, which lies in a stratum, and of any of their
    /// reviews.
    void count_reviews(std::size_t cell, std::size_t stratum, Reviewed& households, int sign);

    /// Whether review t counts a household at all: it is on a list, by the review or in truth, or
    /// was so before, or it is not above every line; or all households are measured.
    [[nodiscard]] bool concerns(Path const& path, std::size_t t) const;

    /// Whether review t counts two households alike that have always been on the same lists.
    [[nodiscard]] bool counts_alike(Path const& one, Path const& other, std::size_t t) const;

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
    [[nodiscard]] IncomeScale scale(double unit, double floor) const;
    void classify(std::size_t t, Reviewed const& households, int sign);
    void count_deprived(std::size_t t, std::size_t stratum, Bits bits, int sign,
                        StandardCounts* counts) const;

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
