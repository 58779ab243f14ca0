// How many jobs producers fill: the closed form of a Poisson number cut off at those who want one.

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "tests/statistical/study_run.hpp"

namespace povex {
namespace {

/// Expectations of min(N, most), N Poisson of this mean.
struct CutPoisson {
    CutPoisson(double mean, double most) {
        double term = std::exp(-mean);
        for (double k = 0; k < 200; ++k) {
            double const filled = std::min(k, most);
            expected += filled * term;
            square += filled * filled * term;
            if (k >= most) all += term;
            term *= mean / (k + 1);
        }
    }
    [[nodiscard]] double error(double count) const {
        return std::sqrt((square - expected * expected) / count);
    }

    double expected = 0;
    double square = 0;
    double all = 0;  ///< P(N >= most)
};

class SpilloverJobs : public testing::Test {
protected:
    static constexpr double wage = 300'000;  // everybody lives alone
    static constexpr std::size_t first = 2;  ///< year with producers

    /// Jobs filled in a locality, from what the incomes there are more than without any.
    [[nodiscard]] double filled(std::string const& locality, std::size_t t, std::uint32_t r,
                                std::string const& scenario = "jobs") const {
        auto income = [&](std::string const& name) {
            return run.at("income_sum",
                          {{Axis::scenario, name},
                           {Axis::group, "locality:" + locality},
                           {Axis::year, year_name(t)}},
                          r);
        };
        return (income(scenario) - income("none")) / wage;
    }

    StudyRun const run{"spillover"};
};

TEST_F(SpilloverJobs, PayWholeWages) {
    for (auto const& locality : {"delta", "coast", "hills"}) {
        for (std::uint32_t r = 0; r < run.replicates(); ++r) {
            for (std::size_t t = 0; t < 5; ++t) {
                double const jobs = filled(locality, t, r);
                EXPECT_EQ(jobs, std::round(jobs)) << locality << ' ' << t << ' ' << r;
                if (t < first) {
                    EXPECT_EQ(jobs, 0) << locality << ' ' << t << ' ' << r;
                }
            }
        }
    }
}

TEST_F(SpilloverJobs, AreAsManyAsTheirClosedFormSays) {
    struct Case {
        std::string locality;
        double producers, labourers;
    };
    for (auto const& [locality, producers, labourers] :
         {Case{"delta", 20, 5}, Case{"coast", 10, 60}, Case{"hills", 0, 5}}) {
        CutPoisson const exact(0.3 * 0.8 * producers, labourers);
        double sum = 0, all = 0, years = 0;
        for (std::uint32_t r = 0; r < run.replicates(); ++r) {
            for (std::size_t t = first; t < 5; ++t) {
                double const jobs = filled(locality, t, r);
                sum += jobs;
                all += jobs == labourers ? 1 : 0;
                years += 1;
            }
        }
        if (producers == 0) {
            EXPECT_EQ(sum, 0) << locality;
            continue;
        }
        EXPECT_TRUE(mean_agrees("jobs filled, " + locality, sum / years, exact.expected,
                                exact.error(years)));
        if (labourers > 10) continue;
        EXPECT_TRUE(share_agrees("every labourer hired, " + locality, all, years, exact.all));
    }
}

TEST_F(SpilloverJobs, AreNeverFewerIfEachProducerOpensMore) {
    double more = 0;
    for (auto const& locality : {"delta", "coast"}) {
        for (std::uint32_t r = 0; r < run.replicates(); ++r) {
            double const gain =
                filled(locality, first, r, "more-jobs") - filled(locality, first, r);
            EXPECT_GE(gain, 0) << locality << ' ' << r;
            more += gain;
        }
    }
    EXPECT_GT(more, 0);
}

/// Bit for bit, so that what is missing (NaN) is equal to itself.
bool same(std::vector<double> const& a, std::vector<double> const& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](double x, double y) {
        return std::bit_cast<std::uint64_t>(x) == std::bit_cast<std::uint64_t>(y);
    });
}

TEST(SpilloverOff, ChangesNothing) {
    auto const run = [](std::vector<std::string> settings) {
        return StudyRun("small-province", {.settings = std::move(settings)});
    };
    auto const without = run({});
    auto const with = run({"spillover.jobs=0", "spillover.unaided=1", "spillover.wage=1e6"});
    auto const some = run({"spillover.jobs=1", "spillover.unaided=1", "spillover.wage=1e6"});
    std::size_t changed = 0;
    for (std::uint32_t r = 0; r < without.replicates(); ++r) {
        auto const& values = without.results()[r].values;
        ASSERT_EQ(values.size(), with.results()[r].values.size());
        for (std::size_t v = 0; v < values.size(); ++v) {
            EXPECT_TRUE(same(values[v], with.results()[r].values[v]))
                << without.catalogue().variables[v].name;
            if (!same(values[v], some.results()[r].values[v])) ++changed;
        }
    }
    EXPECT_GT(changed, 0U);
}

}  // namespace
}  // namespace povex
