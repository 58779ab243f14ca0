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
             std::function<void(std::size_t, Node const&)> const& each) {
    Years const& years = context.years;
    for (auto const& entry : node.table()->entries()) {
        if (is_descriptive(entry.name)) continue;
        if (!is_year(entry.name)) {
            context.problems.add(entry.where, fmt::format("{}.{} is not a year", path, entry.name),
                                 fmt::format("write years, {} to {}", years.base, years.last));
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
    if (!bounds.allow(number)) {
        context_->problems.add(
            value->where, fmt::format("{} is {} (must be {})", path, number, bounds.text(number)),
            bounds.per_cent_hint(number));
    }
    auto const* whole = std::get_if<std::int64_t>(&value->value);
    list(path, *value, whole ? fmt::to_string(*whole) : fmt::to_string(number), bounds, node);
    return bounds.harmless(number);
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

Yearly<double> ValueReader::level(Node const& node, std::string const& path, Bounds bounds,
                                  std::size_t first) const {
    auto const reviews = context_->years.reviews();
    Node const* value = node.table() ? node.table()->find("value") : nullptr;
    if (!node.table() || (value && !value->table())) {
        return Yearly<double>(reviews, number(node, path, bounds));
    }
    ValueReader const inner = inside(node, path);
    if (value) return inner.level(*value, path, bounds, first);
    std::vector<std::optional<double>> given(reviews);
    by_year(*context_, node, path, [&](std::size_t t, Node const& one) {
        given[t] =
            inner.number(one, fmt::format("{}.{}", path, context_->years.calendar(t)), bounds);
    });
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
    if (!node.table() || (value && !value->table())) {
        return Yearly<double>(reviews, number(node, path, bounds));
    }
    ValueReader const inner = inside(node, path);
    Node const& years = value ? *value : node;
    Yearly<double> flow(reviews, 0.0);
    std::vector<bool> given(reviews, false);
    by_year(*context_, years, path, [&](std::size_t t, Node const& one) {
        flow[t] =
            inner.number(one, fmt::format("{}.{}", path, context_->years.calendar(t)), bounds);
        given[t] = true;
    });
    std::vector<std::string> missing;
    for (std::size_t t = 1; t < reviews; ++t) {
        if (given[t]) continue;
        missing.push_back(fmt::to_string(context_->years.calendar(t)));
        if (!years.replaced.empty()) continue;
        context_->problems.add(years.where,
                               fmt::format("{} has no value for {}", path, missing.back()),
                               "name every projected year, with 0 where nothing is spent");
    }
    if (!missing.empty() && !years.replaced.empty()) {
        std::vector<std::string> needed;
        needed.reserve(missing.size());
        for (auto const& year : missing) {
            needed.push_back(fmt::format("{}.{}={}", path, year, years.replaced));
        }
        context_->problems.add(
            years.where,
            fmt::format("{} has no value for {}{}", path, fmt::join(missing, ", "),
                        replaced_remark(years)),
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
