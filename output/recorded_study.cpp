#include "output/recorded_study.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>

#include "output/new_file.hpp"

namespace povex {
namespace {

namespace fs = std::filesystem;

/// A folder that lasts as long as this.
class PassingFolder {
public:
    PassingFolder() {
        std::error_code none;
        auto name = (fs::temp_directory_path(none) / "povex-XXXXXX").string();
        if (!none && mkdtemp(name.data()) != nullptr) path_ = name;
    }
    PassingFolder(PassingFolder const&) = delete;
    PassingFolder& operator=(PassingFolder const&) = delete;
    ~PassingFolder() {
        std::error_code none;
        if (!path_.empty()) fs::remove_all(path_, none);
    }
    /// Empty if it could not be made.
    [[nodiscard]] fs::path const& path() const { return path_; }

private:
    fs::path path_;
};

/// Whether a name stays inside the folder to which it is relative.
bool stays_inside(fs::path const& name) {
    auto const normal = name.lexically_normal();
    return normal.has_filename() && normal.is_relative() && *normal.begin() != "..";
}

bool write(fs::path const& path, std::string const& text) {
    std::error_code none;
    fs::create_directories(path.parent_path(), none);
    std::ofstream file(path, std::ios::binary);
    file << text;
    file.close();
    return bool(file);
}

}  // namespace

Study recorded_study(ResultsReader const& results) {
    auto const files = results.study_files();
    if (files.empty()) refuse_file(results.path(), "it does not record the study", "");
    PassingFolder const folder;
    for (StudyFile const& file : files) {
        if (!stays_inside(file.name)) {
            refuse_file(results.path(), "it records a file outside of the study's folder", "");
        }
        if (folder.path().empty() || !write(folder.path() / file.name, file.text)) {
            refuse_file(results.path(), "its study cannot be written to a temporary folder", "");
        }
    }
    StudyRequest request;
    request.path = folder.path() / files.front().name;
    request.settings = results.settings();
    request.scenarios = {results.baseline()};
    request.as_of = results.as_of();
    Study study = StudySource(std::move(request)).read(results.first_draw());
    study.experiment.seed = static_cast<std::uint64_t>(results.seed());
    return study;
}

}  // namespace povex
