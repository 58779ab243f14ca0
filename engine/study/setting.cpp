#include "engine/study/setting.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>

#include <fmt/format.h>

#include "engine/base/unicode.hpp"
#include "engine/study/csv.hpp"
#include "engine/study/provenance.hpp"

namespace povex {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

/// A number with points between thousands as TOML writes it: 20000000 for "20.000.000". None if the
/// text is anything else; "300.000" is a decimal number in TOML.
std::optional<std::string> without_thousands(std::string_view value) {
    auto const points = std::count(value.begin(), value.end(), '.');
    bool const comma = value.find(',') != std::string_view::npos;
    if (points == 0 || (points == 1 && !comma)) return std::nullopt;
    auto written = with_decimal_point(value);
    return written && number_of(*written) ? written : std::nullopt;
}

/// Whether a number could be meant with a point between thousands: 300.000, which TOML reads as
/// 300.
bool is_ambiguous(std::string_view value) {
    if (value.starts_with('-')) value.remove_prefix(1);
    auto const point = value.find('.');
    if (point == std::string_view::npos || point == 0 || point > 3) return false;
    auto const decimals = value.substr(point + 1);
    return value.front() >= '1' && value.front() <= '9' && decimals.size() == 3 &&
           decimals.back() == '0' && std::all_of(decimals.begin(), decimals.end(), is_digit) &&
           std::all_of(value.begin(), value.begin() + static_cast<std::ptrdiff_t>(point), is_digit);
}

/// What is wrong with a value that is no TOML.
std::string value_hint(std::string_view key, std::string_view value) {
    bool const number = !value.empty() && (is_digit(value.front()) || value.front() == '-');
    if (number && value.ends_with('%')) return "a share is a fraction of one: 7 % is written 0.07";
    if (number && value.find(',') != std::string_view::npos) {
        return "a number has a decimal point, and _ between thousands: 0.6, 20_000_000";
    }
    return fmt::format("the value is TOML: a text needs quotes, --set '{}=\"{}\"'", key, value);
}

/// Every key below a node, with the place of its value.
void list_keys(Node const& node, std::string const& path,
               std::vector<std::pair<std::string, Where>>& keys) {
    TableNode const* table = node.table();
    if (table == nullptr || table->entries().empty() || table->find("value")) {
        keys.emplace_back(path, node.where);
        return;
    }
    for (auto const& entry : table->entries()) {
        list_keys(entry.node, joined_path(path, entry.name), keys);
    }
}

/// The text of a setting, taken apart.
struct SettingText {
    std::string_view key, value;
    std::size_t equals = 0;  ///< position of the equals sign
    char sign = '=';         ///< before it: + or *; = if there is none
};

SettingText take_apart(std::string_view text, std::size_t equals) {
    SettingText parts;
    parts.equals = equals;
    char const before = text[equals - 1];
    bool const change = std::string_view("+*-/").find(before) != std::string_view::npos;
    parts.sign = change ? before : '=';
    parts.key = trimmed(text.substr(0, change ? equals - 1 : equals));
    parts.value = trimmed(text.substr(equals + 1));
    return parts;
}

/// What a setting says that cannot be meant, and a hint; empty if all is well.
std::pair<std::string, std::string> objection(SettingText const& text) {
    if (text.key.empty()) return {"a setting has the form KEY=VALUE", "--set parameters.rho=0.6"};
    if (text.value.empty()) {
        return {fmt::format("{} is set to nothing", text.key),
                "write a value after the =; a text needs quotes"};
    }
    if (text.sign == '-') {
        return {"a setting adds with += and multiplies with *=",
                fmt::format("to subtract, write {}+=-{}", text.key, text.value)};
    }
    if (text.sign == '/') {
        return {"a setting adds with += and multiplies with *=",
                fmt::format("for a half, write {}*=0.5", text.key)};
    }
    if (text.sign == '=' && text.value.starts_with('+')) {
        return {fmt::format("{} is not a value", text.value),
                fmt::format("to add to what the study has, write {}+={}; else leave out the +",
                            text.key, text.value.substr(1))};
    }
    if (is_ambiguous(text.value)) {
        std::string thousands(text.value);
        thousands[thousands.find('.')] = '_';
        return {fmt::format("{} could be read in two ways", text.value),
                fmt::format("write {}, or {} if the point is a decimal point", thousands,
                            *number_of(text.value))};
    }
    return {};
}

/// The number that a setting adds or multiplies with: the only value in it.
double operand(Node const& over) {
    Node const* node = &over;
    while (node->table() && node->table()->entries().size() == 1) {
        node = &node->table()->entries().front().node;
    }
    return node->number();
}

/// Numbers beside an amount that are none themselves.
bool is_no_amount(std::string const& name) {
    return name == "key" || name == "from" || name == "rate";
}

/// Changes numbers as a setting says.
class Calculation {
public:
    Calculation(Setting const& setting, Where where)
        : multiplies_(setting.change == Setting::Change::multiply),
          operand_(operand(setting.over)),
          where_(std::move(where)) {}

    /// Change every number in a value; those of its provenance stay.
    /// \return how many there are
    int change(Node& node) {
        if (node.is_number()) {
            change_number(node);
            return 1;
        }
        TableNode* table = node.table();
        if (table == nullptr) return 0;
        if (Node* value = table->find("value")) {
            int const changed = change(*value);
            if (changed > 0) drop_provenance(*table, where_);
            if (!has_rule(*table)) return changed;
        }
        bool const by_rule = has_rule(*table);
        int changed = 0;
        for (auto const& entry : table->entries()) {
            if (is_descriptive(entry.name) || is_no_amount(entry.name)) continue;
            if (by_rule && (is_rule_key(entry.name) || entry.name == "value")) continue;
            changed += change(*table->find(entry.name));
        }
        return changed;
    }

private:
    void change_number(Node& node) const {
        double const old = node.number();
        double const fresh = multiplies_ ? old * operand_ : old + operand_;
        bool const was_whole = std::holds_alternative<std::int64_t>(node.value);
        if (was_whole && fresh == std::floor(fresh) && std::abs(fresh) < 0x1p53) {
            node.value = static_cast<std::int64_t>(fresh);
        } else {
            node.value = fresh;
        }
        node.where = where_;
        node.computed = node.computed || multiplies_;
    }

    bool multiplies_;
    double operand_;
    Where where_;
};

}  // namespace

std::optional<Setting> parse_setting(std::string const& text, std::size_t number,
                                     Problems& problems) {
    auto const source = std::make_shared<SourceText>(
        SourceText{fmt::format("{}, argument {}", setting_name, number), composed(text)});
    std::string const& given = source->text;
    auto const equals = given.find('=');
    if (equals == std::string::npos || equals == 0) {
        problems.add({source, 1, 1}, "a setting has the form KEY=VALUE",
                     "--set parameters.rho=0.6");
        return std::nullopt;
    }
    SettingText const parts = take_apart(given, equals);
    if (auto const [what, hint] = objection(parts); !what.empty()) {
        problems.add({source, 1, 1}, what, hint);
        return std::nullopt;
    }
    std::string toml = given;
    if (auto const plain = without_thousands(parts.value)) {
        toml = fmt::format("{}={}", given.substr(0, equals), *plain);
    }
    if (parts.sign != '=') toml[equals - 1] = ' ';
    Problems own;
    Setting setting{parts.sign == '+'   ? Setting::Change::add
                    : parts.sign == '*' ? Setting::Change::multiply
                                        : Setting::Change::replace,
                    parse_toml(source, own, toml)};
    if (!own.empty()) {
        problems.add({source, 1, 1}, own.all().front().what, value_hint(parts.key, parts.value));
        return std::nullopt;
    }
    if (setting.over.table()->entries().empty()) {
        problems.add({source, 1, 1}, "this sets nothing", "the value is TOML and needs quotes");
        return std::nullopt;
    }
    list_keys(setting.over, "", setting.keys);
    if (setting.change != Setting::Change::replace && !std::isfinite(operand(setting.over))) {
        problems.add({source, 1, 1}, fmt::format("{} is no number to calculate with", parts.value),
                     fmt::format("{}+=5e9 adds, {}*=2 doubles", parts.key, parts.key));
        return std::nullopt;
    }
    return setting;
}

void calculate(Node& root, Setting const& setting, Problems& problems) {
    auto const& [key, where] = setting.keys.front();
    auto parts = parts_of(key);
    if (Node* found = find_key(root, parts)) {
        if (Calculation(setting, where).change(*found) == 0) {
            problems.add(where, fmt::format("{} is not a number but {}", key, found->kind()),
                         "only numbers can be added to or multiplied");
        }
        return;
    }
    std::vector<std::string> known;
    std::string const last = parts.back();
    parts.pop_back();
    Node* around = find_key(root, parts);
    if (around != nullptr && around->table() != nullptr) {
        for (auto const& entry : around->table()->entries()) known.push_back(entry.name);
    }
    auto const near = nearest_name(last, known);
    problems.add(where, fmt::format("the study's files do not give {}", key),
                 near ? did_you_mean(*near)
                      : fmt::format("write {}=VALUE to give it a value of its own", key));
}

std::vector<std::string> parts_of(std::string const& key) {
    std::vector<std::string> parts(1);
    for (char const c : key) {
        if (c == '.') {
            parts.emplace_back();
        } else {
            parts.back() += c;
        }
    }
    return parts;
}

Node* find_key(Node& root, std::vector<std::string> const& parts) {
    Node* node = &root;
    for (auto const& part : parts) {
        TableNode* table = node->table();
        Node* next = table ? table->find(part) : nullptr;
        Node* value = table ? table->find("value") : nullptr;
        if (next == nullptr && value && value->table()) next = value->table()->find(part);
        if (next == nullptr) return nullptr;
        node = next;
    }
    return node;
}

}  // namespace povex
