#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <memory>
#include <utility>
#include <vector>

#include "engine/base/elementary.hpp"
#include "engine/policy/counterfactual.hpp"
#include "engine/policy/simulate_policy.hpp"
#include "tests/engine/nature/small_nature.hpp"

namespace povex::small {

/// A programme that serves every listed household, costs 1000 a year and does nothing.
inline Programme programme(std::uint16_t key) {
    Programme made;
    made.label = named("p" + std::to_string(key), key);
    made.kind = ProgrammeKind::entitlement;
    made.eligibility.in_locality = made.eligibility.in_stratum =
        made.eligibility.in_ethnicity = {true};
    made.cost.unit_cost.assign(10, 1000);
    made.cost.funding = {1.0, 0.0, 0.0};
    return made;
}

/// The same under a budget each year.
inline Programme capped(std::uint16_t key, std::int64_t budget) {
    Programme made = programme(key);
    made.kind = ProgrammeKind::capped;
    made.cost.budget.assign(10, budget);
    return made;
}

/// Monthly amounts of money by year.
inline Yearly<Amount> amounts(std::vector<std::int64_t> const& money) {
    Yearly<Amount> made;
    for (auto const m : money) made.push_back({m, {}, {}});
    return made;
}

/// A number for each indicator: `value` for one, `rest` for all others.
inline std::vector<double> bit(std::size_t key, double value, double rest) {
    std::vector<double> made(max_indicators, rest);
    made[key] = value;
    return made;
}

inline Scenario scenario(std::vector<Programme> programmes) {
    Scenario made;
    made.runs.assign(programmes.size(), true);
    made.programmes = std::move(programmes);
    return made;
}

/// What a scenario makes of a counterfactual.
inline Projection project(Counterfactual const& counterfactual, Scenario const& s) {
    return simulate_policy(counterfactual, s,
                           ScenarioEligibility(s, *counterfactual.study->households));
}

/// Households whose incomes and deprivations a test sets one by one. Income is in units of the
/// line; everybody has twice of it and no deprivation, and four indicators never change, unless
/// set otherwise. The standard has no deprivations: at or below the line is poor.
class Village {
public:
    static constexpr double unit = 1e6;  ///< [money/month]
    static constexpr std::uint64_t seed = 20240607;

    explicit Village(std::size_t size, std::size_t projected = 4, std::uint8_t persons = 1)
        : places(small::places()),
          model(small::model(projected, 0.0)),
          households(
              make_register(places, small::plan({static_cast<double>(size)}, persons), seed)),
          payers{{named("state", 1)}, {named("bank", 2)}, {named("household", 3), true}} {
        model.income[0].mean = unit;
        for (std::uint16_t key = 0; key < 4; ++key) {
            model.indicators.push_back(indicator(key, 0.5, 0.0, 0.0));
        }
        standard.line = {Yearly<double>(model.years.reviews(), unit)};
        for (auto* scores : {&base.permanent, &base.autoregressive, &base.review, &base.factor}) {
            scores->assign(size, 0.0F);
        }
        base.deprivations.assign(size, 0);
        base.applicable.assign(size, 0b1111);
        income.assign(size, std::vector<double>(model.years.reviews(), 2.0));
    }
    Village(Village const&) = delete;
    Village& operator=(Village const&) = delete;

    [[nodiscard]] std::size_t reviews() const { return model.years.reviews(); }

    /// Make all that follows from what was set, but for the course of nature.
    void prepare() {
        base.models.clear();
        base.models.push_back(
            {IncomeDistribution::lognormal(0.0), DeprivationModel(model.indicators, 0, 0.0)});
        base.log_income.clear();
        for (auto const& path : income) {
            base.log_income.push_back(static_cast<float>(elementary::log(path[0])));
        }
        rulers.clear();
        rulers.emplace_back(standards(), places, model);
        nature.clear();
        nature.emplace_back(model, places, std::vector<bool>(model.shocks.size(), true));
        targeting.resize(reviews(), 0);
        study = {.seed = seed,
                 .years = model.years,
                 .places = &places,
                 .households = &households,
                 .model = &model,
                 .rulers = &rulers.front(),
                 .targeting = &targeting,
                 .payers = &payers,
                 .income_floor = income_floor};
    }

    /// The course of nature, incomes drawn: every household is followed.
    [[nodiscard]] std::shared_ptr<NatureDraw> draw() {
        prepare();
        std::vector<double> const everybody(reviews(), std::numeric_limits<double>::infinity());
        auto const population = std::make_shared<BasePopulation const>(base);
        return std::make_shared<NatureDraw>(
            *draw_nature(study, nature.front(), population, 0, everybody));
    }

    /// Make the counterfactual of what was set. Must come before project().
    void settle() {
        auto drawn = draw();
        for (std::size_t h = 0; h < income.size(); ++h) {
            for (std::size_t t = 1; t < reviews(); ++t) {
                drawn->course.log_income[(t - 1) * income.size() + h] =
                    static_cast<float>(elementary::log(income[h][t]));
            }
        }
        settle(std::move(drawn));
    }
    void settle(std::shared_ptr<NatureDraw const> drawn) {
        counterfactual = std::make_unique<Counterfactual>(
            make_counterfactual(std::move(drawn), {.list_rules = {}, .transfers = nullptr}));
    }

    /// What a scenario makes of the counterfactual.
    [[nodiscard]] Projection project_settled(Scenario const& s) const {
        return small::project(*counterfactual, s);
    }
    [[nodiscard]] Projection project(Scenario const& s) {
        settle();
        return project_settled(s);
    }
    [[nodiscard]] Projection project(std::vector<Programme> programmes) {
        return project(scenario(std::move(programmes)));
    }

    /// Households newly enrolled in programme p (by position) in each projected year.
    [[nodiscard]] std::vector<std::int64_t> enrolled(Projection const& projection,
                                                     std::size_t p = 0) const {
        std::vector<std::int64_t> made;
        for (std::size_t t = 1; t < reviews(); ++t) {
            made.push_back(projection.ledger.enrolled().at(p, t, 0));
        }
        return made;
    }
    [[nodiscard]] static std::int64_t spent(Projection const& projection, std::size_t p,
                                            std::size_t payer, std::size_t t) {
        Ledger const& ledger = projection.ledger;
        return ledger.spending().at(ledger.spending_row(p, payer), t, 0);
    }
    [[nodiscard]] static bool affected(Projection const& projection, std::size_t h) {
        auto const& rows = projection.affected.household;
        return std::count(rows.begin(), rows.end(), h) > 0;
    }
    /// Where the row of an affected household begins.
    [[nodiscard]] std::size_t row(Projection const& projection, std::size_t h) const {
        auto const& rows = projection.affected.household;
        auto const found = std::find(rows.begin(), rows.end(), h);
        return static_cast<std::size_t>(found - rows.begin()) * reviews();
    }
    [[nodiscard]] double income_of(Projection const& projection, std::size_t h,
                                   std::size_t t) const {
        return projection.affected.income.at(row(projection, h) + t);
    }
    [[nodiscard]] Bits bits_of(Projection const& projection, std::size_t h, std::size_t t) const {
        return projection.affected.deprivations.at(row(projection, h) + t);
    }
    [[nodiscard]] Status status_in(Projection const& projection, std::size_t h,
                                   std::size_t t) const {
        return status_of(projection.affected.statuses.at(row(projection, h) + t), 0);
    }

    Places places;
    NatureModel model;
    Register households;
    Standard standard;
    std::vector<Payer> payers;
    BasePopulation base;
    std::vector<std::vector<double>> income;  ///< without programmes, shape [H][reviews] [line]
    double income_floor = 0.0;                ///< [money/month]
    std::vector<Standard> more_standards;     ///< beside `standard`, which is the first
    Yearly<std::size_t> targeting;            ///< empty: the first standard
    StudyTables study;
    std::unique_ptr<Counterfactual> counterfactual;

private:
    [[nodiscard]] std::vector<Standard> standards() const {
        std::vector<Standard> all{standard};
        all.insert(all.end(), more_standards.begin(), more_standards.end());
        return all;
    }

    std::vector<Rulers> rulers;
    std::vector<Nature> nature;
};

}  // namespace povex::small
