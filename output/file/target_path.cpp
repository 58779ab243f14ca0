#include "output/file/target_path.hpp"

#include <utility>
#include <vector>

#include <fmt/format.h>
#include <unistd.h>

#include "engine/base/error.hpp"

namespace povex {

void refuse_file(std::filesystem::path const& path, std::string what, std::string hint) {
    Problem problem;
    problem.file = path.string();
    problem.what = std::move(what);
    problem.hint = std::move(hint);
    throw InputError(std::vector{std::move(problem)});
}

std::filesystem::path checked_target(std::filesystem::path const& target, bool force) {
    std::error_code error;
    auto const status = std::filesystem::status(target, error);
    if (target.filename().empty() || std::filesystem::is_directory(status)) {
        refuse_file(target, "nothing can be written here (it is a folder)", "name a file");
    }
    if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status)) {
        refuse_file(target, "nothing can be written here (it is no ordinary file)", "");
    }
    if (std::filesystem::exists(status) && !force) {
        refuse_file(target, "a file of this name exists already",
                    "--force replaces it; --output names another");
    }
    std::filesystem::path const whole = std::filesystem::weakly_canonical(target, error);
    std::filesystem::path const& path = error ? target : whole;
    if (path.has_parent_path() && !std::filesystem::is_directory(path.parent_path())) {
        refuse_file(target, "nothing can be written here (its folder does not exist)",
                    "make the folder, or name another");
    }
    return path;
}

std::filesystem::path temporary_name(std::filesystem::path const& target) {
    return target.parent_path() / fmt::format(".{}.{}.part", target.filename().string(), getpid());
}

}  // namespace povex
