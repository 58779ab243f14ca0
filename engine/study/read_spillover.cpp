// Jobs that producers open for their neighbours.

#include "engine/study/parts.hpp"

namespace povex {

Spillover read_spillover(Reader& root, std::vector<std::string> const& programmes) {
    Reader reader = root.table("spillover");
    Spillover spillover;
    spillover.jobs =
        reader.real("jobs", {.low = 0.0, .high = 100.0, .unit = "jobs/producer/year"}, 0.0);
    spillover.programmes = reader.flags("programmes", programmes, false);
    spillover.unaided = reader.real("unaided", fraction, 0.0);
    spillover.lag =
        static_cast<int>(reader.whole("lag", {.low = 1, .high = 100, .unit = "reviews"}, 2));
    spillover.reserved = reader.real("reserved", fraction, 1.0);
    spillover.wage =
        reader.real("wage", {.low = 0.0, .high = 9e15, .unit = "money/month per job"}, 0.0);
    spillover.duration =
        static_cast<int>(reader.whole("duration", {.low = 1, .high = 1000, .unit = "years"}, 1));
    reader.finish();
    return spillover;
}

}  // namespace povex
