#include "output/file/results_reader.hpp"

#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/base/error.hpp"
#include "tests/output/fake_run.hpp"

namespace povex {
namespace {

using testing::HasSubstr;

std::string problem_with(std::filesystem::path const& path) {
    try {
        ResultsReader const file(path);
    } catch (InputError const& error) {
        EXPECT_EQ(error.problems().at(0).file, path.string());
        return error.problems().at(0).what;
    }
    return "no problem";
}

TEST(ResultsReader, RefusesWhatIsNoResultsFile) {
    auto const folder = fake::folder();
    EXPECT_THAT(problem_with(folder / "none.h5"), HasSubstr("no such file"));
    std::ofstream(folder / "empty.h5").flush();
    EXPECT_THAT(problem_with(folder / "empty.h5"), HasSubstr("cannot be read"));
    std::ofstream(folder / "text.h5") << "title = 'a study'\n";
    EXPECT_THAT(problem_with(folder / "text.h5"), HasSubstr("cannot be read"));
    EXPECT_THAT(problem_with(folder), HasSubstr("cannot be read"));
    NewFile other(checked_target(folder / "other.h5", false));
    ArrayFile::create(other).close();
    other.finish();
    EXPECT_THAT(problem_with(folder / "other.h5"), HasSubstr("no results file of povex"));
}

TEST(ResultsReader, RefusesAnotherFormat) {
    auto const path = fake::folder() / "new.h5";
    NewFile made(checked_target(path, false));
    ArrayFile file = ArrayFile::create(made);
    file.add_attributes("/", {{"format", "povex-results"}, {"format_version", std::int64_t{99}}});
    file.close();
    made.finish();
    EXPECT_THAT(problem_with(path), HasSubstr("format 99"));
}

TEST(ResultsReader, RefusesACutFile) {
    auto const folder = fake::folder();
    fake::write_file(folder / "r.h5", fake::study(), fake::catalogue(), 3);
    std::string const whole = fake::text_of(folder / "r.h5");
    std::ofstream(folder / "cut.h5", std::ios::binary) << whole.substr(0, whole.size() / 2);
    EXPECT_THAT(problem_with(folder / "cut.h5"), HasSubstr("cannot be read"));
}

TEST(ResultsReader, SelectsByDimension) {
    auto const path = fake::folder() / "r.h5";
    Catalogue const catalogue = fake::catalogue();
    fake::write_file(path, fake::study(), catalogue, 3);
    ResultsReader const file(path);
    LabelledArray const series = file.read("persons", {{"group", 1}});
    EXPECT_THAT(series.dimensions, testing::ElementsAre("replicate"));
    EXPECT_THAT(series.values, testing::ElementsAre(1001, 1041, 1011));
    EXPECT_THROW(static_cast<void>(file.read("no_such")), std::out_of_range);
    EXPECT_THROW(static_cast<void>(file.read("persons", {{"year", 0}})), std::out_of_range);
    EXPECT_THROW(static_cast<void>(file.read("persons", {{"group", 4}})), std::out_of_range);
    EXPECT_EQ(file.variables("/summary").size(), catalogue.variables.size());
    EXPECT_EQ(file.variables("/difference").size(), catalogue.variables.size() - 2);
    EXPECT_TRUE(file.members("no_such").empty());
}

}  // namespace
}  // namespace povex
