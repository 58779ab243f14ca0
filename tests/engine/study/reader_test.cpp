#include "engine/study/reader.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "engine/base/error.hpp"
#include "tests/engine/study/study_files.hpp"

namespace povex {
namespace {

using namespace testing;
using test::problem;
using test::small_study;
using test::StudyFiles;

constexpr double infinity = std::numeric_limits<double>::infinity();

/// A reader over a text, in a study of 2021 to 2024, and what it finds wrong.
class ReaderTest : public Test {
protected:
    Reader over(std::string const& text) {
        source = std::make_shared<SourceText>(SourceText{"a.toml", text});
        node = parse_toml(source, problems);
        return {context, "", &node};
    }
    std::vector<Problem> found() {
        try {
            problems.throw_if_any();
        } catch (InputError const& error) {
            return error.problems();
        }
        return {};
    }

    Problems problems;
    std::vector<Parameter> parameters;
    ReadingContext context{problems, {2021, 2024}, &parameters};
    std::shared_ptr<SourceText const> source;
    Node node;
};

TEST_F(ReaderTest, ReadsLevelsThatHoldUntilTheNext) {
    Reader reader = over(
        "a = 5\nb = { 2021 = 1, 2023 = 3 }\nc = { 2023 = 3, 2021 = 1 }\nd = { 2022 = 2 }\n"
        "e = { value = { 2021 = 1, 2024 = 4 }, source = \"x\" }\n"
        "f = { 2021 = { value = 1, grade = \"A\" }, source = \"y\" }\n"
        "g = { value = 7, grade = \"B\" }\n");
    EXPECT_THAT(reader.level("a", money_amount, 0), ElementsAre(5, 5, 5, 5));
    EXPECT_THAT(reader.level("b", money_amount, 0), ElementsAre(1, 1, 3, 3));
    EXPECT_THAT(reader.level("c", money_amount, 0), ElementsAre(1, 1, 3, 3));
    EXPECT_THAT(reader.level("d", money_amount, 1), ElementsAre(_, 2, 2, 2));
    EXPECT_THAT(reader.level("e", money_amount, 0), ElementsAre(1, 1, 1, 4));
    EXPECT_THAT(reader.level("f", money_amount, 0), ElementsAre(1, 1, 1, 1));
    EXPECT_THAT(reader.level("g", money_amount, 0), ElementsAre(7, 7, 7, 7));
    EXPECT_THAT(reader.level("absent", money_amount, 0, 9.0), ElementsAre(9, 9, 9, 9));
    reader.finish();
    EXPECT_THAT(found(), IsEmpty());
    EXPECT_EQ(parameters.at(1).key, "b.2021");
    EXPECT_EQ(parameters.back().grade, "B");
}

TEST_F(ReaderTest, ReadsFlowsOfEveryYear) {
    Reader reader = over(
        "a = 5\nb = { 2022 = 1, 2023 = 2, 2024 = 3 }\nc = { 2024 = 3, 2023 = 2, 2022 = 1, 2021 = 0 "
        "}\n"
        "d = { value = { 2022 = 1, 2023 = 2, 2024 = 3 }, source = \"x\" }\n");
    EXPECT_THAT(reader.flow("a", money_amount), ElementsAre(_, 5, 5, 5));
    for (char const* name : {"b", "c", "d"}) {
        EXPECT_THAT(reader.flow(name, money_amount), ElementsAre(_, 1, 2, 3));
    }
    EXPECT_THAT(found(), IsEmpty());
}

TEST_F(ReaderTest, RefusesYearsThatAreMissingOrOutside) {
    Reader reader =
        over("a = { 2023 = 1 }\nb = { 2022 = 1, 2030 = 2 }\nc = {}\nd = { 02022 = 1 }\n");
    static_cast<void>(reader.level("a", money_amount, 0));
    static_cast<void>(reader.flow("b", money_amount));
    static_cast<void>(reader.level("c", money_amount, 0));
    static_cast<void>(reader.level("d", money_amount, 1));
    EXPECT_THAT(
        found(),
        ElementsAre(problem("a.toml", {1, 5}, "a has no value in 2021", "needed from 2021"),
                    problem("a.toml", {2, 17}, "b: the year 2030 is outside", "2021 to 2024"),
                    problem("a.toml", {2, 5}, "b has no value for 2023", "every"),
                    problem("a.toml", {2, 5}, "b has no value for 2024", "every"),
                    problem("a.toml", {3, 5}, "c has no value in 2021"),
                    problem("a.toml", {4, 7}, "d.02022 is not a year", "2021 to 2024"),
                    problem("a.toml", {4, 5}, "d has no value in 2022")));
}

TEST_F(ReaderTest, ReadsLevelsByArea) {
    Reader reader = over(
        "a = 5\nb = { 2021 = 1, 2022 = 2 }\nc = { town = 1, land = { 2021 = 2, 2024 = 3 } }\n"
        "d = { town = 1 }\ne = { town = 1, land = 2, lend = 3 }\nf = { value = 4, source = \"x\" "
        "}\n");
    std::vector<std::string> const areas{"town", "land"};
    EXPECT_THAT(reader.levels_by_name("a", areas, money_amount, 0), Each(ElementsAre(5, 5, 5, 5)));
    EXPECT_THAT(reader.levels_by_name("b", areas, money_amount, 0), Each(ElementsAre(1, 2, 2, 2)));
    EXPECT_THAT(reader.levels_by_name("c", areas, money_amount, 0),
                ElementsAre(ElementsAre(1, 1, 1, 1), ElementsAre(2, 2, 2, 3)));
    EXPECT_THAT(reader.levels_by_name("f", areas, money_amount, 0), Each(ElementsAre(4, 4, 4, 4)));
    EXPECT_THAT(found(), IsEmpty());
    static_cast<void>(reader.levels_by_name("d", areas, money_amount, 0));
    static_cast<void>(reader.levels_by_name("e", areas, money_amount, 0));
    EXPECT_THAT(found(),
                ElementsAre(problem("a.toml", {4, 5}, "d.land is missing"),
                            problem("a.toml", {5, 27}, "unknown key e.lend", "\"land\"?")));
}

TEST_F(ReaderTest, GivesAHarmlessValueForABadOne) {
    Reader reader = over("a = -5\nb = 70000\nc = nan\nd = inf\ne = 1.5\nf = 1.0\ng = 0\n");
    EXPECT_EQ(reader.real("a", fraction), 0.0);
    EXPECT_LE(reader.whole("b", {.low = 1, .high = 20}), 20);
    EXPECT_TRUE(fraction.allow(reader.real("c", fraction)));
    EXPECT_TRUE(money_amount.allow(reader.real("d", money_amount)));
    EXPECT_EQ(reader.real("e", fraction), 1.0);
    Bounds const open{.low = 0, .high = 1, .above_low = true, .below_high = true};
    EXPECT_TRUE(open.allow(reader.real("f", open)));
    EXPECT_TRUE(positive.allow(reader.real("g", positive)));
    EXPECT_THAT(found(), SizeIs(7));
}

TEST_F(ReaderTest, ReadsWholeNumbersExactly) {
    Reader reader =
        over("a = 9223372036854775807\nb = 5.0\nc = 5.5\nd = { value = 9007199254740993 }\n");
    Bounds const any{.low = 0, .high = 9.3e18};
    EXPECT_EQ(reader.whole("a", any), 9223372036854775807);
    EXPECT_EQ(reader.whole("b", any), 5);
    EXPECT_EQ(reader.whole("d", any), 9007199254740993);
    EXPECT_THAT(found(), IsEmpty());
    static_cast<void>(reader.whole("c", any));
    EXPECT_THAT(found(), ElementsAre(problem("a.toml", {3, 5}, "c must be a whole number")));
}

TEST_F(ReaderTest, GivesKeysAndTitlesToRecords) {
    Reader reader =
        over("[t.one]\ntitle = \"One\"\n[t.two]\nkey = 7\ntitle.vi = \"Hai\"\n[t.three]\n");
    std::uint16_t position = 0;
    std::vector<Label> labels;
    for (auto& [id, record] : reader.records("t")) {
        labels.push_back(record.label(id, ++position, 4095));
        record.finish();
    }
    ASSERT_THAT(labels, SizeIs(3));
    EXPECT_EQ(labels[0].key, 1);
    EXPECT_EQ(labels[0].title.vi, "One");
    EXPECT_EQ(labels[1].key, 7);
    EXPECT_EQ(labels[1].title.en, "two");
    EXPECT_EQ(labels[1].title.vi, "Hai");
    EXPECT_EQ(labels[2].key, 3);
    EXPECT_THAT(found(), IsEmpty());
    EXPECT_THAT(parameters, IsEmpty());
}

TEST_F(ReaderTest, SaysOnceThatThereAreMoreRecordsThanKeys) {
    Reader reader = over("[t.one]\n[t.two]\n[t.three]\n[t.four]\n");
    EXPECT_THROW(static_cast<void>(reader.records("t", 3)), InputError);
    EXPECT_THAT(found(), ElementsAre(problem("a.toml", {4, 4}, "more than 3 records in t", "key")));
    EXPECT_THAT(reader.records("t", 4), SizeIs(4));
}

TEST_F(ReaderTest, HasNoKeyForARecordBeyondTheLast) {
    Reader reader = over("[t.one]\n");
    auto records = reader.records("t");
    EXPECT_LE(records.at(0).second.label("one", 4096, 4095).key, 4095);
    EXPECT_THAT(found(), ElementsAre(problem("a.toml", {1, 1}, "t.one", "4095")));
}

TEST_F(ReaderTest, ListsParametersWithTheirProvenance) {
    Reader reader = over(
        "source = \"all\"\n[p]\ngrade = \"B\"\na = 0.5\n"
        "b = { value = 2, range = [1, 3], unit = \"kg\", grade = \"A\", source = \"own\", known_on "
        "= "
        "2021-12-31 }\n");
    Reader p = reader.table("p");
    static_cast<void>(p.real("a", fraction));
    static_cast<void>(p.real("b", money_amount));
    p.finish();
    ASSERT_THAT(parameters, SizeIs(2));
    EXPECT_EQ(parameters[0].key, "p.a");
    EXPECT_EQ(parameters[0].value, "0.5");
    EXPECT_EQ(parameters[0].unit, "1");
    EXPECT_EQ(parameters[0].source, "all");
    EXPECT_EQ(parameters[0].grade, "B");
    EXPECT_EQ(parameters[1].value, "2");
    EXPECT_EQ(parameters[1].range, "1 to 3");
    EXPECT_EQ(parameters[1].unit, "kg");
    EXPECT_EQ(parameters[1].source, "own");
    EXPECT_EQ(parameters[1].grade, "A");
    EXPECT_EQ(parameters[1].known_on, "2021-12-31");
    EXPECT_THAT(found(), IsEmpty());
}

// whole studies

TEST(Study, ListsEveryNumberOnce) {
    Study const study = StudyFiles(small_study).read();
    std::vector<std::string> keys;
    for (auto const& one : study.parameters) keys.push_back(one.key);
    for (char const* key : {"parameters.rho", "parameters.kappa_own", "strata.all.sigma",
                            "strata.all.growth.2022", "indicators.roof.level", "standards.r13.line",
                            "programmes.housing.budget.2023", "programmes.housing.funding.own",
                            "programmes.allowance.amount.2021", "shocks.storm.loss"}) {
        EXPECT_THAT(keys, Contains(key).Times(1));
    }
    std::set<std::string> const unique(keys.begin(), keys.end());
    EXPECT_EQ(unique.size(), keys.size());
}

std::vector<Parameter> listed(Study const& study, std::string const& prefix) {
    std::vector<Parameter> result;
    for (auto const& one : study.parameters) {
        if (one.key.starts_with(prefix)) result.push_back(one);
    }
    return result;
}

auto listed_as(std::string const& key, std::string const& value, std::string const& grade,
               std::string const& source) {
    return AllOf(Field("key", &Parameter::key, key), Field("value", &Parameter::value, value),
                 Field("grade", &Parameter::grade, grade),
                 Field("source", &Parameter::source, source));
}

TEST(Study, ListsAmountsWithTheirProvenance) {
    auto const text = [](char const* amount) {
        return test::replaced(small_study, "amount = { 2021 = 200000, 2023 = \"line:d07\" }",
                              fmt::format("source = \"around\"\namount = {}", amount));
    };
    auto amounts = [&](char const* amount) {
        return listed(StudyFiles(text(amount)).read(), "programmes.allowance.amount");
    };
    std::string const key = "programmes.allowance.amount";
    EXPECT_THAT(amounts("5"), ElementsAre(listed_as(key, "5", "", "around")));
    EXPECT_THAT(amounts("{ 2021 = 0, 2023 = \"line:d07\" }"),
                ElementsAre(listed_as(key + ".2021", "0", "", "around"),
                            listed_as(key + ".2023", "\"line:d07\"", "", "around")));
    EXPECT_THAT(
        amounts("{ 2021 = 0, 2023 = { value = \"line:d07\", source = \"law\" }, grade = \"B\" }"),
        ElementsAre(listed_as(key + ".2021", "0", "B", "around"),
                    listed_as(key + ".2023", "\"line:d07\"", "B", "law")));
    EXPECT_THAT(amounts("{ value = { 2021 = 7 }, grade = \"A\" }"),
                ElementsAre(listed_as(key + ".2021", "7", "A", "around")));
    StudyFiles const bad(
        text("{ 2021 = 0, 2023 = { value = \"line:d07\", grade = \"D\", sorce = 5 } }"));
    EXPECT_THAT(bad.problems(), UnorderedElementsAre(Field(&Problem::what, HasSubstr("grade must")),
                                                     Field(&Problem::what, HasSubstr("sorce"))));
}

TEST(Study, ListsWhatScenariosChange) {
    auto const text = test::replaced(
        test::replaced(small_study, "changes.programmes.housing.budget = 8e8",
                       "source = \"plan\"\nchanges.programmes.housing.budget = 8e8\n"
                       "changes.programmes.housing.unit_cost = { value = 5, range = [4, 6], "
                       "grade = \"B\" }\nchanges.programmes.allowance.amount.2023 = 7\n"
                       "changes.programmes.allowance.take_up = 0.5\n"
                       "changes.programmes.allowance.status = [\"poor\"]"),
        "kind = \"entitlement\"", "kind = \"entitlement\"\nsource = \"law\"\ngrade = \"A\"");
    StudyFiles const files(text);
    Study const study = files.read();
    std::string const prefix = "scenarios.double.changes.";
    EXPECT_THAT(listed(study, "scenarios."),
                UnorderedElementsAre(
                    listed_as(prefix + "programmes.housing.budget", "800000000", "", "plan"),
                    listed_as(prefix + "programmes.housing.unit_cost", "5", "B", "plan"),
                    listed_as(prefix + "programmes.allowance.amount.2023", "7", "", "plan"),
                    listed_as(prefix + "programmes.allowance.take_up", "0.5", "", "plan"),
                    listed_as(prefix + "parameters.grace_years", "1", "", "plan")));
    EXPECT_EQ(listed(study, prefix + "programmes.housing.unit_cost").at(0).range, "4 to 6");
    EXPECT_EQ(listed(study, prefix + "programmes.housing.unit_cost").at(0).unit, "money");
    EXPECT_EQ(listed(study, "programmes.allowance.amount.2023").at(0).source, "law");
    EXPECT_THAT(listed(files.read({"scenarios.double.changes.programmes.housing.budget=5"}),
                       prefix + "programmes.housing.budget"),
                ElementsAre(listed_as(prefix + "programmes.housing.budget", "5", "", "--set")));
    EXPECT_THAT(listed(files.read({}, {"nothing"}), "scenarios."), IsEmpty());
}

TEST(Study, MayNameYearsInAnyOrder) {
    auto const text = test::replaced(small_study, "{ 2021 = \"d07\", 2023 = \"r13\" }",
                                     "{ 2023 = \"r13\", 2021 = \"d07\" }");
    EXPECT_THAT(StudyFiles(text).read().experiment.targeting, ElementsAre(0, 0, 1, 1));
    EXPECT_THAT(StudyFiles(small_study).read().experiment.targeting, ElementsAre(0, 0, 1, 1));
}

TEST(Study, HasASeedOfSixtyThreeBits) {
    auto const text = test::replaced(small_study, "seed = 5", "seed = 9223372036854775807");
    EXPECT_EQ(StudyFiles(text).read().experiment.seed, 9223372036854775807U);
}

TEST(Study, KeepsItsDefaults) {
    Study const study = StudyFiles(
                            "base_year = 2021\nlast_year = 2022\nregister.households = 5\n"
                            "strata.all = { mean_income = 1, sigma = 0 }\nstandards.one.line = 1\n")
                            .read();
    auto const& e = study.experiment;
    EXPECT_EQ(study.replicates, 100U);
    EXPECT_EQ(e.seed, 1U);
    EXPECT_EQ(e.population.fixed, 16U);
    EXPECT_FALSE(e.multidimensional);
    ASSERT_THAT(e.scenarios, SizeIs(1));
    EXPECT_THAT(e.scenarios[0].programmes, IsEmpty());
    EXPECT_EQ(e.payers.at(0).label.id, "state");
    EXPECT_EQ(e.nature.sigma_low, 0.8);
    EXPECT_EQ(e.nature.scores.share_permanent, 1.0);
    EXPECT_EQ(e.scenarios[0].rules.grace_years, 3);
    EXPECT_EQ(e.scenarios[0].rules.kappa_own, infinity);
    EXPECT_EQ(e.places.localities.at(0).label.id, "all");
}

TEST(Study, OfQuangNinhReads) {
    std::filesystem::path const path(POVEX_SOURCE_DIR "/scenarios/quang-ninh");
    Study const study = read_study({path, {}, {}});
    EXPECT_THAT(study.experiment.scenarios, Not(IsEmpty()));
    EXPECT_THAT(study.actuals, Not(IsEmpty()));
}

TEST(Study, MayHaveInfinityWhereItMeansForGood) {
    auto text =
        test::replaced(small_study, "kappa_own = 0.5", "kappa_own = inf\nmax_log_effect = inf");
    text = test::replaced(text, "needs = [\"roof\"]", "needs = [\"roof\"]\nduration = inf");
    EXPECT_THAT(StudyFiles(text).problems(), IsEmpty());
}

}  // namespace
}  // namespace povex
