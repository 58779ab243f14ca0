#include "engine/policy/setting.hpp"

#include <algorithm>

#include "engine/base/elementary.hpp"
#include "engine/random/purpose.hpp"

namespace povex {

double compose_income(double log_income, double log_effect, double added, double at_least) {
    return std::max(at_least, elementary::exp(log_income + log_effect) + added);
}

void untouched_income(Setting const& setting, std::size_t h, std::span<double> income) {
    auto const x = setting.course.log_income_of(h);
    double const floor = setting.floor_of(h);
    for (std::size_t t = 0; t < income.size(); ++t) {
        income[t] = compose_income(x[t], 0.0, 0.0, floor);
    }
}

Bits true_deprivations(Setting const& setting, std::size_t h, std::size_t t, Bits bits) {
    auto const errs = [](Indicator const& i) { return i.missed > 0.0 || i.mistaken > 0.0; };
    auto const& indicators = setting.law->indicators;
    if (std::none_of(indicators.begin(), indicators.end(), errs)) return bits;
    BitUniforms u(Stream(setting.seed, Module::policy, setting.replicate),
                  setting.households->key[h], static_cast<std::uint16_t>(setting.years.calendar(t)),
                  purpose(Use::misreading));
    unsigned truth = bits;
    for (Indicator const& indicator : indicators) {
        auto const j = indicator.label.key;
        double const error = has(bits, j) ? indicator.mistaken : indicator.missed;
        if (error > 0.0 && u[j] < error) truth ^= 1U << j;
    }
    return static_cast<Bits>(truth & setting.base->applicable[h]);
}

Statuses true_review(Setting const& setting, std::size_t h, std::size_t t, double true_income,
                     Bits bits) {
    auto const stratum = setting.stratum_of(h);
    if (true_income > setting.rulers->highest_line(t, stratum)) return 0;
    return review(*setting.rulers, t, stratum, true_income, true_deprivations(setting, h, t, bits));
}

namespace {

void note_listed(Setting& setting) {
    auto const reviews = setting.years.reviews();
    setting.listed_before.assign(reviews, {});
    for (std::size_t h = 0; h < setting.households->households(); ++h) {
        bool listed = false;
        for (std::size_t t = 1; t < reviews; ++t) {
            auto const official = setting.statuses[h * reviews + t - 1];
            listed =
                listed || status_of(official, (*setting.targeting)[t - 1]) >= Status::near_poor;
            if (listed) setting.listed_before[t].push_back(static_cast<std::uint32_t>(h));
        }
    }
}

}  // namespace

void review_untouched(Setting& setting) {
    auto const reviews = setting.years.reviews();
    auto const households = setting.households->households();
    OfficialList const list(setting.list_rules, setting.rulers->standards(), *setting.targeting,
                            setting.years, setting.seed, setting.replicate);
    setting.statuses.resize(households * reviews);
    setting.true_statuses.resize(households * reviews);
    std::vector<double> income(reviews);
    for (std::size_t h = 0; h < households; ++h) {
        untouched_income(setting, h, income);
        auto const bits = setting.course.deprivations_of(h);
        auto const true_x = setting.course.true_log_income_of(h);
        bool const same = setting.course.true_log_income.empty();
        for (std::size_t t = 0; t < reviews; ++t) {
            auto const row = h * reviews + t;
            auto const found =
                review(*setting.rulers, t, setting.stratum_of(h), income[t], bits[t]);
            setting.statuses[row] =
                t == 0 ? found
                       : list.at(t, setting.households->key[h], setting.statuses[row - 1], found);
            double const truth =
                same ? income[t] : compose_income(true_x[t], 0.0, 0.0, setting.floor_of(h));
            setting.true_statuses[row] = true_review(setting, h, t, truth, bits[t]);
        }
    }
    note_listed(setting);
}

}  // namespace povex
