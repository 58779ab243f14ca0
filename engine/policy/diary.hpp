#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "engine/nature/nature_model.hpp"
#include "engine/policy/participation.hpp"

namespace povex {

/// What stands between a household and a programme in a year, in the order in which it is asked.
///
/// A loan comes with an enrolment: nobody who is enrolled is refused one.
enum class Hurdle : std::uint8_t {
    not_meant,   ///< for households of its place, livelihood and members, whatever their standing
    not_listed,  ///< for households of its standing last year
    no_need,     ///< it lacked nothing that the programme mends
    had_it,      ///< it is in the programme, or was too lately
    need_met,    ///< another programme of the year has paid for what it lacks
    declined,    ///< it does not take it
    own_share,   ///< it cannot bear its own share of the cost
    no_money,    ///< it waits; the money has ended before its turn
};
inline constexpr std::array hurdle_names{"not_meant", "not_listed", "no_need",   "had_it",
                                         "need_met",  "declined",   "own_share", "no_money"};

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
    /// A household that a programme is meant for and that needs it, but that is not served.
    struct Stopped {
        std::uint32_t household = 0;  ///< register row
        std::uint16_t programme = 0;  ///< index
        std::uint16_t year = 0;       ///< t
        Hurdle at = Hurdle::had_it;   ///< the first that it does not pass
    };
    /// A job that a neighbour who became a producer opened.
    struct Hired {
        std::uint32_t household = 0;  ///< register row
        std::uint16_t year = 0;       ///< t of the first year's pay
    };

    std::vector<Enrolled> universal;  ///< in universal transfers, in the order of programmes
    std::vector<Enrolled> enrolled;   ///< in all others, in the order of years, then of programmes
    std::vector<Stopped> stopped;     ///< universal transfers first, then as enrolled
    std::vector<Hired> hired;
};

}  // namespace povex
