#include "engine/measure/income_sums.hpp"

namespace povex {

namespace baseline {
CountIncomes count_incomes_by;
}
namespace avx2 {
CountIncomes count_incomes_by;
}
namespace avx512 {
CountIncomes count_incomes_by;
}

constinit ByTarget<CountIncomes> const count_incomes{
    baseline::count_incomes_by, avx2::count_incomes_by, avx512::count_incomes_by};

}  // namespace povex
