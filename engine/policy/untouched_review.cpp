#include "engine/policy/untouched_review.hpp"

#include <algorithm>

#include "engine/policy/exponentials.hpp"

namespace povex {

namespace {

/// Incomes of one year of the followed, from the log incomes of everybody (a column of the course).
class FollowedIncomes {
public:
    explicit FollowedIncomes(Setting const& setting)
        : setting_(&setting),
          followed_(setting.course.followed),
          log_income_(followed_.size()),
          income_(followed_.size()) {
        for (auto h : followed_) floor_.push_back(setting.floor_of(h));
    }

    /// \param[out] to  shape [followed][reviews], of which column t is filled
    void compose(float const* column, std::size_t t, std::vector<double>& to) {
        for (std::size_t i = 0; i < followed_.size(); ++i) log_income_[i] = column[followed_[i]];
        exponentials[best_target()](log_income_.data(), log_income_.size(), income_.data());
        auto const reviews = setting_->years.reviews();
        for (std::size_t i = 0; i < followed_.size(); ++i) {
            auto const universal = setting_->universal_of_followed[i];
            double const added = universal.empty() || t == 0 ? 0.0 : universal[t];
            to[i * reviews + t] = std::max(floor_[i], income_[i] + added);
        }
    }

private:
    Setting const* setting_;
    std::vector<std::uint32_t> const& followed_;
    std::vector<double> floor_;
    std::vector<float> log_income_;
    std::vector<double> income_;
};

/// \return true incomes; empty if the measured ones are true
std::vector<double> compose_incomes(Setting& setting) {
    Course const& course = setting.course;
    auto const reviews = setting.years.reviews();
    FollowedIncomes followed(setting);
    setting.income.resize(course.followed.size() * reviews);
    followed.compose(setting.base->log_income.data(), 0, setting.income);
    for (std::size_t t = 1; t < reviews; ++t) {
        followed.compose(&course.log_income[(t - 1) * course.households], t, setting.income);
    }
    std::vector<double> truth;
    if (course.true_log_income.empty()) return truth;
    truth.resize(setting.income.size());
    followed.compose(setting.base->true_log_income.data(), 0, truth);
    for (std::size_t t = 1; t < reviews; ++t) {
        followed.compose(&course.true_log_income[(t - 1) * course.households], t, truth);
    }
    return truth;
}

void note_universal(Setting& setting) {
    auto const& followed = setting.course.followed;
    setting.universal_of_followed.assign(followed.size(), {});
    if (!setting.universal) return;
    auto const paid = setting.universal->households();
    std::size_t row = 0;
    for (std::size_t i = 0; i < followed.size(); ++i) {  // both lists ascend
        while (row < paid.size() && paid[row] < followed[i]) ++row;
        if (row == paid.size()) return;
        if (paid[row] == followed[i]) {
            setting.universal_of_followed[i] = setting.universal->added(row);
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
    note_universal(setting);
    auto const truth = compose_incomes(setting);
    auto const& true_income = truth.empty() ? setting.income : truth;
    OfficialList const list(setting.list_rules, *setting.targeting, setting.years, setting.seed,
                            setting.replicate);
    setting.statuses.resize(followed.size() * reviews);
    setting.true_statuses.resize(setting.statuses.size());
    setting.list_luck.resize(setting.statuses.size());
    setting.unlisted.assign(reviews, 0);
    bool const misreads = misreads_deprivations(setting);
    for (std::size_t i = 0; i < followed.size(); ++i) {
        std::size_t const h = followed[i];
        auto const stratum = setting.stratum_of(h);
        auto const bits = setting.course.deprivations_of(h);
        for (std::size_t t = 0; t < reviews; ++t) {
            auto const row = i * reviews + t;
            auto const [found, in_truth] = find(setting, misreads, h, t, stratum,
                                                setting.income[row], true_income[row], bits[t]);
            setting.statuses[row] =
                t == 0 ? found
                       : list.at(t, setting.households->key[h], setting.statuses[row - 1], found,
                                 setting.list_luck[row]);
            setting.true_statuses[row] = in_truth;
        }
    }
    note_listed(setting);
    if (!setting.lotteries) setting.lotteries = std::make_shared<Lotteries>();
}

}  // namespace povex
