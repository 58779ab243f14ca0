#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "engine/study/node.hpp"
#include "engine/study/parts.hpp"

namespace povex {

/// The study as one tree: study.toml, the files beside it, the settings of the command line.
class StudyTree {
public:
    /// \throws InputError for files that cannot be read or understood, and for settings that do not
    ///         lay over them
    StudyTree(StudyRequest const& request, StudyFolder& folder, Problems& problems);

    [[nodiscard]] Node const& root() const { return root_; }
    /// The scenarios to run, as study.toml lists them; null if it does not.
    [[nodiscard]] Node const* scenario_list() const {
        return scenario_list_ ? &*scenario_list_ : nullptr;
    }

private:
    Node parse(std::string const& name);
    void add(std::string const& table, std::string const& file, Node& under);
    /// `scenarios` is the list of those to run, or the table of all of them; here it becomes the
    /// table, and the list is kept apart.
    void add_scenarios();
    /// --set TABLE.RECORD.KEY=VALUE
    void apply(std::string const& setting);

    StudyFolder& folder_;
    Problems& problems_;
    Node root_;
    std::optional<Node> scenario_list_;
};

/// Changes are laid over records that the study has; they do not add any: reports those that would.
void check_records(std::string const& table, Node const* over, Node const* under,
                   Problems& problems);

[[nodiscard]] bool is_folder(std::filesystem::path const& path);

}  // namespace povex
