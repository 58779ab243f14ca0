#include "engine/policy/official_list.hpp"

#include <algorithm>

#include "engine/random/purpose.hpp"

namespace povex {

bool ListRules::trivial() const {
    return applies >= 1.0 && leaves >= 1.0 &&
           std::all_of(removed.begin(), removed.end(), [](double p) { return p <= 0.0; });
}

OfficialList::OfficialList(ListRules const& rules, Yearly<std::size_t> const& targeting,
                           Years years, std::uint64_t seed, std::uint32_t replicate)
    : rules_(rules),
      targeting_(&targeting),
      years_(years),
      stream_(seed, Module::policy, replicate),
      trivial_(rules.trivial()) {}

OfficialList::Draws OfficialList::draw(std::size_t t, std::uint64_t household) const {
    auto const year = static_cast<std::uint16_t>(years_.calendar(t));
    Block first{};  // draws 0 and 1
    if (rules_.applies < 1.0 || rules_.leaves < 1.0) {
        first = stream_.block(household, year, purpose(Use::list));
    }
    double const removed = t < rules_.removed.size() ? rules_.removed[t] : 0.0;
    return {.known = true,
            .applies = rules_.applies >= 1.0 || first.uniform(0) < rules_.applies,
            .leaves = rules_.leaves >= 1.0 || first.uniform(1) < rules_.leaves,
            .removed =
                removed > 0.0 && stream_.uniform(household, year, purpose(Use::list), 2) < removed};
}

Statuses OfficialList::at(std::size_t t, std::uint64_t household, Statuses before, Statuses found,
                          Draws& draws) const {
    if (trivial_ || listed_bits(before | found) == 0) return found;
    if (!draws.known) draws = draw(t, household);
    // a standard that the list begins to follow finds on it the households that the standard before
    // put there
    auto const now = 2 * (*targeting_)[t];
    auto const last = 2 * (*targeting_)[t - 1];
    Statuses const had = (before & ~(3U << now)) | (before >> last & 3U) << now;
    Statuses const none = 0;
    Statuses const in_need = listed_bits(found);
    Statuses const enters = draws.removed   ? none
                            : draws.applies ? in_need
                                            : in_need & listed_bits(had);
    Statuses const stays = draws.removed || draws.leaves ? none : listed_bits(had) & ~in_need;
    return (found & ~both_bits(in_need | stays)) | (found & both_bits(enters)) |
           (had & both_bits(stays));
}

}  // namespace povex
