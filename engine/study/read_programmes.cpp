#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "engine/policy/public_works.hpp"
#include "engine/study/read_parts.hpp"
#include "engine/study/value_reader.hpp"

namespace povex {

namespace {

/// Units of cost, in the order of `unit_members`.
constexpr char const* unit_names[] = {"household", "person",   "child",    "worker",
                                      "elderly",   "disabled", "dependant"};
constexpr Member unit_members[] = {Member::household, Member::person,  Member::child,
                                   Member::worker,    Member::elderly, Member::disabled,
                                   Member::dependant};
constexpr char const* required_names[] = {"child", "worker", "elderly", "disabled"};
constexpr Member required_members[] = {Member::child, Member::worker, Member::elderly,
                                       Member::disabled};

void read_eligibility(Reader& reader, Programme& programme, PolicyParts const& parts) {
    std::vector<std::string> const statuses{list_status_names.begin(), list_status_names.end()};
    Node const* status = reader.take("status");
    if (status != nullptr && status->text()) {
        if (*status->text() != "any") {
            reader.problem("status", fmt::format("status is \"{}\"", *status->text()),
                           "\"any\", or a list such as [\"poor\", \"near-poor\"]");
        }
        programme.eligibility.status.fill(true);
    } else if (status != nullptr) {
        auto const flags = reader.some_flags("status", statuses, false, "nobody could enrol");
        std::copy(flags.begin(), flags.end(), programme.eligibility.status.begin());
    }
    constexpr char const* nobody_enrols = "nobody could enrol";
    programme.eligibility.in_locality =
        reader.some_flags("localities", ids_of(parts.places.localities), true, nobody_enrols);
    programme.eligibility.in_stratum =
        reader.some_flags("strata", ids_of(parts.places.strata), true, nobody_enrols);
    programme.eligibility.in_ethnicity =
        reader.some_flags("ethnicities", ids_of(parts.places.ethnicities), true, nobody_enrols);
    auto const sectors = reader.some_flags("sectors", {sector_names.begin(), sector_names.end()},
                                           true, nobody_enrols);
    std::copy(sectors.begin(), sectors.end(), programme.eligibility.in_sector.begin());
    programme.eligibility.needs = bits_of(
        reader.flags("needs", ids_of(parts.model.indicators), false), parts.model.indicators);
    auto const nobody = std::size(required_names);
    auto const required = reader.choice("requires", required_names, nobody);
    if (required != nobody) programme.eligibility.requires_member = required_members[required];
    programme.eligibility.once = reader.truth("once", programme.capped());
    programme.eligibility.every =
        static_cast<int>(reader.whole("every", {.low = 1, .high = 100, .unit = "years"}, 1));
    if (programme.eligibility.once && reader.has("every")) {
        reader.problem("every", "every is only allowed with once = false");
    }
    programme.eligibility.take_up = reader.real("take_up", fraction, 1.0);
}

void read_priority(Reader& reader, Programme& programme, Places const& places) {
    Node const* node = reader.take("priority");
    if (node == nullptr) return;
    if (!node->table()) {
        programme.cost.order =
            static_cast<QueueOrder>(reader.choice("priority", queue_order_names));
        return;
    }
    Reader points = reader.table("priority");
    Points& p = programme.cost.points;
    p.poor = points.real("poor", any_number, p.poor);
    p.near_poor = points.real("near_poor", any_number, p.near_poor);
    p.escaped = points.real("escaped", any_number, p.escaped);
    p.deprivation = points.real("deprivation", any_number, p.deprivation);
    p.gap = points.real("gap", any_number, p.gap);
    p.stratum = points.table_of("strata", ids_of(places.strata), any_number, 0.0);
    points.finish();
}

/// Shares of the payers, shape [payers]; the first pays all if there are none.
std::vector<double> read_funding(Reader& reader, std::vector<Payer> const& payers) {
    std::vector<double> funding(payers.size(), 0.0);
    if (!reader.take("funding")) {
        funding.front() = 1.0;
        if (payers.size() > 1) {
            auto const& payer = payers.front().label.id;
            reader.context().problems.warn(
                reader.where(),
                fmt::format("{} does not say who pays: {} pays all of it", reader.path(), payer),
                fmt::format("write funding = {{ {} = 1 }}, or the shares of the payers", payer));
        }
        return funding;
    }
    Reader shares = reader.table("funding");
    funding = shares.shares(ids_of(payers), funding);
    shares.finish();
    double const sum = std::accumulate(funding.begin(), funding.end(), 0.0);
    if (std::abs(sum - 1.0) > 1e-9) {
        reader.problem(
            "funding",
            fmt::format("the funding shares of {} add to {:.12g}, not to 1", reader.path(), sum),
            "give every payer its share; together they must make 1, and one may be \"rest\"");
        funding.assign(payers.size(), 0.0);
    }
    return funding;
}

/// Factors on entries into deprivations, shape [16]; empty if there are none.
std::vector<double> read_holds(Reader& reader, std::vector<Indicator> const& indicators) {
    if (!reader.take("holds")) return {};
    return by_bit(reader.table_of("holds", ids_of(indicators), fraction, 1.0), indicators, 1.0);
}

void read_cost(Reader& reader, Programme& programme, std::vector<Payer> const& payers) {
    auto const unit = reader.choice("unit", unit_names, 0);
    programme.cost.unit = unit_members[unit];
    Currency const& currency = reader.context().currency;
    if (reader.take("unit_cost")) {
        programme.cost.unit_cost = rounded(currency, reader.level("unit_cost", money_amount, 1));
        if (reader.has("amount")) {
            reader.problem("unit_cost",
                           fmt::format("{} has a unit_cost beside an amount", reader.path()),
                           "a transfer costs what it pays: drop unit_cost");
        }
    } else if (!reader.has("amount")) {
        reader.problem("unit_cost",
                       fmt::format("{} has neither unit_cost nor amount", reader.path()),
                       "give unit_cost, the cost of one unit, or amount, for a transfer");
    }
    if (programme.capped()) {
        programme.cost.budget = rounded(currency, reader.flow("budget", money_amount));
    } else if (reader.take("budget")) {
        reader.problem("budget", "an entitlement has no budget: its spending is a result",
                       "kind = \"capped\", or drop the budget");
    }
    programme.cost.funding = read_funding(reader, payers);
    programme.cost.own_cash = reader.real("own_cash", fraction, 1.0);
    programme.cost.own_covered = reader.truth("own_covered", false);
}

/// One rate for all, or a table with a rate for each status that is eligible.
void read_rate(Reader& reader, Programme& programme) {
    std::vector<std::string> const statuses{list_status_names.begin(), list_status_names.end()};
    auto& rate = programme.effect.loan.rate;
    Node const* node = reader.take("rate");
    if (node == nullptr || !node->table() || node->table()->find("value")) {
        rate.fill(reader.real("rate", yearly_interest));
        return;
    }
    Reader inner = reader.table("rate");
    for (std::size_t s = 0; s < rate.size(); ++s) {
        if (programme.eligibility.status[s] || inner.has(statuses[s])) {
            rate[s] = inner.real(statuses[s], yearly_interest);
        }
    }
    inner.finish();
}

void read_loan(Reader& reader, Programme& programme, PolicyParts const& parts) {
    if (!reader.take("loan")) return;
    Reader inner = reader.table("loan");
    Loan& loan = programme.effect.loan;
    loan.principal = reader.context().currency.rounded(inner.real("principal", money_amount));
    read_rate(inner, programme);
    loan.term = static_cast<int>(inner.whole("term", {.low = 1, .high = 100, .unit = "years"}));
    loan.overdue = inner.real("overdue", fraction, 0.0);
    inner.finish();
    // all loans and their interest must fit into the whole numbers in which money is counted
    double const dearest = std::max(1.0, *std::max_element(loan.rate.begin(), loan.rate.end()));
    double const years = static_cast<double>(reader.context().years.reviews());
    if (static_cast<double>(loan.principal) * parts.most_units * years * dearest > 9e18) {
        inner.problem("principal", fmt::format("{} can lend more than 9e18", reader.path()),
                      "it should be the loan for one unit");
    }
}

/// Shares of the losses of shocks that are spared, and the risk of losing the effect in a shock.
void read_protection(Reader& reader, Programme& programme, NatureModel const& model) {
    for (auto [key, shares] : {std::pair{"protects", &programme.effect.protects},
                               std::pair{"lost_to", &programme.effect.lost_to}}) {
        if (reader.take(key)) {
            *shares = reader.table_of(key, ids_of(model.shocks), fraction, 0.0);
        }
    }
}

void read_effects(Reader& reader, Programme& programme, PolicyParts const& parts) {
    programme.effect.success = reader.real("success", fraction, 1.0);
    programme.effect.log_effect =
        reader.real("log_effect", {.low = -10, .high = 10, .unit = "log income"}, 0.0);
    programme.effect.lag =
        static_cast<int>(reader.whole("lag", {.low = 0, .high = 1000, .unit = "years"}, 0));
    bool const transfer = reader.has("amount");
    double const duration =
        reader.real("duration", {.low = 1, .unit = "years", .infinite = true, .whole = true},
                    transfer ? 1.0 : unbounded);
    if (std::isfinite(duration))
        programme.effect.duration = static_cast<int>(std::min(duration, 1000.0));
    if (std::isfinite(duration) && duration != std::floor(duration)) {
        reader.problem("duration", "a duration is whole years, or inf");
    }
    if (transfer) {
        constexpr char const* why =
            "a transfer is paid in the year of enrolment; with once = false the household enrols "
            "again every year";
        if (programme.effect.lag != 0) {
            reader.problem("lag", fmt::format("{} has an amount and a lag", reader.path()), why);
        }
        if (duration != 1.0) {
            reader.problem(
                "duration",
                fmt::format("{} has an amount and a duration other than 1", reader.path()), why);
        }
    }
    programme.effect.depreciation = reader.real("depreciation", fraction, 0.0);
    auto const indicators = ids_of(parts.model.indicators);
    if (reader.take("clears")) {
        programme.effect.clears = by_bit(reader.table_of("clears", indicators, fraction, 0.0),
                                         parts.model.indicators, 0.0);
    }
    programme.effect.holds = read_holds(reader, parts.model.indicators);
    read_protection(reader, programme, parts.model);
    read_loan(reader, programme, parts);
}

/// The transfers of the base year are in the base incomes, so who had one must be known: everybody
/// who is entitled and takes it up.
void refuse_base_amount(Reader& reader, Programme const& programme) {
    Eligibility const& rules = programme.eligibility;
    if (!programme.pays() || programme.effect.amount[0].money == 0) return;
    char const* reason = programme.capped() ? "a budget"
                         : rules.once       ? "once = true"
                         : rules.every > 1  ? "every"
                                            : nullptr;
    if (reason == nullptr) return;
    reader.problem(
        "amount", fmt::format("{} has an amount in the base year and {}", reader.path(), reason),
        fmt::format("give the base year the amount 0, as {{ {} = 0, {} = ... }}, or make "
                    "it an entitlement that is paid every year",
                    reader.context().years.base, reader.context().years.base + 1));
}

/// Warn of a budget that never pays for one unit: it was probably given in other units of money.
void check_budget(Reader& reader, Programme const& programme) {
    double largest = 0.0;
    for (auto const budget : programme.cost.budget) {
        largest = std::max(largest, static_cast<double>(budget));
    }
    for (std::size_t t = 1; t < programme.cost.unit_cost.size(); ++t) {
        if (largest >= static_cast<double>(programme.cost.unit_cost[t])) return;
    }
    if (!programme.capped() || largest == 0.0 || programme.cost.unit_cost.size() < 2) return;
    reader.context().problems.warn(
        reader.where("budget"),
        fmt::format("the budget of {} never pays for one unit: unit_cost is higher", reader.path()),
        "are both counted in the same unit of money?");
}

/// The cost of an entitlement in a year must fit into the whole numbers in which money is counted.
/// A budget always does.
void check_cost(Reader& reader, Programme const& programme, PolicyParts const& parts) {
    if (programme.capped()) return;
    double most = 0.0;
    auto const smallest = static_cast<double>(reader.context().currency.smallest_units());
    for (auto cost : programme.cost.unit_cost) most = std::max(most, static_cast<double>(cost));
    for (Amount const& amount : programme.effect.amount) {
        most = std::max(most, 12.0 * static_cast<double>(amount.money));
        if (!amount.line_of) continue;
        for (auto const& line : parts.standards[*amount.line_of].line) {
            most = std::max(most, 12.0 * smallest * *std::max_element(line.begin(), line.end()));
        }
    }
    if (most * parts.most_units > 9e18) {
        reader.problem(reader.has("unit_cost") ? "unit_cost" : "amount",
                       fmt::format("{} can cost more than 9e18 in a year", reader.path()),
                       "it should be the cost of one unit");
    }
}

/// Keys of programmes that households enrol in. Public works have no enrolments.
constexpr char const* enrolment_keys[] = {
    "status",  "ethnicities", "sectors",  "needs",        "requires",  "once",   "every",
    "take_up", "success",     "priority", "unit",         "unit_cost", "amount", "own_cash",
    "clears",  "own_covered", "loan",     "depreciation", "protects",  "lost_to"};

void refuse_enrolment_keys(Reader& reader) {
    for (char const* key : enrolment_keys) {
        if (!reader.has(key)) continue;
        reader.problem(key,
                       fmt::format("{} has the kind \"area\" (public works), which has no {}",
                                   reader.path(), key),
                       "households do not enrol in public works");
        reader.take(key);
    }
    if (reader.has("duration") &&
        std::isfinite(reader.real("duration", {.low = 1, .unit = "years", .infinite = true}))) {
        reader.problem(
            "duration",
            fmt::format("{} has the kind \"area\": public works last for good", reader.path()),
            "duration = inf, or no duration");
    }
    reader.take("duration");
}

void read_area(Reader& reader, Programme& programme, PolicyParts const& parts) {
    programme.eligibility.in_locality =
        reader.flags("localities", ids_of(parts.places.localities), true);
    programme.eligibility.in_stratum = reader.flags("strata", ids_of(parts.places.strata), true);
    programme.eligibility.in_ethnicity.assign(parts.places.ethnicities.size(), true);
    for (auto [key, flags] : {std::pair{"localities", &programme.eligibility.in_locality},
                              std::pair{"strata", &programme.eligibility.in_stratum}}) {
        if (reader.has(key) && std::count(flags->begin(), flags->end(), true) == 0) {
            reader.problem(key, fmt::format("{} covers no place at all", reader.path()),
                           "give at least one name; without the key it covers all");
        }
    }
}

/// Households do not pay for public works: they do not enrol in them.
void refuse_own_share(Reader& reader, Programme const& programme,
                      std::vector<Payer> const& payers) {
    for (std::size_t payer = 0; payer < payers.size(); ++payer) {
        if (!payers[payer].own || !(programme.cost.funding[payer] > 0.0)) continue;
        reader.problem("funding",
                       fmt::format("{} has the kind \"area\": the payer {} (own = true) cannot "
                                   "have a share",
                                   reader.path(), payers[payer].label.id),
                       "give funding by other payers");
    }
}

void read_public_works(Reader& reader, Programme& programme, PolicyParts const& parts) {
    refuse_enrolment_keys(reader);
    read_area(reader, programme, parts);
    Currency const& currency = reader.context().currency;
    programme.cost.budget = rounded(currency, reader.flow("budget", money_amount));
    constexpr Bounds positive_money{
        .low = 0.0, .high = most_money, .above_low = true, .unit = "money/year", .paid = true};
    programme.cost.full_budget =
        std::max<std::int64_t>(1, currency.rounded(reader.real("full_budget", positive_money)));
    programme.cost.funding = read_funding(reader, parts.payers);
    refuse_own_share(reader, programme, parts.payers);
    programme.effect.lag =
        static_cast<int>(reader.whole("lag", {.low = 0, .high = 1000, .unit = "years"}, 0));
    constexpr Bounds log_income{.low = -10, .high = 10, .unit = "log income"};
    programme.effect.log_effect = reader.real("log_effect", log_income, 0.0);
    programme.effect.holds = read_holds(reader, parts.model.indicators);
    double const most = programme.effect.log_effect * public_works_index(programme).back();
    if (!log_income.allow(most)) {
        reader.problem(
            reader.has("log_effect") ? "log_effect" : "budget",
            fmt::format("the public works of {} add {} to log income in the last year (must be "
                        "{})",
                        reader.path(), most, log_income.text()),
            "log_effect is the effect of one full_budget, which should be the budget of a year");
    }
}

}  // namespace

Yearly<std::int64_t> rounded(Currency const& currency, Yearly<double> const& amounts) {
    Yearly<std::int64_t> result;
    for (double const amount : amounts) result.push_back(currency.rounded(amount));
    return result;
}

ProgrammesRead read_programmes(Reader& root, PolicyParts const& parts, BaseAmounts const* base) {
    ProgrammesRead read;
    std::uint16_t position = 0;
    for (auto& [id, reader] : root.records("programmes")) {
        Programme programme;
        programme.label = reader.label(id, ++position, highest_key);
        programme.umbrella = reader.text("umbrella", "");
        reader.truth("reserve", false);  // read again where it is known what runs
        programme.kind = static_cast<ProgrammeKind>(reader.choice("kind", programme_kind_names, 0));
        if (programme.kind == ProgrammeKind::area) {
            read_public_works(reader, programme, parts);
        } else {
            read_eligibility(reader, programme, parts);
            read_priority(reader, programme, parts.places);
            read_cost(reader, programme, parts.payers);
            programme.effect.amount = read_amounts(reader, id, ids_of(parts.standards), base, read);
            read_effects(reader, programme, parts);
            refuse_base_amount(reader, programme);
            check_cost(reader, programme, parts);
            check_budget(reader, programme);
        }
        reader.finish();
        read.programmes.push_back(std::move(programme));
    }
    check_keys(root, "programmes", read.programmes);
    sort_by_key(read.programmes);
    return read;
}

}  // namespace povex
