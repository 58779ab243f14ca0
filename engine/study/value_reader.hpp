#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/currency.hpp"
#include "engine/base/years.hpp"
#include "engine/study/bounds.hpp"
#include "engine/study/node.hpp"
#include "engine/study/provenance.hpp"
#include "engine/study/study.hpp"

namespace povex {

/// What all readers of one study share.
struct ReadingContext {
    Problems& problems;
    Years years;
    std::vector<Parameter>* parameters = nullptr;  ///< where numbers are listed; null: nowhere
    /// last_year as the files have it, which --set may have lowered: values for the years between
    /// are skipped without a problem. 0: nothing is skipped.
    int last_written = 0;
    /// Provenance of the numbers that a scenario changes, by key; null: this is no scenario.
    std::map<std::string, Provenance> const* changed = nullptr;
    Currency currency = {};
    /// By how much each series of the study grows over the year before, shape [reviews] [1/year].
    std::map<std::string, Yearly<double>> series = {};

    /// Whether values for a year are skipped: it is after last_year, but not after `last_written`.
    [[nodiscard]] bool leaves_out(double year) const {
        return year > years.last && year <= last_written;
    }
};

/// Whether a key is a year: one to four digits.
[[nodiscard]] bool is_year(std::string const& name);

/// The end of a message about missing years, if a table by year replaced the single value that
/// the study had; else empty.
[[nodiscard]] std::string replaced_remark(Node const& years);

/// Visit the entries of a table by calendar year. Descriptive keys are skipped; other keys and
/// years outside the study are reported.
/// \param node  a table
/// \param path  of the table, as messages name it
/// \param each  gets the distance t from the base year, and the value
/// \param by_rule  whether the table may have a rule, which is left to the caller
void by_year(ReadingContext const& context, Node const& node, std::string const& path,
             std::function<void(std::size_t, Node const&)> const& each, bool by_rule = false);

/// How a number goes on from year to year: from the year `from` on it is the number of the year
/// before, times 1 + growth.
struct YearRule {
    std::size_t from = 0;   ///< distance from the base year
    Yearly<double> growth;  ///< over the year before, shape [reviews] [1/year]

    /// The number of year t, by that of the year before.
    [[nodiscard]] double next(double before, std::size_t t) const {
        return before * (1.0 + growth[t]);
    }
};

/// Reads single values of the study: numbers, and numbers by year.
///
/// A number is written alone, 0.7, or with its provenance, { value = 0.7, source = "...", ... }.
/// It is checked against its bounds and listed as a parameter of the study. Nothing throws:
/// problems are collected in the context, each at its place in the text, and reading goes on with
/// a harmless value.
class ValueReader {
public:
    /// \param context  must outlive the reader
    /// \param around   provenance of the table in which the values stand
    ValueReader(ReadingContext& context, Provenance around)
        : context_(&context), around_(std::move(around)) {}

    /// The reader for values inside a table: they have the table's provenance, which is checked.
    /// \param node  a table
    [[nodiscard]] ValueReader inside(Node const& node, std::string const& path) const;

    [[nodiscard]] Provenance const& around() const { return around_; }
    [[nodiscard]] ReadingContext& context() const { return *context_; }

    /// The number in `node`.
    /// \param path  of the value, as messages and the list of parameters name it
    /// \return within the bounds, whatever the study says
    [[nodiscard]] double number(Node const& node, std::string const& path, Bounds bounds) const;

    /// The text in `node`, in a place where a number may stand too; it is listed with the
    /// parameters. Null, and nothing is reported, if `node` holds no text.
    [[nodiscard]] std::string const* text(Node const& node, std::string const& path,
                                          char const* unit) const;

    /// The rule in a table by year; none if it has none, or after a problem.
    ///
    /// `from` names the first year that the rule computes; `index` a series of the study, or `rate`
    /// the growth of every year.
    [[nodiscard]] std::optional<YearRule> rule(TableNode const& table,
                                               std::string const& path) const;

    /// A number that holds from its year until the next one given, shape [reviews]: one number
    /// for all years, or a table by year. Values before the first year given are 0.
    ///
    /// With a rule it goes on by the rule from the year `from` on; a number that is given for a
    /// later year holds in that year, and the rule goes on from it.
    /// \param first  year from which on a value is needed [distance from the base year]
    [[nodiscard]] Yearly<double> level(Node const& node, std::string const& path, Bounds bounds,
                                       std::size_t first) const;

    /// A number of its own for every projected year, shape [reviews]: one number for each of
    /// them, or a table that names all of them, if need be by a rule.
    [[nodiscard]] Yearly<double> flow(Node const& node, std::string const& path,
                                      Bounds bounds) const;

private:
    void check_paid(Node const& value, std::string const& path, Bounds const& bounds) const;
    [[nodiscard]] Yearly<std::optional<double>> given_by_year(Node const& node,
                                                              std::string const& path,
                                                              Bounds bounds) const;
    [[nodiscard]] Node const* value_in(Node const& node, std::string const& path) const;
    void check_range(std::pair<double, double> range, std::string const& path, Bounds const& bounds,
                     Node const& written) const;
    void list(std::string const& path, Node const& value, std::string text, Bounds const& bounds,
              Node const& node) const;

    ReadingContext* context_;
    Provenance around_;
};

}  // namespace povex
