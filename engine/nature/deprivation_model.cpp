#include "engine/nature/deprivation_model.hpp"

#include <cmath>
#include <limits>
#include <map>

#include "engine/base/elementary.hpp"
#include "engine/nature/year_address.hpp"
#include "engine/random/purpose.hpp"

namespace povex {

namespace dense {

POVEX_BY_TARGET(LevelsAt, levels_at);
POVEX_BY_TARGET(ChainAt, chain_at);
POVEX_BY_TARGET(MovesOf, moves_of);
POVEX_BY_TARGET(MovesOfYears, moves_of_years);

}  // namespace dense

using elementary::normal_cdf;
using elementary::normal_quantile;

namespace {

/// Nobody is deprived, and nothing changes.
dense::PlaceBits without_indicators() {
    dense::PlaceBits bits{};
    for (std::size_t j = 0; j < max_indicators; ++j) {
        bits.level_at[j] = bits.entry_at[j] = bits.stay_at[j] =
            -std::numeric_limits<float>::infinity();
        bits.stay[j] = 1.0F;
    }
    bits.one_curve = true;
    return bits;
}

}  // namespace

DeprivationModel::DeprivationModel(std::vector<Indicator> const& indicators, std::size_t stratum,
                                   double shift)
    : single_(without_indicators()) {
    for (Indicator const& indicator : indicators) {
        double const lambda = indicator.loading;
        bits_.push_back(
            {indicator.label.key,
             normal_quantile(indicator.level[stratum]) + (indicator.calibrated ? shift : 0.0),
             lambda, 1.0 / std::sqrt(1.0 - lambda * lambda)});
        set_single(indicator, bits_.back());
    }
}

PerBit<double> DeprivationModel::levels(double factor) const {
    PerBit<double> levels{};
    for (Bit const& bit : bits_) {
        levels[bit.index] = normal_cdf((bit.quantile - bit.loading * factor) * bit.scale);
    }
    return levels;
}

void DeprivationModel::set_single(Indicator const& indicator, Bit const& bit) {
    auto const j = bit.index;
    auto const single = [](double x) { return static_cast<float>(x); };
    single_.slope[j] = single(bit.loading * bit.scale);
    single_.level_at[j] = single_.entry_at[j] = single_.stay_at[j] =
        single(bit.quantile * bit.scale);
    if (!indicator.explicit_chain) {
        single_.scale[j] = single(indicator.turnover);
        single_.stay[j] = single(1.0 - indicator.turnover);
    } else if (bit.loading > 0.0) {
        single_.one_curve = false;
        single_.scale[j] = 1.0F;
        single_.stay[j] = 0.0F;
        single_.entry_at[j] = single(normal_quantile(indicator.entry) * bit.scale);
        single_.stay_at[j] = single(-normal_quantile(indicator.exit) * bit.scale);
    } else {
        single_.entry[j] = single(indicator.entry);
        single_.stay[j] = single(1.0 - indicator.exit);
    }
}

DeprivationModel::Chain DeprivationModel::chain(double factor) const {
    Chain chain;
    dense::chain_at[best_target()](single_, static_cast<float>(factor), chain.entry.data(),
                                   chain.stay.data());
    return chain;
}

std::vector<Bits> applicable(std::vector<Indicator> const& indicators, Register const& r) {
    std::map<Member, unsigned> needing;  // bits by the member they need
    for (Indicator const& indicator : indicators) {
        needing[indicator.needs] |= 1U << indicator.label.key;
    }
    std::vector<Bits> bits(r.households(), static_cast<Bits>(needing[Member::nobody]));
    needing.erase(Member::nobody);
    for (auto [member, needed] : needing) {
        for (std::size_t h = 0; h < bits.size(); ++h) {
            if (r.members(h, member) > 0) bits[h] = static_cast<Bits>(bits[h] | needed);
        }
    }
    return bits;
}

dense::YearAddress moves_address(Stream const& stream, std::uint64_t entity, std::uint16_t year) {
    return dense::year_address(stream.counter(entity, year, purpose(Use::deprivation_step)));
}

dense::Moves moves_of(DeprivationModel::Chain const& chain, Stream const& stream,
                      std::uint64_t entity, std::uint16_t year) {
    return dense::moves_of[best_target()](chain.entry.data(), chain.stay.data(),
                                          moves_address(stream, entity, year),
                                          static_cast<std::uint32_t>(entity));
}

}  // namespace povex
