#include "engine/nature/area_terms.hpp"

namespace povex {

DeprivationLaw::Chain AreaTerms::held(DeprivationLaw::Chain chain, std::size_t locality,
                                      std::size_t stratum, std::size_t t) const {
    PerBit<double> const& factor = holds[index(locality, stratum, t)];
    for (std::size_t j = 0; j < max_indicators; ++j) {
        if (factor[j] == 1.0) continue;  // 1 - (1 - b) need not be b
        chain.entry[j] *= factor[j];
        chain.exit[j] = 1.0 - (1.0 - chain.exit[j]) * factor[j];
    }
    return chain;
}

}  // namespace povex
