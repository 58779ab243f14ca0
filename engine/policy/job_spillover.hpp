#pragma once

#include <vector>

namespace povex {

/// Jobs that households open for poor neighbours once they have become producers themselves.
///
/// A household of a locality is a producer in year t if it is off the list at each of the last
/// `lag` reviews, its income of year t - 1 is above the median of its place's base distribution
/// moved on by growth, and either an enrolment of an earlier year in one of `programmes` succeeds,
/// or it was listed at some review of the run and a random draw of its own, made once, falls below
/// `unaided`. The jobs for listed households of a locality with G producers in year t are
/// Poisson(jobs * reserved * G), one draw for each locality and year. They go to households listed
/// at t - 1, with a worker and without such a job, in the order of a lottery.
struct JobSpillover {
    double jobs = 0.0;             ///< omega: jobs that a producer opens a year; 0: no spillover
    std::vector<bool> programmes;  ///< whose success makes producers, [programmes]; empty: none
    double unaided = 0.0;   ///< P(a household that left the list without them becomes a producer)
    int lag = 2;            ///< [reviews], at least 1
    double reserved = 1.0;  ///< share of the jobs that go to listed households
    double wage = 0.0;      ///< [money/month per job]
    int duration = 1;       ///< [years]
};

}  // namespace povex
