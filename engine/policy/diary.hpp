#pragma once

#include <cstdint>
#include <vector>

#include "engine/nature/law.hpp"
#include "engine/policy/participation.hpp"

namespace povex {

/// What programmes did to single households in one projection: kept only where somebody wants to
/// tell of a household, since a run needs no more than the sums.
struct Diary {
    /// A household's place in a programme, one for each that the accounts count.
    struct Enrolled {
        std::uint32_t household = 0;            ///< register row
        std::uint16_t programme = 0;            ///< index
        std::uint16_t year = 0;                 ///< t
        std::int64_t cost = 0;                  ///< all payers together [money]
        bool works = true;                      ///< whether it came to work at all
        Bits cleared = 0;                       ///< deprivations that it ended at once
        std::uint16_t lost = Enrolment::never;  ///< t from which on a shock has destroyed it
    };
    /// A job that a neighbour who became a producer opened.
    struct Hired {
        std::uint32_t household = 0;  ///< register row
        std::uint16_t year = 0;       ///< t of the first year's pay
    };

    std::vector<Enrolled> universal;  ///< in universal transfers, in the order of programmes
    std::vector<Enrolled> enrolled;   ///< in all others, in the order of years, then of programmes
    std::vector<Hired> hired;
};

}  // namespace povex
