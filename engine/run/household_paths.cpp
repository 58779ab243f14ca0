#include "engine/run/household_paths.hpp"

#include <algorithm>
#include <numeric>

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

/// Rows of the touched, in the order of the register.
std::vector<std::uint32_t> in_order(Projection const& projection) {
    std::vector<std::uint32_t> order(projection.touched.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(),
              [&](auto a, auto b) { return projection.touched[a] < projection.touched[b]; });
    return order;
}

}  // namespace

UntouchedPath::UntouchedPath(Setting const& setting)
    : setting_(&setting),
      income_(setting.years.reviews()),
      bits_(setting.years.reviews(), Bits{0}) {}

Tally::Path UntouchedPath::operator()(std::size_t h) {
    Course const& course = setting_->course;
    if (course.follows(h)) {
        auto const reviews = income_.size();
        auto const row = static_cast<std::size_t>(course.slot[h]) * reviews;
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

PoorPaths poor_paths(Setting const& setting, Projection const& projection) {
    PoorPaths paths;
    auto const reviews = setting.years.reviews();
    auto const touched = in_order(projection);
    auto next = touched.begin();
    auto add_touched_before = [&](std::size_t h) {
        for (; next != touched.end() && projection.touched[*next] < h; ++next) {
            paths.add(projection.touched[*next], {&projection.statuses[*next * reviews], reviews});
        }
    };
    for (auto h : setting.course.followed) {
        add_touched_before(h);
        if (next != touched.end() && projection.touched[*next] == h) continue;
        paths.add(h, setting.statuses_of(h));
    }
    add_touched_before(setting.households->households());
    return paths;
}

}  // namespace povex
