#include "engine/study/provenance.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace povex {

namespace {

constexpr char const* descriptive_keys[] = {
    "title", "description", "source", "grade", "known_on", "note", "range", "unit", "distribution"};

std::optional<std::pair<double, double>> ends_of(Node const* node) {
    ArrayNode const* ends = node ? node->array() : nullptr;
    if (ends == nullptr || ends->size() != 2) return std::nullopt;
    double const low = (*ends)[0].number();
    double const high = (*ends)[1].number();
    if (!(low <= high)) return std::nullopt;
    return std::pair(low, high);
}

/// The [low, high] of range = { times = [low, high] }; null if the range is no such table.
Node const* multiples(Node const& range) {
    return range.table() ? range.table()->find("times") : nullptr;
}

/// The spread that the provenance asks for, or else the usual one; none after a problem.
std::optional<Spread> spread_of(Provenance const& provenance, std::string const& path,
                                Problems& problems) {
    Node const* asked = provenance.distribution;
    if (asked == nullptr) {
        bool const is_known = provenance.grade == "A" || provenance.grade == "B";
        // a value with a range in multiples was decided, or follows from other numbers
        bool const is_multiple =
            provenance.range != nullptr && provenance.range->table() != nullptr;
        return is_known || is_multiple ? Spread::fixed : Spread::triangular;
    }
    std::vector<std::string> const names(spread_names.begin(), spread_names.end());
    auto const found =
        asked->text() ? std::find(names.begin(), names.end(), *asked->text()) : names.end();
    if (found == names.end()) {
        problems.add(asked->where, fmt::format("the distribution of {} is not known", path),
                     fmt::format("known: {}", fmt::join(names, ", ")));
        return std::nullopt;
    }
    return static_cast<Spread>(found - names.begin());
}

}  // namespace

bool is_descriptive(std::string const& name) {
    return std::find(std::begin(descriptive_keys), std::end(descriptive_keys), name) !=
           std::end(descriptive_keys);
}

std::string description_in(TableNode const& table, char const* name) {
    Node const* node = table.find(name);
    if (node == nullptr) return {};
    if (auto const* date = std::get_if<DateValue>(&node->value)) return date->iso;
    return node->text() ? *node->text() : std::string{};
}

Provenance provenance_in(TableNode const* table, Provenance inherited) {
    if (table == nullptr) return inherited;
    for (auto [name, field] : {std::pair{"source", &Provenance::source},
                               {"grade", &Provenance::grade},
                               {"known_on", &Provenance::known_on}}) {
        if (auto text = description_in(*table, name); !text.empty()) {
            inherited.*field = std::move(text);
        }
    }
    if (Node const* range = table->find("range")) inherited.range = range;
    if (Node const* spread = table->find("distribution")) inherited.distribution = spread;
    return inherited;
}

Provenance provenance_of(Node const& value, Provenance const& around) {
    return is_setting(value.where) ? Provenance{setting_name, {}, {}, {}, {}} : around;
}

void check_provenance(TableNode const& table, std::string const& path, Problems& problems) {
    if (Node const* grade = table.find("grade")) {
        auto const text = description_in(table, "grade");
        if (text != "A" && text != "B" && text != "C") {
            problems.add(grade->where, "grade must be \"A\", \"B\" or \"C\"",
                         "A: two sources or a law; B: one source; C: inferred or assumed");
        }
    }
    for (char const* name : {"source", "note"}) {
        if (Node const* words = table.find(name); words && !words->text() && !words->table()) {
            problems.add(words->where,
                         fmt::format("{} must be a text, not {}", name, words->kind()));
        }
    }
    if (Node const* known = table.find("known_on");
        known && !std::holds_alternative<DateValue>(known->value)) {
        problems.add(known->where, "known_on must be a date", "write 2021-12-31");
    }
    if (Node const* range = table.find("range");
        range && range->table() && !ends_of(multiples(*range))) {
        problems.add(range->where, fmt::format("the range of {} cannot be read", path),
                     "write [low, high], or { times = [low, high] } as multiples");
    }
}

std::optional<std::pair<double, double>> range_of(Provenance const& provenance, double number) {
    if (provenance.range == nullptr) return std::nullopt;
    if (provenance.range->table() == nullptr) return ends_of(provenance.range);
    auto const times = ends_of(multiples(*provenance.range));
    if (!times || !std::isfinite(number)) return std::nullopt;
    return std::pair<double, double>(std::minmax(times->first * number, times->second * number));
}

std::optional<Distribution> distribution_of(Provenance const& provenance, Node const& value,
                                            std::string const& path, Problems& problems) {
    if (is_setting(value.where) || is_override(value.where) || !value.is_number()) return {};
    auto const spread = spread_of(provenance, path, problems);
    auto const range = range_of(provenance, value.number());
    if (!spread || spread == Spread::fixed || !range) return {};
    Distribution const drawn{*spread, range->first, value.number(), range->second};
    if (spread == Spread::triangular && !(drawn.low <= drawn.mode && drawn.mode <= drawn.high)) {
        problems.add(value.where,
                     fmt::format("{} is {}, outside its range {} to {}", path, drawn.mode,
                                 drawn.low, drawn.high),
                     "widen the range, or write distribution = \"fixed\"");
    }
    if (spread == Spread::log_uniform && !(drawn.low > 0.0)) {
        problems.add(provenance.range->where,
                     fmt::format("{} is log-uniform, but its range starts at {}", path, drawn.low),
                     "the range must start above 0");
        return {};
    }
    return drawn;
}

}  // namespace povex
