#include "engine/nature/dense_course.hpp"

namespace povex::dense {

// every version that dense_course_kernel.cpp is compiled to
#define POVEX_DENSE_OF(target)   \
    namespace target {           \
    WalkIncomes walk_incomes_by; \
    TakeLosses take_losses_by;   \
    ListNear list_near_by;       \
    }
POVEX_DENSE_OF(baseline)
POVEX_DENSE_OF(avx2)
POVEX_DENSE_OF(avx512)
#undef POVEX_DENSE_OF

constinit ByTarget<WalkIncomes> const walk_incomes{baseline::walk_incomes_by, avx2::walk_incomes_by,
                                                   avx512::walk_incomes_by};
constinit ByTarget<TakeLosses> const take_losses{baseline::take_losses_by, avx2::take_losses_by,
                                                 avx512::take_losses_by};
constinit ByTarget<ListNear> const list_near{baseline::list_near_by, avx2::list_near_by,
                                             avx512::list_near_by};

}  // namespace povex::dense
