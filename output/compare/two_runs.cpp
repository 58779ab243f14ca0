#include "output/compare/two_runs.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>

#include "output/compare/estimates.hpp"
#include "output/file/target_path.hpp"

namespace povex {
namespace {

/// How many synthetic populations the replicates share; none if each has its own.
std::optional<std::size_t> shared_populations(ResultsReader const& results) {
    std::string const plan = results.population();
    std::size_t const colon = plan.find(':');
    std::size_t populations = 0;
    if (colon == std::string::npos) return std::nullopt;
    std::from_chars(plan.data() + colon + 1, plan.data() + plan.size(), populations);
    return populations > 0 ? std::optional(populations) : std::nullopt;
}

/// The independent unit of each replicate, see compare(), shape [replicate].
std::vector<std::size_t> units_of(ResultsReader const& results, bool paired) {
    std::vector<std::size_t> units = results.draw_of_replicates();
    if (!units.empty()) return units;
    units.resize(results.replicates());
    std::iota(units.begin(), units.end(), std::size_t{0});
    auto const populations = shared_populations(results);
    if (!populations || paired) return units;
    for (std::size_t& unit : units) unit %= *populations;
    return units;
}

/// A quantity of the province that is compared.
struct Quantity {
    std::string standard, what;

    /// Its values in one scenario, shape [replicate][year]; empty if the file lacks it.
    [[nodiscard]] std::vector<double> read(ResultsReader const& results,
                                           std::size_t scenario) const {
        return standard.empty() ? spending_by_replicate(results, scenario)
                                : counts_by_replicate(results, what, scenario, standard);
    }
};

std::vector<Quantity> quantities(ResultsReader const& first, ResultsReader const& second) {
    std::vector<Quantity> all;
    for (std::string const& standard : first.members("standard")) {
        if (!second.member("standard", standard)) continue;
        for (char const* what : {"poor", "near_poor", "exits", "entries"}) {
            all.push_back({standard, what});
        }
    }
    // sums of two currencies do not compare
    if (first.currency() == second.currency()) all.push_back({"", "spending"});
    return all;
}

/// The values of one year in the first `replicates` replicates.
Sample sample_of(std::vector<double> const& by_replicate, std::vector<std::size_t> const& units,
                 std::size_t year, std::size_t years, std::size_t replicates) {
    Sample sample;
    for (std::size_t r = 0; r < replicates; ++r) {
        sample.values.push_back(by_replicate[r * years + year]);
        sample.unit.push_back(units[r]);
    }
    return sample;
}

double mean_of(Sample const& sample) {
    return estimate_of(sample.values).mean;
}

Verdict verdict_of(OutcomeDifference const& one) {
    if (std::isnan(one.adjusted_p)) return Verdict::unknown;
    if (one.difference.low == 0 && one.difference.high == 0) return Verdict::same;
    return one.adjusted_p <= TwoRuns::level ? Verdict::beyond_noise : Verdict::within_noise;
}

void judge(std::vector<OutcomeDifference>& outcomes) {
    std::vector<double> p;
    p.reserve(outcomes.size());
    for (OutcomeDifference const& one : outcomes) p.push_back(one.difference.p);
    std::vector<double> const adjusted = holm_adjusted(p);
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        outcomes[i].adjusted_p = adjusted[i];
        outcomes[i].verdict = verdict_of(outcomes[i]);
    }
}

void refuse_sweep(ResultsReader const& results) {
    if (!results.is_sweep()) return;
    refuse_file(results.path(), "this is the file of a sweep (two runs are compared, not sweeps)",
                "`povex compare FILE` shows a sweep's points");
}

Run run_of(ResultsReader const& results) {
    return {results.path().string(),      results.title(),   results.seed(), results.replicates(),
            results.provenance().version, results.currency()};
}

/// What the runs do not share, in words, so that their replicates cannot be paired.
std::vector<std::string> reasons_against_pairs(ResultsReader const& first,
                                               ResultsReader const& second) {
    std::vector<std::string> reasons;
    if (first.seed() != second.seed()) reasons.emplace_back("seed");
    if (first.population() != second.population()) {
        reasons.emplace_back("number of synthetic populations");
    }
    if (first.provenance().version != second.provenance().version) reasons.emplace_back("version");
    auto a = first.draw_of_replicates();
    auto b = second.draw_of_replicates();
    std::size_t const pairs = std::min(first.replicates(), second.replicates());
    a.resize(std::min(a.size(), pairs));
    b.resize(std::min(b.size(), pairs));
    if (a != b) reasons.emplace_back("drawing of parameters");
    return reasons;
}

std::vector<OutcomeDifference> outcome_differences(ResultsReader const& first,
                                                   ResultsReader const& second, bool paired) {
    std::size_t const pairs = std::min(first.replicates(), second.replicates());
    std::array const replicates{paired ? pairs : first.replicates(),
                                paired ? pairs : second.replicates()};
    std::array const units{units_of(first, paired), units_of(second, paired)};
    std::array const years{first.members("year").size(), second.members("year").size()};
    std::vector<OutcomeDifference> outcomes;
    for (std::size_t s = 0; s < first.members("scenario").size(); ++s) {
        std::string const& scenario = first.members("scenario")[s];
        auto const s2 = second.member("scenario", scenario);
        if (!s2) continue;
        for (Quantity const& one : quantities(first, second)) {
            std::array const values{one.read(first, s), one.read(second, *s2)};
            if (values[0].empty() || values[1].empty()) continue;
            for (std::size_t t = 0; t < years[0]; ++t) {
                auto const t2 = second.member("year", first.members("year")[t]);
                if (!t2) continue;
                Sample const a = sample_of(values[0], units[0], t, years[0], replicates[0]);
                Sample const b = sample_of(values[1], units[1], *t2, years[1], replicates[1]);
                std::array const means{mean_of(a), mean_of(b)};
                if (std::isnan(means[0]) || std::isnan(means[1])) continue;  // as a base year's
                outcomes.push_back({scenario, one.standard, one.what, first.years()[t], means,
                                    paired ? paired_difference(a, b) : unpaired_difference(a, b)});
            }
        }
    }
    judge(outcomes);
    return outcomes;
}

}  // namespace

std::size_t TwoRuns::count(Verdict verdict) const {
    return static_cast<std::size_t>(
        std::count_if(outcomes.begin(), outcomes.end(),
                      [&](OutcomeDifference const& one) { return one.verdict == verdict; }));
}

TwoRuns compare(ResultsReader const& first, ResultsReader const& second) {
    refuse_sweep(first);
    refuse_sweep(second);
    TwoRuns two;
    two.runs = {run_of(first), run_of(second)};
    two.study = study_differences(first, second);
    two.only_in_one = only_in_one(first, second);
    two.unpaired = reasons_against_pairs(first, second);
    two.pairs = two.paired() ? std::min(first.replicates(), second.replicates()) : 0;
    two.outcomes = outcome_differences(first, second, two.paired());
    return two;
}

}  // namespace povex
