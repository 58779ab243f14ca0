#include "engine/run/precision.hpp"

#include <algorithm>
#include <cmath>

namespace povex {

Precision::Precision(Catalogue const& catalogue, std::size_t standard, std::size_t baseline,
                     std::uint32_t replicates_per_draw)
    : variable_(catalogue.index("poor")), baseline_(baseline), per_draw_(replicates_per_draw) {
    std::size_t const scenarios = catalogue.size(Axis::scenario);
    std::size_t const years = catalogue.size(Axis::year);
    for (std::size_t s = 0; s < scenarios; ++s) {
        std::size_t const row = s * catalogue.size(Axis::standard) + standard;
        at_.push_back((row * years + years - 1) * catalogue.size(Axis::group));  // the province
    }
    draw_sum_.resize(scenarios);
    moments_.resize(scenarios);
}

void Precision::add(ReplicateResult const& result) {
    auto const& poor = result.values[variable_];
    bool const alone = at_.size() == 1;
    for (std::size_t s = 0; s < at_.size(); ++s) {
        draw_sum_[s] += poor[at_[s]] - (alone ? 0.0 : poor[at_[baseline_]]);
    }
    if (++in_draw_ < per_draw_) return;
    in_draw_ = 0;
    count_ += 1.0;
    for (std::size_t s = 0; s < at_.size(); ++s) {
        double const value = draw_sum_[s] / per_draw_;
        double const change = value - moments_[s].mean;
        moments_[s].mean += change / count_;
        moments_[s].squares += change * (value - moments_[s].mean);
        draw_sum_[s] = 0.0;
    }
}

std::optional<double> Precision::half_width() const {
    constexpr double fewest = 5.0;
    if (count_ < fewest) return std::nullopt;
    double squares = 0.0;
    for (Moments const& of : moments_) squares = std::max(squares, of.squares);
    return student_quantile(count_ - 1.0) * std::sqrt(squares / (count_ - 1.0) / count_);
}

double student_quantile(double degrees) {
    constexpr double z = 1.959963984540054;
    constexpr double z3 = z * z * z;
    constexpr double z5 = z3 * z * z;
    constexpr double z7 = z5 * z * z;
    return z + ((z3 + z) / 4.0 + ((5.0 * z5 + 16.0 * z3 + 3.0 * z) / 96.0 +
                                  (3.0 * z7 + 19.0 * z5 + 17.0 * z3 - 15.0 * z) / 384.0 / degrees) /
                                     degrees) /
                   degrees;
}

}  // namespace povex
