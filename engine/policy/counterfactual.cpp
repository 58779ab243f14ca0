#include "engine/policy/counterfactual.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "engine/policy/counterfactual_incomes.hpp"
#include "engine/policy/poverty_review.hpp"

namespace povex {

namespace {

/// Households whose incomes of all years stay in the nearest cache.
constexpr std::size_t households_at_a_time = 256;

/// \param which  indices into the followed households
void review_some(Counterfactual& made, std::span<std::uint32_t const> which) {
    StudyTables const& study = *made.study;
    auto const reviews = study.years.reviews();
    std::vector<std::uint32_t> households;
    households.reserve(which.size());
    for (auto const i : which) households.push_back(made.course().followed[i]);
    CounterfactualIncomes incomes(*made.drawn, made.transfers.get(), households);
    std::vector<double> income(which.size() * reviews);
    std::vector<double> truth(income.size());
    for (std::size_t t = 0; t < reviews; ++t) {
        auto const put = [&](std::vector<double>& to, std::span<double const> column) {
            for (std::size_t k = 0; k < which.size(); ++k) to[k * reviews + t] = column[k];
        };
        put(income, incomes.measured(t));
        put(truth, incomes.in_truth(t));
    }
    OfficialList const list(made.list_rules, *study.targeting, study.years, study.seed,
                            made.drawn->replicate);
    PovertyReview const review(*made.drawn);
    for (std::size_t k = 0; k < which.size(); ++k) {
        std::size_t const h = households[k];
        auto const key = study.households->key[h];
        auto const stratum = study.stratum_of(h);
        for (std::size_t t = 0; t < reviews; ++t) {
            auto const at = k * reviews + t;
            auto const row = which[k] * reviews + t;
            auto const [measured, in_truth] =
                review.of(h, t, stratum, income[at], truth[at], made.course().deprivations[row]);
            made.income[row] = income[at];
            made.list_draws[row] = {};
            made.statuses[row] =
                t == 0 ? measured
                       : list.at(t, key, made.statuses[row - 1], measured, made.list_draws[row]);
            made.true_statuses[row] = in_truth;
        }
    }
}

void review(Counterfactual& made, std::span<std::uint32_t const> which) {
    for (std::size_t first = 0; first < which.size(); first += households_at_a_time) {
        review_some(made,
                    which.subspan(first, std::min(households_at_a_time, which.size() - first)));
    }
}

std::vector<EverListed> ever_listed(Counterfactual const& made) {
    StudyTables const& study = *made.study;
    auto const reviews = study.years.reviews();
    auto const& followed = made.course().followed;
    std::vector<EverListed> listed;
    for (std::size_t i = 0; i < followed.size(); ++i) {
        for (std::size_t t = 1; t < reviews; ++t) {
            auto const list = (*study.targeting)[t - 1];
            if (status_of(made.statuses[i * reviews + t - 1], list) < Status::near_poor) continue;
            listed.push_back({profile_of(*study.households, followed[i]),
                              static_cast<std::uint32_t>(i), static_cast<std::uint16_t>(t)});
            break;
        }
    }
    return listed;
}

/// Review some households under other rules.
/// \param which  indices into the followed households
Counterfactual reviewed(Counterfactual made, CounterfactualRules rules,
                        std::span<std::uint32_t const> which) {
    made.list_rules = std::move(rules.list_rules);
    made.transfers = std::move(rules.transfers);
    review(made, which);
    made.listed = ever_listed(made);
    return made;
}

}  // namespace

std::vector<std::uint32_t> households_that_differ(Counterfactual const& one,
                                                  CounterfactualRules const& other) {
    auto differing = UniversalTransfers::differing(*one.transfers, *other.transfers);
    if (one.list_rules == other.list_rules) return differing;
    return united(differing, one.course().followed.rows());
}

Counterfactual make_counterfactual(std::shared_ptr<NatureDraw const> drawn,
                                   CounterfactualRules rules) {
    Counterfactual made;
    made.study = drawn->study;
    made.drawn = drawn;
    made.lottery = std::make_shared<Lottery>(std::move(drawn));
    auto const reviews = made.study->years.reviews();
    auto const followed = made.course().followed.size();
    made.income.resize(followed * reviews);
    made.statuses.resize(made.income.size());
    made.true_statuses.resize(made.income.size());
    made.list_draws.resize(made.income.size());
    made.unlisted.assign(reviews, 0);
    std::vector<std::uint32_t> all(followed);
    std::iota(all.begin(), all.end(), 0U);
    return reviewed(std::move(made), std::move(rules), all);
}

Counterfactual make_counterfactual(Counterfactual like, CounterfactualRules rules,
                                   std::span<std::uint32_t const> differing) {
    std::vector<std::uint32_t> which;
    for (auto const h : differing) {
        auto const i = like.course().followed.place(h);
        if (i >= 0) which.push_back(static_cast<std::uint32_t>(i));
    }
    return reviewed(std::move(like), std::move(rules), which);
}

}  // namespace povex
