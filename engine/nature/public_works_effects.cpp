#include "engine/nature/public_works_effects.hpp"

namespace povex {

DeprivationModel::Chain PublicWorksEffects::held(DeprivationModel::Chain chain,
                                                 std::size_t locality, std::size_t stratum,
                                                 std::size_t t) const {
    PerBit<double> const& factor = holds[index(locality, stratum, t)];
    for (std::size_t j = 0; j < max_indicators; ++j) {
        auto const hold = static_cast<float>(factor[j]);
        chain.entry[j] *= hold;
        chain.stay[j] *= hold;
    }
    return chain;
}

}  // namespace povex
