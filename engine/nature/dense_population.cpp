#include "engine/nature/dense_population.hpp"

namespace povex::dense {

// every version that dense_population_kernel.cpp is compiled to
#define POVEX_POPULATION_OF(target)    \
    namespace target {                 \
    DrawHouseholds draw_households_by; \
    DrawLots draw_lots_by;             \
    }
POVEX_POPULATION_OF(baseline)
POVEX_POPULATION_OF(avx2)
POVEX_POPULATION_OF(avx512)
#undef POVEX_POPULATION_OF

constinit ByTarget<DrawHouseholds> const draw_households{
    baseline::draw_households_by, avx2::draw_households_by, avx512::draw_households_by};
constinit ByTarget<DrawLots> const draw_lots{baseline::draw_lots_by, avx2::draw_lots_by,
                                             avx512::draw_lots_by};

}  // namespace povex::dense
