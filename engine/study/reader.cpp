#include "engine/study/reader.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace povex {

namespace {

/// Keys that carry papers and words, allowed in every table.
constexpr char const* paper_keys[] = {"title",    "description", "source", "grade",
                                      "known_on", "note",        "range",  "unit"};

std::string paper(TableNode const& table, char const* name) {
    Node const* node = table.find(name);
    if (node == nullptr) return {};
    if (auto const* date = std::get_if<DateValue>(&node->value)) return date->iso;
    return node->text() ? *node->text() : std::string{};
}

/// range = { times = [0, 3] }: the range of every number of the table, as multiples of it.
std::optional<std::array<double, 2>> multiples(TableNode const& table) {
    Node const* range = table.find("range");
    Node const* times = range && range->table() ? range->table()->find("times") : nullptr;
    ArrayNode const* ends = times ? times->array() : nullptr;
    if (ends == nullptr || ends->size() != 2) return std::nullopt;
    if (!((*ends)[0].number() <= (*ends)[1].number())) return std::nullopt;
    return std::array{(*ends)[0].number(), (*ends)[1].number()};
}

}  // namespace

bool is_paper(std::string const& name) {
    return std::find(std::begin(paper_keys), std::end(paper_keys), name) != std::end(paper_keys);
}

Papers papers_in(TableNode const* table, Papers inherited) {
    if (table == nullptr) return inherited;
    for (auto [name, field] : {std::pair{"source", &Papers::source},
                               {"grade", &Papers::grade},
                               {"known_on", &Papers::known_on}}) {
        if (auto text = paper(*table, name); !text.empty()) inherited.*field = std::move(text);
    }
    if (auto const times = multiples(*table)) inherited.times = times;
    return inherited;
}

Papers papers_for(Node const& value, Papers around) {
    return is_setting(value.where) ? Papers{setting_name, {}, {}} : around;
}

std::string range_of(double number, Papers const& papers) {
    if (!papers.times || !std::isfinite(number)) return {};
    auto const [low, high] = *papers.times;
    return fmt::format("{} to {}", std::min(low * number, high * number),
                       std::max(low * number, high * number));
}

std::string joined(std::string const& path, std::string const& name) {
    return path.empty() ? name : fmt::format("{}.{}", path, name);
}

bool Bounds::allow(double x) const {
    if (!infinite && !std::isfinite(x)) return false;
    return (above_low ? x > low : x >= low) && (below_high ? x < high : x <= high);
}

std::string Bounds::text() const {
    bool const below = std::isfinite(high) && high < 9e15;
    if (std::isfinite(low) && below) {
        return fmt::format("{} {} and {} {}", above_low ? "above" : "at least", low,
                           below_high ? "below" : "at most", high);
    }
    if (std::isfinite(low)) return fmt::format("{} {}", above_low ? "above" : "at least", low);
    if (below) return fmt::format("{} {}", below_high ? "below" : "at most", high);
    return "any number";
}

double Bounds::harmless(double x) const {
    if (allow(x)) return x;
    double const near = std::isnan(x) ? 0.0 : std::clamp(x, low, high);
    bool const both = std::isfinite(low) && std::isfinite(high);
    for (double other : {near, both ? 0.5 * (low + high) : low + 1.0, high - 1.0, low}) {
        if (allow(other)) return other;
    }
    return 0.0;
}

Reader::Reader(ReadingContext& context, std::string path, Node const* node, Papers inherited)
    : context_(&context), path_(std::move(path)), papers_(std::move(inherited)) {
    if (node == nullptr) return;
    where_ = node->where;
    table_ = node->table();
    if (table_ == nullptr) {
        context.problems.add(node->where,
                             fmt::format("{} must be a table, not {}", path_, node->kind()));
        return;
    }
    papers_ = papers_in(table_, papers_);
    check_papers();
}

void Reader::check_papers() {
    if (Node const* grade = table_->find("grade")) {
        auto const text = paper(*table_, "grade");
        if (text != "A" && text != "B" && text != "C") {
            context_->problems.add(grade->where, "grade must be \"A\", \"B\" or \"C\"",
                                   "A two sources or law, B one, C inferred or assumed");
        }
    }
    for (char const* name : {"source", "note"}) {
        if (Node const* words = table_->find(name); words && !words->text() && !words->table()) {
            context_->problems.add(words->where,
                                   fmt::format("{} must be a text, not {}", name, words->kind()));
        }
    }
    if (Node const* known = table_->find("known_on");
        known && !std::holds_alternative<DateValue>(known->value)) {
        context_->problems.add(known->where, "known_on must be a date", "write 2021-12-31");
    }
    if (Node const* range = table_->find("range"); range && range->table() && !multiples(*table_)) {
        context_->problems.add(range->where,
                               fmt::format("the range of {} is not understood", path_),
                               "write [low, high], or { times = [low, high] } as multiples");
    }
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
    return joined(path_, name);
}

void Reader::problem(std::string const& name, std::string what, std::string hint) {
    context_->problems.add(where(name), std::move(what), std::move(hint));
}

Node const* Reader::need(std::string const& name, bool optional, char const* kind) {
    Node const* node = take(name);
    if (node == nullptr && !optional) {
        context_->problems.add(where_, fmt::format("{} is missing", path_of(name)),
                               fmt::format("it is {}", kind));
    }
    return node;
}

Node const* Reader::value_in(Node const& node, std::string const& path) {
    TableNode const* papers = node.table();
    if (papers == nullptr) return &node;
    Node const* value = papers->find("value");
    if (value == nullptr) {
        context_->problems.add(node.where, fmt::format("{} must be a number, not a table", path),
                               "a number with papers has the key \"value\"");
        return nullptr;
    }
    for (auto const& entry : papers->entries()) {
        if (entry.name != "value" && !is_paper(entry.name)) {
            context_->problems.add(
                entry.where, fmt::format("unknown key {}.{}", path, entry.name),
                "beside value may stand source, grade, known_on, range, unit, note");
        }
    }
    Reader(*context_, path, &node, papers_);  // checks its grade and date
    return value;
}

double Reader::number_in(Node const& node, std::string const& path, Bounds bounds) {
    Node const* value = value_in(node, path);
    if (value == nullptr) return 0.0;
    if (!value->is_number()) {
        context_->problems.add(value->where,
                               fmt::format("{} must be a number, not {}", path, value->kind()));
        return 0.0;
    }
    double const number = value->number();
    if (!bounds.allow(number)) {
        context_->problems.add(value->where,
                               fmt::format("{} is {} (must be {})", path, number, bounds.text()));
    }
    auto const* whole = std::get_if<std::int64_t>(&value->value);
    list_parameter(path, *value, whole ? fmt::to_string(*whole) : fmt::to_string(number),
                   bounds.unit, node);
    return bounds.harmless(number);
}

std::string const* Reader::text_in(Node const& node, std::string const& path, char const* unit) {
    TableNode const* papers = node.table();
    Node const* inner = papers ? papers->find("value") : &node;
    if (inner == nullptr || inner->text() == nullptr) return nullptr;
    static_cast<void>(value_in(node, path));
    list_parameter(path, *inner, fmt::format("\"{}\"", *inner->text()), unit, node);
    return inner->text();
}

void Reader::list_parameter(std::string const& path, Node const& value, std::string text,
                            char const* unit, Node const& node) {
    if (context_->parameters == nullptr) return;
    TableNode const* own = node.table();
    Papers const papers = papers_in(own, papers_for(value, papers_));
    Parameter parameter{path,         std::move(text), unit,           {},
                        papers.grade, papers.source,   papers.known_on};
    parameter.range = range_of(value.number(), papers);
    if (own != nullptr) {
        Node const* range = own->find("range");
        if (range && range->table()) {
            // multiples of the number, among its papers
        } else if (range && range->array() && range->array()->size() == 2) {
            auto const& ends = *range->array();
            if (!(ends[0].number() <= ends[1].number())) {
                context_->problems.add(range->where,
                                       fmt::format("the range of {} is not [low, high]", path));
            }
            parameter.range = fmt::format("{} to {}", ends[0].number(), ends[1].number());
        } else if (range) {
            context_->problems.add(range->where,
                                   fmt::format("the range of {} is not [low, high]", path));
        }
        if (auto own_unit = paper(*own, "unit"); !own_unit.empty()) parameter.unit = own_unit;
    }
    context_->parameters->push_back(std::move(parameter));
}

void Reader::list_default(std::string const& name, std::optional<double> fallback, Bounds bounds) {
    if (context_->parameters == nullptr || path_ != "parameters" || !fallback) return;
    context_->parameters->push_back(
        {path_of(name), fmt::format("{}", *fallback), bounds.unit, {}, {}, default_name, {}});
}

double Reader::real(std::string const& name, Bounds bounds, std::optional<double> fallback) {
    Node const* node = need(name, fallback.has_value(), "a number");
    if (node == nullptr) {
        list_default(name, fallback, bounds);
        return fallback.value_or(0.0);
    }
    return number_in(*node, path_of(name), bounds);
}

std::int64_t Reader::whole(std::string const& name, Bounds bounds,
                           std::optional<std::int64_t> fallback) {
    Node const* node = need(name, fallback.has_value(), "a whole number");
    if (node == nullptr) {
        list_default(name, fallback, bounds);
        return fallback.value_or(0);
    }
    double const number = number_in(*node, path_of(name), bounds);
    Node const* value = node->table() ? node->table()->find("value") : node;
    if (value == nullptr || !value->is_number() || value->number() != number) {
        return static_cast<std::int64_t>(number);  // a problem by now
    }
    // exact also beyond 2^53
    if (auto const* exact = std::get_if<std::int64_t>(&value->value)) return *exact;
    if (number != std::floor(number) || std::abs(number) > 9.2e18) {
        context_->problems.add(value->where,
                               fmt::format("{} must be a whole number", path_of(name)));
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

std::string Reader::text(std::string const& name, std::optional<std::string> fallback) {
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
                "write [\"one\", \"two\"]");
        return fallback;
    }
    for (Node const& element : *node->array()) {
        if (element.text() == nullptr) {
            context_->problems.add(element.where, fmt::format("{} must hold names, not {}",
                                                              path_of(name), element.kind()));
        } else if (std::count(result.begin(), result.end(), *element.text()) > 0) {
            context_->problems.add(element.where, fmt::format("\"{}\" occurs twice in {}",
                                                              *element.text(), path_of(name)));
        } else {
            result.push_back(*element.text());
        }
    }
    return result;
}

std::size_t Reader::choice(std::string const& name, std::span<char const* const> words,
                           std::optional<std::size_t> fallback) {
    return one_of(name, {words.begin(), words.end()}, fallback);
}

std::size_t Reader::one_of(std::string const& name, std::vector<std::string> const& words,
                           std::optional<std::size_t> fallback) {
    Node const* node = need(name, fallback.has_value(), "a name");
    if (node == nullptr) return fallback.value_or(0);
    if (node->text() == nullptr) {
        problem(name, fmt::format("{} must be a name, not {}", path_of(name), node->kind()),
                fmt::format("known: {}", fmt::join(words, ", ")));
        return fallback.value_or(0);
    }
    auto const found = std::find(words.begin(), words.end(), *node->text());
    if (found == words.end()) {
        problem(name, fmt::format("{} is \"{}\", which is not known", path_of(name), *node->text()),
                nearest_hint(*node->text(), words));
        return fallback.value_or(0);
    }
    return static_cast<std::size_t>(found - words.begin());
}

std::vector<bool> Reader::flags(std::string const& name, std::vector<std::string> const& words,
                                bool fallback) {
    if (!has(name)) {
        take(name);
        return std::vector<bool>(words.size(), fallback);
    }
    std::vector<bool> result(words.size(), false);
    list(name);
    ArrayNode const* array = peek(name)->array();
    for (std::size_t i = 0; array != nullptr && i < array->size(); ++i) {
        Node const& element = (*array)[i];
        if (element.text() == nullptr) continue;
        auto const found = std::find(words.begin(), words.end(), *element.text());
        if (found == words.end()) {
            context_->problems.add(
                element.where,
                fmt::format("{}: \"{}\" is not known", path_of(name), *element.text()),
                nearest_hint(*element.text(), words));
        } else {
            result[static_cast<std::size_t>(found - words.begin())] = true;
        }
    }
    return result;
}

Label Reader::label(std::string id, std::uint16_t position, std::uint16_t highest) {
    Label label{std::move(id), position, words("title")};
    Bounds const bounds{.low = highest < 16 ? 0.0 : 1.0, .high = double(highest)};
    // a key is no parameter: it is read without being listed
    auto* listed = std::exchange(context_->parameters, nullptr);
    auto const key = whole("key", bounds, position);
    Node const* given = peek("key");
    if (given == nullptr || bounds.allow(given->number())) {
        label.key = static_cast<std::uint16_t>(key);
    }
    context_->parameters = listed;
    if (label.key > highest) {  // it is the position
        if (given == nullptr) {
            context_->problems.add(where_,
                                   fmt::format("{} is one record too many without a key", path_),
                                   fmt::format("keys go up to {}", highest));
        }
        label.key = highest;
    }
    if (label.title.en.empty()) label.title.en = label.id;
    if (label.title.vi.empty()) label.title.vi = label.title.en;
    return label;
}

Text Reader::words(std::string const& name) {
    if (!has(name)) {
        take(name);
        return {};
    }
    if (peek(name)->text()) return {text(name), {}};
    Reader inner = table(name);
    Text result{inner.text("en", ""), inner.text("vi", "")};
    inner.finish();
    return result;
}

Reader Reader::table(std::string const& name) {
    Reader inner(*context_, path_of(name), take(name), papers_);
    if (!has(name)) inner.where_ = where_;
    return inner;
}

std::vector<std::pair<std::string, Reader>> Reader::records(std::string const& name) {
    std::vector<std::pair<std::string, Reader>> result;
    Reader inner = table(name);
    if (inner.table_ == nullptr) return result;
    for (auto const& entry : inner.table_->entries()) {
        bool const words = entry.name == "title" || entry.name == "description";
        bool const record = entry.node.table() != nullptr && !words;
        if (is_paper(entry.name) && !record) continue;
        bool const well_formed =
            !entry.name.empty() && !is_paper(entry.name) &&
            std::all_of(entry.name.begin(), entry.name.end(), [](char c) {
                return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
            });
        if (!well_formed) {
            context_->problems.add(
                entry.where, fmt::format("\"{}\" cannot be a name in {}", entry.name, inner.path_),
                "small letters, digits and hyphens, not a word such as source or note; words for "
                "people go into title.en and title.vi");
        }
        result.emplace_back(entry.name, Reader(*context_, joined(inner.path_, entry.name),
                                               &entry.node, inner.papers_));
    }
    return result;
}

void Reader::finish() {
    if (table_ == nullptr) return;
    std::vector<std::string> const known(known_.begin(), known_.end());
    for (auto const& entry : table_->entries()) {
        if (known_.count(entry.name) > 0 || is_paper(entry.name)) continue;
        context_->problems.add(entry.where, fmt::format("unknown key {}", path_of(entry.name)),
                               nearest_hint(entry.name, known));
    }
}

}  // namespace povex
