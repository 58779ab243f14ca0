#include "engine/study/study_folder.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

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
        source = read_text(folder_ / path, shown, limit, own);
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
