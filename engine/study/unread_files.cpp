#include "engine/study/unread_files.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
#include <set>
#include <string_view>

#include <fmt/format.h>

#include "engine/base/unicode.hpp"

namespace povex {

namespace {

constexpr std::size_t most_told = 20;

/// Documents, pictures and results, which may lie in a study's folder.
constexpr std::array ignored{".md",  ".pdf", ".docx", ".doc", ".odt", ".html", ".htm",
                             ".png", ".jpg", ".jpeg", ".svg", ".h5",  ".nc",   ".json",
                             ".log", ".py",  ".r",    ".R",   ".sh",  ".ipynb"};
/// Files that may be documents: only a name that is nearly right counts.
constexpr std::array doubtful{"", ".txt"};

bool is_one_of(auto const& extensions, std::string const& extension) {
    return std::find(extensions.begin(), extensions.end(), extension) != extensions.end();
}

/// Whether a name is one of these, or lies in a folder that is.
bool is_below(std::string const& name, std::vector<std::string> const& places) {
    return std::any_of(places.begin(), places.end(), [&](std::string place) {
        if (place.ends_with('/')) place.pop_back();
        return name == place || name.starts_with(place + "/");
    });
}

/// The small letters of a name without endings such as "(1)" or ".txt", which file managers add.
std::string plain_name(std::string name) {
    for (char& c : name) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    for (std::string_view const ending : {".txt", ".bak", ".old", ".orig", "~"}) {
        if (name.ends_with(ending)) name.resize(name.size() - ending.size());
    }
    return name;
}

/// \param near  the name of which this one is nearly a copy
std::string hint_for(std::string const& name, std::optional<std::string> const& near) {
    std::filesystem::path const path(name);
    if (name == "actuals.csv") return "write actuals = \"actuals.csv\" in study.toml";
    if (near) return did_you_mean(*near);
    if (path.extension() == ".toml") {
        return path.has_parent_path()
                   ? "a study reads TOML files in its folder and in scenarios/"
                   : fmt::format("a scenario is a file scenarios/{}", path.filename().string());
    }
    if (path.extension() == ".csv") {
        return "study.toml names CSV files: in register.margins, register.composition, "
               "register.sectors or actuals; what is kept for people goes into the list `not_read`";
    }
    return "povex reads TOML and CSV files; what is kept for people goes into the list `not_read`";
}

}  // namespace

void report_unread_files(StudyFolder const& folder, StudyTree const& tree,
                         std::vector<std::string> const& not_read, Problems& problems) {
    std::set<std::string> read;
    for (auto const& name : folder.needed()) read.insert(composed(name));
    auto readable = table_file_names();
    readable.emplace_back("study.toml");
    readable.emplace_back("actuals.csv");
    for (auto const& name : read) {
        if (!name.starts_with("scenarios/")) readable.push_back(name);
    }
    bool const whole = tree.root_name == "study.toml";
    std::size_t told = 0;
    for (std::string const& file : folder.on_disk()) {
        auto const name = composed(file);
        auto const extension = std::filesystem::path(name).extension().string();
        if (read.count(name) > 0 || is_one_of(ignored, extension) || is_below(name, not_read)) {
            continue;
        }
        auto const in_scenarios = "scenarios/" + std::filesystem::path(name).filename().string();
        auto near = nearest_name(plain_name(name), readable);
        bool const listed = tree.scenario_list() != nullptr && extension == ".toml" &&
                            std::filesystem::path(name).has_parent_path() && !near;
        if (listed) near = in_scenarios;
        if (!near && (!whole || is_one_of(doubtful, extension))) continue;
        if (++told > most_told) break;
        problems.warn(
            {std::make_shared<SourceText>(SourceText{(folder.path() / file).string(), {}}), 0, 0},
            fmt::format("nothing is read from the file {}", name), hint_for(name, near));
    }
}

}  // namespace povex
