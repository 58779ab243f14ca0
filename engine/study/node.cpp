#include "engine/study/node.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <utility>

#include <fmt/format.h>
#include <toml++/toml.h>

#include "engine/base/unicode.hpp"
#include "engine/study/provenance.hpp"

namespace povex {

namespace {

using Source = std::shared_ptr<SourceText const>;

Where where_of(toml::source_region const& region, Source const& source) {
    return {source, static_cast<int>(region.begin.line), static_cast<int>(region.begin.column)};
}

/// Keys that speak of one number, and not of another one put in its place.
constexpr char const* provenance_keys[] = {"source", "grade", "range", "known_on", "distribution"};

std::string iso_of(toml::date const& date) {
    return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

Node convert(toml::node const& node, Source const& source);

decltype(Node::value) convert_value(toml::node const& node, Source const& source) {
    if (auto const* table = node.as_table()) {
        std::vector<TableNode::Entry> entries;
        for (auto const& [key, value] : *table) {
            entries.push_back(
                {std::string(key.str()), where_of(key.source(), source), convert(value, source)});
        }
        return TableNode(std::move(entries));
    }
    if (auto const* array = node.as_array()) {
        ArrayNode result;
        for (auto const& element : *array) result.push_back(convert(element, source));
        return result;
    }
    if (auto const* text = node.as_string()) return text->get();
    if (auto const* whole = node.as_integer()) return whole->get();
    if (auto const* real = node.as_floating_point()) return real->get();
    if (auto const* truth = node.as_boolean()) return truth->get();
    if (auto const* date = node.as_date()) return DateValue{iso_of(date->get())};
    if (auto const* time = node.as_date_time()) return DateValue{iso_of(time->get().date)};
    return std::string{};  // a time of day, which no key of a study may be
}

Node convert(toml::node const& node, Source const& source) {
    return {convert_value(node, source), where_of(node.source(), source), {}};
}

/// toml++ sorts tables by name. The order of writing gives records their keys, so restore it.
bool written_before(Where const& a, Where const& b) {
    return std::pair(a.line, a.column) < std::pair(b.line, b.column);
}

constexpr int deepest_key = 100;  ///< parts of a dotted key

/// Where a dotted key has too many parts; line 0 if none has. toml++ nests a table for each part
/// and destroys them by recursion, so such a key would overflow the stack.
Where too_deep_key(Source const& source, std::string_view text) {
    Where where{source, 1, 1};
    int parts = 1;
    char quote = 0;  // the kind of text that i is in; # in a comment, 0 in none
    for (std::size_t i = 0; i < text.size(); ++i) {
        char const c = text[i];
        if (c == '\n') {
            ++where.line;
            if (quote == '#') quote = 0;
        }
        bool const three = i + 2 < text.size() && text[i + 1] == c && text[i + 2] == c;
        if (quote == '#') continue;
        if (quote != 0) {
            if (c == '\\' && (quote == '"' || quote == 'b')) ++i;
            bool const many = quote == 'b' || quote == 'l';
            bool const ends =
                many ? three && c == (quote == 'b' ? '"' : '\'') : c == quote || c == '\n';
            if (ends && many) i += 2;
            if (ends) quote = 0;
        } else if (c == '#') {
            quote = '#';
        } else if (c == '"' || c == '\'') {
            quote = !three ? c : c == '"' ? 'b' : 'l';
            if (three) i += 2;
        } else if (c == '.') {
            if (++parts > deepest_key) return where;
        } else if (std::string_view("\n=,[]{}").find(c) != std::string_view::npos) {
            parts = 1;
        }
    }
    return {};
}

bool is_digits(std::string const& name) {
    return name.find_first_not_of("0123456789") == std::string::npos;
}

/// Whether all keys of a table are years, apart from those that describe it.
bool is_by_year(TableNode const& table) {
    auto const& entries = table.entries();
    return std::any_of(entries.begin(), entries.end(),
                       [](auto const& entry) { return is_digits(entry.name); }) &&
           std::all_of(entries.begin(), entries.end(), [](auto const& entry) {
               return is_digits(entry.name) || is_descriptive(entry.name);
           });
}

/// Drop the numbers of a table by year from a year on.
void drop_years(TableNode& table, double from) {
    std::vector<std::string> dropped;
    for (auto const& entry : table.entries()) {
        bool const is_year = is_digits(entry.name) && !entry.name.empty() && entry.name.size() <= 4;
        if (is_year && std::stoi(entry.name) >= from) dropped.push_back(entry.name);
    }
    for (auto const& name : dropped) table.erase(name);
}

/// Make room in a table for the rule that another lays over it.
void make_room_for_rule(TableNode& table, TableNode const& changes) {
    if (Node const* from = changes.find("from")) drop_years(table, from->number());
    if (changes.find("index") != nullptr) table.erase("rate");
    if (changes.find("rate") != nullptr && table.find("index") != nullptr) table.erase("index");
}

/// Lay a rule over a number, or over a table that has a rule already: what was there holds for the
/// years before.
void put_rule(Node& under, TableNode const& changes) {
    Node before = std::move(under);
    Where const where = before.where;
    under = {TableNode{}, where};
    under.table()->set("value", where, std::move(before));
    for (auto const& entry : changes.entries()) {
        under.table()->set(entry.name, entry.where, entry.node);
    }
}

/// Whether what is laid over numbers speaks for all years: a single value, or a supplement.
bool speaks_for_all_years(TableNode const& under, TableNode const& over) {
    Node const* value = over.find("value");
    bool const is_single = value != nullptr && value->table() == nullptr;
    return is_single || (over.find("less") != nullptr && under.find("less") == nullptr);
}

/// Lay over numbers what speaks for all years: nothing is left of them but what describes them.
void replace_all_years(TableNode& table, TableNode const& changes) {
    drop_years(table, 0.0);
    for (char const* name : rule_keys) table.erase(name);
    if (table.find("less") != nullptr) table.erase("line");
    for (char const* name : {"less", "value"}) table.erase(name);
    for (char const* name : provenance_keys) table.erase(name);
    for (auto const& entry : changes.entries()) table.set(entry.name, entry.where, entry.node);
}

/// Put the numbers of a table under the key `value`, beside what describes them.
void put_under_value(Node& node) {
    TableNode described, numbers;
    for (auto const& entry : node.table()->entries()) {
        TableNode& part = is_descriptive(entry.name) ? described : numbers;
        part.set(entry.name, entry.where, entry.node);
    }
    described.set("value", node.where, {std::move(numbers), node.where, {}});
    node.value = std::move(described);
}

/// A number or a text as TOML writes it; empty for everything else.
std::string written(Node const& node) {
    if (auto const* text = node.text()) return fmt::format("\"{}\"", *text);
    if (auto const* whole = std::get_if<std::int64_t>(&node.value)) return fmt::to_string(*whole);
    return node.is_number() ? fmt::to_string(node.number()) : std::string{};
}

/// The character in a column (from 1) of a line.
std::int32_t character_at(std::string_view line, int column) {
    for (int i = 1; !line.empty(); ++i) {
        auto const first = first_character(line);
        if (i == column) return first.code;
        line.remove_prefix(first.bytes);
    }
    return no_character;
}

/// What people type who are used to other programs, and what TOML wants instead.
constexpr std::pair<char32_t, char const*> character_hints[] = {
    {U'“', "these are typographic quotes: write \"...\""},
    {U'”', "these are typographic quotes: write \"...\""},
    {U'„', "these are typographic quotes: write \"...\""},
    {U'‘', "these are typographic quotes: write \"...\""},
    {U'’', "these are typographic quotes: write \"...\""},
    {U'«', "these are typographic quotes: write \"...\""},
    {U'−', "this is a typographic minus: write -"},
    {U'–', "this is a dash: write -"},
    {U'\u00A0', "this is a non-breaking space: type an ordinary one"},
    {U'\u202F', "this is a non-breaking space: type an ordinary one"},
    {U'%', "a share is a fraction of one: 7 % is written 0.07"},
    {U',', "a number has a decimal point, and _ between thousands: 6_000_000_000 or 0.45"},
    {U'.', "a number has one decimal point, and _ between thousands: 6_000_000_000 or 0.45"}};

/// A hint for an error that toml++ reports, from its text and the place where it stands.
std::string syntax_hint(std::string_view error, std::string_view line, int column) {
    auto const code = static_cast<char32_t>(character_at(line, column));
    auto const* hint = std::find_if(std::begin(character_hints), std::end(character_hints),
                                    [&](auto const& one) { return one.first == code; });
    if (hint != std::end(character_hints)) return hint->second;
    if (error.find("existing") == std::string_view::npos) {
        auto const value = line.find_first_not_of(" \t", line.find('=') + 1);
        if (value != std::string_view::npos && line[value] >= '0' && line[value] <= '9') {
            return "a number is written 6_000_000_000 or 0.45, a text in quotes; see "
                   "https://toml.io for the syntax";
        }
        return "a text needs quotes; see https://toml.io for the syntax";
    }
    if (error.find("existing array") != std::string_view::npos &&
        line.find("scenarios") != std::string_view::npos) {
        return "scenarios is either the list of those to run or the table of all of them; next to "
               "the "
               "list, write each scenario into a file scenarios/NAME.toml";
    }
    return "each name is given once, as a value or as a table: keep one of the two";
}

}  // namespace

TableNode::TableNode(std::vector<Entry> entries) : entries_(std::move(entries)) {
    std::stable_sort(entries_.begin(), entries_.end(), [](Entry const& a, Entry const& b) {
        return written_before(a.where, b.where);
    });
}

Node const* TableNode::find(std::string const& name) const {
    auto const found = std::find_if(entries_.begin(), entries_.end(),
                                    [&](Entry const& e) { return e.name == name; });
    return found == entries_.end() ? nullptr : &found->node;
}

void TableNode::erase(std::string const& name) {
    std::erase_if(entries_, [&](Entry const& e) { return e.name == name; });
}

Node* TableNode::find(std::string const& name) {
    return const_cast<Node*>(std::as_const(*this).find(name));
}

void TableNode::set(std::string name, Where where, Node node) {
    if (Node* old = find(name)) {
        *old = std::move(node);
        return;
    }
    Entry entry{std::move(name), std::move(where), std::move(node)};
    auto const place = std::upper_bound(
        entries_.begin(), entries_.end(), entry, [](Entry const& a, Entry const& b) {
            return a.where.source == b.where.source && written_before(a.where, b.where);
        });
    entries_.insert(place, std::move(entry));
}

double Node::number() const {
    if (auto const* whole = std::get_if<std::int64_t>(&value)) return static_cast<double>(*whole);
    if (auto const* real = std::get_if<double>(&value)) return *real;
    return std::numeric_limits<double>::quiet_NaN();
}

std::string Node::kind() const {
    constexpr char const* kinds[] = {"a table",  "a list",     "a text", "a whole number",
                                     "a number", "true/false", "a date"};
    return kinds[value.index()];
}

Node parse_toml(Source const& source, Problems& problems, std::optional<std::string_view> text) {
    auto const read = text.value_or(source->text);
    if (Where const deep = too_deep_key(source, read); deep.line > 0) {
        problems.add(deep, fmt::format("a key of more than {} parts", deepest_key),
                     "a study is a few tables deep");
        return {TableNode{}, {source, 1, 1}, {}};
    }
    try {
        auto const table = toml::parse(read, source->name);
        return convert(table, source);
    } catch (toml::parse_error const& error) {
        Where const where = where_of(error.source(), source);
        problems.add(where, std::string(error.description()),
                     syntax_hint(error.description(), source->line(where.line), where.column));
        return {TableNode{}, {source, 1, 1}, {}};
    }
}

bool is_rule_key(std::string const& name) {
    return std::find(rule_keys.begin(), rule_keys.end(), name) != rule_keys.end();
}

bool has_rule(TableNode const& table) {
    return std::any_of(table.entries().begin(), table.entries().end(),
                       [](auto const& entry) { return is_rule_key(entry.name); });
}

std::string joined_path(std::string const& path, std::string const& name) {
    return path.empty() ? name : fmt::format("{}.{}", path, name);
}

void drop_provenance(TableNode& table, Where const& where) {
    for (char const* name : provenance_keys) table.erase(name);
    table.set("source", where, {source_name(where), where, {}});
}

void overlay(Node& under, Node const& over) {
    TableNode* table = under.table();
    TableNode const* changes = over.table();
    if (table != nullptr && changes != nullptr && speaks_for_all_years(*table, *changes)) {
        replace_all_years(*table, *changes);
        return;
    }
    bool const goes_on = changes != nullptr && has_rule(*changes);
    bool const by_rule = table != nullptr && has_rule(*table);
    if ((goes_on && under.is_number()) || (by_rule && changes && changes->find("from"))) {
        put_rule(under, *changes);
        return;
    }
    if (table == nullptr) {
        auto single = changes && is_by_year(*changes) ? written(under) : std::string{};
        under = over;
        under.replaced = std::move(single);
        return;
    }
    if (changes == nullptr) {
        Node* value = table->find("value");
        if (value == nullptr) {
            under = over;
            return;
        }
        *value = over;
        drop_provenance(*table, over.where);
        if (has_rule(*table)) {  // the number holds for all years
            drop_years(*table, 0.0);
            for (char const* name : rule_keys) table->erase(name);
        }
        return;
    }
    if (Node* inner = table->find("value"); inner && !changes->find("value") && !has_rule(*table)) {
        bool const is_rule = inner->is_number() && has_rule(*changes);
        if (inner->table() || is_rule || (!written(*inner).empty() && is_by_year(*changes))) {
            overlay(*inner, over);
            return;
        }
    }
    if (changes->find("value") && (by_rule || !table->find("value"))) {
        put_under_value(under);
        table = under.table();
    }
    make_room_for_rule(*table, *changes);
    for (auto const& entry : changes->entries()) {
        if (Node* old = table->find(entry.name)) {
            overlay(*old, entry.node);
        } else {
            table->set(entry.name, entry.where, entry.node);
        }
    }
}

}  // namespace povex
