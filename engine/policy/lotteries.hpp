#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <tuple>
#include <vector>

#include "engine/nature/law.hpp"

namespace povex {

struct Programme;
struct Setting;

/// Who comes when in the lots that decide on programmes open to everybody: the same whatever the
/// scenario, so drawn once for all of them, when the first asks.
///
/// The order is that of the lots, the lower first, then of keys. It is given in bands, since the
/// money ends long before the queue does: nobody is looked at who stands far behind its end. May be
/// asked from several threads.
class Lotteries {
public:
    using List = std::vector<std::uint32_t>;
    /// Some households in the order of their lots, all behind those of the bands before.
    struct Band {
        std::vector<std::uint32_t> household;  ///< register rows
        /// What they lack at the review before if no programme touches them; zeros if the
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

    /// The bands, each in the order of the register as yet and without deprivations.
    static std::vector<Band> draw(Setting const& setting, Programme const& programme, std::size_t t,
                                  std::span<std::uint32_t const> reach);
    static void put_in_order(Setting const& setting, Programme const& programme, std::size_t t,
                             Band& band);

    std::mutex one_at_a_time_;
    std::map<What, std::vector<Band>> drawings_;
};

/// What some households lack at review t if no programme touches them.
/// \param households  ascending
[[nodiscard]] std::vector<Bits> untouched_deprivations(Setting const& setting,
                                                       std::span<std::uint32_t const> households,
                                                       std::size_t t);

}  // namespace povex
