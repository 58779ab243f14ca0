#include "tests/statistical/transfer_books.hpp"

#include <algorithm>

#include "engine/policy/eligibility.hpp"
#include "engine/policy/household_log.hpp"
#include "engine/random/address.hpp"
#include "engine/random/purpose.hpp"
#include "engine/run/simulate_replicate.hpp"

namespace povex {

namespace {

/// Who is entitled to one transfer, by the rules of eligibility alone.
class Entitled {
public:
    Entitled(PreparedExperiment const& prepared, std::size_t scenario, std::size_t p,
             std::uint32_t replicate)
        : experiment_(&prepared.experiment()),
          study_(&prepared.study()),
          rules_(&experiment_->scenarios[scenario].rules),
          programme_(&experiment_->scenarios[scenario].programmes[p]),
          table_(programme_->eligibility, programme_->cost.unit, prepared.households()),
          stream_(experiment_->seed, Module::policy, replicate) {}

    /// Units of household h that are entitled in year t and take it up.
    [[nodiscard]] int units(std::size_t h, std::size_t t, Tally::Path const& path) const {
        auto const who = profile_of(*study_->households, h);
        Applicant applicant{.group = who.group, .members = who.members};
        applicant.status =
            list_status_in(t, path.statuses, experiment_->targeting, rules_->grace_years);
        applicant.takes_up = programme_->eligibility.take_up >= 1.0 ||
                             stream_.uniform(who.key, study_->take_up_year(*programme_, t),
                                             purpose(Use::take_up, programme_->label.key)) <
                                 programme_->eligibility.take_up;
        if (table_.failed(applicant) != 0) return 0;
        return study_->households->members(h, programme_->cost.unit);
    }

private:
    Experiment const* experiment_;
    StudyTables const* study_;
    PolicyRules const* rules_;
    Programme const* programme_;
    EligibilityTable table_;
    Stream stream_;
};

}  // namespace

TransferBooks::TransferBooks(PreparedExperiment const& prepared, std::size_t scenario,
                             std::uint32_t replicate)
    : reviews_(prepared.experiment().years.reviews()) {
    auto const size = prepared.households().households() * reviews_;
    for (auto* column : {&income_, &paid_, &topped_up_, &had_, &due_}) column->assign(size, 0.0);
    floor_.assign(size, false);
    read_payments(prepared, scenario, replicate);
    read_incomes(prepared, scenario, replicate);
}

void TransferBooks::read_incomes(PreparedExperiment const& prepared, std::size_t scenario,
                                 std::uint32_t replicate) {
    Scenario const& chosen = prepared.experiment().scenarios[scenario];
    auto const smallest = static_cast<double>(prepared.experiment().currency.smallest_units());
    std::vector<std::size_t> of_base;  // transfers that were paid in the base year
    std::vector<Entitled> entitled;
    for (std::size_t p = 0; p < chosen.programmes.size(); ++p) {
        Programme const& programme = chosen.programmes[p];
        if (!programme.pays() || programme.effect.amount[0].money == 0) continue;
        of_base.push_back(p);
        entitled.emplace_back(prepared, scenario, p, replicate);
    }
    visit_households(prepared, replicate, scenario, [&](std::size_t h, Tally::Path const& path) {
        for (std::size_t t = 0; t < reviews_; ++t) {
            income_[at(h, t)] = 12.0 * path.size * path.unit * path.income[t];
            double const before_top_ups = income_[at(h, t)] - topped_up_[at(h, t)];
            double const floor = 12.0 * path.size * path.unit * path.floor;
            floor_[at(h, t)] = before_top_ups <= floor + 1e-9 * income_[at(h, t)];
            for (std::size_t i = 0; t > 0 && i < of_base.size(); ++i) {
                auto const& amount = chosen.programmes[of_base[i]].effect.amount;
                double const months = 12.0 * entitled[i].units(h, t, path) / smallest;
                had_[at(h, t)] += months * static_cast<double>(amount[0].money);
                due_[at(h, t)] += months * static_cast<double>(amount[t].money);
            }
        }
    });
}

void TransferBooks::read_payments(PreparedExperiment const& prepared, std::size_t scenario,
                                  std::uint32_t replicate) {
    HouseholdLog log;
    auto const counterfactual =
        prepared.counterfactual_of(scenario, prepared.population(replicate), replicate);
    static_cast<void>(simulate_scenario(prepared, scenario, counterfactual, &log));
    auto const smallest = static_cast<double>(prepared.experiment().currency.smallest_units());
    auto const& programmes = prepared.experiment().scenarios[scenario].programmes;
    for (auto const* some : {&log.universal, &log.enrolled}) {
        for (HouseholdLog::Enrolled const& one : *some) {
            Programme const& programme = programmes[one.programme];
            if (!programme.pays()) continue;
            auto const money = static_cast<double>(one.cost) / smallest;
            paid_[at(one.household, one.year)] += money;
            if (programme.effect.amount[one.year].tops_up()) {
                topped_up_[at(one.household, one.year)] += money;
            }
        }
    }
}

}  // namespace povex
