#include "output/compare/two_runs.hpp"

#include <algorithm>
#include <cmath>

#include "engine/stats/summary.hpp"
#include "output/compare/estimates.hpp"
#include "output/file/target_path.hpp"

namespace povex {
namespace {

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
Sample sample_of(std::vector<double> const& by_replicate, Clustering const& clustering,
                 std::size_t year, std::size_t years, std::size_t replicates) {
    Sample sample{{}, clustering};
    for (std::size_t r = 0; r < replicates; ++r) {
        sample.values.push_back(by_replicate[r * years + year]);
    }
    return sample;
}

double mean_of(Sample const& sample) {
    return summarise(sample.values).mean;
}

/// The paired difference in the populations of these runs alone: they are taken as they are, and
/// vary no more.
MeanDifference difference_in_these(Sample first, Sample second) {
    first.clustering.populations = second.clustering.populations = 0;
    return paired_difference(first, second);
}

Verdict verdict_of(OutcomeDifference const& one, double adjusted_p_in_these) {
    MeanDifference const& in_these = one.in_these_populations;
    bool const equal = in_these.p == 1.0 && in_these.low == 0 && in_these.high == 0;
    if (equal || (one.difference.low == 0 && one.difference.high == 0)) return Verdict::same;
    if (one.adjusted_p <= TwoRuns::level) return Verdict::beyond_noise;
    if (adjusted_p_in_these <= TwoRuns::level) return Verdict::in_these_populations;
    return std::isnan(one.adjusted_p) && std::isnan(adjusted_p_in_these) ? Verdict::unknown
                                                                         : Verdict::within_noise;
}

void judge(std::vector<OutcomeDifference>& outcomes) {
    std::vector<double> p, in_these;
    for (OutcomeDifference const& one : outcomes) {
        p.push_back(one.difference.p);
        in_these.push_back(one.in_these_populations.p);
    }
    std::vector<double> const adjusted = holm_adjusted(p);
    std::vector<double> const adjusted_in_these = holm_adjusted(in_these);
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        outcomes[i].adjusted_p = adjusted[i];
        outcomes[i].verdict = verdict_of(outcomes[i], adjusted_in_these[i]);
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
    std::array const clusterings{first.clustering(), second.clustering()};
    bool const has_shared = paired && clusterings[0].populations > 0;
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
                Sample const a = sample_of(values[0], clusterings[0], t, years[0], replicates[0]);
                Sample const b = sample_of(values[1], clusterings[1], *t2, years[1], replicates[1]);
                std::array const means{mean_of(a), mean_of(b)};
                if (std::isnan(means[0]) || std::isnan(means[1])) continue;  // as a base year's
                outcomes.push_back({scenario, one.standard, one.what, first.years()[t], means,
                                    paired ? paired_difference(a, b) : unpaired_difference(a, b),
                                    has_shared ? difference_in_these(a, b) : MeanDifference{}});
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
    two.clustering = {first.clustering(), second.clustering()};
    two.pairs = two.paired() ? std::min(first.replicates(), second.replicates()) : 0;
    two.outcomes = outcome_differences(first, second, two.paired());
    return two;
}

}  // namespace povex
