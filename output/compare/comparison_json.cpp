#include <cmath>

#include "output/compare/comparison.hpp"
#include "output/words/json.hpp"
#include "output/words/plain_text.hpp"

namespace povex {
namespace {

/// NaN becomes null when it is written.
Json json_of(Estimate const& estimate) {
    Json json{{"mean", estimate.mean}, {"q05", estimate.low}, {"q95", estimate.high}};
    if (!std::isnan(estimate.parameter_sd)) {
        json["process_sd"] = estimate.process_sd;
        json["parameter_sd"] = estimate.parameter_sd;
    }
    return json;
}

Json json_of(Text const& text) {
    return {{"en", text.en}, {"vi", text.vi}};
}

template <class Value>
Json json_of(std::optional<Value> const& value) {
    return value ? Json(*value) : Json(nullptr);
}

Json json_of(Denominators const& of) {
    return {{"projected", json_of(of.simulated)}, {"observed", json_of(of.published)}};
}

/// Cost of a household-year averted, with what its interval is.
Json json_of(CostPerYear const& cost) {
    return {{"verdict", cost_verdict_names[static_cast<std::size_t>(cost.verdict)]},
            {"mean", cost.mean},
            {"low", cost.low},
            {"high", cost.high},
            {"interval", cost.draws > 0 ? "5th to 95th percentile of the draws" : "95 % (Fieller)"},
            {"draws", cost.draws},
            {"draws_without", cost.draws_without}};
}

Json json_of(Averted const& averted) {
    Json json = json_of(averted.years);
    json["mean_low_95"] = averted.mean.low;
    json["mean_high_95"] = averted.mean.high;
    json["cost_per_year"] = json_of(averted.cost);
    return json;
}

Json json_of(OnListAndInTruth const& difference) {
    return {{"on_list", json_of(difference.on_list)}, {"in_truth", json_of(difference.in_truth)}};
}

Json json_of(Residual const& one) {
    return {{"scenario", one.scenario},
            {"projected", json_of(one.projected)},
            {"residual", one.residual}};
}

Json json_of(ComparedActual const& one) {
    Actual const& actual = one.actual;
    Json residuals = Json::array();
    for (Residual const& residual : one.residuals) residuals.push_back(json_of(residual));
    return {{"date", actual.date},
            {"year", actual.year},
            {"standard", actual.standard},
            {"group", actual.group},
            {"group_title", json_of(one.group_title)},
            {"what", actual.what},
            {"observed", actual.value},
            {"role", role_names[static_cast<std::size_t>(actual.role)]},
            {"projected", json_of(one.projected)},
            {"inside", json_of(one.inside)},
            {"residuals", std::move(residuals)},
            {"rate_of", one.denominators ? json_of(*one.denominators) : Json(nullptr)},
            {"source", actual.source},
            {"grade", actual.grade},
            {"known_on", actual.known_on},
            {"note", actual.note}};
}

Json json_of(PoorUnderStandard const& poor) {
    Json years = Json::array();
    for (PoorOfYear const& year : poor.years) {
        years.push_back({{"year", year.year},
                         {"on_list", json_of(year.on_list)},
                         {"in_truth", json_of(year.in_truth)},
                         {"stayers", json_of(year.stayers)},
                         {"formerly_near_poor", json_of(year.formerly_near_poor)},
                         {"formerly_unlisted", json_of(year.formerly_unlisted)}});
    }
    return {{"standard", poor.standard}, {"years", std::move(years)}};
}

/// {"poor": {"poor": .., "near_poor": .., "not": ..}, ..}: first the national, then the other.
Json json_of(TwoStandards const& two) {
    Json years = Json::array();
    for (TwoStandardsOfYear const& year : two.years) {
        Json classes = Json::object();
        for (std::size_t one = 0; one < poverty_class_names.size(); ++one) {
            for (std::size_t other = 0; other < poverty_class_names.size(); ++other) {
                classes[poverty_class_names[one]][poverty_class_names[other]] =
                    json_of(year.classes[one][other]);
            }
        }
        years.push_back({{"year", year.year},
                         {"differently", json_of(year.differently)},
                         {"classes", std::move(classes)}});
    }
    return {{"other_standard", two.other}, {"years", std::move(years)}};
}

Json json_of(FirstFall const& fall) {
    return {{"from", fall.from},
            {"to", fall.to},
            {"in_logarithms", json_of(fall.in_logarithms)},
            {"share_first", json_of(fall.share_first)},
            {"share_last", json_of(fall.share_last)}};
}

Json json_of(LoansOfScenario const& loans) {
    return {{"scenario", loans.scenario},
            {"disbursed", json_of(loans.disbursed)},
            {"repaid", json_of(loans.repaid)},
            {"written_off", json_of(loans.written_off)},
            {"outstanding", json_of(loans.outstanding)},
            {"interest", json_of(loans.interest)}};
}

Json json_of(JobsOfScenario const& jobs) {
    return {{"scenario", jobs.scenario},
            {"producers", json_of(jobs.producers)},
            {"jobs", json_of(jobs.jobs)},
            {"jobs_filled", json_of(jobs.filled)}};
}

Json json_of(ScenarioDifference const& scenario) {
    Json years = Json::array();
    for (YearDifference const& year : scenario.years) {
        years.push_back({{"year", year.year},
                         {"national", json_of(year.national)},
                         {"targeting_standard", year.targeting},
                         {"targeting", json_of(year.under_targeting)},
                         {"displaced", json_of(year.displaced)}});
    }
    return {{"scenario", scenario.scenario},
            {"title", json_of(scenario.title)},
            {"poor_difference", std::move(years)},
            {"household_years_on_list_averted", json_of(scenario.on_list)},
            {"household_years_in_poverty_averted", json_of(scenario.in_poverty)},
            {"extra_spending", json_of(scenario.extra_spending)}};
}

template <class Record>
Json array_of(std::vector<Record> const& records) {
    Json array = Json::array();
    for (Record const& record : records) array.push_back(json_of(record));
    return array;
}

}  // namespace

std::string comparison_json(Comparison const& comparison, std::vector<Problem> const& warnings) {
    Json targeting = Json::object();
    for (std::size_t t = 0; t < comparison.years.size(); ++t) {
        targeting[std::to_string(comparison.years[t])] = comparison.targeting[t];
    }
    Json const json{
        {"title", json_of(comparison.title)},
        {"seed", comparison.seed},
        {"replicates", comparison.replicates},
        {"interval", "q05 to q95: 5th to 95th percentile of the replicates"},
        {"varies", comparison.draws > 0 ? "chance and parameters" : "chance"},
        {"draws", comparison.draws},
        {"baseline", comparison.baseline},
        {"shown_with_baseline", comparison.shown_with_baseline},
        {"national", comparison.national},
        {"currency", comparison.currency},
        {"as_of", comparison.as_of.empty() ? Json() : Json(comparison.as_of)},
        {"withheld", comparison.withheld},
        {"targeting", std::move(targeting)},
        {"actuals", array_of(comparison.actuals)},
        {"held_out", {{"judged", comparison.held_out}, {"inside", comparison.held_out_inside}}},
        {"poor", array_of(comparison.poor)},
        {"two_standards", array_of(comparison.two_standards)},
        {"first_fall", comparison.first_fall ? json_of(*comparison.first_fall) : Json(nullptr)},
        {"warnings", json_of_problems(warnings)},
        {"scenarios", array_of(comparison.scenarios)},
        {"loans", array_of(comparison.loans)},
        {"jobs", array_of(comparison.jobs)}};
    return json_text(json);
}

}  // namespace povex
