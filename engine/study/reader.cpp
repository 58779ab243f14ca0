#include "engine/study/reader.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace povex {

namespace {

/// ", as cash-grant" for "Cash_Grant"; empty if nothing of the name is left.
std::string suggested_name(std::string const& name) {
    std::string made;
    for (char const c : name) {
        bool const kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
        bool const big = c >= 'A' && c <= 'Z';
        if (kept || big) made += big ? static_cast<char>(c - 'A' + 'a') : c;
        if (c == '_' || c == ' ') made += '-';
    }
    return made.empty() || made == name ? std::string{} : ", as " + made;
}

}  // namespace

Reader::Reader(ReadingContext& context, std::string path, Node const* node, Provenance inherited)
    : path_(std::move(path)), values_(context, std::move(inherited)) {
    if (node == nullptr) return;
    where_ = node->where;
    table_ = node->table();
    if (table_ == nullptr) {
        context.problems.add(node->where,
                             fmt::format("{} must be a table, not {}", path_, node->kind()));
        return;
    }
    values_ = values_.inside(*node, path_);
}

Node const* Reader::peek(std::string const& name) const {
    return table_ == nullptr ? nullptr : table_->find(name);
}

Node const* Reader::take(std::string const& name) {
    known_.insert(name);
    return peek(name);
}

Where Reader::where(std::string const& name) const {
    Node const* node = peek(name);
    return node == nullptr ? where_ : node->where;
}

Where Reader::where(std::string const& name, std::string const& element) const {
    Node const* node = peek(name);
    if (node == nullptr || node->array() == nullptr) return where(name);
    for (Node const& one : *node->array()) {
        if (one.text() && *one.text() == element) return one.where;
    }
    return node->where;
}

Where Reader::where_key(std::string const& table, std::string const& record) const {
    Node const* found = peek(table);
    for (std::string const& name : {record, std::string("key")}) {
        Node const* inner = found && found->table() ? found->table()->find(name) : nullptr;
        if (inner == nullptr) break;
        found = inner;
    }
    return found ? found->where : where_;
}

std::string Reader::path_of(std::string const& name) const {
    return joined_path(path_, name);
}

void Reader::problem(std::string const& name, std::string what, std::string hint) {
    problems().add(where(name), std::move(what), std::move(hint));
}

Node const* Reader::need(std::string const& name, bool optional, char const* kind) {
    Node const* node = take(name);
    if (node == nullptr && !optional) {
        problems().add(where_, fmt::format("{} is missing", path_of(name)),
                       fmt::format("it is {}", kind));
    }
    return node;
}

/// List a parameter of the model that the study leaves at its default.
void Reader::list_default(std::string const& name, std::optional<double> fallback, Bounds bounds) {
    auto* parameters = context().parameters;
    if (parameters == nullptr || path_ != "parameters" || !fallback) return;
    parameters->push_back(
        {path_of(name), fmt::format("{}", *fallback), bounds.unit, {}, {}, default_name, {}});
}

double Reader::real(std::string const& name, Bounds bounds, std::optional<double> fallback) {
    Node const* node = need(name, fallback.has_value(), "a number");
    if (node == nullptr) {
        list_default(name, fallback, bounds);
        return fallback.value_or(0.0);
    }
    return values_.number(*node, path_of(name), bounds);
}

std::int64_t Reader::whole(std::string const& name, Bounds bounds,
                           std::optional<std::int64_t> fallback) {
    Node const* node = need(name, fallback.has_value(), "a whole number");
    if (node == nullptr) {
        list_default(name, fallback, bounds);
        return fallback.value_or(0);
    }
    bounds.whole = true;
    double const number = values_.number(*node, path_of(name), bounds);
    Node const* value = node->table() ? node->table()->find("value") : node;
    if (value == nullptr || !value->is_number() || value->number() != number) {
        return static_cast<std::int64_t>(number);  // a problem by now
    }
    // exact also beyond 2^53
    if (auto const* exact = std::get_if<std::int64_t>(&value->value)) return *exact;
    if (number != std::floor(number) || std::abs(number) > 9.2e18) {
        problems().add(value->where, fmt::format("{} must be a whole number", path_of(name)));
        return fallback.value_or(0);
    }
    return static_cast<std::int64_t>(number);
}

bool Reader::truth(std::string const& name, bool fallback) {
    Node const* node = take(name);
    if (node == nullptr) return fallback;
    if (auto const* value = std::get_if<bool>(&node->value)) return *value;
    problem(name, fmt::format("{} must be true or false, not {}", path_of(name), node->kind()));
    return fallback;
}

std::string Reader::text(std::string const& name, std::optional<std::string> const& fallback) {
    Node const* node = need(name, fallback.has_value(), "a text");
    if (node == nullptr) return fallback.value_or("");
    if (node->text()) return *node->text();
    if (auto const* date = std::get_if<DateValue>(&node->value)) return date->iso;
    problem(name, fmt::format("{} must be a text, not {}", path_of(name), node->kind()));
    return fallback.value_or("");
}

std::vector<std::string> Reader::list(std::string const& name, std::vector<std::string> fallback) {
    Node const* node = take(name);
    if (node == nullptr) return fallback;
    std::vector<std::string> result;
    if (node->array() == nullptr) {
        problem(name,
                fmt::format("{} must be a list of names, not {}", path_of(name), node->kind()),
                node->text() ? fmt::format("write [\"{}\"]", *node->text())
                             : "write [\"one\", \"two\"]");
        return fallback;
    }
    for (Node const& element : *node->array()) {
        if (element.text() == nullptr) {
            problems().add(element.where, fmt::format("{} must hold names, not {}", path_of(name),
                                                      element.kind()));
        } else if (std::count(result.begin(), result.end(), *element.text()) > 0) {
            problems().add(element.where, fmt::format("\"{}\" occurs twice in {}", *element.text(),
                                                      path_of(name)));
        } else {
            result.push_back(*element.text());
        }
    }
    return result;
}

std::size_t Reader::choice(std::string const& name, std::span<char const* const> known,
                           std::optional<std::size_t> fallback) {
    return one_of(name, {known.begin(), known.end()}, fallback);
}

std::size_t Reader::one_of(std::string const& name, std::vector<std::string> const& known,
                           std::optional<std::size_t> fallback) {
    Node const* node = need(name, fallback.has_value(), "a name");
    if (node == nullptr) return fallback.value_or(0);
    if (node->text() == nullptr) {
        problem(name, fmt::format("{} must be a name, not {}", path_of(name), node->kind()),
                fmt::format("known: {}", fmt::join(known, ", ")));
        return fallback.value_or(0);
    }
    auto const found = std::find(known.begin(), known.end(), *node->text());
    if (found == known.end()) {
        problem(name, fmt::format("{} is \"{}\", which is not known", path_of(name), *node->text()),
                nearest_hint(*node->text(), known));
        return fallback.value_or(0);
    }
    return static_cast<std::size_t>(found - known.begin());
}

std::vector<bool> Reader::flags(std::string const& name, std::vector<std::string> const& known,
                                bool fallback) {
    if (!take(name)) return std::vector<bool>(known.size(), fallback);
    std::vector<bool> result(known.size(), false);
    list(name);
    ArrayNode const* array = peek(name)->array();
    for (std::size_t i = 0; array != nullptr && i < array->size(); ++i) {
        Node const& element = (*array)[i];
        if (element.text() == nullptr) continue;
        auto const found = std::find(known.begin(), known.end(), *element.text());
        if (found == known.end()) {
            problems().add(element.where,
                           fmt::format("{}: \"{}\" is not known", path_of(name), *element.text()),
                           nearest_hint(*element.text(), known));
        } else {
            result[static_cast<std::size_t>(found - known.begin())] = true;
        }
    }
    return result;
}

std::vector<bool> Reader::some_flags(std::string const& name, std::vector<std::string> const& known,
                                     bool fallback, char const* empty) {
    Node const* node = peek(name);
    if (node != nullptr && node->array() != nullptr && node->array()->empty()) {
        problem(name, fmt::format("{} is an empty list: {}", path_of(name), empty),
                fallback ? "without the key it is all of them"
                         : fmt::format("known: {}", fmt::join(known, ", ")));
    }
    return flags(name, known, fallback);
}

Text Reader::words(std::string const& name) {
    if (!take(name)) return {};
    if (peek(name)->text()) return {text(name), {}};
    Reader inner = table(name);
    Text result{inner.text("en", ""), inner.text("vi", "")};
    inner.finish();
    return result;
}

Yearly<double> Reader::level(std::string const& name, Bounds bounds, std::size_t first,
                             std::optional<double> fallback) {
    Node const* node = need(name, fallback.has_value(), "a number, or a table by year");
    if (node == nullptr) return Yearly<double>(context().years.reviews(), fallback.value_or(0.0));
    return values_.level(*node, path_of(name), bounds, first);
}

Yearly<double> Reader::flow(std::string const& name, Bounds bounds) {
    Node const* node = need(name, false, "a number, or a table with every projected year");
    if (node == nullptr) return Yearly<double>(context().years.reviews(), 0.0);
    return values_.flow(*node, path_of(name), bounds);
}

std::vector<double> Reader::by_name(std::string const& name, std::vector<std::string> const& names,
                                    Bounds bounds, std::optional<double> fallback) {
    Node const* node = need(name, fallback.has_value(), "a number, or a table by name");
    if (node == nullptr) return std::vector<double>(names.size(), fallback.value_or(0.0));
    if (!node->table() || node->table()->find("value")) {
        return std::vector<double>(names.size(), values_.number(*node, path_of(name), bounds));
    }
    Reader inner = table(name);
    std::vector<double> result;
    result.reserve(names.size());
    for (auto const& one : names) result.push_back(inner.real(one, bounds));
    inner.finish();
    return result;
}

std::vector<Yearly<double>> Reader::levels_by_name(std::string const& name,
                                                   std::vector<std::string> const& names,
                                                   Bounds bounds, std::size_t first) {
    Node const* node = need(name, false, "a number, or a table by area or year");
    bool const named =
        node && node->table() && !node->table()->find("value") &&
        std::any_of(node->table()->entries().begin(), node->table()->entries().end(),
                    [&](auto const& entry) {
                        bool const rule = bounds.by_rule && is_rule_key(entry.name);
                        return !is_descriptive(entry.name) && !is_year(entry.name) && !rule;
                    });
    if (!named) {
        auto const level = node ? values_.level(*node, path_of(name), bounds, first)
                                : Yearly<double>(context().years.reviews(), 0.0);
        return std::vector<Yearly<double>>(names.size(), level);
    }
    Reader inner = table(name);
    std::vector<Yearly<double>> result;
    result.reserve(names.size());
    for (auto const& one : names) result.push_back(inner.level(one, bounds, first));
    inner.finish();
    return result;
}

std::vector<double> Reader::table_of(std::string const& name, std::vector<std::string> const& names,
                                     Bounds bounds, double rest) {
    Reader inner = table(name);
    std::vector<double> result;
    result.reserve(names.size());
    for (auto const& one : names) result.push_back(inner.real(one, bounds, rest));
    inner.finish();
    return result;
}

std::vector<double> Reader::shares(std::vector<std::string> const& names,
                                   std::vector<double> const& absent) {
    std::vector<double> result = absent;
    std::optional<std::size_t> rest;
    double others = 0.0;
    for (std::size_t i = 0; i < names.size(); ++i) {
        Node const* node = peek(names[i]);
        std::string const* word =
            node ? values_.text(*node, path_of(names[i]), fraction.unit) : nullptr;
        if (word == nullptr) {
            result[i] = real(names[i], fraction, absent[i]);
            others += result[i];
            continue;
        }
        take(names[i]);
        if (*word != rest_word || rest) {
            problem(names[i],
                    *word != rest_word ? fmt::format("{} is \"{}\"", path_of(names[i]), *word)
                                       : fmt::format("{} and {} are both \"rest\"",
                                                     path_of(names[*rest]), path_of(names[i])),
                    "a number, or \"rest\" for one of the shares: what the others leave");
        }
        rest = i;
    }
    if (!rest) return result;
    if (others > 1.0 + 1e-9) {
        problem(names[*rest], fmt::format("nothing is left for {}: the other shares add to {}",
                                          path_of(names[*rest]), others));
        std::fill(result.begin(), result.end(), 0.0);
        others = 0.0;
    }
    result[*rest] = std::max(0.0, 1.0 - others);
    return result;
}

Reader Reader::table(std::string const& name) {
    Reader inner(context(), path_of(name), take(name), values_.around());
    if (!has(name)) inner.where_ = where_;
    return inner;
}

std::vector<std::pair<std::string, Reader>> Reader::records(std::string const& name,
                                                            std::size_t most) {
    std::vector<std::pair<std::string, Reader>> result;
    Reader inner = table(name);
    if (inner.table_ == nullptr) return result;
    for (auto const& entry : inner.table_->entries()) {
        bool const words = entry.name == "title" || entry.name == "description";
        bool const record = entry.node.table() != nullptr && !words;
        if (is_descriptive(entry.name) && !record) continue;
        bool const well_formed =
            !entry.name.empty() && !is_descriptive(entry.name) &&
            std::all_of(entry.name.begin(), entry.name.end(), [](char c) {
                return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
            });
        if (!well_formed) {
            problems().add(
                entry.where, fmt::format("\"{}\" cannot be a name in {}", entry.name, inner.path_),
                fmt::format(
                    "a name has small letters, digits and hyphens{}, and is not a word such "
                    "as source or note; what people read goes into title.en and title.vi",
                    suggested_name(entry.name)));
        }
        if (result.size() == most) {
            problems().add(entry.where,
                           fmt::format("more than {} records in {}", most, inner.path_),
                           "each needs a key of its own, and there are no more keys");
            problems().throw_if_any();  // what refers to the rest would be a problem, too
        }
        result.emplace_back(entry.name, Reader(context(), joined_path(inner.path_, entry.name),
                                               &entry.node, inner.values_.around()));
    }
    return result;
}

Label Reader::label(std::string id, std::uint16_t position, std::uint16_t highest) {
    Label label{std::move(id), position, words("title")};
    Bounds const bounds{.low = highest < 16 ? 0.0 : 1.0, .high = double(highest)};
    // a key is no parameter: it is read without being listed
    auto* listed = std::exchange(context().parameters, nullptr);
    auto const key = whole("key", bounds, position);
    Node const* given = peek("key");
    if (given == nullptr || bounds.allow(given->number())) {
        label.key = static_cast<std::uint16_t>(key);
    }
    context().parameters = listed;
    if (label.key > highest) {  // it is the position
        if (given == nullptr) {
            problems().add(
                where_,
                fmt::format("{} has no key, and there are too many records to number them", path_),
                fmt::format("keys go up to {}", highest));
        }
        label.key = highest;
    }
    if (label.title.en.empty()) label.title.en = label.id;
    if (label.title.vi.empty()) label.title.vi = label.title.en;
    return label;
}

void Reader::finish() {
    if (table_ == nullptr) return;
    std::vector<std::string> const known(known_.begin(), known_.end());
    for (auto const& entry : table_->entries()) {
        if (known_.count(entry.name) > 0 || is_descriptive(entry.name)) continue;
        problems().add(entry.where, fmt::format("unknown key {}", path_of(entry.name)),
                       nearest_hint(entry.name, known));
    }
}

}  // namespace povex
