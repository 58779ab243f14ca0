// One uniform number for each of many households. Compiled once for each Target, see
// engine/base/lanes.hpp.

#include "engine/random/philox_lanes.hpp"
#include "engine/random/uniforms.hpp"

namespace povex::dense {
inline namespace POVEX_TARGET {

namespace {

constexpr int N = width;
using Wide = philox::Spread<N>::Wide;

POVEX_LANES void draw_some(PhiloxKey const& key, CommonAddress const& at,
                           std::uint64_t const* entity, double* out) {
    auto const u =
        philox_uniforms<N>(key, {lanes::load<Wide>(entity), lanes::load<Wide>(entity + N / 2)},
                           at.second, at.replicate, at.last);
    lanes::store(out, u.even);
    lanes::store(out + N / 2, u.odd);
}

}  // namespace

void draw_uniforms_by(CommonAddress const& at, std::uint64_t const* entity, std::size_t count,
                      double* out) {
    PhiloxKey const key = philox_key(at.seed);
    std::size_t row = 0;
    for (; row + N <= count; row += N) draw_some(key, at, entity + row, out + row);
    if (row == count) return;
    std::uint64_t rest[N] = {};
    double numbers[N];
    for (std::size_t i = row; i < count; ++i) rest[i - row] = entity[i];
    draw_some(key, at, rest, numbers);
    for (std::size_t i = row; i < count; ++i) out[i] = numbers[i - row];
}

}  // namespace POVEX_TARGET
}  // namespace povex::dense
