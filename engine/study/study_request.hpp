#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace povex {

/// A file of the study with its text as it was read.
struct StudyFile {
    std::string name;  ///< relative to the study's folder
    std::string text;
};

/// Which study to read, and what to change in it; the options of `povex run` that concern a study.
struct StudyRequest {
    std::filesystem::path path;              ///< study.toml, or the folder that has one
    std::vector<std::string> settings = {};  ///< "KEY=VALUE" as of --set, e.g. "parameters.rho=0.6"
    /// Ids of the scenarios to run, as of --scenario; empty: all of the study. The baseline runs in
    /// any case, and so do the scenarios that are shown together with it. FILE.toml is a scenario
    /// that the study does not list; its id is the file's name.
    std::vector<std::string> scenarios = {};
    /// 2022-12-31, as of --as-of: refuse what was published later; empty: use everything.
    std::string as_of = {};
    /// All files of the folder, if they were read before; empty: read them from disk.
    std::vector<StudyFile> files = {};
    /// Leave out the scenarios that the study shows together with the baseline, as of --no-beside.
    bool without_beside = false;
};

/// The id of a scenario that --scenario names by its id or by its file: NAME for
/// "folder/NAME.toml".
[[nodiscard]] std::string scenario_id(std::string const& asked);

}  // namespace povex
