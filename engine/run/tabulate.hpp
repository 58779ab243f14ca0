#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/measure/tally.hpp"
#include "engine/policy/affected_households.hpp"
#include "engine/policy/counterfactual.hpp"

namespace povex {

/// Tabulates one replicate: counts every household as in the counterfactual; then, for a scenario,
/// subtracts the counterfactual of the affected households and adds their outcome.
///
/// The households of a cell are counted some hundreds at a time; only reviews of households near a
/// line are counted.
class Tabulation {
public:
    /// \param r  must outlive the tabulation
    explicit Tabulation(Register const& r);

    /// Count every household as in the counterfactual.
    /// \throws std::out_of_range if an income is too large; so do all others
    void count_counterfactual(Counterfactual const& counterfactual, Tally& tally) const;

    /// Count the projected years of some households, as in the counterfactual, in (sign 1) or out
    /// (sign -1).
    /// \param households  register rows, ascending
    void count_projected(Counterfactual const& counterfactual,
                         std::span<std::uint32_t const> households, int sign, Tally& tally) const;

    /// Subtract the counterfactual of the affected households, and add their outcome.
    void recount_affected(Counterfactual const& counterfactual, AffectedRows const& affected,
                          Tally& tally) const;

private:
    void count_incomes(Counterfactual const& counterfactual, std::size_t cell, Tally& tally) const;
    void count_incomes(Counterfactual const& counterfactual,
                       std::span<std::uint32_t const> households, int sign, Tally& tally) const;
    static void count_reviews(Counterfactual const& counterfactual,
                              std::span<std::uint32_t const> households, std::size_t first_year,
                              int sign, Tally& tally);
    static void recount_reviews(Counterfactual const& counterfactual, AffectedRows const& affected,
                                Tally& tally);
    void recount_incomes(Counterfactual const& counterfactual, AffectedRows const& affected,
                         std::size_t first, std::size_t count, Tally& tally) const;

    Register const* register_;
    std::vector<std::size_t> cell_first_;  ///< rows of cell c: [c] ... [c + 1], shape [cells + 1]
};

}  // namespace povex
