#pragma once

#include <cstdint>

namespace povex {

/// What a random number decides: the registry of all purposes, so that no two uses ever share an
/// address.
///
/// A purpose has 20 bits: the use in the upper 8, and in the lower 12 the key of the record
/// (programme, shock) it is about, 0 where there is none. Values are part of the reproducibility
/// contract: append, never renumber or reuse.
enum class Use : std::uint32_t {
    // Module::synthesis
    rounding = 1,        ///< of the register's table
    composition = 2,     ///< members and sector of a household
    locality_share = 3,  ///< of the official list, Dirichlet
    listing = 4,         ///< place of a listed household, and the lot that picks it
    score = 5,           ///< base-year scores of a household
    deprivation = 6,     ///< base-year deprivations, lane by indicator key
    // Module::nature
    score_step = 7,        ///< yearly scores
    deprivation_step = 8,  ///< yearly coupled draw, lane by indicator key
    shock = 9,             ///< hit and loss, by shock key
    shock_deprives = 10,   ///< lane by indicator key
    common_shock = 15,     ///< score of a locality, by shock key; entity is the locality's key
    // Module::policy
    take_up = 11,
    tie = 12,
    success = 13,
    clearing = 14,    ///< lane by indicator key
    list = 16,        ///< applies, leaves, is removed
    misreading = 17,  ///< lane by indicator key
    lost = 18,        ///< what a shock's hit makes of an enrolment
    overdue = 19,     ///< whether the parts of loans that fall due are paid
    producer = 20,    ///< whether a household becomes a producer unaided, for all years
    jobs = 21,        ///< that open in a locality; entity is the locality's key
    job_order = 22,   ///< lot of a household that wants a job
};

/// The purpose of a use, about the record with this key (0 ... 4095).
[[nodiscard]] constexpr std::uint32_t purpose(Use use, std::uint32_t key = 0) {
    return static_cast<std::uint32_t>(use) << 12 | key;
}

}  // namespace povex
