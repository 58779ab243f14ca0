#include "output/file/steady_file.hpp"

#include <algorithm>
#include <cerrno>

#include <sys/types.h>
#include <unistd.h>

namespace povex {

void SteadyFile::write(std::uint64_t at, std::span<std::byte const> bytes) {
    while (failure_ == 0 && !bytes.empty()) {
        ssize_t const written =
            pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(at));
        if (written > 0) {
            at += static_cast<std::uint64_t>(written);
            bytes = bytes.subspan(static_cast<std::size_t>(written));
        } else if (written == 0 || errno != EINTR) {
            failure_ = written == 0 ? ENOSPC : errno;
        }
    }
    keep(at, bytes);
}

void SteadyFile::keep(std::uint64_t at, std::span<std::byte const> bytes) {
    while (!bytes.empty()) {
        std::uint64_t const number = at / block_size;
        std::size_t const inside = at % block_size;
        std::size_t const here = std::min(bytes.size(), block_size - inside);
        auto const [entry, is_new] = kept_.try_emplace(number);
        if (is_new) read_disk(number * block_size, entry->second);
        std::copy_n(bytes.begin(), here,
                    entry->second.begin() + static_cast<std::ptrdiff_t>(inside));
        at += here;
        bytes = bytes.subspan(here);
    }
}

void SteadyFile::read_disk(std::uint64_t at, std::span<std::byte> bytes) {
    while (!bytes.empty()) {
        ssize_t const got = pread(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(at));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0 && failure_ == 0) failure_ = errno;
        if (got <= 0) break;  // the end of the file
        at += static_cast<std::uint64_t>(got);
        bytes = bytes.subspan(static_cast<std::size_t>(got));
    }
    std::fill(bytes.begin(), bytes.end(), std::byte{0});
}

void SteadyFile::read(std::uint64_t at, std::span<std::byte> bytes) {
    read_disk(at, bytes);
    std::uint64_t const end = at + bytes.size();
    for (auto entry = kept_.lower_bound(at / block_size); entry != kept_.end(); ++entry) {
        std::uint64_t const first = entry->first * block_size;
        if (first >= end) break;
        std::uint64_t const from = std::max(first, at);
        std::uint64_t const to = std::min(first + block_size, end);
        std::copy_n(entry->second.begin() + static_cast<std::ptrdiff_t>(from - first), to - from,
                    bytes.begin() + static_cast<std::ptrdiff_t>(from - at));
    }
}

void SteadyFile::resize(std::uint64_t size) {
    while (failure_ == 0 && ftruncate(descriptor_, static_cast<off_t>(size)) != 0) {
        if (errno != EINTR) failure_ = errno;
    }
}

}  // namespace povex
