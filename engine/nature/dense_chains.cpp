#include "engine/nature/dense_deprivations.hpp"

namespace povex::dense {

POVEX_BY_TARGET(LevelsAt, levels_at);
POVEX_BY_TARGET(ChainAt, chain_at);
POVEX_BY_TARGET(MovesOf, moves_of);
POVEX_BY_TARGET(MovesOfYears, moves_of_years);

}  // namespace povex::dense
