#include "engine/stats/distribution.hpp"

#include <algorithm>
#include <cmath>

#include "engine/base/elementary.hpp"

namespace povex {

namespace {

double triangular(double u, Distribution const& d) {
    double const width = d.high - d.low;
    double const rising = d.mode - d.low;
    if (u * width < rising) return d.low + std::sqrt(u * width * rising);
    return d.high - std::sqrt((1.0 - u) * width * (d.high - d.mode));
}

double log_uniform(double u, Distribution const& d) {
    double const from = elementary::log(d.low);
    return elementary::exp(from + u * (elementary::log(d.high) - from));
}

}  // namespace

double Distribution::quantile(double u) const {
    switch (spread) {
        case Spread::uniform:
            return std::clamp(low + u * (high - low), low, high);
        case Spread::triangular:
            return std::clamp(triangular(u, *this), low, high);
        case Spread::log_uniform:
            return std::clamp(log_uniform(u, *this), low, high);
        case Spread::fixed:
            break;
    }
    return mode;
}

}  // namespace povex
