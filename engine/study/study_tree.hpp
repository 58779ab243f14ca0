#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/study/node.hpp"
#include "engine/study/study.hpp"
#include "engine/study/study_folder.hpp"

namespace povex {

/// The study as one tree: study.toml, the files next to it, and the settings of the command line
/// laid over them.
struct StudyTree {
    Node root;
    std::optional<Node> scenarios;             ///< the list of those to run, if the study has one
    int written_last_year = 0;                 ///< last_year in study.toml, before the settings
    std::string root_name;                     ///< of the file with the study itself: "study.toml"
    std::vector<std::string> added_scenarios;  ///< ids of those that --scenario takes from a file
    /// What the settings change, as paths such as "programmes.housing.budget.2022".
    std::vector<std::pair<std::string, Where>> set_keys;

    [[nodiscard]] Node const* scenario_list() const { return scenarios ? &*scenarios : nullptr; }
};

/// Read the study's files, and lay the settings over them.
///
/// \throws InputError with all problems if a file cannot be read or is no TOML, a table is given
///         twice, or a setting is not KEY=VALUE or names a record that the study does not have
[[nodiscard]] StudyTree build_tree(StudyRequest const& request, StudyFolder& folder,
                                   Problems& problems);

/// Names of the files that hold a table each: "strata.toml".
[[nodiscard]] std::vector<std::string> table_file_names();

/// Put a number in the place of another one, which keeps its provenance. The key may leave out
/// ".value". A key that the study leaves at its default is added. Reports a key that names no
/// number, or a record that the study does not have.
void lay_number(Node& root, Override const& over, Problems& problems);

/// Report records in `over` that `under` does not have: changes cannot add records.
/// \param table  name of the table of records
void check_records(std::string const& table, Node const* over, Node const* under,
                   Problems& problems);

[[nodiscard]] bool is_folder(std::filesystem::path const& path);

}  // namespace povex
