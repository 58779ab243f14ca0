#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "engine/nature/dense_deprivations.hpp"
#include "engine/nature/nature_model.hpp"
#include "engine/random/address.hpp"
#include "engine/random/purpose.hpp"
#include "engine/stats/poisson_binomial.hpp"

namespace povex {

/// One value for each bit; index is the indicator's key.
template <class Value>
using PerBit = std::array<Value, max_indicators>;

/// How often households lack something, and how that changes, in one place of the study.
///
/// Given a household's static factor f (standard normal, low is worse) its deprivations are
/// independent,
///
///     P(D_j = 1 | f) = pi_j(f) = Phi((Phi^-1(pi_j) - lambda_j f) / sqrt(1 - lambda_j^2)),
///
/// so that latent correlations are lambda_j lambda_k (Emrich & Piedmonte 1991, American
/// Statistician 45, 302-304). With turnover s_j the yearly chain has P(0->1) = s_j pi_j(f) and
/// P(1->0) = s_j (1 - pi_j(f)): stationary at every f.
class DeprivationModel {
public:
    /// \param shift  added to Phi^-1(pi_j) of the calibrated indicators
    DeprivationModel(std::vector<Indicator> const& indicators, std::size_t stratum, double shift);

    /// pi_j(f) for every bit; 0 for bits without an indicator.
    [[nodiscard]] PerBit<double> levels(double factor) const;

    /// Yearly probabilities given f, in single precision.
    struct Chain {
        PerBit<float> entry{};  ///< P(0 -> 1)
        PerBit<float> stay{};   ///< P(1 -> 1)
    };
    [[nodiscard]] Chain chain(double factor) const;

    /// The same law in single precision, for kernels.
    [[nodiscard]] dense::PlaceBits const& in_single_precision() const { return single_; }

private:
    struct Bit {
        std::size_t index;
        double quantile;  ///< Phi^-1(pi), shifted
        double loading;
        double scale;  ///< 1 / sqrt(1 - loading^2)
    };
    void set_single(Indicator const& indicator, Bit const& bit);

    std::vector<Bit> bits_;
    dense::PlaceBits single_;
};

/// The bits that can apply to each household: those whose indicator needs no member it lacks.
[[nodiscard]] std::vector<Bits> applicable(std::vector<Indicator> const& indicators,
                                           Register const& r);

/// One coarse uniform number for each bit that asks for one, from one use of a household: bit j
/// has lane j mod 4 of block j / 4.
class BitUniforms {
public:
    BitUniforms(Stream stream, std::uint64_t entity, std::uint16_t year, std::uint32_t purpose)
        : stream_(stream), entity_(entity), purpose_(purpose), year_(year) {}

    [[nodiscard]] double operator[](std::size_t bit) {
        if (bit / 4 != loaded_) {
            loaded_ = bit / 4;
            block_ = stream_.block(entity_, year_, purpose_, static_cast<std::uint8_t>(loaded_));
        }
        return block_.uniform32(static_cast<unsigned>(bit % 4));
    }

private:
    Stream stream_;
    std::uint64_t entity_;
    std::uint32_t purpose_;
    std::uint16_t year_;
    std::size_t loaded_ = max_indicators;
    Block block_{};
};

/// A year's moves of a household: one coupled draw u for each bit, D' = 1 if u <= (D ? P(1 -> 1)
/// : P(0 -> 1)). With the same u, a household that lacks less this year never lacks more next
/// year. u is the share of 32 bits (share_of): bit j has lane j mod 4 of block j / 4.
[[nodiscard]] dense::Moves moves_of(DeprivationModel::Chain const& chain, Stream const& stream,
                                    std::uint64_t entity, std::uint16_t year);

/// Where the words of the bits of a household stand from a year on; see dense::MovesOfYears.
[[nodiscard]] dense::YearAddress moves_address(Stream const& stream, std::uint64_t entity,
                                               std::uint16_t year);

}  // namespace povex
