#include "engine/policy/universal_transfers.hpp"

#include <algorithm>

#include "engine/policy/cost.hpp"
#include "engine/policy/diary.hpp"
#include "engine/policy/setting.hpp"
#include "engine/random/purpose.hpp"

namespace povex {

namespace {

bool does_nothing_but_pay(Programme const& p) {
    bool const by_line = std::any_of(p.amount.begin(), p.amount.end(),
                                     [](Amount const& amount) { return amount.line_of; });
    return !p.amount.empty() && !by_line && p.log_effect == 0.0 && p.clears.empty() &&
           p.holds.empty() && p.protects.empty() && p.lost_to.empty() && p.loan.principal == 0;
}

/// Asks nothing of a household that changes in a run, and pays each year for that year.
bool is_unconditional(Programme const& p) {
    bool const any_standing =
        std::all_of(p.standing.begin(), p.standing.end(), [](bool in) { return in; });
    return p.kind == ProgrammeKind::entitlement && any_standing && p.needs == 0 && !p.once &&
           p.every == 1 && p.lag == 0 && p.duration == 1;
}

}  // namespace

bool is_universal_transfer(Scenario const& scenario, std::size_t p,
                           std::vector<Payer> const& payers) {
    Programme const& programme = scenario.programmes[p];
    auto const& producers = scenario.spillover.programmes;
    bool const makes_producers = !producers.empty() && producers[p];
    return scenario.runs[p] && !makes_producers && is_unconditional(programme) &&
           does_nothing_but_pay(programme) &&
           own_cash_share(programme, scenario.rules, payers) == 0.0;
}

std::vector<Programme> universal_transfers(Scenario const& scenario,
                                           std::vector<Payer> const& payers) {
    std::vector<Programme> found;
    for (std::size_t p = 0; p < scenario.programmes.size(); ++p) {
        if (is_universal_transfer(scenario, p, payers)) found.push_back(scenario.programmes[p]);
    }
    return found;
}

bool UniversalTransfers::drawn(Scenario const& scenario, std::vector<Payer> const& payers) {
    auto const transfers = universal_transfers(scenario, payers);
    return std::any_of(transfers.begin(), transfers.end(),
                       [](Programme const& p) { return p.take_up < 1.0; });
}

UniversalTransfers::UniversalTransfers(Setting const& setting, Scenario const& scenario,
                                       Reach const& reach, Diary* diary)
    : reviews_(setting.years.reviews()), ledger_(ledger_shape(setting, scenario)) {
    std::vector<std::uint32_t> all;
    for (std::size_t p = 0; p < scenario.programmes.size(); ++p) {
        included_.push_back(is_universal_transfer(scenario, p, *setting.payers));
        if (included_[p]) all = united(all, reach.of(p));
    }
    households_ = HouseholdSet(std::move(all), setting.households->households());
    added_.resize(households_.size() * reviews_);
    for (std::size_t p = 0; p < scenario.programmes.size(); ++p) {
        if (included_[p]) pay(setting, scenario.programmes[p], p, reach.of(p), diary);
    }
    for (std::size_t i = 0; i < households_.size(); ++i) {
        if (std::ranges::any_of(added(i), [](double x) { return x < 0.0; })) {
            losers_.push_back(households_[i]);
        }
    }
}

void UniversalTransfers::pay(Setting const& setting, Programme const& programme, std::size_t p,
                             std::span<std::uint32_t const> reach, Diary* diary) {
    CostSplit split(programme.funding);
    Stream const stream(setting.seed, Module::policy, setting.replicate);
    for (auto h : reach) {
        auto* added = &added_[static_cast<std::size_t>(households_.place(h)) * reviews_];
        auto const stratum = setting.stratum_of(h);
        double const unit = setting.unit_of(h);
        int const units = setting.households->members(h, programme.unit);
        double const share =
            static_cast<double>(units) / static_cast<double>(setting.households->size[h]);
        for (std::size_t t = 1; t < reviews_; ++t) {
            if (programme.take_up < 1.0 &&
                !(stream.uniform(setting.households->key[h], setting.calendar(t),
                                 purpose(Use::take_up, programme.label.key)) < programme.take_up)) {
                if (diary != nullptr) {
                    diary->stopped.push_back({h, static_cast<std::uint16_t>(p),
                                              static_cast<std::uint16_t>(t), Hurdle::declined});
                }
                continue;
            }
            added[t] += transfer_income(programme, *setting.rulers, t, stratum, unit, share);
            auto const cost = yearly_cost(programme, *setting.rulers, t, stratum, unit, units);
            ledger_.enrol(p, t, setting.locality_of(h), cost, split);
            if (diary != nullptr) {
                diary->universal.push_back(
                    {h, static_cast<std::uint16_t>(p), static_cast<std::uint16_t>(t), cost});
            }
        }
    }
}

std::vector<std::uint32_t> UniversalTransfers::differing(UniversalTransfers const& some,
                                                         UniversalTransfers const& others) {
    auto all = united(some.households_.rows(), others.households_.rows());
    auto const pays = [](double added) { return added != 0.0; };
    std::erase_if(all, [&](std::uint32_t h) {
        auto const one = some.added_to(h);
        auto const other = others.added_to(h);
        if (one.empty()) return std::ranges::none_of(other, pays);
        if (other.empty()) return std::ranges::none_of(one, pays);
        return std::ranges::equal(one, other);
    });
    return all;
}

}  // namespace povex
