#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "engine/measure/catalogue.hpp"

namespace povex {

/// How precisely the replicates so far tell the main result of a run: by how many households each
/// scenario differs from the baseline in the poor of the province, by the review under one
/// standard, at the end of the last year. Without another scenario it is the baseline's count.
///
///     half-width = t(0.975, n - 1) sd / sqrt(n)
///
/// of the n differences, taken within each replicate; with drawn parameters, of their means within
/// each whole draw, as replicates that share a draw are no independent ones.
class Precision {
public:
    /// \param catalogue            of the run
    /// \param standard, baseline   indices of its dimensions
    /// \param replicates_per_draw  that follow each other; 1: parameters fixed
    Precision(Catalogue const& catalogue, std::size_t standard, std::size_t baseline,
              std::uint32_t replicates_per_draw = 1);

    /// The next replicate.
    void add(ReplicateResult const& result);

    /// The largest half-width of any scenario, of the 95 % interval of the mean [households]; none
    /// before five independent values.
    [[nodiscard]] std::optional<double> half_width() const;

private:
    /// Mean and sum of squared deviations as they grow.
    struct Moments {
        double mean = 0.0;
        double squares = 0.0;
    };

    std::size_t variable_, baseline_;
    std::vector<std::size_t> at_;  ///< of each scenario's count in the variable, shape [scenario]
    std::uint32_t per_draw_, in_draw_ = 0;
    std::vector<double> draw_sum_;  ///< of the draw under way, shape [scenario]
    std::vector<Moments> moments_;  ///< shape [scenario]
    double count_ = 0.0;            ///< of independent values
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
