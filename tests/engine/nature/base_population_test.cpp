#include "engine/nature/base_population.hpp"

#include <array>
#include <cmath>
#include <cstdint>
#include <exception>
#include <map>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "engine/base/elementary.hpp"
#include "engine/base/error.hpp"
#include "engine/nature/dense_base_population.hpp"
#include "engine/nature/listed_households.hpp"
#include "engine/nature/year_address.hpp"
#include "engine/random/purpose.hpp"
#include "tests/engine/nature/small_nature.hpp"

namespace povex {
namespace {

using small::indicator;
using small::Mean;
using small::worst_z;

constexpr std::uint64_t seed = 20240607;

struct World {
    Places places;
    Register households;
    NatureModel model;

    [[nodiscard]] BasePopulation draw(std::uint32_t population) const {
        return draw_base_population(households, places, model, seed, population);
    }
    [[nodiscard]] std::size_t stratum_of(std::size_t h) const {
        return households.places[households.place[h]].stratum;
    }
    /// The status under the standard of the counts, by income and deprivations alone.
    [[nodiscard]] Listing status(BasePopulation const& base, std::size_t h) const {
        auto const s = stratum_of(h);
        double const line = model.counts->line[s] / model.income[s].mean;
        if (elementary::exp(base.log_income[h]) > line) return Listing::unlisted;
        unsigned const bits = base.deprivations[h] & model.counts->indicators;
        return __builtin_popcount(bits) >= model.counts->cutoff ? Listing::poor
                                                                : Listing::near_poor;
    }
};

/// Every part of the score, a factor with bearing on income, four indicators of which one does not
/// count and one needs a child (half of the households have one).
World world(std::vector<double> by_place, std::size_t localities, std::size_t strata) {
    World w;
    w.places = small::places(localities, strata);
    RegisterPlan plan = small::plan(std::move(by_place));
    for (std::size_t area = 0; area < strata; ++area) {
        plan.compositions.push_back({area, 2, 1, 1, 0, 0, 0.5});
        plan.compositions.push_back({area, 2, 0, 2, 0, 0, 0.5});
    }
    w.households = make_register(w.places, plan, seed);
    w.model = small::model(0, 0.45, strata);
    w.model.scores = {0.6, 0.2, 0.1, 0.1, 0.5, true, 0.3};
    w.model.kappa_alpha = 0.5;
    w.model.indicators = {indicator(0, 0.2, 0.6, 0.1, strata), indicator(3, 0.3, 0.3, 0.1, strata),
                          indicator(5, 0.4, 0.4, 0.1, strata),
                          indicator(7, 0.25, 0.5, 0.1, strata)};
    w.model.indicators[2].needs = Member::child;
    for (std::size_t s = 0; s < strata; ++s) {
        w.model.income[s].mean = s == 0 ? 5.0e6 : 4.4e6;
        w.model.income[s].anchored = true;
    }
    return w;
}

OfficialCounts counts(std::int64_t poor, std::int64_t near_poor, std::vector<double> line) {
    OfficialCounts made;
    made.poor = poor;
    made.near_poor = near_poor;
    made.line = std::move(line);
    made.indicators = 0b101001;
    made.cutoff = 2;
    return made;
}

TEST(BasePopulation, HasTheOfficialCountsExactlyInEveryPopulation) {
    World w = world({400, 300, 0, 700, 500, 400}, 3, 2);
    w.places.strata[1].odds = 3.0;
    w.model.counts = counts(61, 222, {2.0e6, 1.5e6});
    for (std::uint32_t population = 0; population < 150; ++population) {
        BasePopulation const base = w.draw(population);
        std::map<Listing, int> found;
        for (std::size_t h = 0; h < w.households.households(); ++h) ++found[w.status(base, h)];
        ASSERT_EQ(found[Listing::poor], 61) << "population " << population;
        ASSERT_EQ(found[Listing::near_poor], 222) << "population " << population;
    }
}

TEST(BasePopulation, HasTheOfficialCountsUnderALognormalMarginalToo) {
    World w = world({900, 600}, 1, 2);
    for (auto& income : w.model.income) income.anchored = false;
    w.model.counts = counts(30, 70, {2.0e6, 1.5e6});
    for (std::uint32_t population = 0; population < 50; ++population) {
        BasePopulation const base = w.draw(population);
        std::map<Listing, int> found;
        for (std::size_t h = 0; h < w.households.households(); ++h) ++found[w.status(base, h)];
        ASSERT_EQ(found[Listing::poor], 30);
        ASSERT_EQ(found[Listing::near_poor], 70);
    }
}

// A place of 100 of which about 55 are listed: its anchor lies above the median of its incomes.
TEST(BasePopulation, HasTheOfficialCountsExactlyWhereMostOfAPlaceAreListed) {
    World w = world({900, 100}, 1, 2);
    w.places.strata[1].odds = 9.0;
    w.model.counts = counts(30, 80, {1.5e6, 1.5e6});
    w.model.counts->concentration = 1e6;
    for (std::uint32_t population = 0; population < 50; ++population) {
        BasePopulation const base = w.draw(population);
        std::map<Listing, int> found;
        for (std::size_t h = 0; h < w.households.households(); ++h) ++found[w.status(base, h)];
        ASSERT_EQ(found[Listing::poor], 30) << "population " << population;
        ASSERT_EQ(found[Listing::near_poor], 80) << "population " << population;
    }
}

TEST(BasePopulation, SetsOnlyBitsThatCanApply) {
    World w = world({3000}, 1, 1);
    w.model.counts = counts(100, 300, {1.5e6});
    BasePopulation const base = w.draw(0);
    for (std::size_t h = 0; h < w.households.households(); ++h) {
        EXPECT_EQ(base.applicable[h], w.households.children[h] > 0 ? 0b10101001 : 0b10001001);
        EXPECT_EQ(base.deprivations[h] & ~base.applicable[h], 0);
    }
}

/// What is compared of a household: scores, their squares, a product, bits.
constexpr std::size_t features = 10;
constexpr std::array<char const*, features> feature_names{"f", "f^2", "A", "A^2", "Z",
                                                          "H", "f A", "q", "q^2", "bit 7"};
using Features = std::array<double, features>;
using FeatureMeans = std::array<std::array<Mean, features>, 3>;  // [Listing][feature]

void add(FeatureMeans& means, Listing status, Features const& values) {
    for (std::size_t i = 0; i < features; ++i) {
        means[static_cast<std::size_t>(status)][i].add(values[i]);
    }
}

/// The same by brute force: draws from the model, whose status is found afterwards.
FeatureMeans by_rejection(World const& w, PlaceModel const& model, int draws) {
    std::mt19937_64 engine(1);
    std::normal_distribution<double> normal;
    std::uniform_real_distribution<double> uniform;
    ScoreModel const& s = w.model.scores;
    double const kappa = w.model.kappa_alpha;
    double const log_line = elementary::log(w.model.counts->line[0] / w.model.income[0].mean);
    double const child = [&] {
        double n = 0;
        for (auto c : w.households.children) n += c;
        return n / static_cast<double>(w.households.households());
    }();
    FeatureMeans means;
    for (int i = 0; i < draws; ++i) {
        double const f = normal(engine);
        double const a = kappa * f + std::sqrt(1 - kappa * kappa) * normal(engine);
        double const z = normal(engine);
        double const h = normal(engine);
        double const review = std::sqrt(s.review_persistence) * h +
                              std::sqrt(1 - s.review_persistence) * normal(engine);
        double const q = std::sqrt(s.share_permanent) * a + std::sqrt(s.share_autoregressive) * z +
                         std::sqrt(s.share_transitory) * normal(engine) +
                         std::sqrt(s.share_review) * review;
        unsigned bits = 0;
        auto const levels = model.deprivation.levels(f);
        for (std::size_t const j : {0U, 3U, 5U, 7U}) {
            if (uniform(engine) < levels[j]) bits |= 1U << j;
        }
        if (uniform(engine) >= child) bits &= ~(1U << 5);
        Listing status = Listing::unlisted;
        if (model.income(q) <= log_line) {
            status = __builtin_popcount(bits & w.model.counts->indicators) >= w.model.counts->cutoff
                         ? Listing::poor
                         : Listing::near_poor;
        }
        double const seven = bits >> 7 & 1U;
        add(means, status, {f, f * f, a, a * a, z, h, f * a, q, q * q, seven});
    }
    return means;
}

class JointDistribution : public testing::Test {
protected:
    static void SetUpTestSuite() {
        made = new World(world({10000}, 1, 1));
        made->model.counts = counts(200, 800, {1.5e6});
        found = new FeatureMeans;
        for (std::uint32_t population = 0; population < 60; ++population) {
            bases.push_back(made->draw(population));
            BasePopulation const& base = bases.back();
            for (std::size_t h = 0; h < made->households.households(); ++h) {
                double const f = base.factor[h];
                double const a = base.permanent[h];
                double const q = base.models[0].income.score_at(base.log_income[h]);
                double const seven = base.deprivations[h] >> 7 & 1;
                add(*found, made->status(base, h),
                    {f, f * f, a, a * a, base.autoregressive[h], base.review[h], f * a, q, q * q,
                     seven});
            }
        }
    }
    static void TearDownTestSuite() {
        delete made;
        delete found;
        bases.clear();
    }
    static inline World* made = nullptr;
    static inline FeatureMeans* found = nullptr;
    static inline std::vector<BasePopulation> bases;
};

TEST_F(JointDistribution, GivenTheStatusIsThatOfRejectionSampling) {
    FeatureMeans const exact = by_rejection(*made, bases[0].models[0], 4'000'000);
    for (std::size_t status = 0; status < 3; ++status) {
        for (std::size_t i = 0; i < features; ++i) {
            EXPECT_LT(std::abs((*found)[status][i].z(exact[status][i])), worst_z)
                << feature_names[i] << " of listing " << status << ": "
                << (*found)[status][i].value() << " drawn, " << exact[status][i].value();
        }
    }
}

TEST_F(JointDistribution, OfTheMixtureHasStandardNormalScores) {
    Mean q1, q2, q3, q4, a1, a2, z1, z2, h1, h2, f1, f2;
    for (BasePopulation const& base : bases) {
        for (std::size_t h = 0; h < made->households.households(); ++h) {
            double const q = base.models[0].income.score_at(base.log_income[h]);
            q1.add(q);
            q2.add(q * q);
            q3.add(q * q * q);
            q4.add(q * q * q * q);
            auto both = [](Mean& first, Mean& second, double x) {
                first.add(x);
                second.add(x * x);
            };
            both(a1, a2, base.permanent[h]);
            both(z1, z2, base.autoregressive[h]);
            both(h1, h2, base.review[h]);
            both(f1, f2, base.factor[h]);
        }
    }
    for (Mean const* first : {&q1, &q3, &a1, &z1, &h1, &f1}) {
        EXPECT_LT(std::abs(first->z(0.0)), worst_z);
    }
    for (Mean const* second : {&q2, &a2, &z2, &h2, &f2}) {
        EXPECT_LT(std::abs(second->z(1.0)), worst_z);
    }
    EXPECT_LT(std::abs(q4.z(3.0)), worst_z);
}

TEST_F(JointDistribution, OfTheMixtureHasTheCorrelationOfPermanentScoreAndFactor) {
    Mean product, with_z;
    for (BasePopulation const& base : bases) {
        for (std::size_t h = 0; h < made->households.households(); ++h) {
            product.add(double{base.permanent[h]} * double{base.factor[h]});
            with_z.add(double{base.autoregressive[h]} * double{base.factor[h]});
        }
    }
    EXPECT_LT(std::abs(product.z(made->model.kappa_alpha)), worst_z);
    EXPECT_LT(std::abs(with_z.z(0.0)), worst_z);
}

TEST_F(JointDistribution, FindsThePoorAmongTheListedByTheBitsThatCanApply) {
    double const cut = elementary::normal_quantile(0.1);  // the list is the anchor
    ListedDistribution const distribution(cut, 0.5 * std::sqrt(0.6));
    for (bool const child : {false, true}) {
        Mean poor;
        for (BasePopulation const& base : bases) {
            for (std::size_t h = 0; h < made->households.households(); ++h) {
                Listing const status = made->status(base, h);
                if (status == Listing::unlisted || (made->households.children[h] > 0) != child) {
                    continue;
                }
                poor.add(status == Listing::poor ? 1 : 0);
            }
        }
        Bits const counted = child ? 0b101001 : 0b001001;
        double const exact = distribution.poor_share(bases[0].models[0].deprivation, counted, 2);
        EXPECT_LT(std::abs(poor.z(exact)), worst_z) << "child " << child << ", " << exact;
    }
}

TEST_F(JointDistribution, PutsTheShareOnTheListExactlyAtTheLine) {
    double const log_line = elementary::log(1.5e6 / 5.0e6);
    for (BasePopulation const& base : bases) {
        EXPECT_NEAR(base.models[0].income.score_at(log_line), elementary::normal_quantile(0.1),
                    1e-12);
        EXPECT_NEAR(base.models[0].income.mean(), 1.0, 1e-12);
    }
}

TEST(BasePopulation, AnchorsAPlaceWithoutListedAtHalfAHousehold) {
    World w = world({1000, 400}, 1, 2);
    w.places.strata[1].odds = 0.0;
    w.model.counts = counts(20, 80, {1.5e6, 1.5e6});
    BasePopulation const base = w.draw(0);
    double const log_line = elementary::log(1.5e6 / 4.4e6);
    EXPECT_NEAR(base.models[1].income.score_at(log_line), elementary::normal_quantile(0.5 / 401.0),
                1e-12);
    for (std::size_t h = 1000; h < 1400; ++h) EXPECT_EQ(w.status(base, h), Listing::unlisted);
}

TEST(BasePopulation, IsTheSameAgainInAnotherOrder) {
    World w = world({500, 300}, 1, 2);
    w.model.counts = counts(20, 60, {2.0e6, 1.5e6});
    BasePopulation const five = w.draw(5);
    BasePopulation const three = w.draw(3);
    EXPECT_NE(three.log_income, five.log_income);
    EXPECT_EQ(w.draw(5).log_income, five.log_income);
    EXPECT_EQ(w.draw(5).deprivations, five.deprivations);
}

/// 203 households of one place, drawn by the kernel of a target.
struct KernelDraw {
    static constexpr std::size_t count = 203;
    std::vector<std::uint32_t> key = std::vector<std::uint32_t>(count);
    std::vector<Bits> applicable = std::vector<Bits>(count, 0x7FFF);
    std::vector<std::vector<float>> columns;  ///< in the order of dense::Drawn
    std::vector<Bits> deprivations = std::vector<Bits>(count);

    KernelDraw(Target target, dense::PlaceScores const& place, DeprivationModel const& model)
        : columns(6, std::vector<float>(count)) {
        for (std::uint32_t i = 0; i < count; ++i) key[i] = i * 2654435761U;
        dense::draw_households[target](place, model.in_single_precision(),
                                       {7, 1U << 16, 3, 5U << 24}, {7, 1U << 16, 3, 6U << 24},
                                       {key.data(), applicable.data(), count, columns[0].data(),
                                        columns[1].data(), columns[2].data(), columns[3].data(),
                                        columns[4].data(), columns[5].data(), deprivations.data()});
    }
};

TEST(DrawHouseholds, IsTheSameOnEveryProcessor) {
    DeprivationModel const model({indicator(0, 0.2, 0.6, 0.1), indicator(9, 0.4, 0.8, 0.1)}, 0,
                                 0.0);
    dense::PlaceScores free{.income = small::bent_map,
                            .permanent = 0.7F,
                            .autoregressive = 0.5F,
                            .transitory = 0.3F,
                            .review = 0.3F,
                            .passing = 0.3F,
                            .truth = 1.1F,
                            .kappa = 0.5F,
                            .kappa_rest = 0.866F,
                            .correlation = 0.35F,
                            .correlation_rest = 0.937F,
                            .per_variance = 1.14F};
    dense::PlaceScores above = free;
    above.first_word = 1U << 30;  // a quarter lies below
    above.lowest_score = -0.674F;
    above.lowest_log_income = -0.4F;
    for (auto const& place : {free, above}) {
        KernelDraw const expected(Target::baseline, place, model);
        for (Target const target : targets) {
            if (!runs_here(target)) continue;
            KernelDraw const drawn(target, place, model);
            EXPECT_EQ(drawn.columns, expected.columns) << name_of(target);
            EXPECT_EQ(drawn.deprivations, expected.deprivations) << name_of(target);
        }
    }
}

TEST(DrawLottery, AreTheFirstWordsAtTheAddresses) {
    Stream const stream(seed, Module::synthesis, 4);
    std::uint64_t const high = 0xabcULL << 32;
    std::vector<std::uint32_t> key;
    for (std::uint32_t i = 0; i < 203; ++i) key.push_back(i * 2654435761U);
    auto const at = dense::year_address(stream.counter(high, 1, purpose(Use::listing)));
    for (Target const target : targets) {
        if (!runs_here(target)) continue;
        std::vector<std::uint32_t> numbers(key.size());
        dense::draw_lottery[target](at, key.data(), key.size(), numbers.data());
        for (std::size_t i = 0; i < key.size(); ++i) {
            ASSERT_EQ(numbers[i], stream.block(high | key[i], 1, purpose(Use::listing)).word[0]);
        }
    }
}

TEST(BasePopulation, WithoutCountsIsDrawnFromTheModelItself) {
    World w = world({200000}, 1, 1);
    w.model.income[0].anchored = false;
    BasePopulation const base = w.draw(0);
    Mean below, income, bit0, bit5, product;
    double const cut = -0.5 * 0.45 * 0.45 - 0.45;  // one standard deviation below the median
    for (std::size_t h = 0; h < w.households.households(); ++h) {
        below.add(base.log_income[h] <= cut ? 1 : 0);
        income.add(std::exp(base.log_income[h]));
        bit0.add(base.deprivations[h] & 1);
        if (w.households.children[h] > 0) bit5.add(base.deprivations[h] >> 5 & 1);
        product.add(double{base.permanent[h]} * double{base.factor[h]});
    }
    EXPECT_LT(std::abs(below.z(elementary::normal_cdf(-1.0))), worst_z);
    EXPECT_LT(std::abs(income.z(1.0)), worst_z);
    EXPECT_LT(std::abs(bit0.z(0.2)), worst_z);
    EXPECT_LT(std::abs(bit5.z(0.4)), worst_z);
    EXPECT_LT(std::abs(product.z(0.5)), worst_z);
}

TEST(BasePopulation, RunsThroughGivenAnchors) {
    World w = world({200000}, 1, 1);
    w.model.income[0].anchors = {{1.5e6, 0.02}, {2.5e6, 0.11}};
    BasePopulation const base = w.draw(0);
    Mean first, second, income;
    for (double const x : base.log_income) {
        first.add(x <= elementary::log(0.3) ? 1 : 0);
        second.add(x <= elementary::log(0.5) ? 1 : 0);
        income.add(std::exp(x));
    }
    EXPECT_LT(std::abs(first.z(0.02)), worst_z);
    EXPECT_LT(std::abs(second.z(0.11)), worst_z);
    EXPECT_LT(std::abs(income.z(1.0)), worst_z);
}

TEST(BasePopulation, StartsTheAutoregressivePartFromZeroIfAsked) {
    World w = world({50000}, 1, 1);
    w.model.income[0].anchored = false;
    w.model.scores = {0.5, 0.5, 0.0, 0.0, 0.7, false, 0.0};
    BasePopulation const base = w.draw(0);
    Mean square;
    for (std::size_t h = 0; h < base.log_income.size(); ++h) {
        ASSERT_EQ(base.autoregressive[h], 0.0F);
        square.add(std::pow((base.log_income[h] + 0.5 * 0.45 * 0.45) / 0.45, 2));
    }
    EXPECT_LT(std::abs(square.z(0.5)), worst_z);
}

TEST(BasePopulation, MeetsAListOfPoorOrOfNearPoorAlone) {
    for (auto [poor, near_poor] : {std::pair{40, 0}, std::pair{0, 40}}) {
        World w = world({2000}, 1, 1);
        w.model.counts = counts(poor, near_poor, {1.5e6});
        BasePopulation const base = w.draw(0);
        std::map<Listing, int> found;
        for (std::size_t h = 0; h < w.households.households(); ++h) ++found[w.status(base, h)];
        EXPECT_EQ(found[Listing::poor], poor);
        EXPECT_EQ(found[Listing::near_poor], near_poor);
    }
}

TEST(BasePopulation, RefusesAListWhereIncomeHasNoSpread) {
    World w = world({100}, 1, 1);
    w.model.income[0].anchored = false;
    w.model.income[0].sigma = 0.0;
    w.model.counts = counts(5, 5, {1.5e6});
    EXPECT_THROW((void)w.draw(0), InputError);
}

TEST(BasePopulation, RefusesAShareOfPoorThatNoLevelsGive) {
    World w = world({1000}, 1, 1);
    w.model.counts = counts(99, 1, {1.5e6});
    w.model.counts->indicators = 0b100000;  // only households with a child can be poor
    w.model.counts->cutoff = 1;
    EXPECT_THROW((void)w.draw(0), InputError);
}

TEST(BasePopulation, RefusesMorePoorThanListedHouseholdsThatCanHaveEnoughDeprivations) {
    // Half of twenty households have a child, without which three deprivations cannot come
    // together. In many populations fewer than two of the five listed have one.
    World w = world({20}, 1, 1);
    w.model.indicators.pop_back();
    w.model.counts = counts(2, 3, {1.5e6});
    w.model.counts->cutoff = 3;
    int refused = 0;
    for (std::uint32_t population = 0; population < 100; ++population) {
        try {
            (void)w.draw(population);
        } catch (InputError const&) {
            ++refused;
        } catch (std::exception const& other) {
            FAIL() << "population " << population << ": " << other.what();
        }
    }
    EXPECT_GT(refused, 0);
}

}  // namespace
}  // namespace povex
