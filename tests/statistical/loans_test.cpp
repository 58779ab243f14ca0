// Closed forms and accounts of what comes with programmes: protection, loss, loans, caps of payers.

#include <cmath>
#include <filesystem>
#include <limits>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/policy/counterfactual.hpp"
#include "engine/run/simulate_replicate.hpp"
#include "tests/statistical/comparison.hpp"
#include "tests/statistical/study_run.hpp"

namespace povex {
namespace {

/// E[exp(-stock_t)] over the path of independent hits: each year's hit leaves decay^(t - s) of its
/// loss, of which `kept` is not spared.
double mean_kept(std::size_t t, double kept) {
    double product = 1.0;
    for (std::size_t s = 1; s <= t; ++s) {
        double const loss = kept * 0.5 * std::pow(0.6, static_cast<double>(t - s));
        product *= 0.8 + 0.2 * std::exp(-loss);
    }
    return product;
}

TEST(Insured, IncomeIsThatOfSmallerLossesOnTheSameExpectedPath) {
    StudyRun const run("insured.toml");
    double const n = run.trials() / run.replicates();
    for (std::size_t t = 1; t < 5; ++t) {
        double const usual = 0.2 * 0.5 * (1 - std::pow(0.6, static_cast<double>(t))) / (1 - 0.6);
        std::vector<double> ratio;
        for (auto const& [scenario, kept] : {std::pair{"uninsured", 1.0}, {"insured", 0.7}}) {
            auto mean =
                run.each("income_sum", {{Axis::scenario, scenario}, {Axis::year, year_name(t)}});
            for (std::size_t r = 0; r < mean.size(); ++r) {
                mean[r] /= n * 2'500'000;
                if (ratio.size() < mean.size()) {
                    ratio.push_back(1 / mean[r]);
                } else {
                    ratio[r] *= mean[r];
                }
            }
            EXPECT_TRUE(replicates_agree(fmt::format("mean income {} {}", scenario, year_name(t)),
                                         mean, std::exp(usual) * mean_kept(t, kept), 1e-6));
        }
        EXPECT_TRUE(replicates_agree("income insured / uninsured " + year_name(t), ratio,
                                     mean_kept(t, 0.7) / mean_kept(t, 1.0), 1e-5));
    }
}

TEST(LostLivestock, IsThatOfTheHit) {
    StudyRun const run("lost-livestock.toml");
    double const n = run.trials();
    double const lost = 0.3 * 0.4;
    auto poor = [&](std::size_t t) { return run.total("poor", {{Axis::year, year_name(t)}}); };
    EXPECT_EQ(poor(0), n);
    EXPECT_TRUE(share_agrees("lost in the year of enrolment", poor(1), n, lost));
    EXPECT_EQ(poor(2), poor(1));  // no storm
    EXPECT_TRUE(share_agrees("lost to one of two storms", poor(3), n, 1 - (1 - lost) * (1 - lost)));
}

TEST(OneLoan, CostsItsHouseholdTheInterest) {
    StudyRun const run("one-loan.toml");
    double const interest[] = {0, 0, 1'980'000, 1'320'000, 660'000, 0};
    for (std::size_t t = 0; t < 6; ++t) {
        EXPECT_NEAR(run.at("income_sum", {{Axis::year, year_name(t)}}, 0),
                    4 * 1'400'000 - interest[t] / 12, 0.02)
            << year_name(t);
    }
    EXPECT_EQ(run.at("spending", {{Axis::year, "2022"}}, 0), 3'000'000);
}

/// A small province whose livestock is lent for and lost to storms, whose cards insure, and whose
/// bank has a cap.
std::vector<std::string> const lending{"programmes.livestock.loan.principal=30_000_000",
                                       "programmes.livestock.loan.rate=0.0731",
                                       "programmes.livestock.loan.term=3",
                                       "programmes.livestock.loan.overdue=0.1",
                                       "programmes.livestock.lost_to.storm=0.5",
                                       "programmes.cards.protects.illness=0.3",
                                       "payers.bank.cap=350_000_000"};

class LendingProvince : public testing::Test {
protected:
    static Study read() {
        std::filesystem::path const folder(POVEX_SOURCE_DIR "/tests/statistical/studies");
        return read_study({folder / "small-province", lending, {}});
    }
    /// What a scenario of the study did in one replicate.
    [[nodiscard]] Projection project(std::size_t scenario, std::uint32_t replicate) const {
        Experiment const& e = study.experiment;
        Nature const nature(e.nature, e.places, e.scenarios[scenario].event);
        std::vector<double> const everybody(e.years.reviews() * e.places.strata.size(),
                                            std::numeric_limits<double>::infinity());
        auto const drawn = draw_nature(prepared.study(), nature, prepared.population(replicate),
                                       replicate, everybody);
        auto const counterfactual =
            make_counterfactual(drawn, {.list_rules = {}, .transfers = nullptr});
        return simulate_policy(counterfactual, e.scenarios[scenario],
                               prepared.eligibility(scenario));
    }
    /// [programme][account][t][locality]
    [[nodiscard]] static double account(Projection const& found, std::size_t p, LoanAccount which,
                                        std::size_t t, std::size_t locality) {
        return static_cast<double>(
            found.ledger.loans().at(Ledger::loan_row(p, which), t, locality));
    }
    Study const study = read();
    PreparedExperiment const prepared{study.experiment};
    static constexpr std::size_t all = 1, livestock = 1;
};

TEST_F(LendingProvince, AccountsAddUpEveryYearInEveryPlace) {
    double due = 0, written_off = 0;
    for (std::uint32_t r = 0; r < 12; ++r) {
        auto const found = project(all, r);
        for (std::size_t p = 0; p < 4; ++p) {
            for (std::size_t l = 0; l < 3; ++l) {
                double balance = 0;
                for (std::size_t t = 1; t < 5; ++t) {
                    auto of = [&](LoanAccount which) { return account(found, p, which, t, l); };
                    if (p != livestock) {
                        for (std::size_t a = 0; a < loan_account_names.size(); ++a) {
                            EXPECT_EQ(of(static_cast<LoanAccount>(a)), 0);
                        }
                        continue;
                    }
                    // rounded for each loan, of which each owes at least ten million
                    EXPECT_NEAR(of(LoanAccount::interest), 0.0731 * balance, 1e-3 + balance / 2e7);
                    balance += of(LoanAccount::disbursed) - of(LoanAccount::repaid) -
                               of(LoanAccount::written_off);
                    EXPECT_EQ(of(LoanAccount::outstanding), balance) << year_name(t);
                    EXPECT_EQ(of(LoanAccount::disbursed),
                              30e6 * static_cast<double>(found.ledger.enrolled().at(p, t, l)));
                    due += of(LoanAccount::repaid) + of(LoanAccount::written_off);
                    written_off += of(LoanAccount::written_off);
                }
            }
        }
    }
    ASSERT_GT(due, 0);
    EXPECT_TRUE(share_agrees("parts written off", written_off / 10e6, due / 10e6, 0.1));
}

TEST_F(LendingProvince, LendsNothingInAScenarioWithoutProgrammes) {
    EXPECT_THAT(project(0, 0).ledger.loans().values(), testing::Each(0));
}

/// What the bank gave to capped programmes.
double bank_gave(StudyRun const& run, std::size_t t, std::uint32_t replicate) {
    double sum = 0;
    for (char const* programme : {"housing", "livestock"}) {
        sum += run.at("spending",
                      {{Axis::scenario, "all"},
                       {Axis::programme, programme},
                       {Axis::payer, "bank"},
                       {Axis::year, year_name(t)}},
                      replicate);
    }
    return sum;
}

TEST(PayerCaps, AreKept) {
    StudyRun const free("small-province");
    StudyRun const run("small-province", {.settings = {"payers.bank.cap=350_000_000"}});
    int bound = 0;
    for (std::size_t t = 1; t < 5; ++t) {
        for (std::uint32_t r = 0; r < run.replicates(); ++r) {
            EXPECT_LE(bank_gave(run, t, r), 350e6);
            bool const short_of_it = bank_gave(free, t, r) > 350e6;
            bound += short_of_it;
            // livestock is served last, and who does not fit ends its queue: less than a share is
            // left
            if (!short_of_it) continue;
            EXPECT_GT(bank_gave(run, t, r), 350e6 - 0.333 * 21e6 - 1);
        }
    }
    EXPECT_GT(bound, 0);
}

TEST(PayerCaps, OfNothingAreAsIfTheirCappedProgrammesDidNotRun) {
    StudyRun const capped("small-province", {.settings = {"payers.bank.cap=0"}});
    StudyRun const without("small-province",
                           {.settings = {"scenarios.all.programmes=['cards', 'grant']"}});
    EXPECT_TRUE(same_results(capped, without));
    EXPECT_FALSE(same_results(StudyRun("small-province"), without));
}

TEST(PayerCaps, BeyondWhatIsAskedForChangeNothing) {
    StudyRun const rich("small-province", {.settings = {"payers.bank.cap=1e15"}});
    EXPECT_TRUE(same_results(rich, StudyRun("small-province")));
}

TEST(Loans, ChangeResultsOnlyByTheirInterest) {
    std::vector<std::string> settings{
        "programmes.livestock.loan.principal=30_000_000", "programmes.livestock.loan.rate=0",
        "programmes.livestock.loan.term=3", "programmes.livestock.loan.overdue=0.2"};
    StudyRun const plain("small-province");
    EXPECT_TRUE(same_results(StudyRun("small-province", {.settings = settings}), plain, {"loans"}));
    settings[1] = "programmes.livestock.loan.rate=0.08";
    EXPECT_FALSE(
        same_results(StudyRun("small-province", {.settings = settings}), plain, {"loans"}));
}

}  // namespace
}  // namespace povex
