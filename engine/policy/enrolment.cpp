#include "engine/policy/enrolment.hpp"

#include <algorithm>
#include <tuple>

#include "engine/policy/scope.hpp"

namespace povex {

bool is_meant_for(Programme const& programme, Register const& r, std::size_t household,
                  Standing standing) {
    return programme.standing[static_cast<std::size_t>(standing)] &&
           is_meant_for_place(programme, r.cells[r.cell[household]], r.sector[household]) &&
           (programme.requires_member == Member::nobody ||
            r.members(household, programme.requires_member) > 0) &&
           r.members(household, programme.unit) > 0;
}

bool is_eligible(Programme const& programme, Register const& r, Candidate const& candidate) {
    return is_meant_for(programme, r, candidate.household, candidate.standing) &&
           (programme.needs == 0 || (programme.needs & candidate.deprivations) != 0);
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

bool serve(Applicant const& next, std::int64_t& budget, std::span<double const> funding,
           Purses& purses) {
    if (next.cost > budget || !purses.pay(next.cost, funding)) return false;
    budget -= next.cost;
    return true;
}

void keep_within(std::int64_t budget, std::vector<Applicant>& applicants) {
    Purses without_end;
    keep_within(budget, {}, without_end, applicants);
}

void keep_within(std::int64_t budget, std::span<double const> funding, Purses& purses,
                 std::vector<Applicant>& applicants) {
    std::sort(applicants.begin(), applicants.end(), [](Applicant const& a, Applicant const& b) {
        return std::tuple(-a.priority, a.tie, a.key) < std::tuple(-b.priority, b.tie, b.key);
    });
    std::size_t served = 0;
    while (served < applicants.size() && serve(applicants[served], budget, funding, purses)) {
        ++served;
    }
    applicants.resize(served);
}

}  // namespace povex
