#include "engine/run/prepared_experiment.hpp"

#include <algorithm>
#include <limits>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "engine/base/elementary.hpp"
#include "engine/base/error.hpp"
#include "engine/policy/public_works.hpp"

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
    auto const lends = [](Programme const& p) { return p.effect.loan.principal > 0; };
    bool loans = false, jobs = false;
    for (Scenario const& s : e.scenarios) {
        loans = loans || std::any_of(s.programmes.begin(), s.programmes.end(), lends);
        jobs = jobs || s.spillover.jobs > 0.0;
    }
    if (loans) names.loan_accounts.assign(loan_account_names.begin(), loan_account_names.end());
    names.smallest_units = e.currency.smallest_units();
    names.targeting = e.targeting;
    if (jobs) names.job_accounts.assign(job_account_names.begin(), job_account_names.end());
    return names;
}

/// Deprivations are followed where they can matter: at or below some line (with a hair's breadth
/// for the rounding of logarithms in single precision), or everywhere if all households are
/// measured.
std::vector<double> follow_below(Experiment const& e, Rulers const& rulers) {
    std::vector<double> bound;
    for (std::size_t t = 0; t < e.years.reviews(); ++t) {
        for (std::size_t s = 0; s < e.places.strata.size(); ++s) {
            bound.push_back(e.multidimensional ? std::numeric_limits<double>::infinity()
                                               : elementary::log(rulers.highest_line(t, s)) + 1e-6);
        }
    }
    return bound;
}

StudyTables tables_of(Experiment const& e, Register const& households, Rulers const& rulers) {
    return {.seed = e.seed,
            .years = e.years,
            .places = &e.places,
            .households = &households,
            .model = &e.nature,
            .rulers = &rulers,
            .targeting = &e.targeting,
            .payers = &e.payers,
            .income_floor = e.income_floor,
            .smallest_units = static_cast<double>(e.currency.smallest_units()),
            .all_deprivations = e.multidimensional,
            .affect_all = e.affect_all};
}

}  // namespace

PreparedExperiment::PreparedExperiment(Experiment const& e, PreparedExperiment const* like)
    : experiment_(&e),
      populations_(Populations::of(e, like != nullptr ? like->populations_ : nullptr)),
      rulers_(e.standards, e.places, e.nature),
      study_(tables_of(e, populations_->households(), rulers_)),
      measures_(*study_.households, e.places, e.groups, names_in(e), e.multidimensional),
      tabulation_(*study_.households),
      variants_(make_variants(e)),
      follow_below_(follow_below(e, rulers_)) {
    check_public_works();
    for (Scenario const& scenario : e.scenarios) {
        eligibility_.emplace_back(scenario, *study_.households,
                                  eligibility_.empty() ? nullptr : &eligibility_.back());
    }
    for (Variant& variant : variants_) {
        auto const s = variant.scenarios.front();
        if (UniversalTransfers::drawn(e.scenarios[s], e.payers)) continue;
        variant.universal = transfers_in(variant, 0);
    }
}

/// Money for public works is booked where the households are.
void PreparedExperiment::check_public_works() const {
    Experiment const& e = *experiment_;
    for (Scenario const& scenario : e.scenarios) {
        for (std::size_t p = 0; p < scenario.programmes.size(); ++p) {
            Programme const& programme = scenario.programmes[p];
            if (!runs_public_works(scenario, p)) continue;
            auto const there =
                households_at_public_works(programme, households(), e.places.localities.size());
            if (std::any_of(there.begin(), there.end(), [](auto n) { return n > 0; })) continue;
            throw InputError(
                fmt::format("programmes.{} is for places without a household", programme.label.id),
                "do its localities have any of its strata?");
        }
    }
}

std::shared_ptr<UniversalTransfers const> PreparedExperiment::transfers_in(
    Variant const& variant, std::uint32_t replicate) const {
    if (variant.universal) return variant.universal;
    auto const s = variant.scenarios.front();
    return std::make_shared<UniversalTransfers const>(study_, replicate, experiment_->scenarios[s],
                                                      eligibility_[s]);
}

/// Households that universal transfers of any variant of a nature may bring below a line.
std::vector<std::uint32_t> PreparedExperiment::losers(Nature const& nature,
                                                      std::uint32_t replicate) const {
    std::vector<std::uint32_t> all;
    for (Variant const& variant : variants_) {
        if (variant.nature.get() != &nature) continue;
        all = united(all, transfers_in(variant, replicate)->losers());
    }
    return all;
}

std::shared_ptr<NatureDraw const> PreparedExperiment::nature_under(
    Variant const& variant, std::shared_ptr<BasePopulation const> base,
    std::uint32_t replicate) const {
    Nature const& nature = *variant.nature;
    return draw_nature(study_, nature, std::move(base), replicate, follow_below_,
                       losers(nature, replicate));
}

CounterfactualRules PreparedExperiment::rules_of(Variant const& variant,
                                                 std::uint32_t replicate) const {
    return {variant.list_rules, transfers_in(variant, replicate)};
}

Counterfactual PreparedExperiment::counterfactual_of(std::size_t scenario,
                                                     std::shared_ptr<BasePopulation const> base,
                                                     std::uint32_t replicate) const {
    auto const variant = std::find_if(variants_.begin(), variants_.end(), [&](auto const& v) {
        return std::count(v.scenarios.begin(), v.scenarios.end(), scenario) > 0;
    });
    return make_counterfactual(nature_under(*variant, std::move(base), replicate),
                               rules_of(*variant, replicate));
}

Tally PreparedExperiment::empty_tally() const {
    Experiment const& e = *experiment_;
    return {households().cells.size(),
            rulers_,
            e.years.reviews(),
            e.nature.income.front().mean,
            e.currency.smallest_units(),
            e.multidimensional,
            static_cast<std::int64_t>(households().households())};
}

}  // namespace povex
