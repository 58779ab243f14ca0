#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "engine/measure/catalogue.hpp"
#include "engine/stats/clustered_mean.hpp"

namespace povex {

/// How precisely the replicates so far tell the main result of a run: by how many households each
/// scenario differs from the baseline in the poor of the province, by the list of one standard, at
/// the end of the last year. Without another scenario it is the baseline's count.
///
///     half-width = t(0.975, degrees) standard error
///
/// of the mean of the differences, taken within each replicate; see ClusteredMean. With K shared
/// populations it has a floor, which more replicates do not lower, but more populations do.
class Precision {
public:
    /// \param catalogue           of the run
    /// \param standard, baseline  indices of its dimensions
    /// \param clustering          which replicates are not independent
    Precision(Catalogue const& catalogue, std::size_t standard, std::size_t baseline,
              Clustering const& clustering = {});

    /// The next replicate.
    void add(ReplicateResult const& result);

    /// The largest half-width of any scenario, of the 95 % interval of the mean [households]; none
    /// before there are five populations, and five draws of the parameters if they are drawn.
    [[nodiscard]] std::optional<double> half_width() const;

private:
    std::size_t variable_, baseline_;
    std::vector<std::size_t> at_;  ///< of each scenario's count in the variable, shape [scenario]
    std::size_t replicates_ = 0;   ///< so far
    std::vector<ClusteredMean> means_;  ///< shape [scenario]
};

/// The 97.5 % quantile of Student's t, by Fisher's expansion about the normal quantile z,
///
///     t = z + (z^3 + z) / 4n + (5 z^5 + 16 z^3 + 3 z) / 96 n^2
///           + (3 z^7 + 19 z^5 + 17 z^3 - 15 z) / 384 n^3,
///
/// too small by less than 0.3 % from n = 4 degrees of freedom on.
/// \see Abramowitz & Stegun (1964), Handbook of Mathematical Functions, 26.7.5
[[nodiscard]] double student_quantile(double degrees);

}  // namespace povex
