#include "engine/stats/clustered_mean.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace povex {
namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

}  // namespace

void ClusteredMean::Clusters::add(std::size_t cluster, double value) {
    if (cluster >= clusters.size()) clusters.resize(cluster + 1);
    auto& [sum, count] = clusters[cluster];
    if (count == 0.0) ++filled;
    squares += value * (2.0 * sum + value);
    products += sum + value * (count + 1.0);
    counts += 2.0 * count + 1.0;
    sum += value;
    count += 1.0;
}

double ClusteredMean::Clusters::squared_error(double mean, double count) const {
    if (filled < 2) return missing;
    auto const number = static_cast<double>(filled);
    double const sum = squares - 2.0 * mean * products + mean * mean * counts;
    // rounding can bring the sum below 0
    return number / (number - 1.0) * std::max(sum, 0.0) / (count * count);
}

ClusteredMean::ClusteredMean(Clustering const& clustering)
    : clustering_(clustering),
      crossed_(clustering.populations > 0 && clustering.replicates_per_draw > 0) {}

std::array<std::size_t, 3> ClusteredMean::clusters_of(std::size_t replicate) const {
    auto const [populations, per_draw] = clustering_;
    if (clustering_.each_its_own()) return {replicate};
    if (per_draw == 0) return {replicate % populations};
    std::size_t const draw = replicate / per_draw;
    if (populations == 0) return {draw};
    std::size_t const population = replicate % populations;
    bool const each_pair_once = per_draw <= populations;
    return {draw, population, each_pair_once ? replicate : draw * populations + population};
}

void ClusteredMean::add(std::size_t replicate, double value) {
    if (std::isnan(value)) return;
    if (count_++ == 0) first_ = least_ = most_ = value;
    least_ = std::min(least_, value);
    most_ = std::max(most_, value);
    double const excess = value - first_;
    sum_ += excess;
    auto const clusters = clusters_of(replicate);
    for (std::size_t way = 0; way < ways(); ++way) by_[way].add(clusters[way], excess);
}

double ClusteredMean::mean() const {
    return count_ == 0 ? missing : first_ + sum_ / static_cast<double>(count_);
}

double ClusteredMean::standard_error() const {
    auto const count = static_cast<double>(count_);
    auto const squared = [&](Clusters const& of) { return of.squared_error(sum_ / count, count); };
    if (degrees() < 1.0) return missing;
    if (least_ == most_) return 0.0;
    double const first = squared(by_[0]);
    if (!crossed_) return std::sqrt(first);
    double const second = squared(by_[1]);
    return std::sqrt(std::max({first + second - squared(by_[2]), first, second}));
}

double ClusteredMean::degrees() const {
    std::size_t fewest = by_[0].filled;
    if (crossed_) fewest = std::min(fewest, by_[1].filled);
    return fewest == 0 ? 0.0 : static_cast<double>(fewest - 1);
}

}  // namespace povex
