#include <algorithm>
#include <cmath>
#include <utility>

#include "output/compare/comparison.hpp"

// The poor of one scenario: where they come from, and how another standard classifies them.

namespace povex {
namespace {

/// The poor under a standard by year. No years if the file says no more than how many are poor.
PoorUnderStandard poor_under(ResultsReader const& results, std::size_t scenario,
                             std::string const& standard) {
    constexpr std::pair<char const*, Estimate PoorOfYear::*> parts[] = {
        {"poor_true", &PoorOfYear::in_truth},
        {"poor_stayers", &PoorOfYear::stayers},
        {"poor_formerly_near_poor", &PoorOfYear::formerly_near_poor},
        {"poor_formerly_unlisted", &PoorOfYear::formerly_unlisted}};
    PoorUnderStandard poor{standard, {}};
    for (int year : results.years()) poor.years.emplace_back().year = year;
    auto const take = [&](char const* what, Estimate PoorOfYear::*part) {
        auto const counts = counts_by_year(results, "/summary", what, scenario, standard);
        for (std::size_t t = 0; t < counts.size(); ++t) poor.years[t].*part = counts[t];
        return !counts.empty();
    };
    take("poor", &PoorOfYear::on_list);
    bool any = false;
    for (auto const& [what, part] : parts) any = take(what, part) || any;
    if (!any) poor.years.clear();
    return poor;
}

}  // namespace

std::vector<PoorUnderStandard> poor_of(ResultsReader const& results, std::size_t scenario) {
    std::vector<PoorUnderStandard> all;
    for (std::string const& standard : standards_shown(results)) {
        PoorUnderStandard poor = poor_under(results, scenario, standard);
        if (!poor.years.empty()) all.push_back(std::move(poor));
    }
    return all;
}

namespace {

/// How two standards classify households at one review, from tables of three by three.
/// \param tables  shape [replicate][year][class by the national standard][class by the other]
TwoStandardsOfYear two_standards_in(std::vector<double> const& tables, std::size_t year,
                                    std::size_t years) {
    constexpr std::size_t kinds = poverty_class_names.size();
    std::size_t const replicates = tables.size() / (kinds * kinds * years);
    TwoStandardsOfYear made;
    std::vector<double> differently(replicates, 0.0);
    for (std::size_t one = 0; one < kinds; ++one) {
        for (std::size_t other = 0; other < kinds; ++other) {
            std::vector<double> households;
            for (std::size_t r = 0; r < replicates; ++r) {
                households.push_back(tables[((r * years + year) * kinds + one) * kinds + other]);
                if (one != other) differently[r] += households.back();
            }
            made.classes[one][other] = estimate_of(households);
        }
    }
    made.differently = estimate_of(differently);
    return made;
}

bool has_two_standards(ResultsReader const& results) {
    std::vector<std::string> const kinds(poverty_class_names.begin(), poverty_class_names.end());
    return results.has("classified", {"scenario", "standard", "other_standard", "replicate", "year",
                                      "class", "class_by_other"}) &&
           results.members("class") == kinds && results.members("class_by_other") == kinds;
}

}  // namespace

std::vector<TwoStandards> two_standards_of(ResultsReader const& results, std::size_t scenario) {
    auto const national = results.member("standard", results.national());
    if (!national || !has_two_standards(results)) return {};
    std::vector<int> const years = results.years();
    std::vector<TwoStandards> all;
    for (std::string const& other : results.members("other_standard")) {
        if (other == results.national()) continue;
        std::vector<double> const tables =
            results
                .read("classified", {{"scenario", scenario},
                                     {"standard", *national},
                                     {"other_standard", *results.member("other_standard", other)}})
                .values;
        TwoStandards two{other, {}};
        for (std::size_t t = 0; t < years.size(); ++t) {
            two.years.push_back(two_standards_in(tables, t, years.size()));
            two.years.back().year = years[t];
        }
        all.push_back(std::move(two));
    }
    return all;
}

std::optional<FirstFall> first_fall_of(ResultsReader const& results, std::size_t scenario) {
    std::vector<int> const years = results.years();
    auto counts = [&](char const* what) {
        return counts_by_replicate(results, what, scenario, results.national());
    };
    std::vector<double> const poor = counts("poor"), low = counts("income_poor");
    if (years.size() < 2 || poor.empty() || poor.size() != low.size()) return std::nullopt;
    std::vector<double> logarithms, first, last;
    for (std::size_t i = 0; i + 1 < poor.size(); i += years.size()) {
        double const fall = poor[i] - poor[i + 1];
        bool const defined = fall > 0 && poor[i + 1] > 0 && low[i] > 0 && low[i + 1] > 0;
        if (!defined) return std::nullopt;
        double const before = poor[i] / low[i], after = poor[i + 1] / low[i + 1];
        logarithms.push_back(std::log(after / before) / std::log(poor[i + 1] / poor[i]));
        first.push_back(low[i] * (before - after) / fall);
        last.push_back(low[i + 1] * (before - after) / fall);
    }
    return FirstFall{years[0], years[1], estimate_of(logarithms), estimate_of(first),
                     estimate_of(last)};
}

}  // namespace povex
