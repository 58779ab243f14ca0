#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "engine/study/read_parts.hpp"

namespace povex {

namespace {

/// A line is a part of the mean income between a fiftieth of it and five times it; one outside is
/// probably written in another unit of money.
constexpr double least_part = 0.02;
constexpr double most_part = 5.0;

bool all_zero(Yearly<double> const& values) {
    return std::all_of(values.begin() + 1, values.end(), [](double x) { return x == 0.0; });
}

/// Incomes move if they grow, or if a part of a household's income is drawn again.
void warn_of_still_incomes(Reader& root, Experiment const& e) {
    if (e.years.projected() == 0) return;
    NatureModel const& model = e.nature;
    bool const drawn =
        model.scores.share_autoregressive > 0.0 || model.scores.share_transitory > 0.0;
    bool const spread =
        std::any_of(model.income.begin(), model.income.end(),
                    [](StratumIncome const& one) { return one.sigma > 0.0 || one.anchored; });
    bool const grow = std::any_of(model.income.begin(), model.income.end(),
                                  [](StratumIncome const& one) { return !all_zero(one.growth); });
    if (grow || (drawn && spread) || model.sigma_permanent > 0.0) return;
    root.context().problems.warn(
        root.where("strata"),
        "incomes do not move: no stratum has growth, and nothing in a household's income is drawn "
        "anew each year",
        "give growth in [strata.NAME], or share_autoregressive or share_transitory in "
        "[parameters]");
}

void warn_of_distant_lines(Reader& root, Experiment const& e) {
    Reader standards = root.table("standards");
    for (Standard const& standard : e.standards) {
        for (std::size_t s = 0; s < e.places.strata.size(); ++s) {
            double const mean = e.nature.income[s].mean;
            double const line = standard.line[e.places.strata[s].area][0];
            double const part = line / mean;
            if (!(mean > 0.0) || (part >= least_part && part <= most_part)) continue;
            root.context().problems.warn(
                standards.where(standard.label.id),
                fmt::format("the line of {} is {:.2g} times the mean income of stratum {}",
                            standard.label.id, part, e.places.strata[s].label.id),
                "are line and mean_income both amounts per person and month, in the same unit of "
                "money?");
            break;
        }
    }
}

/// Incomes never fall below the floor, so nobody would be poor under a line that is not above it.
void refuse_high_floor(Reader& root, Experiment const& e) {
    Reader parameters = root.table("parameters");
    for (Standard const& standard : e.standards) {
        for (auto const& line : standard.line) {
            double const lowest = *std::min_element(line.begin(), line.end());
            if (e.income_floor < lowest || e.income_floor <= 0.0) continue;
            parameters.problem(
                "income_floor",
                fmt::format("the income floor is not below the line of {}", standard.label.id),
                "nobody could be poor: incomes never fall below the floor");
            break;
        }
    }
}

void refuse_high_counts(Reader& root, Experiment const& e) {
    if (!e.nature.counts) return;
    Reader counts = root.table("counts");
    double const all = households_in(e.register_plan);
    auto const& [poor, near_poor] = std::pair(e.nature.counts->poor, e.nature.counts->near_poor);
    if (static_cast<double>(poor + near_poor) <= all) return;
    char const* name = static_cast<double>(poor) > all ? "poor" : "near_poor";
    counts.problem(name,
                   fmt::format("{} poor and {} near-poor, but the register has {:.0f} households",
                               poor, near_poor, all),
                   "counts are households, not persons");
}

void warn_of_unused_indicators(Reader& root, Experiment const& e) {
    unsigned used = 0;
    for (Standard const& standard : e.standards) used |= standard.indicators;
    Reader indicators = root.table("indicators");
    for (Indicator const& one : e.nature.indicators) {
        if ((used >> one.label.key & 1U) != 0 || e.multidimensional) continue;
        root.context().problems.warn(
            indicators.where(one.label.id),
            fmt::format("no standard counts the indicator {}", one.label.id),
            "add it to the indicators of a standard, or drop it");
    }
}

}  // namespace

void check_plausible(Reader& root, Study const& study) {
    Experiment const& e = study.experiment;
    refuse_high_floor(root, e);
    refuse_high_counts(root, e);
    warn_of_still_incomes(root, e);
    warn_of_distant_lines(root, e);
    warn_of_unused_indicators(root, e);
    if (!root.has("payers") && root.has("programmes")) {
        root.context().problems.warn(root.where("programmes"),
                                     "the study has no [payers]: the state pays for everything",
                                     "write [payers.state], and the funding of each programme");
    }
}

}  // namespace povex
