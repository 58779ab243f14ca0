#include "engine/run/variants.hpp"

#include <algorithm>
#include <utility>

#include "engine/policy/public_works.hpp"

namespace povex {

namespace {

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

/// Add a variant behind those with the same events and public works; they share their nature.
void add_variant(std::vector<Variant>& variants, Variant variant, Experiment const& e) {
    auto const last = std::find_if(variants.rbegin(), variants.rend(), [&](auto const& v) {
        return v.event == variant.event && v.public_works == variant.public_works;
    });
    variant.nature = last != variants.rend()
                         ? last->nature
                         : std::make_shared<Nature const>(e.nature, e.places, variant.event,
                                                          variant.public_works);
    variants.insert(last != variants.rend() ? last.base() : variants.end(), std::move(variant));
}

}  // namespace

std::vector<Variant> make_variants(Experiment const& e) {
    std::vector<Variant> variants;
    for (auto s : baseline_first(e)) {
        Scenario const& scenario = e.scenarios[s];
        Variant variant{
            scenario.event,
            public_works_effects(scenario, e.growth_observed_under, e.places, e.years.reviews()),
            universal_transfers(scenario, e.payers),
            scenario.list_rules,
            {s},
            nullptr};
        auto const same = std::find_if(variants.begin(), variants.end(), [&](auto const& v) {
            return v.event == variant.event && v.public_works == variant.public_works &&
                   v.transfers == variant.transfers && v.list_rules == variant.list_rules;
        });
        if (same != variants.end()) {
            same->scenarios.push_back(s);
        } else {
            add_variant(variants, std::move(variant), e);
        }
    }
    return variants;
}

std::size_t natures_in(std::vector<Variant> const& variants) {
    std::size_t natures = 0;
    Nature const* last = nullptr;
    for (Variant const& variant : variants) {  // those of one nature stand together
        if (variant.nature.get() != last) ++natures;
        last = variant.nature.get();
    }
    return natures;
}

}  // namespace povex
