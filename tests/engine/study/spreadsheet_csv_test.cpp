// A study whose tables were saved by a spreadsheet in Vietnamese is the same study.

#include <fstream>
#include <iterator>
#include <regex>
#include <sstream>
#include <tuple>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "engine/run/simulate_replicate.hpp"
#include "tests/engine/study/study_files.hpp"

namespace povex {
namespace {

using namespace testing;

/// 2200 as 2.200, 0.72 as 0,72, 2019-12-31 as 31/12/2019; other texts as they are.
std::string in_vietnamese(std::string const& field) {
    std::smatch part;
    if (std::regex_match(field, part, std::regex(R"((\d{4})-(\d\d)-(\d\d))"))) {
        return fmt::format("{}/{}/{}", part[3].str(), part[2].str(), part[1].str());
    }
    if (!std::regex_match(field, part, std::regex(R"((\d+)(\.\d+)?)"))) return field;
    std::string whole = part[1];
    for (std::size_t i = whole.size(); i > 3; i -= 3) whole.insert(i - 3, ".");
    return part[2].matched ? whole + "," + part[2].str().substr(1) : whole;
}

/// A table without quoted fields as Excel saves it where lists have semicolons: with a byte order
/// mark, two columns and a row too many, and lines that end with \r\n.
std::string as_excel_saves(std::string const& table) {
    std::string saved = "\xEF\xBB\xBF";
    std::istringstream lines(table);
    for (std::string line; std::getline(lines, line);) {
        std::istringstream fields(line);
        for (std::string field; std::getline(fields, field, ',');) {
            saved += in_vietnamese(field) + ";";
        }
        saved += line.ends_with(',') ? ";;\r\n" : ";\r\n";
    }
    return saved + ";;;;\r\n";
}

void save_again(std::filesystem::path const& file) {
    std::ifstream in(file, std::ios::binary);
    std::string const text(std::istreambuf_iterator<char>(in), {});
    in.close();
    std::ofstream(file, std::ios::binary) << as_excel_saves(text);
}

class SpreadsheetCsv : public Test {
protected:
    SpreadsheetCsv() {
        std::filesystem::copy(original, files_.folder(), std::filesystem::copy_options::recursive);
        for (auto const& entry : std::filesystem::recursive_directory_iterator(files_.folder())) {
            if (entry.path().extension() == ".csv") save_again(entry.path());
        }
    }

    std::filesystem::path const original =
        std::filesystem::path(POVEX_SOURCE_DIR) / "scenarios" / "elsewhere";
    test::StudyFiles files_;
};

TEST_F(SpreadsheetCsv, IsWrittenOtherwise) {
    for (char const* text : {"2.200", "0,72", "31/12/2019", "\xEF\xBB\xBF"}) {
        bool found = false;
        for (StudyFile const& file : files_.read().files) {
            std::ifstream in(files_.folder() / file.name, std::ios::binary);
            found |=
                std::string(std::istreambuf_iterator<char>(in), {}).find(text) != std::string::npos;
        }
        EXPECT_TRUE(found) << text;
    }
}

TEST_F(SpreadsheetCsv, IsTheSameStudy) {
    Study const expected = read_study({original, {}, {}});
    Study const got = files_.read();
    EXPECT_EQ(got.experiment.register_plan, expected.experiment.register_plan);
    ASSERT_EQ(got.actuals.size(), expected.actuals.size());
    for (std::size_t i = 0; i < got.actuals.size(); ++i) {
        Actual const& a = got.actuals[i];
        Actual const& b = expected.actuals[i];
        EXPECT_EQ(std::tie(a.date, a.year, a.standard, a.group, a.what, a.value, a.role, a.source,
                           a.grade, a.known_on, a.note),
                  std::tie(b.date, b.year, b.standard, b.group, b.what, b.value, b.role, b.source,
                           b.grade, b.known_on, b.note));
    }
}

TEST_F(SpreadsheetCsv, HasTheSameResults) {
    Study const expected = read_study({original, {}, {}});
    Study const got = files_.read();
    auto const a = simulate_replicate(PreparedExperiment(got.experiment), 1).values;
    auto const b = simulate_replicate(PreparedExperiment(expected.experiment), 1).values;
    ASSERT_EQ(a.size(), b.size());
    for (std::size_t v = 0; v < a.size(); ++v) {
        ASSERT_THAT(a[v], SizeIs(b[v].size()));
        EXPECT_THAT(a[v], Pointwise(NanSensitiveDoubleEq(), b[v]));
    }
}

TEST_F(SpreadsheetCsv, KnowsWhatWasKnownOnADate) {
    auto const of = [](std::filesystem::path const& folder) {
        return read_study({folder, {}, {}, "2021-01-01"});
    };
    EXPECT_EQ(of(files_.folder()).withheld, 1U);  // published on 01/03/2025
    EXPECT_EQ(of(original).withheld, 1U);
}

}  // namespace
}  // namespace povex
