#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

#include "engine/policy/nature_draw.hpp"
#include "engine/policy/programme.hpp"

namespace povex {

/// Lottery order of each programme that is open to unlisted households, drawn lazily and shared by
/// scenarios.
///
/// The order comes in batches of about a thousand households, since the money ends long before the
/// queue does: batches far behind the cut-off are never looked at. Safe from several threads.
class Lottery {
public:
    using List = std::vector<std::uint32_t>;
    /// Households whose draws are above those of the batches before and below those of the batches
    /// behind.
    struct Batch {
        std::vector<std::uint32_t> household;  ///< register rows, ascending
        /// What they lack at the review before if no programme affects them; empty if the
        /// programme asks for no need.
        std::vector<Bits> deprivations;
    };

    explicit Lottery(std::shared_ptr<NatureDraw const> drawn) : drawn_(std::move(drawn)) {}

    /// Batch number `number` of the lottery of a programme in year t; null behind the last.
    /// \param list  households of the right group: register rows, ascending; not null
    [[nodiscard]] Batch const* batch(Programme const& programme, std::size_t t,
                                     std::shared_ptr<List const> const& list, std::size_t number);

private:
    /// What a draw depends on: the programme's key, the year, whether it asks for a need, and the
    /// list (kept, so that no other list gets its address).
    using Key = std::tuple<std::uint16_t, std::size_t, bool, std::shared_ptr<List const>>;

    /// The batches, without deprivations as yet.
    [[nodiscard]] std::vector<Batch> draw(Programme const& programme, std::size_t t,
                                          std::span<std::uint32_t const> list) const;

    std::shared_ptr<NatureDraw const> drawn_;
    std::mutex mutex_;
    std::map<Key, std::vector<Batch>> orders_;
};

}  // namespace povex
