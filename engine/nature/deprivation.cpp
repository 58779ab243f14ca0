#include "engine/nature/deprivation.hpp"

#include <cmath>

#include "engine/base/elementary.hpp"

namespace povex {

using elementary::normal_cdf;
using elementary::normal_quantile;

DeprivationLaw::DeprivationLaw(std::vector<Indicator> const& indicators, std::size_t stratum,
                               double shift) {
    for (Indicator const& indicator : indicators) {
        double const lambda = indicator.loading;
        Bit bit{indicator.label.key,
                normal_quantile(indicator.level[stratum]) + (indicator.calibrated ? shift : 0.0),
                lambda,
                1.0 / std::sqrt(1.0 - lambda * lambda),
                indicator.turnover,
                indicator.explicit_chain,
                indicator.entry,
                indicator.exit};
        if (lambda > 0.0 && indicator.explicit_chain) {
            bit.entry = normal_quantile(bit.entry);
            bit.exit = normal_quantile(bit.exit);
        }
        bits_.push_back(bit);
    }
}

PerBit<double> DeprivationLaw::levels(double factor) const {
    PerBit<double> levels{};
    for (Bit const& bit : bits_) {
        levels[bit.index] = normal_cdf((bit.quantile - bit.loading * factor) * bit.scale);
    }
    return levels;
}

DeprivationLaw::Chain DeprivationLaw::chain(double factor, Bits wanted) const {
    Chain chain;
    for (Bit const& bit : bits_) {
        if (!has(wanted, bit.index)) continue;
        auto& entry = chain.entry[bit.index];
        auto& exit = chain.exit[bit.index];
        if (!bit.explicit_chain) {
            double const level = normal_cdf((bit.quantile - bit.loading * factor) * bit.scale);
            entry = bit.turnover * level;
            exit = bit.turnover * (1.0 - level);
        } else if (bit.loading > 0.0) {
            entry = normal_cdf((bit.entry - bit.loading * factor) * bit.scale);
            exit = normal_cdf((bit.exit + bit.loading * factor) * bit.scale);
        } else {
            entry = bit.entry;
            exit = bit.exit;
        }
    }
    return chain;
}

Bits applicable(std::vector<Indicator> const& indicators, Register const& r, std::size_t h) {
    unsigned mask = 0;
    for (Indicator const& indicator : indicators) {
        if (indicator.needs == Member::nobody || r.members(h, indicator.needs) > 0) {
            mask |= 1U << indicator.label.key;
        }
    }
    return static_cast<Bits>(mask);
}

Bits step(Bits bits, Bits mask, DeprivationLaw::Chain const& chain, BitUniforms uniforms) {
    unsigned next = 0;
    for (std::size_t j = 0; j < max_indicators; ++j) {
        if (!has(mask, j)) continue;
        double const stays = has(bits, j) ? 1.0 - chain.exit[j] : chain.entry[j];
        if (uniforms[j] < stays) next |= 1U << j;
    }
    return static_cast<Bits>(next);
}

}  // namespace povex
