#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/measure/tally.hpp"
#include "engine/policy/projection.hpp"
#include "engine/policy/setting.hpp"

namespace povex {

/// Counts the households of a register in one replicate: everybody as no programme touches them,
/// then, for a scenario, those whom it touched out as they were and in as they are.
///
/// The households of a cell are counted some hundreds at a time; reviews of those near a line
/// alone.
class Census {
public:
    /// \param r  must outlive the census
    explicit Census(Register const& r);

    /// Count everybody in as no programme touches them.
    /// \throws std::out_of_range if an income is too large; so do all others
    void count_untouched(Setting const& setting, Tally& tally) const;

    /// Count the projected years of some of them in (sign 1) or out (sign -1).
    /// \param households  register rows, ascending
    void count_projected(Setting const& setting, std::span<std::uint32_t const> households,
                         int sign, Tally& tally) const;

    /// Count those whom a scenario touched out as nobody touches them, and in as it left them.
    void recount_touched(Setting const& setting, Projection const& projection, Tally& tally) const;

private:
    void count_incomes(Setting const& setting, std::size_t cell, Tally& tally) const;
    void count_incomes(Setting const& setting, std::span<std::uint32_t const> households, int sign,
                       Tally& tally) const;
    static void count_reviews(Setting const& setting, std::span<std::uint32_t const> households,
                              std::size_t first_year, int sign, Tally& tally);
    static void recount_reviews(Setting const& setting, Projection const& projection, Tally& tally);
    void recount_incomes(Setting const& setting, Projection const& projection, std::size_t first,
                         std::size_t count, Tally& tally) const;

    Register const* register_;
    std::vector<std::size_t> cell_first_;  ///< rows of cell c: [c] ... [c + 1], shape [cells + 1]
};

}  // namespace povex
