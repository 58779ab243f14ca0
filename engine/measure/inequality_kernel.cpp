// Counts the incomes of many households at a time. Compiled once for each Target; see
// engine/base/lanes.hpp.
//
// Works through pieces that fit the first-level cache, in three steps: relative incomes, their
// logarithms and positions in the histogram, in single precision; the sums, in double precision and
// half as many lanes; the histogram, household by household.

#include "engine/measure/income_lanes.hpp"

namespace povex {
inline namespace POVEX_TARGET {

namespace {

constexpr int N = width;
constexpr int D = incomes::half<N>;
constexpr std::size_t piece = 512;

using HalfFloats = lanes::WideOf<D>::Float;
using HalfInts = lanes::WideOf<D>::Int;
using HalfBytes = lanes::WideOf<D>::Byte;

struct Piece {
    float income[piece];
    float logarithm[piece];
    std::uint32_t bin[piece];
    std::uint32_t place[piece];
};

POVEX_LANES Doubles<D> widened(float const* from) {
    return __builtin_convertvector(lanes::load<HalfFloats>(from), Doubles<D>);
}

POVEX_LANES Doubles<D> sizes(std::uint8_t const* from) {
    auto const whole = __builtin_convertvector(lanes::load<HalfBytes>(from), HalfInts);
    return __builtin_convertvector(whole, Doubles<D>);
}

/// Count rows [0, count); count is a multiple of N.
POVEX_LANES void count_piece(IncomeScale const& scale, double const* income,
                             std::uint8_t const* size, std::size_t count, std::int64_t sign,
                             incomes::LaneSums<D>& sums, IncomeBin* histogram,
                             std::uint32_t first_bin) {
    Piece p;
    for (std::size_t i = 0; i < count; i += D) {
        Doubles<D> const y = lanes::load<Doubles<D>>(income + i) / scale.reference;
        lanes::store(p.income + i, __builtin_convertvector(y, HalfFloats));
    }
    for (std::size_t i = 0; i < count; i += N) {
        auto const r = incomes::relative<N>(lanes::load<Floats<N>>(p.income + i));
        lanes::store(p.logarithm + i, r.logarithm);
        lanes::store(p.bin + i, r.bin);
        lanes::store(p.place + i, r.place);
    }
    for (std::size_t i = 0; i < count; i += D) {
        auto const y = lanes::load<Doubles<D>>(income + i);
        incomes::add<D>(sums, scale, y, y * scale.unit * sizes(size + i), widened(p.income + i),
                        widened(p.logarithm + i));
    }
    for (std::size_t i = 0; i < count; ++i) {
        incomes::add_to_bin(histogram, p.bin[i] - first_bin, p.place[i], sign);
    }
}

}  // namespace

bool count_incomes_by(IncomeScale const& scale, double const* income, std::uint8_t const* size,
                      std::size_t count, std::int64_t sign, IncomeSums& sums, IncomeBin* histogram,
                      std::uint32_t first_bin) {
    std::size_t const full = count - count % N;
    incomes::LaneSums<D> lanes;
    for (std::size_t row = 0; row < full; row += piece) {
        std::size_t const rows = full - row < piece ? full - row : piece;
        count_piece(scale, income + row, size + row, rows, sign, lanes, histogram, first_bin);
    }
    bool fits = incomes::add_up<D>(lanes, scale, sign, sums);
    for (std::size_t row = full; row < count; ++row) {
        bool const one =
            incomes::count_one(scale, income[row], size[row], sign, sums, histogram, first_bin);
        fits = fits && one;
    }
    return fits;
}

}  // namespace POVEX_TARGET
}  // namespace povex
