#include <algorithm>
#include <limits>
#include <memory>
#include <set>
#include <vector>

#include <gtest/gtest.h>

#include "engine/base/elementary.hpp"
#include "engine/policy/counterfactual.hpp"
#include "engine/policy/counterfactual_incomes.hpp"
#include "engine/policy/simulate_policy.hpp"
#include "engine/run/preview.hpp"
#include "tests/engine/policy/village.hpp"

namespace povex {
namespace {

using small::amounts;
using small::bit;
using small::capped;
using small::programme;
using small::project;
using small::scenario;

/// A place with everything that moves: incomes, deprivations, an event; half of it near the line.
class LivelyPlace : public testing::Test {
protected:
    LivelyPlace() {
        model.income[0].mean = 1e6;
        model.scores = {0.6, 0.25, 0.15, 0.0, 0.6, true, 0.0};
        model.kappa_alpha = 0.4;
        model.indicators = {small::indicator(0, 0.3, 0.5, 0.3), small::indicator(1, 0.2, 0.3, 0.5)};
        Shock storm;
        storm.label = small::named("storm", 1);
        storm.happens = {false, false, true, false, false};
        storm.probability = {0.3};
        storm.loss = 0.3;
        storm.decay = 0.5;
        storm.deprives.assign(max_indicators, 0.0);
        storm.deprives[0] = 0.5;
        model.shocks = {storm};
        standard.line = {Yearly<double>(5, 0.6e6)};
        standard.indicators = 0b11;
        standard.cutoff = 1;
        rulers.emplace_back(std::vector<Standard>{standard}, places, model);
        base = std::make_shared<BasePopulation const>(
            draw_base_population(households, places, model, seed, 0));
        nature.emplace_back(model, places, std::vector<bool>{true});
    }
    /// \param all  follow the deprivations of all households
    [[nodiscard]] Counterfactual counterfactual(bool all) {
        StudyTables& study = all ? study_of_all : study_near_lines;
        study = {.seed = seed,
                 .years = model.years,
                 .places = &places,
                 .households = &households,
                 .model = &model,
                 .rulers = &rulers.front(),
                 .targeting = &targeting,
                 .payers = &payers,
                 .all_deprivations = all};
        double const below =
            all ? std::numeric_limits<double>::infinity() : elementary::log(0.6) + 1e-9;
        auto const drawn =
            draw_nature(study, nature.front(), base, 0, std::vector<double>(5, below));
        return make_counterfactual(drawn, {.list_rules = {}, .transfers = nullptr});
    }
    /// For everybody, each year anew.
    [[nodiscard]] static Programme for_all(std::uint16_t key) {
        Programme p = programme(key);
        p.eligibility.status = {true, true, true, true};
        p.eligibility.once = false;
        return p;
    }

    static constexpr std::uint64_t seed = 20240607;
    Places places = small::places();
    NatureModel model = small::model(4, 0.5);
    Register households = make_register(places, small::plan({3000}), seed);
    Standard standard;
    std::vector<Rulers> rulers;
    std::vector<Nature> nature;
    std::shared_ptr<BasePopulation const> base;
    StudyTables study_of_all, study_near_lines;
    std::vector<Payer> payers{{small::named("state", 1)},
                              {small::named("bank", 2)},
                              {small::named("household", 3), true}};
    Yearly<std::size_t> targeting{0, 0, 0, 0, 0};
};

TEST_F(LivelyPlace, IsBitForBitTheSameUnderAProgrammeWithoutEffect) {
    Programme nothing = for_all(1);
    nothing.effect.holds.assign(max_indicators, 1.0);
    nothing.effect.clears.assign(max_indicators, 0.0);
    nothing.effect.amount = amounts({0, 0, 0, 0, 0});
    for (bool const all : {false, true}) {
        Counterfactual const s = counterfactual(all);
        Projection const found = project(s, scenario({nothing}));
        ASSERT_EQ(found.affected.household.size(), 3000U);
        for (std::size_t i = 0; i < 3000; ++i) {
            auto const h = found.affected.household[i];
            for (std::size_t t = 0; t < 5; ++t) {
                double const income = povex::counterfactual_income(*s.drawn, h, t, {});
                ASSERT_EQ(found.affected.income[i * 5 + t], income);
                ASSERT_EQ(found.affected.statuses[i * 5 + t], s.statuses_of(h)[t]);
                if (!all && !(income <= 0.6)) continue;  // where they matter
                ASSERT_EQ(found.affected.deprivations[i * 5 + t], s.course().deprivations_of(h)[t]);
            }
        }
    }
}

TEST_F(LivelyPlace, MakesNobodyWorseByAddingResources) {
    Programme services = for_all(1), income = for_all(2), transfer = for_all(3);
    services.eligibility.take_up = 0.5;
    services.effect.success = 0.8;
    services.effect.clears = bit(0, 0.7, 0.0);
    services.effect.holds = bit(1, 0.4, 1.0);
    income.eligibility.take_up = 0.3;
    income.effect.log_effect = 0.1;
    transfer.eligibility.status = {false, false, true, true};
    transfer.effect.amount = amounts({0, 50'000, 50'000, 50'000, 50'000});
    transfer.effect.duration = 1;
    Counterfactual const s = counterfactual(false);
    Projection const found = project(s, scenario({services, income, transfer}));
    int better = 0;
    for (std::size_t i = 0; i < found.affected.household.size(); ++i) {
        auto const h = found.affected.household[i];
        for (std::size_t t = 0; t < 5; ++t) {
            Status const with = status_of(found.affected.statuses[i * 5 + t], 0);
            Status const without = status_of(s.statuses_of(h)[t], 0);
            ASSERT_LE(with, without);
            better += with < without ? 1 : 0;
        }
    }
    EXPECT_GT(better, 100);
}

// Lots are drawn one after the other, points of nothing are sorted by lot: the same queue.
TEST_F(LivelyPlace, ServesByLotWhomAQueueOfEqualsServes) {
    Programme equals = for_all(1);
    equals.kind = ProgrammeKind::capped;
    equals.eligibility.needs = 0b10;
    equals.effect.clears = bit(1, 0.5, 0.0);
    equals.eligibility.take_up = 0.8;
    equals.cost.order = QueueOrder::points;
    equals.cost.points = {
        .poor = 0, .near_poor = 0, .escaped = 0, .deprivation = 0, .gap = 0, .stratum = {}};
    Counterfactual const s = counterfactual(false);
    for (std::int64_t const budget : {0, 1'000, 50'000, 400'000, 100'000'000}) {
        equals.cost.budget.assign(5, budget);
        Programme lots = equals;
        lots.cost.order = QueueOrder::lottery;
        Projection const sorted = project(s, scenario({equals}));
        Projection const drawn = project(s, scenario({lots}));
        EXPECT_EQ(drawn.affected.household, sorted.affected.household) << budget;
        EXPECT_EQ(drawn.ledger.enrolled(), sorted.ledger.enrolled()) << budget;
        EXPECT_EQ(drawn.ledger.spending(), sorted.ledger.spending()) << budget;
        EXPECT_EQ(drawn.affected.statuses, sorted.affected.statuses) << budget;
        EXPECT_EQ(drawn.affected.household.empty(), budget == 0);
    }
}

// Scenarios share the lottery, not what one of them does not ask for.
TEST_F(LivelyPlace, AsksForNeedsWhateverAnotherScenarioAsked) {
    Programme lots = for_all(1);
    lots.kind = ProgrammeKind::capped;
    lots.cost.order = QueueOrder::lottery;
    lots.cost.budget.assign(5, 50'000);
    Programme needed = lots;
    needed.eligibility.needs = 0b10;
    Projection const alone = project(counterfactual(false), scenario({needed}));
    Counterfactual const s = counterfactual(false);
    Scenario const open = scenario({lots}), asking = scenario({needed});
    ScenarioEligibility const of_open(open, households);
    ScenarioEligibility const of_asking(asking, households, &of_open);
    ASSERT_EQ(of_open.list(0), of_asking.list(0));
    Projection const unasked = simulate_policy(s, open, of_open);
    Projection const after = simulate_policy(s, asking, of_asking);
    EXPECT_FALSE(alone.affected.household.empty());
    EXPECT_NE(unasked.affected.household, after.affected.household);
    EXPECT_EQ(after.affected.household, alone.affected.household);
    EXPECT_EQ(after.ledger.enrolled(), alone.ledger.enrolled());
}

TEST_F(LivelyPlace, EnrolsTheSameWhetherDeprivationsAreFollowedForAllOrSome) {
    Programme needed = for_all(1);
    needed.eligibility.needs = 0b10;
    needed.effect.clears = bit(1, 0.5, 0.0);
    Programme queue = for_all(2);
    queue.kind = ProgrammeKind::capped;
    queue.cost.budget.assign(5, 300'000);
    Projection const some = project(counterfactual(false), scenario({needed, queue}));
    Projection const all = project(counterfactual(true), scenario({needed, queue}));
    EXPECT_EQ(some.ledger.enrolled(), all.ledger.enrolled());
    EXPECT_EQ(some.affected.household, all.affected.household);
    EXPECT_EQ(some.affected.income, all.affected.income);
    EXPECT_EQ(some.affected.statuses, all.affected.statuses);
}

TEST_F(LivelyPlace, NeverSpendsMoreThanTheBudget) {
    Programme queue = capped(1, 0);
    queue.cost.budget = {0, 33'333, 5'000, 0, 999};
    queue.eligibility.once = false;
    Projection const found = project(counterfactual(false), scenario({queue}));
    for (std::size_t t = 1; t < 5; ++t) {
        EXPECT_EQ(found.ledger.spending().at(0, t, 0), queue.cost.budget[t] / 1000 * 1000)
            << t;  // more want than can
        EXPECT_EQ(found.ledger.enrolled().at(0, t, 0), queue.cost.budget[t] / 1000);
    }
}

TEST_F(LivelyPlace, RaisingABudgetServesAllWhoWereServedInTheFirstYear) {
    auto first_year = [&](std::int64_t budget) {
        Programme queue = capped(1, 0);
        queue.cost.budget = {0, budget, 0, 0, 0};
        auto const affected = project(counterfactual(false), scenario({queue})).affected.household;
        return std::set<std::uint32_t>(affected.begin(), affected.end());
    };
    auto const few = first_year(20'000), many = first_year(90'000);
    EXPECT_EQ(few.size(), 20U);
    EXPECT_EQ(many.size(), 90U);
    EXPECT_TRUE(std::includes(many.begin(), many.end(), few.begin(), few.end()));
}

}  // namespace
}  // namespace povex
