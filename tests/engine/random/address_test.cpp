#include "engine/random/address.hpp"

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

#include <gtest/gtest.h>

#include "engine/base/elementary.hpp"

namespace {

using povex::Address;
using povex::Block;
using povex::Module;
using povex::named_entity;
using povex::Stream;

std::vector<std::uint32_t> hex_words(std::string const& text) {
    std::istringstream words{text};
    std::vector<std::uint32_t> values;
    for (std::string word; words >> word;)
        values.push_back(static_cast<std::uint32_t>(std::stoul(word, nullptr, 16)));
    return values;
}

/// The address whose counter has these words.
Address address_of(std::vector<std::uint32_t> const& counter) {
    return {.entity = counter.at(0) | std::uint64_t{counter.at(1) & 0xffff} << 32,
            .module = static_cast<Module>(counter[1] >> 16 & 0xff),
            .block = static_cast<std::uint8_t>(counter[1] >> 24),
            .replicate = counter.at(2),
            .year = static_cast<std::uint16_t>(counter.at(3) & 0xfff),
            .purpose = counter[3] >> 12};
}

constexpr Address somewhere{.entity = 123456789012345,
                            .module = Module::nature,
                            .block = 3,
                            .replicate = 17,
                            .year = 2023,
                            .purpose = 70000};

constexpr std::uint64_t folded(std::uint64_t hash) {
    return (hash >> 48U) ^ (hash & 0xFFFFFFFFFFFFU);
}

}  // namespace

TEST(Draw, GivesTheKnownAnswers) {
    std::ifstream file{POVEX_SOURCE_DIR "/tests/data/random123_kat.csv"};
    int checked = 0;
    for (std::string line; std::getline(file, line);) {
        std::istringstream fields{line};
        std::array<std::string, 5> field;
        for (auto& text : field) std::getline(fields, text, ',');
        if (field[0] != "philox4x32" || field[1] != "10") continue;
        auto const key = hex_words(field[3]);
        auto const expected = hex_words(field[4]);
        Block const block = povex::draw(key.at(0) | std::uint64_t{key.at(1)} << 32,
                                        address_of(hex_words(field[2])));
        EXPECT_EQ(std::vector<std::uint32_t>(block.word.begin(), block.word.end()), expected);
        ++checked;
    }
    EXPECT_EQ(checked, 3);
}

TEST(Draw, ReadsEveryFieldOfTheAddressAndTheWholeSeed) {
    std::uint64_t const seed = 42;
    std::vector<Block> blocks{povex::draw(seed, somewhere)};
    auto const changed = [&](auto change) {
        Address address = somewhere;
        change(address);
        blocks.push_back(povex::draw(seed, address));
    };
    changed([](Address& a) { a.entity ^= 1; });
    changed([](Address& a) { a.entity ^= std::uint64_t{1} << 47; });
    changed([](Address& a) { a.module = Module::policy; });
    changed([](Address& a) { a.block ^= 0x80; });
    changed([](Address& a) { a.replicate ^= 0x80000000u; });
    changed([](Address& a) { a.year ^= 0x800; });
    changed([](Address& a) { a.purpose ^= 0x80000; });
    blocks.push_back(povex::draw(seed ^ 1, somewhere));
    blocks.push_back(povex::draw(seed ^ std::uint64_t{1} << 63, somewhere));

    for (std::size_t i = 0; i < blocks.size(); ++i)
        for (std::size_t j = 0; j < i; ++j) EXPECT_NE(blocks[i].word, blocks[j].word) << i << j;
}

TEST(Draw, RefusesAnAddressThatWouldMeetAnother) {
    auto const refused = [](auto change) {
        Address address = somewhere;
        change(address);
        EXPECT_THROW((void)povex::draw(1, address), std::out_of_range);
    };
    refused([](Address& a) { a.entity = std::uint64_t{1} << 48; });
    refused([](Address& a) { a.year = 4096; });
    refused([](Address& a) { a.purpose = 1u << 20; });
}

TEST(Uniform, StaysInsideTheOpenIntervalAtExtremeWords) {
    EXPECT_EQ(povex::uniform_of(0), 0x1p-53);
    EXPECT_EQ(povex::uniform_of(0xfff), 0x1p-53);
    EXPECT_EQ(povex::uniform_of(~std::uint64_t{0}), 1 - 0x1p-53);
    EXPECT_LT(povex::uniform_of(~std::uint64_t{0}), 1.0);
    EXPECT_EQ(1 - povex::uniform_of(~std::uint64_t{0}), povex::uniform_of(0));
    EXPECT_EQ(povex::uniform32_of(0), 0x1p-33);
    EXPECT_EQ(povex::uniform32_of(~std::uint32_t{0}), 1 - 0x1p-33);
}

TEST(Uniform, FollowsTheRecipeExactly) {
    Block const block = povex::draw(0, address_of({0, 0, 0, 0}));
    EXPECT_EQ(block.uniform(0), 0.3990464708489646);
    EXPECT_EQ(block.uniform(1), 0.7357127844834425);
    EXPECT_EQ(block.uniform32(0), (0x6627e8d5 + 0.5) / 4294967296.0);
    EXPECT_EQ(block.uniform32(3), (0x9b00dbd8 + 0.5) / 4294967296.0);
    EXPECT_NEAR(povex::elementary::normal_quantile(block.uniform(0)), -0.25581597020351543, 3e-16);
    EXPECT_NEAR(povex::elementary::normal_quantile(block.uniform(1)), 0.6301836564311267, 7e-16);
}

TEST(Stream, NumbersItsDrawsByHalvesOfBlocks) {
    Stream const stream{99, Module::policy, 5};
    for (std::uint32_t const draw : {0u, 1u, 2u, 7u, 511u}) {
        Block const block = povex::draw(99, {.entity = 8,
                                             .module = Module::policy,
                                             .block = static_cast<std::uint8_t>(draw / 2),
                                             .replicate = 5,
                                             .year = 2025,
                                             .purpose = 11});
        double const u = stream.uniform(8, 2025, 11, draw);
        EXPECT_EQ(u, block.uniform(draw % 2));
        EXPECT_EQ(stream.normal(8, 2025, 11, draw), povex::elementary::normal_quantile(u));
    }
    EXPECT_THROW((void)stream.uniform(8, 2025, 11, Stream::draws), std::out_of_range);
}

TEST(Stream, GivesTheSameValueInAnotherOrder) {
    Stream const stream{7, Module::nature, 0};
    std::vector<double> forward;
    for (std::uint64_t household = 0; household < 1000; ++household)
        forward.push_back(stream.normal(household, 2022, 4));
    Stream const copy = stream;
    for (std::uint64_t household = 1000; household-- > 0;) {
        (void)copy.uniform(household, 2023, 4);  // what a scenario asks besides changes nothing
        EXPECT_EQ(copy.normal(household, 2022, 4), forward[household]);
    }
}

TEST(Stream, IsCheapToCopy) {
    static_assert(std::is_trivially_copyable_v<Stream>);
    static_assert(sizeof(Stream) <= 16);
}

TEST(Stream, IsUniformInItsMoments) {
    Stream const stream{2022, Module::nature, 3};
    int const n = 200000;
    double sum = 0, product = 0;
    for (int i = 0; i < n; ++i) {
        auto const household = static_cast<std::uint64_t>(i);
        double const now = stream.uniform(household, 2022, 1) - 0.5;
        sum += now;
        product += now * (stream.uniform(household, 2023, 1) - 0.5);
    }
    double const n_real = n;
    EXPECT_LT(std::abs(sum) / std::sqrt(n_real / 12), 4.5);
    EXPECT_LT(std::abs(product) / std::sqrt(n_real / 144), 4.5);
}

TEST(Module, KeepsItsNumbers) {
    EXPECT_EQ(static_cast<int>(Module::synthesis), 1);
    EXPECT_EQ(static_cast<int>(Module::nature), 2);
    EXPECT_EQ(static_cast<int>(Module::policy), 3);
    EXPECT_EQ(static_cast<int>(Module::parameters), 4);
}

TEST(NamedEntity, FoldsThePublishedHashes) {
    // test vectors of the algorithm's authors
    EXPECT_EQ(named_entity(""), folded(0xcbf29ce484222325U));
    EXPECT_EQ(named_entity("a"), folded(0xaf63dc4c8601ec8cU));
    EXPECT_EQ(named_entity("foobar"), folded(0x85944171f73967e8U));
}

TEST(NamedEntity, FitsTheAddress) {
    for (char const* name : {"parameters.rho", "programmes.housing.unit_cost.2022", "ê"}) {
        EXPECT_LT(named_entity(name), std::uint64_t{1} << 48U);
    }
    EXPECT_NE(named_entity("parameters.rho"), named_entity("parameters.sigma_low"));
}
