#include <cmath>

#include <fmt/format.h>

#include "engine/base/elementary.hpp"
#include "engine/nature/deprivation_model.hpp"
#include "engine/study/read_parts.hpp"

namespace povex {

namespace {

constexpr char const* marginal_names[] = {"lognormal", "anchored"};
constexpr char const* start_names[] = {"zero", "stationary"};
constexpr char const* shock_names[] = {"event", "recurring"};
/// Kinds of member that an indicator may need, in the order of `needed_members`.
constexpr char const* needed_names[] = {"child", "worker", "elderly", "disabled"};
constexpr Member needed_members[] = {Member::child, Member::worker, Member::elderly,
                                     Member::disabled};

/// The dense pass has room for so many, and for the knot at the median.
constexpr std::size_t most_anchors = 15;

std::vector<Anchor> read_anchors(Reader& reader) {
    std::vector<Anchor> anchors;
    Node const* node = reader.take("anchors");
    if (node == nullptr) return anchors;
    if (node->array() == nullptr) {
        reader.problem("anchors", "anchors must be a list of { income, share }");
        return anchors;
    }
    for (Node const& element : *node->array()) {
        Reader anchor(reader.context(), joined_path(reader.path(), "anchors"), &element,
                      reader.values().around());
        anchors.push_back(
            {anchor.real("income", {.low = 0.0, .above_low = true, .unit = "money/month"}),
             anchor.real("share",
                         {.low = 0.0, .high = 0.5, .above_low = true, .below_high = true})});
        anchor.finish();
        if (anchors.size() < 2) continue;
        auto const& before = anchors[anchors.size() - 2];
        if (!(before.income < anchors.back().income && before.share < anchors.back().share)) {
            reader.context().problems.add(element.where,
                                          "anchors must ascend, in income and in share");
        }
    }
    if (anchors.size() > most_anchors) {
        reader.problem("anchors", fmt::format("there are {} anchors", anchors.size()),
                       fmt::format("{} at most", most_anchors));
    }
    return anchors;
}

/// \param counted  the study has [counts], which anchor the income distribution
StratumIncome read_income(Reader& reader, bool counted) {
    StratumIncome income;
    for (char const* known : {"key", "area", "odds"}) reader.take(known);
    income.mean = reader.real("mean_income",
                              {.low = 0.0, .high = 9e15, .above_low = true, .unit = "money/month"});
    income.sigma = reader.real("sigma", {.low = 0.0, .high = 5.0});
    income.anchored = reader.choice("marginal", marginal_names, counted ? 1 : 0) == 1;
    if (counted && !income.anchored) {
        reader.problem("marginal",
                       fmt::format("{} is lognormal, but there are [counts]", reader.path()),
                       "write \"anchored\", or drop marginal: a lognormal distribution puts "
                       "another share below "
                       "the line, so the list would drift");
    }
    income.anchors = read_anchors(reader);
    if (!income.anchors.empty() && !income.anchored) {
        reader.problem("anchors", "anchors need marginal = \"anchored\"");
    }
    income.growth = reader.level("growth", yearly_growth, 1, 0.0);
    reader.finish();
    return income;
}

ScoreModel read_scores(Reader& p) {
    ScoreModel model;
    auto const share =
        p.shares({"share_permanent", "share_autoregressive", "share_transitory", "share_review"},
                 {1.0, 0.0, 0.0, 0.0});
    model.share_permanent = share[0];
    model.share_autoregressive = share[1];
    model.share_transitory = share[2];
    model.share_review = share[3];
    double const sum = model.share_permanent + model.share_autoregressive + model.share_transitory +
                       model.share_review;
    if (std::abs(sum - 1.0) > 1e-9) {
        p.problem("share_permanent", fmt::format("the four shares add to {:.6g}, not to 1", sum),
                  "share_permanent (1 if absent) + share_autoregressive + share_transitory + "
                  "share_review (0 if absent); one of them may be \"rest\"");
    }
    model.rho = p.real("rho", {.low = -1, .high = 1, .above_low = true, .below_high = true}, 0.0);
    model.stationary_start = p.choice("z0", start_names, 1) == 1;
    model.review_persistence = p.real("review_persistence", fraction, 0.0);
    return model;
}

/// a(f) + b(f) <= 1 must hold at every f; otherwise no coupled draw has both as its margins.
void check_chain(Reader& reader, Indicator const& indicator) {
    DeprivationModel const model({indicator}, 0, 0.0);
    auto const key = indicator.label.key;
    for (double f = -8.0; f <= 8.0; f += 0.05) {
        auto const chain = model.chain(f);
        double const excess = double{chain.entry[key]} - double{chain.stay[key]};
        if (excess > 1e-6) {  // more than the error of single precision
            reader.problem("entry",
                           fmt::format("entry + exit is {:.3f} at f = {:.1f} (must not exceed 1)",
                                       1.0 + excess, f),
                           "smaller probabilities, or a smaller loading");
            return;
        }
    }
}

Indicator read_indicator(Reader& reader, std::string const& id, std::uint16_t position,
                         Places const& places) {
    Indicator indicator;
    indicator.label = reader.label(id, position, max_indicators - 1);
    indicator.level = reader.by_name("level", ids_of(places.strata), fraction);
    indicator.loading = reader.real("loading", {.low = 0, .high = 1, .below_high = true}, 0.0);
    indicator.explicit_chain = reader.has("entry") || reader.has("exit");
    if (indicator.explicit_chain) {
        if (reader.has("turnover")) {
            reader.problem("turnover", "turnover and entry/exit exclude each other");
        }
        reader.take("turnover");
        indicator.entry = reader.real("entry", fraction);
        indicator.exit = reader.real("exit", fraction);
        check_chain(reader, indicator);
    } else {
        indicator.turnover = reader.real("turnover", fraction, 0.0);
        reader.take("entry");
        reader.take("exit");
    }
    auto const nobody = std::size(needed_names);
    auto const needs = reader.choice("needs", needed_names, nobody);
    indicator.needs = needs == nobody ? Member::nobody : needed_members[needs];
    indicator.calibrated = reader.truth("calibrated", !indicator.explicit_chain);
    if (indicator.calibrated && indicator.explicit_chain) {
        reader.problem(
            "calibrated",
            "an indicator with entry and exit cannot be calibrated (it would drift away)",
            "give turnover instead of entry and exit, or calibrated = false");
    }
    indicator.missed = reader.real("missed", fraction, 0.0);
    indicator.mistaken = reader.real("mistaken", fraction, 0.0);
    reader.finish();
    return indicator;
}

struct ReadShock {
    Shock shock;
    bool active;
};

/// The years in which an event happens, shape [reviews].
void read_event_years(Reader& reader, Shock& shock) {
    Years const years = reader.context().years;
    Node const* listed = reader.take("years");
    if (listed == nullptr || listed->array() == nullptr || listed->array()->empty()) {
        reader.problem("years", fmt::format("{} is an event, which needs its years", reader.path()),
                       "write years = [2024]; active = false switches an event off");
        return;
    }
    for (Node const& year : *listed->array()) {
        double const number = year.number();
        if (reader.context().leaves_out(number)) continue;
        if (!(number > years.base && number <= years.last) || number != std::floor(number)) {
            reader.context().problems.add(year.where, "this year is not a projected year",
                                          fmt::format("{} to {}", years.base + 1, years.last));
            continue;
        }
        auto const t = static_cast<std::size_t>(number - years.base);
        if (shock.happens[t]) {
            reader.context().problems.add(
                year.where, fmt::format("the year {} is given twice", number),
                "an event happens once in a year; write a second event for a second storm");
        }
        shock.happens[t] = true;
    }
}

ReadShock read_shock(Reader& reader, std::string const& id, std::uint16_t position,
                     Places const& places, std::vector<Indicator> const& indicators) {
    Shock shock;
    shock.label = reader.label(id, position, highest_key);
    shock.recurring = reader.choice("kind", shock_names) == 1;
    bool const active = reader.truth("active", true);
    shock.happens.assign(reader.context().years.reviews(), shock.recurring);
    if (!shock.recurring) {
        read_event_years(reader, shock);
    } else if (reader.take("years")) {
        reader.problem("years", "a recurring shock happens every year",
                       "drop years, or kind = \"event\"");
    }
    shock.probability = reader.by_name("probability", ids_of(places.localities), fraction);
    shock.common = reader.real("common", {.low = 0.0, .high = 1.0, .below_high = true}, 0.0);
    shock.loss = reader.real("loss", {.low = 0.0, .high = 10.0, .unit = "log income"});
    shock.loss_deviation =
        reader.real("loss_sd", {.low = 0.0, .high = 10.0, .unit = "log income"}, 0.0);
    shock.decay = reader.real("decay", fraction, 0.0);
    auto const hit = reader.some_flags("sectors", {sector_names.begin(), sector_names.end()}, true,
                                       "nobody could be hit");
    std::copy(hit.begin(), hit.end(), shock.hits_sector.begin());
    if (reader.has("deprives")) {
        shock.deprives =
            by_bit(reader.table_of("deprives", ids_of(indicators), fraction, 0.0), indicators, 0.0);
        if (shock.recurring) {
            reader.problem("deprives", "only an event can set deprivations",
                           "the base levels already include what recurs");
        }
    }
    reader.finish();
    return {std::move(shock), active};
}

}  // namespace

Bits bits_of(std::vector<bool> const& flags, std::vector<Indicator> const& indicators) {
    unsigned bits = 0;
    for (std::size_t i = 0; i < flags.size(); ++i) {
        if (flags[i]) bits |= 1U << indicators[i].label.key;
    }
    return static_cast<Bits>(bits);
}

std::vector<double> by_bit(std::vector<double> const& numbers,
                           std::vector<Indicator> const& indicators, double rest) {
    std::vector<double> result(max_indicators, rest);
    for (std::size_t i = 0; i < numbers.size(); ++i) result[indicators[i].label.key] = numbers[i];
    return result;
}

NatureModel read_nature(Reader& root, Places const& places) {
    NatureModel model;
    model.years = root.context().years;
    Reader strata = root.table("strata");
    for (auto const& stratum : places.strata) {
        if (!strata.has(stratum.label.id)) {  // the study has no strata, which was reported
            model.income.emplace_back().growth.assign(model.years.reviews(), 0.0);
            continue;
        }
        Reader reader = strata.table(stratum.label.id);
        model.income.push_back(read_income(reader, root.has("counts")));
    }
    constexpr Bounds slope{.low = 0.0, .high = 100.0, .above_low = true};
    Reader p = root.table("parameters");
    model.scores = read_scores(p);
    model.sigma_permanent =
        p.real("sigma_permanent", {.low = 0.0, .high = 5.0, .unit = "log income"}, 0.0);
    model.sigma_low = p.real("sigma_low", slope, 0.8);
    if (p.has("slope_above")) model.slope_above = p.real("slope_above", slope);
    p.take("slope_above");
    model.kappa_alpha = p.real("kappa_alpha", {.low = 0, .high = 1, .below_high = true}, 0.0);
    p.take("income_floor");  // read with the experiment
    for (char const* other : scenario_parameters) p.take(other);
    p.finish();

    std::uint16_t position = 0;
    for (auto& [id, reader] : root.records("indicators")) {
        model.indicators.push_back(read_indicator(reader, id, position++, places));
    }
    check_keys(root, "indicators", model.indicators);
    if (model.indicators.size() > max_indicators) {
        root.problem("indicators", fmt::format("{} indicators, at most {}", model.indicators.size(),
                                               max_indicators));
    }
    sort_by_key(model.indicators);
    return model;
}

std::vector<bool> read_shocks(Reader& root, Places const& places, NatureModel& model) {
    std::vector<ReadShock> shocks;
    std::uint16_t position = 0;
    for (auto& [id, reader] : root.records("shocks")) {
        shocks.push_back(read_shock(reader, id, ++position, places, model.indicators));
    }
    std::stable_sort(shocks.begin(), shocks.end(), [](auto const& a, auto const& b) {
        return a.shock.label.key < b.shock.label.key;
    });
    std::vector<bool> active;
    for (auto& [shock, on] : shocks) {
        model.shocks.push_back(std::move(shock));
        active.push_back(on);
    }
    check_keys(root, "shocks", model.shocks);
    return active;
}

}  // namespace povex
