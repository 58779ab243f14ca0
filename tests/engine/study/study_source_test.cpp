#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/engine/study/study_files.hpp"

namespace povex {
namespace {

using namespace testing;
using test::small_study;
using test::StudyFiles;

Parameter parameter(Study const& study, std::string const& key) {
    for (auto const& one : study.parameters) {
        if (one.key == key) return one;
    }
    throw std::out_of_range(key);
}

std::vector<Problem> problems_with(StudySource const& source, std::vector<Override> numbers) {
    try {
        static_cast<void>(source.read(numbers));
    } catch (InputError const& error) {
        return error.problems();
    }
    return {};
}

TEST(StudySource, LaysNumbersOverValuesThatKeepTheirProvenance) {
    StudyFiles const files(small_study);
    StudySource const source({files.folder(), {}, {}});
    Study const study = source.read({{"parameters.rho", 0.5},
                                     {"strata.all.growth.2024", 0.07},
                                     {"programmes.housing.budget.2023", 5e8},
                                     {"scenarios.double.changes.programmes.housing.budget", 9e8},
                                     {"parameters.grace_years", 2}});
    Experiment const& e = study.experiment;
    EXPECT_EQ(e.nature.scores.rho, 0.5);
    EXPECT_THAT(e.nature.income[0].growth, ElementsAre(_, 0.05, 0.05, 0.07));
    auto const budget = [&](std::size_t s) {
        for (auto const& p : e.scenarios[s].programmes) {
            if (p.label.id == "housing") return p.cost.budget;
        }
        return Yearly<std::int64_t>{};
    };
    EXPECT_THAT(budget(0), ElementsAre(_, 400'000'000, 500'000'000, 0));
    EXPECT_THAT(budget(2), ElementsAre(_, 900'000'000, 900'000'000, 900'000'000));
    EXPECT_EQ(e.scenarios[0].rules.grace_years, 2);
    Parameter const rho = parameter(study, "parameters.rho");
    EXPECT_EQ(rho.value, "0.5");
    EXPECT_EQ(rho.range, "0.4 to 0.9");
    EXPECT_EQ(rho.grade, "C");
    EXPECT_EQ(rho.source, "guess");
    // and the source is as it was
    EXPECT_EQ(source.read().experiment.nature.scores.rho, 0.7);
}

TEST(StudySource, LooksThroughProvenanceAroundATable) {
    StudyFiles const files(test::replaced(small_study, "growth = { 2022 = 0.05, 2024 = 0.03 }",
                                          "growth = { value = { 2022 = 0.05, 2024 = { value = "
                                          "0.03, grade = \"C\" } }, source = \"guess\" }"));
    StudySource const source({files.folder(), {}, {}});
    Study const study =
        source.read({{"strata.all.growth.2022", 0.01}, {"strata.all.growth.2024", 0.02}});
    EXPECT_THAT(study.experiment.nature.income[0].growth, ElementsAre(_, 0.01, 0.01, 0.02));
    EXPECT_EQ(parameter(study, "strata.all.growth.2024").grade, "C");
}

TEST(StudySource, RefusesWhatIsNoNumberOfTheStudy) {
    StudyFiles const files(small_study);
    StudySource const source({files.folder(), {}, {}});
    auto const says = [](std::string const& what) {
        return ElementsAre(Field("what", &Problem::what, HasSubstr(what)));
    };
    EXPECT_THAT(problems_with(source, {{"parameters.rhoo", 0.5}}),
                says("unknown key parameters.rhoo"));
    EXPECT_THAT(problems_with(source, {{"programmes.hosing.unit_cost", 5}}),
                says("there is no programmes.hosing"));
    EXPECT_THAT(problems_with(source, {{"strata.all.growth", 0.5}}), says("is not a number"));
    EXPECT_THAT(problems_with(source, {{"payers.own.own", 0.5}}), says("is not a number"));
    EXPECT_THAT(problems_with(source, {{"parameters..rho", 0.5}}), says("is not a key"));
    EXPECT_THAT(problems_with(source, {{"parameters.rho", 1.5}}), says("parameters.rho is 1.5"));
    EXPECT_THAT(problems_with(source, {{"parameters.grace_years", 1.5}}), says("whole number"));
    EXPECT_THAT(problems_with(source, {{"parameters.share_permanent", 0.5}}), says("add to 0.9"));
}

TEST(StudySource, ReadsFilesOnce) {
    StudyFiles files(
        test::replaced(small_study, "households = 200\nsize = 2", "margins = [\"sizes.csv\"]"));
    files.write("sizes.csv", "size,households\n1,50\n3,70\n");
    StudySource const source({files.folder(), {}, {}});
    Study const first = source.read();
    files.write("sizes.csv", "size,households\n1,51\n3,70\n");
    files.write("study.toml", "nothing = 1");
    Study const second = source.read({{"parameters.rho", 0.5}});
    EXPECT_EQ(second.experiment.register_plan, first.experiment.register_plan);
    ASSERT_EQ(first.files.size(), 2U);
    EXPECT_EQ(second.files[0].text, first.files[0].text);
    EXPECT_EQ(second.files[1].name, "sizes.csv");
}

}  // namespace
}  // namespace povex
