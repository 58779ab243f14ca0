#include "engine/run/household_paths.hpp"

#include <limits>
#include <span>

#include "engine/policy/counterfactual_incomes.hpp"

namespace povex {

namespace {

/// Household h over the years: the columns are rows of it, shape [reviews].
Tally::Path path_of(Counterfactual const& counterfactual, std::size_t h,
                    std::span<double const> income, Statuses const* statuses,
                    Statuses const* true_statuses, Bits const* bits) {
    Register const& r = *counterfactual.study->households;
    auto const n = income.size();
    return {.cell = r.cell[h],
            .stratum = counterfactual.study->stratum_of(h),
            .size = r.size[h],
            .unit = counterfactual.study->unit_of(h),
            .income = income,
            .statuses = {statuses, n},
            .true_statuses = {true_statuses, n},
            .deprivations = {bits, n},
            .floor = counterfactual.study->floor_of(h)};
}

}  // namespace

CounterfactualPath::CounterfactualPath(Counterfactual const& counterfactual)
    : counterfactual_(&counterfactual),
      income_(counterfactual.reviews()),
      bits_(counterfactual.reviews(), Bits{0}) {}

Tally::Path CounterfactualPath::operator()(std::size_t h) {
    Course const& course = counterfactual_->course();
    if (auto const followed = course.followed.place(h); followed >= 0) {
        auto const reviews = income_.size();
        auto const row = static_cast<std::size_t>(followed) * reviews;
        return path_of(*counterfactual_, h, {&counterfactual_->income[row], reviews},
                       &counterfactual_->statuses[row], &counterfactual_->true_statuses[row],
                       &course.deprivations[row]);
    }
    auto const added = counterfactual_->transfers_to(h);
    for (std::size_t t = 0; t < income_.size(); ++t) {
        income_[t] = counterfactual_income(*counterfactual_->drawn, h, t, added);
    }
    bits_[0] = counterfactual_->base().deprivations[h];
    return path_of(*counterfactual_, h, income_, counterfactual_->statuses_of(h).data(),
                   counterfactual_->true_statuses_of(h).data(), bits_.data());
}

Tally::Path affected_path(Counterfactual const& counterfactual, AffectedRows const& affected,
                          std::size_t i) {
    auto const reviews = counterfactual.reviews();
    auto const row = i * reviews;
    return path_of(counterfactual, affected.household[i], {&affected.income[row], reviews},
                   &affected.statuses[row], &affected.true_statuses[row],
                   &affected.deprivations[row]);
}

PoorPaths poor_paths(Counterfactual const& counterfactual) {
    PoorPaths paths;
    for (auto const h : counterfactual.course().followed)
        paths.add(h, counterfactual.statuses_of(h));
    return paths;
}

PoorPaths poor_paths(PoorPaths const& without, AffectedRows const& affected, std::size_t reviews) {
    PoorPaths paths;
    auto const rows = [&](std::vector<Statuses> const& of, std::size_t row) {
        return std::span(of).subspan(row * reviews, reviews);
    };
    std::size_t next = 0;  // of the affected
    auto const add_affected_until = [&](std::uint32_t h) {
        for (; next < affected.household.size() && affected.household[next] <= h; ++next) {
            paths.add(affected.household[next], rows(affected.statuses, next));
        }
        return next > 0 && affected.household[next - 1] == h;
    };
    for (std::size_t i = 0; i < without.household.size(); ++i) {
        auto const h = without.household[i];
        if (add_affected_until(h)) continue;
        auto const poor = rows(without.poor, i);
        paths.household.push_back(h);
        paths.poor.insert(paths.poor.end(), poor.begin(), poor.end());
    }
    add_affected_until(std::numeric_limits<std::uint32_t>::max());
    return paths;
}

}  // namespace povex
