#pragma once

#include <cstdint>

namespace povex {

/// What a random number decides. This is the list of all uses, so that no two of them ever share an
/// address.
///
/// A purpose has 20 bits. The upper 8 hold the use, the lower 12 the key of the record (programme,
/// shock) that it concerns, or 0 if there is none. The values are part of the reproducibility
/// contract: append new ones, never renumber or reuse one.
enum class Use : std::uint32_t {
    // Module::synthesis
    rounding = 1,        ///< of the register's table
    composition = 2,     ///< members and sector of a household
    locality_share = 3,  ///< of the official list, Dirichlet
    listing = 4,         ///< place of a listed household, and which household it is
    score = 5,           ///< base-year scores of a household
    deprivation = 6,     ///< base-year deprivations, lane by indicator key
    // Module::nature
    score_step = 7,        ///< yearly change of the scores
    deprivation_step = 8,  ///< yearly change of the deprivations, lane by indicator key
    shock = 9,             ///< whether a shock hits and how much is lost, by shock key
    shock_deprives = 10,   ///< lane by indicator key
    common_shock = 15,     ///< score of a locality, by shock key; entity is the locality's key
    // Module::policy
    take_up = 11,
    tie = 12,
    success = 13,
    clearing = 14,    ///< lane by indicator key
    list = 16,        ///< whether a household applies to the list, leaves it, is removed
    misreading = 17,  ///< lane by indicator key
    lost = 18,        ///< what becomes of an enrolment when a shock hits
    overdue = 19,     ///< whether loan instalments that fall due are paid
    producer = 20,    ///< whether a household becomes a producer unaided, for all years
    jobs = 21,        ///< jobs that open in a locality; entity is the locality's key
    job_order = 22,   ///< lottery order of the households that want a job
    // Module::parameters
    parameter = 32,  ///< value of an uncertain number; entity is its key, block the attempt
    design = 40,     ///< place of a sweep's point, by factor; entity is the point's number
};

/// The purpose of a use for the record with this key, 0 to 4095.
[[nodiscard]] constexpr std::uint32_t purpose(Use use, std::uint32_t key = 0) {
    return static_cast<std::uint32_t>(use) << 12 | key;
}

}  // namespace povex
