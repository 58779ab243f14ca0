#include "engine/measure/income_sums.hpp"

namespace povex {

POVEX_BY_TARGET(CountIncomes, count_incomes);

}  // namespace povex
