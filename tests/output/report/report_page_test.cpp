#include "output/report/report_page.hpp"

#include <filesystem>
#include <fstream>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "engine/base/error.hpp"
#include "output/report/page_parts.hpp"
#include "tests/output/fake_run.hpp"

namespace povex {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

std::filesystem::path results_of(Study const& study, std::uint32_t replicates = 5) {
    auto path = fake::folder() / "r.h5";
    fake::write_file(path, study, fake::catalogue(), replicates);
    return path;
}

Answer answer_about(Study const& study, std::uint32_t replicates = 5) {
    ResultsReader const results(results_of(study, replicates));
    Comparison const run = compare(results);
    return answer_of(report_source(results, Language::en, run),
                     report_source(results, Language::vi, run));
}

json document_of(Study const& study, PageRequest const& request = {}) {
    return json::parse(page_document(ResultsReader(results_of(study)), request));
}

/// A text of a document in English.
std::string english(json const& document, json const& text) {
    json const& found = document["texts"][text[0].get<std::size_t>()];
    return found.is_string() ? found : found[0];
}

// Poor is variable 2: in scenario 1, the baseline, under d07 (standard 0) it is 2024 and, two years
// on, 2032, plus what all share, 20 on average from 0 to 40, plus 3 a replicate, 0 to 4.
TEST(ReportPage, SaysThePoorUnderTheBaselineWithIntervalAndStandard) {
    Answer const answer = answer_about(fake::study());
    ASSERT_FALSE(answer.first.empty());
    EXPECT_EQ(
        answer.first[0].en,
        "Under Decree 07/2021, “As delivered” leaves 2,058 (2,032–2,075) poor households on the "
        "official list at the end of 2023; at the end of 2021 there were 2,050.");
    EXPECT_THAT(answer.first[0].vi,
                HasSubstr("kịch bản “Như đã thực hiện” còn 2.058 (2.032–2.075)"));
}

TEST(ReportPage, SaysEveryPackageAgainstTheBaselineWithItsPrice) {
    Study study = fake::study();
    study.experiment.scenarios[2].programmes[0].cost.budget = {0, 1, 1};
    Answer const answer = answer_about(study);
    // No support runs less, services first has other budgets: 24 fewer and more, less and plus 3 a
    // replicate in the mean of 0 to 4, that is 6. Money is variable 18, eight years and payers.
    EXPECT_THAT(answer.scenarios, ElementsAre(1, 0, 2));
    ASSERT_EQ(answer.packages.size(), 2U);
    EXPECT_THAT(answer.packages[0].en,
                HasSubstr("“No support” leaves 2,028 (2,008–2,048) poor households at the end of "
                          "2023, 30 (24–36) fewer"));
    EXPECT_THAT(answer.packages[0].en, HasSubstr(" less over all years."));
    EXPECT_THAT(answer.packages[0].en,
                HasSubstr("averts 60 (48–72) household-years on the list and averts 60 (48–72) "
                          "household-years in poverty (in truth). A household-year on the list "
                          "averted: saves money."));
    EXPECT_THAT(answer.packages[1].en, HasSubstr("30 (24–36) more"));
    EXPECT_THAT(answer.packages[1].vi, HasSubstr("nhiều hơn 30 (24–36) hộ"));
}

TEST(ReportPage, AViewOfTheBaselineIsNoPackage) {
    Study study = fake::study();
    study.experiment.scenarios[2].runs = study.experiment.scenarios[1].runs;  // the same programmes
    EXPECT_THAT(answer_about(study).scenarios, ElementsAre(1, 0));
    study.shown_with_baseline = {0};
    EXPECT_THAT(answer_about(study).scenarios, ElementsAre(1));
}

TEST(ReportPage, SaysHowTheProjectionFared) {
    Answer const answer = answer_about(fake::study());
    ASSERT_EQ(answer.caveats.size(), 3U);
    EXPECT_THAT(answer.caveats[0].en,
                HasSubstr("from the 5th to the 95th percentile of the 5 replicates"));
    EXPECT_THAT(answer.caveats[1].en,
                HasSubstr("that the projection did not use: 2; of them between"));
    EXPECT_THAT(answer.caveats[2].en, HasSubstr("1 of the 2 numbers of the study are assumptions"));
}

TEST(ReportPage, ASingleReplicateHasNoInterval) {
    Answer const answer = answer_about(fake::study(), 1);
    EXPECT_THAT(answer.first[0].en, HasSubstr("leaves 2,032 poor households"));
    EXPECT_THAT(answer.caveats[0].en, HasSubstr("no intervals"));
}

TEST(ReportPage, TheDocumentHoldsEverySectionInBothLanguages) {
    json const document = document_of(fake::study());
    std::vector<std::string> ids;
    for (json const& section : document["sections"]) {
        ids.push_back(section["id"]);
        for (json const& row : section["table"]["rows"]) {
            ASSERT_EQ(row.size(), section["table"]["columns"].size()) << section["id"];
        }
    }
    EXPECT_THAT(ids, ElementsAre("by-year", "flows", "summary", "differences", "costs", "enrolled",
                                 "places", "classified", "actuals"));
    EXPECT_EQ(document["basis"][0]["id"], "assumptions");
    EXPECT_EQ(document["annex"][0]["id"], "apparatus");
    EXPECT_EQ(document["command"], "povex run 'Quảng Ninh'");
    EXPECT_EQ(english(document, document["scenarios"][0]["name"]), "As delivered (baseline)");
    EXPECT_EQ(document["language"], "vi");
}

TEST(ReportPage, ColumnsOfATableHaveKeysOfTheirOwn) {
    json const document = document_of(fake::study());
    for (char const* part : {"sections", "basis", "annex"}) {
        for (json const& section : document[part]) {
            std::set<std::string> keys;
            for (json const& column : section["table"]["columns"]) {
                EXPECT_TRUE(keys.insert(column["key"]).second)
                    << section["id"] << " " << column["key"];
            }
            EXPECT_FALSE(keys.contains(""));
        }
    }
}

TEST(ReportPage, WhatAStudySaysIsNoMarkup) {
    Study study = fake::study();
    std::string const evil = "</script><b>\"'\x01\u202e";
    study.title = {evil, evil};
    study.experiment.scenarios[0].label.title = {evil, evil};
    auto const folder = fake::folder();
    std::string const text = page_document(ResultsReader(results_of(study)), {});
    EXPECT_THAT(text, Not(HasSubstr("<")));
    json const document = json::parse(text);
    EXPECT_EQ(english(document, document["title"]), "</script><b>\"'\ufffd\ufffd");
    write_report_page(folder / "r.html", ResultsReader(folder / "r.h5"), {});
    std::string const page = fake::text_of(folder / "r.html");
    EXPECT_THAT(page, HasSubstr("<title>&lt;/script&gt;&lt;b&gt;\"'\ufffd\ufffd</title>"));
    EXPECT_THAT(page, Not(HasSubstr("</script><b>")));
    EXPECT_THAT(page, Not(HasSubstr("{{")));
}

TEST(ReportPage, ScenariosOfOneTitleAreToldApart) {
    Study study = fake::study();
    study.experiment.scenarios[0].label.title = study.experiment.scenarios[2].label.title;
    json const document = document_of(study);
    EXPECT_EQ(english(document, document["scenarios"][1]["name"]), "Services first (no-support)");
    EXPECT_EQ(english(document, document["scenarios"][2]["name"]),
              "Services first (services-first)");
}

TEST(ReportPage, HouseholdsThatWereReplayedStandInIt) {
    PageRequest request;
    request.households = {{"leaves",
                           "12",
                           {{"Four members", "Bốn người"}},
                           {{2022, {{"A new house", "Nhà mới"}}, 2e6, 1.5e6, "not"}}}};
    json const document = document_of(fake::study(), request);
    json const& household = document["households"][0];
    EXPECT_EQ(household["role"], "leaves");
    EXPECT_EQ(english(document, household["labels"][0]), "Four members");
    EXPECT_EQ(english(document, household["years"][0]["events"][0]), "A new house");
    EXPECT_EQ(household["years"][0]["income"], 2e6);
}

TEST(ReportPage, ReplacesAFileWithForceOnlyAndLeavesNothingElse) {
    auto const path = results_of(fake::study());
    auto const page = path.parent_path() / "r.html";
    std::ofstream(page) << "mine";
    EXPECT_THROW(write_report_page(page, ResultsReader(path), {}), InputError);
    EXPECT_EQ(fake::text_of(page), "mine");
    PageRequest request;
    request.force = true;
    request.geojson = path.parent_path() / "nowhere.json";
    EXPECT_THROW(write_report_page(page, ResultsReader(path), request), InputError);
    EXPECT_EQ(fake::text_of(page), "mine");
    request.geojson.clear();
    write_report_page(page, ResultsReader(path), request);
    EXPECT_THAT(fake::text_of(page), HasSubstr("<!doctype html>"));
    auto const files = std::filesystem::directory_iterator(path.parent_path());
    EXPECT_EQ(std::distance(begin(files), end(files)), 2);
}

class Shapes : public testing::Test {
protected:
    [[nodiscard]] std::string read(std::string const& text) const {
        auto const path = fake::folder() / "map.json";
        std::ofstream(path) << text;
        return read_shapes(path, {"ha-long", "co-to"});
    }

    [[nodiscard]] std::string problem(std::string const& text) const {
        try {
            return read(text);
        } catch (InputError const& error) {
            return error.problems().front().what + "; " + error.problems().front().hint;
        }
    }

    static std::string feature(std::string const& name, std::string const& geometry) {
        return R"({"type": "FeatureCollection", "features": [{"properties": {"code": 3, "name": ")" +
               name + R"("}, "geometry": )" + geometry + "}]}";
    }

    static constexpr char const* triangle =
        R"({"type": "Polygon", "coordinates": [[[107, 21], [107.000001, 21], [107.12345678, 21.5], [107, 21]]]})";
};

TEST_F(Shapes, AreThoseThatAPropertyNames) {
    EXPECT_EQ(json::parse(read(feature("co-to", triangle))),
              json::parse(R"([{"id": "co-to", "type": "Polygon",
                  "coordinates": [[[107.0, 21.0], [107.1235, 21.5], [107.0, 21.0]]]}])"));
}

TEST_F(Shapes, ThatNameNoLocalityAreRefused) {
    EXPECT_THAT(problem(feature("hue", triangle)), HasSubstr("the results have ha-long, co-to"));
    EXPECT_THAT(problem(feature("co-to", R"({"type": "Point", "coordinates": [1, 2]})")),
                HasSubstr("none of its polygons"));
    EXPECT_THAT(problem(feature("co-to", "null")), HasSubstr("none of its polygons"));
}

TEST_F(Shapes, WhatIsNoGeoJsonIsRefused) {
    for (char const* text :
         {"", "[]", "{}", "{\"features\": 3}", "{\"features\": [7]}", "\xff\xfe"}) {
        EXPECT_THAT(problem(text), HasSubstr("FeatureCollection")) << text;
    }
    for (char const* coordinates :
         {"7", "[[[\"a\", 2]]]", "[[[1]]]", "null", "{}", "[[1, 2]]", "[[[[1, 2]]]]"}) {
        std::string const geometry =
            R"({"type": "Polygon", "coordinates": )" + std::string(coordinates) + "}";
        EXPECT_THAT(problem(feature("co-to", geometry)), HasSubstr("wanted")) << coordinates;
    }
}

}  // namespace
}  // namespace povex
