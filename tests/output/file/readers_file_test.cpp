#include <cstdlib>

#include <gtest/gtest.h>

#include "tests/output/fake_run.hpp"

namespace povex {
namespace {

/// Writes the file that readers_test.py opens, where the environment says.
TEST(ReadersFile, IsWritten) {
    char const* wanted = std::getenv("POVEX_READERS_FILE");
    std::filesystem::path const path = wanted != nullptr ? wanted : fake::folder() / "r.h5";
    fake::write_file(path, fake::study(), fake::catalogue(), 5);
    EXPECT_TRUE(std::filesystem::exists(path));
}

}  // namespace
}  // namespace povex
