#pragma once

#include <bit>
#include <cstdint>
#include <vector>

#include "engine/base/income_line.hpp"
#include "engine/base/label.hpp"
#include "engine/base/years.hpp"
#include "engine/nature/nature_model.hpp"

namespace povex {

/// The status that a review finds, from best to worst.
enum class Status : std::uint8_t { other = 0, average = 1, near_poor = 2, poor = 3 };

/// A standard of poverty: lines by area and year, and the deprivations that count.
///
/// A household is poor if its income is at or below `low_line`, or at or below `line` with at
/// least `cutoff` of the indicators; near-poor if at or below `line` with fewer. Equality counts
/// as below ("tro xuong": Decree 07/2021/ND-CP, art. 3); see at_or_below().
struct Standard {
    Label label;
    std::vector<Yearly<double>> line;          ///< [area][t], [money/month per person]
    std::vector<Yearly<double>> low_line;      ///< likewise; empty: none
    std::vector<Yearly<double>> average_line;  ///< likewise; empty: none
    Bits indicators = 0;
    int cutoff = 0;
};

/// The lines of a standard for one stratum and year as they are written, in the stratum's unit of
/// income.
struct Ruler {
    double line = 0.0;
    double low_line = -1.0;
    double average_line = -1.0;
    Bits indicators = 0;
    int cutoff = 0;

    /// How many of the deprivations count.
    [[nodiscard]] int deprivations(Bits bits) const {
        // population count by pairs, fours and eights: baseline processors have no instruction
        unsigned n = static_cast<unsigned>(bits & indicators);
        n -= n >> 1U & 0x5555U;
        n = (n & 0x3333U) + (n >> 2U & 0x3333U);
        n = (n + (n >> 4U)) & 0x0F0FU;
        return static_cast<int>((n + (n >> 8U)) & 0x1FU);
    }
    [[nodiscard]] Status classify(double income, Bits bits) const;
};

/// The statuses of a household at one review under all standards, two bits each.
using Statuses = std::uint32_t;
inline constexpr std::size_t max_standards = 16;

// Sets of standards: bit 2s for standard s, the lower one of its two.

/// The standards by which a household is poor.
[[nodiscard]] constexpr Statuses poor_bits(Statuses statuses) {
    return statuses & (statuses >> 1U) & 0x55555555U;
}

/// The standards by which a household is poor or near-poor.
[[nodiscard]] constexpr Statuses listed_bits(Statuses statuses) {
    return (statuses >> 1U) & 0x55555555U;
}

/// Both bits of each standard of a set.
[[nodiscard]] constexpr Statuses both_bits(Statuses standards) {
    return standards | standards << 1U;
}

/// Call `visit(s)` for each standard of a set, ascending.
void for_each_standard(Statuses standards, auto const& visit) {
    for (; standards != 0; standards &= standards - 1U) {
        visit(static_cast<std::size_t>(std::countr_zero(standards)) / 2);
    }
}

/// All rulers of a study, resolved: shape [standard][t][stratum].
class Rulers {
public:
    Rulers(std::vector<Standard> const& standards, Places const& places, NatureModel const& model);

    [[nodiscard]] Ruler const& at(std::size_t standard, std::size_t t, std::size_t stratum) const {
        return rulers_[(standard * reviews_ + t) * strata_ + stratum];
    }
    [[nodiscard]] std::size_t standards() const { return standards_; }

    /// The standards at or below whose line an income is.
    [[nodiscard]] Statuses at_or_below_line(std::size_t t, std::size_t stratum,
                                            double income) const {
        Statuses below = 0;
        auto const* line = lines_of(t, stratum);
        for (std::size_t s = 0; s < standards_; ++s) {
            below |= static_cast<Statuses>(income <= line[s].highest) << (2 * s);
        }
        return below;
    }

    /// Like review(), but without the status `average`, which becomes `other`.
    [[nodiscard]] Statuses lists(std::size_t t, std::size_t stratum, double income,
                                 Bits bits) const {
        if (income > highest_line(t, stratum)) return 0;
        Statuses const below = at_or_below_line(t, stratum, income);
        Statuses low = 0;
        auto const* line = lines_of(t, stratum);
        for (std::size_t s = 0; s < standards_; ++s) {
            low |= static_cast<Statuses>(income <= line[s].highest_low) << (2 * s);
        }
        return below << 1U | (below & (low | deprived_[bits & indicators_]));
    }

    /// The highest income at or below the line of any standard in year t [the stratum's unit]:
    /// above it, deprivations do not matter.
    [[nodiscard]] double highest_line(std::size_t t, std::size_t stratum) const {
        return highest_[t * strata_ + stratum];
    }

private:
    /// The highest incomes at or below the two lines of a standard.
    struct Lines {
        double highest, highest_low;
    };

    [[nodiscard]] Lines const* lines_of(std::size_t t, std::size_t stratum) const {
        return &lines_[(t * strata_ + stratum) * standards_];
    }

    std::size_t standards_, reviews_, strata_;
    std::vector<Ruler> rulers_;
    std::vector<double> highest_;
    std::vector<Lines> lines_;        ///< shape [t][stratum][standard]
    unsigned indicators_ = 0;         ///< up to the last that a standard counts
    std::vector<Statuses> deprived_;  ///< standards whose cutoff is reached, by deprivations
};

[[nodiscard]] inline Status status_of(Statuses statuses, std::size_t standard) {
    return static_cast<Status>((statuses >> (2 * standard)) & 3U);
}

/// The statuses as a list has them: poor and near-poor stay, all else becomes other.
[[nodiscard]] constexpr Statuses on_lists(Statuses statuses) {
    return statuses & both_bits(listed_bits(statuses));
}

/// Review one household: its status under every standard.
[[nodiscard]] Statuses review(Rulers const& rulers, std::size_t t, std::size_t stratum,
                              double income, Bits bits);

}  // namespace povex
