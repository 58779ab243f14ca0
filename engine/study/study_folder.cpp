#include "engine/study/study_folder.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "engine/base/unicode.hpp"

namespace povex {

std::shared_ptr<SourceText const> KeptTexts::find(std::string const& name) const {
    std::lock_guard const lock(mutex_);
    auto const found = texts_.find(name);
    return found == texts_.end() ? nullptr : found->second;
}

void KeptTexts::keep(std::string const& name, std::shared_ptr<SourceText const> text) {
    std::lock_guard const lock(mutex_);
    texts_.emplace(name, std::move(text));
}

std::shared_ptr<SourceText const> StudyFolder::load(std::string const& name, std::size_t limit,
                                                    Where const& named) {
    auto const shown = (folder_ / name).string();
    needed_.insert(name);
    Problems own;
    std::shared_ptr<SourceText const> source = kept_.find(name);
    std::filesystem::path const path(name);
    if (source) {
        // read before
    } else if (path.is_absolute() || std::find(path.begin(), path.end(), "..") != path.end()) {
        own.add({shown,
                 0,
                 0,
                 "lies outside the study's folder",
                 "everything of a study is below its folder",
                 {}});
    } else if (all_ == nullptr) {
        auto const place = place_of(path);
        std::error_code none;
        if (std::filesystem::exists(place, none)) {
            source = read_text(place, shown, limit, own);
        } else {
            own.add({shown, 0, 0, "no such file", hint_for(name), {}});
        }
    } else if (has(name)) {
        auto const same = [&](StudyFile const& file) { return file.name == name; };
        source = checked_text({shown, std::ranges::find_if(*all_, same)->text}, own);
    } else {
        own.add({shown, 0, 0, "no such file", "check the path", {}});
    }
    if (source) {
        kept_.keep(name, source);
        files_.push_back({name, source->text});
        return source;
    }
    for (Problem const& problem : own.all()) {
        bool const placed = problem.line > 0 || !named.source;
        placed ? problems_.add(problem)
               : problems_.add(named, fmt::format("{}: {}", name, problem.what), problem.hint);
    }
    return nullptr;
}

/// Where a file lies on disk. Its name may be written in another normal form than in the study:
/// some systems decompose the names of files.
std::filesystem::path StudyFolder::place_of(std::filesystem::path const& name) const {
    std::filesystem::path place = folder_;
    std::error_code none;
    for (auto const& part : name) {
        auto next = place / part;
        if (!std::filesystem::exists(next, none)) {
            for (auto const& entry : std::filesystem::directory_iterator(place, none)) {
                if (composed(entry.path().filename().string()) == part) next = entry.path();
            }
        }
        place = std::move(next);
    }
    return place;
}

/// A hint for a file that is not there: the nearest name in its folder.
std::string StudyFolder::hint_for(std::string const& name) const {
    auto const parent = std::filesystem::path(name).parent_path();
    std::vector<std::string> there;
    std::error_code none;
    for (auto const& entry : std::filesystem::directory_iterator(folder_ / parent, none)) {
        if (entry.path().extension() != std::filesystem::path(name).extension()) continue;
        there.push_back((parent / entry.path().filename()).generic_string());
    }
    std::sort(there.begin(), there.end());
    auto const near = nearest_name(name, there);
    return near ? "check the path; " + did_you_mean(*near) : "check the path";
}

bool StudyFolder::adopt(std::string const& name, std::filesystem::path const& file,
                        std::size_t limit) {
    auto const source = read_text(file, file.string(), limit, problems_);
    if (source) kept_.keep(name, source);
    return source != nullptr;
}

std::vector<std::string> StudyFolder::on_disk() const {
    constexpr std::size_t most = 10'000;
    constexpr int deepest = 4;
    std::vector<std::string> names;
    std::error_code none;
    if (all_ != nullptr) return names;
    std::filesystem::recursive_directory_iterator entry(folder_, none);
    for (std::size_t n = 0; !none && entry != end(entry) && n < most; entry.increment(none), ++n) {
        auto const& path = entry->path();
        bool const hidden = path.filename().string().starts_with('.');
        if (entry->is_directory(none)) {
            bool const other = std::filesystem::exists(path / "study.toml", none);
            if (hidden || other || entry.depth() >= deepest) entry.disable_recursion_pending();
        } else if (!hidden) {
            names.push_back(path.lexically_relative(folder_).generic_string());
        }
        none.clear();
    }
    std::sort(names.begin(), names.end());
    return names;
}

bool StudyFolder::has(std::string const& name) const {
    if (all_ != nullptr) return std::ranges::count(*all_, name, &StudyFile::name) > 0;
    std::error_code none;
    return std::filesystem::exists(std::filesystem::symlink_status(folder_ / name, none));
}

std::vector<std::string> StudyFolder::scenarios() const {
    std::vector<std::filesystem::path> files;
    std::error_code none;
    if (all_ == nullptr) {
        for (auto const& file : std::filesystem::directory_iterator(folder_ / "scenarios", none)) {
            files.push_back("scenarios" / file.path().filename());
        }
    } else {
        for (StudyFile const& file : *all_) files.emplace_back(file.name);
    }
    std::vector<std::string> names;
    for (auto const& file : files) {
        if (file.parent_path() == "scenarios" && file.extension() == ".toml") {
            names.push_back(file.stem().string());
        }
    }
    std::sort(names.begin(), names.end());
    return names;
}

}  // namespace povex
