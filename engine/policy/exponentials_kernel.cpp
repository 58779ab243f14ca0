// Incomes from log incomes, many at a time. Compiled once for each Target; see
// engine/base/lanes.hpp.

#include "engine/base/elementary_lanes.hpp"
#include "engine/policy/exponentials.hpp"

namespace povex {
inline namespace POVEX_TARGET {

void exponentials_by(float const* x, std::size_t count, double* income) {
    constexpr int N = width;
    using Wide [[gnu::vector_size(8 * N)]] = double;
    std::size_t row = 0;
    for (; row + N <= count; row += N) {
        auto const y = exp_of<N>(lanes::load<Floats<N>>(x + row));
        lanes::store(income + row, __builtin_convertvector(y, Wide));
    }
    for (; row < count; ++row) income[row] = double{exp_of<1>(Floats<1>{x[row]})[0]};
}

}  // namespace POVEX_TARGET
}  // namespace povex
