#pragma once

#include <filesystem>
#include <string>

namespace povex {

/// Where something new may be written: the target itself, or what it links to.
/// \throws InputError if nothing can be made there, or if something exists and is not to be
/// replaced
[[nodiscard]] std::filesystem::path checked_target(std::filesystem::path const& target, bool force);

/// The hidden name beside a target that a file has until it is whole.
[[nodiscard]] std::filesystem::path temporary_beside(std::filesystem::path const& target);

/// Say that a file is not as wanted. \throws InputError always
[[noreturn]] void refuse_file(std::filesystem::path const& path, std::string what,
                              std::string hint);

}  // namespace povex
