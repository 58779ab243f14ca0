#include "output/compare/comparison.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "output/words/plain_text.hpp"
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

std::size_t widest_line(std::string const& text) {
    std::size_t widest = 0;
    std::size_t start = 0;
    for (std::size_t end = text.find('\n'); end != std::string::npos;
         start = end + 1, end = text.find('\n', start)) {
        widest = std::max(widest, columns_of(text.substr(start, end - start)));
    }
    return widest;
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
    ASSERT_TRUE(fitted.denominators);
    EXPECT_EQ(fitted.denominators->published, 51'000.0);
    EXPECT_EQ(fitted.denominators->simulated, 20);  // variable 0 of the province, the mean
    EXPECT_EQ(made.actuals[2].group_title.en, "Cô Tô");
    EXPECT_FALSE(made.actuals[2].denominators);               // of a locality
    EXPECT_FALSE(made.actuals[5].denominators);               // no households
    EXPECT_TRUE(std::isnan(made.actuals[4].projected.mean));  // a standard the run does not have
    EXPECT_EQ(made.actuals[4].inside, std::nullopt);
    EXPECT_EQ(made.held_out, 2U);
    EXPECT_EQ(made.held_out_inside, 0U);
}

TEST(Comparison, RatesOfCountsAreOfThePublishedHouseholdsAndRatesProjectedOfTheRegister) {
    Study study = fake::study();
    study.actuals = {study.actuals[1]};
    study.actuals[0].value = 1275;
    std::string text = comparison_text(comparison_of(study, fake::catalogue(), 5));
    EXPECT_THAT(text, HasSubstr(" 2.500 %  10,330.0 %"));  // 1,275 of 51,000; 2,066 of 20
    study.denominator.clear();  // no number is published: a count has no rate
    text = comparison_text(comparison_of(study, fake::catalogue(), 5));
    EXPECT_THAT(text, Not(HasSubstr("2.500 %")));
    EXPECT_THAT(text, HasSubstr("10,330.0 %"));
}

TEST(Comparison, JudgesOnlyWhatIsFitOrHeldOut) {
    Study study = fake::study();
    Actual actual = study.actuals[1];
    actual.value = 2050;  // in the interval
    study.actuals.clear();
    for (Role role : {Role::built_in, Role::fit, Role::held_out, Role::information}) {
        actual.role = role;
        study.actuals.push_back(actual);
    }
    Comparison const made = comparison_of(study, fake::catalogue(), 5);
    EXPECT_EQ(made.actuals[0].inside, std::nullopt);
    EXPECT_EQ(made.actuals[1].inside, true);
    EXPECT_EQ(made.actuals[2].inside, true);
    EXPECT_EQ(made.actuals[3].inside, std::nullopt);
}

TEST(Comparison, SplitsThePoorOfTheBaseline) {
    Comparison const made = comparison_of(fake::study(), fake::catalogue(), 5);
    ASSERT_EQ(made.poor.size(), 2U);
    EXPECT_EQ(made.poor[0].standard, "d07");
    EXPECT_EQ(made.poor[1].standard, "r13");
    ASSERT_EQ(made.poor[1].years.size(), 3U);
    PoorOfYear const& base = made.poor[1].years[0];
    EXPECT_EQ(base.in_truth.mean, 22'000 + 24 + 12 + 26);
    EXPECT_TRUE(std::isnan(base.stayers.mean));
    PoorOfYear const& last = made.poor[1].years[2];
    double const x = 24 + 12 + 8;
    EXPECT_EQ(last.year, 2023);
    EXPECT_EQ(last.on_list.mean, 2'000 + x + 26);
    EXPECT_EQ(last.in_truth.low, 22'000 + x);
    EXPECT_EQ(last.stayers.mean, 27'000 + x + 26);
    EXPECT_EQ(last.formerly_near_poor.mean, 28'000 + x + 26);
    EXPECT_EQ(last.formerly_unlisted.high, 29'000 + x + 43);
}

TEST(Comparison, AFileThatSaysLessOfThePoor) {
    Catalogue catalogue = fake::catalogue();
    std::erase_if(catalogue.variables, [](Variable const& v) {
        return v.name.starts_with("poor_formerly") || v.name == "poor_stayers";
    });
    std::string text = comparison_text(comparison_of(fake::study(), catalogue, 5));
    EXPECT_THAT(text, HasSubstr("\n  year  on the list  in truth\n"));
    EXPECT_THAT(text, Not(HasSubstr("could not enrol")));
    std::erase_if(catalogue.variables, [](Variable const& v) { return v.name == "poor_true"; });
    Comparison const made = comparison_of(fake::study(), catalogue, 5);
    EXPECT_TRUE(made.poor.empty());
    EXPECT_THAT(comparison_text(made), Not(HasSubstr("in truth\n  under d07")));
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
    EXPECT_EQ(services.years[2].national.on_list.mean, 24 + 3 * 2);
    EXPECT_EQ(services.years[2].national.on_list.low, 24);
    EXPECT_EQ(services.years[2].national.on_list.high, 24 + 3 * 4);
    EXPECT_EQ(services.years[2].targeting, "r13");
    // 2 programmes x 2 payers x 2 years (the base year is missing), each 36 + 3 r millions more.
    EXPECT_EQ(services.extra_spending.mean, 8 * (36 + 3 * 2) * 1e6);
    EXPECT_EQ(services.extra_spending.low, 8 * 36 * 1e6);
    EXPECT_EQ(services.extra_spending.high, 8 * (36 + 3 * 4) * 1e6);
}

TEST(Comparison, ShowsWhatIsLeftOfTheFitRowsUnderTheBaselineAndBesideIt) {
    Study study = fake::study();
    study.shown_with_baseline = {2};
    Comparison const made = comparison_of(study, fake::catalogue(), 5);
    for (ComparedActual const& one : made.actuals) {
        EXPECT_EQ(one.residuals.size(), one.actual.role == Role::fit ? 2U : 0U);
    }
    std::vector<Residual> const& residuals = made.actuals[1].residuals;
    EXPECT_EQ(residuals[0].scenario, "as-delivered");
    EXPECT_EQ(residuals[0].residual, 2066 - 1270);
    EXPECT_EQ(residuals[1].scenario, "services-first");
    EXPECT_EQ(residuals[1].projected.mean, 2066 + 24 + 3 * 2);
    EXPECT_EQ(residuals[1].residual, residuals[1].projected.mean - 1270);
    EXPECT_EQ(comparison_of(fake::study(), fake::catalogue(), 5).actuals[1].residuals.size(), 1U);
}

TEST(Comparison, CountsWhomTwoStandardsFindDifferent) {
    Comparison const made = comparison_of(fake::study(), fake::catalogue(), 5);
    ASSERT_EQ(made.two_standards.size(), 1U);  // the national one with itself is none
    EXPECT_EQ(made.two_standards[0].other, "r13");
    ASSERT_EQ(made.two_standards[0].years.size(), 3U);
    TwoStandardsOfYear const& last = made.two_standards[0].years[2];
    double const first = 33'000 + 5 * 27 + 2 * 9;
    EXPECT_EQ(last.year, 2023);
    EXPECT_EQ(last.classes[1][2].mean, first + 3 + 2 + 26);
    EXPECT_EQ(last.classes[2][0].high, first + 6 + 43);
    EXPECT_EQ(last.differently.mean, 6 * (first + 26) + 1 + 2 + 3 + 5 + 6 + 7);
    EXPECT_EQ(last.differently.low, 6 * first + 1 + 2 + 3 + 5 + 6 + 7);
}

TEST(Comparison, AddsUpTheYearsOfPovertyAvertedAndShowsTheDisplaced) {
    Comparison const made = comparison_of(fake::study(), fake::catalogue(), 5);
    ScenarioDifference const& services = made.scenarios[1];
    // the two projected years count, the base year does not
    for (Averted const* averted : {&services.on_list, &services.in_poverty}) {
        EXPECT_EQ(averted->years.mean, -2 * (24 + 3 * 2));
        EXPECT_EQ(averted->years.low, -2 * (24 + 3 * 4));
        EXPECT_EQ(averted->years.high, -2 * 24);
        EXPECT_EQ(averted->mean.mean, -2 * (24 + 3 * 2));
        EXPECT_LT(averted->mean.high, 0);
        EXPECT_EQ(averted->cost.verdict, CostVerdict::more_poverty);
    }
    EXPECT_EQ(services.years[1].displaced.mean, 31'000 + 2 * 24 + 4 + 20 + 3 * 2 * 2);
}

TEST(Comparison, AddsUpLoansAndJobs) {
    Comparison const made = comparison_of(fake::study(), fake::catalogue(), 5);
    ASSERT_EQ(made.loans.size(), 3U);  // the baseline as well
    LoansOfScenario const& loans = made.loans[1];
    EXPECT_EQ(loans.scenario, "as-delivered");
    // 2 programmes x 2 years, and both in the last year
    EXPECT_EQ(loans.disbursed.mean, 1e6 * (4 * (35'000 + 26) + 2 * (90 + 135) + 2 * (3 + 6)));
    EXPECT_EQ(loans.outstanding.mean, 1e6 * (2 * (35'000 + 26) + 90 + 135 + 2 * (27 + 6)));
    ASSERT_EQ(made.jobs.size(), 3U);
    JobsOfScenario const& jobs = made.jobs[1];
    EXPECT_EQ(jobs.producers.mean, 36'000 + 26 + 27 + 6);
    EXPECT_EQ(jobs.filled.mean, 2 * (36'000 + 26 + 45) + 3 + 6);
    EXPECT_EQ(jobs.filled.low, 2 * (36'000 + 45) + 3 + 6);
}

/// A run in which the poor and the income-poor of the province under the national standard are, in
/// the first two years of each replicate of the baseline, these.
Comparison falling(std::vector<std::array<double, 4>> const& poor_and_low) {
    auto const path = fake::folder() / "r.h5";
    Catalogue const catalogue = fake::catalogue();
    auto const replicates = static_cast<std::uint32_t>(poor_and_low.size());
    Study const study = fake::study();
    ResultsWriter writer(path, study, catalogue, fake::provenance(), replicates, true);
    for (std::uint32_t r = 0; r < replicates; ++r) {
        ReplicateResult result = fake::result(catalogue, r);
        auto set = [&](char const* name, double before, double after) {
            auto& values = result.values[catalogue.index(name)];
            values[24] = before;
            values[24 + 4] = after;
        };
        set("poor", poor_and_low[r][0], poor_and_low[r][1]);
        set("income_poor", poor_and_low[r][2], poor_and_low[r][3]);
        writer.write(result);
    }
    writer.finish();
    return compare(ResultsReader(path));
}

TEST(Comparison, TakesTheFirstFallApart) {
    // half of the low incomes go, and half of the share that is poor of the others
    Comparison const made = falling({{400, 100, 1000, 500}, {400, 100, 1000, 500}});
    ASSERT_TRUE(made.first_fall);
    EXPECT_EQ(made.first_fall->from, 2021);
    EXPECT_EQ(made.first_fall->to, 2022);
    EXPECT_NEAR(made.first_fall->in_logarithms.mean, 0.5, 1e-12);
    EXPECT_NEAR(made.first_fall->share_first.mean, 200.0 / 300, 1e-12);
    EXPECT_NEAR(made.first_fall->share_last.mean, 100.0 / 300, 1e-12);
    EXPECT_THAT(comparison_text(made), HasSubstr("explain 50 to 50 %"));
    EXPECT_THAT(comparison_text(made), HasSubstr("33 to 67 %"));
    EXPECT_THAT(comparison_text(made), HasSubstr("logarithmic"));
    // income alone in one replicate, the share alone in the other
    Comparison const wide = falling({{400, 200, 1000, 500}, {400, 200, 1000, 1000}});
    ASSERT_TRUE(wide.first_fall);
    EXPECT_EQ(wide.first_fall->in_logarithms.low, 0);
    EXPECT_EQ(wide.first_fall->in_logarithms.high, 1);
}

TEST(Comparison, HasNoFallWhereThereIsNone) {
    EXPECT_FALSE(falling({{400, 100, 1000, 500}, {400, 400, 1000, 500}}).first_fall);
    EXPECT_FALSE(falling({{400, 0, 1000, 500}, {400, 100, 1000, 500}}).first_fall);
    Comparison const rising = comparison_of(fake::study(), fake::catalogue(), 5);
    EXPECT_FALSE(rising.first_fall);
    EXPECT_THAT(comparison_text(rising), Not(HasSubstr("logarithmic")));
}

TEST(ComparisonText, SaysWhereNobodyIsDisplaced) {
    Comparison made = comparison_of(fake::study(), fake::catalogue(), 5);
    for (YearDifference& year : made.scenarios[0].years) year.displaced = {0, 0, 0};
    EXPECT_THAT(comparison_text(made), HasSubstr("national: none in any replicate"));
}

TEST(ComparisonText, IsThisPage) {
    Study study = fake::study();
    study.shown_with_baseline = {2};
    study.title.en = "A small\nprovince \x1B[31mred";
    study.denominator[2] = 52'000.0;
    EXPECT_EQ(comparison_text(comparison_of(study, fake::catalogue(), 5)),
              R"(A small province �[31mred
seed 7, 5 replicates
With so few replicates, means and intervals are rough.
Intervals go from the 5th to the 95th percentile of the replicates. Chance alone
spreads them: parameters are fixed.

Projected against actual, under As delivered (as-delivered)

date       standard what       actual  projected          5th-95th pct.
Built in: the base year is made to match these, so they are never a hit
2021-12-31 d07      poor        1,246      2,050         2,024 to 2,067
                              2.492 % 10,250.0 % 10,120.0 to 10,335.0 %
Fit: defaults were chosen with these, so lying inside is no success
2022-12-31 r13      poor        1,270      2,066         2,040 to 2,083 outside
                              2.490 % 10,330.0 % 10,200.0 to 10,415.0 %
Held out: the projection does not use these
2023-12-31 d07      poor            0      2,060         2,034 to 2,077 outside
                      Cô Tô
2023-12-31 d07      near_poor   2,280      3,058         3,032 to 3,075 outside
                              4.385 % 15,290.0 % 15,160.0 to 15,375.0 %
2023-12-31 d59      poor            5          -                      -
                      not in the results
                              0.010 %
For information: no verdict
2023-12-31 d07      gini          0.5     17,046       17,020 to 17,063

0 of 2 held-out counts lie between the 5th and 95th percentile; 1 more cannot be
judged.
Rates of actual counts are shares of the published number of households at that
review, where there is one; projected rates are shares of the households of the
register.

Residual of the fit rows, projected mean minus actual, under the baseline and
the scenarios shown with it

                  projected   5th-95th pct.  residual
  2022-12-31 r13 poor: 1,270
  as-delivered        2,066  2,040 to 2,083      +796
  services-first      2,096  2,064 to 2,112      +826

Poor households under As delivered (as-delivered), mean of the replicates; those
on the list also by their status at the last review

  year  on the list  in truth  stayers  formerly near-poor  formerly unlisted
  under d07 (national)
  2021        2,050    22,050        -                   -                  -
  2022        2,054    22,054   27,054              28,054             29,054
  2023        2,058    22,058   27,058              28,058             29,058
  under r13
  2021        2,062    22,062        -                   -                  -
  2022        2,066    22,066   27,066              28,066             29,066
  2023        2,070    22,070   27,070              28,070             29,070

Programmes for the poor and near-poor enrol from the last list of the targeting
standard: households formerly unlisted there could not enrol.

Households that two standards classify differently in the same year, under As
delivered (as-delivered), mean of the replicates; poor/not: poor by the first,
neither poor nor near-poor by the second. A change of standard changes the
measurement; it is not progress

  year   differ  poor/near  poor/not  near/poor  near/not  not/poor  not/near
  d07 (national) and r13
  2021  198,990     33,162    33,163     33,164    33,166    33,167    33,168
  2022  199,044     33,171    33,172     33,173    33,175    33,176    33,177
  2023  199,098     33,180    33,181     33,182    33,184    33,185    33,186

Scenarios against As delivered (as-delivered): difference in poor households,
paired by replicate; under the national standard, and under the targeting
standard where it is another

No support (no-support)
  year  on the list  5th-95th pct.  in truth  5th-95th pct.
  under d07 (national)
  2022          -30     -36 to -24       -30     -36 to -24
  2023          -30     -36 to -24       -30     -36 to -24
  under r13 (targeting)
  2022          -30     -36 to -24       -30     -36 to -24
  2023          -30     -36 to -24       -30     -36 to -24
  household-years on the list averted, national: +60 (+48 to +72; 95 % interval
  of the mean +48.2 to +71.8); saves money
  household-years in poverty (in truth) averted, national: +60 (+48 to +72; 95 %
  interval of the mean +48.2 to +71.8); saves money
  displaced (not poor in the baseline), national: 31,024 in 2022, 31,028 in 2023
  extra spending, all years and payers: -336 million VND (-384 to -288)

Services first (services-first)
  year  on the list  5th-95th pct.  in truth  5th-95th pct.
  under d07 (national)
  2022          +30     +24 to +36       +30     +24 to +36
  2023          +30     +24 to +36       +30     +24 to +36
  under r13 (targeting)
  2022          +30     +24 to +36       +30     +24 to +36
  2023          +30     +24 to +36       +30     +24 to +36
  household-years on the list averted, national: -60 (-72 to -48; 95 % interval
  of the mean -71.8 to -48.2); more poverty
  household-years in poverty (in truth) averted, national: -60 (-72 to -48; 95 %
  interval of the mean -71.8 to -48.2); more poverty
  displaced (not poor in the baseline), national: 31,084 in 2022, 31,088 in 2023
  extra spending, all years and payers: +336 million VND (+288 to +384)

Loans of all programmes and years, outstanding at the end of the last [billion
VND], mean of the replicates

                  disbursed  repaid  written off  outstanding  interest
  no-support            140     140          140         70.2       140
  as-delivered          141     141          141         70.3       141
  services-first        141     141          141         70.5       141

Jobs that producers open for listed households, all years, and producers in the
last year, mean of the replicates

                  producers    jobs  filled     5th-95th pct.
  no-support         36,026  72,067  72,085  72,045 to 72,125
  as-delivered       36,059  72,133  72,151  72,099 to 72,185
  services-first     36,092  72,199  72,217  72,153 to 72,249

The targeting standard changes with the review of 2022, from d07 to r13: the new
one takes over the list of the old one, so exits, re-entries and entries of that
review are missing under r13.
)");
}

TEST(ComparisonText, TellsMoneyInItsSize) {
    Comparison made;
    made.replicates = 5;
    made.currency = "kip\x07";
    made.scenarios = {{"less", {}, {}, {}}};
    auto const money = [&](double mean, double low, double high) {
        made.scenarios[0].extra_spending = {mean, low, high};
        std::string const text = comparison_text(made);
        std::size_t const start = text.find("payers: ") + 8;
        return text.substr(start, text.find('\n', start) - start);
    };
    EXPECT_EQ(money(4, -2, 999), "+4 kip\uFFFD (-2 to +999)");
    EXPECT_EQ(money(0, 0, 0), "0 kip\uFFFD (0 to 0)");
    EXPECT_EQ(money(-5e3, -7e3, 0), "-5 thousand kip\uFFFD (-7 to 0)");
    EXPECT_EQ(money(5e5, -7e6, 1e4), "+0.5 million kip\uFFFD (-7 to +0.01)");
    EXPECT_EQ(money(3e9, 1e9, 2.5e12), "+3 billion kip\uFFFD (+1 to +2,500)");
}

TEST(ComparisonText, ShowsNamesOfSixteenLetters) {
    Study study = fake::study();
    std::string const name = "standard-of-2023";
    study.experiment.standards[1].label.id = name;
    Catalogue catalogue = fake::catalogue();
    catalogue.members[static_cast<std::size_t>(Axis::standard)][1] = name;
    study.actuals[1].standard = name;
    study.actuals[3].standard = name;
    study.denominator = {500'000.0, 500'000.0, 500'000.0};
    Comparison made = comparison_of(study, catalogue, 5);
    for (ComparedActual& actual : made.actuals) {
        if (actual.denominators) actual.denominators->simulated = 500'000.0;
    }
    for (double thousands : {2.0, 12.0}) {
        made.actuals[3].projected = {thousands * 1e3, thousands * 1e3, thousands * 1e3 + 1};
        std::string const text = comparison_text(made);
        EXPECT_THAT(text, HasSubstr("2022-12-31 standard-of-2023 poor "));
        EXPECT_THAT(text, HasSubstr("2023-12-31 standard-of-2023 near_poor "));
        EXPECT_THAT(text, HasSubstr("under standard-of-2023 (targeting)"));
        EXPECT_LE(widest_line(text), 80U);
    }
}

TEST(ComparisonText, FitsThePageWhateverTheTitles) {
    Study study = fake::study();
    std::string const hostile = std::string(300, 'x') + "\x1B]0;owned\x07 \xFF" +
                                std::string(40, '\n') + "Quảng Ninh \u202E";
    study.title = {hostile, hostile};
    for (Scenario& scenario : study.experiment.scenarios) scenario.label.title.en = hostile;
    for (Locality& locality : study.experiment.places.localities) locality.label.title.en = hostile;
    for (Actual& actual : study.actuals) actual.date = hostile;
    study.experiment.currency.code = hostile;
    std::string const text = comparison_text(comparison_of(study, fake::catalogue(), 5));
    EXPECT_TRUE(std::none_of(text.begin(), text.end(), [](char c) {
        return c != '\n' && static_cast<unsigned char>(c) < 0x20;
    }));
    EXPECT_LE(widest_line(text), 80U) << text;
}

TEST(ComparisonText, OneReplicateHasNoInterval) {
    Comparison const made = comparison_of(fake::study(), fake::catalogue(), 1);
    for (ComparedActual const& one : made.actuals) EXPECT_EQ(one.inside, std::nullopt);
    std::string const text = comparison_text(made);
    EXPECT_THAT(text, HasSubstr("With one replicate there are no intervals"));
    EXPECT_THAT(text, Not(HasSubstr(" to 2,0")));
    EXPECT_THAT(text, HasSubstr("0 of 0 held-out counts"));
}

TEST(ComparisonText, WarnsOfFewReplicatesOnly) {
    EXPECT_THAT(comparison_text(comparison_of(fake::study(), fake::catalogue(), 9)),
                HasSubstr("With so few replicates"));
    EXPECT_THAT(comparison_text(comparison_of(fake::study(), fake::catalogue(), 10)),
                Not(HasSubstr("With so few replicates")));
}

TEST(ComparisonText, NothingObservedNothingMeasured) {
    Study study = fake::study();
    study.actuals.clear();
    study.experiment.targeting = {0, 0, 0};
    Catalogue catalogue = fake::catalogue();
    std::erase_if(catalogue.variables, [](Variable const& v) { return v.name != "gini"; });
    Comparison const made = comparison_of(study, catalogue, 12);
    EXPECT_TRUE(made.two_standards.empty() && made.loans.empty() && made.jobs.empty());
    EXPECT_TRUE(std::isnan(made.scenarios.at(0).on_list.years.mean));
    EXPECT_TRUE(std::isnan(made.scenarios.at(0).in_poverty.years.mean));
    EXPECT_TRUE(std::isnan(made.scenarios.at(0).extra_spending.mean));
    std::string const text = comparison_text(made);
    EXPECT_THAT(text, HasSubstr("no observed counts"));
    EXPECT_THAT(text, Not(HasSubstr("extra spending")));
    for (char const* absent : {"takes over", "averted", "displaced", "Loans", "Jobs", "classify"}) {
        EXPECT_THAT(text, Not(HasSubstr(absent)));
    }
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
    EXPECT_THAT(json, HasSubstr("\"currency\": \"VND\""));
    EXPECT_THAT(json, HasSubstr("\"observed\": 51000.0"));
    EXPECT_THAT(json, HasSubstr("\"formerly_unlisted\": {"));
    EXPECT_THAT(json, HasSubstr("\"vi\": \"Một tỉnh nhỏ\""));
    EXPECT_THAT(json, HasSubstr("\"2022\": \"r13\""));
    EXPECT_THAT(json, HasSubstr("\"residual\": 796.0"));
    EXPECT_THAT(json, HasSubstr("\"other_standard\": \"r13\""));
    EXPECT_THAT(json, HasSubstr("\"household_years_on_list_averted\": {"));
    EXPECT_THAT(json, HasSubstr("\"displaced\": {"));
    EXPECT_THAT(json, HasSubstr("\"written_off\": {"));
    EXPECT_THAT(json, HasSubstr("\"jobs_filled\": {"));
    EXPECT_THAT(json, HasSubstr("\"first_fall\": null"));
}

}  // namespace
}  // namespace povex
