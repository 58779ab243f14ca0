#include "engine/policy/enrolment.hpp"

namespace povex {

Standing standing_in(std::size_t t, std::span<Statuses const> official,
                     std::span<std::size_t const> targeting, int grace_years) {
    auto status = [&](std::size_t review) {
        return status_of(official[review], targeting[review]);
    };
    Standing const now = standing_at_review(status(t - 1));
    if (now != Standing::other) return now;
    // off the list since the review after the last one at which it was listed
    auto const grace = static_cast<std::size_t>(grace_years);
    for (std::size_t back = 2; back <= t && back <= grace + 1; ++back) {
        if (status(t - back) >= Status::near_poor) return Standing::escaped;
    }
    return Standing::other;
}

double priority(Programme const& programme, Candidate const& candidate, std::size_t stratum) {
    double const ratio = candidate.income / candidate.ruler->line;
    switch (programme.queue) {
        case Queue::lottery:
            return 0.0;
        case Queue::poorest_first:
            return -ratio;
        case Queue::closest_first:
            return ratio <= 1.0 ? ratio : -ratio;
        case Queue::points:
            break;
    }
    Points const& points = programme.points;
    double sum = points.deprivation * candidate.ruler->deprivations(candidate.deprivations);
    switch (candidate.standing) {
        case Standing::poor:
            sum += points.poor;
            break;
        case Standing::near_poor:
            sum += points.near_poor;
            break;
        case Standing::escaped:
            sum += points.escaped;
            break;
        case Standing::other:
            break;
    }
    if (ratio < 1.0) sum += points.gap * (1.0 - ratio);
    if (!points.stratum.empty()) sum += points.stratum[stratum];
    return sum;
}

}  // namespace povex
