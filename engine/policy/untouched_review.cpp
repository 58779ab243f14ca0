#include "engine/policy/untouched_review.hpp"

#include <algorithm>
#include <numeric>
#include <span>
#include <vector>

#include "engine/policy/untouched_incomes.hpp"

namespace povex {

namespace {

/// Households whose incomes of all years stay in the nearest cache.
constexpr std::size_t households_at_a_time = 256;

/// \param which  indices into those followed
void review_some(Setting& setting, std::span<std::uint32_t const> which) {
    auto const reviews = setting.years.reviews();
    std::vector<std::uint32_t> households;
    households.reserve(which.size());
    for (auto const i : which) households.push_back(setting.course.followed[i]);
    UntouchedIncomes incomes(setting, households);
    std::vector<double> income(which.size() * reviews);
    std::vector<double> truth(income.size());
    for (std::size_t t = 0; t < reviews; ++t) {
        auto const put = [&](std::vector<double>& to, std::span<double const> column) {
            for (std::size_t k = 0; k < which.size(); ++k) to[k * reviews + t] = column[k];
        };
        put(income, incomes.measured(t));
        put(truth, incomes.in_truth(t));
    }
    OfficialList const list(setting.list_rules, *setting.targeting, setting.years, setting.seed,
                            setting.replicate);
    bool const misreads = misreads_deprivations(setting);
    for (std::size_t k = 0; k < which.size(); ++k) {
        std::size_t const h = households[k];
        auto const key = setting.households->key[h];
        auto const stratum = setting.stratum_of(h);
        for (std::size_t t = 0; t < reviews; ++t) {
            auto const at = k * reviews + t;
            auto const row = which[k] * reviews + t;
            auto const [found, in_truth] = find(setting, misreads, h, t, stratum, income[at],
                                                truth[at], setting.course.deprivations[row]);
            setting.income[row] = income[at];
            setting.list_luck[row] = {};
            setting.statuses[row] =
                t == 0 ? found
                       : list.at(t, key, setting.statuses[row - 1], found, setting.list_luck[row]);
            setting.true_statuses[row] = in_truth;
        }
    }
}

void review(Setting& setting, std::span<std::uint32_t const> which) {
    for (std::size_t first = 0; first < which.size(); first += households_at_a_time) {
        review_some(setting,
                    which.subspan(first, std::min(households_at_a_time, which.size() - first)));
    }
}

void note_listed(Setting& setting) {
    auto const reviews = setting.years.reviews();
    auto const& followed = setting.course.followed;
    setting.listed.clear();
    for (std::size_t i = 0; i < followed.size(); ++i) {
        for (std::size_t t = 1; t < reviews; ++t) {
            auto const list = (*setting.targeting)[t - 1];
            if (status_of(setting.statuses[i * reviews + t - 1], list) < Status::near_poor) {
                continue;
            }
            setting.listed.push_back({profile_of(*setting.households, followed[i]),
                                      static_cast<std::uint32_t>(i),
                                      static_cast<std::uint16_t>(t)});
            break;
        }
    }
}

}  // namespace

void review_untouched(Setting& setting) {
    auto const reviews = setting.years.reviews();
    auto const& followed = setting.course.followed;
    setting.income.resize(followed.size() * reviews);
    setting.statuses.resize(setting.income.size());
    setting.true_statuses.resize(setting.income.size());
    setting.list_luck.resize(setting.income.size());
    setting.unlisted.assign(reviews, 0);
    std::vector<std::uint32_t> all(followed.size());
    std::iota(all.begin(), all.end(), 0U);
    review(setting, all);
    note_listed(setting);
    if (!setting.lotteries) setting.lotteries = std::make_shared<Lotteries>();
}

void review_untouched_again(Setting& setting, std::span<std::uint32_t const> households) {
    std::vector<std::uint32_t> which;
    for (auto const h : households) {
        auto const i = setting.course.followed.place(h);
        if (i >= 0) which.push_back(static_cast<std::uint32_t>(i));
    }
    review(setting, which);
    note_listed(setting);
}

}  // namespace povex
