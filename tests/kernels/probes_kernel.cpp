#include "engine/base/elementary_lanes.hpp"
#include "engine/random/philox_lanes.hpp"
#include "tests/kernels/probes.hpp"

namespace povex::probes {
inline namespace POVEX_TARGET {

namespace {

template <int N>
POVEX_LANES void normals_of(std::uint32_t const* in, float* out, std::size_t n) {
    for (std::size_t i = 0; i < n; i += N)
        lanes::store(out + i, normal_of<N>(lanes::load<Words<N>>(in + i)));
}

template <int N>
POVEX_LANES void exponentials_of(float const* in, float* out, std::size_t n) {
    for (std::size_t i = 0; i < n; i += N)
        lanes::store(out + i, exp_of<N>(lanes::load<Floats<N>>(in + i)));
}

template <int N>
POVEX_LANES void shares_below_of(float const* in, float* out, std::size_t n) {
    for (std::size_t i = 0; i < n; i += N)
        lanes::store(out + i, normal_cdf_of<N>(lanes::load<Floats<N>>(in + i)));
}

template <int N>
POVEX_LANES void shares_of(std::uint32_t const* in, float* out, std::size_t n) {
    for (std::size_t i = 0; i < n; i += N)
        lanes::store(out + i, share_of<N>(lanes::load<Words<N>>(in + i)));
}

template <int N>
POVEX_LANES void logarithms_of(float const* in, float* out, std::size_t n) {
    for (std::size_t i = 0; i < n; i += N)
        lanes::store(out + i, log_of<N>(lanes::load<Floats<N>>(in + i)));
}

template <int N>
POVEX_LANES void words_of(Addresses const& at, std::uint32_t* out, std::size_t n) {
    PhiloxKey const key = philox_key(at.seed);
    for (std::size_t i = 0; i < n; i += N) {
        auto const entity = lanes::load<Words<N>>(at.entity_low + i);
        auto const block = at.second == nullptr
                               ? philox_words<N>(key, entity, at.one_second, at.replicate, at.last)
                               : philox_words<N>(key, entity, lanes::load<Words<N>>(at.second + i),
                                                 at.replicate, at.last);
        for (int w = 0; w < 4; ++w)
            lanes::store(out + static_cast<std::size_t>(w) * n + i, block.word[w]);
    }
}

template <int N>
POVEX_LANES void two_words_of(Addresses const& at, std::uint32_t* out, std::size_t n) {
    PhiloxKey const key = philox_key(at.seed);
    for (std::size_t i = 0; i < n; i += N) {
        auto const two = two_philox_words<N>(key, lanes::load<Words<N>>(at.entity_low + i),
                                             at.one_second, at.replicate, at.last, at.last ^ 1U);
        for (std::size_t w = 0; w < 4; ++w) {
            lanes::store(out + w * n + i, two.first.word[w]);
            lanes::store(out + (4 + w) * n + i, two.second.word[w]);
        }
    }
}

template <int N>
POVEX_LANES void maps_of(Law const& law, float const* in, float* out, std::size_t n) {
    PiecewiseLinear map{.knots = Law::knots, .level = law.level, .slope = law.slope[0]};
    for (int k = 0; k < Law::knots; ++k) {
        map.knot[k] = law.knot[k];
        map.bend[k] = law.slope[k + 1] - law.slope[k];
    }
    for (std::size_t i = 0; i < n; i += N)
        lanes::store(out + i, value_at<N>(map, lanes::load<Floats<N>>(in + i)));
}

}  // namespace

void normals_by(std::uint32_t const* in, float* out, std::size_t n) {
    normals_of<width>(in, out, n);
}
void exponentials_by(float const* in, float* out, std::size_t n) {
    exponentials_of<width>(in, out, n);
}
void shares_below_by(float const* in, float* out, std::size_t n) {
    shares_below_of<width>(in, out, n);
}
void shares_by(std::uint32_t const* in, float* out, std::size_t n) {
    shares_of<width>(in, out, n);
}
void logarithms_by(float const* in, float* out, std::size_t n) {
    logarithms_of<width>(in, out, n);
}
void words_by(Addresses const& at, std::uint32_t* out, std::size_t n) {
    words_of<width>(at, out, n);
}
void two_words_by(Addresses const& at, std::uint32_t* out, std::size_t n) {
    two_words_of<width>(at, out, n);
}
void maps_by(Law const& law, float const* in, float* out, std::size_t n) {
    maps_of<width>(law, in, out, n);
}

void normals_one_by_one(std::uint32_t const* in, float* out, std::size_t n) {
    normals_of<1>(in, out, n);
}
void exponentials_one_by_one(float const* in, float* out, std::size_t n) {
    exponentials_of<1>(in, out, n);
}
void shares_below_one_by_one(float const* in, float* out, std::size_t n) {
    shares_below_of<1>(in, out, n);
}
void shares_one_by_one(std::uint32_t const* in, float* out, std::size_t n) {
    shares_of<1>(in, out, n);
}
void logarithms_one_by_one(float const* in, float* out, std::size_t n) {
    logarithms_of<1>(in, out, n);
}
void words_one_by_one(Addresses const& at, std::uint32_t* out, std::size_t n) {
    words_of<1>(at, out, n);
}
void two_words_one_by_one(Addresses const& at, std::uint32_t* out, std::size_t n) {
    two_words_of<1>(at, out, n);
}
void maps_one_by_one(Law const& law, float const* in, float* out, std::size_t n) {
    maps_of<1>(law, in, out, n);
}

}  // namespace POVEX_TARGET
}  // namespace povex::probes
