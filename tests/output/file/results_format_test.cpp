#include <map>
#include <regex>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/measure/table_of_measures.hpp"
#include "output/file/array_file.hpp"
#include "tests/output/fake_run.hpp"

namespace povex {
namespace {

std::string document() {
    return fake::text_of(std::filesystem::path(POVEX_SOURCE_DIR) / "docs/results-format.md");
}

std::set<std::string> matches(std::string const& text, std::regex const& pattern) {
    std::set<std::string> found;
    for (std::sregex_iterator match(text.begin(), text.end(), pattern), end; match != end;
         ++match) {
        found.insert((*match)[1]);
    }
    return found;
}

TEST(ResultsFormat, EveryNameOfAFileIsInTheDocument) {
    auto const path = fake::folder() / "r.h5";
    fake::write_file(path, fake::study(), fake::catalogue(), 2);
    std::set<std::string> const documented = matches(document(), std::regex("`([A-Za-z_0-9/]+)`"));
    ArrayFile const file = ArrayFile::open(path);
    for (std::string const& name : file.arrays("/")) EXPECT_TRUE(documented.contains(name)) << name;
    for (std::string const& group : file.groups("/")) {
        EXPECT_TRUE(documented.contains("/" + group)) << group;
        for (std::string const& name : file.arrays("/" + group)) {
            EXPECT_TRUE(documented.contains(name)) << group << "/" << name;
        }
    }
}

/// The part of the document under a heading.
std::string section(std::string const& heading) {
    std::string const text = document();
    std::size_t const start = text.find("\n## " + heading);
    return text.substr(start, text.find("\n## ", start + 1) - start);
}

TEST(ResultsFormat, EveryVariableOfTheDocumentIsInAFile) {
    auto const path = fake::folder() / "r.h5";
    Catalogue const catalogue = fake::catalogue();
    fake::write_file(path, fake::study(), catalogue, 2);
    std::set<std::string> variables;
    for (Variable const& variable : catalogue.variables) variables.insert(variable.name);
    EXPECT_EQ(matches(section("Variables"), std::regex("\n\\| `([a-z_]+)` \\|")), variables);
    std::set<std::string> const dimensions(axis_names.begin(), axis_names.end());
    EXPECT_EQ(matches(section("Dimensions"), std::regex("\n\\| `([a-z_]+)` \\|")), dimensions);
    ArrayFile const file = ArrayFile::open(path);
    for (std::string const& group : matches(document(), std::regex("\n## `(/[a-z]+)`"))) {
        EXPECT_TRUE(file.has(group)) << group;
    }
}

TEST(ResultsFormat, EveryCountOfTheEngineIsInTheDocument) {
    auto const documented = matches(section("Variables"), std::regex("\n\\| `([a-z_]+)` \\|"));
    for (std::string const& name : count_measure_names()) {
        EXPECT_TRUE(documented.contains(name)) << name;
    }
}

TEST(ResultsFormat, TypesAndUnitsAreThoseOfTheDocument) {
    auto const path = fake::folder() / "r.h5";
    fake::write_file(path, fake::study(), fake::catalogue(), 2);
    ArrayFile const file = ArrayFile::open(path);
    std::map<std::string, Stored> const types{
        {"int32", Stored::int32}, {"int64", Stored::int64}, {"double", Stored::real}};
    std::string const text = section("Variables");
    std::regex const row("\n\\| `([a-z_]+)` \\| ([a-z0-9]+) \\| ([a-z0-9/]+) \\|");
    int rows = 0;
    for (std::sregex_iterator match(text.begin(), text.end(), row), end; match != end; ++match) {
        std::string const name = (*match)[1];
        EXPECT_EQ(file.info("/" + name).stored, types.at((*match)[2])) << name;
        std::string const units = std::regex_replace((*match)[3].str(), std::regex("money"), "VND");
        EXPECT_EQ(file.attribute("/" + name, "units"), Attribute::Value(units)) << name;
        EXPECT_EQ(file.attribute("/summary/" + name, "units"), Attribute::Value(units)) << name;
        ++rows;
    }
    EXPECT_EQ(rows, 37);
}

}  // namespace
}  // namespace povex
