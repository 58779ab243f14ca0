#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "engine/study/node.hpp"
#include "engine/study/study.hpp"
#include "engine/study/study_folder.hpp"

namespace povex {

/// The study as one tree: study.toml, the files beside it, the settings of the command line.
struct StudyTree {
    Node root;
    std::optional<Node> scenarios;  ///< those to run, if study.toml lists them
    int written_last_year = 0;      ///< last_year as study.toml has it, whatever the settings say

    [[nodiscard]] Node const* scenario_list() const { return scenarios ? &*scenarios : nullptr; }
};

/// \throws InputError for files that cannot be read or understood, and for settings that do not lay
///         over them
[[nodiscard]] StudyTree build_tree(StudyRequest const& request, StudyFolder& folder,
                                   Problems& problems);

/// Lay a number over the value of a key, whose papers stay: the key of a table of papers too may be
/// given without ".value". A key that the study leaves at its default is added.
void lay_number(Node& root, Override const& over, Problems& problems);

/// Changes are laid over records that the study has; they do not add any: reports those that would.
void check_records(std::string const& table, Node const* over, Node const* under,
                   Problems& problems);

[[nodiscard]] bool is_folder(std::filesystem::path const& path);

}  // namespace povex
