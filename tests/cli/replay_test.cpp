#include <nlohmann/json.hpp>

#include "tests/cli/program.hpp"

namespace povex::test {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

TEST_F(Program, ReplaysAHouseholdYearByYear) {
    auto const told = povex("replay . --household left_behind --replicate 1 --json");
    ASSERT_EQ(told.code, 0) << told.err;
    auto const replay = json::parse(told.out);
    EXPECT_EQ(replay["synthetic"], true);
    EXPECT_EQ(replay["scenario"], "with");
    ASSERT_EQ(replay["years"].size(), 3U);
    for (auto const& year : replay["years"]) {
        EXPECT_EQ(year["official"], "poor");
        EXPECT_LE(year["income"], year["line"]);
    }
    EXPECT_EQ(replay["years"][1]["enrolled"][0]["programme"], "grant");
    EXPECT_EQ(replay["years"][1]["enrolled"][0]["cost"], 1'000'000);

    auto const key = replay["household"].dump();
    auto const again = povex("replay . --household " + key + " --replicate 1 --json");
    EXPECT_EQ(again.out, told.out);
    auto const other = povex("replay . --household " + key + " --scenario without --replicate 1");
    EXPECT_THAT(other.out, HasSubstr("no real household"));
    EXPECT_THAT(other.out, Not(HasSubstr("grant")));
    EXPECT_EQ(left_behind(), std::vector<std::string>{});
}

TEST_F(Program, ReplaysWhyAProgrammeDoesNotServe) {
    auto const told = povex("replay . --household leaves --json");
    ASSERT_EQ(told.code, 0) << told.err;
    auto const years = json::parse(told.out)["years"];
    EXPECT_EQ(years[0]["stopped"], json::array());
    json const stopped = {{{"programme", "grant"}, {"at", "not_listed"}}};
    std::size_t unlisted = 0;
    for (std::size_t t = 1; t < years.size(); ++t) {
        bool const listed = years[t - 1]["official"] == "poor";
        EXPECT_EQ(years[t]["enrolled"].size(), listed ? 1U : 0U);
        EXPECT_EQ(years[t]["stopped"], listed ? json::array() : stopped);
        unlisted += listed ? 0 : 1;
    }
    auto const words = povex("replay . --household leaves --lang vi");
    EXPECT_EQ(words.out.find("Không thuộc diện được hưởng: grant") != std::string::npos,
              unlisted > 0);
    EXPECT_GT(unlisted, 0U);
}

TEST_F(Program, ReplaysInVietnamese) {
    auto const told = povex("replay . --household left_behind --lang vi");
    EXPECT_THAT(told.out, HasSubstr("không phải hộ có thật"));
    EXPECT_THAT(told.out, HasSubstr("Được hưởng grant (1,0 triệu đồng)"));
    EXPECT_THAT(told.out, HasSubstr("1.500.000"));
}

TEST_F(Program, ReplaysWithTheNumbersOfItsDraw) {
    write("parameters.toml", "income_floor = { value = 900_000, range = [800_000, 1_000_000] }\n");
    auto const lowest = [&](std::string const& how) {
        auto const told =
            povex("replay . --household left_behind --replicate 9 --json --uncertainty " + how);
        EXPECT_EQ(told.code, 0) << told.err;
        return json::parse(told.out)["years"][0]["income"].get<double>();
    };
    EXPECT_DOUBLE_EQ(lowest("fixed"), 900'000.0);
    EXPECT_NE(lowest("drawn"), lowest("fixed"));
}

TEST_F(Program, RefusesToReplayWhatIsNotThere) {
    EXPECT_EQ(povex("replay .").code, 2);
    auto const unknown = povex("replay . --household 7");
    EXPECT_EQ(unknown.code, 2);
    EXPECT_THAT(unknown.err, HasSubstr("no household 7"));
    auto const word = povex("replay . --household everybody");
    EXPECT_EQ(word.code, 2);
    EXPECT_THAT(word.err, HasSubstr("left_behind"));
    EXPECT_EQ(povex("replay . --household leaves --replicate -1").code, 2);
    EXPECT_EQ(povex("replay . --household leaves --scenario nothing").code, 2);
}

TEST_F(Program, TitlesOfAReplayedStudyCannotSteerTheTerminal) {
    write("study.toml",
          std::string(study) + "[localities.here]\ntitle.en = \"\\u001b[31mHere\\u202e\"\n");
    auto const told = povex("replay . --household left_behind");
    EXPECT_EQ(told.code, 0) << told.err;
    EXPECT_THAT(told.out, HasSubstr("Here"));
    EXPECT_THAT(told.out, Not(HasSubstr("\x1b")));
}

}  // namespace
}  // namespace povex::test
