#include "output/file/unfinished.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <mutex>
#include <string_view>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

namespace povex {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view mark = ".povex-", ending = ".part";
constexpr std::size_t host_digits = 8, random_digits = 16;
constexpr std::size_t longest_name = 200;  ///< of the target in the hidden name [bytes]
constexpr int attempts = 100;

[[noreturn]] void fail(fs::path const& what) {
    throw std::system_error(errno, std::generic_category(), what.string());
}

/// What this process has not finished yet.
struct Known {
    std::timed_mutex mutex;
    std::vector<fs::path> unfinished;
    std::size_t finished = 0;
};

Known& known() {
    static auto* const all =
        new Known;  // never destroyed: an interruption may come at the very end
    return *all;
}

/// This machine as a number: FNV-1a of its name (Fowler, Noll, Vo 1991).
std::string host_number() {
    std::array<char, 256> name{};
    gethostname(name.data(), name.size() - 1);
    std::uint32_t hash = 2166136261U;
    for (char const* c = name.data(); *c != '\0'; ++c) {
        hash = (hash ^ static_cast<unsigned char>(*c)) * 16777619U;
    }
    return fmt::format("{:08x}", hash);
}

std::string random_number() {
    std::uint64_t bits = 0;
    if (getrandom(&bits, sizeof bits, 0) != sizeof bits) fail("getrandom");
    return fmt::format("{:016x}", bits);
}

/// The beginning of a name, cut between characters.
std::string shortened_name(fs::path const& target) {
    std::string name = target.filename().string();
    if (name.size() <= longest_name) return name;
    std::size_t end = longest_name;
    while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0U) == 0x80U) --end;
    return name.substr(0, end);
}

fs::path hidden_name(fs::path const& target) {
    return target.parent_path() / fmt::format(".{}{}{}-{}{}", shortened_name(target), mark,
                                              host_number(), random_number(), ending);
}

/// The number of the machine in a hidden name; empty if it is none.
std::string_view host_in(std::string_view name) {
    std::size_t const tail = mark.size() + host_digits + 1 + random_digits + ending.size();
    if (name.size() <= tail + 1 || name[0] != '.' || !name.ends_with(ending)) return {};
    std::string_view rest = name.substr(name.size() - tail);
    if (!rest.starts_with(mark) || rest[mark.size() + host_digits] != '-') return {};
    std::string_view const host = rest.substr(mark.size(), host_digits);
    std::string_view const number = rest.substr(mark.size() + host_digits + 1, random_digits);
    constexpr std::string_view digits = "0123456789abcdef";
    bool const ours = host.find_first_not_of(digits) == std::string_view::npos &&
                      number.find_first_not_of(digits) == std::string_view::npos;
    return ours ? host : std::string_view();
}

/// Whether the path still names what is open.
bool is_named(fs::path const& name, int descriptor) {
    struct stat open {
    }, there{};
    return fstat(descriptor, &open) == 0 && lstat(name.c_str(), &there) == 0 &&
           open.st_dev == there.st_dev && open.st_ino == there.st_ino;
}

/// Give a new file or folder the owner, as far as allowed, and the mode of what it will replace.
void take_after(struct stat const& old, int descriptor) {
    if (fchown(descriptor, old.st_uid, old.st_gid) != 0 &&
        fchown(descriptor, static_cast<uid_t>(-1), old.st_gid) != 0) {
        // neither is needed: the file belongs to who made it
    }
    if (fchmod(descriptor, old.st_mode & 07777U) != 0) fail("fchmod");
}

int made(fs::path const& name, Unfinished::Kind kind, bool for_all) {
    if (kind == Unfinished::Kind::file) {
        return open(name.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                    for_all ? 0666 : 0600);
    }
    if (mkdir(name.c_str(), for_all ? 0777 : 0700) != 0) return -1;
    return open(name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

void remove_quietly(fs::path const& name) {
    std::error_code ignored;
    fs::remove_all(name, ignored);
}

/// Remove one leftover if nobody holds it. Nothing to report: a living process does.
std::vector<Leftover> without(fs::path const& name, bool is_folder, bool made_here) {
    int const kind = is_folder ? O_RDONLY | O_DIRECTORY : O_RDWR;
    int const descriptor = open(name.c_str(), kind | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    struct stat status {};
    std::vector<Leftover> found;
    if (descriptor < 0) return found;
    bool const mine = fstat(descriptor, &status) == 0 && status.st_uid == geteuid() &&
                      (S_ISREG(status.st_mode) || S_ISDIR(status.st_mode));
    bool const locked = mine && flock(descriptor, LOCK_EX | LOCK_NB) == 0;
    if (mine && !locked && errno != EWOULDBLOCK) {
        found.push_back({name, "the file system has no locks, so its process may be alive"});
    } else if (locked && !made_here) {
        found.push_back({name, "another machine made it, and its process may be alive"});
    } else if (locked && is_named(name, descriptor)) {
        remove_quietly(name);
        found.push_back({name, ""});
    }
    close(descriptor);
    return found;
}

/// Rename, and leave alone what has the new name.
int rename_beside(fs::path const& from, fs::path const& to) {
    if (renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return 0;
    if (errno != EINVAL && errno != ENOSYS) return -1;
    struct stat there {};  // a file system that knows no such renaming
    if (lstat(to.c_str(), &there) == 0) {
        errno = EEXIST;
        return -1;
    }
    return rename(from.c_str(), to.c_str());
}

}  // namespace

Unfinished::Unfinished(fs::path const& target, Kind kind) {
    std::lock_guard const lock(known().mutex);
    make(target, kind);
    known().unfinished.push_back(path_);
}

void Unfinished::make(fs::path const& target, Kind kind) {
    struct stat old {};
    bool const replaces = stat(target.c_str(), &old) == 0;
    for (int i = 0; i < attempts; ++i) {
        fs::path const name = hidden_name(target);
        int const descriptor = made(name, kind, !replaces);
        if (descriptor < 0 && errno == EEXIST) continue;
        if (descriptor < 0) fail(name);
        bool const locked = flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK;
        if (locked && is_named(name, descriptor)) {
            path_ = name;
            descriptor_ = descriptor;
            if (replaces) take_after(old, descriptor);
            return;
        }
        close(descriptor);  // another process took it for abandoned, just before the lock
        remove_quietly(name);
    }
    errno = EEXIST;
    fail(target);
}

Unfinished::Unfinished(Unfinished&& other) noexcept
    : path_(std::exchange(other.path_, {})), descriptor_(std::exchange(other.descriptor_, -1)) {}

Unfinished::~Unfinished() {
    if (!path_.empty()) {
        std::lock_guard const lock(known().mutex);
        remove_quietly(path_);
        forget();
    }
    if (descriptor_ >= 0) close(descriptor_);
}

void Unfinished::forget() {
    std::erase(known().unfinished, path_);
    path_.clear();
}

void Unfinished::share() const {
    flock(descriptor_, LOCK_SH);  // without locks nobody removes it either
}

void Unfinished::become(fs::path const& target, bool replace) {
    {
        std::lock_guard const lock(known().mutex);
        int const result =
            replace ? rename(path_.c_str(), target.c_str()) : rename_beside(path_, target);
        if (result != 0) fail(target);
        forget();
        ++known().finished;
    }
    sync_folder(target.parent_path());
}

fs::path Unfinished::keep(fs::path const& target) {
    fs::path const visible =
        target.parent_path() / fmt::format("{}.kept-{}", shortened_name(target), random_number());
    std::lock_guard const lock(known().mutex);
    fs::path kept = rename_beside(path_, visible) == 0 ? visible : path_;
    forget();
    return kept;
}

Abandoned abandon_unfinished() {
    Known& all = known();
    // A thread that hangs on a slow disk does not hold up the end.
    bool const alone = all.mutex.try_lock_for(std::chrono::milliseconds(1500));
    if (!alone) return {};
    for (fs::path const& name : all.unfinished) {
        std::error_code none;  // another thread may still be writing into a folder
        for (int i = 0; i < attempts && fs::exists(name, none); ++i) {
            remove_quietly(name);
        }
    }
    return {all.unfinished.size(), all.finished};
}

std::vector<Leftover> remove_leftovers(fs::path const& folder) {
    std::vector<Leftover> all;
    std::error_code none;
    std::string const here = host_number();
    fs::directory_iterator entry(folder.empty() ? fs::path(".") : folder, none);
    for (; entry != fs::directory_iterator(); entry.increment(none)) {
        std::string const name = entry->path().filename().string();
        std::string_view const host = host_in(name);
        if (host.empty()) continue;
        bool const is_folder = entry->symlink_status(none).type() == fs::file_type::directory;
        for (Leftover& one : without(folder / name, is_folder, host == here)) {
            all.push_back(std::move(one));
        }
    }
    std::sort(all.begin(), all.end(),
              [](Leftover const& a, Leftover const& b) { return a.path < b.path; });
    return all;
}

std::string why_not_written(int error) {
    switch (error) {
        case ENOSPC:
            return "disk full";
        case EDQUOT:
            return "disk full: no quota is left";
        case EFBIG:
            return "the file size limit is reached";
        default:
            return std::error_code(error, std::generic_category()).message();
    }
}

void sync_folder(fs::path const& folder) {
    int const descriptor =
        open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return;  // it may be written, but not read
    int const failure = fsync(descriptor) == 0 ? 0 : errno;
    close(descriptor);
    if (failure == EIO || failure == ENOSPC || failure == EDQUOT) {
        errno = failure;
        fail(folder);
    }
}

void sync_to_disk(int descriptor) {
    while (fsync(descriptor) != 0) {
        if (errno == EINTR) continue;
        if (errno == EINVAL || errno == ENOSYS) return;  // a file system without
        fail("fsync");
    }
}

}  // namespace povex
