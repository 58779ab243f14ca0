#include <chrono>

#include <gtest/gtest.h>

#include "engine/run/prepared_experiment.hpp"
#include "tests/engine/study/study_files.hpp"

namespace povex {
namespace {

using namespace testing;
using test::problem;
using test::replaced;
using test::small_study;
using test::Spot;
using test::spot_of;
using test::StudyFiles;

/// Two localities, two strata, and the margins that a test gives.
constexpr char const* mapped_study = R"(base_year = 2021
last_year = 2022
replicates = 1
population = "fixed:1"

[register]
margins = ["margins/places.csv", "margins/sizes.csv"]
composition = "margins/who.csv"
sectors = "margins/sectors.csv"

[localities.ha-long]
[localities.bau-troi]

[strata.town]
area = "urban"
mean_income = 5e6
sigma = 0.6

[strata.village]
area = "rural"
mean_income = 3e6
sigma = 0.6

[standards.d07]
line = { urban = 2e6, rural = 1.5e6 }
)";

constexpr char const* places =
    "locality,stratum,households\nha-long,town,60\nha-long,village,10\nbau-troi,village,30\n";
constexpr char const* sizes = "size,households,source\n1,40,x\n2,60,\"y, z\"\n";
constexpr char const* who =
    "size,area,children,workers,elderly,disabled,share\n1,urban,0,1,0,0,1\n1,rural,0,1,0,0,0.4\n"
    "1,rural,0,0,1,0,0.6\n2,urban,1,1,0,0,1\n2,rural,0,1,0,1,1\n";
constexpr char const* sectors =
    "stratum,sector,share\ntown,wage,0.8\ntown,business,0.2\nvillage,farm,1\n";

/// The mapped study with one of its files changed.
class Mapped : public Test {
protected:
    Mapped() {
        files.write("study.toml", mapped_study)
            .write("margins/places.csv", places)
            .write("margins/sizes.csv", sizes)
            .write("margins/who.csv", who)
            .write("margins/sectors.csv", sectors);
    }

    /// What is wrong once `name` holds `text`.
    std::vector<Problem> with(std::string const& name, std::string const& text) {
        files.write(name, text);
        return files.problems();
    }

    StudyFiles files;
};

TEST_F(Mapped, IsGood) {
    EXPECT_THAT(files.problems(), IsEmpty());
    Study const study = files.read();
    EXPECT_EQ(PreparedExperiment(study.experiment).households().households(), 100U);
    EXPECT_THAT(study.files, SizeIs(5));
}

TEST_F(Mapped, IsGoodWithOtherLineEndsAndAByteOrderMark) {
    for (auto [name, text] : {std::pair{"study.toml", mapped_study},
                              {"margins/places.csv", places},
                              {"margins/who.csv", who}}) {
        std::string crlf = "\xEF\xBB\xBF";
        for (char const* c = text; *c != '\0'; ++c)
            crlf += *c == '\n' ? "\r\n" : std::string(1, *c);
        files.write(name, crlf);
    }
    EXPECT_THAT(files.problems(), IsEmpty());
}

TEST_F(Mapped, NeedsItsFiles) {
    std::filesystem::remove(files.folder() / "margins/places.csv");
    std::filesystem::remove(files.folder() / "margins/who.csv");
    EXPECT_THAT(
        files.problems(),
        UnorderedElementsAre(problem("study.toml", spot_of(mapped_study, "\"margins/places.csv\""),
                                     "margins/places.csv: no such file", "check the path"),
                             problem("study.toml", spot_of(mapped_study, "\"margins/who.csv\""),
                                     "margins/who.csv: no such file", "check the path")));
}

TEST_F(Mapped, NeedsFilesOfItsFolder) {
    for (std::string const name : {"../places.csv", "/etc/passwd", "margins/../../x.csv", ".."}) {
        auto const text = replaced(mapped_study, "margins/places.csv", name);
        EXPECT_THAT(with("study.toml", text),
                    Contains(problem("study.toml", spot_of(text, "\"" + name + "\""),
                                     "outside the study's folder", "below its folder")));
    }
}

TEST_F(Mapped, NeedsFilesThatAreFiles) {
    std::filesystem::create_directory(files.folder() / "dir");
    std::filesystem::create_symlink("loop", files.folder() / "loop");
    for (std::string const name : {"dir", "loop", "", "study.toml/x"}) {
        auto const text = replaced(mapped_study, "margins/places.csv", name);
        EXPECT_THAT(with("study.toml", text), Contains(Field(&Problem::line, 7))) << name;
    }
}

TEST_F(Mapped, RefusesBytesThatAreNotText) {
    using namespace std::string_literals;
    EXPECT_THAT(with("margins/places.csv", "locality,stratum,households\nh\xE1-long,town,60\n"),
                ElementsAre(problem("margins/places.csv", {2, 2}, "not UTF-8", "UTF-8")));
    EXPECT_THAT(with("margins/places.csv", "locality,stratum,households\nha\0long,town,60\n"s),
                ElementsAre(problem("margins/places.csv", {2, 3}, "NUL", "UTF-8")));
}

TEST_F(Mapped, RefusesAGigabyteUnread) {
    std::filesystem::resize_file(files.folder() / "margins/places.csv", std::uintmax_t{1} << 30U);
    std::filesystem::resize_file(files.folder() / "margins/who.csv", std::uintmax_t{1} << 40U);
    auto const start = std::chrono::steady_clock::now();
    EXPECT_THAT(
        files.problems(),
        UnorderedElementsAre(problem("study.toml", spot_of(mapped_study, "\"margins/places.csv\""),
                                     "margins/places.csv: too large (1024 MiB", "right file"),
                             problem("study.toml", spot_of(mapped_study, "\"margins/who.csv\""),
                                     "margins/who.csv: too large", "right file")));
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(1));
}

TEST_F(Mapped, RefusesAMarginWithAnotherTotal) {
    EXPECT_THAT(
        with("margins/sizes.csv", "size,households\n1,40\n2,61\n"),
        ElementsAre(problem("study.toml", spot_of(mapped_study, "[\"margins/places"),
                            "margins/sizes.csv has 101 households, margins/places.csv has 100",
                            "same households")));
}

TEST_F(Mapped, RefusesAMarginWithTheSameTotalThatContradicts) {
    auto text = replaced(mapped_study, "margins/sizes.csv", "margins/towns.csv");
    text = replaced(text, "composition", "#");
    files.write("margins/towns.csv", "stratum,households\ntown,59\nvillage,41\n");
    EXPECT_THAT(with("study.toml", text), IsEmpty());
    Study const study = files.read();
    try {
        PreparedExperiment const prepared(study.experiment);
        FAIL() << "margins that contradict each other were accepted";
    } catch (InputError const& error) {
        EXPECT_THAT(error.problems(), SizeIs(1));
        EXPECT_THAT(error.what(), HasSubstr("contradict each other"));
        EXPECT_THAT(error.problems()[0].hint, HasSubstr("margins/towns.csv"));
    }
}

TEST_F(Mapped, RefusesAMarginThatLeavesADimensionOpen) {
    auto const text = replaced(mapped_study, "\"margins/places.csv\", ", "");
    EXPECT_THAT(with("study.toml", text),
                UnorderedElementsAre(problem("study.toml", spot_of(text, "[\"margins/sizes"),
                                             "no margin has the dimension locality, which has 2"),
                                     problem("study.toml", spot_of(text, "[\"margins/sizes"),
                                             "no margin has the dimension stratum, which has 2")));
}

TEST_F(Mapped, RefusesBadCells) {
    EXPECT_THAT(
        with("margins/places.csv",
             "locality,stratum,households\nha-lon,town,60\nha-long,vilage,10\nbau-troi,village,-3\n"
             "ha-long,town,many\nha-long,town,1e999\nha-long,town,nan\nha-long,town,1.000,5\n"),
        IsSupersetOf({problem("places.csv", {2, 1}, "\"ha-lon\" is not known", "\"ha-long\"?"),
                      problem("places.csv", {3, 9}, "\"vilage\" is not known", "\"village\"?"),
                      problem("places.csv", {4, 18}, "-3 is negative"),
                      problem("places.csv", {5, 14}, "\"many\" is not a number", "decimal point"),
                      problem("places.csv", {6, 14}, "\"1e999\" is not a number"),
                      problem("places.csv", {7, 14}, "\"nan\" is not a number"),
                      problem("places.csv", {8, 1}, "4 fields, but the header has 3")}));
}

TEST_F(Mapped, RefusesARowTwice) {
    EXPECT_THAT(
        with("margins/places.csv", std::string(places) + "ha-long,town,0\n"),
        ElementsAre(problem("places.csv", {5, 1},
                            "locality ha-long, stratum town is given twice, here and in line 2",
                            "one row")));
    files.write("margins/places.csv", places);
    EXPECT_THAT(
        with("margins/sectors.csv",
             "stratum,sector,share\ntown,wage,0.5\ntown,wage,0.5\nvillage,farm,1\n"),
        Contains(problem("sectors.csv", {3, 1}, "stratum town, sector wage is given twice")));
}

TEST_F(Mapped, RefusesAColumnTwiceOrUnknownOrMissing) {
    EXPECT_THAT(with("margins/places.csv",
                     "locality,stratum,households,households\n"
                     "ha-long,town,60,5\n"),
                Contains(problem("places.csv", {1, 29}, "the column \"households\" occurs twice")));
    EXPECT_THAT(with("margins/places.csv", "localty,stratum,households\nha-long,town,60\n"),
                Contains(problem("places.csv", {1, 1}, "unknown column \"localty\"",
                                 "did you mean \"locality\"?")));
    EXPECT_THAT(with("margins/places.csv", "locality,stratum\nha-long,town\n"),
                Contains(problem("places.csv", {1, 1}, "no column \"households\"")));
    EXPECT_THAT(with("margins/places.csv", "households\n100\n"),
                Contains(problem("places.csv", {1, 1}, "no column is a dimension of the register",
                                 "locality")));
    EXPECT_THAT(with("margins/places.csv", ""),
                Contains(problem("places.csv", {1, 1}, "empty file")));
}

TEST_F(Mapped, RefusesCompositionsThatDoNotAdd) {
    EXPECT_THAT(
        with("margins/who.csv", replaced(who, "0,1,0,0.6", "0,1,0,0.7")),
        ElementsAre(problem("who.csv", {1, 1}, "size 1 in area rural add to 1.1, not to 1")));
    EXPECT_THAT(with("margins/who.csv", replaced(who, "2,urban,1,1", "2,urban,2,1")),
                ElementsAre(problem("who.csv", {5, 1}, "members add to 3, not to the size 2")));
    EXPECT_THAT(with("margins/who.csv", replaced(who, "2,urban,1,1,0,0,1\n", "")),
                ElementsAre(problem("who.csv", {1, 1}, "size 2 in area urban add to 0, not to 1")));
    EXPECT_THAT(with("margins/who.csv", replaced(who, "2,urban", "2,urben")),
                Contains(problem("who.csv", {5, 3}, "\"urben\" is not known", "\"urban\"?")));
    EXPECT_THAT(with("margins/who.csv", replaced(who, "2,urban", "21,urban")),
                Contains(problem("who.csv", {5, 1}, "21 is not a whole number from 1 to 20")));
    EXPECT_THAT(with("margins/who.csv", replaced(who, "2,urban,1,", "2,urban,0.5,")),
                Contains(problem("who.csv", {5, 9}, "0.5 is not a whole number from 0 to 20")));
    EXPECT_THAT(with("margins/who.csv", replaced(who, "0,0,1,0,0.6", "0,0,1,0,-0.6")),
                Contains(problem("who.csv", {4, 17}, "-0.6 is negative")));
}

TEST_F(Mapped, RefusesSectorsThatDoNotAdd) {
    EXPECT_THAT(with("margins/sectors.csv", replaced(sectors, "0.2", "0.1")),
                ElementsAre(problem("sectors.csv", {1, 1}, "stratum town add to 0.9, not to 1")));
    EXPECT_THAT(with("margins/sectors.csv", replaced(sectors, "village,farm", "village,fram")),
                Contains(problem("sectors.csv", {4, 9}, "\"fram\" is not known", "\"farm\"?")));
}

TEST_F(Mapped, RefusesARegisterBeyondReason) {
    EXPECT_THAT(
        with("margins/places.csv", replaced(places, ",60", ",1e15")),
        Contains(problem("study.toml", spot_of(mapped_study, "[\"margins/places"), "households")));
    EXPECT_THAT(with("margins/places.csv", "locality,stratum,households\nha-long,town,0\n"),
                Contains(problem("study.toml", spot_of(mapped_study, "[\"margins/places"),
                                 "no household")));
}

TEST_F(Mapped, CountsColumnsOfVietnameseTextInCharacters) {
    auto const text =
        replaced(mapped_study, "[localities.ha-long]",
                 "[localities.ha-long]\ntitle = { vi = \"Thành phố Hạ Long\", fr = \"x\" }");
    EXPECT_THAT(with("study.toml", text),
                ElementsAre(problem("study.toml", spot_of(text, "fr ="),
                                    "unknown key localities.ha-long.title.fr", "known: en, vi")));
    files.write("study.toml", mapped_study);
    EXPECT_THAT(with("margins/places.csv",
                     "source,locality,stratum,households\n"
                     "Cục Thống kê,ha-long,phố,60\n"),
                Contains(problem("places.csv", {2, 22}, "\"phố\" is not known", "town, village")));
}

// tables in files of their own

TEST(StudyFolder, ReadsTablesFromFiles) {
    StudyFiles files(replaced(small_study, "[payers.state]\n[payers.own]\nown = true\n", ""));
    files.write("payers.toml", "[state]\n[own]\nown = true\n")
        .write("scenarios/later.toml", "title.en = \"Later\"\nprogrammes = [\"housing\"]\n");
    Study const study = files.read();
    EXPECT_THAT(study.experiment.payers, SizeIs(2));
    EXPECT_THAT(study.experiment.scenarios, SizeIs(4));
    EXPECT_EQ(study.title.vi, "Thử nghiệm");
}

TEST(StudyFolder, RefusesATableInTwoPlaces) {
    StudyFiles files(small_study);
    files.write("payers.toml", "[other]\n").write("scenarios/double.toml", "programmes = []\n");
    EXPECT_THAT(files.problems(),
                ElementsAre(problem("study.toml", spot_of(small_study, "[payers.state]"),
                                    "the table payers is given twice, here and in payers.toml",
                                    "one of them"),
                            problem("study.toml", spot_of(small_study, "[scenarios.double]"),
                                    "scenarios/double.toml", "one of them")));
}

TEST(StudyFolder, ReportsProblemsInEveryFile) {
    StudyFiles files(
        replaced(replaced(small_study, "[payers.state]\n[payers.own]\nown = true\n", ""),
                 "sigma = 0.6", "sigma = -1"));
    files.write("payers.toml", "[state]\n[own]\nown = \"yes\"\n")
        .write("scenarios/later.toml", "programs = []\n");
    auto const found = files.problems();
    EXPECT_THAT(
        found,
        UnorderedElementsAre(
            problem(
                "/study.toml",
                spot_of(files.folder().empty()
                            ? ""
                            : replaced(replaced(small_study,
                                                "[payers.state]\n[payers.own]\nown = true\n", ""),
                                       "sigma = 0.6", "sigma = -1"),
                        "-1\n"),
                "sigma is -1"),
            problem("/payers.toml", {3, 7}, "payers.own.own must be true or false"),
            problem("/scenarios/later.toml", {1, 1}, "unknown key scenarios.later.programs",
                    "did you mean \"programmes\"?")));
}

TEST(StudyFolder, ReportsSyntaxErrorsOfAllFiles) {
    StudyFiles files("base_year = = 2021\n");
    files.write("payers.toml", "[state\n").write("scenarios/later.toml", "x = \xFF\n");
    EXPECT_THAT(files.problems(),
                UnorderedElementsAre(Field(&Problem::file, EndsWith("/study.toml")),
                                     Field(&Problem::file, EndsWith("/payers.toml")),
                                     Field(&Problem::file, EndsWith("/later.toml"))));
}

TEST(StudyFolder, ListsScenariosThatExist) {
    StudyFiles files(replaced(small_study,
                              "[scenarios.delivered]\ntitle.en = \"As delivered\"\n\n"
                              "[scenarios.nothing]\nprogrammes = []\n\n"
                              "[scenarios.double]\n"
                              "changes.programmes.housing.budget = 8e8\n"
                              "changes.parameters.grace_years = 1\n",
                              ""));
    files.write("scenarios/a.toml", "").write("scenarios/bee.toml", "programmes = []\n");
    Study study = files.read();
    EXPECT_EQ(study.experiment.scenarios.at(0).label.id, "a");
    auto listing = [&](std::string const& list) {
        auto const text = list + "\n" +
                          replaced(small_study,
                                   "[scenarios.delivered]\ntitle.en = \"As delivered\"\n\n"
                                   "[scenarios.nothing]\nprogrammes = []\n\n"
                                   "[scenarios.double]\n"
                                   "changes.programmes.housing.budget = 8e8\n"
                                   "changes.parameters.grace_years = 1\n",
                                   "");
        files.write("study.toml", text);
        return files.problems();
    };
    EXPECT_THAT(listing("scenarios = [\"bee\", \"a\"]"), IsEmpty());
    EXPECT_EQ(files.read().experiment.scenarios.at(0).label.id, "bee");
    EXPECT_THAT(listing("scenarios = [\"bee\", \"be\"]"),
                ElementsAre(problem("study.toml", {1, 21}, "the scenario \"be\" is not known",
                                    "did you mean \"bee\"?")));
    EXPECT_THAT(listing("scenarios = [\"bee\", \"bee\"]"),
                ElementsAre(problem("study.toml", {1, 21}, "\"bee\" is listed twice")));
    EXPECT_THAT(
        listing("scenarios = [5]"),
        Contains(problem("study.toml", {1, 14}, "the scenario a whole number is not known")));
    EXPECT_THAT(listing("scenarios = []"), Contains(Field(&Problem::line, 1)));
    EXPECT_THAT(listing("scenarios = 5"),
                Contains(problem("study.toml", {1, 13}, "scenarios must be a table")));
    EXPECT_THAT(listing("scenarios = [\"bee\"]\nbaseline = \"a\""),
                ElementsAre(problem("study.toml", {2, 12},
                                    "baseline \"a\" is not among the scenarios", "bee")));
}

TEST(StudyFolder, RunsTheScenariosAskedForAndTheBaseline) {
    StudyFiles const files(small_study);
    Study const study = files.read({}, {"double"});
    ASSERT_THAT(study.experiment.scenarios, SizeIs(2));
    EXPECT_EQ(study.experiment.scenarios[study.experiment.baseline].label.id, "delivered");
    EXPECT_THAT(files.problems({}, {"duble", "nothing"}),
                ElementsAre(problem("--scenario", {}, "the scenario \"duble\" is not known",
                                    "did you mean \"double\"?")));
}

TEST(StudyFolder, MustBeThere) {
    StudyFiles const files;
    EXPECT_THAT(files.problems(), ElementsAre(problem("/study.toml", {}, "no such file", "path")));
    auto const& folder = files.folder();
    std::filesystem::create_directory(folder / "dir");
    std::filesystem::create_directory(folder / "dir" / "study.toml");
    std::filesystem::create_symlink("loop", folder / "loop");
    std::filesystem::create_symlink("none", folder / "dangling");
    for (std::filesystem::path const& path :
         {folder / "none", folder / "none" / "study.toml", folder / "dir", folder / "loop",
          folder / "dangling", std::filesystem::path(), folder / "none" / "",
          folder / std::string(5000, 'n'), folder / "study.toml" / "x"}) {
        EXPECT_THROW(static_cast<void>(read_study({path, {}, {}})), InputError) << path;
    }
}

TEST(StudyFolder, MayHaveLoopsBesideIt) {
    for (std::string const name : {"payers.toml", "scenarios"}) {
        StudyFiles const files(
            replaced(small_study, "[payers.state]\n[payers.own]\nown = true\n", ""));
        std::filesystem::create_symlink(name, files.folder() / name);
        EXPECT_THAT(files.problems(), Not(IsEmpty())) << name;
    }
}

TEST(StudyFolder, IsCalledAsItsFolderUnlessItHasATitle) {
    StudyFiles files(
        replaced(small_study, "title.en = \"Trial\"\ntitle.vi = \"Thử nghiệm\"\n", ""));
    auto const name = files.folder().filename().string();
    for (auto const& path : {files.folder(), files.folder() / "", files.folder() / ".",
                             files.folder() / "study.toml"}) {
        EXPECT_EQ(read_study({path, {}, {}}).title.en, name) << path;
    }
}

TEST(StudyFolder, OfNothing) {
    for (std::string const text : {"", "\n", "# nothing\n", "\xEF\xBB\xBF", "[register]\n"}) {
        StudyFiles const files(text);
        EXPECT_THAT(files.problems(),
                    IsSupersetOf({Field(&Problem::what, "base_year is missing"),
                                  Field(&Problem::what, "last_year is missing")}));
        for (auto const& one : files.problems()) EXPECT_GE(one.line, 1);
    }
    auto const found = StudyFiles("base_year = 2021\nlast_year = 2022\n").problems();
    EXPECT_THAT(found,
                IsSupersetOf({Field(&Problem::what, HasSubstr("no strata")),
                              Field(&Problem::what, HasSubstr("0 standards")),
                              Field(&Problem::what, HasSubstr("register.households is missing"))}));
    for (auto const& one : found) EXPECT_GE(one.line, 1) << one.what;
}

TEST(StudyFolder, ReportsTenMistakesTogether) {
    std::string text = small_study;
    for (auto [old, fresh] : std::initializer_list<std::pair<char const*, char const*>>{
             {"replicates = 2", "replicates = 0"},
             {"[\"locality\"]", "[\"localities\"]"},
             {"size = 2", "sise = 2"},
             {"share_permanent = 0.6", "share_permanent = 0.5"},
             {"sigma = 0.6", "sigma = \"x\""},
             {"2024 = 0.03", "2026 = 0.03"},
             {"level = 0.2", "level = 2"},
             {"2022 = 4e8", "2022 = -4e8"},
             {"own = 0.25", "own = 0.5"},
             {"loss = 0.2", "los = 0.2"},
             {"programmes = []", "programmes = [\"houses\"]"}}) {
        text = replaced(text, old, fresh);
    }
    auto const found = StudyFiles(text).problems();
    auto at = [&](char const* needle) { return spot_of(text, needle); };
    EXPECT_THAT(
        found, UnorderedElementsAre(
                   problem("study.toml", at("0\nseed"), "replicates is 0", ""),
                   problem("study.toml", at("\"localities\""), "not known", "\"locality\"?"),
                   problem("study.toml", at("sise"), "unknown key register.sise", "\"size\"?"),
                   problem("study.toml", at("0.5\nshare"), "add to 0.9", ""),
                   problem("study.toml", at("\"x\""), "must be a number", ""),
                   problem("study.toml", at("2026"), "2026 is outside the study", "2021 to 2024"),
                   problem("study.toml", at("2\nloading"), "roof.level is 2", ""),
                   problem("study.toml", at("-4e8"), "must be at least 0", ""),
                   problem("study.toml", at("{ state"), "add to 1.25", "together they must make 1"),
                   problem("study.toml", at("[shocks.storm]"), "shocks.storm.loss is missing", ""),
                   problem("study.toml", at("los ="), "unknown key shocks.storm.los", "\"loss\"?"),
                   problem("study.toml", at("\"houses\""), "not known", "housing, allowance")));
}

// actuals

constexpr char const* head =
    "date,year,standard,group,what,value,role,source,grade,known_on,note\n";

std::vector<Problem> with_actuals(std::string const& rows) {
    StudyFiles files(replaced(small_study, "seed = 5", "seed = 5\nactuals = \"actuals.csv\""));
    files.write("actuals.csv", head + rows);
    return files.problems();
}

TEST(Actuals, AreRead) {
    StudyFiles files(replaced(small_study, "seed = 5", "seed = 5\nactuals = \"actuals.csv\""));
    files.write(
        "actuals.csv",
        head + std::string(
                   "2022-12-14,2022,d07,province,poor,158,held-out,\"a, b\",B,2022-12-20,Hạ\n"));
    Study const study = files.read();
    ASSERT_THAT(study.actuals, SizeIs(1));
    EXPECT_EQ(study.actuals[0].year, 2022);
    EXPECT_EQ(study.actuals[0].role, Role::held_out);
    EXPECT_EQ(study.actuals[0].source, "a, b");
}

TEST(Actuals, AreOfThisStudy) {
    EXPECT_THAT(
        with_actuals("2022-12-14,2020,d07,province,poor,158,held-out,,,,\n"
                     "2022-12-14,2022,d70,province,poor,158,held-out,,,,\n"
                     "2022-12-14,2022,d07,province,poor,-1,held-out,,,,\n"
                     "2022-12-14,2022,d07,province,poor,1,heldout,,,,\n"
                     "2022-12-14,next,d07,province,poor,1,held-out,,,,\n"
                     "2022-12-14,1e300,d07,province,poor,1,held-out,,,,\n"
                     "2022-12-14,2022.5,d07,province,poor,1,held-out,,,,\n"
                     "2022-12-14,2022,d07,province,poor,\"1,000\",held-out,,,,\n"),
        ElementsAre(
            problem("actuals.csv", {2, 12}, "the year 2020 is outside the study", "2021 to 2024"),
            problem("actuals.csv", {3, 17}, "the standard \"d70\" is not known", "\"d07\"?"),
            problem("actuals.csv", {4, 35}, "a count cannot be negative"),
            problem("actuals.csv", {5, 37}, "the role \"heldout\" is not known", "\"held-out\"?"),
            problem("actuals.csv", {6, 12}, "\"next\" is not a number"),
            problem("actuals.csv", {7, 12}, "the year 1e300 is outside the study"),
            problem("actuals.csv", {8, 12}, "the year 2022.5 is outside the study"),
            problem("actuals.csv", {9, 35}, "\"1,000\" is not a number", "thousands")));
    EXPECT_THAT(with_actuals("2022-12-14,2022,d07,locality:ha-long,poor,1,held-out,,,,\n"
                             "2022-12-14,2022,d07,area:all,poor,1,held-out,,,,\n"
                             "2022-12-14,2022,d07,provinces,poor,1,held-out,,,,\n"),
                ElementsAre(problem("actuals.csv", {2, 21}, "\"locality:ha-long\" is not known",
                                    "locality:all"),
                            problem("actuals.csv", {4, 21}, "\"provinces\" is not known",
                                    "did you mean \"province\"?")));
}

TEST(Actuals, CountVariablesOfTheResults) {
    EXPECT_THAT(
        with_actuals("2022-12-14,2022,d07,province,exits,1,held-out,,,,\n"
                     "2022-12-14,2022,d07,province,near-poor,1,held-out,,,,\n"
                     "2022-12-14,2022,d07,province,gini,1,held-out,,,,\n"
                     "2022-12-14,2022,d07,province,multi_poor,1,held-out,,,,\n"),
        ElementsAre(problem("actuals.csv", {3, 30}, "the variable \"near-poor\" is not known",
                            "did you mean \"near_poor\"?"),
                    problem("actuals.csv", {4, 30}, "\"gini\" is not known", "known: poor"),
                    problem("actuals.csv", {5, 30}, "\"multi_poor\" is not known")));
}

TEST(Actuals, NeedTheirColumns) {
    StudyFiles files(replaced(small_study, "seed = 5", "seed = 5\nactuals = \"actuals.csv\""));
    files.write("actuals.csv", "date,year\n2022,2022\n");
    EXPECT_THAT(files.problems(), Contains(problem("actuals.csv", {1, 1}, "no column \"standard\"",
                                                   "columns are date, year")));
    EXPECT_THAT(with_actuals("2022-12-14,2022,d07\n"),
                ElementsAre(problem("actuals.csv", {2, 1}, "3 fields, but the header has 11")));
}

}  // namespace
}  // namespace povex
