#include "output/compare/estimates.hpp"

#include <algorithm>
#include <cmath>

#include "engine/stats/summary.hpp"

namespace povex {
namespace {

/// Households of the province in the register: the mean of the replicates.
std::optional<double> register_households(ResultsReader const& results) {
    auto const group = results.member("group", province);
    bool const known = results.has("households", {"group", "statistic"}, "/summary");
    if (!group || !known) return std::nullopt;
    LabelledArray const array = results.read(
        "households", {{"group", *group}, {"statistic", statistic_index("mean")}}, "/summary");
    return array.values.at(0);
}

}  // namespace

std::vector<std::string> standards_shown(ResultsReader const& results) {
    std::vector<std::string> standards{results.national()};
    for (std::string const& standard : results.targeting()) {
        bool const is_new =
            std::find(standards.begin(), standards.end(), standard) == standards.end();
        if (is_new) standards.push_back(standard);
    }
    return standards;
}

std::vector<Denominators> denominators(ResultsReader const& results) {
    std::optional<double> simulated = register_households(results);
    if (simulated && *simulated <= 0) simulated.reset();
    std::vector<Denominators> all;
    for (std::optional<double> const& published : results.published_households()) {
        bool const is_known = published && *published > 0;
        all.push_back({simulated, is_known ? published : std::nullopt});
    }
    return all;
}

std::vector<Estimate> counts_by_year(ResultsReader const& results, std::string const& from,
                                     std::string const& what, std::size_t scenario,
                                     std::string const& standard, std::string const& group) {
    auto const standard_index = results.member("standard", standard);
    auto const place = results.member("group", group);
    bool const known =
        results.has(what, {"scenario", "standard", "year", "group", "statistic"}, from);
    if (!standard_index || !place || !known) return {};
    LabelledArray const array = results.read(
        what, {{"scenario", scenario}, {"standard", *standard_index}, {"group", *place}}, from);
    std::vector<Estimate> estimates;
    std::size_t const statistics = array.shape[1];
    for (std::size_t t = 0; t < array.shape[0]; ++t) {
        auto const of = [&](char const* name) {
            return array.values[t * statistics + statistic_index(name)];
        };
        estimates.push_back(
            {of("mean"), of("q05"), of("q95"), of("process_sd"), of("parameter_sd")});
    }
    return estimates;
}

std::vector<double> counts_by_replicate(ResultsReader const& results, std::string const& what,
                                        std::size_t scenario, std::string const& standard,
                                        std::string const& group) {
    auto const standard_index = results.member("standard", standard);
    auto const place = results.member("group", group);
    bool const known = results.has(what, {"scenario", "standard", "replicate", "year", "group"});
    if (!standard_index || !place || !known) return {};
    return results
        .read(what, {{"scenario", scenario}, {"standard", *standard_index}, {"group", *place}})
        .values;
}

Estimate estimate_of(std::vector<double> const& by_replicate) {
    Summary const summary = summarise(by_replicate);
    return {summary.mean, summary.q05, summary.q95};
}

// One programme at a time, to keep memory small.
std::vector<double> spending_by_replicate(ResultsReader const& results, std::size_t scenario) {
    auto const group = results.member("spending_group", province);
    bool const known = results.has(
        "spending", {"scenario", "programme", "payer", "replicate", "year", "spending_group"});
    if (!group || !known) return {};
    std::vector<double> total(results.replicates() * results.members("year").size(),
                              std::numeric_limits<double>::quiet_NaN());
    for (std::size_t p = 0; p < results.members("programme").size(); ++p) {
        LabelledArray const array = results.read(
            "spending", {{"scenario", scenario}, {"programme", p}, {"spending_group", *group}});
        for (std::size_t i = 0; i < array.values.size(); ++i) {
            double const money = array.values[i];
            double& sum = total[i % total.size()];
            if (!std::isnan(money)) sum = std::isnan(sum) ? money : sum + money;
        }
    }
    return total;
}

}  // namespace povex
