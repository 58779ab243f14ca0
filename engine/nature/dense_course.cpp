#include "engine/nature/dense_incomes.hpp"

namespace povex::dense {

POVEX_BY_TARGET(WalkIncomes, walk_incomes);
POVEX_BY_TARGET(TakeLosses, take_losses);
POVEX_BY_TARGET(ListNear, list_near);

}  // namespace povex::dense
