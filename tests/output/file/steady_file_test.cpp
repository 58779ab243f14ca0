#include "output/file/steady_file.hpp"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include "output/file/new_file.hpp"
#include "tests/output/fake_run.hpp"

namespace povex {
namespace {

std::span<std::byte const> bytes_of(std::string_view text) {
    return std::as_bytes(std::span(text.data(), text.size()));
}

std::string read_back(SteadyFile& file, std::uint64_t at, std::size_t size) {
    std::string text(size, '?');
    file.read(at, std::as_writable_bytes(std::span(text.data(), text.size())));
    return text;
}

TEST(SteadyFile, ReadsWhatWasWrittenAndZerosElsewhere) {
    NewFile const disk(checked_target(fake::folder() / "a", false));
    SteadyFile file(disk.descriptor());
    file.write(3, bytes_of("abc"));
    EXPECT_EQ(read_back(file, 2, 6), std::string("\0abc\0\0", 6));
    file.resize(100);
    EXPECT_EQ(std::filesystem::file_size(disk.hidden()), 100U);
    EXPECT_EQ(file.failure(), 0);
}

/// From here on this process cannot make any file larger than `size`.
void limit_files(std::size_t size) {
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit const limit{size, RLIM_INFINITY};
    setrlimit(RLIMIT_FSIZE, &limit);
}

/// Says with its exit code whether a file that cannot grow reads as if it could.
[[noreturn]] void write_beyond_the_limit(std::filesystem::path const& path) {
    NewFile const disk(checked_target(path, false));
    SteadyFile file(disk.descriptor());
    file.write(0, bytes_of("0123456789"));
    limit_files(12);
    file.write(8, bytes_of(std::string(5000, 'x')));  // four bytes reach the disk
    bool right = file.failure() == EFBIG;
    right = right && read_back(file, 6, 6) == "67xxxx" &&
            read_back(file, 5006, 4) == "xx" + std::string(2, '\0');
    file.write(2, bytes_of("ab"));  // inside the limit, but no longer for the disk
    file.write(5000, bytes_of("yz"));
    right = right && read_back(file, 0, 9) == "01ab4567x" && read_back(file, 4999, 4) == "xyzx";
    right = right && fake::text_of(disk.hidden()) == "01234567xxxx";
    file.resize(1);
    right = right && std::filesystem::file_size(disk.hidden()) == 12;
    std::exit(right ? 0 : 1);
}

TEST(SteadyFileDeathTest, GoesOnInMemoryAfterAFailure) {
    auto const path = fake::folder() / "a";
    EXPECT_EXIT(write_beyond_the_limit(path), testing::ExitedWithCode(0), "^$");
}

}  // namespace
}  // namespace povex
