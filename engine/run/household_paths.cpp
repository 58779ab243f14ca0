#include "engine/run/household_paths.hpp"

#include <limits>
#include <span>

namespace povex {

namespace {

/// Household h over the years: the columns are rows of it, shape [reviews].
Tally::Path path_of(Setting const& setting, std::size_t h, std::span<double const> income,
                    Statuses const* statuses, Statuses const* true_statuses, Bits const* bits) {
    Register const& r = *setting.households;
    auto const n = income.size();
    return {.cell = r.cell[h],
            .stratum = setting.stratum_of(h),
            .size = r.size[h],
            .unit = setting.unit_of(h),
            .income = income,
            .statuses = {statuses, n},
            .true_statuses = {true_statuses, n},
            .deprivations = {bits, n},
            .floor = setting.floor_of(h)};
}

}  // namespace

UntouchedPath::UntouchedPath(Setting const& setting)
    : setting_(&setting),
      income_(setting.years.reviews()),
      bits_(setting.years.reviews(), Bits{0}) {}

Tally::Path UntouchedPath::operator()(std::size_t h) {
    Course const& course = setting_->course;
    if (auto const followed = course.followed.place(h); followed >= 0) {
        auto const reviews = income_.size();
        auto const row = static_cast<std::size_t>(followed) * reviews;
        return path_of(*setting_, h, {&setting_->income[row], reviews}, &setting_->statuses[row],
                       &setting_->true_statuses[row], &course.deprivations[row]);
    }
    auto const universal = universal_income(*setting_, h);
    for (std::size_t t = 0; t < income_.size(); ++t) {
        income_[t] = untouched_income(*setting_, h, t, universal);
    }
    bits_[0] = setting_->base->deprivations[h];
    return path_of(*setting_, h, income_, setting_->statuses_of(h).data(),
                   setting_->true_statuses_of(h).data(), bits_.data());
}

Tally::Path touched_path(Setting const& setting, Projection const& projection, std::size_t i) {
    auto const reviews = setting.years.reviews();
    auto const row = i * reviews;
    return path_of(setting, projection.touched[i], {&projection.income[row], reviews},
                   &projection.statuses[row], &projection.true_statuses[row],
                   &projection.deprivations[row]);
}

PoorPaths poor_paths(Setting const& setting) {
    PoorPaths paths;
    for (auto const h : setting.course.followed) paths.add(h, setting.statuses_of(h));
    return paths;
}

PoorPaths poor_paths(PoorPaths const& untouched, Projection const& projection,
                     std::size_t reviews) {
    PoorPaths paths;
    auto const rows = [&](std::vector<Statuses> const& of, std::size_t row) {
        return std::span(of).subspan(row * reviews, reviews);
    };
    std::size_t next = 0;  // of the touched
    auto const add_touched_until = [&](std::uint32_t h) {
        for (; next < projection.touched.size() && projection.touched[next] <= h; ++next) {
            paths.add(projection.touched[next], rows(projection.statuses, next));
        }
        return next > 0 && projection.touched[next - 1] == h;
    };
    for (std::size_t i = 0; i < untouched.household.size(); ++i) {
        auto const h = untouched.household[i];
        if (add_touched_until(h)) continue;
        auto const poor = rows(untouched.poor, i);
        paths.household.push_back(h);
        paths.poor.insert(paths.poor.end(), poor.begin(), poor.end());
    }
    add_touched_until(std::numeric_limits<std::uint32_t>::max());
    return paths;
}

}  // namespace povex
