#include <cmath>

#include <gtest/gtest.h>

#include "engine/run/prepared_experiment.hpp"
#include "engine/run/simulate_replicate.hpp"
#include "tests/engine/study/study_files.hpp"

namespace povex {
namespace {

using namespace testing;
using test::replaced;
using test::small_study;
using test::StudyFiles;

enum class Fate { ran, refused };

/// Read the study and run one replicate: whatever it says, it runs to numbers or is refused by an
/// InputError; anything else fails the test by itself.
Fate fate_of(std::string const& text,
             std::vector<std::pair<std::string, std::string>> const& others = {}) {
    StudyFiles files(text);
    for (auto const& [name, content] : others) files.write(name, content);
    try {
        Study const study = files.read();
        PreparedExperiment const prepared(study.experiment);
        auto const result = simulate_replicate(prepared, 0);
        EXPECT_FALSE(result.values.empty());
        for (auto const& values : result.values) {
            for (double const x : values) EXPECT_FALSE(std::isinf(x)) << text;
        }
    } catch (InputError const& error) {
        EXPECT_FALSE(error.problems().empty());
        return Fate::refused;
    }
    return Fate::ran;
}

/// A study of these lines on top of what every study needs.
std::string tiny(std::string const& top, std::string const& rest = {}) {
    return "base_year = 2021\npopulation = \"fixed:1\"\n" + top + "\n" + rest;
}
std::string const some = "last_year = 2023\nregister.households = 50\n";
std::string const model = "strata.all = { mean_income = 4e6, sigma = 0.6 }\n";
std::string const line = "standards.one.line = 2e6\n";

TEST(Nonsense, IsNotWhatTheseAre) {
    EXPECT_EQ(fate_of(small_study), Fate::ran);
    EXPECT_EQ(fate_of(tiny(some, model + line)), Fate::ran);
}

TEST(Nonsense, StudiesOfTheBaseYearAloneRun) {
    EXPECT_EQ(fate_of(tiny("last_year = 2021\nregister.households = 50\n", model + line)),
              Fate::ran);
    EXPECT_EQ(fate_of(tiny("last_year = 2021\nregister.households = 50\n",
                           model + line + "[programmes.p]\nunit_cost = 5\nbudget = 5\n")),
              Fate::ran);
}

TEST(Nonsense, ACenturyRuns) {
    EXPECT_EQ(fate_of(tiny("last_year = 2121\nregister.households = 50\n", model + line)),
              Fate::ran);
}

TEST(Nonsense, SizesOfTheRegister) {
    for (auto [households, fate] : {std::pair{"1", Fate::ran},
                                    {"0", Fate::refused},
                                    {"-5", Fate::refused},
                                    {"0.5", Fate::refused},
                                    {"1e18", Fate::refused},
                                    {"16777216", Fate::refused},
                                    {"500000000", Fate::refused}}) {
        EXPECT_EQ(fate_of(tiny(
                      "last_year = 2022\nregister.households = " + std::string(households) + "\n",
                      model + line)),
                  fate)
            << households;
    }
    for (auto [size, fate] :
         {std::pair{"20", Fate::ran}, {"21", Fate::refused}, {"256", Fate::refused}}) {
        EXPECT_EQ(fate_of(tiny(some + "register.size = " + size, model + line)), fate) << size;
    }
}

TEST(Nonsense, Keys) {
    for (auto [key, fate] : {std::pair{"0", Fate::refused},
                             {"1", Fate::ran},
                             {"4095", Fate::ran},
                             {"4096", Fate::refused},
                             {"65537", Fate::refused}}) {
        EXPECT_EQ(fate_of(replaced(small_study, "[programmes.housing]",
                                   "[programmes.housing]\nkey = " + std::string(key))),
                  std::string(key) == "2" ? Fate::refused : fate)
            << key;
        EXPECT_EQ(fate_of(replaced(small_study, "[strata.all]",
                                   "[strata.all]\nkey = " + std::string(key))),
                  fate)
            << key;
        EXPECT_EQ(fate_of(replaced(small_study, "[shocks.storm]",
                                   "[shocks.storm]\nkey = " + std::string(key))),
                  fate)
            << key;
    }
}

TEST(Nonsense, ManyRecords) {
    auto many = [](std::string const& table, int n, std::string const& body) {
        std::string text;
        for (int i = 0; i < n; ++i)
            text += table + "." + "r" + std::to_string(i) + " = " + body + "\n";
        return text;
    };
    auto with = [&](std::string const& records) {
        return fate_of(tiny(some, records + model + line));
    };
    EXPECT_EQ(with(many("indicators", 16, "{ level = 0.1 }")), Fate::ran);
    EXPECT_EQ(with(many("indicators", 17, "{ level = 0.1 }")), Fate::refused);
    EXPECT_EQ(with(many("indicators", 400, "{ level = 0.1 }")), Fate::refused);
    EXPECT_EQ(with(many("standards", 200, "{ line = 1e6 }")), Fate::refused);
    EXPECT_EQ(with(many("payers", 4096, "{ own = true }")), Fate::refused);
    EXPECT_EQ(with(many("scenarios", 100, "{}")), Fate::ran);
    EXPECT_EQ(with(many("shocks", 100, "{ kind = \"recurring\", probability = 0.1, loss = 0.1 }")),
              Fate::ran);
    EXPECT_EQ(with(many("programmes", 300, "{ unit_cost = 5, budget = 7 }")), Fate::ran);
}

TEST(Nonsense, IncomeLaws) {
    for (auto [sigma, fate] :
         {std::pair{"0", Fate::ran}, {"5", Fate::ran}, {"5.1", Fate::refused}}) {
        EXPECT_EQ(fate_of(tiny(some, "strata.all = { mean_income = 4e6, sigma = " +
                                         std::string(sigma) + " }\n" + line)),
                  fate);
    }
    for (auto [mean, fate] : {std::pair{"1e-300", Fate::ran},
                              {"1", Fate::ran},
                              {"1e13", Fate::ran},
                              {"9e15", Fate::refused}}) {  // all incomes together
        EXPECT_EQ(fate_of(tiny(some, "strata.all = { mean_income = " + std::string(mean) +
                                         ", sigma = 1 }\n" + line)),
                  fate)
            << mean;
    }
    for (char const* growth : {"-0.999999", "1e300", "{ 2022 = 1e300 }", "-0.9"}) {
        static_cast<void>(fate_of(tiny(
            some, "strata.all = { mean_income = 1, sigma = 1, growth = " + std::string(growth) +
                      " }\n" + line)));
    }
    for (char const* anchors :
         {"[]", "[{ income = 1e6, share = 0.1 }]", "[{ income = 5e6, share = 0.1 }]",
          "[{ income = 4e6, share = 0.499999999 }]", "[{ income = 1e-300, share = 1e-300 }]",
          "[{ income = 1e6, share = 0.1 }, { income = 1000000.0000001, share = 0.4 }]"}) {
        static_cast<void>(fate_of(tiny(some,
                                       "strata.all = { mean_income = 4e6, sigma = 0.6, marginal = "
                                       "\"anchored\", anchors = " +
                                           std::string(anchors) + " }\n" + line)));
    }
    for (char const* parameters :
         {"sigma_permanent = 1e300", "sigma_permanent = 50", "income_floor = 9e15", "rho = -0.999",
          "rho = 0.9999999999999999", "kappa_alpha = 0.9999999999999999", "z0 = \"zero\"",
          "kappa_own = 0", "max_log_effect = 1e-300", "grace_years = 100", "grace_years = 0",
          "sigma_low = 1e300", "slope_above = 1e300", "review_persistence = 1",
          "share_permanent = 0\nshare_review = 1",
          "share_permanent = 0\nshare_autoregressive = 1\nz0 = \"zero\"",
          "share_permanent = 0\nshare_transitory = 1"}) {
        static_cast<void>(fate_of(
            tiny(some, model + line + "[parameters]\n" + parameters + "\n" +
                           "[programmes.p]\nunit_cost = 5\nbudget = 500\nlog_effect = 10\n")));
    }
}

TEST(Nonsense, OfficialCounts) {
    auto with = [&](std::string const& counts, std::string const& strata,
                    std::string const& others = "") {
        return fate_of(tiny(some, "[counts]\nstandard = \"one\"\n" + counts +
                                      "\n[strata.all]\nmean_income = 4e6\n" + strata +
                                      "\n[standards.one]\nline = 2e6\n" + others));
    };
    std::string const spread = "sigma = 0.6";
    EXPECT_EQ(with("poor = 5\nnear_poor = 0", spread), Fate::ran);
    EXPECT_EQ(with("poor = 0\nnear_poor = 0", spread), Fate::ran);
    EXPECT_EQ(with("poor = 20\nnear_poor = 0", spread), Fate::ran);
    EXPECT_EQ(with("poor = 51\nnear_poor = 0", spread), Fate::refused);
    EXPECT_EQ(with("poor = 5\nnear_poor = 5", spread), Fate::refused);
    EXPECT_EQ(with("poor = -5\nnear_poor = 0", spread), Fate::refused);
    EXPECT_EQ(with("poor = 5\nnear_poor = 0", "sigma = 0"), Fate::ran);  // equal above the median
    EXPECT_EQ(with("poor = 5\nnear_poor = 0", "sigma = 0.6\nmarginal = \"lognormal\""),
              Fate::refused);
    EXPECT_EQ(with("poor = 5\nnear_poor = 0", spread + "\nodds = 0"), Fate::refused);
    EXPECT_EQ(with("poor = 0\nnear_poor = 0", spread + "\nodds = 0"), Fate::refused);
    EXPECT_EQ(with("poor = 5\nnear_poor = 0", spread, "low_line = 1e6"), Fate::refused);
    auto ruled = [&](char const* counts, char const* level) {
        return with(counts, spread,
                    "indicators = [\"a\"]\ncutoff = 1\n[indicators]\na = { level = " +
                        std::string(level) + " }\n");
    };
    EXPECT_EQ(ruled("poor = 5\nnear_poor = 5", "0.3"), Fate::ran);
    EXPECT_EQ(ruled("poor = 5\nnear_poor = 0", "0"), Fate::refused);
    EXPECT_EQ(ruled("poor = 0\nnear_poor = 5", "0"), Fate::ran);
    EXPECT_EQ(ruled("poor = 5\nnear_poor = 0", "1"), Fate::ran);
    EXPECT_EQ(ruled("poor = 0\nnear_poor = 5", "1"), Fate::refused);
    for (char const* odds : {"1e-300", "1e300", "5e-324"}) {
        static_cast<void>(
            with("poor = 5\nnear_poor = 0", spread + "\nodds = " + std::string(odds)));
    }
    for (char const* concentration : {"1e-300", "1e300", "1e-5"}) {
        static_cast<void>(
            with("poor = 5\nnear_poor = 0\nconcentration = " + std::string(concentration), spread));
    }
    for (char const* counts :
         {"poor = 5\nnear_poor = 5", "poor = 0\nnear_poor = 5", "poor = 5\nnear_poor = 0",
          "poor = 50\nnear_poor = 0", "poor = 0\nnear_poor = 50", "poor = 25\nnear_poor = 25"}) {
        for (char const* level : {"0", "1", "0.5", "0.001", "0.999"}) {
            for (char const* more : {"", ", calibrated = false", ", loading = 0.99, turnover = 1",
                                     ", needs = \"child\""}) {
                for (char const* strata : {"sigma = 0.6", "sigma = 0.6\nmarginal = \"anchored\""}) {
                    static_cast<void>(with(counts, strata,
                                           "indicators = [\"a\"]\ncutoff = 1\n[indicators]\na = { "
                                           "level = " +
                                               std::string(level) + more + " }\n"));
                }
            }
        }
    }
}

TEST(Nonsense, Deprivations) {
    for (char const* body :
         {"level = 0, turnover = 1", "level = 1, turnover = 1", "level = 1, loading = 0.99",
          "level = 0, loading = 0.9999999999999999, turnover = 0.5",
          "level = 0.5, entry = 0, exit = 0", "level = 0.5, entry = 1, exit = 0",
          "level = 0.5, entry = 0, exit = 1, loading = 0.9", "level = 0.5, entry = 1, exit = 1",
          "level = 0.5, entry = 0.5", "level = {}", "level = { all = 0.5 }",
          "level = { none = 0.5 }", "level = 0.5, needs = \"child\"", "level = 0.5, key = 15",
          "level = -1, key = -1, entry = 5, exit = 5, loading = 5"}) {
        static_cast<void>(fate_of(
            tiny(some, "multidimensional = true\n" + model + "indicators.a = { " + body + " }\n" +
                           "standards.one = { line = 2e6, indicators = [\"a\"], cutoff = 1 }\n" +
                           "[programmes.p]\nunit_cost = 5\nbudget = 500\nneeds = [\"a\"]\n"
                           "clears = { a = 1 }\nholds = { a = 0 }\n")));
    }
}

TEST(Nonsense, Programmes) {
    for (char const* body :
         {"",
          "unit_cost = 5",
          "budget = 5",
          "unit_cost = 0\nbudget = 0",
          "unit_cost = 0\nbudget = 5",
          "unit_cost = 5\nbudget = 9e15",
          "unit_cost = 9e15\nbudget = 9e15",
          "kind = \"entitlement\"\nunit_cost = 9e15",
          "kind = \"entitlement\"\namount = 9e15",
          "kind = \"entitlement\"\namount = 9e15\nunit = \"person\"\nstatus = \"any\"",
          "kind = \"entitlement\"\namount = \"line:one\"",
          "amount = { 2021 = 9e15, 2022 = 0 }\nbudget = 5",
          "kind = \"entitlement\"\namount = { 2021 = 9e15, 2022 = 0 }",
          "unit_cost = 5\nbudget = 5\nlog_effect = 10\nstatus = \"any\"",
          "unit_cost = 5\nbudget = 500\nlog_effect = -10\nstatus = \"any\"",
          "unit_cost = 5\nbudget = 500\nstatus = []",
          "unit_cost = 5\nbudget = 500\nstrata = []",
          "unit_cost = 5\nbudget = 500\nlag = 1000\nduration = 1e300",
          "unit_cost = 5\nbudget = 500\nlag = 1000\nduration = 1000",
          "unit_cost = 5\nbudget = 500\nunit = \"child\"",
          "unit_cost = 5\nbudget = 500\nonce = false\nevery = 100",
          "unit_cost = 5\nbudget = 500\ntake_up = 0",
          "unit_cost = 5\nbudget = 500\nsuccess = 0",
          "unit_cost = 5\nbudget = 500\npriority = {}",
          "unit_cost = 5\nbudget = 500\npriority = { poor = 1e308, near_poor = -1e308, gap = "
          "1e308, "
          "deprivation = 1e308, strata = { all = 1e308 } }\nstatus = \"any\"",
          "unit_cost = 5\nbudget = 500\npriority = \"poorest-first\"\nstatus = \"any\"",
          "unit_cost = 5\nbudget = 500\nfunding = { own = 1 }",
          "unit_cost = 5\nbudget = 500\nfunding = {}",
          "unit_cost = 5\nbudget = 500\nfunding = 5",
          "unit_cost = 0.4\nbudget = 0.4",
          "unit_cost = 5\nbudget = 500\numbrella = \"no-such\"",
          "unit_cost = 5\nbudget = 500\ndepreciation = 1\nlog_effect = 1",
          "kind = \"area\"\nbudget = 9e15\nfull_budget = 1\nlog_effect = 1e-16",
          "kind = \"area\"\nbudget = 9e15\nfull_budget = 1\nlog_effect = 10",
          "kind = \"area\"\nbudget = 0.4\nfull_budget = 1\nfunding = {}",
          "kind = \"area\"\nbudget = 1e6\nfull_budget = 1e6\nlag = 1000\nlog_effect = -10"}) {
        for (char const* payers : {"payers.own.own = true\n", "payers.own = {}\n", "payers = {}\n",
                                   "parameters.kappa_own = 0\npayers.own.own = true\n",
                                   "parameters.income_floor = 9e15\npayers.own = {}\n"}) {
            static_cast<void>(fate_of(tiny(some + "register.size = 20",
                                           model + line + payers + "[programmes.p]\n" + body)));
        }
    }
    EXPECT_EQ(fate_of(tiny(some, model + line + "[programmes]\n")), Fate::ran);
    EXPECT_EQ(fate_of(tiny(some, model + line +
                                     "[programmes]\n[shocks]\n[scenarios]\n[indicators]\n"
                                     "[payers]\n[parameters]\n[localities]\n")),
              Fate::ran);
}

TEST(Nonsense, Shocks) {
    for (char const* body :
         {"probability = 0, loss = 0", "probability = 1, loss = 700",
          "probability = 1, loss = 1e308", "probability = 1, loss = -1e308",
          "probability = 1, loss = 0, loss_sd = 1e308",
          "probability = 1, loss = 1e300, loss_sd = 1e-300", "probability = 1, loss = 1, decay = 1",
          "probability = 1, loss = 1, sectors = []", "probability = {}, loss = 1",
          "probability = { all = 0.5 }, loss = -5", "probability = 1, loss = 1, active = false"}) {
        for (char const* kind :
             {"kind = \"recurring\"", "kind = \"event\", years = [2022, 2023, 2022]",
              "kind = \"event\", years = []"}) {
            static_cast<void>(
                fate_of(tiny(some, model + line + "shocks.s = { " + body + ", " + kind + " }\n")));
        }
    }
}

TEST(Nonsense, Margins) {
    std::string const two =
        "last_year = 2022\nregister.margins = [\"m.csv\"]\n[localities]\na = {}\nb = {}\n[strata]\n"
        "all = { mean_income = 4e6, sigma = 0.6 }\n[standards]\none = { line = 2e6 }\n";
    for (auto [csv, fate] : {std::pair{"locality,households\na,10\nb,0\n", Fate::ran},
                             {"locality,households\na,10\n", Fate::refused},  // where is b?
                             {"locality,households\na,0.4\n", Fate::refused},
                             {"locality,households\na,0.6\nb,0\n", Fate::ran},
                             {"locality,households\na,10.4\nb,0.4\n", Fate::ran},
                             {"locality,households\na,1e-300\n", Fate::refused},
                             {"locality,households\na,1e300\n", Fate::refused},
                             {"locality,households\na,1e8\n", Fate::refused},
                             {"locality,size,households\na,20,10\nb,1,5\n", Fate::ran},
                             {"size,households\n1,10\n", Fate::refused},
                             {"locality,households\n", Fate::refused}}) {
        EXPECT_EQ(fate_of(tiny(two), {{"m.csv", csv}}), fate) << csv;
    }
    EXPECT_EQ(fate_of(tiny(replaced(two, "[\"m.csv\"]", "[]"))), Fate::refused);
    EXPECT_EQ(fate_of(tiny(replaced(two, "[\"m.csv\"]", "[\"m.csv\", \"m.csv\"]")),
                      {{"m.csv", "locality,households\na,10\n"}}),
              Fate::refused);
    for (char const* ethnicities : {"[]", "[\"\"]", "[\"a\", \"a\"]", "[1]"}) {
        static_cast<void>(
            fate_of(tiny(some + "register.ethnicities = " + ethnicities, model + line)));
    }
}

TEST(Nonsense, Standards) {
    for (char const* body :
         {"line = 1e-300", "line = 9e15", "line = {}", "line = { all = 1 }", "line = { all = {} }",
          "line = { other = 1 }", "line = 5, low_line = 6",
          "line = 5, low_line = 5, average_line = 5", "line = 5, average_line = 4",
          "line = 5, cutoff = 1", "line = 5, indicators = []"}) {
        static_cast<void>(fate_of(tiny(some, model + "standards.one = { " + body + " }\n")));
    }
}

}  // namespace
}  // namespace povex
