#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "engine/base/label.hpp"
#include "engine/base/years.hpp"
#include "engine/study/node.hpp"
#include "engine/study/study.hpp"

namespace povex {

/// What values a number of the study may take, and its unit.
struct Bounds {
    double low = -std::numeric_limits<double>::infinity();
    double high = std::numeric_limits<double>::infinity();
    bool above_low = false;   ///< low itself is refused
    bool below_high = false;  ///< high itself is refused
    char const* unit = "1";
    bool infinite = false;  ///< infinity is a value: no ceiling, for good
    bool whole = false;     ///< only whole numbers make sense

    [[nodiscard]] bool allow(double x) const;
    [[nodiscard]] std::string text() const;
    /// An allowed number near x.
    [[nodiscard]] double harmless(double x) const;
};

inline constexpr double unbounded = std::numeric_limits<double>::infinity();
inline constexpr Bounds any_number{};
inline constexpr Bounds fraction{.low = 0.0, .high = 1.0};
inline constexpr Bounds not_negative{.low = 0.0};
inline constexpr Bounds positive{.low = 0.0, .above_low = true};
inline constexpr Bounds money{.low = 0.0, .high = 9e15, .unit = "money"};
inline constexpr Bounds monthly{.low = 0.0, .high = 9e15, .unit = "money/month"};

/// Where a number comes from, and how uncertain it is; inherited by everything inside a table.
struct Papers {
    std::string source, grade, known_on;
    Node const* range = nullptr;         ///< as written: [low, high], or { times = [low, high] }
    Node const* distribution = nullptr;  ///< as written: "uniform", ...
};

/// What all readers of one study share.
struct ReadingContext {
    Problems& problems;
    Years years;
    std::vector<Parameter>* parameters = nullptr;  ///< where numbers are listed; null: nowhere
    /// The last year of the files if --set ends the study earlier: what they say of the years up to
    /// it is left out. Else 0.
    int last_written = 0;
    /// Papers of the numbers that a scenario changes, by key; null: none.
    std::map<std::string, Papers> const* changed = nullptr;

    /// Whether a year is one of those left out.
    [[nodiscard]] bool leaves_out(double year) const {
        return year > years.last && year <= last_written;
    }
};

/// The source of a number that the study does not give.
inline constexpr char const* default_name = "default of the program";
/// Whether a key carries papers or words: allowed in every table.
[[nodiscard]] bool is_paper(std::string const& name);
/// Those that stand in a table (or null), and for the rest those around it.
[[nodiscard]] Papers papers_in(TableNode const* table, Papers inherited);
/// Of a value: those around it, unless it comes from the command line.
[[nodiscard]] Papers papers_for(Node const& value, Papers around);
/// The path of a name in the table at a path.
[[nodiscard]] std::string joined(std::string const& path, std::string const& name);

/// Reads one table of the study: each call names a key, says what may stand there, and gets a
/// value; what nobody asked for is reported by finish(). Problems are collected, and a harmless
/// value is returned in their place, so that reading goes on and finds the others.
class Reader {
public:
    Reader(ReadingContext& context, std::string path, Node const* node, Papers inherited = {});

    [[nodiscard]] bool has(std::string const& name) const { return peek(name) != nullptr; }
    [[nodiscard]] Where where() const { return where_; }
    [[nodiscard]] Where where(std::string const& name) const;
    /// Of a text in a list; of the list if it is not there.
    [[nodiscard]] Where where(std::string const& name, std::string const& element) const;
    /// Of the key of a record, or else of the record.
    [[nodiscard]] Where where_key(std::string const& table, std::string const& record) const;
    [[nodiscard]] std::string const& path() const { return path_; }
    [[nodiscard]] Papers const& papers() const { return papers_; }

    /// A number; without `fallback` it must be there.
    double real(std::string const& name, Bounds bounds, std::optional<double> fallback = {});
    std::int64_t whole(std::string const& name, Bounds bounds,
                       std::optional<std::int64_t> fallback = {});
    bool truth(std::string const& name, bool fallback);
    std::string text(std::string const& name, std::optional<std::string> fallback = {});
    std::vector<std::string> list(std::string const& name, std::vector<std::string> fallback = {});
    /// One of some words, as its index.
    std::size_t choice(std::string const& name, std::span<char const* const> words,
                       std::optional<std::size_t> fallback = {});
    /// A list of some words as flags, shape [words]; absent: all `fallback`.
    std::vector<bool> flags(std::string const& name, std::vector<std::string> const& words,
                            bool fallback);
    /// The index of a name among others; absent: `fallback`.
    std::size_t one_of(std::string const& name, std::vector<std::string> const& words,
                       std::optional<std::size_t> fallback = {});

    /// A number by year that holds until the next; needed from year `first` on.
    Yearly<double> level(std::string const& name, Bounds bounds, std::size_t first,
                         std::optional<double> fallback = {});
    /// A number for every projected year.
    Yearly<double> flow(std::string const& name, Bounds bounds);
    /// A number, or a table by name; shape [words].
    std::vector<double> by_name(std::string const& name, std::vector<std::string> const& words,
                                Bounds bounds, std::optional<double> fallback = {});
    /// A level, or a table of levels by name; shape [words][t].
    std::vector<Yearly<double>> levels_by_name(std::string const& name,
                                               std::vector<std::string> const& words, Bounds bounds,
                                               std::size_t first);
    /// A table from some of the words to numbers; absent ones have `rest`. Shape [words].
    std::vector<double> table_of(std::string const& name, std::vector<std::string> const& words,
                                 Bounds bounds, double rest);
    /// Shares of one whole, of which one may be "rest": what the others leave. Absent ones have
    /// `absent`. Shape [names].
    std::vector<double> shares(std::vector<std::string> const& names,
                               std::vector<double> const& absent);

    /// id, key and title of a record. `position` is the key if none is written. Whatever is wrong,
    /// the key is at most `highest`.
    Label label(std::string id, std::uint16_t position, std::uint16_t highest);
    Text words(std::string const& name);

    /// The table of that name; an empty one if absent.
    Reader table(std::string const& name);
    /// The records of a table of tables.
    std::vector<std::pair<std::string, Reader>> records(std::string const& name);

    /// Everything below a key, for callers who read it themselves.
    Node const* take(std::string const& name);

    /// Read a number that stands in `node`, with or without papers.
    double number_in(Node const& node, std::string const& path, Bounds bounds);
    /// Read a text that stands in `node` where a number may, with or without papers, and list it
    /// with the numbers; null if it is none.
    std::string const* text_in(Node const& node, std::string const& path, char const* unit);
    /// Read numbers by calendar year; `each` gets t and the node. Papers in between are skipped.
    void by_year(Node const& node, std::string const& path,
                 std::function<void(std::size_t, Node const&)> const& each);

    void problem(std::string const& name, std::string what, std::string hint = {});
    /// Report every key that nobody asked for.
    void finish();

    ReadingContext& context() { return *context_; }

private:
    [[nodiscard]] Node const* peek(std::string const& name) const;
    Node const* need(std::string const& name, bool optional, char const* kind);
    [[nodiscard]] std::string path_of(std::string const& name) const;
    Yearly<double> level_in(Node const& node, std::string const& path, Bounds bounds,
                            std::size_t first);
    /// What `node` holds, or its key "value" if it is a table with papers, which are checked; null
    /// after reporting that there is none.
    Node const* value_in(Node const& node, std::string const& path);
    void list_parameter(std::string const& path, Node const& value, std::string text,
                        Bounds const& bounds, Node const& node);
    /// How a number is drawn by its papers; problems are reported.
    std::optional<Distribution> distribution_in(Papers const& papers, Node const& value,
                                                std::string const& path);
    /// A model parameter that the study leaves at its default is listed too.
    void list_default(std::string const& name, std::optional<double> fallback, Bounds bounds);
    void check_papers();

    ReadingContext* context_;
    std::string path_;
    TableNode const* table_ = nullptr;
    Where where_;
    Papers papers_;
    std::set<std::string> known_;
};

/// Numbers of the keys of records must be unique; reports those that are not.
template <class Records>
void check_keys(Reader& reader, std::string const& table, Records const& records) {
    for (std::size_t i = 0; i < records.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            if (records[i].label.key != records[j].label.key) continue;
            reader.context().problems.add(
                reader.where_key(table, records[i].label.id),
                "\"" + records[j].label.id + "\" and \"" + records[i].label.id +
                    "\" have the same key " + std::to_string(records[i].label.key),
                "keys are unique within a table; give every record its own");
        }
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
