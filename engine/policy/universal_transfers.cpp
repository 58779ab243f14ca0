#include "engine/policy/universal_transfers.hpp"

#include <algorithm>

#include "engine/policy/transfers.hpp"
#include "engine/random/purpose.hpp"

namespace povex {

namespace {

bool only_pays(Effect const& e) {
    bool const tops_up = std::any_of(e.amount.begin(), e.amount.end(),
                                     [](Amount const& amount) { return amount.tops_up(); });
    return !e.amount.empty() && !tops_up && e.log_effect == 0.0 && e.clears.empty() &&
           e.holds.empty() && e.protects.empty() && e.lost_to.empty() && e.loan.principal == 0;
}

/// Depends on nothing that changes in a run, and pays each year for that year.
bool is_unconditional(Programme const& p) {
    Eligibility const& rules = p.eligibility;
    bool const any_status =
        std::all_of(rules.status.begin(), rules.status.end(), [](bool in) { return in; });
    return p.kind == ProgrammeKind::entitlement && any_status && rules.needs == 0 && !rules.once &&
           rules.every == 1 && p.effect.lag == 0 && p.effect.duration == 1;
}

}  // namespace

bool is_universal_transfer(Scenario const& scenario, std::size_t p,
                           std::vector<Payer> const& payers) {
    Programme const& programme = scenario.programmes[p];
    auto const& producers = scenario.spillover.programmes;
    bool const makes_producers = !producers.empty() && producers[p];
    return scenario.acts(p) && !makes_producers && is_unconditional(programme) &&
           only_pays(programme.effect) &&
           own_cash_share(programme.cost, scenario.rules, payers) == 0.0;
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
                       [](Programme const& p) { return p.eligibility.take_up < 1.0; });
}

UniversalTransfers::UniversalTransfers(StudyTables const& study, std::uint32_t replicate,
                                       Scenario const& scenario,
                                       ScenarioEligibility const& eligibility, HouseholdLog* log)
    : reviews_(study.years.reviews()), ledger_(study.empty_ledger(scenario.programmes.size())) {
    std::vector<std::uint32_t> all;
    for (std::size_t p = 0; p < scenario.programmes.size(); ++p) {
        included_.push_back(is_universal_transfer(scenario, p, *study.payers));
        if (included_[p]) all = united(all, eligibility.households(p));
    }
    households_ = HouseholdSet(std::move(all), study.households->households());
    added_.resize(households_.size() * reviews_);
    for (std::size_t p = 0; p < scenario.programmes.size(); ++p) {
        if (!included_[p]) continue;
        pay(study, replicate, scenario.programmes[p], p, eligibility.households(p), log);
    }
    for (std::size_t i = 0; i < households_.size(); ++i) {
        if (std::ranges::any_of(added(i), [](double x) { return x < 0.0; })) {
            losers_.push_back(households_[i]);
        }
    }
}

void UniversalTransfers::pay(StudyTables const& study, std::uint32_t replicate,
                             Programme const& programme, std::size_t p,
                             std::span<std::uint32_t const> households, HouseholdLog* log) {
    Stream const stream(study.seed, Module::policy, replicate);
    CostSplit split(programme.cost.funding);
    double const take_up = programme.eligibility.take_up;
    auto const index = static_cast<std::uint16_t>(p);
    for (auto h : households) {
        auto* added = &added_[static_cast<std::size_t>(households_.place(h)) * reviews_];
        auto const stratum = study.stratum_of(h);
        double const smallest = study.smallest(stratum);
        int const units = study.households->members(h, programme.cost.unit);
        double const size = study.households->size[h];
        bool const takes_up =
            take_up >= 1.0 ||
            stream.uniform(study.households->key[h], study.take_up_year(programme, 1),
                           purpose(Use::take_up, programme.label.key)) < take_up;
        for (std::size_t t = 1; t < reviews_; ++t) {
            auto const year = static_cast<std::uint16_t>(t);
            if (!takes_up) {
                if (log != nullptr && !programme.withdrawn) {
                    log->stopped.push_back({h, index, year, Hurdle::declined});
                }
                continue;
            }
            added[t] +=
                transfer_income(programme, *study.rulers, t, stratum, smallest, units, size);
            if (programme.withdrawn) continue;
            auto const cost = yearly_cost(programme, *study.rulers, t, stratum, smallest, units);
            ledger_.enrol(p, t, study.locality_of(h), cost, split);
            if (log != nullptr) log->universal.push_back({h, index, year, cost});
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
