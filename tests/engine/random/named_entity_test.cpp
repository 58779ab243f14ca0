#include "engine/random/named_entity.hpp"

#include <gtest/gtest.h>

namespace povex {
namespace {

constexpr std::uint64_t folded(std::uint64_t hash) {
    return (hash >> 48U) ^ (hash & 0xFFFFFFFFFFFFU);
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

}  // namespace
}  // namespace povex
