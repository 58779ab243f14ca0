#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "engine/measure/inequality.hpp"
#include "engine/measure/review_batch.hpp"
#include "engine/measure/review_counts.hpp"
#include "engine/nature/nature_model.hpp"
#include "engine/policy/standard.hpp"
#include "engine/population/register.hpp"

namespace povex {

/// Counts of one cell at one review under one standard.
struct StandardCounts : ReviewCounts {
    /// Deprived households, shape [poor, near-poor][bit]; see CountDeprivations.
    std::array<std::array<std::int32_t, max_indicators>, 2> deprived{};
    // of all households, whatever their income (Alkire & Foster 2011):
    std::int64_t multi_poor = 0;          ///< with at least `cutoff` deprivations
    std::int64_t multi_deprivations = 0;  ///< sum of their deprivations
    std::array<std::int32_t, max_indicators> multi_deprived{};  ///< of multi_poor, by bit
    // against the baseline of the same replicate:
    std::int64_t displaced = 0;  ///< poor here, not poor in the baseline
    std::int64_t relieved = 0;   ///< not poor here, poor in the baseline

    friend bool operator==(StandardCounts const&, StandardCounts const&) = default;
};

/// The class of a household under a standard, as results report it: poor, near-poor or neither.
enum class PovertyClass : std::uint8_t { poor, near_poor, neither };
inline constexpr std::array poverty_class_names{"poor", "near_poor", "not"};
[[nodiscard]] constexpr PovertyClass class_of(Status status) {
    return status == Status::poor        ? PovertyClass::poor
           : status == Status::near_poor ? PovertyClass::near_poor
                                         : PovertyClass::neither;
}

/// Numbers of households by their classes under two standards, shape [PovertyClass under the one]
/// [PovertyClass under the other].
using CrossClassification =
    std::array<std::array<std::int64_t, poverty_class_names.size()>, poverty_class_names.size()>;

/// The households that are ever poor by the review in one scenario, and when. Two scenarios are
/// compared with these.
struct PoorPaths {
    std::vector<std::uint32_t> household;  ///< register rows of the ever poor, ascending
    std::vector<Statuses> poor;  ///< poor_bits() at each review, shape [household][reviews]

    /// Add a household if it is ever poor. Its row must be higher than all before.
    /// \param statuses  official, shape [reviews]
    void add(std::size_t h, std::span<Statuses const> statuses);
};

/// The counts and sums of one scenario in one replicate, by cell and review.
///
/// A tally of all households without programmes is made once. The tally of a scenario is a copy of
/// it: the affected households are counted out as they are without programmes and counted in as
/// they are in the scenario. Households of a cell are counted many at a time.
class Tally {
public:
    /// \param reference_income  incomes are taken relative to it [money/month per person]
    /// \param smallest_units    smallest units of money in one unit of income: sums are counted in
    /// them \param multidimensional  whether deprivations of all households are counted \param
    /// households        of the register \throws std::out_of_range if there are
    /// IncomeHistogram::most_households or more
    Tally(std::size_t cells, Rulers const& rulers, std::size_t reviews, double reference_income,
          std::int64_t smallest_units, bool multidimensional, std::int64_t households);

    /// A household over the years. Every span has shape [reviews].
    struct Path {
        std::size_t cell = 0;
        std::size_t stratum = 0;
        int size = 1;                             ///< [persons]
        double unit = 1.0;                        ///< of income [money/month per person]
        std::span<double const> income;           ///< per person [unit]
        std::span<Statuses const> statuses;       ///< official
        std::span<Statuses const> true_statuses;  ///< without review errors and rules of the list
        std::span<Bits const> deprivations;
        double floor = 0.0;  ///< lowest income [unit]
    };

    // In all that follows, sign 1 counts households in and sign -1 counts them out.

    /// Count the incomes and the reviews of a household in all years.
    /// \throws std::out_of_range if an income is too large to be summed
    void count(Path const& path, int sign);

    /// Count the income of a household in year t.
    /// \throws std::out_of_range if it is too large to be summed
    void count_income(Path const& path, std::size_t t, int sign);

    /// Count the incomes in year t of many households of a cell.
    /// \param income  per person, shape [households] [unit]; unit and floor are as in Path
    /// \param size    shape [households] [persons]
    /// \throws std::out_of_range if an income is too large to be summed
    void count_incomes(std::size_t cell, std::size_t t, std::span<double const> income,
                       std::span<std::uint8_t const> size, double unit, double floor, int sign);

    /// Count the reviews of a household in all years: statuses, flows, gaps and deprivations.
    void count_reviews(Path const& path, int sign);

    /// Count reviews of many households of a cell.
    void count_reviews(std::size_t cell, std::size_t stratum, ReviewBatch& batch, int sign);

    /// Whether review t of a household adds to any count of reviews. It does if the household is or
    /// was at the last review on a list, officially or truly; or if its income is not above every
    /// line; and always if deprivations of all households are counted.
    [[nodiscard]] bool concerns(Path const& path, std::size_t t) const;

    /// Whether review t of two households adds the same to all counts of reviews. Both must have
    /// had the same statuses up to then.
    [[nodiscard]] bool counts_alike(Path const& one, Path const& other, std::size_t t) const;

    /// Count the households that are poor here and not in the baseline, and the reverse.
    /// \param cell  of each household of the register, shape [H]
    void count_against_baseline(PoorPaths const& baseline, PoorPaths const& here,
                                std::span<std::uint32_t const> cell);

    [[nodiscard]] StandardCounts const& at(std::size_t cell, std::size_t t,
                                           std::size_t standard) const {
        return counts_[(cell * reviews_ + t) * standards_ + standard];
    }
    [[nodiscard]] IncomeSums const& incomes(std::size_t cell, std::size_t t) const {
        return incomes_[cell * reviews_ + t];
    }
    [[nodiscard]] CountedBins const& histogram(std::size_t cell, std::size_t t) const {
        return histograms_[cell * reviews_ + t];
    }
    /// Households of the province by their classes under two standards. Those that are neither poor
    /// nor near-poor under any standard of the study are left out.
    [[nodiscard]] CrossClassification classified(std::size_t t, std::size_t standard,
                                                 std::size_t other) const;

private:
    [[nodiscard]] IncomeScale scale(double unit, double floor) const;
    void classify(std::size_t t, ReviewBatch const& batch, int sign);
    void count_deprived(std::size_t t, std::size_t stratum, Bits bits, int sign,
                        StandardCounts* counts) const;

    Rulers const* rulers_;
    std::size_t reviews_, standards_;
    double reference_;
    double yearly_;      ///< smallest units of money a year in one unit of income a month
    double households_;  ///< at least 1
    bool multidimensional_;
    std::vector<StandardCounts> counts_;   ///< [cell][reviews][standard]
    std::vector<IncomeSums> incomes_;      ///< [cell][reviews]
    std::vector<CountedBins> histograms_;  ///< [cell][reviews]
    /// Number of households by their statuses under all standards, [reviews]; only of households on
    /// some list, and only with several standards.
    std::vector<std::unordered_map<Statuses, std::int64_t>> classified_;
};

}  // namespace povex
