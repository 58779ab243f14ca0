#include "engine/study/parameter_draws.hpp"

#include <bit>
#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/run/run.hpp"
#include "tests/engine/study/study_files.hpp"

namespace povex {
namespace {

using namespace testing;
using test::small_study;
using test::StudyFiles;

/// The small study with other lines in the place of some of it.
std::string with(std::vector<std::pair<std::string, std::string>> const& changes) {
    std::string text = small_study;
    for (auto const& [old, fresh] : changes) text = test::replaced(text, old, fresh);
    return text;
}

std::map<std::string, Distribution> drawn_in(Study const& study) {
    std::map<std::string, Distribution> drawn;
    for (auto const& one : study.parameters) {
        if (one.distribution) drawn[one.key] = *one.distribution;
    }
    return drawn;
}

std::map<std::string, double> values_of(std::vector<Override> const& numbers) {
    std::map<std::string, double> values;
    for (auto const& one : numbers) values[one.key] = one.value;
    return values;
}

TEST(Uncertainty, IsThatOfAssumptionsWithARange) {
    auto const drawn = drawn_in(
        StudyFiles(with({{"kappa_own = 0.5",
                          "kappa_own = { value = 0.5, range = [0, 1], grade = "
                          "\"B\" }\nsigma_low = { value = 0.8, range = [0.4, 2], "
                          "grade = \"A\", distribution = \"log-uniform\" }"},
                         {"loading = 0.3",
                          "loading = { value = 0.3, range = [0, 0.5], grade = "
                          "\"C\", distribution = \"fixed\" }"},
                         {"turnover = 0.1", "turnover = { value = 0.1, range = [0, 0.5] }"}}))
            .read());
    EXPECT_THAT(drawn, UnorderedElementsAre(Key("parameters.rho"), Key("parameters.sigma_low"),
                                            Key("indicators.roof.turnover")));
    Distribution const rho = drawn.at("parameters.rho");
    EXPECT_EQ(rho.spread, Spread::triangular);
    EXPECT_EQ(rho.low, 0.4);
    EXPECT_EQ(rho.mode, 0.7);
    EXPECT_EQ(rho.high, 0.9);
    EXPECT_EQ(drawn.at("parameters.sigma_low").spread, Spread::log_uniform);
}

TEST(Uncertainty, OfATableIsThatOfEachNumberInIt) {
    auto const drawn = drawn_in(
        StudyFiles(
            with({{"growth = { 2022 = 0.05, 2024 = 0.03 }",
                   "growth = { 2022 = 0.05, 2024 = { value = 0.03, range = [0, 0.04] }, "
                   "range = [0, 0.1], distribution = \"uniform\" }"},
                  {"level = 0.2", "level = { all = 0.2, range = [0.1, 0.4] }"},
                  {"changes.programmes.housing.budget = 8e8",
                   "changes.programmes.housing.budget = { 2022 = 8e8, range = [5e8, 9e8] }"}}))
            .read());
    EXPECT_THAT(drawn, UnorderedElementsAre(
                           Key("parameters.rho"), Key("strata.all.growth.2022"),
                           Key("strata.all.growth.2024"), Key("indicators.roof.level.all"),
                           Key("scenarios.double.changes.programmes.housing.budget.2022")));
    EXPECT_EQ(drawn.at("strata.all.growth.2022").high, 0.1);
    EXPECT_EQ(drawn.at("strata.all.growth.2024").high, 0.04);
    EXPECT_EQ(drawn.at("strata.all.growth.2024").spread, Spread::uniform);
}

TEST(Uncertainty, EndsWhereTheCommandLineOrAPointFixesANumber) {
    StudyFiles const files(with({{"2024 = 0.03 }", "2024 = 0.03, range = [0, 0.1] }"}}));
    StudySource const source({files.folder(), {"strata.all.growth.2024=0.02"}, {}});
    EXPECT_THAT(drawn_in(source.read()),
                UnorderedElementsAre(Key("parameters.rho"), Key("strata.all.growth.2022")));
    EXPECT_THAT(drawn_in(source.read({{"parameters.rho", 0.95}})),
                UnorderedElementsAre(Key("strata.all.growth.2022")));
}

TEST(Uncertainty, RefusesWhatIsNoLaw) {
    auto const problems = [](std::string const& rho) {
        auto const at = std::string("{ value = 0.7, range = [0.4, 0.9], grade = \"C\"");
        return StudyFiles(with({{at, rho}})).problems();
    };
    auto const says = [](std::string const& what) {
        return ElementsAre(Field("what", &Problem::what, HasSubstr(what)));
    };
    EXPECT_THAT(problems("{ value = 0.7, range = [0.4, 0.6], grade = \"C\""),
                says("outside its range"));
    EXPECT_THAT(problems("{ value = 0.7, range = [0.4, 0.9], distribution = \"normal\""),
                says("distribution of parameters.rho is not known"));
    EXPECT_THAT(problems("{ value = 0.7, range = [0, 0.9], distribution = \"log-uniform\""),
                says("is log-uniform, but its range starts at 0"));
    EXPECT_THAT(problems("{ value = 0.7, range = [0.9, 0.4], grade = \"C\""),
                says("is not [low, high]"));
    EXPECT_THAT(problems("{ value = 0.7, range = [0.4, 0.6], distribution = \"fixed\""), IsEmpty());
    EXPECT_THAT(problems("{ value = 0.7, range = [0.4, 0.6], distribution = \"uniform\""),
                IsEmpty());
}

TEST(Uncertainty, LetsOneShareBeTheRest) {
    Study const study =
        StudyFiles(
            with({{"share_permanent = 0.6", "share_permanent = \"rest\""},
                  {"funding = { state = 0.75, own = 0.25 }",
                   "funding = { state = { value = \"rest\", grade = \"C\" }, own = 0.25 }"}}))
            .read();
    EXPECT_DOUBLE_EQ(study.experiment.nature.scores.share_permanent, 0.6);
    for (auto const& p : study.experiment.scenarios[0].programmes) {
        if (p.label.id == "housing") {
            EXPECT_THAT(p.cost.funding, ElementsAre(0.75, 0.25));
        }
    }
    for (auto const& one : study.parameters) {
        if (one.key == "parameters.share_permanent") {
            EXPECT_EQ(one.value, "\"rest\"");
        }
    }
    auto const says = [](std::string const& what) {
        return Contains(Field("what", &Problem::what, HasSubstr(what)));
    };
    EXPECT_THAT(StudyFiles(with({{"share_permanent = 0.6",
                                  "share_permanent = \"rest\"\n"
                                  "share_review = 0.7"}}))
                    .problems(),
                says("nothing is left for parameters.share_permanent"));
    EXPECT_THAT(StudyFiles(with({{"share_permanent = 0.6",
                                  "share_permanent = \"rest\"\n"
                                  "share_review = \"rest\""}}))
                    .problems(),
                says("are both \"rest\""));
    EXPECT_THAT(
        StudyFiles(with({{"share_permanent = 0.6", "share_permanent = \"most\""}})).problems(),
        says("parameters.share_permanent is \"most\""));
}

std::string const uncertain =
    with({{"replicates = 2", "replicates = 12\nreplicates_per_draw = 3\nuncertainty = \"drawn\""},
          {"kappa_own = 0.5", "grace_years = { value = 2, range = [0, 3], grade = \"C\" }"},
          {"mean_income = 4e6", "mean_income = { value = 4e6, range = [3e6, 6e6] }"}});

TEST(ParameterDraws, LieInTheirRangesAndAreWholeWhereTheyMust) {
    Study const study = StudyFiles(uncertain).read();
    EXPECT_TRUE(study.drawn);
    ParameterDraws const draws(study);
    EXPECT_EQ(draws.draws(), 4U);
    ASSERT_EQ(draws.parameters().size(), 3U);
    for (std::uint32_t d = 0; d < 500; ++d) {
        auto const v = values_of(draws.attempt(d, d % 7));
        EXPECT_TRUE(v.at("parameters.rho") >= 0.4 && v.at("parameters.rho") <= 0.9);
        EXPECT_TRUE(v.at("strata.all.mean_income") >= 3e6 && v.at("strata.all.mean_income") <= 6e6);
        EXPECT_THAT(v.at("parameters.grace_years"), AnyOf(0.0, 1.0, 2.0, 3.0));
    }
    EXPECT_NE(values_of(draws.attempt(0, 0)), values_of(draws.attempt(1, 0)));
    EXPECT_NE(values_of(draws.attempt(0, 0)), values_of(draws.attempt(0, 1)));
}

TEST(ParameterDraws, ChangeByNoOtherParameter) {
    ParameterDraws const few(StudyFiles(small_study).read());
    Study more_study =
        StudyFiles(test::replaced(uncertain,
                                  "rho =", "sigma_low = { value = 1, range = [0.5, 2] }\nrho ="))
            .read();
    ParameterDraws const more(more_study);
    ParameterDraws const fixed(StudyFiles(uncertain).read({"strata.all.mean_income=5e6"}));
    for (std::uint32_t d = 0; d < 5; ++d) {
        auto const all = values_of(more.attempt(d, 0));
        EXPECT_EQ(values_of(few.attempt(d, 0)).at("parameters.rho"), all.at("parameters.rho"));
        auto const others = values_of(fixed.attempt(d, 0));
        EXPECT_EQ(others.at("parameters.rho"), all.at("parameters.rho"));
        EXPECT_EQ(others.at("parameters.grace_years"), all.at("parameters.grace_years"));
    }
}

TEST(ParameterDraws, NeedReplicatesThatFillThem) {
    Study study = StudyFiles(uncertain).read();
    study.replicates = 13;
    EXPECT_THROW(ParameterDraws{study}, InputError);
}

/// The bits of a drawn run.
std::vector<std::uint64_t> bits_of_run(StudySource const& source, ParameterDraws& draws,
                                       int threads) {
    Study const study = source.read();
    PreparedExperiment const like(study.experiment);
    PreparedSeries series(study.replicates_per_draw, [&](std::uint32_t d) {
        return prepare_draw(source, study, like, draws, d);
    });
    std::vector<std::uint64_t> bits;
    run([&](std::uint32_t r) { return series.of(r); }, study.replicates, threads,
        [&](ReplicateResult const& result) {
            for (auto const& variable : result.values) {
                for (double x : variable) bits.push_back(std::bit_cast<std::uint64_t>(x));
            }
        });
    return bits;
}

TEST(ParameterDraws, GiveTheSameBitsForAnyNumberOfThreads) {
    for (char const* population : {"\"fixed:1\"", "\"redrawn\""}) {
        StudyFiles const files(test::replaced(uncertain, "\"fixed:1\"", population));
        StudySource const source({files.folder(), {}, {}});
        ParameterDraws one(source.read()), three(source.read());
        auto const bits = bits_of_run(source, one, 1);
        EXPECT_EQ(bits_of_run(source, three, 3), bits) << population;
    }
}

TEST(ParameterDraws, AreRejectedWhereTheStudyCannotHaveThem) {
    StudyFiles const files(test::replaced(
        uncertain, "share_permanent = 0.6\nshare_autoregressive = 0.4",
        "share_permanent = \"rest\"\nshare_review = { value = 0.3, range = [0, 1], distribution = "
        "\"uniform\" }\nshare_autoregressive = { value = 0.4, range = [0, 1], distribution = "
        "\"uniform\" }"));
    StudySource const source({files.folder(), {}, {}});
    Study study = source.read();
    study.replicates = 60;
    ParameterDraws draws(study);
    PreparedExperiment const like(study.experiment);
    std::uint32_t rejected = 0;
    for (std::uint32_t d = 0; d < draws.draws(); ++d) {
        auto const prepared = prepare_draw(source, study, like, draws, d);
        rejected += draws.rejected(d);
        auto const values = values_of(draws.values(d));
        EXPECT_LE(
            values.at("parameters.share_review") + values.at("parameters.share_autoregressive"),
            1.0);
        EXPECT_EQ(prepared->experiment().nature.scores.share_review,
                  values.at("parameters.share_review"));
        // the attempts before could not be read
        for (std::uint32_t a = 0; a < draws.rejected(d); ++a) {
            auto const refused = values_of(draws.attempt(d, a));
            EXPECT_GT(refused.at("parameters.share_review") +
                          refused.at("parameters.share_autoregressive"),
                      1.0);
        }
    }
    EXPECT_GT(rejected, 0U);  // one of two: none of twenty draws with probability 1e-6
}

TEST(ParameterDraws, GiveUpAfterAHundredAttempts) {
    StudyFiles const files(test::replaced(
        uncertain, "share_autoregressive = 0.4",
        "share_autoregressive = { value = 0.4, range = [0.1, 0.4], distribution = \"uniform\" }"));
    StudySource const source({files.folder(), {}, {}});
    Study const study = source.read();
    ParameterDraws draws(study);
    PreparedExperiment const like(study.experiment);
    EXPECT_THROW(static_cast<void>(prepare_draw(source, study, like, draws, 0)), InputError);
    EXPECT_EQ(draws.rejected(0), ParameterDraws::most_attempts - 1);
}

}  // namespace
}  // namespace povex
