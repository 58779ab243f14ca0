#pragma once

#include <optional>
#include <string>
#include <utility>

#include "engine/stats/distribution.hpp"
#include "engine/study/node.hpp"

namespace povex {

/// Where a number of the study comes from, and how uncertain it is.
///
/// A table passes its provenance on to everything inside it. What a number or an inner table says
/// about itself has priority.
struct Provenance {
    std::string source;
    std::string grade;     ///< "A": two sources or a law; "B": one source; "C": inferred or assumed
    std::string known_on;  ///< date of publication, 2021-12-31
    Node const* range = nullptr;         ///< as written: [low, high] or { times = [low, high] }
    Node const* distribution = nullptr;  ///< as written: "uniform", ...
};

/// The source of a number that the study does not give.
inline constexpr char const* default_name = "default value of povex";

/// Whether a key describes the table or number it stands in: title, description, note, unit, or
/// a part of the provenance. Such keys are allowed in every table.
[[nodiscard]] bool is_descriptive(std::string const& name);

/// What a table says at a descriptive key, dates as 2021-12-31; empty if it says nothing.
[[nodiscard]] std::string description_in(TableNode const& table, char const* name);

/// The provenance of what stands in a table.
/// \param table      null: nothing is added
/// \param inherited  from the tables around it
[[nodiscard]] Provenance provenance_in(TableNode const* table, Provenance inherited);

/// The provenance of a value that says nothing about itself: that of its table, or, for a value
/// of the command line, the command line alone.
[[nodiscard]] Provenance provenance_of(Node const& value, Provenance const& around);

/// Report a grade other than A, B or C, a source or note that is no text, a known_on that is no
/// date, and a range of multiples that cannot be read.
/// \param path  of the table, as messages name it
void check_provenance(TableNode const& table, std::string const& path, Problems& problems);

/// The range of a number, low and high, low <= high; none if its provenance gives none, or none
/// that can be read. Multiples are taken of the number; an infinite number has none.
[[nodiscard]] std::optional<std::pair<double, double>> range_of(Provenance const& provenance,
                                                                double number);

/// The distribution from which a number is drawn; none if it is fixed.
///
/// The provenance may name one. Otherwise numbers of grade A or B, and numbers whose range is in
/// multiples, are fixed; all others with a range are triangular with their mode at the value.
/// Values of the command line and values laid over the study are always fixed. Reports an unknown
/// distribution, a value outside its range, and a log-uniform range that does not start above 0.
/// \param path  of the number, as messages name it
[[nodiscard]] std::optional<Distribution> distribution_of(Provenance const& provenance,
                                                          Node const& value,
                                                          std::string const& path,
                                                          Problems& problems);

}  // namespace povex
