#include <cstddef>
#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

#include "engine/random/address.hpp"
#include "tests/kernels/probes.hpp"

namespace probes = povex::probes;

namespace {

constexpr std::size_t count = std::size_t{1} << 14;

struct Case {
    std::uint64_t seed;
    std::uint32_t replicate;
    std::uint16_t year;
    std::uint32_t purpose;
    std::uint8_t block;
};

constexpr Case cases[] = {{0, 0, 0, 0, 0},
                          {42, 7, 2023, 7U << 12, 1},
                          {0xfedcba9876543210, 0xffffffff, 4095, 0xfffff, 255}};

/// Keys near 0, near 2^32 and anywhere; the upper 16 bits of some are not 0.
std::vector<std::uint64_t> entities(bool tall) {
    std::vector<std::uint64_t> all(count);
    std::uint64_t state = 20240607;
    for (std::size_t i = 0; i < count; ++i) {
        state = state * 6364136223846793005U + 1442695040888963407U;
        std::uint64_t const low = i % 4 == 0 ? i : i % 4 == 1 ? 0xffffffff - i : state >> 32;
        all[i] = tall ? low | (state >> 11 & 0xffff) << 32 : low;
    }
    return all;
}

std::uint32_t second_word(std::uint64_t entity, Case const& c) {
    return static_cast<std::uint32_t>(entity >> 32) |
           std::uint32_t{static_cast<std::uint8_t>(povex::Module::nature)} << 16 |
           std::uint32_t{c.block} << 24;
}

std::vector<std::uint32_t> words_of(probes::OfAddresses* function, Case const& c, bool tall) {
    auto const all = entities(tall);
    std::vector<std::uint32_t> low;
    std::vector<std::uint32_t> second;
    for (auto const entity : all) {
        low.push_back(static_cast<std::uint32_t>(entity));
        second.push_back(second_word(entity, c));
    }
    std::vector<std::uint32_t> words(4 * count);
    function({c.seed, low.data(), tall ? second.data() : nullptr, second_word(0, c), c.replicate,
              std::uint32_t{c.year} | c.purpose << 12},
             words.data(), count);
    return words;
}

/// What draw() says.
std::vector<std::uint32_t> expected(Case const& c, bool tall) {
    std::vector<std::uint32_t> words(4 * count);
    auto const all = entities(tall);
    for (std::size_t i = 0; i < count; ++i) {
        auto const block = povex::draw(
            c.seed, {all[i], povex::Module::nature, c.block, c.replicate, c.year, c.purpose});
        for (std::size_t w = 0; w < 4; ++w) words[w * count + i] = block.word[w];
    }
    return words;
}

}  // namespace

TEST(PhiloxLanes, GiveTheWordsOfDraw) {
    for (Case const& c : cases) {
        for (bool const tall : {false, true}) {
            auto const truth = expected(c, tall);
            EXPECT_EQ(words_of(probes::words_alone, c, tall), truth);
            for (povex::Target const target : povex::targets) {
                if (!povex::runs_here(target)) continue;
                EXPECT_EQ(words_of(probes::words[target], c, tall), truth)
                    << povex::name_of(target) << ", seed " << c.seed << ", tall " << tall;
            }
        }
    }
}

TEST(TwoPhiloxWords, AreThoseOfTwoCalls) {
    std::vector<std::uint32_t> low;
    for (auto const entity : entities(false)) low.push_back(static_cast<std::uint32_t>(entity));
    for (Case c : cases) {
        auto truth = expected(c, false);
        auto const last = std::uint32_t{c.year} | c.purpose << 12;
        probes::Addresses const at{c.seed,      low.data(), nullptr, second_word(0, c),
                                   c.replicate, last};
        c.year ^= 1;
        auto const other = expected(c, false);
        truth.insert(truth.end(), other.begin(), other.end());
        std::vector<std::uint32_t> words(8 * count);
        probes::two_words_alone(at, words.data(), count);
        EXPECT_EQ(words, truth);
        for (povex::Target const target : povex::targets) {
            if (!povex::runs_here(target)) continue;
            words.assign(8 * count, 0);
            probes::two_words[target](at, words.data(), count);
            EXPECT_EQ(words, truth) << povex::name_of(target);
        }
    }
}
