#include "engine/run/precision.hpp"

#include <algorithm>

namespace povex {

Precision::Precision(Catalogue const& catalogue, std::size_t standard, std::size_t baseline,
                     Clustering const& clustering)
    : variable_(catalogue.index("poor")), baseline_(baseline) {
    std::size_t const scenarios = catalogue.size(Axis::scenario);
    std::size_t const years = catalogue.size(Axis::year);
    for (std::size_t s = 0; s < scenarios; ++s) {
        std::size_t const row = s * catalogue.size(Axis::standard) + standard;
        at_.push_back((row * years + years - 1) * catalogue.size(Axis::group));  // the province
    }
    means_.assign(scenarios, ClusteredMean(clustering));
}

void Precision::add(ReplicateResult const& result) {
    auto const& poor = result.values[variable_];
    bool const alone = at_.size() == 1;
    for (std::size_t s = 0; s < at_.size(); ++s) {
        means_[s].add(replicates_, poor[at_[s]] - (alone ? 0.0 : poor[at_[baseline_]]));
    }
    ++replicates_;
}

std::optional<double> Precision::half_width() const {
    constexpr double fewest = 4.0;
    double widest = 0.0;
    for (ClusteredMean const& mean : means_) {
        if (mean.degrees() < fewest) return std::nullopt;
        widest = std::max(widest, student_quantile(mean.degrees()) * mean.standard_error());
    }
    return widest;
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
