#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace povex {

/// A file or folder in the making: it has a hidden name beside its target until it is whole.
///
/// The name, `.NAME.povex-HOST-RANDOM.part`, cannot be guessed, and is made new: no link is
/// followed, no file replaced. HOST is a number made of the name of the machine. As long as the
/// object lives, it holds a lock on what it makes, so that other processes see that it is not
/// abandoned. A file that will replace another has that one's owner and mode from the start.
///
/// All objects of the process are known together: abandon_unfinished() removes them when the
/// process is interrupted. Functions may be called from any thread.
class Unfinished {
public:
    enum class Kind { file, folder };

    /// \throws std::system_error if it cannot be made
    Unfinished(std::filesystem::path const& target, Kind kind);
    Unfinished(Unfinished&& other) noexcept;
    Unfinished& operator=(Unfinished&&) = delete;
    /// Remove it, unless it has become its target or is kept.
    ~Unfinished();

    [[nodiscard]] std::filesystem::path const& path() const { return path_; }
    [[nodiscard]] int descriptor() const { return descriptor_; }

    /// Let others read it from now on. It stays locked against removal.
    void share() const;
    /// Give it the name of the target, and bring the name to the disk.
    /// \param replace  what is there; otherwise that is left alone
    /// \throws std::system_error, with std::errc::file_exists if something is there
    void become(std::filesystem::path const& target, bool replace);
    /// Keep it under a visible name beside the target, which is returned.
    [[nodiscard]] std::filesystem::path keep(std::filesystem::path const& target);

private:
    void make(std::filesystem::path const& target, Kind kind);
    void forget();

    std::filesystem::path path_;  ///< empty: there is nothing to remove
    int descriptor_ = -1;
};

/// What an interruption found.
struct Abandoned {
    std::size_t removed = 0;   ///< unfinished files and folders
    std::size_t finished = 0;  ///< those that had become their targets before
};

/// Remove everything unfinished, in a process that ends now: from here on no other thread makes,
/// finishes or removes anything, but waits for ever.
Abandoned abandon_unfinished();

/// An unfinished file or folder of a process that has ended.
struct Leftover {
    std::filesystem::path path;
    std::string kept_because;  ///< empty: it was removed
};

/// Remove what dead processes of povex left unfinished in a folder, and name it. What a living
/// process locks, or another user owns, is passed over. What another machine made is named only:
/// whether its process lives cannot be seen from here.
[[nodiscard]] std::vector<Leftover> remove_leftovers(std::filesystem::path const& folder);

/// Why something could not be written: "disk full", or what the system says.
/// \param error  an errno
[[nodiscard]] std::string why_not_written(int error);

/// Bring a file to the disk. \throws std::system_error
void sync_to_disk(int descriptor);
/// Bring the names in a folder to the disk, where the file system can. \throws std::system_error
void sync_folder(std::filesystem::path const& folder);

}  // namespace povex
