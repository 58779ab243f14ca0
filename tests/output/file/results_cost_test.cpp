#include "output/file/results_cost.hpp"

#include <algorithm>
#include <filesystem>
#include <vector>

#include <gtest/gtest.h>

#include "tests/output/fake_run.hpp"

namespace povex {
namespace {

FileCost foreseen(std::uint32_t sample, std::uint32_t replicates) {
    Catalogue const catalogue = fake::catalogue();
    std::vector<ReplicateResult> results;
    for (std::uint32_t r = 0; r < sample; ++r) results.push_back(fake::result(catalogue, r));
    return file_cost(fake::study(), catalogue, results, replicates);
}

double bytes_of_file(std::uint32_t replicates) {
    auto const path = fake::folder() / "r.h5";
    std::filesystem::remove(path);
    fake::write_file(path, fake::study(), fake::catalogue(), replicates);
    return static_cast<double>(std::filesystem::file_size(path));
}

TEST(FileCost, OfTheSampleIsThatOfItsFile) {
    EXPECT_NEAR(foreseen(3, 3).bytes, bytes_of_file(3), 1000);  // the command line differs
}

TEST(FileCost, GrowsWithTheReplicatesAsTheFileDoes) {
    for (std::uint32_t const replicates : {20U, 150U, 1000U}) {
        double const actual = bytes_of_file(replicates);
        double const expected = foreseen(std::min(replicates, 64U), replicates).bytes;
        EXPECT_LT(expected, 1.5 * actual) << replicates;
        EXPECT_GT(expected, actual / 1.5) << replicates;
    }
    EXPECT_GT(foreseen(3, 1000).seconds, foreseen(3, 3).seconds);
}

}  // namespace
}  // namespace povex
