#pragma once

#include <filesystem>
#include <stdexcept>
#include <string_view>

#include "output/file/target_path.hpp"
#include "output/file/unfinished.hpp"

namespace povex {

/// A file could not be written or read. The message names the file, what was tried and the cause.
class FileError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// A new file that replaces an old one only when it is whole: it is written under a hidden name in
/// the folder of its target (see Unfinished), brought to the disk, and renamed. Without finish() it
/// is removed.
///
/// Bytes are written either with write(), or by others through the descriptor.
class NewFile {
public:
    /// \throws InputError if no file can be made there
    explicit NewFile(OutputPath target);

    [[nodiscard]] OutputPath const& target() const { return target_; }
    [[nodiscard]] std::filesystem::path const& hidden() const { return unfinished_.path(); }
    [[nodiscard]] int descriptor() const { return unfinished_.descriptor(); }

    /// Append bytes. \throws FileError
    void write(std::string_view bytes) const;
    /// Bring all bytes to the disk, and let others read them. \throws FileError
    void settle() const;
    /// Settle the file and give it the name of its target.
    /// \throws FileError; InputError if something stands where nothing may be replaced, or the name
    ///         cannot be taken (the file is then kept under another)
    void finish();

private:
    OutputPath target_;
    Unfinished unfinished_;
};

/// Append all bytes to an open file. \throws FileError that names the file
void write_all(int descriptor, std::string_view bytes, std::filesystem::path const& named);

}  // namespace povex
