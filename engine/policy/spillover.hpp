#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/random/address.hpp"

namespace povex {

struct Setting;
enum class Status : std::uint8_t;

/// Jobs that households open for poor neighbours once they have become producers themselves.
///
/// A household of a locality is a producer in year t if it is off the list at each of the last
/// `lag` reviews, its income of year t - 1 is above the median of its place's base law moved on by
/// growth, and either an enrolment of an earlier year in one of `programmes` works, or it was
/// listed at some review of the run and a lot of its own, drawn once, falls below `unaided`. The
/// jobs for listed households of a locality with G producers in year t are
/// Poisson(jobs * reserved * G), one draw for each locality and year; they go to households listed
/// at t - 1, with a worker and without such a job, in the order of a lot.
struct Spillover {
    double jobs = 0.0;             ///< omega: jobs that a producer opens a year; 0: no spillover
    std::vector<bool> programmes;  ///< whose success makes producers, [programmes]; empty: none
    double unaided = 0.0;          ///< P(who left the list without them becomes a producer)
    int lag = 2;                   ///< [reviews], at least 1
    double reserved = 1.0;         ///< share of the jobs that go to listed households
    double wage = 0.0;             ///< [money/month per job]
    int duration = 1;              ///< [years]
};

/// What is counted of spillover, by locality and year.
enum class JobAccount : std::uint8_t { producers, jobs, jobs_filled };
inline constexpr std::array job_account_names{"producers", "jobs", "jobs_filled"};

/// The jobs of one scenario in one replicate: who opens them, who has them, what they pay.
class JobMarket {
public:
    JobMarket(Setting const& setting, Spillover const& spillover);

    /// Whether there is any spillover.
    [[nodiscard]] bool opens() const { return spillover_->jobs > 0.0; }
    /// Whether a household may become a producer without a programme.
    [[nodiscard]] bool without_programme() const { return spillover_->unaided > 0.0; }

    /// Whether household h is a producer in year t.
    /// \param official   status on the list that targeted, at every review before t, shape [t]
    /// \param income     of year t - 1 [its stratum's unit]
    /// \param succeeded  an enrolment of an earlier year in one of the programmes works
    [[nodiscard]] bool is_producer(std::size_t h, std::size_t t, std::span<Status const> official,
                                   double income, bool succeeded) const;

    /// Open and fill the jobs of year t.
    /// \param producers       register rows
    /// \param candidates      households listed at t - 1, register rows
    /// \param[in,out] counts  shape [account][reviews][localities]
    /// \return who is hired
    std::vector<std::uint32_t> hire(std::size_t t, std::span<std::uint32_t const> producers,
                                    std::span<std::uint32_t const> candidates,
                                    std::span<std::int64_t> counts);

    /// What the job of household h adds to its income in year t [its stratum's unit]; 0 if it has
    /// none.
    [[nodiscard]] double pay(std::size_t h, std::size_t t) const;

private:
    /// Log income of the household in the middle of h's place in year t, by the base law and
    /// growth.
    [[nodiscard]] double log_median(std::size_t h, std::size_t t) const;
    [[nodiscard]] bool employed(std::size_t h, std::size_t t) const { return t < free_from_[h]; }
    /// Those who can take a job in year t, by locality, in the order in which they get one.
    [[nodiscard]] std::vector<std::vector<std::uint32_t>> queues(
        std::size_t t, std::span<std::uint32_t const> candidates) const;

    Setting const* setting_;
    Spillover const* spillover_;
    Stream stream_;
    std::vector<std::uint16_t> free_from_;  ///< year after the last job's end, shape [H]; 0: none
};

}  // namespace povex
