#include "engine/measure/tally.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <stdexcept>
#include <vector>

#include <gtest/gtest.h>

#include "engine/stats/fixed_point.hpp"
#include "tests/engine/nature/small_nature.hpp"

namespace povex {
namespace {

constexpr std::size_t reviews = 5;

/// Two standards with lines of 1 and 1.5: two of the first three indicators, and none.
Rulers make_rulers() {
    NatureModel model = small::model(reviews - 1, 0.5);
    model.income[0].mean = 1.0;
    Standard strict, wide;
    strict.line = {Yearly<double>(reviews, 1.0)};
    strict.average_line = {Yearly<double>(reviews, 2.0)};
    strict.indicators = 0b0111;
    strict.cutoff = 2;
    wide.line = {Yearly<double>(reviews, 1.5)};
    return Rulers({strict, wide}, small::places(), model);
}

/// A household's years, reviewed.
struct Life {
    std::size_t cell = 0;
    int size = 1;
    std::vector<double> income;
    std::vector<Bits> bits;
    std::vector<Statuses> statuses;

    Life(Rulers const& rulers, std::vector<double> incomes, std::vector<Bits> deprivations,
         int persons = 1, std::size_t in_cell = 0)
        : cell(in_cell), size(persons), income(std::move(incomes)), bits(std::move(deprivations)) {
        bits.resize(reviews);
        for (std::size_t t = 0; t < reviews; ++t) {
            statuses.push_back(review(rulers, t, 0, income[t], bits[t]));
        }
    }
    [[nodiscard]] Tally::Path path(double unit = 1000.0) const {
        return {cell, 0, size, unit, income, statuses, statuses, bits};
    }
};

std::vector<Life> many_lives(Rulers const& rulers, int count) {
    std::mt19937_64 engine(20240607);
    std::lognormal_distribution<double> income(0.2, 0.5);
    std::uniform_int_distribution<unsigned> bits(0, 15);
    std::vector<Life> lives;
    for (int i = 0; i < count; ++i) {
        std::vector<double> incomes;
        std::vector<Bits> deprivations;
        for (std::size_t t = 0; t < reviews; ++t) {
            incomes.push_back(income(engine));
            deprivations.push_back(static_cast<Bits>(bits(engine)));
        }
        lives.emplace_back(rulers, incomes, deprivations, 1 + i % 6, i % 3);
    }
    return lives;
}

Tally make_tally(Rulers const& rulers, bool multidimensional = false, std::size_t cells = 1) {
    return Tally(cells, rulers, reviews, 1000.0, 1, multidimensional, 1000);
}

class Tallied : public testing::Test {
protected:
    void count(std::vector<double> income, std::vector<Bits> bits = {}, int persons = 1) {
        tally.count(Life(rulers, std::move(income), std::move(bits), persons).path(), 1);
    }
    [[nodiscard]] StandardCounts const& at(std::size_t t, std::size_t standard = 1) const {
        return tally.at(0, t, standard);
    }
    Rulers rulers = make_rulers();
    Tally tally = make_tally(rulers);
};

TEST_F(Tallied, StatusesAreThoseOfTheReviewUnderEachStandard) {
    count({0.9, 0.9, 1.2, 1.6, 1.0}, {0b0011, 0b1001, 0b0011, 0b0011, 0b0111}, 4);
    std::vector<std::int64_t> const poor{1, 0, 0, 0, 1}, near{0, 1, 0, 0, 0}, wide{1, 1, 1, 0, 1};
    for (std::size_t t = 0; t < reviews; ++t) {
        EXPECT_EQ(at(t, 0).poor, poor[t]) << t;
        EXPECT_EQ(at(t, 0).near_poor, near[t]) << t;
        EXPECT_EQ(at(t, 0).poor_persons, 4 * poor[t]) << t;
        EXPECT_EQ(at(t, 1).poor, wide[t]) << t;
        EXPECT_EQ(at(t, 1).near_poor, 0) << t;
    }
}

TEST_F(Tallied, FlowsTellExitsEntriesAndReturns) {
    count({1.0, 2.0, 1.0, 2.0, 1.0});
    count({2.0, 2.0, 1.0, 1.0, 2.0});
    std::vector<std::int64_t> const exits{0, 1, 0, 1, 1}, entries{0, 0, 2, 0, 1},
        returns{0, 0, 1, 0, 1};
    for (std::size_t t = 0; t < reviews; ++t) {
        EXPECT_EQ(at(t).exits, exits[t]) << t;
        EXPECT_EQ(at(t).entries, entries[t]) << t;
        EXPECT_EQ(at(t).reentries, returns[t]) << t;
    }
}

TEST_F(Tallied, NearPoorCountsAsAnExit) {
    count({0.9, 0.9, 0.9, 0.9, 0.9}, {0b0011, 0b0001, 0b0011, 0b0000, 0b0000});
    EXPECT_EQ(at(1, 0).exits, 1);
    EXPECT_EQ(at(2, 0).entries, 1);
    EXPECT_EQ(at(2, 0).reentries, 1);
    EXPECT_EQ(at(3, 0).exits, 1);
    EXPECT_EQ(at(4, 0).exits, 0);
}

TEST_F(Tallied, GapsAreRelativeToTheLine) {
    count({0.75, 1.5, 1.6, 0.3, 3.0});
    count({0.75, 3.0, 3.0, 3.0, 3.0});
    auto gap = [&](std::size_t t) { return from_fixed<fraction_bits>(at(t).gap); };
    auto squared = [&](std::size_t t) { return from_fixed<fraction_bits>(at(t).gap_squared); };
    EXPECT_NEAR(gap(0), 1.0, 2e-9);
    EXPECT_NEAR(squared(0), 0.5, 2e-9);
    EXPECT_EQ(gap(1), 0.0);  // on the line
    EXPECT_EQ(gap(2), 0.0);
    EXPECT_NEAR(gap(3), 0.8, 1e-9);
    EXPECT_NEAR(squared(3), 0.64, 1e-9);
}

TEST_F(Tallied, DeprivationsAreThoseThatCountOfPoorAndOfNearPoor) {
    count({0.9, 2.5, 2.5, 2.5, 2.5}, {0b1011, 0b1011});
    count({0.9, 2.5, 2.5, 2.5, 2.5}, {0b1100});
    auto const& base = at(0, 0).deprived;
    EXPECT_EQ(base[0][0], 1);
    EXPECT_EQ(base[0][1], 1);
    EXPECT_EQ(base[0][2], 0);
    EXPECT_EQ(base[1][2], 1);
    EXPECT_EQ(base[0][3] + base[1][3], 0);  // the standard does not know it
    EXPECT_EQ(at(1, 0).deprived[0][0] + at(1, 0).deprived[1][0], 0);
}

TEST_F(Tallied, IncomeOfAYearIsSummedInWholeMoneyPerHousehold) {
    count({1.0004, 2.0, 2.0, 2.0, 2.0}, {}, 3);  // 36014.4 a year
    count({1.0005, 2.0, 2.0, 2.0, 2.0}, {}, 1);  // 12006 a year
    EXPECT_EQ(tally.incomes(0, 0).money, 36014 + 12006);
    EXPECT_EQ(tally.incomes(0, 1).money, 96000);
}

TEST_F(Tallied, HistogramsHoldEveryHousehold) {
    count({1.0, 2.0, 3.0, 4.0, 5.0});
    count({1.0, 9.0, 9.0, 9.0, 9.0});
    std::int64_t households = 0;
    for (IncomeBin const& bin : tally.histogram(0, 0).bins()) households += bin.households;
    EXPECT_EQ(households, 2);
    EXPECT_EQ(tally.incomes(0, 0).income, 2 << IncomeSums::bits);
    EXPECT_EQ(tally.incomes(0, 0).log_income, 0);
}

TEST_F(Tallied, ManyIncomesCountAsTheyDoOneByOne) {
    auto const lives = many_lives(rulers, 1237);
    std::vector<double> income;
    std::vector<std::uint8_t> size;
    for (Life const& life : lives) {
        Tally::Path path = life.path(1234.5);
        path.cell = 0;
        path.floor = 0.8;
        tally.count_income(path, 2, 1);
        income.push_back(life.income[2]);
        size.push_back(static_cast<std::uint8_t>(life.size));
    }
    Tally many = make_tally(rulers);
    many.count_incomes(0, 2, income, size, 1234.5, 0.8, 1);
    EXPECT_EQ(many.incomes(0, 2), tally.incomes(0, 2));
    EXPECT_GT(many.incomes(0, 2).at_floor, 0);
    EXPECT_EQ(many.histogram(0, 2).first(), tally.histogram(0, 2).first());
    EXPECT_TRUE(std::ranges::equal(many.histogram(0, 2).bins(), tally.histogram(0, 2).bins()));
}

/// Whatever the review found, and however many are counted together.
TEST_F(Tallied, ManyReviewsCountAsTheyDoOneByOne) {
    auto lives = many_lives(rulers, 603);
    for (std::size_t i = 0; i < lives.size(); ++i) {  // lists and truth that lag behind
        if (i % 3 == 0) lives[i].statuses[2] = lives[i].statuses[1];
    }
    for (bool const all : {false, true}) {
        Tally one_by_one = make_tally(rulers, all);
        Tally together = one_by_one;
        Tally half = one_by_one;
        ReviewBatch everybody(reviews);
        ReviewBatch second_half(reviews);
        for (std::size_t i = 0; i < lives.size(); ++i) {
            Tally::Path path = lives[i].path();
            path.cell = 0;
            path.true_statuses = lives[(i + 1) % lives.size()].statuses;
            one_by_one.count_reviews(path, 1);
            if (i < 300) half.count_reviews(path, 1);
            for (ReviewBatch* some : {&everybody, &second_half}) {
                for (std::size_t t = 0; t < reviews && (some == &everybody || i >= 300); ++t) {
                    if (!together.concerns(path, t)) continue;
                    some->add(t, path.size, path.income[t], path.statuses, path.true_statuses,
                              path.deprivations[t]);
                }
            }
        }
        together.count_reviews(0, 0, everybody, 1);
        for (std::size_t t = 0; t < reviews; ++t) {
            for (std::size_t s = 0; s < 2; ++s) {
                EXPECT_EQ(together.at(0, t, s), one_by_one.at(0, t, s));
                EXPECT_EQ(together.classified(t, s, 1 - s), one_by_one.classified(t, s, 1 - s));
            }
        }
        together.count_reviews(0, 0, second_half, -1);
        for (std::size_t t = 0; t < reviews; ++t) {
            for (std::size_t s = 0; s < 2; ++s) {
                EXPECT_EQ(together.at(0, t, s), half.at(0, t, s));
                EXPECT_EQ(together.classified(t, s, 1 - s), half.classified(t, s, 1 - s));
            }
        }
    }
}

/// One household at a time by the book.
TEST_F(Tallied, EveryTargetCountsReviewsAsTheirDefinitionsSay) {
    auto const lives = many_lives(rulers, 700);
    ReviewBatch households(reviews);
    ReviewCounts expected;
    constexpr std::size_t t = 3;
    auto const poor = [](Statuses s) { return status_of(s, 0) == Status::poor; };
    auto const listed = [](Statuses s) { return status_of(s, 0) >= Status::near_poor; };
    for (std::size_t i = 0; i < lives.size(); ++i) {
        Life const& life = lives[i];
        auto const& truth = lives[(i + 1) % lives.size()].statuses;
        households.add(t, life.size, life.income[t], life.statuses, truth, life.bits[t]);
        Statuses const now = life.statuses[t];
        Statuses const last = life.statuses[t - 1];
        bool const entered = poor(now) && !poor(last);
        bool const left = poor(last) && !poor(now);
        expected.poor += poor(now);
        expected.near_poor += listed(now) && !poor(now);
        expected.poor_persons += poor(now) ? life.size : 0;
        expected.exits += left;
        expected.exits_to_near_poor += left && listed(now);
        expected.poor_stayers += poor(now) && poor(last);
        expected.entries += entered;
        expected.poor_formerly_near_poor += entered && listed(last);
        expected.poor_formerly_unlisted += entered && !listed(last);
        expected.reentries += entered && (poor(life.statuses[0]) || poor(life.statuses[1]));
        expected.poor_true += poor(truth[t]);
        expected.near_poor_true += listed(truth[t]) && !poor(truth[t]);
        expected.poor_missed += poor(truth[t]) && !poor(now);
        expected.exits_true += poor(truth[t - 1]) && !poor(truth[t]);
        expected.entries_true += poor(truth[t]) && !poor(truth[t - 1]);
        double const line = rulers.at(0, t, 0).line;
        if (life.income[t] > line) continue;
        double const gap = (line - life.income[t]) / line;
        ++expected.income_poor;
        expected.gap += to_fixed<fraction_bits>(gap);
        expected.gap_squared += to_fixed<fraction_bits>(gap * gap);
    }
    EXPECT_GT(expected.reentries, 0);
    for (Target const target : targets) {
        if (!runs_here(target)) continue;
        ReviewCounts counts;
        count_reviews[target](households.rows(t), 0, rulers.at(0, t, 0).line, 1, counts);
        EXPECT_EQ(counts, expected);
        count_reviews[target](households.rows(t), 0, rulers.at(0, t, 0).line, -1, counts);
        EXPECT_EQ(counts, ReviewCounts{});
    }
}

TEST_F(Tallied, EveryTargetCountsWhoIsAHairAboveTheLineWithoutAGap) {
    ReviewBatch households(1);
    for (double const income : {0.5, 1.0, 1.0 + 4.9e-7, 1.0 + 5.1e-7}) {
        households.add(0, 1, income, std::array{Statuses{}}, std::array{Statuses{}}, 0);
    }
    ReviewCounts expected;
    expected.income_poor = 3;
    expected.gap = to_fixed<fraction_bits>(0.5);
    expected.gap_squared = to_fixed<fraction_bits>(0.25);
    for (Target const target : targets) {
        if (!runs_here(target)) continue;
        ReviewCounts counts;
        count_reviews[target](households.rows(0), 0, 1.0, 1, counts);
        EXPECT_EQ(counts, expected) << name_of(target);
    }
}

TEST_F(Tallied, SumsLargeMoneyToTheLastUnit) {
    Life const life(rulers, {1.0, 1.0, 1.0, 1.0, 1.0}, {}, 3);
    // 36 times as much is above 2^53, or ends in a half
    for (double const unit : {375299968947541.5, 16777216.125, 33554431.375}) {
        Tally tally_of_one(1, rulers, reviews, unit, 1, false, 1);
        tally_of_one.count_income(life.path(unit), 0, 1);
        EXPECT_EQ(tally_of_one.incomes(0, 0).money,
                  static_cast<std::int64_t>(std::floor(36.0 * unit + 0.5)));
    }
}

TEST_F(Tallied, RefusesIncomesThatCannotBeSummed) {
    EXPECT_THROW(count({1.0, 1e16, 1.0, 1.0, 1.0}), std::out_of_range);
    EXPECT_THROW(count({std::numeric_limits<double>::infinity(), 1.0, 1.0, 1.0, 1.0}),
                 std::out_of_range);
    std::vector<double> const income{1.0, 1.0, 1e16};
    std::vector<std::uint8_t> const size{1, 1, 1};
    EXPECT_THROW(tally.count_incomes(0, 0, income, size, 1000.0, 0.0, 1), std::out_of_range);
}

TEST(Tally, MultidimensionalCountsDeprivationsWhateverTheIncome) {
    Rulers const rulers = make_rulers();
    Tally tally = make_tally(rulers, true);
    Life const life(rulers, {0.5, 9.0, 9.0, 0.5, 9.0}, {0b0011, 0b0111, 0b1001, 0b0110, 0b1111});
    tally.count(life.path(), 1);
    std::vector<std::int64_t> const poor{1, 1, 0, 1, 1}, sum{2, 3, 0, 2, 3};
    for (std::size_t t = 0; t < reviews; ++t) {
        EXPECT_EQ(tally.at(0, t, 0).multi_poor, poor[t]) << t;
        EXPECT_EQ(tally.at(0, t, 0).multi_deprivations, sum[t]) << t;
        EXPECT_EQ(tally.at(0, t, 0).multi_deprived[3], 0) << t;
        EXPECT_EQ(tally.at(0, t, 1).multi_poor, 0) << t;  // a standard without indicators
    }
    EXPECT_EQ(tally.at(0, 1, 0).multi_deprived[2], 1);
    EXPECT_EQ(tally.at(0, 0, 0).multi_deprived[2], 0);
}

TEST(Tally, MultidimensionalOrNotHasTheSameOtherCounts) {
    Rulers const rulers = make_rulers();
    Tally narrow = make_tally(rulers, false, 3), wide = make_tally(rulers, true, 3);
    for (Life const& life : many_lives(rulers, 2000)) {
        narrow.count(life.path(), 1);
        wide.count(life.path(), 1);
    }
    for (std::size_t t = 0; t < reviews; ++t) {
        for (std::size_t s = 0; s < 2; ++s) {
            auto const &a = narrow.at(1, t, s), &b = wide.at(1, t, s);
            EXPECT_EQ(a.poor, b.poor);
            EXPECT_EQ(a.near_poor, b.near_poor);
            EXPECT_EQ(a.exits, b.exits);
            EXPECT_EQ(a.entries, b.entries);
            EXPECT_EQ(a.reentries, b.reentries);
            EXPECT_EQ(a.gap, b.gap);
            EXPECT_EQ(a.deprived, b.deprived);
            EXPECT_EQ(a.multi_poor, 0);
        }
    }
}

TEST(Tally, FlowsAddUpToTheChangeOfThePoor) {
    Rulers const rulers = make_rulers();
    Tally tally = make_tally(rulers, false, 3);
    for (Life const& life : many_lives(rulers, 5000)) tally.count(life.path(), 1);
    for (std::size_t cell = 0; cell < 3; ++cell) {
        for (std::size_t s = 0; s < 2; ++s) {
            for (std::size_t t = 1; t < reviews; ++t) {
                auto const& now = tally.at(cell, t, s);
                EXPECT_EQ(now.poor, tally.at(cell, t - 1, s).poor - now.exits + now.entries);
                EXPECT_LE(now.reentries, now.entries);
                EXPECT_GT(now.exits, 0);
            }
            EXPECT_EQ(tally.at(cell, 1, s).reentries, 0);  // nobody left before
        }
    }
}

TEST(Tally, OutEqualsMinusInInAnyOrder) {
    Rulers const rulers = make_rulers();
    Tally tally = make_tally(rulers, true, 3);
    auto lives = many_lives(rulers, 2000);
    for (Life const& life : lives) tally.count(life.path(), 1);
    std::shuffle(lives.begin(), lives.end(), std::mt19937(1));
    for (Life const& life : lives) tally.count(life.path(), -1);
    StandardCounts const zero;
    for (std::size_t cell = 0; cell < 3; ++cell) {
        for (std::size_t t = 0; t < reviews; ++t) {
            EXPECT_EQ(tally.incomes(cell, t).money, 0);
            EXPECT_EQ(tally.incomes(cell, t).income, 0);
            EXPECT_EQ(tally.incomes(cell, t).log_income, 0);
            EXPECT_EQ(tally.incomes(cell, t).income_log, 0);
            EXPECT_EQ(tally.incomes(cell, t).at_floor, 0);
            for (IncomeBin const& bin : tally.histogram(cell, t).bins()) {
                ASSERT_EQ(bin, IncomeBin{});
            }
            for (std::size_t s = 0; s < 2; ++s) {
                auto const& left = tally.at(cell, t, s);
                EXPECT_EQ(left.poor, 0);
                EXPECT_EQ(left.near_poor, 0);
                EXPECT_EQ(left.exits, 0);
                EXPECT_EQ(left.entries, 0);
                EXPECT_EQ(left.reentries, 0);
                EXPECT_EQ(left.poor_persons, 0);
                EXPECT_EQ(left.gap, 0);
                EXPECT_EQ(left.gap_squared, 0);
                EXPECT_EQ(left.deprived, zero.deprived);
                EXPECT_EQ(left.multi_poor, 0);
                EXPECT_EQ(left.multi_deprivations, 0);
                EXPECT_EQ(left.multi_deprived, zero.multi_deprived);
            }
        }
    }
}

TEST_F(Tallied, CrossesWhatTwoStandardsFind) {
    count({0.9, 0.9, 1.2, 1.8, 1.0}, {0b0011, 0b0001, 0, 0, 0});
    count({0.9, 2.0, 2.0, 2.0, 2.0});
    // poor by both; near-poor by the one, poor by the other; by the other alone; by neither
    EXPECT_EQ(tally.classified(0, 0, 1), (CrossClassification{{{1, 0, 0}, {1, 0, 0}, {0, 0, 0}}}));
    EXPECT_EQ(tally.classified(1, 0, 1), (CrossClassification{{{0, 0, 0}, {1, 0, 0}, {0, 0, 0}}}));
    EXPECT_EQ(tally.classified(2, 0, 1), (CrossClassification{{{0, 0, 0}, {0, 0, 0}, {1, 0, 0}}}));
    EXPECT_EQ(tally.classified(2, 1, 0), (CrossClassification{{{0, 0, 1}, {0, 0, 0}, {0, 0, 0}}}));
    EXPECT_EQ(tally.classified(3, 0, 1), CrossClassification{});
    EXPECT_EQ(tally.classified(0, 1, 1), (CrossClassification{{{2, 0, 0}, {0, 0, 0}, {0, 0, 0}}}));
}

TEST_F(Tallied, CountsTheFloorAndNothingAboveIt) {
    Life const life(rulers, {0.25, 0.2500001, 2.0, 0.25, 1.0}, {});
    Tally::Path path = life.path();
    path.floor = 0.25;
    tally.count(path, 1);
    for (std::size_t t = 0; t < reviews; ++t) {
        EXPECT_EQ(tally.incomes(0, t).at_floor, t == 0 || t == 3 ? 1 : 0) << t;
    }
}

constexpr Statuses poor_by_first = 0b0011;
constexpr Statuses poor_by_second = 0b1100;
constexpr Statuses near_poor_by_both = 0b1010;

class AgainstTheBaseline : public testing::Test {
protected:
    /// Zero in the years that are not given.
    static std::vector<Statuses> years(std::vector<Statuses> poor) {
        poor.resize(reviews);
        return poor;
    }
    void expect(std::size_t cell, std::size_t standard, std::vector<std::int64_t> displaced,
                std::vector<std::int64_t> relieved) {
        displaced.resize(reviews);
        relieved.resize(reviews);
        tally.count_against_baseline(baseline, here, cells);
        for (std::size_t t = 0; t < reviews; ++t) {
            EXPECT_EQ(tally.at(cell, t, standard).displaced, displaced[t]) << t;
            EXPECT_EQ(tally.at(cell, t, standard).relieved, relieved[t]) << t;
        }
    }
    Rulers rulers = make_rulers();
    Tally tally{2, rulers, reviews, 1.0, 1, false, 10};
    std::vector<std::uint32_t> cells{0, 0, 0, 1, 1, 1};
    PoorPaths baseline, here;
};

TEST_F(AgainstTheBaseline, WhoIsPoorInOneOnlyIsDisplacedOrRelieved) {
    baseline.add(1, years({poor_by_first, 0, 0}));
    here.add(2, years({0, poor_by_first, poor_by_first}));
    expect(0, 0, {0, 1, 1}, {1, 0, 0});
}

TEST_F(AgainstTheBaseline, YearsOfOneHouseholdAreToldApart) {
    baseline.add(0, years({poor_by_first, poor_by_first, 0}));
    here.add(0, years({poor_by_first, 0, poor_by_first}));
    expect(0, 0, {0, 0, 1}, {0, 1, 0});
}

TEST_F(AgainstTheBaseline, EachStandardHasItsOwn) {
    baseline.add(4, years({0, poor_by_second, poor_by_first | poor_by_second}));
    here.add(4, years({0, poor_by_first, poor_by_second}));
    expect(1, 1, {0, 0, 0}, {0, 1, 0});
}

TEST_F(AgainstTheBaseline, TheNearPoorAreNotPoor) {
    here.add(3, years({near_poor_by_both, 0, near_poor_by_both}));
    EXPECT_TRUE(here.household.empty());
    expect(1, 0, {0, 0, 0}, {0, 0, 0});
}

TEST_F(AgainstTheBaseline, TheSamePathsCountNobody) {
    for (std::size_t h : {0U, 2U, 5U}) {
        baseline.add(h, years({poor_by_first, 0, poor_by_second}));
        here.add(h, years({poor_by_first, 0, poor_by_second}));
    }
    expect(0, 0, {0, 0, 0}, {0, 0, 0});
}

}  // namespace
}  // namespace povex
