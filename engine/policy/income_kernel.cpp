// Incomes from log incomes, many at a time. Compiled once for each Target; see
// engine/base/lanes.hpp.

#include "engine/base/elementary_lanes.hpp"
#include "engine/policy/income.hpp"

namespace povex {
inline namespace POVEX_TARGET {

void compose_incomes_by(float const* x, double const* added, double const* at_least,
                        std::size_t count, double* income) {
    constexpr int N = width;
    using Wide [[gnu::vector_size(8 * N)]] = double;
    std::size_t row = 0;
    for (; row + N <= count; row += N) {
        auto const y = exp_of<N>(lanes::load<Floats<N>>(x + row));
        auto const sum = __builtin_convertvector(y, Wide) + lanes::load<Wide>(added + row);
        auto const least = lanes::load<Wide>(at_least + row);
        lanes::store(income + row, least < sum ? sum : least);
    }
    for (; row < count; ++row) {
        double const sum = double{exp_of<1>(Floats<1>{x[row]})[0]} + added[row];
        income[row] = at_least[row] < sum ? sum : at_least[row];
    }
}

}  // namespace POVEX_TARGET
}  // namespace povex
