#include "engine/random/uniforms.hpp"

#include <cstdint>
#include <stdexcept>
#include <vector>

#include <gtest/gtest.h>

#include "engine/random/address.hpp"

namespace povex {
namespace {

constexpr std::uint16_t year = 2023;
constexpr std::uint32_t purpose = 7U << 12 | 5U;
constexpr std::uint32_t replicate = 0xfffffffe;
constexpr std::uint64_t seed = 0xfedcba9876543210;

/// Keys near 0, near 2^32, near 2^48 and anywhere.
std::vector<std::uint64_t> entities(std::size_t count) {
    std::vector<std::uint64_t> all(count);
    std::uint64_t state = 20240607;
    for (std::size_t i = 0; i < count; ++i) {
        state = state * 6364136223846793005U + 1442695040888963407U;
        std::uint64_t const near[] = {i, (std::uint64_t{1} << 32) - 1 - i,
                                      (std::uint64_t{1} << 48) - 1 - i, state >> 16};
        all[i] = near[i % 4];
    }
    return all;
}

std::vector<double> one_by_one(std::vector<std::uint64_t> const& all) {
    std::vector<double> numbers;
    Stream const stream(seed, Module::policy, replicate);
    for (auto const entity : all) numbers.push_back(stream.uniform(entity, year, purpose));
    return numbers;
}

TEST(Uniforms, AreThoseOfTheStreamForAnyCountOnAllTargets) {
    dense::CommonAddress const at{seed,
                                  std::uint32_t{static_cast<std::uint8_t>(Module::policy)} << 16,
                                  replicate, std::uint32_t{year} | purpose << 12};
    for (std::size_t const count : {0U, 1U, 3U, 16U, 31U, 33U, 5000U}) {
        auto const all = entities(count);
        auto const truth = one_by_one(all);
        for (Target const target : targets) {
            if (!runs_here(target)) continue;
            std::vector<double> numbers(count + 1, -1.0);
            dense::draw_uniforms[target](at, all.data(), count, numbers.data());
            EXPECT_EQ(numbers.back(), -1.0);  // nothing is written behind the end
            numbers.pop_back();
            EXPECT_EQ(numbers, truth) << name_of(target) << ", " << count;
        }
    }
}

TEST(Uniforms, ComeFromTheStream) {
    auto const all = entities(100);
    std::vector<double> numbers(all.size());
    Stream(seed, Module::policy, replicate).uniforms(all, year, purpose, numbers);
    EXPECT_EQ(numbers, one_by_one(all));
}

TEST(Uniforms, AreRefusedWhereOneIs) {
    Stream const stream(seed, Module::policy, replicate);
    std::vector<std::uint64_t> all{1, 2, 3};
    std::vector<double> numbers(3);
    EXPECT_NO_THROW(stream.uniforms(all, 4095, 0xfffff, numbers));
    EXPECT_THROW(stream.uniforms(all, 4096, purpose, numbers), std::out_of_range);
    EXPECT_THROW(stream.uniforms(all, year, 0x100000, numbers), std::out_of_range);
    all[1] = std::uint64_t{1} << 48;
    EXPECT_THROW(stream.uniforms(all, year, purpose, numbers), std::out_of_range);
}

}  // namespace
}  // namespace povex
