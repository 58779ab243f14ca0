#pragma once

#include <cstdint>
#include <vector>

#include "engine/policy/eligibility.hpp"
#include "engine/policy/enrolments.hpp"

namespace povex {

/// What programmes did to single households in one projection.
///
/// Kept only for a replay. A run needs no more than the sums of the ledger.
struct HouseholdLog {
    /// An enrolment; one for each that the ledger counts.
    struct Enrolled {
        std::uint32_t household = 0;            ///< register row
        std::uint16_t programme = 0;            ///< index
        std::uint16_t year = 0;                 ///< t
        std::int64_t cost = 0;                  ///< all payers together [money]
        bool succeeds = true;                   ///< whether it has any effect
        Bits cleared = 0;                       ///< deprivations that it ended at once
        std::uint16_t lost = Enrolment::never;  ///< t from which on a shock has destroyed it
    };
    /// A household of the right group, status and need that a programme does not serve.
    struct Stopped {
        std::uint32_t household = 0;  ///< register row
        std::uint16_t programme = 0;  ///< index
        std::uint16_t year = 0;       ///< t
        Hurdle at = Hurdle::had_it;   ///< the first hurdle that it fails
    };
    /// A job that a producer of the locality opened.
    struct Hired {
        std::uint32_t household = 0;  ///< register row
        std::uint16_t year = 0;       ///< t of the first year's pay
    };

    std::vector<Enrolled> universal;  ///< in universal transfers, in the order of programmes
    std::vector<Enrolled> enrolled;   ///< in all others, in the order of years, then programmes
    std::vector<Stopped> stopped;     ///< universal transfers first, then as enrolled
    std::vector<Hired> hired;
};

}  // namespace povex
