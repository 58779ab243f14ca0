#include "output/compare/two_runs.hpp"
#include "output/words/json.hpp"
#include "output/words/plain_text.hpp"

namespace povex {
namespace {

Json json_of(std::optional<std::string> const& value) {
    return value ? Json(valid_utf8(*value)) : Json(nullptr);
}

Json json_of(std::vector<std::string> const& texts) {
    Json json = Json::array();
    for (std::string const& text : texts) json.push_back(valid_utf8(text));
    return json;
}

Json json_of(Run const& run) {
    return {{"file", valid_utf8(run.path)},
            {"title", {{"en", valid_utf8(run.title.en)}, {"vi", valid_utf8(run.title.vi)}}},
            {"seed", run.seed},
            {"replicates", run.replicates},
            {"version", valid_utf8(run.version)},
            {"currency", valid_utf8(run.currency)}};
}

Json json_of(StudyDifference const& one) {
    return {{"part", one.part},
            {"key", valid_utf8(one.key)},
            {"a", json_of(one.values[0])},
            {"b", json_of(one.values[1])},
            {"scenarios", json_of(one.scenarios)}};
}

Json json_of(OnlyInOne const& one) {
    return {{"dimension", one.dimension},
            {"member", valid_utf8(one.member)},
            {"in", one.file == 0 ? "a" : "b"}};
}

/// NaN becomes null when it is written.
Json json_of(OutcomeDifference const& one) {
    return {{"scenario", valid_utf8(one.scenario)},
            {"standard", one.standard.empty() ? Json(nullptr) : Json(valid_utf8(one.standard))},
            {"what", one.what},
            {"year", one.year},
            {"mean_a", one.means[0]},
            {"mean_b", one.means[1]},
            {"difference", one.difference.mean},
            {"low", one.difference.low},
            {"high", one.difference.high},
            {"p", one.difference.p},
            {"adjusted_p", one.adjusted_p},
            {"in_these_populations",
             {{"low", one.in_these_populations.low},
              {"high", one.in_these_populations.high},
              {"p", one.in_these_populations.p}}},
            {"verdict", verdict_names[static_cast<std::size_t>(one.verdict)]}};
}

template <class Part>
Json list_of(std::vector<Part> const& parts) {
    Json json = Json::array();
    for (Part const& part : parts) json.push_back(json_of(part));
    return json;
}

}  // namespace

std::string two_runs_json(TwoRuns const& two) {
    Json counts;
    for (std::size_t v = 0; v < verdict_names.size(); ++v) {
        counts[verdict_names[v]] = two.count(static_cast<Verdict>(v));
    }
    Json const json{
        {"a", json_of(two.runs[0])},
        {"b", json_of(two.runs[1])},
        {"study", list_of(two.study)},
        {"only_in_one", list_of(two.only_in_one)},
        {"paired", two.paired()},
        {"unpaired_for", json_of(two.unpaired)},
        {"pairs", two.pairs},
        {"shared_populations", {two.clustering[0].populations, two.clustering[1].populations}},
        {"adjustment", "holm"},
        {"level", TwoRuns::level},
        {"counts", std::move(counts)},
        {"outcomes", list_of(two.outcomes)}};
    return json_text(json);
}

}  // namespace povex
