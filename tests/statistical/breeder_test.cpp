// The breeder of Cẩm Lũy, who was near-poor and gives work to others ten years later.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/statistical/closed_forms.hpp"
#include "tests/statistical/study_run.hpp"

namespace povex {
namespace {

using closed_forms::normal_cdf;

constexpr double sigma = 0.45;
constexpr std::size_t last = 10;

/// Income per head in the middle of the law from which the breeder is drawn.
double median(std::size_t t) {
    double const growth = std::pow(1.14, std::min<double>(static_cast<double>(t), 5)) *
                          std::pow(1.066, std::max<double>(static_cast<double>(t) - 5, 0));
    return 1.3e6 * std::exp(-0.5 * sigma * sigma) * growth;
}

/// One life of both households under a scenario.
struct Life {
    std::vector<double> income;  ///< of the breeder, per head
    std::vector<bool> listed;    ///< the breeder
    std::vector<bool> neighbour_listed;
    std::vector<bool> hired;  ///< the neighbour
    bool begins_near_poor = false;

    [[nodiscard]] bool ever_hired() const {
        return std::count(hired.begin(), hired.end(), true) > 0;
    }
    /// Off the list for two reviews and above the median at the last one.
    [[nodiscard]] bool opens_jobs(std::size_t t) const {
        return t > 2 && !listed[t - 1] && !listed[t - 2] && income[t - 1] > median(t - 1);
    }
};

class Breeder {
public:
    explicit Breeder(std::vector<std::string> settings = {})
        : run_(std::filesystem::path(POVEX_SOURCE_DIR) / "tests" / "data" / "breeder",
               {.settings = std::move(settings)}) {}

    /// Those of the replicates in which the breeder begins near-poor.
    [[nodiscard]] std::vector<Life> lives(std::string const& scenario) const {
        std::vector<Life> result;
        for (std::uint32_t r = 0; r < run_.replicates(); ++r) {
            if (at("near_poor", scenario, "breeders", 0, r) == 0) continue;
            result.push_back(life(scenario, r));
        }
        return result;
    }

private:
    [[nodiscard]] double at(std::string const& variable, std::string const& scenario,
                            std::string const& stratum, std::size_t t, std::uint32_t r) const {
        return run_.at(variable,
                       {{Axis::scenario, scenario},
                        {Axis::group, "stratum:" + stratum},
                        {Axis::year, std::to_string(2011 + t)}},
                       r);
    }

    [[nodiscard]] Life life(std::string const& scenario, std::uint32_t r) const {
        constexpr double persons = 4, wage = 2'400'000;
        Life life;
        for (std::size_t t = 0; t <= last; ++t) {
            life.income.push_back(at("income_sum", scenario, "breeders", t, r) / persons);
            life.listed.push_back(at("income_poor", scenario, "breeders", t, r) > 0);
            life.neighbour_listed.push_back(at("income_poor", scenario, "neighbours", t, r) > 0);
            double const paid = at("income_sum", scenario, "neighbours", t, r) -
                                at("income_sum", "neither", "neighbours", t, r);
            life.hired.push_back(paid > 0);
            EXPECT_NEAR(paid, life.hired[t] ? wage : 0, 2) << scenario << ' ' << 2011 + t;
        }
        return life;
    }

    StudyRun run_;
};

/// The neighbour is hired when, and only when, the breeder is a producer and he is on the list.
void expect_jobs_of_a_producer(Life const& life) {
    for (std::size_t t = 1; t <= last; ++t) {
        EXPECT_EQ(life.hired[t], life.opens_jobs(t) && life.neighbour_listed[t - 1]) << 2011 + t;
    }
}

TEST(BreederOfCamLa, RisesInTenYearsAndHiresHisNeighbour) {
    auto const lives = Breeder().lives("aided");
    ASSERT_GT(lives.size(), 50U);  // 0.027 of 4000
    for (Life const& life : lives) {
        EXPECT_GT(life.income[0], 400'000);
        EXPECT_LE(life.income[0], 520'000);
        EXPECT_LT(life.income[6], median(6)) << "six years do not do it";
        EXPECT_FALSE(life.listed[last - 1]);
        EXPECT_GT(life.income[last - 1], median(last - 1));
        EXPECT_TRUE(life.ever_hired());
        expect_jobs_of_a_producer(life);
    }
}

TEST(BreederOfCamLa, DoesNotRiseByGrowthAlone) {
    Breeder const breeder;
    for (auto const& scenario : {"neither", "unaided"}) {
        for (Life const& life : breeder.lives(scenario)) {
            EXPECT_LT(life.income[last], median(last));
            EXPECT_FALSE(life.ever_hired());
        }
    }
}

/// P(above the median in the last year | near-poor at the base): scores ten years apart have the
/// correlation r = s_P + s_Z rho^10.
double rises_by_luck(double share_permanent, double rho) {
    double const r = share_permanent + (1 - share_permanent) * std::pow(rho, 10);
    auto score = [](double income) {
        return (std::log(income / 1.3e6) + 0.5 * sigma * sigma) / sigma;
    };
    double const low = score(400'000), high = score(520'000);
    constexpr int steps = 2000;
    double mass = 0, above = 0;
    for (int i = 0; i < steps; ++i) {
        double const q = low + (high - low) * (i + 0.5) / steps;
        double const density = std::exp(-0.5 * q * q);
        mass += density;
        above += density * normal_cdf(r * q / std::sqrt(1 - r * r));
    }
    return above / mass;
}

TEST(BreederOfCamLa, CanRiseByLuckAlone) {
    Breeder const breeder({"parameters.share_permanent=0.3", "parameters.share_autoregressive=0.7",
                           "parameters.rho=0.8"});
    auto const lives = breeder.lives("unaided");
    ASSERT_GT(lives.size(), 50U);
    double above = 0, hires = 0;
    for (Life const& life : lives) {
        above += life.income[last] > median(last) ? 1 : 0;
        hires += life.ever_hired() ? 1 : 0;
        expect_jobs_of_a_producer(life);
    }
    EXPECT_TRUE(share_agrees("above the median by luck", above, static_cast<double>(lives.size()),
                             rises_by_luck(0.3, 0.8)));
    EXPECT_GT(hires, 0);
    for (Life const& life : breeder.lives("neither")) EXPECT_FALSE(life.ever_hired());
}

}  // namespace
}  // namespace povex
