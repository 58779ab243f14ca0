#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace povex {

/// Jobs that households open for poor neighbours once they have become producers themselves.
///
/// A household of a locality is a producer in year t if it is off the list since at least `lag`
/// reviews, its income is above the median of its stratum's base law moved on by growth, and
/// either it has a working enrolment in one of `programmes`, or it was listed before and a lot of
/// its own, drawn once, falls below `unaided`. The jobs for listed households of a locality with
/// G producers in year t are Poisson(jobs * reserved * G), one draw for each locality and year;
/// they go to listed households with a worker and without such a job, in the order of a lot.
struct Spillover {
    double jobs = 0.0;             ///< omega: jobs that a producer opens a year; 0: no spillover
    std::vector<bool> programmes;  ///< whose success makes producers, shape [programmes]
    double unaided = 0.0;          ///< P(who left the list without them becomes a producer)
    int lag = 2;                   ///< [reviews]
    double reserved = 1.0;         ///< share of the jobs that go to listed households
    double wage = 0.0;             ///< [money/month per job]
    int duration = 1;              ///< [years]
};

/// What is counted of spillover, by locality and year.
enum class JobAccount : std::uint8_t { producers, jobs, jobs_filled };
inline constexpr std::array job_account_names{"producers", "jobs", "jobs_filled"};

}  // namespace povex
