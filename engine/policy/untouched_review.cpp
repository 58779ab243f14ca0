#include "engine/policy/untouched_review.hpp"

#include <algorithm>
#include <numeric>
#include <span>
#include <vector>

#include "engine/policy/exponentials.hpp"

namespace povex {

namespace {

/// Incomes of some of the followed in all years, from the log incomes of everybody.
class FollowedIncomes {
public:
    /// \param which  indices into those followed
    FollowedIncomes(Setting const& setting, std::span<std::uint32_t const> which)
        : setting_(&setting), log_income_(which.size()), composed_(which.size()) {
        for (auto const i : which) {
            household_.push_back(setting.course.followed[i]);
            floor_.push_back(setting.floor_of(household_.back()));
            universal_.push_back(universal_income(setting, household_.back()));
        }
    }

    /// \param base      log incomes at the base review, shape [H]
    /// \param projected  of the years after, shape [reviews - 1][H]
    /// \return shape [which][reviews]
    [[nodiscard]] std::vector<double> compose(std::vector<float> const& base,
                                              std::vector<float> const& projected) {
        auto const reviews = setting_->years.reviews();
        std::vector<double> incomes(household_.size() * reviews);
        for (std::size_t t = 0; t < reviews; ++t) {
            compose(t == 0 ? base.data() : &projected[(t - 1) * setting_->course.households], t,
                    incomes);
        }
        return incomes;
    }

private:
    void compose(float const* log_incomes, std::size_t t, std::vector<double>& incomes) {
        auto const count = household_.size();
        for (std::size_t k = 0; k < count; ++k) log_income_[k] = log_incomes[household_[k]];
        exponentials[best_target()](log_income_.data(), count, composed_.data());
        auto const reviews = setting_->years.reviews();
        for (std::size_t k = 0; k < count; ++k) {
            double const added = universal_[k].empty() || t == 0 ? 0.0 : universal_[k][t];
            incomes[k * reviews + t] = std::max(floor_[k], composed_[k] + added);
        }
    }

    Setting const* setting_;
    // shape [which]
    std::vector<std::uint32_t> household_;
    std::vector<double> floor_;
    std::vector<std::span<double const>> universal_;
    std::vector<float> log_income_;
    std::vector<double> composed_;
};

/// \param which  indices into those followed
void review(Setting& setting, std::span<std::uint32_t const> which) {
    auto const reviews = setting.years.reviews();
    FollowedIncomes followed(setting, which);
    auto const income = followed.compose(setting.base->log_income, setting.course.log_income);
    auto const truth =
        setting.course.true_log_income.empty()
            ? income
            : followed.compose(setting.base->true_log_income, setting.course.true_log_income);
    OfficialList const list(setting.list_rules, *setting.targeting, setting.years, setting.seed,
                            setting.replicate);
    bool const misreads = misreads_deprivations(setting);
    for (std::size_t k = 0; k < which.size(); ++k) {
        std::size_t const h = setting.course.followed[which[k]];
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
