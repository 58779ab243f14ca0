#include "engine/run/replicate.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>

#include <fmt/format.h>

#include "engine/base/elementary.hpp"
#include "engine/base/error.hpp"
#include "engine/policy/cost.hpp"
#include "engine/policy/enrolment.hpp"

namespace povex {

namespace {

std::vector<std::string> names_of(auto const& records) {
    std::vector<std::string> names;
    for (auto const& record : records) names.push_back(record.label.id);
    return names;
}

Names names_in(Experiment const& e) {
    Names names{
        names_of(e.scenarios),
        names_of(e.standards),
        e.scenarios.empty() ? std::vector<std::string>{} : names_of(e.scenarios.front().programmes),
        names_of(e.payers),
        names_of(e.nature.indicators),
        {},
        e.years,
        {}};
    for (Indicator const& i : e.nature.indicators) names.indicator_bit.push_back(i.label.key);
    for (Standard const& s : e.standards) names.counting.push_back(s.indicators);
    auto const lends = [](Programme const& p) { return p.loan.principal > 0; };
    bool loans = false, jobs = false;
    for (Scenario const& s : e.scenarios) {
        loans = loans || std::any_of(s.programmes.begin(), s.programmes.end(), lends);
        jobs = jobs || s.spillover.jobs > 0.0;
    }
    if (loans) names.loan_accounts.assign(loan_account_names.begin(), loan_account_names.end());
    if (jobs) names.job_accounts.assign(job_account_names.begin(), job_account_names.end());
    return names;
}

/// Scenarios with the baseline as the first.
std::vector<std::size_t> baseline_first(Experiment const& e) {
    std::vector<std::size_t> order;
    for (std::size_t s = 0; s < e.scenarios.size(); ++s) order.push_back(s);
    if (e.baseline < order.size()) {
        auto const baseline = order.begin() + static_cast<std::ptrdiff_t>(e.baseline);
        std::rotate(order.begin(), baseline, baseline + 1);
    }
    return order;
}

/// Scenarios grouped by their events; the baseline is the first of the first group.
std::vector<NatureVariant> variants_in(Experiment const& e) {
    std::vector<NatureVariant> variants;
    for (auto s : baseline_first(e)) {
        auto const& event = e.scenarios[s].event;
        auto const same = std::find_if(variants.begin(), variants.end(),
                                       [&](auto const& v) { return v.event == event; });
        if (same != variants.end()) {
            same->scenarios.push_back(s);
        } else {
            variants.push_back({event, {s}, Nature(e.nature, e.places, event)});
        }
    }
    return variants;
}

/// Deprivations are followed where they can matter: at or below some line (with a hair's breadth
/// for the rounding of the logarithm), or everywhere if all households are measured.
std::vector<double> wanted_below(Experiment const& e, Rulers const& rulers) {
    std::vector<double> bound;
    for (std::size_t t = 0; t < e.years.reviews(); ++t) {
        for (std::size_t s = 0; s < e.places.strata.size(); ++s) {
            bound.push_back(e.multidimensional ? std::numeric_limits<double>::infinity()
                                               : elementary::log(rulers.highest_line(t, s)) + 1e-9);
        }
    }
    return bound;
}

/// Household h over the years: the columns are rows of it, shape [reviews]; `baseline` has those of
/// all households, or none if there is nothing to compare with.
Tally::Path path_of(Setting const& setting, std::span<Statuses const> baseline, std::size_t h,
                    std::span<double const> income, Statuses const* statuses,
                    Statuses const* true_statuses, Bits const* bits) {
    Register const& r = *setting.households;
    auto const n = income.size();
    return {.cell = r.cell[h],
            .stratum = setting.stratum_of(h),
            .size = r.size[h],
            .unit = setting.unit_of(h),
            .income = income,
            .statuses = {statuses, n},
            .true_statuses = {true_statuses, n},
            .deprivations = {bits, n},
            .floor = setting.floor_of(h),
            .baseline_statuses = baseline.empty() ? baseline : baseline.subspan(h * n, n)};
}

Tally::Path untouched_path(Setting const& setting, std::span<Statuses const> baseline,
                           std::size_t h, std::span<double> income) {
    untouched_income(setting, h, income);
    auto const row = h * income.size();
    return path_of(setting, baseline, h, income, &setting.statuses[row],
                   &setting.true_statuses[row], &setting.course.deprivations[row]);
}

/// The official statuses of all households under a scenario, shape [H][reviews].
std::vector<Statuses> official_statuses(Setting const& setting, Projection const& projection) {
    std::vector<Statuses> all = setting.statuses;
    auto const reviews = static_cast<std::ptrdiff_t>(setting.years.reviews());
    for (std::size_t i = 0; i < projection.touched.size(); ++i) {
        std::copy_n(projection.statuses.begin() + static_cast<std::ptrdiff_t>(i) * reviews, reviews,
                    all.begin() + static_cast<std::ptrdiff_t>(projection.touched[i]) * reviews);
    }
    return all;
}

/// The household in row i of those that a scenario touched.
Tally::Path touched_path(Setting const& setting, std::span<Statuses const> baseline,
                         Projection const& projection, std::size_t i) {
    auto const reviews = setting.years.reviews();
    auto const row = i * reviews;
    return path_of(setting, baseline, projection.touched[i], {&projection.income[row], reviews},
                   &projection.statuses[row], &projection.true_statuses[row],
                   &projection.deprivations[row]);
}

}  // namespace

Workshop::Workshop(Experiment const& e, Workshop const* like)
    : experiment_(&e),
      populations_(Populations::of(e, like != nullptr ? like->populations_ : nullptr)),
      register_(populations_->households()),
      rulers_(e.standards, e.places, e.nature),
      measures_(register_, e.places, e.groups, names_in(e), e.multidimensional),
      variants_(variants_in(e)),
      wanted_below_(wanted_below(e, rulers_)) {}

Setting Workshop::make_setting(NatureVariant const& variant, BasePopulation const& base,
                               std::uint32_t replicate) const {
    Experiment const& e = *experiment_;
    Setting setting;
    setting.years = e.years;
    setting.places = &e.places;
    setting.households = &register_;
    setting.base = &base;
    setting.nature = &variant.nature;
    setting.law = &e.nature;
    setting.rulers = &rulers_;
    setting.targeting = &e.targeting;
    setting.payers = &e.payers;
    setting.list_rules = e.list_rules;
    setting.course = variant.nature.run(register_, base, wanted_below_, e.seed, replicate);
    setting.seed = e.seed;
    setting.replicate = replicate;
    setting.all_deprivations = e.multidimensional;
    setting.income_floor = e.income_floor;
    review_untouched(setting);
    return setting;
}

Tally Workshop::count_untouched(Setting const& setting, std::span<Statuses const> baseline) const {
    auto const reviews = setting.years.reviews();
    Tally tally(register_.cells.size(), rulers_, reviews, experiment_->nature.income.front().mean,
                experiment_->multidimensional);
    std::vector<double> income(reviews);
    for (std::size_t h = 0; h < register_.households(); ++h) {
        tally.count(untouched_path(setting, baseline, h, income), 1);
    }
    return tally;
}

void Workshop::recount_touched(Setting const& setting, std::span<Statuses const> baseline,
                               Projection const& projection, Tally& tally) const {
    std::vector<double> income(setting.years.reviews());
    for (std::size_t i = 0; i < projection.touched.size(); ++i) {
        tally.count(untouched_path(setting, baseline, projection.touched[i], income), -1);
        tally.count(touched_path(setting, baseline, projection, i), 1);
    }
}

void Workshop::visit_households(std::uint32_t replicate, std::size_t scenario,
                                HouseholdVisit const& visit) const {
    auto const base = population(replicate);
    auto const variant = std::find_if(variants_.begin(), variants_.end(), [&](auto const& v) {
        return std::count(v.scenarios.begin(), v.scenarios.end(), scenario) > 0;
    });
    Setting const setting = make_setting(*variant, *base, replicate);
    Projection const projection = project(setting, experiment_->scenarios.at(scenario));
    std::vector<std::size_t> row(register_.households(), projection.touched.size());
    for (std::size_t i = 0; i < projection.touched.size(); ++i) row[projection.touched[i]] = i;
    std::vector<double> income(setting.years.reviews());
    for (std::size_t h = 0; h < row.size(); ++h) {
        visit(h, row[h] < projection.touched.size() ? touched_path(setting, {}, projection, row[h])
                                                    : untouched_path(setting, {}, h, income));
    }
}

std::vector<FirstYear> Workshop::first_year(std::size_t scenario) const {
    Experiment const& e = *experiment_;
    auto const base = population(0);
    auto const& programmes = e.scenarios[scenario].programmes;
    std::vector<FirstYear> result(programmes.size());
    if (e.years.projected() == 0) return result;
    for (std::size_t h = 0; h < register_.households(); ++h) {
        auto const stratum = register_.places[register_.place[h]].stratum;
        double const unit = e.nature.income[stratum].mean;
        double const income = compose_income(base->log_income[h], 0.0, 0.0, e.income_floor / unit);
        auto const statuses = review(rulers_, 0, stratum, income, base->deprivations[h]);
        Candidate const candidate{
            static_cast<std::uint32_t>(h), standing_at_review(status_of(statuses, e.targeting[0])),
            base->deprivations[h], income, &rulers_.at(e.targeting[0], 0, stratum)};
        for (std::size_t p = 0; p < programmes.size(); ++p) {
            if (!e.scenarios[scenario].runs[p]) continue;
            if (!is_eligible(programmes[p], register_, candidate)) continue;
            ++result[p].eligible;
            result[p].full_cost += yearly_cost(programmes[p], rulers_, 1, stratum, unit,
                                               register_.members(h, programmes[p].unit));
        }
    }
    for (std::size_t p = 0; p < programmes.size(); ++p) {
        result[p].ceiling = programmes[p].capped()
                                ? std::min(result[p].full_cost, programmes[p].budget[1])
                                : result[p].full_cost;
    }
    return result;
}

ReplicateResult Workshop::run_replicate(std::uint32_t replicate) const {
    try {
        return simulate(replicate);
    } catch (std::out_of_range const& error) {
        throw InputError(
            fmt::format("replicate {} leaves what can be counted ({})", replicate, error.what()),
            "are growth, effects or amounts far too large?");
    }
}

ReplicateResult Workshop::simulate(std::uint32_t replicate) const {
    auto const base = population(replicate);
    auto const scenarios = experiment_->scenarios.size();
    std::vector<Tally> tallies;
    for (std::size_t s = 0; s < scenarios; ++s) {
        tallies.emplace_back(0, rulers_, 0, 1.0, false);
    }
    std::vector<Projection> projections(scenarios);
    std::vector<Statuses> baseline;  // of the first scenario of the first variant
    for (NatureVariant const& variant : variants_) {
        Setting const setting = make_setting(variant, *base, replicate);
        for (auto s : variant.scenarios) {
            projections[s] = project(setting, experiment_->scenarios[s]);
            if (baseline.empty()) baseline = official_statuses(setting, projections[s]);
        }
        Tally const untouched = count_untouched(setting, baseline);
        for (auto s : variant.scenarios) {
            tallies[s] = untouched;
            recount_touched(setting, baseline, projections[s], tallies[s]);
        }
    }
    return measures_.result(replicate, tallies, projections);
}

}  // namespace povex
