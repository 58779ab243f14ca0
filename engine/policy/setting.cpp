#include "engine/policy/setting.hpp"

#include <algorithm>

#include "engine/base/elementary.hpp"
#include "engine/base/elementary_single.hpp"
#include "engine/policy/exponentials.hpp"
#include "engine/random/purpose.hpp"

namespace povex {

LedgerShape ledger_shape(Setting const& setting, Scenario const& scenario) {
    return {scenario.programmes.size(), setting.payers->size(), setting.years.reviews(),
            setting.places->localities.size()};
}

double compose_income(float log_income, double log_effect, double added, double at_least) {
    auto const x = static_cast<float>(double{log_income} + log_effect);
    return std::max(at_least, double{elementary::exp_single(x)} + added);
}

double base_income(BasePopulation const& base, std::size_t h, double floor) {
    return compose_income(base.log_income[h], 0.0, 0.0, floor);
}

std::span<double const> universal_income(Setting const& setting, std::size_t h) {
    if (!setting.universal) return {};
    return setting.universal->added_to(h);
}

double untouched_income(Setting const& setting, std::size_t h, std::size_t t,
                        std::span<double const> universal) {
    double const floor = setting.floor_of(h);
    if (t == 0) return base_income(*setting.base, h, floor);
    double const added = universal.empty() ? 0.0 : universal[t];
    return compose_income(setting.course.log_income_at(h, t), 0.0, added, floor);
}

double untouched_income(Setting const& setting, std::size_t h, std::size_t t) {
    return untouched_income(setting, h, t, universal_income(setting, h));
}

namespace {

void add_universal(UniversalTransfers const& universal, std::size_t first, std::size_t t,
                   std::span<double> income) {
    auto const rows = universal.households().rows();
    auto row = std::ranges::lower_bound(rows, first);
    for (; row != rows.end() && *row < first + income.size(); ++row) {
        income[*row - first] += universal.added(static_cast<std::size_t>(row - rows.begin()))[t];
    }
}

}  // namespace

void untouched_incomes(Setting const& setting, std::size_t first, std::size_t t,
                       std::span<double> income) {
    auto const* log_income =
        t == 0 ? setting.base->log_income.data() : setting.course.log_incomes(t).data();
    exponentials[best_target()](log_income + first, income.size(), income.data());
    if (t > 0 && setting.universal) add_universal(*setting.universal, first, t, income);
    double const floor = setting.floor_of(first);
    for (double& y : income) y = std::max(floor, y);
}

bool misreads_deprivations(Setting const& setting) {
    return std::ranges::any_of(setting.model->indicators, [](Indicator const& i) {
        return i.missed > 0.0 || i.mistaken > 0.0;
    });
}

namespace {

/// What a household lacks in truth, if the review finds `bits`: with probability `missed` one more,
/// with probability `mistaken` one less, by indicator and year.
Bits true_deprivations(Setting const& setting, std::size_t h, std::size_t t, Bits bits) {
    BitUniforms u(Stream(setting.seed, Module::policy, setting.replicate),
                  setting.households->key[h], setting.calendar(t), purpose(Use::misreading));
    unsigned truth = bits;
    for (Indicator const& indicator : setting.model->indicators) {
        auto const j = indicator.label.key;
        double const error = has(bits, j) ? indicator.mistaken : indicator.missed;
        if (error > 0.0 && u[j] < error) truth ^= 1U << j;
    }
    return static_cast<Bits>(truth & setting.base->applicable[h]);
}

}  // namespace

Finding find(Setting const& setting, bool misreads, std::size_t h, std::size_t t,
             std::size_t stratum, double income, double true_income, Bits bits) {
    Rulers const& rulers = *setting.rulers;
    Finding finding;
    finding.found = rulers.lists(t, stratum, income, bits);
    finding.truth = finding.found;
    if (misreads || true_income != income) {
        bool const matters = misreads && true_income <= rulers.highest_line(t, stratum);
        finding.truth = rulers.lists(t, stratum, true_income,
                                     matters ? true_deprivations(setting, h, t, bits) : bits);
    }
    return finding;
}

}  // namespace povex
