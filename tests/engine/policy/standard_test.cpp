#include "engine/policy/standard.hpp"

#include <cmath>
#include <fstream>
#include <limits>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/engine/nature/small_nature.hpp"

namespace povex {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

Bits first_bits(int count) {
    return static_cast<Bits>((1U << count) - 1U);
}

/// Decree 07/2021: area 0 is rural, area 1 urban [money/month]; one stratum in each.
Standard decree_07() {
    Standard standard;
    standard.line = {{1.5e6}, {2.0e6}};
    standard.average_line = {{2.25e6}, {3.0e6}};
    standard.indicators = 0xFFF;
    standard.cutoff = 3;
    return standard;
}

NatureModel law_of_means(double rural, double urban) {
    NatureModel model = small::model(0, 0.5, 2);
    model.income[0].mean = rural;
    model.income[1].mean = urban;
    return model;
}

struct Case {
    std::size_t area = 0;
    double income = 0;  // [money/month]
    int deprivations = 0;
    Status status = Status::other;
    std::string line;
};

std::vector<Case> truth_table() {
    std::ifstream in(std::string(POVEX_SOURCE_DIR) + "/tests/data/vn_law_truth_table.csv");
    std::vector<Case> cases;
    std::string line;
    std::getline(in, line);  // zone,income_kVND_person_month,deprivations,expected_status
    while (std::getline(in, line)) {
        std::istringstream text(line);
        std::string zone, income, deprivations, status;
        std::getline(text, zone, ',');
        std::getline(text, income, ',');
        std::getline(text, deprivations, ',');
        std::getline(text, status);
        if (status.ends_with('\r')) status.pop_back();
        cases.push_back({zone == "urban" ? 1U : 0U, 1000.0 * std::stod(income),
                         std::stoi(deprivations),
                         status == "poor"        ? Status::poor
                         : status == "near_poor" ? Status::near_poor
                         : status == "other"     ? Status::other
                                                 : Status::average,
                         line});
    }
    return cases;
}

TEST(Standard, HasTheTruthTableOfTheLaw) {
    auto const cases = truth_table();
    ASSERT_EQ(cases.size(), 40U);
    for (double const scale : {1.0, 3.0, 0.7}) {  // whatever the unit of income is
        NatureModel const model = law_of_means(5.0e6 * scale, 6.55e6 * scale);
        Rulers const rulers({decree_07()}, small::places(1, 2), model);
        for (Case const& c : cases) {
            double const income = c.income / model.income[c.area].mean;
            Statuses const found = review(rulers, 0, c.area, income, first_bits(c.deprivations));
            EXPECT_EQ(status_of(found, 0), c.status) << c.line;
        }
    }
}

TEST(Standard, CountsEqualityAsBelow) {
    Ruler const ruler{
        .line = 0.3, .low_line = 0.2, .average_line = 0.5, .indicators = 7, .cutoff = 2};
    EXPECT_EQ(ruler.classify(0.2, 0), Status::poor);
    EXPECT_EQ(ruler.classify(0.3, 3), Status::poor);
    EXPECT_EQ(ruler.classify(0.5, 7), Status::average);
}

// single precision cannot tell incomes so close
TEST(Standard, CountsWhatIsAHairAboveALineAsAtIt) {
    Standard standard;
    standard.line = {{0.3}};
    standard.low_line = {{0.2}};
    standard.average_line = {{0.5}};
    standard.indicators = 7;
    standard.cutoff = 2;
    Rulers const rulers({standard}, small::places(1, 1), law_of_means(1.0, 1.0));
    auto const status = [&](double income, Bits bits) {
        Statuses const found = review(rulers, 0, 0, income, bits);
        EXPECT_EQ(on_lists(found), rulers.lists(0, 0, income, bits));
        EXPECT_EQ(rulers.at_or_below_line(0, 0, income), income <= 0.3 * (1 + 5e-7) ? 1U : 0U);
        return status_of(found, 0);
    };
    for (double const hair : {0.0, 4.9e-7}) {
        EXPECT_EQ(status(0.2 * (1 + hair), 0), Status::poor);
        EXPECT_EQ(status(0.3 * (1 + hair), 3), Status::poor);
        EXPECT_EQ(status(0.5 * (1 + hair), 7), Status::average);
    }
    EXPECT_EQ(status(0.2 * (1 + 5.1e-7), 0), Status::near_poor);
    EXPECT_EQ(status(0.3 * (1 + 5.1e-7), 3), Status::average);
    EXPECT_EQ(status(0.5 * (1 + 5.1e-7), 7), Status::other);
}

// Decision 59/2015: poor at or below the low line whatever its deprivations, or at or below the
// high line with at least three of ten; near-poor between the lines with fewer.
TEST(Standard, HasTheTwoLinesOfDecision59) {
    Standard standard;
    standard.line = {{1.0e6}, {1.3e6}};
    standard.low_line = {{0.7e6}, {0.9e6}};
    standard.indicators = 0x3FF;
    standard.cutoff = 3;
    NatureModel const model = law_of_means(5.0e6, 6.55e6);
    Rulers const rulers({standard}, small::places(1, 2), model);
    auto status = [&](std::size_t area, double income, int deprivations) {
        return status_of(
            review(rulers, 0, area, income / model.income[area].mean, first_bits(deprivations)), 0);
    };
    EXPECT_EQ(status(0, 700e3, 0), Status::poor);
    EXPECT_EQ(status(0, 701e3, 0), Status::near_poor);
    EXPECT_EQ(status(0, 701e3, 2), Status::near_poor);
    EXPECT_EQ(status(0, 701e3, 3), Status::poor);
    EXPECT_EQ(status(0, 1000e3, 3), Status::poor);
    EXPECT_EQ(status(0, 1001e3, 10), Status::other);  // no average line
    EXPECT_EQ(status(1, 900e3, 0), Status::poor);
    EXPECT_EQ(status(1, 901e3, 2), Status::near_poor);
    EXPECT_EQ(status(1, 1300e3, 3), Status::poor);
    EXPECT_EQ(status(1, 1301e3, 3), Status::other);
}

TEST(Standard, CountsOnlyItsOwnIndicators) {
    Ruler const ruler{.line = 1.0, .indicators = 0b0110, .cutoff = 2};
    EXPECT_EQ(ruler.deprivations(0b1111), 2);
    EXPECT_EQ(ruler.classify(0.5, 0b1011), Status::near_poor);
    EXPECT_EQ(ruler.classify(0.5, 0b0110), Status::poor);
}

TEST(Standard, WithoutACutoffFindsAllPoorAtOrBelowTheLine) {
    Ruler const ruler{.line = 1.0};
    EXPECT_EQ(ruler.classify(1.0, 0), Status::poor);
    EXPECT_EQ(ruler.classify(1.5, 0xFFFF), Status::other);
}

TEST(Rulers, HaveTheLinesOfEachStandardYearAndArea) {
    NatureModel model = small::model(2, 0.5, 2);
    model.income[0].mean = 2.0e6;
    model.income[1].mean = 4.0e6;
    Standard rising, fixed;
    rising.line = {{1.0e6, 1.2e6, 1.4e6}, {2.0e6, 2.0e6, 2.6e6}};
    fixed.line = {{0.5e6, 0.5e6, 0.5e6}, {1.0e6, 1.0e6, 1.0e6}};
    Rulers const rulers({rising, fixed}, small::places(1, 2), model);
    EXPECT_EQ(rulers.standards(), 2U);
    EXPECT_DOUBLE_EQ(rulers.at(0, 0, 1).line, 0.5);
    EXPECT_DOUBLE_EQ(rulers.at(0, 1, 0).line, 0.6);
    EXPECT_DOUBLE_EQ(rulers.at(0, 2, 0).line, 0.7);
    EXPECT_DOUBLE_EQ(rulers.at(0, 2, 1).line, 0.65);
    EXPECT_DOUBLE_EQ(rulers.at(1, 2, 1).line, 0.25);
}

TEST(Rulers, KnowTheHighestIncomeOnAListOfAStratumAndYear) {
    NatureModel model = small::model(1, 0.5, 2);
    Standard low, high;
    low.line = {{0.5, 0.9}, {0.5, 0.5}};
    high.line = {{0.7, 0.7}, {0.6, 0.4}};
    Rulers const rulers({low, high}, small::places(1, 2), model);
    EXPECT_EQ(rulers.highest_line(0, 0), highest_at_or_below(0.7));
    EXPECT_EQ(rulers.highest_line(1, 0), highest_at_or_below(0.9));
    EXPECT_EQ(rulers.highest_line(0, 1), highest_at_or_below(0.6));
    EXPECT_EQ(rulers.highest_line(1, 1), highest_at_or_below(0.5));
}

TEST(Review, KeepsTheStatusesOfSixteenStandardsApart) {
    NatureModel const model = small::model(0, 0.5);
    std::vector<Standard> standards;
    for (std::size_t s = 0; s < max_standards; ++s) {
        Standard standard;
        standard.line = {{static_cast<double>(s)}};
        standard.average_line = {{static_cast<double>(s) + 3.5}};
        standard.indicators = 1;
        standard.cutoff = static_cast<int>(s % 2);
        standards.push_back(standard);
    }
    Rulers const rulers(standards, small::places(), model);
    Statuses const found = review(rulers, 0, 0, 8.0, 0);
    for (std::size_t s = 0; s < max_standards; ++s) {
        Status const expected = s >= 8   ? s % 2 == 0 ? Status::poor : Status::near_poor
                                : s >= 5 ? Status::average
                                         : Status::other;
        EXPECT_EQ(status_of(found, s), expected) << "standard " << s;
    }
}

}  // namespace
}  // namespace povex
