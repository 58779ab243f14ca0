#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "engine/study/parts.hpp"

namespace povex {

namespace {

/// Units of cost: from household on.
constexpr char const* unit_names[] = {"household", "person",   "child",    "worker",
                                      "elderly",   "disabled", "dependant"};
constexpr Member unit_members[] = {Member::household, Member::person,  Member::child,
                                   Member::worker,    Member::elderly, Member::disabled,
                                   Member::dependant};
constexpr char const* required_names[] = {"child", "worker", "elderly", "disabled"};
constexpr Member required_members[] = {Member::child, Member::worker, Member::elderly,
                                       Member::disabled};

Standard read_standard(Reader& reader, std::string const& id, std::uint16_t position,
                       Places const& places, NatureModel const& model) {
    constexpr Bounds line_bounds{
        .low = 0.0, .high = 9e15, .above_low = true, .unit = "money/month"};
    Standard standard;
    standard.label = reader.label(id, position, highest_key);
    standard.line = reader.levels_by_name("line", places.areas, line_bounds, 0);
    for (auto [name, lines, above] : {std::tuple{"low_line", &standard.low_line, false},
                                      {"average_line", &standard.average_line, true}}) {
        if (!reader.has(name)) {
            reader.take(name);
            continue;
        }
        *lines = reader.levels_by_name(name, places.areas, line_bounds, 0);
        for (std::size_t a = 0; a < places.areas.size(); ++a) {
            for (std::size_t t = 0; t < model.years.reviews(); ++t) {
                if (above ? (*lines)[a][t] < standard.line[a][t]
                          : (*lines)[a][t] > standard.line[a][t]) {
                    reader.problem(name, fmt::format("{}.{} is {} line in {}", reader.path(), name,
                                                     above ? "below" : "above", places.areas[a]));
                    t = model.years.reviews();
                }
            }
        }
    }
    standard.indicators =
        bits_of(reader.flags("indicators", ids_of(model.indicators), false), model.indicators);
    standard.cutoff =
        static_cast<int>(reader.whole("cutoff", {.low = 0, .high = 16, .unit = "deprivations"}, 0));
    if (standard.cutoff > __builtin_popcount(standard.indicators)) {
        reader.problem("cutoff",
                       fmt::format("the cutoff {} exceeds the number of indicators, {}",
                                   standard.cutoff, __builtin_popcount(standard.indicators)));
    }
    reader.finish();
    return standard;
}

Yearly<Amount> read_amount(Reader& reader, std::vector<std::string> const& standards) {
    Yearly<Amount> result;
    Node const* node = reader.take("amount");
    if (node == nullptr) return result;
    auto const reviews = reader.context().years.reviews();
    auto const path = joined(reader.path(), "amount");
    auto one = [&](Reader& owner, Node const& value, std::string const& name) {
        std::string const* text = owner.text_in(value, name, monthly.unit);
        if (text == nullptr) return Amount{owner.number_in(value, name, monthly), {}};
        auto const standard = text->starts_with("line:") ? text->substr(5) : *text;
        auto const found = std::find(standards.begin(), standards.end(), standard);
        if (!text->starts_with("line:") || found == standards.end()) {
            reader.context().problems.add(
                value.where, fmt::format("{} is \"{}\"", name, *text),
                fmt::format("a number, or \"line:NAME\" with the name of a standard; {}",
                            nearest_hint(standard, standards)));
            return Amount{};
        }
        return Amount{0.0, static_cast<std::size_t>(found - standards.begin())};
    };
    TableNode const* table = node->table();
    if (table == nullptr || (table->find("value") && !table->find("value")->table())) {
        return Yearly<Amount>(reviews, one(reader, *node, path));
    }
    Reader inner(reader.context(), path, node, reader.papers());
    std::vector<std::optional<Amount>> given(reviews);
    Node const* years = table->find("value") ? table->find("value") : node;
    inner.by_year(*years, path, [&](std::size_t t, Node const& value) {
        given[t] =
            one(inner, value, fmt::format("{}.{}", path, reader.context().years.calendar(t)));
    });
    if (!given[0]) {
        int const base = reader.context().years.base;
        bool const single = years->replaced.empty();
        reader.problem(
            "amount",
            fmt::format("{} has no value in {}{}", path, base,
                        single ? ""
                               : fmt::format(" (the single value {} was replaced by a table "
                                             "by year)",
                                             years->replaced)),
            single ? "the base year's amount is needed: only the difference from it changes income"
                   : fmt::format("give {}.{}={} too; each value holds until the next year given",
                                 path, base, years->replaced));
        return Yearly<Amount>(reviews);
    }
    for (std::size_t t = 0; t < reviews; ++t)
        result.push_back(given[t] ? *given[t] : result.back());
    return result;
}

void read_who(Reader& reader, Programme& programme, PolicyParts const& parts) {
    std::vector<std::string> const standings{standing_names.begin(), standing_names.end()};
    Node const* status = reader.take("status");
    if (status != nullptr && status->text()) {
        if (*status->text() != "any") {
            reader.problem("status", fmt::format("status is \"{}\"", *status->text()),
                           "\"any\", or a list such as [\"poor\", \"near-poor\"]");
        }
        programme.standing.fill(true);
    } else if (status != nullptr) {
        auto const flags = reader.flags("status", standings, false);
        std::copy(flags.begin(), flags.end(), programme.standing.begin());
    }
    programme.in_locality = reader.flags("localities", ids_of(parts.places.localities), true);
    programme.in_stratum = reader.flags("strata", ids_of(parts.places.strata), true);
    programme.in_ethnicity = reader.flags("ethnicities", ids_of(parts.places.ethnicities), true);
    auto const sectors = reader.flags("sectors", {sector_names.begin(), sector_names.end()}, true);
    std::copy(sectors.begin(), sectors.end(), programme.in_sector.begin());
    programme.needs = bits_of(reader.flags("needs", ids_of(parts.model.indicators), false),
                              parts.model.indicators);
    auto const nobody = std::size(required_names);
    auto const required = reader.choice("requires", required_names, nobody);
    if (required != nobody) programme.requires_member = required_members[required];
    programme.once = reader.truth("once", programme.capped());
    programme.every =
        static_cast<int>(reader.whole("every", {.low = 1, .high = 100, .unit = "years"}, 1));
    if (programme.once && reader.has("every")) {
        reader.problem("every", "every needs once = false");
    }
    programme.take_up = reader.real("take_up", fraction, 1.0);
}

void read_priority(Reader& reader, Programme& programme, Places const& places) {
    Node const* node = reader.take("priority");
    if (node == nullptr) return;
    if (!node->table()) {
        programme.queue = static_cast<Queue>(reader.choice("priority", queue_names));
        return;
    }
    Reader points = reader.table("priority");
    Points& p = programme.points;
    p.poor = points.real("poor", any_number, p.poor);
    p.near_poor = points.real("near_poor", any_number, p.near_poor);
    p.escaped = points.real("escaped", any_number, p.escaped);
    p.deprivation = points.real("deprivation", any_number, p.deprivation);
    p.gap = points.real("gap", any_number, p.gap);
    p.stratum = points.table_of("strata", ids_of(places.strata), any_number, 0.0);
    points.finish();
}

void read_cost(Reader& reader, Programme& programme, std::vector<Payer> const& payers) {
    auto const unit = reader.choice("unit", unit_names, 0);
    programme.unit = unit_members[unit];
    if (reader.has("unit_cost")) {
        programme.unit_cost = whole_money(reader.level("unit_cost", money, 1));
    } else if (!reader.has("amount")) {
        reader.problem("unit_cost",
                       fmt::format("{} has neither unit_cost nor amount", reader.path()),
                       "what does one unit cost?");
    }
    reader.take("unit_cost");
    if (programme.capped()) {
        programme.budget = whole_money(reader.flow("budget", money));
    } else if (reader.take("budget")) {
        reader.problem("budget", "an entitlement has no budget: its spending is a result",
                       "kind = \"capped\", or drop the budget");
    }
    programme.funding = read_funding(reader, payers);
    programme.own_cash = reader.real("own_cash", fraction, 1.0);
    programme.own_covered = reader.truth("own_covered", false);
}

void read_effects(Reader& reader, Programme& programme, PolicyParts const& parts) {
    programme.success = reader.real("success", fraction, 1.0);
    programme.log_effect =
        reader.real("log_effect", {.low = -10, .high = 10, .unit = "log income"}, 0.0);
    programme.lag =
        static_cast<int>(reader.whole("lag", {.low = 0, .high = 1000, .unit = "years"}, 0));
    bool const transfer = reader.has("amount");
    double const duration =
        reader.real("duration", {.low = 1, .unit = "years", .infinite = true, .whole = true},
                    transfer ? 1.0 : unbounded);
    if (std::isfinite(duration)) programme.duration = static_cast<int>(std::min(duration, 1000.0));
    if (std::isfinite(duration) && duration != std::floor(duration)) {
        reader.problem("duration", "a duration is whole years, or inf");
    }
    if (transfer) {
        constexpr char const* why =
            "a transfer is paid in the year of enrolment; with once = false the household enrols "
            "again every year";
        if (programme.lag != 0) {
            reader.problem("lag", fmt::format("{} has an amount and a lag", reader.path()), why);
        }
        if (duration != 1.0) {
            reader.problem(
                "duration",
                fmt::format("{} has an amount and a duration other than 1", reader.path()), why);
        }
    }
    programme.depreciation = reader.real("depreciation", fraction, 0.0);
    programme.amount = read_amount(reader, ids_of(parts.standards));
    auto const indicators = ids_of(parts.model.indicators);
    if (reader.has("clears")) {
        programme.clears = by_bit(reader.table_of("clears", indicators, fraction, 0.0),
                                  parts.model.indicators, 0.0);
    }
    reader.take("clears");
    programme.holds = read_holds(reader, parts.model.indicators);
    read_protection(reader, programme, parts.model);
    read_loan(reader, programme, parts);
}

/// What an entitlement costs in a year must fit the whole numbers in which money is counted; a
/// budget does.
void check_sums(Reader& reader, Programme const& programme, PolicyParts const& parts) {
    if (programme.capped()) return;
    double most = 0.0;
    for (auto cost : programme.unit_cost) most = std::max(most, static_cast<double>(cost));
    if (programme.unit_cost.empty()) {
        for (Amount const& amount : programme.amount) {
            most = std::max(most, 12.0 * amount.money);
            if (!amount.line_of) continue;
            for (auto const& line : parts.standards[*amount.line_of].line) {
                most = std::max(most, 12.0 * *std::max_element(line.begin(), line.end()));
            }
        }
    }
    if (most * parts.most_units > 9e18) {
        reader.problem(reader.has("unit_cost") ? "unit_cost" : "amount",
                       fmt::format("{} can cost more than 9e18 in a year", reader.path()),
                       "is it the cost of one unit?");
    }
}

}  // namespace

std::int64_t whole_money(double amount) {
    // the C library's rounding stays out of the engine
    return static_cast<std::int64_t>(amount + 0.5);  // NOLINT(bugprone-incorrect-roundings)
}

Yearly<std::int64_t> whole_money(Yearly<double> const& amounts) {
    Yearly<std::int64_t> result;
    for (double amount : amounts) result.push_back(whole_money(amount));
    return result;
}

std::vector<double> read_funding(Reader& reader, std::vector<Payer> const& payers) {
    std::vector<double> funding(payers.size(), 0.0);
    if (!reader.has("funding")) {
        reader.take("funding");
        funding.front() = 1.0;
        return funding;
    }
    Reader shares = reader.table("funding");
    funding = shares.shares(ids_of(payers), funding);
    shares.finish();
    double const sum = std::accumulate(funding.begin(), funding.end(), 0.0);
    if (std::abs(sum - 1.0) > 1e-9) {
        reader.problem(
            "funding",
            fmt::format("the funding shares of {} add to {}, not to 1", reader.path(), sum),
            "every payer's share, none above 1, all together 1");
        funding.assign(payers.size(), 0.0);
    }
    return funding;
}

std::vector<double> read_holds(Reader& reader, std::vector<Indicator> const& indicators) {
    if (!reader.has("holds")) {
        reader.take("holds");
        return {};
    }
    return by_bit(reader.table_of("holds", ids_of(indicators), fraction, 1.0), indicators, 1.0);
}

std::vector<Standard> read_standards(Reader& root, Places const& places, NatureModel const& model) {
    std::vector<Standard> standards;
    std::uint16_t position = 0;
    for (auto& [id, reader] : root.records("standards")) {
        standards.push_back(read_standard(reader, id, ++position, places, model));
    }
    if (standards.empty() || standards.size() > max_standards) {
        root.problem("standards",
                     fmt::format("the study has {} standards (1 to {} are possible)",
                                 standards.size(), max_standards),
                     "at least one [standards.NAME] with a line");
    }
    check_keys(root, "standards", standards);
    sort_by_key(standards);
    return standards;
}

namespace {

/// Levels of 0 or 1 can leave nobody who is poor, or nobody who is only near-poor.
void check_possible(Reader& reader, OfficialCounts const& counts,
                    std::vector<Indicator> const& indicators) {
    int possible = 0;
    int certain = 0;
    for (Indicator const& indicator : indicators) {
        if (!(counts.indicators >> indicator.label.key & 1U)) continue;
        auto const [low, high] =
            std::minmax_element(indicator.level.begin(), indicator.level.end());
        if (*high > 0.0) ++possible;
        if (*low >= 1.0 && indicator.needs == Member::nobody) ++certain;
    }
    if (counts.poor > 0 && possible < counts.cutoff) {
        reader.problem("poor", fmt::format("nobody can be poor: {} indicators have a level above "
                                           "0, and the cutoff is {}",
                                           possible, counts.cutoff));
    }
    if (counts.near_poor > 0 && counts.cutoff > 0 && certain >= counts.cutoff) {
        reader.problem("near_poor",
                       fmt::format("nobody can be near-poor: {} indicators have the level 1, and "
                                   "the cutoff is {}",
                                   certain, counts.cutoff));
    }
}

}  // namespace

std::optional<OfficialCounts> read_counts(Reader& root, Places const& places,
                                          std::vector<Standard> const& standards,
                                          NatureModel const& model) {
    if (!root.take("counts")) return std::nullopt;
    Reader reader = root.table("counts");
    constexpr Bounds households{.low = 0, .high = 5e8, .unit = "households"};
    OfficialCounts counts;
    auto const s = reader.one_of("standard", ids_of(standards));
    counts.poor = reader.whole("poor", households);
    counts.near_poor = reader.whole("near_poor", households);
    counts.concentration = reader.real("concentration", positive, 40.0);
    reader.finish();
    if (s >= standards.size()) return counts;
    Standard const& standard = standards[s];
    counts.indicators = standard.indicators;
    counts.cutoff = standard.cutoff;
    for (Stratum const& stratum : places.strata) {
        counts.line.push_back(standard.line[stratum.area][0]);
    }
    if (!standard.low_line.empty()) {
        reader.problem("standard", "counts under a standard with a low_line are not supported");
    }
    if (standard.cutoff == 0 && counts.near_poor > 0) {
        reader.problem("near_poor", fmt::format("nobody can be near-poor under {}: its cutoff is 0",
                                                standard.label.id));
    }
    check_possible(reader, counts, model.indicators);
    if (std::all_of(places.strata.begin(), places.strata.end(),
                    [](Stratum const& stratum) { return stratum.odds == 0.0; })) {
        reader.problem("poor", "nobody can be on the list: every stratum has odds 0");
    }
    if (!model.scores.stationary_start) {
        reader.problem("standard", "counts need a stationary start",
                       "z0 = \"stationary\", or no [counts]");
    }
    return counts;
}

namespace {

void read_cap(Reader& reader, Payer& payer) {
    if (!reader.has("cap")) {
        reader.take("cap");
        return;
    }
    payer.cap = whole_money(reader.flow("cap", money));
    if (payer.own) {
        reader.problem("cap",
                       fmt::format("{} is the household itself: it has no cap", reader.path()),
                       "parameters.kappa_own bounds what a household can bear");
    }
}

}  // namespace

std::vector<Payer> read_payers(Reader& root) {
    std::vector<Payer> payers;
    std::uint16_t position = 0;
    for (auto& [id, reader] : root.records("payers")) {
        Payer payer;
        payer.label = reader.label(id, ++position, highest_key);
        payer.own = reader.truth("own", false);
        read_cap(reader, payer);
        reader.finish();
        payers.push_back(std::move(payer));
    }
    if (payers.empty()) payers.push_back({{"state", 1, {"state", "nhà nước"}}, false, {}});
    check_keys(root, "payers", payers);
    sort_by_key(payers);
    return payers;
}

std::vector<Programme> read_programmes(Reader& root, PolicyParts const& parts) {
    std::vector<Programme> programmes;
    std::uint16_t position = 0;
    for (auto& [id, reader] : root.records("programmes")) {
        Programme programme;
        programme.label = reader.label(id, ++position, highest_key);
        programme.umbrella = reader.text("umbrella", "");
        programme.kind = static_cast<ProgrammeKind>(reader.choice("kind", programme_kind_names, 0));
        if (programme.kind == ProgrammeKind::area) {
            read_works(reader, programme, parts);
        } else {
            read_who(reader, programme, parts);
            read_priority(reader, programme, parts.places);
            read_cost(reader, programme, parts.payers);
            read_effects(reader, programme, parts);
            check_sums(reader, programme, parts);
        }
        reader.finish();
        programmes.push_back(std::move(programme));
    }
    check_keys(root, "programmes", programmes);
    sort_by_key(programmes);
    return programmes;
}

PolicyRules read_rules(Reader& parameters) {
    PolicyRules rules;
    rules.kappa_own = parameters.real("kappa_own", {.low = 0.0, .infinite = true}, unbounded);
    rules.max_log_effect = parameters.real(
        "max_log_effect", {.low = 0.0, .above_low = true, .unit = "log income", .infinite = true},
        unbounded);
    rules.grace_years = static_cast<int>(
        parameters.whole("grace_years", {.low = 0, .high = 100, .unit = "years"}, 3));
    return rules;
}

ListRules read_list_rules(Reader& parameters) {
    return {parameters.real("u_in", fraction, 1.0), parameters.real("u_out", fraction, 1.0),
            parameters.level("removal", fraction, 1, 0.0)};
}

}  // namespace povex
