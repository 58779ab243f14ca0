#include "output/file/results_writer.hpp"

#include <chrono>
#include <cmath>
#include <thread>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/base/error.hpp"
#include "output/compare/comparison.hpp"
#include "output/file/results_reader.hpp"
#include "tests/output/fake_run.hpp"

namespace povex {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Selection at(ResultsReader const& file, std::map<std::string, std::string> const& names) {
    Selection selection;
    for (auto const& [dimension, name] : names) {
        selection[dimension] = file.member(dimension, name).value();
    }
    return selection;
}

TEST(ResultsWriter, EveryNumberComesBack) {
    auto const path = fake::folder() / "r.h5";
    Study const study = fake::study();
    Catalogue const catalogue = fake::catalogue();
    std::uint32_t const replicates = 150;  // more than two batches, the last one not full
    fake::write_file(path, study, catalogue, replicates);
    ResultsReader const file(path);
    ASSERT_EQ(file.variables().size(), catalogue.variables.size());
    for (std::uint32_t r : {0U, 63U, 64U, 127U, 128U, 149U}) {
        ReplicateResult const expected = fake::result(catalogue, r);
        for (std::size_t v = 0; v < catalogue.variables.size(); ++v) {
            std::string const& name = catalogue.variables[v].name;
            LabelledArray const read = file.read(name, {{"replicate", r}});
            ASSERT_THAT(read.values,
                        testing::Pointwise(testing::NanSensitiveDoubleEq(), expected.values[v]))
                << name << " of replicate " << r;
        }
    }
}

TEST(ResultsWriter, TellsWhatItHolds) {
    auto const path = fake::folder() / "r.h5";
    fake::write_file(path, fake::study(), fake::catalogue(), 2);
    ResultsReader const file(path);
    EXPECT_EQ(file.title().en, "A small province");
    EXPECT_EQ(file.title().vi, "Một tỉnh nhỏ");
    EXPECT_EQ(file.seed(), 7);
    EXPECT_EQ(file.baseline(), "as-delivered");
    EXPECT_TRUE(file.shown_with_baseline().empty());
    EXPECT_EQ(file.national(), "d07");
    EXPECT_EQ(file.currency(), "VND");
    EXPECT_EQ(file.replicates(), 2U);
    EXPECT_THAT(file.targeting(), ElementsAre("d07", "r13", "r13"));
    EXPECT_THAT(file.published_households(), ElementsAre(50'000.0, 51'000.0, std::nullopt));
    EXPECT_THAT(file.members("year"), ElementsAre("2021", "2022", "2023"));
    EXPECT_EQ(file.titles("group").at(2).vi, "Cô Tô");
    EXPECT_EQ(file.titles("group").at(0).vi, "");
    VariableInfo const poor = file.variable("poor").value();
    EXPECT_EQ(poor.units, "households");
    EXPECT_THAT(poor.dimensions, ElementsAre("scenario", "standard", "replicate", "year", "group"));
    EXPECT_THAT(poor.shape, ElementsAre(3, 2, 2, 3, 4));
    EXPECT_EQ(file.actuals().size(), 6U);
    EXPECT_EQ(file.actuals()[1].role, Role::fit);
}

TEST(ResultsWriter, MoneyIsInTheCurrencyOfTheStudy) {
    auto const path = fake::folder() / "r.h5";
    Study study = fake::study();
    study.experiment.currency.code = "Lao kip";
    study.parameters.push_back({"a", "1", "moneybags", "", "C", "", ""});
    fake::write_file(path, study, fake::catalogue(), 2);
    ResultsReader const file(path);
    EXPECT_EQ(file.currency(), "Lao kip");
    EXPECT_EQ(file.variable("spending").value().units, "Lao kip/year");
    EXPECT_EQ(file.variable("spending", "/difference").value().units, "Lao kip/year");
    EXPECT_EQ(file.variable("income_sum", "/summary").value().units, "Lao kip/month");
    EXPECT_EQ(file.variable("unit_cost", "/programmes").value().units, "Lao kip");
    EXPECT_EQ(file.variable("budget", "/programmes").value().units, "Lao kip/year");
    EXPECT_THAT(ArrayFile::open(path).read_text("/parameters/unit"),
                ElementsAre("1", "Lao kip", "moneybags"));
}

TEST(ResultsWriter, NamesTheScenariosShownBesideTheBaseline) {
    auto const path = fake::folder() / "r.h5";
    Study study = fake::study();
    study.shown_with_baseline = {2, 0};
    fake::write_file(path, study, fake::catalogue(), 1);
    EXPECT_THAT(ResultsReader(path).shown_with_baseline(),
                ElementsAre("services-first", "no-support"));
}

TEST(ResultsWriter, SummariesAreThoseOfTheReplicates) {
    auto const path = fake::folder() / "r.h5";
    Catalogue const catalogue = fake::catalogue();
    fake::write_file(path, fake::study(), catalogue, 5);
    ResultsReader const file(path);
    // Scenario 0: the replicates are x + {0, 10, 20, 30, 40}, in another order.
    LabelledArray const read = file.read("poor",
                                         at(file, {{"scenario", "no-support"},
                                                   {"standard", "d07"},
                                                   {"year", "2022"},
                                                   {"group", "locality:co-to"}}),
                                         "/summary");
    EXPECT_THAT(read.dimensions, ElementsAre("statistic"));
    double const x = 1000.0 * static_cast<double>(catalogue.index("poor")) + 1 * 4 + 2;
    EXPECT_THAT(read.values,
                ElementsAre(x + 20, testing::DoubleNear(std::sqrt(50.0), 1e-9), x, x + 10, x + 20,
                            x + 30, x + 40, testing::DoubleNear(std::sqrt(250.0), 1e-9), 0));
    LabelledArray const flow = file.read("exits",
                                         at(file, {{"scenario", "no-support"},
                                                   {"standard", "d07"},
                                                   {"year", "2021"},
                                                   {"group", "province"}}),
                                         "/summary");
    for (double value : flow.values) EXPECT_TRUE(std::isnan(value));
}

TEST(ResultsWriter, DifferencesArePaired) {
    auto const path = fake::folder() / "r.h5";
    fake::write_file(path, fake::study(), fake::catalogue(), 5);
    ResultsReader const file(path);
    auto const difference = [&](char const* scenario) {
        return file
            .read("poor",
                  at(file, {{"scenario", scenario},
                            {"standard", "d07"},
                            {"year", "2023"},
                            {"group", "province"}}),
                  "/difference")
            .values;
    };
    // Against scenario 1, 24 numbers before: -24 - 3 r and 24 + 3 r; what is common is gone.
    double const error = 3 * std::sqrt(0.5);
    auto const spread = testing::DoubleNear(3 * std::sqrt(2.5), 1e-9);
    EXPECT_THAT(difference("no-support"), ElementsAre(-30, testing::DoubleNear(error, 1e-9), -36,
                                                      -33, -30, -27, -24, spread, 0));
    EXPECT_THAT(difference("services-first"),
                ElementsAre(30, testing::DoubleNear(error, 1e-9), 24, 27, 30, 33, 36, spread, 0));
    EXPECT_THAT(difference("as-delivered"), ElementsAre(0, 0, 0, 0, 0, 0, 0, 0, 0));
    EXPECT_FALSE(file.variable("households", "/difference"));
    EXPECT_TRUE(file.variable("households", "/summary"));
}

TEST(ResultsWriter, SummariesReachWhatIsTooMuchAtOnce) {
    auto const path = fake::folder() / "r.h5";
    Catalogue catalogue = fake::catalogue();
    auto& groups = catalogue.members[static_cast<std::size_t>(Axis::group)];
    for (int g = 0; groups.size() < 170; ++g) groups.push_back(fmt::format("locality:{}", g));
    catalogue.members[static_cast<std::size_t>(Axis::standard)] = {"d07"};
    std::erase_if(catalogue.variables, [](Variable const& v) { return v.name != "poor"; });
    std::uint32_t const replicates = 4200;  // a million numbers a chunk
    fake::write_file(path, fake::study(), catalogue, replicates);
    ResultsReader const file(path);
    std::size_t const mean = statistic_index("mean");
    for (std::size_t scenario : {0U, 1U, 2U}) {
        Selection const one{{"scenario", scenario}, {"standard", 0}, {"year", 2}};
        auto const with = [&](char const* dimension, std::size_t member) {
            Selection chosen = one;
            chosen[dimension] = member;
            return chosen;
        };
        auto const means = file.read("poor", with("statistic", mean), "/summary").values;
        auto const differences = file.read("poor", with("statistic", mean), "/difference").values;
        for (std::size_t group : {0U, 84U, 85U, 169U}) {
            auto const numbers = file.read("poor", with("group", group)).values;
            Selection baseline = with("group", group);
            baseline["scenario"] = 1;
            auto const under_baseline = file.read("poor", baseline).values;
            double sum = 0.0;
            double difference = 0.0;
            for (std::size_t r = 0; r < numbers.size(); ++r) {
                sum += numbers[r];
                difference += numbers[r] - under_baseline[r];
            }
            EXPECT_DOUBLE_EQ(means[group], sum / replicates) << scenario << ' ' << group;
            EXPECT_DOUBLE_EQ(differences[group], difference / replicates);
        }
    }
}

TEST(ResultsWriter, DrawnParametersAreInTheFile) {
    auto const path = fake::folder() / "r.h5";
    Study study = fake::study();
    study.drawn = true;
    study.replicates = 4;
    study.parameters[0].distribution = Distribution{Spread::uniform, 0.4, 0.7, 0.9};
    Catalogue const catalogue = fake::catalogue();
    ParameterDraws draws(study);
    draws.reject(1);
    {
        ResultsWriter writer(path, study, catalogue, fake::provenance(), 4, true);
        for (std::uint32_t r = 0; r < 4; ++r) writer.write(fake::result(catalogue, r));
        writer.finish(&draws);
    }
    ArrayFile const file = ArrayFile::open(path);
    EXPECT_THAT(file.read("/draw"), ElementsAre(0, 0, 1, 1));
    EXPECT_EQ(file.info("/draw").dimensions, std::vector<std::string>{"replicate"});
    EXPECT_EQ(file.attribute("/", "uncertainty"), Attribute::Value("drawn"));
    EXPECT_THAT(file.read_text("/draws/key"), ElementsAre("parameters.rho"));
    EXPECT_THAT(file.read("/draws/rejected"), ElementsAre(0, 1));
    EXPECT_THAT(file.read("/draws/value"),
                ElementsAre(draws.attempt(0, 0)[0].value, draws.attempt(1, 1)[0].value));
    EXPECT_THAT(file.read_text("/parameters/distribution"), ElementsAre("uniform", ""));
    auto const about = [&](char const* name) {
        return std::get<std::string>(*file.attribute("/summary/poor", name));
    };
    EXPECT_EQ(about("interval"),
              "q05 to q95: 5th to 95th percentile of 4 replicates; spread by chance and 2 draws of "
              "the parameters; synthetic populations fixed:16");
    EXPECT_EQ(about("standard_error"), "clustered by draw and by population");
    // the replicates are x + {0, 40, 10, 30}: within 800 and 200, means 20 and 20
    ResultsReader const results(path);
    EXPECT_EQ(results.draws(), 2U);
    auto const poor = results.read("poor",
                                   at(results, {{"scenario", "no-support"},
                                                {"standard", "d07"},
                                                {"year", "2022"},
                                                {"group", "province"}}),
                                   "/summary");
    EXPECT_NEAR(poor.values[statistic_index("process_sd")], std::sqrt(500.0), 1e-9);
    EXPECT_EQ(poor.values[statistic_index("parameter_sd")], 0.0);
    EXPECT_THAT(comparison_text(compare(results)),
                testing::HasSubstr("Chance and 2\ndraws of the uncertain"));
}

TEST(ResultsWriter, AVariableWithoutNumbersIsNotInTheFile) {
    auto const path = fake::folder() / "r.h5";
    Catalogue catalogue = fake::catalogue();
    catalogue.members[static_cast<std::size_t>(Axis::programme)].clear();
    Study study = fake::study();
    for (Scenario& scenario : study.experiment.scenarios) scenario.programmes.clear();
    study.actuals.clear();
    study.files.clear();
    study.settings.clear();
    fake::write_file(path, study, catalogue, 2);
    ResultsReader const file(path);
    EXPECT_FALSE(file.variable("spending"));
    EXPECT_TRUE(file.members("payer").empty());
    EXPECT_TRUE(file.variable("poor"));
    EXPECT_TRUE(file.actuals().empty());
}

TEST(ResultsWriter, RefusesWhatExistsBeforeAnyReplicate) {
    auto const folder = fake::folder();
    auto const path = folder / "r.h5";
    std::ofstream(path) << "precious";
    Study const study = fake::study();
    auto const make = [&](std::filesystem::path const& target, bool force) {
        ResultsWriter const writer(target, study, fake::catalogue(), fake::provenance(), 2, force);
    };
    try {
        make(path, false);
        FAIL();
    } catch (InputError const& error) {
        EXPECT_EQ(error.problems().at(0).file, path.string());
        EXPECT_THAT(error.problems().at(0).hint, HasSubstr("--force"));
    }
    EXPECT_EQ(fake::text_of(path), "precious");
    EXPECT_THROW(make(folder, true), InputError);
    EXPECT_THROW(make(folder / "", true), InputError);
    EXPECT_THROW(make(folder / "no" / "r.h5", false), InputError);
    EXPECT_THROW(make("/dev/null", true), InputError);
    make(path, true);  // does not finish: the old file stays
    EXPECT_EQ(fake::text_of(path), "precious");
    fake::write_file(path, study, fake::catalogue(), 2);
    EXPECT_EQ(ResultsReader(path).replicates(), 2U);
}

TEST(ResultsWriter, LeavesNothingWithoutAnEnd) {
    auto const folder = fake::folder();
    Catalogue const catalogue = fake::catalogue();
    Study const study = fake::study();
    {
        ResultsWriter writer(folder / "r.h5", study, catalogue, fake::provenance(), 2, false);
        writer.write(fake::result(catalogue, 0));
        EXPECT_FALSE(std::filesystem::exists(folder / "r.h5"));
        EXPECT_FALSE(std::filesystem::is_empty(folder));
        EXPECT_THROW(writer.finish(), std::logic_error);
    }
    EXPECT_TRUE(std::filesystem::is_empty(folder));
}

TEST(ResultsWriter, KeepsBothWhenSomebodyElseMadeTheTarget) {
    auto const folder = fake::folder();
    Catalogue const catalogue = fake::catalogue();
    Study const study = fake::study();
    {
        ResultsWriter writer(folder / "r.h5", study, catalogue, fake::provenance(), 1, false);
        writer.write(fake::result(catalogue, 0));
        std::ofstream(folder / "r.h5") << "theirs";
        EXPECT_THROW(writer.finish(), InputError);
    }
    EXPECT_EQ(fake::text_of(folder / "r.h5"), "theirs");
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder), {}), 2);
}

TEST(ResultsWriter, KeepsWhatCannotTakeItsName) {
    auto const folder = fake::folder();
    Catalogue const catalogue = fake::catalogue();
    Study const study = fake::study();
    {
        ResultsWriter writer(folder / "r.h5", study, catalogue, fake::provenance(), 1, true);
        writer.write(fake::result(catalogue, 0));
        std::filesystem::create_directories(folder / "r.h5" / "full");
        try {
            writer.finish();
            FAIL();
        } catch (InputError const& error) {
            EXPECT_THAT(error.problems().at(0).hint, HasSubstr("the results of this run are in"));
        }
    }
    std::size_t files = 0;
    for (auto const& entry : std::filesystem::directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        ++files;
        EXPECT_EQ(ResultsReader(entry.path()).replicates(), 1U);
    }
    EXPECT_EQ(files, 1U);
}

TEST(ResultsWriter, ReplicatesMustComeInOrderAndShape) {
    Catalogue const catalogue = fake::catalogue();
    Study const study = fake::study();
    ResultsWriter writer(fake::folder() / "r.h5", study, catalogue, fake::provenance(), 2, false);
    EXPECT_THROW(writer.write(fake::result(catalogue, 1)), std::logic_error);
    ReplicateResult wrong = fake::result(catalogue, 0);
    wrong.values[3].pop_back();
    EXPECT_THROW(writer.write(wrong), std::logic_error);
    wrong.values.pop_back();
    EXPECT_THROW(writer.write(wrong), std::logic_error);
}

TEST(ResultsWriter, ACountThatDoesNotFitIsNoNumber) {
    Catalogue const catalogue = fake::catalogue();
    Study const study = fake::study();
    for (double value : {3e9, 0.5}) {
        ResultsWriter writer(fake::folder() / "r.h5", study, catalogue, fake::provenance(), 1,
                             false);
        ReplicateResult result = fake::result(catalogue, 0);
        result.values[catalogue.index("poor")][0] = value;
        EXPECT_THROW(writer.write(result), FileError);
    }
}

TEST(ResultsWriter, TheFirstOfManyReplicatesAreThoseOfFew) {
    auto const folder = fake::folder();
    Catalogue const catalogue = fake::catalogue();
    fake::write_file(folder / "few.h5", fake::study(), catalogue, 20);
    fake::write_file(folder / "many.h5", fake::study(), catalogue, 70);
    ResultsReader const few(folder / "few.h5");
    ResultsReader const many(folder / "many.h5");
    for (std::size_t r = 0; r < 20; ++r) {
        EXPECT_THAT(few.read("poor", {{"replicate", r}}).values,
                    testing::ContainerEq(many.read("poor", {{"replicate", r}}).values));
    }
}

std::string end_time_of(std::filesystem::path const& path) {
    auto const value = ArrayFile::open(path).attribute("/provenance", "end_time");
    return std::get<std::string>(value.value());
}

TEST(ResultsWriter, TheSameRunGivesTheSameBytes) {
    auto const folder = fake::folder();
    fake::write_file(folder / "a.h5", fake::study(), fake::catalogue(), 70);
    std::this_thread::sleep_for(std::chrono::milliseconds(1100));
    fake::write_file(folder / "b.h5", fake::study(), fake::catalogue(), 70);
    std::string first = fake::text_of(folder / "a.h5");
    std::string const time = end_time_of(folder / "a.h5");
    std::string const other_time = end_time_of(folder / "b.h5");
    ASSERT_NE(time, other_time);
    std::size_t const place = first.find(time);
    ASSERT_NE(place, std::string::npos);
    first.replace(place, time.size(), other_time);
    EXPECT_TRUE(first == fake::text_of(folder / "b.h5"));
}

TEST(ResultsWriter, ALinkIsFollowed) {
    auto const folder = fake::folder();
    std::filesystem::create_directory(folder / "disk");
    std::ofstream(folder / "disk/r.h5") << "old";
    std::filesystem::create_symlink(folder / "disk/r.h5", folder / "r.h5");
    fake::write_file(folder / "r.h5", fake::study(), fake::catalogue(), 1);
    EXPECT_TRUE(std::filesystem::is_symlink(folder / "r.h5"));
    EXPECT_EQ(ResultsReader(folder / "disk/r.h5").replicates(), 1U);
}

}  // namespace
}  // namespace povex
