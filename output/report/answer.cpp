#include <algorithm>
#include <cmath>
#include <utility>

#include "output/compare/estimates.hpp"
#include "output/compare/sweep_table.hpp"
#include "output/report/page_parts.hpp"

// The answer in plain sentences, and how far to trust it.

namespace povex {
namespace {

constexpr std::size_t most_of_a_side =
    2;  ///< at most so many better and so many worse packages get a sentence

/// A number with a typographic minus sign.
std::string typeset(std::string number) {
    if (number.starts_with('-')) number.replace(0, 1, "−");
    return number;
}

std::string count(ReportSource const& source, double households) {
    return typeset(source.speaker.number(households, std::abs(households) < 10 ? 1 : 0));
}

std::string whole(ReportSource const& source, double households) {
    return typeset(source.speaker.number(households));
}

/// An estimate with its interval: 240 (205–281); 18 (−9 to 47); 240 for a single replicate.
std::string said(ReportSource const& source, Estimate const& of) {
    Estimate const estimate = source.shown(of);
    std::string mean = count(source, estimate.mean);
    if (std::isnan(estimate.low)) return mean;
    std::initializer_list<std::string> const parts{mean, whole(source, estimate.low),
                                                   whole(source, estimate.high)};
    return estimate.low < 0 ? source.speaker.say("answer.signed_interval", parts)
                            : source.speaker.say("answer.interval", parts);
}

Estimate negative(Estimate const& of) {
    return {-of.mean, -of.high, -of.low};
}

bool is_sure(Estimate const& of) {
    return of.low > 0 || of.high < 0;
}

/// Whether a scenario has other programmes than the baseline, and not the same ones under other
/// assumptions.
bool is_package(ResultsReader const& results, std::size_t scenario, std::size_t baseline) {
    auto const same = [&](char const* what) {
        if (!results.variable(what, "/programmes")) return false;
        auto const of = [&](std::size_t s) {
            return results.read(what, {{"scenario", s}}, "/programmes").values;
        };
        std::vector<double> const here = of(scenario), there = of(baseline);
        return std::equal(here.begin(), here.end(), there.begin(), there.end(),
                          [](double a, double b) { return a == b || (a != a && b != b); });
    };
    return !(same("runs") && same("budget") && same("unit_cost"));
}

/// A scenario that may get a sentence.
struct Candidate {
    std::size_t scenario;
    ScenarioDifference const* difference;

    /// The difference from the baseline at the end of the last year.
    [[nodiscard]] Estimate const& at_last() const {
        return difference->years.back().national.on_list;
    }
};

/// The packages that get a sentence, by what they differ from the baseline at the end of the last
/// year: of those with fewer poor the two that differ most, then the same of those with more poor.
/// Scenarios that are shown together with the baseline are views of it, not packages.
std::vector<Candidate> packages_worth_saying(ReportSource const& source) {
    std::vector<Candidate> fewer, more;
    for (ScenarioDifference const& one : source.comparison.scenarios) {
        auto const& views = source.comparison.shown_with_baseline;
        bool const is_view = std::find(views.begin(), views.end(), one.scenario) != views.end();
        auto const scenario = source.results.member("scenario", one.scenario);
        if (is_view || !scenario || one.years.size() < 2) continue;
        Candidate const candidate{*scenario, &one};
        bool const known = !std::isnan(candidate.at_last().mean);
        if (!known || !is_package(source.results, *scenario, source.baseline)) continue;
        (candidate.at_last().mean <= 0 ? fewer : more).push_back(candidate);
    }
    for (auto* side : {&fewer, &more}) {
        auto const size = [](Candidate const& candidate) {
            return std::abs(candidate.at_last().mean);
        };
        std::stable_sort(side->begin(), side->end(),
                         [&](Candidate const& a, Candidate const& b) { return size(a) > size(b); });
        if (side->size() > most_of_a_side) side->resize(most_of_a_side);
    }
    fewer.insert(fewer.end(), more.begin(), more.end());
    return fewer;
}

std::string fewer_or_more(ReportSource const& source, Estimate const& difference) {
    bool const fewer = difference.mean <= 0;
    return source.speaker.say(fewer ? PhraseKey("answer.fewer") : PhraseKey("answer.more"),
                              {said(source, fewer ? negative(difference) : difference)});
}

std::string price(ReportSource const& source, Estimate const& extra) {
    if (std::isnan(extra.mean)) return "";
    Speaker const& speaker = source.speaker;
    std::string const money = speaker.money(std::abs(extra.mean), source.comparison.currency);
    if (extra.mean == 0) return speaker.say("answer.same_cost");
    return speaker.say(extra.mean > 0 ? PhraseKey("answer.for_more") : PhraseKey("answer.for_less"),
                       {money});
}

std::string baseline_sentence(ReportSource const& source) {
    Comparison const& run = source.comparison;
    auto const poor = count_of(source, "poor", source.baseline, run.national);
    if (poor.size() < 2) return "";
    return source.speaker.say(
        "answer.baseline",
        {source.called("standard", run.national), source.called("scenario", source.baseline),
         said(source, poor.back()), std::to_string(run.years.back()),
         std::to_string(run.years.front()), count(source, poor.front().mean)});
}

std::string truth_sentence(ReportSource const& source) {
    auto const poor = count_of(source, "poor_true", source.baseline, source.comparison.national);
    if (poor.size() < 2) return "";
    return source.speaker.say("answer.truth", {said(source, poor.back())});
}

std::string against_sentence(ReportSource const& source) {
    return source.speaker.say("answer.against",
                              {source.called("standard", source.comparison.national),
                               source.called("scenario", source.baseline)});
}

/// The household-years averted on the list and in truth: "averts 90 ..., and averts 30 ...".
std::string averted_sentence(ReportSource const& source, ScenarioDifference const& of) {
    Comparison const& run = source.comparison;
    auto const said_as = [&](Estimate const& years) {
        return said(source, years.mean >= 0 ? years : negative(years));
    };
    Estimate const &on_list = of.on_list.years, &in_truth = of.in_poverty.years;
    std::string const sentence = source.speaker.say(
        on_list.mean >= 0 ? PhraseKey("answer.averts") : PhraseKey("answer.adds"),
        {std::to_string(run.years[1]), std::to_string(run.years.back()), said_as(on_list)});
    if (std::isnan(in_truth.mean)) return sentence + ".";
    return sentence + source.speaker.say(in_truth.mean >= 0 ? PhraseKey("answer.averts_in_truth")
                                                            : PhraseKey("answer.adds_in_truth"),
                                         {said_as(in_truth)});
}

/// What a household-year averted costs, or why that has no answer.
std::string cost_in_words(ReportSource const& source, CostPerYear const& cost) {
    Speaker const& speaker = source.speaker;
    auto const money = [&](double value) {
        return typeset(speaker.money(value, source.comparison.currency));
    };
    if (cost.verdict != CostVerdict::cost) {
        return speaker.name("cost", cost_verdict_names[static_cast<std::size_t>(cost.verdict)]);
    }
    std::string mean = speaker.say("answer.costs", {money(cost.mean)});
    if (cost.draws_without > 0) {
        return speaker.say("cost.draws_without",
                           {mean, std::to_string(cost.draws_without), std::to_string(cost.draws)});
    }
    if (std::isnan(cost.low)) return mean;
    return speaker.say("answer.costs_between",
                       {money(cost.mean), money(cost.low), money(cost.high)});
}

std::string cost_sentences(ReportSource const& source, ScenarioDifference const& of) {
    std::string sentences;
    for (auto const& [averted, phrase] :
         {std::pair{&of.on_list, PhraseKey("answer.cost_on_list")},
          std::pair{&of.in_poverty, PhraseKey("answer.cost_in_truth")}}) {
        if (averted->cost.verdict == CostVerdict::unknown) continue;
        sentences += " " + source.speaker.say(phrase, {cost_in_words(source, averted->cost)});
    }
    return sentences;
}

std::string package_sentence(ReportSource const& source, Candidate const& of) {
    Comparison const& run = source.comparison;
    Speaker const& speaker = source.speaker;
    auto const poor = count_of(source, "poor", of.scenario, run.national);
    Estimate const& less = of.at_last();
    std::string sentence =
        speaker.say("answer.package",
                    {source.called("scenario", of.scenario),
                     said(source, at(poor, run.years.size() - 1)), std::to_string(run.years.back()),
                     fewer_or_more(source, less), price(source, of.difference->extra_spending)});
    if (run.replicates > 1 && !is_sure(less)) sentence += " " + speaker.say("answer.chance");
    return sentence + " " + averted_sentence(source, *of.difference) +
           cost_sentences(source, *of.difference);
}

/// The outcome of a sweep: the range of the poor under the baseline in the last year.
std::string sweep_sentence(ReportSource const& source) {
    if (!source.results.is_sweep()) return "";
    Comparison const& run = source.comparison;
    SweepTable const sweep = sweep_table(source.results, run.years.back());
    double low = INFINITY, high = -INFINITY;
    for (std::size_t p = 0; p < sweep.points(); ++p) {
        double const poor = sweep.mean[p * sweep.scenarios.size() + source.baseline];
        low = std::min(low, poor);
        high = std::max(high, poor);
    }
    return source.speaker.say("answer.sweep",
                              {source.called("standard", run.national),
                               source.speaker.number(static_cast<double>(sweep.points())),
                               source.called("scenario", source.baseline), count(source, low),
                               count(source, high), std::to_string(sweep.year)});
}

std::string interval_caveat(ReportSource const& source) {
    Comparison const& run = source.comparison;
    std::initializer_list<std::string> const replicates{
        source.speaker.number(static_cast<double>(run.replicates))};
    if (run.replicates < 2) return source.speaker.say("note.no_interval");
    return source.speaker.say(
        run.draws > 0 ? PhraseKey("answer.drawn_caveat") : PhraseKey("answer.fixed_caveat"),
        replicates);
}

/// How the projection compares with counts that were held out.
std::string held_out_caveat(ReportSource const& source) {
    Comparison const& run = source.comparison;
    if (run.held_out == 0) return "";
    bool all_above = run.held_out_inside < run.held_out, all_below = all_above;
    for (ComparedActual const& one : run.actuals) {
        if (one.actual.role != Role::held_out || !one.inside || *one.inside) continue;
        all_above = all_above && one.projected.mean > one.actual.value;
        all_below = all_below && one.projected.mean < one.actual.value;
    }
    auto const number = [&](std::size_t n) {
        return source.speaker.number(static_cast<double>(n));
    };
    std::string caveat =
        source.speaker.say("answer.held_out", {number(run.held_out), number(run.held_out_inside)});
    if (all_above) caveat += " " + source.speaker.say("answer.too_high");
    if (all_below) caveat += " " + source.speaker.say("answer.too_low");
    return caveat;
}

std::string assumptions_caveat(ReportSource const& source) {
    std::vector<Parameter> const parameters = source.results.parameters();
    auto const assumed =
        std::count_if(parameters.begin(), parameters.end(),
                      [](Parameter const& parameter) { return parameter.grade == "C"; });
    if (assumed == 0) return "";
    return source.speaker.say("answer.assumptions",
                              {source.speaker.number(static_cast<double>(assumed)),
                               source.speaker.number(static_cast<double>(parameters.size()))});
}

}  // namespace

Answer answer_of(ReportSource const& en, ReportSource const& vi) {
    Answer answer;
    auto const add = [&](std::vector<Sentence>& to, auto sentence) {
        Sentence const both{sentence(en), sentence(vi)};
        if (!both.en.empty()) to.push_back(both);
    };
    answer.scenarios.push_back(en.baseline);
    for (auto const sentence : {baseline_sentence, truth_sentence, sweep_sentence}) {
        add(answer.first, sentence);
    }
    answer.against = {against_sentence(en), against_sentence(vi)};
    for (Candidate const& package : packages_worth_saying(en)) {
        add(answer.packages,
            [&](ReportSource const& source) { return package_sentence(source, package); });
        answer.scenarios.push_back(package.scenario);
    }
    for (auto const caveat : {interval_caveat, held_out_caveat, assumptions_caveat}) {
        add(answer.caveats, caveat);
    }
    return answer;
}

}  // namespace povex
