// What transfers cost is what they add to incomes, in every replicate: between two scenarios that
// differ in transfers alone,
//
//     12 x difference of income_sum = difference of spending - 12 x A_0 x difference of entitled
//     units.

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "engine/run/simulate_replicate.hpp"
#include "tests/engine/study/study_files.hpp"
#include "tests/statistical/study_run.hpp"
#include "tests/statistical/transfer_books.hpp"

namespace povex {
namespace {

namespace fs = std::filesystem;

/// The results of a study, and the books of all its scenarios.
class Identity {
public:
    Identity(fs::path const& folder, RunRequest const& request)
        : run_(folder, request), prepared_(run_.study().experiment) {}

    /// That all scenarios have the same incomes without transfers, household by household, and that
    /// the sums of the books are those of the results.
    void check() {
        for (std::uint32_t r = 0; r < run_.replicates(); ++r) {
            TransferBooks const first(prepared_, 0, r);
            check_results(first, 0, r);
            for (std::size_t s = 1; s < run_.study().experiment.scenarios.size(); ++s) {
                SCOPED_TRACE(scenario(s) + ", replicate " + std::to_string(r));
                TransferBooks const books(prepared_, s, r);
                check_results(books, s, r);
                check_households(first, books);
                check_sums(first, books);
            }
        }
    }

    [[nodiscard]] double paid() const { return paid_; }  ///< in all scenarios together
    /// Years of households that were compared between two scenarios, and those left out.
    [[nodiscard]] std::size_t compared() const { return compared_; }
    [[nodiscard]] std::size_t at_floor() const { return at_floor_; }

private:
    [[nodiscard]] std::string scenario(std::size_t s) const {
        return run_.study().experiment.scenarios[s].label.id;
    }

    void check_results(TransferBooks const& books, std::size_t s, std::uint32_t r) {
        auto const& years = run_.members(Axis::year);
        for (std::size_t t = 0; t < books.reviews(); ++t) {
            double income = 0, paid = 0, due = 0;
            for (std::size_t h = 0; h < books.households(); ++h) {
                income += books.income(h, t);
                paid += books.paid(h, t);
                due += books.due(h, t);
            }
            Pick const at{{Axis::scenario, scenario(s)}, {Axis::year, years[t]}};
            // incomes are counted in smallest units a year
            auto const households = static_cast<double>(books.households());
            EXPECT_NEAR(12 * run_.at("income_sum", at, r), income, households + 1e-12 * income);
            if (t == 0) continue;
            EXPECT_NEAR(spent(at, r), paid, 1e-9 * paid) << scenario(s) << " " << years[t];
            if (pays_base_transfers_alone(s)) {
                EXPECT_NEAR(due, paid, 1e-9 * paid) << scenario(s) << " " << years[t];
            }
            paid_ += paid;
        }
    }

    /// Then what it pays follows from the entitled units that the books count.
    [[nodiscard]] bool pays_base_transfers_alone(std::size_t s) const {
        Scenario const& one = run_.study().experiment.scenarios[s];
        for (std::size_t p = 0; p < one.programmes.size(); ++p) {
            auto const& amount = one.programmes[p].effect.amount;
            if (one.runs[p] && !amount.empty() && amount[0].money == 0) return false;
        }
        return true;
    }

    /// On transfers.
    [[nodiscard]] double spent(Pick const& at, std::uint32_t r) const {
        double sum = 0;
        for (Programme const& programme : run_.study().experiment.scenarios.front().programmes) {
            if (!programme.pays()) continue;
            for (auto const& payer : run_.members(Axis::payer)) {
                auto pick = at;
                pick.emplace_back(Axis::programme, programme.label.id);
                pick.emplace_back(Axis::payer, payer);
                sum += run_.at("spending", pick, r);
            }
        }
        return sum;
    }

    void check_households(TransferBooks const& one, TransferBooks const& other) {
        std::size_t wrong = 0;
        for (std::size_t h = 0; h < one.households(); ++h) {
            for (std::size_t t = 0; t < one.reviews(); ++t) {
                ++compared_;
                if (one.is_at_floor(h, t) || other.is_at_floor(h, t)) {
                    ++at_floor_;
                    continue;
                }
                double const here = one.without_transfers(h, t);
                double const there = other.without_transfers(h, t);
                bool const same =
                    std::abs(here - there) <= 1e-10 * std::max(here, one.income(h, t));
                if (!same && ++wrong < 4) {
                    ADD_FAILURE() << "household " << h << " has " << here << " and " << there
                                  << " without transfers in year " << t << "; paid "
                                  << one.paid(h, t) << " and " << other.paid(h, t) << ", had "
                                  << one.had(h, t) << " and " << other.had(h, t);
                }
            }
        }
        EXPECT_EQ(wrong, 0U);
    }

    static void check_sums(TransferBooks const& one, TransferBooks const& other) {
        for (std::size_t t = 1; t < one.reviews(); ++t) {
            double income = 0, spending = 0, had = 0, money = 0;
            for (std::size_t h = 0; h < one.households(); ++h) {
                if (one.is_at_floor(h, t) || other.is_at_floor(h, t)) continue;
                income += other.income(h, t) - one.income(h, t);
                spending += other.paid(h, t) - one.paid(h, t);
                had += other.had(h, t) - one.had(h, t);
                money = money + one.paid(h, t) + other.paid(h, t);
            }
            EXPECT_NEAR(income, spending - had, 1e-6 * std::max(money, 1.0)) << "year " << t;
        }
    }

    StudyRun run_;
    PreparedExperiment prepared_;
    double paid_ = 0.0;
    std::size_t compared_ = 0;
    std::size_t at_floor_ = 0;
};

/// A scenario of a copy of a shipped study.
struct Added {
    std::string name, text;
};

/// A shipped study with scenarios of its transfers alone.
Identity shipped(std::string const& name, std::vector<Added> const& added) {
    test::StudyFiles files;
    fs::copy(fs::path(POVEX_SOURCE_DIR) / "scenarios" / name, files.folder(),
             fs::copy_options::recursive);
    RunRequest request{.replicates = 1};
    std::string list;
    for (auto const& [id, text] : added) {
        files.write("scenarios/" + id + ".toml", text);
        list += (list.empty() ? "\"" : ", \"") + id + "\"";
    }
    request.settings = {"scenarios=[" + list + "]", "baseline=\"" + added.front().name + "\"",
                        "beside=[]"};
    return {files.folder(), request};
}

TEST(TransferIdentity, HoldsInQuangNinh) {
    std::string const kept = "programmes = [\"social-assistance\"]\n";
    std::string const changes = "changes.programmes.social-assistance.";
    std::string const completed =
        "programmes = [\"social-assistance\", \"poor-without-labour-rural\", "
        "\"poor-without-labour-urban\"]\n";
    auto identity =
        shipped("quang-ninh",
                {{"t-none", "programmes = []\n"},
                 {"t-kept", kept + changes + "amount = 450_000\n"},
                 {"t-delivered", kept},
                 {"t-taken-up-less", kept + changes + "take_up = 0.6\n"},
                 {"t-completed", completed},
                 {"t-supplements-alone",
                  "programmes = [\"poor-without-labour-rural\", \"poor-without-labour-urban\"]\n"},
                 {"t-grant", "programmes = [\"social-assistance\", \"cash-grant\"]\n"}});
    identity.check();
    EXPECT_GT(identity.paid(), 1e11);
}

TEST(TransferIdentity, HoldsElsewhere) {
    std::string const changes = "changes.programmes.winter-payment.";
    auto identity =
        shipped("elsewhere",
                {{"t-none", "programmes = []\n"},
                 {"t-kept", "programmes = [\"winter-payment\"]\n"},
                 {"t-minimum", "programmes = [\"minimum\"]\n"},
                 {"t-both", "programmes = [\"winter-payment\", \"minimum\"]\n"},
                 {"t-raised", "programmes = [\"winter-payment\", \"minimum\"]\n" + changes +
                                  "amount = 60.25\n"},
                 {"t-more", "programmes = [\"winter-payment\"]\n" + changes + "take_up = 1\n"}});
    identity.check();
    EXPECT_GT(identity.paid(), 0);
}

TEST(TransferIdentity, HoldsInTheTutorial) {
    auto identity = shipped("tutorial", {{"t-none", "programmes = []\n"},
                                         {"t-cash", "programmes = [\"cash\"]\n"},
                                         {"t-more",
                                          "programmes = [\"cash\"]\nchanges.programmes."
                                          "cash.amount = 333_333\n"}});
    identity.check();
    EXPECT_GT(identity.paid(), 0);
}

TEST(TransferIdentity, HoldsForTransfersOfEveryKindInAnyMoney) {
    for (char const* currency :
         {"{ code = \"VND\", unit = 1_000_000 }", "\"EUR\"", "{ code = \"crowns\", decimals = 4 }",
          "{ code = \"VND\", decimals = 2, unit = 1_000 }"}) {
        SCOPED_TRACE(currency);
        Identity identity("transfers", {.settings = {std::string("currency=") + currency}});
        identity.check();
        EXPECT_GT(identity.paid(), 0);
        EXPECT_LT(identity.at_floor(), identity.compared() / 100);
    }
}

/// Most households are never looked at one by one. It makes no difference if all of them are.
TEST(TransferIdentity, HoldsForWhoeverIsLookedAtOneByOne) {
    auto study = read_tested_study("transfers");
    PreparedExperiment const prepared(study.experiment);
    auto everybody = study.experiment;
    everybody.affect_all = true;
    PreparedExperiment const slowly(everybody);
    auto const catalogue = prepared.measures().catalogue(1);
    auto const some = simulate_replicate(prepared, 0);
    auto const all = simulate_replicate(slowly, 0);
    for (std::size_t v = 0; v < catalogue.variables.size(); ++v) {
        ASSERT_EQ(some.values[v].size(), all.values[v].size());
        std::size_t wrong = 0;
        for (std::size_t i = 0; i < some.values[v].size(); ++i) {
            double const one = some.values[v][i], other = all.values[v][i];
            bool const missing = std::isnan(one) && std::isnan(other);
            wrong += missing || one == other ? 0 : 1;
        }
        EXPECT_EQ(wrong, 0U) << catalogue.variables[v].name;
    }
}

}  // namespace
}  // namespace povex
