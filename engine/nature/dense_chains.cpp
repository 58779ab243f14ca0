#include "engine/nature/dense_chains.hpp"

namespace povex::dense {

// every version that dense_chains_kernel.cpp is compiled to
#define POVEX_CHAINS_OF(target)     \
    namespace target {              \
    LevelsAt levels_at_by;          \
    ChainAt chain_at_by;            \
    MovesOf moves_of_by;            \
    MovesOfYears moves_of_years_by; \
    }
POVEX_CHAINS_OF(baseline)
POVEX_CHAINS_OF(avx2)
POVEX_CHAINS_OF(avx512)
#undef POVEX_CHAINS_OF

constinit ByTarget<LevelsAt> const levels_at{baseline::levels_at_by, avx2::levels_at_by,
                                             avx512::levels_at_by};
constinit ByTarget<ChainAt> const chain_at{baseline::chain_at_by, avx2::chain_at_by,
                                           avx512::chain_at_by};
constinit ByTarget<MovesOf> const moves_of{baseline::moves_of_by, avx2::moves_of_by,
                                           avx512::moves_of_by};
constinit ByTarget<MovesOfYears> const moves_of_years{
    baseline::moves_of_years_by, avx2::moves_of_years_by, avx512::moves_of_years_by};

}  // namespace povex::dense
