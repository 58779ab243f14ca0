// povex compare A.h5 B.h5.

#include <algorithm>

#include <nlohmann/json.hpp>

#include "tests/cli/program.hpp"

namespace povex::test {
namespace {

using nlohmann::json;
using testing::HasSubstr;

class TwoRunsCompared : public Program {
protected:
    void run(std::string const& file, std::string const& options = "") const {
        auto const made = povex("run . -q -n 40 -o " + file + " " + options);
        ASSERT_EQ(made.code, 0) << made.err;
    }
    [[nodiscard]] json compared(std::string const& files) const {
        auto const result = povex("compare " + files + " --json");
        EXPECT_EQ(result.code, 0) << result.err;
        return result.code == 0 ? json::parse(result.out) : json{};
    }
    static std::size_t count(json const& two, char const* verdict) {
        return static_cast<std::size_t>(
            std::count_if(two["outcomes"].begin(), two["outcomes"].end(),
                          [&](json const& one) { return one["verdict"] == verdict; }));
    }
};

TEST_F(TwoRunsCompared, ARunDiffersInNothingFromItself) {
    run("a.h5");
    auto const two = compared("a.h5 a.h5");
    EXPECT_TRUE(two["paired"]);
    EXPECT_EQ(two["pairs"], 40);
    EXPECT_TRUE(two["study"].empty());
    EXPECT_TRUE(two["only_in_one"].empty());
    ASSERT_FALSE(two["outcomes"].empty());
    EXPECT_EQ(count(two, "same"), two["outcomes"].size());
}

TEST_F(TwoRunsCompared, AnotherSeedIsNoiseAndNoPair) {
    run("a.h5");
    run("b.h5", "--seed 77");
    auto const two = compared("a.h5 b.h5");
    EXPECT_FALSE(two["paired"]);
    EXPECT_FALSE(two["unpaired_for"].empty());
    EXPECT_EQ(count(two, "beyond noise"), 0U) << two["outcomes"].dump(1);
    EXPECT_GT(count(two, "within noise"), 0U);
}

TEST_F(TwoRunsCompared, AStrongerProgrammeIsNamedAndSeen) {
    run("a.h5");
    run("b.h5", "--set programmes.grant.log_effect=0.6");
    auto const two = compared("a.h5 b.h5");
    EXPECT_TRUE(two["paired"]);
    EXPECT_THAT(two["study"].dump(), HasSubstr("programmes.grant.log_effect"));
    bool fewer_poor = false;
    for (auto const& one : two["outcomes"]) {
        if (one["what"] != "poor" || one["year"] != 2022) continue;
        if (one["scenario"] == "without") {
            EXPECT_EQ(one["verdict"], "same");
        } else {
            fewer_poor = one["verdict"] == "beyond noise" && one["high"] < 0.0;
        }
        EXPECT_NEAR(one["mean_b"].get<double>() - one["mean_a"].get<double>(),
                    one["difference"].get<double>(), 1e-9);
    }
    EXPECT_TRUE(fewer_poor) << two["outcomes"].dump(1);
}

TEST_F(TwoRunsCompared, ListsWhatOneAloneHas) {
    run("a.h5");
    run("b.h5", "--scenario with");
    auto const two = compared("a.h5 b.h5");
    ASSERT_EQ(two["only_in_one"].size(), 1U) << two["only_in_one"].dump();
    EXPECT_EQ(two["only_in_one"][0]["member"], "without");
    EXPECT_EQ(two["only_in_one"][0]["in"], "a");
    EXPECT_FALSE(two["outcomes"].empty());
}

TEST_F(TwoRunsCompared, ThePageFitsATerminalAndTitlesAreHarmless) {
    auto text = std::string(study);
    text.replace(text.find("A small study"), 13, "\\u001b[31mred\\u0007");
    write("study.toml", text);
    run("a.h5");
    run("b.h5", "--set programmes.grant.log_effect=0.6");
    auto const page = povex("compare a.h5 b.h5");
    ASSERT_EQ(page.code, 0) << page.err;
    EXPECT_THAT(page.out, HasSubstr("programmes.grant.log_effect"));
    EXPECT_THAT(page.out, testing::Not(HasSubstr("\x1b")));
    for (std::size_t from = 0; from < page.out.size();) {
        auto const end = page.out.find('\n', from);
        auto const line = page.out.substr(from, end - from);
        auto const marks =
            std::count_if(line.begin(), line.end(), [](char c) { return (c & '\xC0') == '\x80'; });
        EXPECT_LE(static_cast<std::ptrdiff_t>(line.size()) - marks, 80) << line;
        from = end == std::string::npos ? page.out.size() : end + 1;
    }
}

TEST_F(TwoRunsCompared, RefusesWhatIsNotARun) {
    run("a.h5");
    for (char const* other : {"study.toml", "nowhere.h5"}) {
        auto const result = povex(std::string("compare a.h5 ") + other);
        EXPECT_EQ(result.code, 2) << other;
        EXPECT_THAT(result.err, HasSubstr(other));
        EXPECT_EQ(result.out, "");
    }
}

}  // namespace
}  // namespace povex::test
