#include "output/comparison.hpp"

#include <algorithm>
#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "output/plain_text.hpp"
#include "tests/output/fake_run.hpp"

namespace povex {
namespace {

using testing::HasSubstr;
using testing::Not;

Comparison comparison_of(Study const& study, Catalogue const& catalogue, std::uint32_t replicates) {
    auto const path = fake::folder() / "r.h5";
    fake::write_file(path, study, catalogue, replicates);
    return compare(ResultsReader(path));
}

TEST(Comparison, HoldsActualsAgainstTheBaseline) {
    Comparison const made = comparison_of(fake::study(), fake::catalogue(), 5);
    ASSERT_EQ(made.actuals.size(), 6U);
    // Poor is variable 2; scenario 1 begins at its number 24, the year 2022 under r13 at 16 more.
    ComparedActual const& fitted = made.actuals[1];
    double const x = 2000 + 24 + 16;
    EXPECT_EQ(fitted.projected.mean, x + 20 + 3 * 2);
    EXPECT_EQ(fitted.projected.low, x + 0);
    EXPECT_EQ(fitted.projected.high, x + 40 + 3 * 1);
    EXPECT_EQ(fitted.inside, false);
    EXPECT_EQ(fitted.denominator, 51'000.0);
    EXPECT_EQ(made.actuals[2].group_title.en, "Cô Tô");
    EXPECT_EQ(made.actuals[2].denominator, std::nullopt);
    EXPECT_TRUE(std::isnan(made.actuals[4].projected.mean));  // a standard the run does not have
    EXPECT_EQ(made.actuals[4].inside, std::nullopt);
    EXPECT_EQ(made.held_out, 2U);
    EXPECT_EQ(made.held_out_inside, 0U);
}

TEST(Comparison, BoundsOfTheIntervalAreInside) {
    Study study = fake::study();
    Actual actual = study.actuals[1];
    actual.role = Role::held_out;
    study.actuals.clear();
    for (double value : {2039.0, 2040.0, 2083.0, 2084.0}) {
        actual.value = value;
        study.actuals.push_back(actual);
    }
    Comparison const made = comparison_of(study, fake::catalogue(), 5);
    EXPECT_EQ(made.actuals[0].inside, false);
    EXPECT_EQ(made.actuals[1].inside, true);
    EXPECT_EQ(made.actuals[2].inside, true);
    EXPECT_EQ(made.actuals[3].inside, false);
    EXPECT_EQ(made.held_out_inside, 2U);
}

TEST(Comparison, ScenariosArePairedWithTheBaseline) {
    Comparison const made = comparison_of(fake::study(), fake::catalogue(), 5);
    ASSERT_EQ(made.scenarios.size(), 2U);
    ScenarioDifference const& services = made.scenarios[1];
    EXPECT_EQ(services.scenario, "services-first");
    ASSERT_EQ(services.years.size(), 3U);
    EXPECT_EQ(services.years[2].national.mean, 24 + 3 * 2);
    EXPECT_EQ(services.years[2].national.low, 24);
    EXPECT_EQ(services.years[2].national.high, 24 + 3 * 4);
    EXPECT_EQ(services.years[2].targeting, "r13");
    // 2 programmes x 2 payers x 2 years (the base year is missing), each 36 + 3 r millions more.
    EXPECT_EQ(services.extra_spending.mean, 8 * (36 + 3 * 2) * 1e6);
    EXPECT_EQ(services.extra_spending.low, 8 * 36 * 1e6);
    EXPECT_EQ(services.extra_spending.high, 8 * (36 + 3 * 4) * 1e6);
}

TEST(ComparisonText, IsThisPage) {
    Study study = fake::study();
    study.title.en = "A small\nprovince \x1B[31mred";
    EXPECT_EQ(comparison_text(comparison_of(study, fake::catalogue(), 5)),
              R"(A small province �[31mred
seed 7, 5 replicates
So few replicates: means and intervals are rough.

Projected against actual, under As delivered (as-delivered)

date       standard what             observed projected    90 % interval
Built in: the base year is conditioned on these, so they are never a hit
2021-12-31 d07      poor                1,246     2,050   2,024 to 2,067
                                      2.492 %   4.100 % 4.048 to 4.134 %
Fitted: defaults were chosen with an eye on these
2022-12-31 r13      poor                1,270     2,066   2,040 to 2,083 outside
                                      2.490 %   4.051 % 4.000 to 4.084 %
Held out: used nowhere
2023-12-31 d07      poor                    0     2,060   2,034 to 2,077 outside
                      Cô Tô
2023-12-31 d07      near_poor           2,280     3,058   3,032 to 3,075 outside
2023-12-31 d59      poor                    5         -                -
For information: no verdict
2023-12-31 d07      gini                  0.5    17,046 17,020 to 17,063

0 of 2 held-out counts lie inside the 90 % interval; 1 more cannot be judged.
Rates are of the published number of households of that review.

Scenarios against As delivered (as-delivered): difference in poor households,
paired by replicate; under the national standard, and under the one that targets
in the year

No support (no-support)
  year       d07       90 % interval   targets                  90 % interval
  2022       -30          -36 to -24   r13            -30          -36 to -24
  2023       -30          -36 to -24   r13            -30          -36 to -24
  extra spending, all years and payers: -0.336 billion VND (-0.384 to -0.288)

Services first (services-first)
  year       d07       90 % interval   targets                  90 % interval
  2022       +30          +24 to +36   r13            +30          +24 to +36
  2023       +30          +24 to +36   r13            +30          +24 to +36
  extra spending, all years and payers: +0.336 billion VND (+0.288 to +0.384)

The targeting standard changes with the review of 2022, from d07 to r13: the
official flow of exits and entries starts anew there.
)");
}

TEST(ComparisonText, FitsThePageWhateverTheTitles) {
    Study study = fake::study();
    std::string const hostile = std::string(300, 'x') + "\x1B]0;owned\x07 \xFF" +
                                std::string(40, '\n') + "Quảng Ninh \u202E";
    study.title = {hostile, hostile};
    for (Scenario& scenario : study.experiment.scenarios) scenario.label.title.en = hostile;
    for (Locality& locality : study.experiment.places.localities) locality.label.title.en = hostile;
    for (Actual& actual : study.actuals) actual.date = hostile;
    std::string const text = comparison_text(comparison_of(study, fake::catalogue(), 5));
    EXPECT_TRUE(std::none_of(text.begin(), text.end(), [](char c) {
        return c != '\n' && static_cast<unsigned char>(c) < 0x20;
    }));
    std::size_t start = 0;
    for (std::size_t end = text.find('\n'); end != std::string::npos;
         start = end + 1, end = text.find('\n', start)) {
        EXPECT_LE(columns_of(text.substr(start, end - start)), 80U) << text.substr(start, 100);
    }
}

TEST(ComparisonText, OneReplicateHasNoInterval) {
    Comparison const made = comparison_of(fake::study(), fake::catalogue(), 1);
    for (ComparedActual const& one : made.actuals) EXPECT_EQ(one.inside, std::nullopt);
    std::string const text = comparison_text(made);
    EXPECT_THAT(text, HasSubstr("One replicate"));
    EXPECT_THAT(text, Not(HasSubstr(" to 2,0")));
    EXPECT_THAT(text, HasSubstr("0 of 0 held-out counts"));
}

TEST(ComparisonText, WarnsOfFewReplicatesOnly) {
    EXPECT_THAT(comparison_text(comparison_of(fake::study(), fake::catalogue(), 9)),
                HasSubstr("So few replicates"));
    EXPECT_THAT(comparison_text(comparison_of(fake::study(), fake::catalogue(), 10)),
                Not(HasSubstr("So few replicates")));
}

TEST(ComparisonText, NothingObservedNothingMeasured) {
    Study study = fake::study();
    study.actuals.clear();
    study.experiment.targeting = {0, 0, 0};
    Catalogue catalogue = fake::catalogue();
    std::erase_if(catalogue.variables, [](Variable const& v) { return v.name != "gini"; });
    Comparison const made = comparison_of(study, catalogue, 12);
    EXPECT_TRUE(std::isnan(made.scenarios.at(0).extra_spending.mean));
    std::string const text = comparison_text(made);
    EXPECT_THAT(text, HasSubstr("no observed counts"));
    EXPECT_THAT(text, Not(HasSubstr("extra spending")));
    EXPECT_THAT(text, Not(HasSubstr("starts anew")));
}

TEST(ComparisonText, ManyActuals) {
    Study study = fake::study();
    Actual const actual = study.actuals[3];
    study.actuals.assign(1000, actual);
    EXPECT_EQ(comparison_of(study, fake::catalogue(), 2).held_out, 1000U);
}

TEST(ComparisonJson, HasTheSameNumbers) {
    std::string const json = comparison_json(comparison_of(fake::study(), fake::catalogue(), 5));
    EXPECT_THAT(json, HasSubstr("\"observed\": 1270.0"));
    EXPECT_THAT(json, HasSubstr("\"role\": \"held-out\""));
    EXPECT_THAT(json, HasSubstr("\"mean\": null"));
    EXPECT_THAT(json, HasSubstr("\"vi\": \"Một tỉnh nhỏ\""));
    EXPECT_THAT(json, HasSubstr("\"2022\": \"r13\""));
}

}  // namespace
}  // namespace povex
