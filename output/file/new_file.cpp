#include "output/file/new_file.hpp"

#include <cerrno>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <unistd.h>

namespace povex {
namespace {

Unfinished begun(OutputPath const& target) {
    try {
        return {target.path, Unfinished::Kind::file};
    } catch (std::system_error const& failure) {
        refuse_file(target.named,
                    fmt::format("nothing can be written here ({})",
                                why_not_written(failure.code().value())),
                    "");
    }
}

[[noreturn]] void fail(std::filesystem::path const& named, int error) {
    throw FileError(
        fmt::format("{}: it cannot be written ({})", named.string(), why_not_written(error)));
}

}  // namespace

void write_all(int descriptor, std::string_view bytes, std::filesystem::path const& named) {
    while (!bytes.empty()) {
        ssize_t const written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) fail(named, written < 0 ? errno : ENOSPC);
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

NewFile::NewFile(OutputPath target) : target_(std::move(target)), unfinished_(begun(target_)) {}

void NewFile::write(std::string_view bytes) const {
    write_all(descriptor(), bytes, target_.named);
}

void NewFile::settle() const {
    try {
        sync_to_disk(descriptor());
    } catch (std::system_error const& failure) {
        fail(target_.named, failure.code().value());
    }
    unfinished_.share();
}

void NewFile::finish() {
    settle();
    try {
        unfinished_.become(target_.path, target_.replace);
    } catch (std::system_error const& failure) {
        if (unfinished_.path().empty()) fail(target_.named, failure.code().value());
        auto const kept = fmt::format("the results of this run are in {}",
                                      unfinished_.keep(target_.path).string());
        if (failure.code() == std::errc::file_exists) {
            refuse_file(target_.named,
                        "a file of this name has been made by somebody else meanwhile", kept);
        }
        refuse_file(
            target_.named,
            fmt::format("the new file cannot have this name ({})", failure.code().message()), kept);
    }
}

}  // namespace povex
