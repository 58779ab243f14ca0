#include "output/replay/replay_words.hpp"
#include "output/words/json.hpp"
#include "output/words/plain_text.hpp"

namespace povex {
namespace {

Json indicators(NatureModel const& model, Bits bits) {
    Json ids = Json::array();
    for (Indicator const& indicator : model.indicators) {
        if (has(bits, indicator.label.key)) ids.push_back(indicator.label.id);
    }
    return ids;
}

/// Money in units of the currency, without a point if it has no decimals.
Json json_of(Currency const& currency, std::int64_t money) {
    return currency.decimals == 0 ? Json(money) : Json(currency.amount(money));
}

Json json_of(ReplayedScenario const& replayed, ReplayYear const& year) {
    Currency const& currency = replayed.experiment().currency;
    NatureModel const& model = replayed.experiment().nature;
    auto const& programmes = replayed.scenario().programmes;
    Json shocks = Json::array(), enrolled = Json::array(), stopped = Json::array(),
         lost = Json::array();
    for (ShockHit const& hit : year.shocks) {
        shocks.push_back({{"shock", model.shocks[hit.shock].label.id}, {"loss", hit.loss}});
    }
    for (HouseholdLog::Enrolled const& one : year.enrolled) {
        enrolled.push_back({{"programme", programmes[one.programme].label.id},
                            {"cost", json_of(currency, one.cost)},
                            {"succeeds", one.succeeds},
                            {"cleared", indicators(model, one.cleared)}});
    }
    for (HouseholdLog::Stopped const& one : year.stopped) {
        stopped.push_back({{"programme", programmes[one.programme].label.id},
                           {"at", hurdle_names[static_cast<std::size_t>(one.at)]}});
    }
    for (HouseholdLog::Enrolled const& one : year.lost) {
        lost.push_back(programmes[one.programme].label.id);
    }
    return {{"income", currency.amount(year.income)},
            {"line", currency.amount(year.line)},
            {"official", poverty_class_names[static_cast<std::size_t>(year.official)]},
            {"true", poverty_class_names[static_cast<std::size_t>(year.truth)]},
            {"cause", cause_names[static_cast<std::size_t>(year.cause)]},
            {"deprivations", indicators(model, year.deprivations)},
            {"shocks", std::move(shocks)},
            {"enrolled", std::move(enrolled)},
            {"stopped", std::move(stopped)},
            {"lost", std::move(lost)},
            {"hired", year.hired}};
}

}  // namespace

std::string replay_json(ReplayedScenario const& replayed, Replay const& replay) {
    Experiment const& e = replayed.experiment();
    Register const& r = replayed.households();
    auto const h = replay.household;
    Cell const& cell = r.cells[r.cell[h]];
    Json years = Json::array();
    for (std::size_t t = 0; t < replay.years.size(); ++t) {
        Json year{{"year", e.years.calendar(t)}};
        year.update(json_of(replayed, replay.years[t]));
        years.push_back(std::move(year));
    }
    Json const json{{"synthetic", true},
                    {"household", r.key[h]},
                    {"scenario", replayed.scenario().label.id},
                    {"replicate", replayed.replicate()},
                    {"seed", e.seed},
                    {"standard", e.standards[replayed.standard()].label.id},
                    {"currency", e.currency.code},
                    {"locality", e.places.localities[cell.locality].label.id},
                    {"stratum", e.places.strata[cell.stratum].label.id},
                    {"ethnicity", e.places.ethnicities[cell.ethnicity].label.id},
                    {"sector", sector_names[static_cast<std::size_t>(r.sector[h])]},
                    {"size", r.size[h]},
                    {"children", r.children[h]},
                    {"workers", r.workers[h]},
                    {"elderly", r.elderly[h]},
                    {"disabled", r.disabled[h]},
                    {"years", std::move(years)}};
    return json_text(json);
}

}  // namespace povex
