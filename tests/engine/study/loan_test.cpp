// Caps of payers, loans, protection and loss, as a study writes them.

#include <gtest/gtest.h>

#include "tests/engine/study/study_files.hpp"

namespace povex {
namespace {

using namespace testing;
using test::replaced;
using test::small_study;
using test::StudyFiles;

Programme housing(std::string const& keys) {
    auto const text = replaced(small_study, "needs = [\"roof\"]", "needs = [\"roof\"]\n" + keys);
    return StudyFiles(text).read().experiment.scenarios[0].programmes[0];
}

TEST(LoanKeys, HaveOneRateOrOneForEachStanding) {
    Loan const one = housing("loan = { principal = 50e6, rate = 0.066, term = 3 }").effect.loan;
    EXPECT_EQ(one.principal, 50'000'000);
    EXPECT_THAT(one.rate, Each(0.066));
    EXPECT_EQ(one.term, 3);
    EXPECT_EQ(one.overdue, 0.0);
    Loan const many = housing(
                          "loan.principal = 7e7\nloan.term = 5\nloan.overdue = 0.02\n"
                          "loan.rate = { poor = 0.066, near-poor = 0.0792, escaped = 0.0825 }")
                          .effect.loan;
    EXPECT_THAT(many.rate, ElementsAre(0.0, 0.0825, 0.0792, 0.066));
    EXPECT_EQ(many.overdue, 0.02);
}

TEST(LoanKeys, MayHaveProvenance) {
    Loan const loan = housing(
                          "loan = { principal = { value = 5e6, grade = \"C\" }, "
                          "rate = { value = 0.05, source = \"law\" }, term = 3 }")
                          .effect.loan;
    EXPECT_EQ(loan.principal, 5'000'000);
    EXPECT_THAT(loan.rate, Each(0.05));
}

TEST(LoanKeys, AreNotNeeded) {
    Programme const p = housing("");
    EXPECT_EQ(p.effect.loan.principal, 0);
    EXPECT_TRUE(p.effect.protects.empty());
    EXPECT_TRUE(p.effect.lost_to.empty());
}

TEST(ProtectionKeys, AreByShock) {
    auto const text = replaced(small_study, "[shocks.storm]",
                               "[shocks.illness]\nkey = 9\nkind = \"recurring\"\n"
                               "probability = 0.1\nloss = 0.2\n[shocks.storm]\nkey = 2");
    auto const both = replaced(text, "needs = [\"roof\"]",
                               "needs = [\"roof\"]\nprotects = { illness = 0.3 }\n"
                               "lost_to = { storm = 0.5 }");
    auto const p = StudyFiles(both).read().experiment.scenarios[0].programmes[0];
    EXPECT_THAT(p.effect.protects, ElementsAre(0.0, 0.3));  // in the order of the shocks' keys
    EXPECT_THAT(p.effect.lost_to, ElementsAre(0.5, 0.0));
}

TEST(CapKeys, AreFlowsByYear) {
    auto cap = [](std::string const& keys) {
        return StudyFiles(replaced(small_study, "[payers.own]", keys + "\n[payers.own]"))
            .read()
            .experiment.payers[0]
            .cap;
    };
    EXPECT_TRUE(cap("").empty());
    EXPECT_THAT(cap("cap = { 2022 = 5e8, 2023 = 0, 2024 = 7 }"), ElementsAre(_, 500'000'000, 0, 7));
    EXPECT_THAT(cap("cap = 3e8"), ElementsAre(_, 300'000'000, 300'000'000, 300'000'000));
}

}  // namespace
}  // namespace povex
