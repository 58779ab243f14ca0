#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "engine/study/study.hpp"
#include "engine/study/text.hpp"

namespace povex {

/// The texts of files that were read before, by name, so that a study can be read many times from
/// the same texts. Safe from any thread.
class KeptTexts {
public:
    /// Null if no text has that name.
    [[nodiscard]] std::shared_ptr<SourceText const> find(std::string const& name) const;
    void keep(std::string const& name, std::shared_ptr<SourceText const> text);

private:
    mutable std::mutex mutex_;
    std::map<std::string, std::shared_ptr<SourceText const>> texts_;
};

/// Loads the files of a study's folder, and remembers which ones.
class StudyFolder {
public:
    /// \param all       all files of the folder; null: those on disk
    /// \param kept      used first, and filled
    /// \param problems  where files that cannot be read are reported
    StudyFolder(std::filesystem::path folder, std::vector<StudyFile> const* all, KeptTexts& kept,
                Problems& problems)
        : folder_(std::move(folder)), all_(all), kept_(kept), problems_(problems) {}
    /// The same folder with the same files loaded; problems are reported elsewhere.
    StudyFolder(StudyFolder const& other, Problems& problems)
        : folder_(other.folder_),
          all_(other.all_),
          kept_(other.kept_),
          problems_(problems),
          files_(other.files_),
          needed_(other.needed_) {}

    /// The text of a file below the folder; null after reporting a problem. A problem without a
    /// line of its own is reported at `named`.
    /// \param name   relative to the folder; must stay inside it
    /// \param limit  largest size [bytes]
    /// \param named  where the study names the file
    std::shared_ptr<SourceText const> load(std::string const& name, std::size_t limit,
                                           Where const& named = {});

    /// Take a file from elsewhere for one of the folder's, of this name.
    /// \return whether it could be read; problems are reported
    bool adopt(std::string const& name, std::filesystem::path const& file, std::size_t limit);

    /// Names of all files below the folder on disk, sorted, without hidden ones and without folders
    /// that have a study of their own; none if the files were given.
    [[nodiscard]] std::vector<std::string> on_disk() const;

    /// Whether the folder has anything of that name, readable or not.
    [[nodiscard]] bool has(std::string const& name) const;
    /// The NAME of each file scenarios/NAME.toml, sorted.
    [[nodiscard]] std::vector<std::string> scenarios() const;
    [[nodiscard]] std::filesystem::path const& path() const { return folder_; }
    /// Names of the files that the study needs, whether they could be loaded or not.
    [[nodiscard]] std::set<std::string> const& needed() const { return needed_; }
    /// The files loaded so far.
    [[nodiscard]] std::vector<StudyFile> const& files() const { return files_; }

private:
    [[nodiscard]] std::filesystem::path place_of(std::filesystem::path const& name) const;
    [[nodiscard]] std::string hint_for(std::string const& name) const;

    std::filesystem::path folder_;
    std::vector<StudyFile> const* all_;
    KeptTexts& kept_;
    Problems& problems_;
    std::vector<StudyFile> files_;
    std::set<std::string> needed_;
};

}  // namespace povex
