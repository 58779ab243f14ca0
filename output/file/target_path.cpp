#include "output/file/target_path.hpp"

#include <cerrno>
#include <climits>
#include <utility>

#include <fmt/format.h>
#include <unistd.h>

#include "engine/base/error.hpp"

namespace povex {
namespace {

constexpr int most_links = 40;  // as the system allows

/// Where a chain of symbolic links ends. Nothing needs to be there.
std::filesystem::path followed(std::filesystem::path path) {
    std::error_code error;
    for (int links = 0; links < most_links; ++links) {
        auto const next = std::filesystem::read_symlink(path, error);
        if (error) break;
        path = path.parent_path() / next;
    }
    auto const whole = std::filesystem::weakly_canonical(path, error);
    return error ? path : whole;
}

bool is_one_of(std::filesystem::path const& path,
               std::vector<std::filesystem::path> const& inputs) {
    for (auto const& input : inputs) {
        std::error_code error;  // of an input that is gone: then it cannot be replaced either
        if (std::filesystem::equivalent(path, input, error)) return true;
    }
    return false;
}

}  // namespace

void refuse_file(std::filesystem::path const& path, std::string what, std::string hint) {
    Problem problem;
    problem.file = path.string();
    problem.what = std::move(what);
    problem.hint = std::move(hint);
    throw InputError(std::vector{std::move(problem)});
}

void check_folder_of(std::filesystem::path const& path, std::filesystem::path const& named) {
    auto const folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
    std::error_code error;
    if (path.filename().string().size() > NAME_MAX) {
        refuse_file(named, "nothing can be written here (the name is too long)",
                    fmt::format("a name has at most {} bytes", NAME_MAX));
    }
    if (!std::filesystem::exists(folder, error)) {
        refuse_file(named,
                    error ? fmt::format("nothing can be written here ({})", error.message())
                          : "nothing can be written here (its folder does not exist)",
                    "make the folder, or name another");
    }
    if (!std::filesystem::is_directory(folder, error)) {
        refuse_file(named, "nothing can be written here (what should be its folder is none)",
                    "name another folder");
    }
    if (::access(folder.c_str(), W_OK | X_OK) != 0) {
        refuse_file(named,
                    errno == EROFS ? "nothing can be written here (its folder can only be read)"
                                   : "nothing can be written here (its folder does not allow it)",
                    "name a folder in which you may make files");
    }
}

OutputPath checked_target(std::filesystem::path const& target, bool replace,
                          std::vector<std::filesystem::path> const& inputs) {
    if (target.filename().empty()) {
        refuse_file(target, "nothing can be written here (it is a folder)", "name a file");
    }
    std::filesystem::path const path = followed(target);
    check_folder_of(path, target);
    std::error_code error;
    auto const status = std::filesystem::status(target, error);
    if (error && status.type() != std::filesystem::file_type::not_found) {
        refuse_file(target, fmt::format("nothing can be written here ({})", error.message()), "");
    }
    if (std::filesystem::is_directory(status)) {
        refuse_file(target, "nothing can be written here (it is a folder)", "name a file");
    }
    if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status)) {
        refuse_file(target, "nothing can be written here (it is no ordinary file)",
                    "name an ordinary file");
    }
    if (is_one_of(path, inputs)) {
        refuse_file(target, "this file is an input and cannot be the output, too",
                    "--output names another file");
    }
    if (std::filesystem::exists(status) && !replace) {
        refuse_file(target, "a file of this name exists already",
                    "--force replaces it; --output names another");
    }
    return {target, path, replace};
}

OutputPath checked_folder(std::filesystem::path const& target) {
    std::error_code error;
    auto const path = followed(target.has_filename() ? target : target.parent_path());
    auto const status = std::filesystem::status(path, error);
    bool const is_folder = std::filesystem::is_directory(status);
    if (is_folder && !std::filesystem::is_empty(path, error)) {
        refuse_file(target, "the tables cannot be written here (the folder is not empty)",
                    "name a folder that does not exist");
    }
    if (!is_folder && std::filesystem::exists(status)) {
        refuse_file(target, "the tables cannot be written here (it is no folder)",
                    "name a folder that does not exist");
    }
    check_folder_of(path, target);
    return {target, path, true};  // an empty folder
}

void check_ordinary(std::filesystem::path const& input) {
    std::error_code error;
    auto const status = std::filesystem::status(input, error);
    if (status.type() == std::filesystem::file_type::not_found) {
        refuse_file(input, "no such file", "");
    }
    if (std::filesystem::is_directory(status)) {
        refuse_file(input, "it cannot be read (it is a folder)", "name a file");
    }
    if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status)) {
        refuse_file(input, "it cannot be read (it is no ordinary file)",
                    "a pipe or a device may never answer; name an ordinary file");
    }
    if (::access(input.c_str(), R_OK) != 0) {
        refuse_file(input,
                    fmt::format("it cannot be read ({})",
                                std::error_code(errno, std::generic_category()).message()),
                    "");
    }
}

}  // namespace povex
