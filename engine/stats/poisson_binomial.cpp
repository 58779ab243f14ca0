#include "engine/stats/poisson_binomial.hpp"

#include <cstddef>
#include <stdexcept>

#include <fmt/format.h>

namespace povex {
namespace {

void check_probabilities(std::span<double const> p) {
    if (p.size() > static_cast<std::size_t>(max_indicators)) {
        throw std::invalid_argument(
            fmt::format("{} indicators (at most {})", p.size(), max_indicators));
    }
    for (std::size_t j = 0; j < p.size(); ++j) {
        if (!(p[j] >= 0 && p[j] <= 1)) {
            throw std::invalid_argument(
                fmt::format("indicator {} has probability {} (must be in [0, 1])", j, p[j]));
        }
    }
}

/// \param condition  the table of the tails whose [0][k] is the probability of the condition
void check_draw(int k, std::span<double const> p, CountTails const& tails,
                std::span<double const> uniforms, CountTails::Rows const& condition) {
    if (k < 0 || k > tails.most) {
        throw std::invalid_argument(
            fmt::format("cutoff {} is outside the tails, 0 to {}", k, tails.most));
    }
    if (p.size() > static_cast<std::size_t>(max_indicators) || uniforms.size() != p.size()) {
        throw std::invalid_argument(
            fmt::format("{} indicators with {} uniforms", p.size(), uniforms.size()));
    }
    if (!(condition[0][static_cast<std::size_t>(k)] > 0)) {
        throw std::invalid_argument(
            fmt::format("no set of indicators meets the condition on the cutoff {}", k));
    }
}

std::uint16_t bit(std::size_t j) {
    return static_cast<std::uint16_t>(1U << j);
}

}  // namespace

CountPmf count_pmf(std::span<double const> p) {
    check_probabilities(p);
    CountPmf pmf{};
    pmf[0] = 1;
    for (std::size_t j = 0; j < p.size(); ++j) {
        for (std::size_t m = j + 1; m > 0; --m) pmf[m] = p[j] * pmf[m - 1] + (1 - p[j]) * pmf[m];
        pmf[0] *= 1 - p[j];
    }
    return pmf;
}

CountTails count_tails(std::span<double const> p, int most) {
    check_probabilities(p);
    if (most < 0 || most > max_indicators) {
        throw std::invalid_argument(fmt::format("a count of {} indicators", most));
    }
    CountTails tails{};
    tails.most = most;
    auto const last = static_cast<std::size_t>(most);
    std::size_t const n = p.size();
    for (std::size_t i = n + 1; i-- > 0;) {
        tails.at_least[i][0] = 1;
        for (std::size_t m = 1; m <= last; ++m) {
            if (m > n - i) {  // more than there are
                tails.at_least[i][m] = 0;
                tails.below[i][m] = 1;
                continue;
            }
            auto const& at_least = tails.at_least[i + 1];
            auto const& below = tails.below[i + 1];
            tails.at_least[i][m] = p[i] * at_least[m - 1] + (1 - p[i]) * at_least[m];
            tails.below[i][m] = p[i] * below[m - 1] + (1 - p[i]) * below[m];
        }
    }
    return tails;
}

std::uint16_t draw_given_at_least(int k, std::span<double const> p, CountTails const& tails,
                                  std::span<double const> uniforms) {
    check_draw(k, p, tails, uniforms, tails.at_least);
    std::uint16_t drawn = 0;
    auto needed = static_cast<std::size_t>(k);
    for (std::size_t j = 0; j < p.size(); ++j) {
        // Exactly 1 where the condition forces D_j = 1: then T_j(m) was computed as this product.
        double const probability =
            needed == 0 ? p[j]
                        : p[j] * tails.at_least[j + 1][needed - 1] / tails.at_least[j][needed];
        if (uniforms[j] < probability) {
            drawn |= bit(j);
            if (needed > 0) --needed;
        }
    }
    return drawn;
}

std::uint16_t draw_given_less(int k, std::span<double const> p, CountTails const& tails,
                              std::span<double const> uniforms) {
    check_draw(k, p, tails, uniforms, tails.below);
    std::uint16_t drawn = 0;
    auto room = static_cast<std::size_t>(k);
    for (std::size_t j = 0; j < p.size(); ++j) {
        double const probability = p[j] * tails.below[j + 1][room - 1] / tails.below[j][room];
        if (uniforms[j] < probability) {
            drawn |= bit(j);
            --room;
        }
    }
    return drawn;
}

}  // namespace povex
