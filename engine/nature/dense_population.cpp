#include "engine/nature/dense_base_population.hpp"

namespace povex::dense {

POVEX_BY_TARGET(DrawHouseholds, draw_households);
POVEX_BY_TARGET(DrawLots, draw_lots);

}  // namespace povex::dense
