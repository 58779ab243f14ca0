#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "engine/study/text.hpp"

namespace povex {

struct Node;

/// A table of the study, in the order in which it was written.
class TableNode {
public:
    struct Entry;

    TableNode() = default;
    /// \param entries  of different names, in any order
    explicit TableNode(std::vector<Entry> entries);

    [[nodiscard]] Node const* find(std::string const& name) const;
    [[nodiscard]] Node* find(std::string const& name);
    void set(std::string name, Where where, Node node);
    void erase(std::string const& name);

    [[nodiscard]] std::vector<Entry> const& entries() const { return entries_; }

private:
    std::vector<Entry> entries_;
};

using ArrayNode = std::vector<Node>;

struct DateValue {
    std::string iso;  ///< "2021-12-31"
};

/// A value of the study with its place in the text: what TOML says, without the TOML library.
struct Node {
    std::variant<TableNode, ArrayNode, std::string, std::int64_t, double, bool, DateValue> value;
    Where where;
    /// The single value that this table by year replaced, as TOML writes it; usually empty.
    std::string replaced = {};
    /// A number that was computed, by a draw or a multiplication: an amount of money is rounded.
    bool computed = false;

    [[nodiscard]] TableNode const* table() const { return std::get_if<TableNode>(&value); }
    [[nodiscard]] TableNode* table() { return std::get_if<TableNode>(&value); }
    [[nodiscard]] ArrayNode const* array() const { return std::get_if<ArrayNode>(&value); }
    [[nodiscard]] std::string const* text() const { return std::get_if<std::string>(&value); }
    [[nodiscard]] bool is_number() const {
        return std::holds_alternative<std::int64_t>(value) || std::holds_alternative<double>(value);
    }
    /// Whole and real numbers alike; NaN if it is not a number.
    [[nodiscard]] double number() const;
    /// "a table", "a number", ... for messages.
    [[nodiscard]] std::string kind() const;
};

struct TableNode::Entry {
    std::string name;
    Where where;  ///< of the name
    Node node;
};

/// Read TOML. After an error of syntax, which is reported with its place, the table is empty.
/// \param text  what is read in place of the source's own text, which messages show
[[nodiscard]] Node parse_toml(std::shared_ptr<SourceText const> const& source, Problems& problems,
                              std::optional<std::string_view> text = {});

/// The keys that say how a number goes on from year to year: see ValueReader::level.
inline constexpr std::array rule_keys{"from", "index", "rate"};
[[nodiscard]] bool is_rule_key(std::string const& name);
/// Whether a table has one of them.
[[nodiscard]] bool has_rule(TableNode const& table);

/// The path of a name in the table at `path`: "programmes.housing" for "housing" in "programmes".
[[nodiscard]] std::string joined_path(std::string const& path, std::string const& name);

/// Lay `over` over `under`: tables merge, anything else replaces what was there.
///
/// A number with provenance, { value = 5, source = "law" }, keeps its place: a single value or a
/// table by year laid over it replaces the number. A single value also replaces the provenance,
/// which spoke of the old number; its source becomes where it was given.
///
/// A rule by which a number goes on from a year replaces what `under` gives for that year and those
/// after it. A rule laid over a single number goes on from it.
void overlay(Node& under, Node const& over);

/// Drop what a table says of the source of its value, which was replaced; the new source is where
/// the new value stands.
void drop_provenance(TableNode& table, Where const& where);

}  // namespace povex
