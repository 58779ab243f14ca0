#pragma once

#include <filesystem>
#include <string>

namespace povex {

/// Check that a new file may be written, and say where: at the target, or where it links to.
/// \throws InputError if no file can be made there, or if one exists and `force` is false
[[nodiscard]] std::filesystem::path checked_target(std::filesystem::path const& target, bool force);

/// The hidden name, in the folder of the target, that a new file has until it is complete.
[[nodiscard]] std::filesystem::path temporary_name(std::filesystem::path const& target);

/// Report a problem with a file: what is wrong, and a hint how to mend it.
/// \throws InputError always
[[noreturn]] void refuse_file(std::filesystem::path const& path, std::string what,
                              std::string hint);

}  // namespace povex
