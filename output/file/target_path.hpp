#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace povex {

/// Where a new file is going to be.
struct OutputPath {
    std::filesystem::path named;  ///< as the user wrote it, for messages
    std::filesystem::path path;   ///< where the file is made: links are followed
    bool replace = false;         ///< replace a file that is there
};

/// Check that a new file may be written, and say where: at the target, or where it links to.
///
/// A link is followed, also to a file that does not exist yet; the link stays. A folder, a pipe and
/// a device are refused.
/// \param inputs  files that are read to make the new one: they are never replaced, whatever name
///                the target has for them
/// \throws InputError if no file can be made there, if one exists and `replace` is false, or if it
///         is one of the inputs
[[nodiscard]] OutputPath checked_target(std::filesystem::path const& target, bool replace,
                                        std::vector<std::filesystem::path> const& inputs = {});

/// Check that a new folder may be made there: nothing is there, or an empty folder.
/// \throws InputError
[[nodiscard]] OutputPath checked_folder(std::filesystem::path const& target);

/// Check that something new can be made beside this path: its folder exists and can be written to,
/// and the name is not too long. \throws InputError
void check_folder_of(std::filesystem::path const& path, std::filesystem::path const& named);

/// Check that an ordinary file is there to be read. A pipe or a device, which might never answer,
/// and a folder are refused. \throws InputError
void check_ordinary(std::filesystem::path const& input);

/// Report a problem with a file: what is wrong, and a hint how to mend it.
/// \throws InputError always
[[noreturn]] void refuse_file(std::filesystem::path const& path, std::string what,
                              std::string hint);

}  // namespace povex
