#include "engine/run/replicate.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

#include "engine/base/elementary.hpp"
#include "engine/base/error.hpp"
#include "engine/policy/cost.hpp"
#include "engine/policy/enrolment.hpp"
#include "engine/policy/untouched_review.hpp"
#include "engine/policy/works.hpp"
#include "engine/run/household_paths.hpp"
#include "engine/run/in_parallel.hpp"

namespace povex {

namespace {

std::vector<std::string> names_of(auto const& records) {
    std::vector<std::string> names;
    names.reserve(records.size());
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

/// Add a variant behind those whose events and works are its own, which share their nature with it.
void add_variant(std::vector<Variant>& variants, Variant variant, Experiment const& e) {
    auto const last = std::find_if(variants.rbegin(), variants.rend(), [&](auto const& v) {
        return v.event == variant.event && v.works == variant.works;
    });
    variant.nature =
        last != variants.rend()
            ? last->nature
            : std::make_shared<Nature const>(e.nature, e.places, variant.event, variant.works);
    variants.insert(last != variants.rend() ? last.base() : variants.end(), std::move(variant));
}

/// Scenarios grouped by events, works for places, universal transfers and rules of the list; the
/// baseline is the first of the first group.
std::vector<Variant> variants_in(Experiment const& e) {
    std::vector<Variant> variants;
    for (auto s : baseline_first(e)) {
        Scenario const& scenario = e.scenarios[s];
        auto works = area_terms(scenario, e.growth_observed_under, e.places, e.years.reviews());
        auto transfers = universal_transfers(scenario, e.payers);
        auto const same = std::find_if(variants.begin(), variants.end(), [&](auto const& v) {
            return v.event == scenario.event && v.works == works && v.transfers == transfers &&
                   v.list_rules == scenario.list_rules;
        });
        if (same != variants.end()) {
            same->scenarios.push_back(s);
        } else {
            add_variant(variants,
                        {scenario.event,
                         std::move(works),
                         std::move(transfers),
                         scenario.list_rules,
                         {s},
                         nullptr},
                        e);
        }
    }
    return variants;
}

/// Deprivations are followed where they can matter: at or below some line (with a hair's breadth
/// for the rounding of logarithms in single precision), or everywhere if all households are
/// measured.
std::vector<double> wanted_below(Experiment const& e, Rulers const& rulers) {
    std::vector<double> bound;
    for (std::size_t t = 0; t < e.years.reviews(); ++t) {
        for (std::size_t s = 0; s < e.places.strata.size(); ++s) {
            bound.push_back(e.multidimensional ? std::numeric_limits<double>::infinity()
                                               : elementary::log(rulers.highest_line(t, s)) + 1e-6);
        }
    }
    return bound;
}

}  // namespace

Workshop::Workshop(Experiment const& e, Workshop const* like)
    : experiment_(&e),
      populations_(Populations::of(e, like != nullptr ? like->populations_ : nullptr)),
      register_(populations_->households()),
      rulers_(e.standards, e.places, e.nature),
      measures_(register_, e.places, e.groups, names_in(e), e.multidimensional),
      variants_(variants_in(e)),
      wanted_below_(wanted_below(e, rulers_)),
      census_(register_) {
    check_works();
    for (Scenario const& scenario : e.scenarios) {
        reach_.emplace_back(scenario, register_, reach_.empty() ? nullptr : &reach_.back());
    }
    for (Variant& variant : variants_) {
        auto const s = variant.scenarios.front();
        if (UniversalTransfers::drawn(e.scenarios[s], e.payers)) continue;
        variant.universal = std::make_shared<UniversalTransfers const>(make_setting(variant, 0),
                                                                       e.scenarios[s], reach_[s]);
    }
}

std::size_t Workshop::natures() const {
    std::size_t natures = 0;
    Nature const* last = nullptr;
    for (Variant const& variant : variants_) {  // those of one nature stand together
        if (variant.nature.get() != last) ++natures;
        last = variant.nature.get();
    }
    return natures;
}

/// Money for works is booked where the households are.
void Workshop::check_works() const {
    Experiment const& e = *experiment_;
    for (Scenario const& scenario : e.scenarios) {
        for (std::size_t p = 0; p < scenario.programmes.size(); ++p) {
            Programme const& programme = scenario.programmes[p];
            if (!runs_works(scenario, p)) continue;
            auto const there =
                households_at_works(programme, register_, e.places.localities.size());
            if (std::any_of(there.begin(), there.end(), [](auto n) { return n > 0; })) continue;
            throw InputError(
                fmt::format("programmes.{} is for places without a household", programme.label.id),
                "do its localities have any of its strata?");
        }
    }
}

Setting Workshop::make_setting(Variant const& variant, std::uint32_t replicate) const {
    Experiment const& e = *experiment_;
    Setting setting;
    setting.years = e.years;
    setting.places = &e.places;
    setting.households = &register_;
    setting.nature = variant.nature.get();
    setting.model = &e.nature;
    setting.rulers = &rulers_;
    setting.targeting = &e.targeting;
    setting.payers = &e.payers;
    setting.list_rules = variant.list_rules;
    setting.seed = e.seed;
    setting.replicate = replicate;
    setting.all_deprivations = e.multidimensional;
    setting.touch_all = e.touch_all;
    setting.income_floor = e.income_floor;
    setting.universal = variant.universal;
    return setting;
}

std::shared_ptr<UniversalTransfers const> Workshop::transfers_in(Variant const& variant,
                                                                 BasePopulation const& base,
                                                                 std::uint32_t replicate) const {
    if (variant.universal) return variant.universal;
    Setting setting = make_setting(variant, replicate);
    setting.base = &base;
    auto const s = variant.scenarios.front();
    return std::make_shared<UniversalTransfers const>(setting, experiment_->scenarios[s],
                                                      reach_[s]);
}

/// Whom universal transfers of any variant of a nature may bring below a line.
std::vector<std::uint32_t> Workshop::losers(Nature const& nature, BasePopulation const& base,
                                            std::uint32_t replicate) const {
    std::vector<std::uint32_t> all;
    for (Variant const& variant : variants_) {
        if (variant.nature.get() != &nature) continue;
        auto const transfers = transfers_in(variant, base, replicate);
        all = united(all, transfers->losers());
    }
    return all;
}

Setting Workshop::make_setting(Variant const& variant, BasePopulation const& base,
                               std::uint32_t replicate) const {
    Setting setting = make_setting(variant, replicate);
    setting.base = &base;
    setting.universal = transfers_in(variant, base, replicate);
    setting.course = variant.nature->run(register_, base, wanted_below_, experiment_->seed,
                                         replicate, losers(*variant.nature, base, replicate));
    review_untouched(setting);
    return setting;
}

Tally Workshop::empty_tally() const {
    return {register_.cells.size(),        rulers_,
            experiment_->years.reviews(),  experiment_->nature.income.front().mean,
            experiment_->multidimensional, static_cast<std::int64_t>(register_.households())};
}

void Workshop::begin(Variant const& variant, BasePopulation const& base, std::uint32_t replicate,
                     Setting& setting, Tally& untouched) const {
    if (setting.nature != variant.nature.get()) {
        setting = {};  // no two natures in memory at once
        setting = make_setting(variant, base, replicate);
        untouched = empty_tally();
        census_.count_untouched(setting, untouched);
        return;
    }
    auto const transfers = transfers_in(variant, base, replicate);
    auto concerned = UniversalTransfers::differing(*setting.universal, *transfers);
    if (setting.list_rules != variant.list_rules) {
        concerned = united(concerned, setting.course.followed.rows());
    }
    census_.count_projected(setting, concerned, -1, untouched);
    setting.universal = transfers;
    setting.list_rules = variant.list_rules;
    review_untouched_again(setting, concerned);
    census_.count_projected(setting, concerned, 1, untouched);
}

Setting Workshop::setting_of(std::size_t scenario, BasePopulation const& base,
                             std::uint32_t replicate) const {
    auto const variant = std::find_if(variants_.begin(), variants_.end(), [&](auto const& v) {
        return std::count(v.scenarios.begin(), v.scenarios.end(), scenario) > 0;
    });
    return make_setting(*variant, base, replicate);
}

Projection Workshop::projection_of(std::size_t scenario, Setting const& setting,
                                   Diary* diary) const {
    Scenario const& chosen = experiment_->scenarios.at(scenario);
    Reach const& reach = reach_.at(scenario);
    if (diary != nullptr) UniversalTransfers(setting, chosen, reach, diary);  // the setting's again
    return project(setting, chosen, reach, diary);
}

void Workshop::visit_households(std::uint32_t replicate, std::size_t scenario,
                                HouseholdVisit const& visit) const {
    auto const base = population(replicate);
    Setting const setting = setting_of(scenario, *base, replicate);
    Projection const projection = projection_of(scenario, setting);
    std::vector<std::size_t> row(register_.households(), projection.touched.size());
    for (std::size_t i = 0; i < projection.touched.size(); ++i) row[projection.touched[i]] = i;
    UntouchedPath untouched(setting);
    for (std::size_t h = 0; h < row.size(); ++h) {
        visit(h, row[h] < projection.touched.size() ? touched_path(setting, projection, row[h])
                                                    : untouched(h));
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
        double const income = base_income(*base, h, e.income_floor / unit);
        auto const statuses = review(rulers_, 0, stratum, income, base->deprivations[h]);
        auto const standing = standing_at_review(status_of(statuses, e.targeting[0]));
        auto const who = profile_of(register_, h);
        for (std::size_t p = 0; p < programmes.size(); ++p) {
            if (!e.scenarios[scenario].runs[p] || is_works(programmes[p])) continue;
            if (!reach_[scenario].scope(p).includes(who, standing)) continue;
            if (!programmes[p].is_needed(base->deprivations[h])) continue;
            ++result[p].eligible;
            result[p].full_cost += yearly_cost(programmes[p], rulers_, 1, stratum, unit,
                                               register_.members(h, programmes[p].unit));
        }
    }
    for (std::size_t p = 0; p < programmes.size(); ++p) {
        if (runs_works(e.scenarios[scenario], p)) {
            for (auto n :
                 households_at_works(programmes[p], register_, e.places.localities.size())) {
                result[p].eligible += n;
            }
            result[p].full_cost = programmes[p].budget[1];
        }
        result[p].ceiling = programmes[p].capped()
                                ? std::min(result[p].full_cost, programmes[p].budget[1])
                                : result[p].full_cost;
    }
    return result;
}

std::vector<double> Workshop::works_share(std::size_t scenario) const {
    Experiment const& e = *experiment_;
    Scenario const& chosen = e.scenarios[scenario];
    auto const strata = e.places.strata.size();
    bool any = false;
    for (std::size_t p = 0; p < chosen.programmes.size(); ++p) {
        any = any || runs_works(chosen, p);
    }
    if (!any || e.years.projected() == 0) return {};
    auto const works = works_log_income(chosen, e.places, e.years.reviews());
    auto const terms = area_terms(chosen, e.growth_observed_under, e.places, e.years.reviews());
    std::vector<double> income(strata, 0.0);
    std::vector<double> by_works(strata, 0.0);
    for (Place const& place : register_.places) {
        auto const i = terms.index(place.locality, place.stratum, 1);
        double persons = 0.0;
        for (auto h = place.first; h < place.last; ++h) persons += register_.size[h];
        double const mean =
            persons * (terms.log_income.empty() ? 1.0 : elementary::exp(terms.log_income[i]));
        income[place.stratum] += mean;
        by_works[place.stratum] -= mean * elementary::expm1(-works[i]);
    }
    for (std::size_t s = 0; s < strata; ++s) {
        if (income[s] > 0.0) by_works[s] /= income[s];
    }
    return by_works;
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
        tallies.emplace_back(0, rulers_, 0, 1.0, false, 0);
    }
    std::vector<Ledger> ledgers(scenarios);
    std::vector<PoorPaths> poor(scenarios);
    Setting setting;
    Tally untouched = empty_tally();
    for (Variant const& variant : variants_) {
        begin(variant, *base, replicate, setting, untouched);
        PoorPaths const untouched_poor = poor_paths(setting);
        in_parallel(variant.scenarios.size(), [&](std::size_t i) {
            auto const s = variant.scenarios[i];
            Projection projection = projection_of(s, setting);
            tallies[s] = untouched;
            census_.recount_touched(setting, projection, tallies[s]);
            poor[s] = poor_paths(untouched_poor, projection, setting.years.reviews());
            ledgers[s] = std::move(projection.ledger);
        });
    }
    for (std::size_t s = 0; s < scenarios; ++s) {
        tallies[s].count_against_baseline(poor[variants_.front().scenarios.front()], poor[s],
                                          register_.cell);
    }
    return measures_.result(replicate, tallies, ledgers);
}

}  // namespace povex
