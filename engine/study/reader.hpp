#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/label.hpp"
#include "engine/study/bounds.hpp"
#include "engine/study/value_reader.hpp"

namespace povex {

/// The highest key of a record; localities and indicators have a limit of their own.
inline constexpr std::uint16_t highest_key = 4095;

/// Reads one table of the study, key by key: each call names a key, says what may stand there, and
/// returns its value. finish() reports every key that nobody asked for.
///
/// Nothing but records() throws. Problems are collected in the context, each at its place in the
/// text, with the path of the key ("programmes.housing.lag") and, for an unknown name, the nearest
/// known one. A harmless value is returned in place of a wrong one, so that reading goes on and
/// finds the other problems.
class Reader {
public:
    /// \param context    must outlive the reader
    /// \param path       of the table, as messages name it; empty for the study itself
    /// \param node       must be a table; null: the table is absent, and so is each of its keys
    /// \param inherited  provenance of the tables around it
    Reader(ReadingContext& context, std::string path, Node const* node, Provenance inherited = {});

    [[nodiscard]] bool has(std::string const& name) const { return peek(name) != nullptr; }
    /// The place of the table itself.
    [[nodiscard]] Where where() const { return where_; }
    /// The place of a key's value; the table's if the key is absent.
    [[nodiscard]] Where where(std::string const& name) const;
    /// The place of a text in a list; the list's if the text is not in it.
    [[nodiscard]] Where where(std::string const& name, std::string const& element) const;
    /// The place of a record's `key`; the record's if it has none.
    [[nodiscard]] Where where_key(std::string const& table, std::string const& record) const;
    [[nodiscard]] std::string const& path() const { return path_; }
    /// Reads values that the caller has taken from this table.
    [[nodiscard]] ValueReader const& values() const { return values_; }
    [[nodiscard]] ReadingContext& context() { return values_.context(); }

    // Values. Without `fallback` a missing key is a problem.

    double real(std::string const& name, Bounds bounds, std::optional<double> fallback = {});
    /// Exact over the whole range of the integer type.
    std::int64_t whole(std::string const& name, Bounds bounds,
                       std::optional<std::int64_t> fallback = {});
    bool truth(std::string const& name, bool fallback);
    std::string text(std::string const& name, std::optional<std::string> const& fallback = {});
    /// A title or description: one text, or `en` and `vi`; empty if absent.
    Text words(std::string const& name);
    /// A list of different names.
    std::vector<std::string> list(std::string const& name, std::vector<std::string> fallback = {});

    // Names that the study or the program knows. Others are reported with the nearest of them.

    /// The index of the name given.
    std::size_t choice(std::string const& name, std::span<char const* const> known,
                       std::optional<std::size_t> fallback = {});
    std::size_t one_of(std::string const& name, std::vector<std::string> const& known,
                       std::optional<std::size_t> fallback = {});
    /// Which of the known names a list holds, shape [known]; absent: all `fallback`.
    std::vector<bool> flags(std::string const& name, std::vector<std::string> const& known,
                            bool fallback);
    /// The same for a list that is of no use without a name.
    /// \param empty  what an empty list would mean: "nobody could enrol"
    std::vector<bool> some_flags(std::string const& name, std::vector<std::string> const& known,
                                 bool fallback, char const* empty);

    // Numbers by year and by name.

    /// \see ValueReader::level
    Yearly<double> level(std::string const& name, Bounds bounds, std::size_t first,
                         std::optional<double> fallback = {});
    /// \see ValueReader::flow
    Yearly<double> flow(std::string const& name, Bounds bounds);
    /// One number for all names, or a table with a number for each; shape [names].
    std::vector<double> by_name(std::string const& name, std::vector<std::string> const& names,
                                Bounds bounds, std::optional<double> fallback = {});
    /// One level for all names, or a table with a level for each; shape [names][reviews].
    std::vector<Yearly<double>> levels_by_name(std::string const& name,
                                               std::vector<std::string> const& names, Bounds bounds,
                                               std::size_t first);
    /// A table with numbers for some of the names; the others have `rest`. Shape [names].
    std::vector<double> table_of(std::string const& name, std::vector<std::string> const& names,
                                 Bounds bounds, double rest);
    /// Keys of this table that are shares of a whole, in [0, 1]. One of them may be "rest": what
    /// the others leave. The caller checks their sum.
    /// \param absent  share of each name that is not given, shape [names]
    /// \return shape [names]
    std::vector<double> shares(std::vector<std::string> const& names,
                               std::vector<double> const& absent);

    // Tables and records.

    /// The table of that name; without a key if absent.
    Reader table(std::string const& name);
    /// The records of a table of tables, by id and in the order in which they are written.
    /// \throws InputError with all problems so far if there are more than `most`
    std::vector<std::pair<std::string, Reader>> records(std::string const& name,
                                                        std::size_t most = highest_key);
    /// The id, key and title of a record; the title is the id if none is given.
    /// \param position  the key if none is given
    /// \param highest   the highest key; that of the label never exceeds it
    Label label(std::string id, std::uint16_t position, std::uint16_t highest);
    /// What stands at a key, for callers who read it themselves; null if it is absent.
    Node const* take(std::string const& name);

    /// Report a problem at a key; at the table if the key is absent.
    void problem(std::string const& name, std::string what, std::string hint = {});
    /// Report every key that nobody asked for, with the nearest one that somebody did.
    void finish();

private:
    [[nodiscard]] Problems& problems() const { return values_.context().problems; }
    [[nodiscard]] Node const* peek(std::string const& name) const;
    Node const* need(std::string const& name, bool optional, char const* kind);
    [[nodiscard]] std::string path_of(std::string const& name) const;
    void list_default(std::string const& name, std::optional<double> fallback, Bounds bounds);

    std::string path_;
    TableNode const* table_ = nullptr;
    Where where_;
    ValueReader values_;
    std::set<std::string> known_;  ///< keys that somebody asked for
};

/// Report records of a table that have the same key.
/// \param reader   of what holds the table
/// \param records  structs with a `label`, in the order in which they are written
template <class Records>
void check_keys(Reader& reader, std::string const& table, Records const& records) {
    std::map<std::uint16_t, std::string> first;  // by key
    for (auto const& record : records) {
        Label const& label = record.label;
        auto const [with_key, fresh] = first.emplace(label.key, label.id);
        if (fresh) continue;
        reader.context().problems.add(reader.where_key(table, label.id),
                                      "\"" + with_key->second + "\" and \"" + label.id +
                                          "\" have the same key " + std::to_string(label.key),
                                      "keys are unique within a table; give every record its own");
    }
}

/// Ids of records.
template <class Records>
std::vector<std::string> ids_of(Records const& records) {
    std::vector<std::string> ids;
    ids.reserve(records.size());
    for (auto const& record : records) ids.push_back(record.label.id);
    return ids;
}

}  // namespace povex
