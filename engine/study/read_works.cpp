// Programmes for places as a whole (kind = "area").

#include <cmath>

#include <fmt/format.h>

#include "engine/policy/works.hpp"
#include "engine/study/parts.hpp"

namespace povex {

namespace {

/// Keys of programmes that households enrol in: works have nobody to ask.
constexpr char const* of_enrolments[] = {
    "status",  "ethnicities", "sectors",  "needs",        "requires",  "once",   "every",
    "take_up", "success",     "priority", "unit",         "unit_cost", "amount", "own_cash",
    "clears",  "own_covered", "loan",     "depreciation", "protects",  "lost_to"};

void refuse_enrolments(Reader& reader) {
    for (char const* key : of_enrolments) {
        if (!reader.has(key)) continue;
        reader.problem(key,
                       fmt::format("{} is for places as a whole: it has no {}", reader.path(), key),
                       "nobody enrols in a programme of the kind \"area\"");
        reader.take(key);
    }
    if (reader.has("duration") &&
        std::isfinite(reader.real("duration", {.low = 1, .unit = "years", .infinite = true}))) {
        reader.problem("duration",
                       fmt::format("{} is for places as a whole: its works stay", reader.path()),
                       "duration = inf, or no duration");
    }
    reader.take("duration");
}

void read_where(Reader& reader, Programme& programme, PolicyParts const& parts) {
    programme.in_locality = reader.flags("localities", ids_of(parts.places.localities), true);
    programme.in_stratum = reader.flags("strata", ids_of(parts.places.strata), true);
    programme.in_ethnicity.assign(parts.places.ethnicities.size(), true);
    for (auto [key, flags] : {std::pair{"localities", &programme.in_locality},
                              std::pair{"strata", &programme.in_stratum}}) {
        if (reader.has(key) && std::count(flags->begin(), flags->end(), true) == 0) {
            reader.problem(key, fmt::format("{} is for no place at all", reader.path()),
                           "at least one name; without the key it is for all");
        }
    }
}

/// The household itself does not pay for works: it would have to be asked.
void refuse_own_share(Reader& reader, Programme const& programme,
                      std::vector<Payer> const& payers) {
    for (std::size_t payer = 0; payer < payers.size(); ++payer) {
        if (!payers[payer].own || !(programme.funding[payer] > 0.0)) continue;
        reader.problem("funding",
                       fmt::format("{} is for places as a whole: the payer {} (own = true) cannot "
                                   "have a share",
                                   reader.path(), payers[payer].label.id),
                       "give funding by other payers");
    }
}

}  // namespace

void read_works(Reader& reader, Programme& programme, PolicyParts const& parts) {
    refuse_enrolments(reader);
    read_where(reader, programme, parts);
    programme.budget = whole_money(reader.flow("budget", money));
    constexpr Bounds positive_money{.low = 1.0, .high = 9e15, .unit = "money/year"};
    programme.full_budget = whole_money(reader.real("full_budget", positive_money));
    programme.funding = read_funding(reader, parts.payers);
    refuse_own_share(reader, programme, parts.payers);
    programme.lag =
        static_cast<int>(reader.whole("lag", {.low = 0, .high = 1000, .unit = "years"}, 0));
    constexpr Bounds log_income{.low = -10, .high = 10, .unit = "log income"};
    programme.log_effect = reader.real("log_effect", log_income, 0.0);
    programme.holds = read_holds(reader, parts.model.indicators);
    if (programme.full_budget < 1) return;  // a problem by now
    double const most = programme.log_effect * works_index(programme).back();
    if (!log_income.allow(most)) {
        reader.problem(reader.has("log_effect") ? "log_effect" : "budget",
                       fmt::format("the works of {} add {} to log income in the last year (must be "
                                   "{})",
                                   reader.path(), most, log_income.text()),
                       "log_effect is that of one full_budget; is full_budget that of a year?");
    }
}

}  // namespace povex
