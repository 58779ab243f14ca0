#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/policy/counterfactual.hpp"
#include "engine/policy/household_profile.hpp"
#include "engine/policy/ledger.hpp"
#include "engine/policy/scenario.hpp"
#include "engine/random/address.hpp"

namespace povex {

/// The jobs of one scenario in one replicate: the producers that open them, the households that
/// have them, and what they pay.
class JobMarket {
public:
    JobMarket(Counterfactual const& counterfactual, JobSpillover const& spillover);

    /// Whether there is any spillover.
    [[nodiscard]] bool opens() const { return spillover_->jobs > 0.0; }
    /// Whether a household may become a producer without a programme.
    [[nodiscard]] bool without_programme() const { return spillover_->unaided > 0.0; }

    /// Whether a household is a producer in year t if its income of the year before is above the
    /// median, see is_above_median().
    /// \param official   official statuses at the reviews before t
    /// \param succeeded  an enrolment of an earlier year in one of the programmes succeeded
    [[nodiscard]] bool may_be_producer(std::uint64_t key, std::size_t t,
                                       std::span<std::uint32_t const> official,
                                       bool succeeded) const;
    /// \param place   of the register
    /// \param income  of year t [its stratum's unit]
    [[nodiscard]] bool is_above_median(std::size_t place, std::size_t t, double income) const {
        return income > median_[place * reviews_ + t];
    }

    /// Open the jobs of year t, and choose the households that get them.
    /// \param candidates   households listed at t - 1 that have no job
    /// \param[out] ledger  has the producers and the jobs afterwards
    /// \return the households to hire
    std::vector<HouseholdProfile> fill(std::size_t t, std::span<HouseholdProfile const> producers,
                                       std::span<HouseholdProfile const> candidates,
                                       Ledger& ledger) const;

    // of affected households, by their row among the affected

    /// From year t on the household has a job.
    void hire(std::size_t row, std::size_t t);
    [[nodiscard]] bool is_employed(std::size_t row, std::size_t t) const {
        return row < free_from_.size() && t < free_from_[row];
    }
    /// What the job of household h adds to its income in year t [its stratum's unit]; 0 if it has
    /// none.
    [[nodiscard]] double pay(std::size_t row, std::size_t h, std::size_t t) const;

private:
    /// The number of jobs that open in a locality with so many producers.
    [[nodiscard]] std::int64_t open(std::size_t t, std::size_t locality,
                                    std::int64_t producers) const;
    /// The first households, in the order of the lottery, that can take a job in a locality.
    [[nodiscard]] std::vector<HouseholdProfile> first_in_line(
        std::size_t t, std::size_t locality, std::int64_t most,
        std::span<HouseholdProfile const> candidates) const;

    Counterfactual const* counterfactual_;
    StudyTables const* study_;
    JobSpillover const* spillover_;
    Stream stream_;
    std::size_t reviews_;
    /// Income of the household in the middle of a place, by the base distribution and growth, shape
    /// [places][reviews] [its stratum's unit].
    std::vector<double> median_;
    /// Year after the last job's end, 0 if none, by row as far as there is any.
    std::vector<std::uint16_t> free_from_;
};

}  // namespace povex
