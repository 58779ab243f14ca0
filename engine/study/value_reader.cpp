#include "engine/study/value_reader.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace povex {

bool is_year(std::string const& name) {
    return !name.empty() && name.size() <= 4 &&
           std::all_of(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string replaced_remark(Node const& years) {
    if (years.replaced.empty()) return {};
    return fmt::format(" (the single value {} was replaced by a table by year)", years.replaced);
}

void by_year(ReadingContext const& context, Node const& node, std::string const& path,
             std::function<void(std::size_t, Node const&)> const& each, bool by_rule) {
    Years const& years = context.years;
    for (auto const& entry : node.table()->entries()) {
        if (is_descriptive(entry.name)) continue;
        if (by_rule && (is_rule_key(entry.name) || entry.name == "value")) continue;
        if (!is_year(entry.name)) {
            auto hint = fmt::format("write years, {} to {}", years.base, years.last);
            if (is_rule_key(entry.name)) {
                hint.insert(0,
                            "only lines, amounts, unit costs, budgets and caps go on by a rule; ");
            }
            context.problems.add(entry.where, fmt::format("{}.{} is not a year", path, entry.name),
                                 std::move(hint));
            continue;
        }
        int const year = std::stoi(entry.name);
        if (context.leaves_out(year)) continue;
        if (year < years.base || year > years.last) {
            context.problems.add(entry.where,
                                 fmt::format("{}: the year {} is outside the study", path, year),
                                 fmt::format("years are {} to {}", years.base, years.last));
            continue;
        }
        each(static_cast<std::size_t>(year - years.base), entry.node);
    }
}

ValueReader ValueReader::inside(Node const& node, std::string const& path) const {
    check_provenance(*node.table(), path, context_->problems);
    return {*context_, provenance_in(node.table(), around_)};
}

/// What `node` holds: itself, or its key "value" if it is a table with provenance, which is
/// checked; null after reporting that there is none.
Node const* ValueReader::value_in(Node const& node, std::string const& path) const {
    TableNode const* table = node.table();
    if (table == nullptr) return &node;
    Node const* value = table->find("value");
    if (value == nullptr) {
        context_->problems.add(
            node.where, fmt::format("{} must be a number, not a table", path),
            "write { value = 0.7, source = \"...\" }: the number itself has the key \"value\"");
        return nullptr;
    }
    for (auto const& entry : table->entries()) {
        if (entry.name != "value" && !is_descriptive(entry.name)) {
            context_->problems.add(
                entry.where, fmt::format("unknown key {}.{}", path, entry.name),
                "allowed next to value: source, grade, known_on, range, distribution, unit, note");
        }
    }
    check_provenance(*table, path, context_->problems);
    return value;
}

double ValueReader::number(Node const& node, std::string const& path, Bounds bounds) const {
    Node const* value = value_in(node, path);
    if (value == nullptr) return 0.0;
    if (!value->is_number()) {
        context_->problems.add(value->where,
                               fmt::format("{} must be a number, not {}", path, value->kind()),
                               value->text() ? "leave out the quotes" : "");
        return 0.0;
    }
    double const number = value->number();
    if (bounds.paid) bounds.high /= static_cast<double>(context_->currency.smallest_units());
    if (!bounds.allow(number)) {
        context_->problems.add(
            value->where, fmt::format("{} is {} (must be {})", path, number, bounds.text(number)),
            bounds.per_cent_hint(number));
    } else if (bounds.paid) {
        check_paid(*value, path, bounds);
    }
    auto const* whole = std::get_if<std::int64_t>(&value->value);
    list(path, *value, whole ? fmt::to_string(*whole) : fmt::to_string(number), bounds, node);
    return bounds.harmless(number);
}

/// Report an amount of money that cannot be paid, since it is no whole number of smallest units.
/// One that was computed is rounded.
void ValueReader::check_paid(Node const& value, std::string const& path,
                             Bounds const& bounds) const {
    Currency const& currency = context_->currency;
    if (value.computed || currency.is_whole(value.number())) return;
    context_->problems.add(
        value.where,
        fmt::format("{} is {}: no whole number of {} {}, the smallest unit of {}", path,
                    value.number(), currency.smallest(), currency.code, bounds.unit),
        currency.unit == 1 && currency.decimals == 0
            ? fmt::format(
                  "currency = {{ code = \"{}\", decimals = 0, unit = 1_000_000 }} counts in "
                  "millions, and decimals = 2 in hundredths",
                  currency.code)
            : "the key `currency` says in what the study counts, and how many decimals money has");
}

std::string const* ValueReader::text(Node const& node, std::string const& path,
                                     char const* unit) const {
    TableNode const* table = node.table();
    Node const* inner = table ? table->find("value") : &node;
    if (inner == nullptr || inner->text() == nullptr) return nullptr;
    static_cast<void>(value_in(node, path));
    list(path, *inner, fmt::format("\"{}\"", *inner->text()), {.unit = unit}, node);
    return inner->text();
}

std::optional<YearRule> ValueReader::rule(TableNode const& table, std::string const& path) const {
    if (!has_rule(table)) return std::nullopt;
    Years const& years = context_->years;
    Node const* from = table.find("from");
    Node const* index = table.find("index");
    Node const* rate = table.find("rate");
    auto const refuse = [&](Where const& where, std::string what, std::string hint) {
        context_->problems.add(where, std::move(what), std::move(hint));
        return std::nullopt;
    };
    constexpr char const* example = "as in { 2021 = 1_500_000, from = 2022, index = \"cpi\" }";
    Node const* first = from ? from : index ? index : rate;
    if (from == nullptr) {
        return refuse(
            first->where, fmt::format("{} has a rule without its first year", path),
            fmt::format("from = YEAR names the first year that it computes, {}", example));
    }
    auto const* year = std::get_if<std::int64_t>(&from->value);
    bool const skipped = year != nullptr && context_->leaves_out(static_cast<double>(*year));
    if (year == nullptr || *year <= years.base || (*year > years.last && !skipped)) {
        return refuse(from->where, fmt::format("{}.from is no projected year", path),
                      fmt::format("the first year that the rule computes: {} to {}", years.base + 1,
                                  years.last));
    }
    if ((index == nullptr) == (rate == nullptr)) {
        return refuse(from->where,
                      index ? fmt::format("{} goes on by an index and by a rate", path)
                            : fmt::format("{} has the year of a rule, but no rule", path),
                      "give index = \"NAME\", a series of the study, or rate = 0.04, but not both");
    }
    YearRule rule{static_cast<std::size_t>(*year - years.base), {}};
    if (rate != nullptr) {
        rule.growth.assign(years.reviews(), number(*rate, path + ".rate", yearly_growth));
        return rule;
    }
    auto const found =
        index->text() ? context_->series.find(*index->text()) : context_->series.end();
    if (found == context_->series.end()) {
        std::vector<std::string> known;
        known.reserve(context_->series.size());
        for (auto const& [name, growth] : context_->series) known.push_back(name);
        return refuse(index->where,
                      fmt::format("{}.index is {}, which is no series of the study", path,
                                  index->text() ? "\"" + *index->text() + "\"" : index->kind()),
                      known.empty() ? "[series.cpi] with growth = { 2022 = 0.03, ... } is one"
                                    : nearest_hint(index->text() ? *index->text() : "", known));
    }
    rule.growth = found->second;
    return rule;
}

/// The numbers of a table by year, and what its rule makes of them.
Yearly<std::optional<double>> ValueReader::given_by_year(Node const& node, std::string const& path,
                                                         Bounds bounds) const {
    auto const reviews = context_->years.reviews();
    Yearly<std::optional<double>> given(reviews);
    TableNode const& table = *node.table();
    bool const by_rule = bounds.by_rule && has_rule(table);
    auto const goes_on = by_rule ? rule(table, path) : std::nullopt;
    Node const* value = by_rule ? table.find("value") : nullptr;
    bool const one_number = value != nullptr && value->table() == nullptr;
    if (one_number) given[0] = number(*value, path, bounds);
    if (value != nullptr && value->table() != nullptr) {  // what the rule replaces from its year on
        given = inside(*value, path).given_by_year(*value, path, bounds);
        for (std::size_t t = goes_on ? goes_on->from : 0; t < reviews; ++t) given[t].reset();
    }
    by_year(
        *context_, node, path,
        [&](std::size_t t, Node const& one) {
            given[t] = number(one, fmt::format("{}.{}", path, context_->years.calendar(t)), bounds);
        },
        by_rule);
    if (!goes_on) return given;
    std::optional<double> last;
    for (std::size_t t = 0; t < reviews; ++t) {
        if (!given[t] && last && t >= goes_on->from) given[t] = goes_on->next(*last, t);
        if (!given[t] && one_number) given[t] = last;  // one number for the years before
        if (given[t]) last = given[t];
    }
    if (last && !bounds.allow(*last)) {
        context_->problems.add(node.where, fmt::format("{} grows to {} by its rule", path, *last),
                               fmt::format("it must be {}", bounds.text(*last)));
        return Yearly<std::optional<double>>(reviews, bounds.harmless(*last));
    }
    return given;
}

Yearly<double> ValueReader::level(Node const& node, std::string const& path, Bounds bounds,
                                  std::size_t first) const {
    auto const reviews = context_->years.reviews();
    Node const* value = node.table() ? node.table()->find("value") : nullptr;
    bool const by_rule = node.table() && bounds.by_rule && has_rule(*node.table());
    if (!node.table() || (value && !value->table() && !by_rule)) {
        return Yearly<double>(reviews, number(node, path, bounds));
    }
    ValueReader const inner = inside(node, path);
    if (value && value->table() && !by_rule) return inner.level(*value, path, bounds, first);
    auto const given = inner.given_by_year(node, path, bounds);
    Yearly<double> level(reviews, 0.0);
    std::optional<double> now;
    for (std::size_t t = 0; t < reviews; ++t) {
        if (given[t]) now = given[t];
        if (!now && t >= first) {
            int const year = context_->years.calendar(t);
            auto hint =
                fmt::format("a value is needed from {} on; each holds until the next year given",
                            context_->years.calendar(first));
            if (!node.replaced.empty()) {
                hint = fmt::format("give {}.{}={} too; each value holds until the next year given",
                                   path, year, node.replaced);
            }
            context_->problems.add(
                node.where,
                fmt::format("{} has no value in {}{}", path, year, replaced_remark(node)),
                std::move(hint));
            return level;
        }
        level[t] = now.value_or(0.0);
    }
    return level;
}

Yearly<double> ValueReader::flow(Node const& node, std::string const& path, Bounds bounds) const {
    auto const reviews = context_->years.reviews();
    Node const* value = node.table() ? node.table()->find("value") : nullptr;
    bool const by_rule = node.table() && bounds.by_rule && has_rule(*node.table());
    if (!node.table() || (value && !value->table() && !by_rule)) {
        return Yearly<double>(reviews, number(node, path, bounds));
    }
    ValueReader const inner = inside(node, path);
    if (value && value->table() && !by_rule) return inner.flow(*value, path, bounds);
    auto const given = inner.given_by_year(node, path, bounds);
    Yearly<double> flow(reviews, 0.0);
    std::vector<std::string> missing;
    for (std::size_t t = 0; t < reviews; ++t) {
        flow[t] = given[t].value_or(0.0);
        if (t == 0 || given[t]) continue;
        missing.push_back(fmt::to_string(context_->years.calendar(t)));
        if (!node.replaced.empty()) continue;
        context_->problems.add(node.where,
                               fmt::format("{} has no value for {}", path, missing.back()),
                               "name every projected year, with 0 where nothing is spent");
    }
    if (!missing.empty() && !node.replaced.empty()) {
        std::vector<std::string> needed;
        needed.reserve(missing.size());
        for (auto const& year : missing) {
            needed.push_back(fmt::format("{}.{}={}", path, year, node.replaced));
        }
        context_->problems.add(
            node.where,
            fmt::format("{} has no value for {}{}", path, fmt::join(missing, ", "),
                        replaced_remark(node)),
            fmt::format("give every projected year: {} too", fmt::join(needed, ", ")));
    }
    return flow;
}

/// Report a range that holds numbers which the value may not be. One in multiples may, as long as
/// it is not drawn.
void ValueReader::check_range(std::pair<double, double> range, std::string const& path,
                              Bounds const& bounds, Node const& written) const {
    for (double const end : {range.first, range.second}) {
        if (bounds.allow(end)) continue;
        context_->problems.add(
            written.where,
            fmt::format("the range of {} holds {} (must be {})", path, end, bounds.text(end)),
            bounds.per_cent_hint(end));
    }
}

/// List a value with the parameters of the study.
/// \param value  the number or text itself
/// \param node   what it stands in: `value`, or the table with its provenance
void ValueReader::list(std::string const& path, Node const& value, std::string text,
                       Bounds const& bounds, Node const& node) const {
    if (context_->parameters == nullptr) return;
    TableNode const* own = node.table();
    Provenance provenance = provenance_in(own, provenance_of(value, around_));
    bool is_drawable = bounds.allow(value.number());
    if (context_->changed != nullptr) {
        auto const found = context_->changed->find(path);
        bool const is_changed = found != context_->changed->end();
        if (is_changed) provenance = found->second;
        is_drawable = is_drawable && is_changed;  // else it is drawn once, by its key in the study
    }
    Parameter parameter{path,
                        std::move(text),
                        bounds.unit,
                        {},
                        provenance.grade,
                        provenance.source,
                        provenance.known_on,
                        {},
                        bounds.whole};
    if (auto const range = range_of(provenance, value.number())) {
        parameter.range = fmt::format("{:.15g} to {:.15g}", range->first, range->second);
        if (provenance.range->table() == nullptr) {
            check_range(*range, path, bounds, *provenance.range);
        }
    } else if (provenance.range != nullptr && provenance.range->table() == nullptr) {
        context_->problems.add(provenance.range->where,
                               fmt::format("the range of {} is not [low, high]", path),
                               "two numbers, the lower one first: range = [0.4, 0.9]");
    }
    if (is_drawable) {
        parameter.distribution = distribution_of(provenance, value, path, context_->problems);
        if (auto const& drawn = parameter.distribution; drawn && provenance.range->table()) {
            check_range({drawn->low, drawn->high}, path, bounds, *provenance.range);
        }
    }
    if (own != nullptr) {
        if (auto unit = description_in(*own, "unit"); !unit.empty()) parameter.unit = unit;
    }
    context_->parameters->push_back(std::move(parameter));
}

}  // namespace povex
