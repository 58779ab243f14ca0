#include "engine/policy/official_list.hpp"

#include <algorithm>

#include "engine/random/purpose.hpp"

namespace povex {

namespace {

/// Of each standard's two bits the upper one: near-poor or poor.
constexpr Statuses listed_bits = 0xAAAAAAAAU;

}  // namespace

bool ListRules::trivial() const {
    return applies >= 1.0 && leaves >= 1.0 &&
           std::all_of(removed.begin(), removed.end(), [](double p) { return p <= 0.0; });
}

OfficialList::OfficialList(ListRules const& rules, std::size_t standards,
                           Yearly<std::size_t> const& targeting, Years years, std::uint64_t seed,
                           std::uint32_t replicate)
    : rules_(&rules),
      standards_(standards),
      targeting_(&targeting),
      years_(years),
      stream_(seed, Module::policy, replicate),
      trivial_(rules.trivial()) {}

OfficialList::Luck OfficialList::draw(std::size_t t, std::uint64_t household) const {
    auto const year = static_cast<std::uint16_t>(years_.calendar(t));
    auto uniform = [&](std::uint32_t draw) {
        return stream_.uniform(household, year, purpose(Use::list), draw);
    };
    return {.known = true,
            .applies = rules_->applies >= 1.0 || uniform(0) < rules_->applies,
            .leaves = rules_->leaves >= 1.0 || uniform(1) < rules_->leaves,
            .removed = t < rules_->removed.size() && uniform(2) < rules_->removed[t]};
}

Statuses OfficialList::at(std::size_t t, std::uint64_t household, Statuses before, Statuses found,
                          Luck& luck) const {
    if (trivial_ || ((before | found) & listed_bits) == 0) return found;
    if (!luck.known) luck = draw(t, household);
    Statuses official = 0;
    for (std::size_t s = 0; s < standards_; ++s) {
        auto const now = (*targeting_)[t];
        auto const list = s == now ? (*targeting_)[t - 1] : s;
        Status const had = status_of(before, list);
        Status status = status_of(found, s);
        if (status >= Status::near_poor) {
            if (luck.removed || (had < Status::near_poor && !luck.applies)) status = Status::other;
        } else if (had >= Status::near_poor && !luck.leaves && !luck.removed) {
            status = had;
        }
        official |= static_cast<Statuses>(status) << (2 * s);
    }
    return official;
}

}  // namespace povex
