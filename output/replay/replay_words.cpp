#include "output/replay/replay_words.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace povex {

ReplayWords::ReplayWords(ReplayedScenario const& replayed, Language language)
    : replayed_(&replayed), say_(language) {}

std::string ReplayWords::title(Label const& label) const {
    return say_.title(label.title, label.id);
}

std::string ReplayWords::found(PovertyClass found) const {
    return say_.name("class", poverty_class_names[static_cast<std::size_t>(found)]);
}

/// The ethnicity: the title that the study gives, or else the common word for it.
std::string ReplayWords::people(Ethnicity const& of) const {
    auto const group = fmt::format("ethnicity:{}", of.label.id);
    auto const known = say_.name("group", group);
    bool const untitled = of.label.title == Text{of.label.id, of.label.id};
    return untitled && known != group ? known : say_.say("replay.people", {title(of.label)});
}

std::vector<std::string> ReplayWords::labels(Replay const& replay) const {
    Register const& r = replayed_->households();
    Places const& places = replayed_->experiment().places;
    auto const h = replay.household;
    Cell const& cell = r.cells[r.cell[h]];
    std::vector<std::string> labels{say_.say(
        "replay.place",
        {title(places.localities[cell.locality].label), title(places.strata[cell.stratum].label)})};
    if (places.ethnicities.size() > 1) labels.push_back(people(places.ethnicities[cell.ethnicity]));
    auto const count = [&](PhraseKey of, int members) {
        return say_.say(of, {say_.number(members)});
    };
    std::vector<std::string> kinds;
    auto const add = [&](PhraseKey of, int members) {
        if (members > 0) kinds.push_back(count(of, members));
    };
    add("replay.child", r.children[h]);
    add("replay.worker", r.workers[h]);
    add("replay.elderly", r.elderly[h]);
    add("replay.disabled", r.disabled[h]);
    labels.push_back(fmt::format("{}{}{}{}", count("replay.members", r.size[h]),
                                 kinds.empty() ? "" : " (", fmt::join(kinds, ", "),
                                 kinds.empty() ? "" : ")"));
    labels.push_back(say_.name("sector", sector_names[static_cast<std::size_t>(r.sector[h])]));
    return labels;
}

std::string ReplayWords::indicators(Bits bits) const {
    std::vector<std::string> names;
    for (Indicator const& indicator : replayed_->experiment().nature.indicators) {
        if (has(bits, indicator.label.key)) names.push_back(title(indicator.label));
    }
    return fmt::format("{}", fmt::join(names, ", "));
}

std::string ReplayWords::enrolment(HouseholdLog::Enrolled const& enrolled) const {
    Programme const& programme = replayed_->scenario().programmes[enrolled.programme];
    Currency const& currency = replayed_->experiment().currency;
    double const cost = currency.amount(enrolled.cost);
    auto const sentence =
        say_.say("replay.enrolled",
                 {title(programme.label), say_.money(cost, currency.code, currency.decimals)});
    if (!enrolled.succeeds) return say_.say("replay.fails", {sentence});
    return enrolled.cleared == 0
               ? sentence
               : say_.say("replay.clears", {sentence, indicators(enrolled.cleared)});
}

/// Which hurdles keep the household from which programmes. The last hurdle comes first, because it
/// is the nearest to being served. A hurdle that lasts for years is mentioned in its first year;
/// that a programme is not meant for such households is not mentioned at all.
void ReplayWords::add_hurdles(Replay const& replay, std::size_t t,
                              std::vector<std::string>& events) const {
    for (std::size_t hurdle = hurdle_names.size(); hurdle-- > 0;) {
        auto const at = static_cast<Hurdle>(hurdle);
        if (at == Hurdle::not_meant) continue;
        std::vector<std::string> names;
        for (HouseholdLog::Stopped const& one : replay.years[t].stopped) {
            bool const mentioned_before =
                at <= Hurdle::had_it &&
                std::ranges::any_of(replay.years[t - 1].stopped, [&](auto& before) {
                    return before.programme == one.programme && before.at == at;
                });
            if (one.at != at || mentioned_before) continue;
            names.push_back(title(replayed_->scenario().programmes[one.programme].label));
        }
        if (names.empty()) continue;
        events.push_back(fmt::format("{}: {}", say_.name("hurdle", hurdle_names[hurdle]),
                                     fmt::join(names, ", ")));
    }
}

std::vector<std::string> ReplayWords::events(Replay const& replay, std::size_t t) const {
    ReplayYear const& year = replay.years[t];
    Experiment const& e = replayed_->experiment();
    std::vector<std::string> events;
    events.reserve(year.shocks.size() + year.enrolled.size());
    for (ShockHit const& hit : year.shocks) {
        events.push_back(say_.say("replay.shock", {title(e.nature.shocks[hit.shock].label),
                                                   say_.readable(100.0 * hit.loss, 2)}));
    }
    for (HouseholdLog::Enrolled const& one : year.enrolled) events.push_back(enrolment(one));
    add_hurdles(replay, t, events);
    for (HouseholdLog::Enrolled const& one : year.lost) {
        auto const& programme = replayed_->scenario().programmes[one.programme];
        events.push_back(say_.say("replay.lost", {title(programme.label)}));
    }
    if (year.hired) events.push_back(say_.say("replay.hired"));
    if (year.deprivations != 0) {
        events.push_back(say_.say("replay.lacks", {indicators(year.deprivations)}));
    }
    if (year.truth != year.official) {
        events.push_back(say_.say("replay.in_truth", {found(year.truth)}));
    }
    if (year.cause != Cause::none) {
        events.push_back(say_.name("cause", cause_names[static_cast<std::size_t>(year.cause)]));
    }
    return events;
}

}  // namespace povex
