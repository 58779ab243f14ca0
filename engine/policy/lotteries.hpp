#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <tuple>
#include <vector>

#include "engine/nature/nature_model.hpp"

namespace povex {

struct Programme;
struct Setting;

/// Who comes when in the lots that decide on programmes open to everybody: the same whatever the
/// scenario, so drawn once for all of them, when the first asks.
///
/// They come in bands, since the money ends long before the queue does: nobody is looked at who
/// stands far behind its end. May be asked from several threads.
class Lotteries {
public:
    using List = std::vector<std::uint32_t>;
    /// Households with higher lots than those of the bands before and lower ones than those behind.
    struct Band {
        std::vector<std::uint32_t> household;  ///< register rows, ascending
        /// What they lack at the review before if no programme touches them; empty if the
        /// programme does not ask.
        std::vector<Bits> deprivations;
    };

    /// Band number `band` of the lots of a programme in year t; null behind the last.
    /// \param reach  whom it is meant for: register rows, ascending; not null
    [[nodiscard]] Band const* band(Setting const& setting, Programme const& programme,
                                   std::size_t t, std::shared_ptr<List const> const& reach,
                                   std::size_t band);

private:
    /// What a drawing depends on: the programme's key, the year, whether it asks for what
    /// households lack, and whom it is meant for (kept, so that the address stays its own).
    using What = std::tuple<std::uint16_t, std::size_t, bool, std::shared_ptr<List const>>;

    /// The bands, without deprivations as yet.
    static std::vector<Band> draw(Setting const& setting, Programme const& programme, std::size_t t,
                                  std::span<std::uint32_t const> reach);

    std::mutex one_at_a_time_;
    std::map<What, std::vector<Band>> drawings_;
};

/// What some households lack at review t if no programme touches them.
/// \param households  ascending
[[nodiscard]] std::vector<Bits> untouched_deprivations(Setting const& setting,
                                                       std::span<std::uint32_t const> households,
                                                       std::size_t t);

}  // namespace povex
