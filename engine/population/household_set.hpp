#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <span>
#include <utility>
#include <vector>

namespace povex {

/// The households that are in at least one of two lists.
/// \param some, others  register rows, ascending; the result is ascending too
[[nodiscard]] inline std::vector<std::uint32_t> united(std::span<std::uint32_t const> some,
                                                       std::span<std::uint32_t const> others) {
    std::vector<std::uint32_t> all;
    std::ranges::set_union(some, others, std::back_inserter(all));
    return all;
}

/// A set of households of the register that knows each one's position in the set.
///
/// Stores one bit for each household of the register, and for every 64 of them the number of
/// members before them. So a position is found in constant time, and the set fits a core's cache.
class HouseholdSet {
public:
    HouseholdSet() = default;
    /// \param rows        register rows of the members, ascending
    /// \param households  number of households in the register
    HouseholdSet(std::vector<std::uint32_t> rows, std::size_t households)
        : rows_(std::move(rows)), words_(households / 64 + 1) {
        for (auto const h : rows_) words_[h / 64].members |= std::uint64_t{1} << (h % 64);
        std::uint32_t before = 0;
        for (Word& word : words_) {
            word.before = before;
            before += static_cast<std::uint32_t>(std::popcount(word.members));
        }
    }

    [[nodiscard]] std::span<std::uint32_t const> rows() const { return rows_; }
    [[nodiscard]] std::size_t size() const { return rows_.size(); }
    [[nodiscard]] std::uint32_t operator[](std::size_t place) const { return rows_[place]; }
    [[nodiscard]] auto begin() const { return rows_.begin(); }
    [[nodiscard]] auto end() const { return rows_.end(); }

    /// Position of household h in rows(); -1 if it is not in the set.
    [[nodiscard]] std::int32_t place(std::size_t h) const {
        Word const& word = words_[h / 64];
        auto const up_to = word.members << (63 - h % 64);
        if (up_to >> 63 == 0) return -1;
        return static_cast<std::int32_t>(word.before) + std::popcount(up_to) - 1;
    }
    [[nodiscard]] bool contains(std::size_t h) const { return place(h) >= 0; }

private:
    struct Word {
        std::uint64_t members = 0;
        std::uint32_t before = 0;
    };
    std::vector<std::uint32_t> rows_;
    std::vector<Word> words_;
};

}  // namespace povex
