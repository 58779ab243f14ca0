// Parameter uncertainty through the whole engine: a lognormal province whose mean income is drawn.

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "engine/run/run.hpp"
#include "engine/stats/summary.hpp"
#include "engine/study/parameter_draws.hpp"
#include "tests/statistical/closed_forms.hpp"
#include "tests/statistical/study_run.hpp"

namespace povex {
namespace {

constexpr double households = 1000.0;
constexpr double low = 2.0e6, high = 3.5e6, sigma = 0.5, line = 1.5e6;

double headcount(double mean) {
    return closed_forms::normal_cdf((std::log(line / mean) + 0.5 * sigma * sigma) / sigma);
}

/// E[g(mean)], mean uniform over its range: the midpoint rule.
template <class Function>
double mean_over_range(Function const& g) {
    constexpr int points = 10'000;
    double sum = 0.0;
    for (int i = 0; i < points; ++i) sum += g(low + (high - low) * (i + 0.5) / points);
    return sum / points;
}

TEST(ParameterUncertainty, ComesApartFromThatOfTheProcess) {
    StudySource const source(
        {std::filesystem::path(POVEX_SOURCE_DIR) / "tests/statistical/studies/drawn-mean.toml",
         {},
         {}});
    Study const study = source.read();
    ParameterDraws draws(study);
    ASSERT_EQ(draws.parameters().size(), 1U);
    PreparedExperiment const like(study.experiment);
    Catalogue const catalogue = like.measures().catalogue(study.replicates);
    auto const v = catalogue.index("poor");
    PreparedSeries series(study.replicates_per_draw, [&](std::uint32_t d) {
        return prepare_draw(source, study, like, draws, d);
    });
    std::vector<double> poor;
    run([&](std::uint32_t r) { return series.of(r); }, study.replicates, 0,
        [&](ReplicateResult const& result) { poor.push_back(result.values[v][0]); });
    Summary const summary = summarise(poor, study.clustering());

    double const n = study.replicates_per_draw;
    double const number = draws.draws();
    double const p = mean_over_range(headcount);
    double const process =
        households * mean_over_range([](double m) { return headcount(m) * (1.0 - headcount(m)); });
    auto const central = [&](int power) {
        return mean_over_range([&](double m) { return std::pow(headcount(m) - p, power); });
    };
    double const parameters = households * households * central(2);
    EXPECT_TRUE(mean_agrees("mean", summary.mean, households * p,
                            std::sqrt((parameters + process / n) / number)));
    // mean of D variances of n values, each about the v of its draw: (2 E v^2 / (n - 1) + Var v) /
    // D
    double const squares = mean_over_range(
        [](double m) { return std::pow(households * headcount(m) * (1.0 - headcount(m)), 2); });
    double const process_error =
        std::sqrt((2.0 * squares / (n - 1.0) + squares - process * process) / number);
    EXPECT_TRUE(
        mean_agrees("process", summary.process_sd * summary.process_sd, process, process_error));
    // a variance of D draw means y: Var = (E(y - Ey)^4 - Var(y)^2) / D
    double const between = parameters + process / n;
    double const fourth = std::pow(households, 4) * central(4) + 6.0 * parameters * process / n +
                          3.0 * process * process / (n * n);
    double const between_error = std::sqrt((fourth - between * between) / number);
    EXPECT_TRUE(mean_agrees("parameters", summary.parameter_sd * summary.parameter_sd, parameters,
                            std::hypot(between_error, process_error / n)));
    // the standard error is that of the means of the draws, which hold all of the one spread and a
    // part of the other
    double const of_draws = std::pow(summary.parameter_sd, 2) + std::pow(summary.process_sd, 2) / n;
    EXPECT_NEAR(std::pow(summary.standard_error, 2) * number, of_draws, 1e-9 * of_draws);
}

TEST(ParameterUncertainty, IsNoneWhereTheMeanIsSet) {
    StudySource const source(
        {std::filesystem::path(POVEX_SOURCE_DIR) / "tests/statistical/studies/drawn-mean.toml",
         {"strata.all.mean_income=2.5e6"},
         {}});
    EXPECT_TRUE(ParameterDraws(source.read()).parameters().empty());
}

}  // namespace
}  // namespace povex
