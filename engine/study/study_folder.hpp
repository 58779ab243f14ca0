#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "engine/study/study.hpp"
#include "engine/study/text.hpp"

namespace povex {

/// Texts of the files that were read before, by name, for who reads a study many times. Safe from
/// any thread.
class KeptTexts {
public:
    /// Null if it is not kept.
    [[nodiscard]] std::shared_ptr<SourceText const> find(std::string const& name) const;
    void keep(std::string const& name, std::shared_ptr<SourceText const> text);

private:
    mutable std::mutex mutex_;
    std::map<std::string, std::shared_ptr<SourceText const>> texts_;
};

/// Loads the files that a study names, keeps their text, and reports what cannot be read.
class StudyFolder {
public:
    /// \param all  the files in it; null: those on disk
    StudyFolder(std::filesystem::path folder, std::vector<StudyFile> const* all, KeptTexts& kept,
                Problems& problems)
        : folder_(std::move(folder)), all_(all), kept_(kept), problems_(problems) {}
    /// The same folder with the files loaded so far, reporting to others.
    StudyFolder(StudyFolder const& other, Problems& problems)
        : folder_(other.folder_),
          all_(other.all_),
          kept_(other.kept_),
          problems_(problems),
          files_(other.files_) {}

    /// A file below the folder; null after reporting a problem (at `named`, where the study names
    /// it, if it cannot be opened).
    std::shared_ptr<SourceText const> load(std::string const& name, std::size_t limit,
                                           Where const& named = {});

    /// Whether there is anything by that name, readable or not.
    [[nodiscard]] bool has(std::string const& name) const;
    /// Files scenarios/NAME.toml: their names, in order.
    [[nodiscard]] std::vector<std::string> scenarios() const;
    [[nodiscard]] std::filesystem::path const& path() const { return folder_; }
    [[nodiscard]] std::vector<StudyFile> const& files() const { return files_; }

private:
    std::filesystem::path folder_;
    std::vector<StudyFile> const* all_;
    KeptTexts& kept_;
    Problems& problems_;
    std::vector<StudyFile> files_;
};

}  // namespace povex
