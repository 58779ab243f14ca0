#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/base/label.hpp"

namespace povex {

/// The highest key that a locality can have.
inline constexpr std::uint16_t highest_locality_key = 65535;

/// A unit of local government in which households live, e.g. a town or district.
struct Locality {
    Label label;

    friend bool operator==(Locality const&, Locality const&) = default;
};

/// A group of households with one income distribution, subject to the poverty lines of one area.
struct Stratum {
    Label label;
    std::size_t area = 0;  ///< index into Places::areas
    double odds = 1.0;     ///< of being on the official list, relative to other strata

    friend bool operator==(Stratum const&, Stratum const&) = default;
};

struct Ethnicity {
    Label label;

    friend bool operator==(Ethnicity const&, Ethnicity const&) = default;
};

/// All the localities, areas, strata and ethnicities that a household can belong to.
struct Places {
    std::vector<Locality> localities;
    std::vector<std::string> areas;
    std::vector<Stratum> strata;
    std::vector<Ethnicity> ethnicities;

    friend bool operator==(Places const&, Places const&) = default;
};

/// The main livelihood of a household.
enum class Sector : std::uint8_t { wage, farm, business, transfers };
inline constexpr std::array sector_names{"wage", "farm", "business", "transfers"};

/// The kinds of household members that programmes and indicators count.
enum class Member : std::uint8_t {
    nobody,
    household,  ///< the household itself, counted once
    person,
    child,
    worker,
    elderly,
    disabled,
    dependant,  ///< elderly or disabled
};
inline constexpr std::array member_names{"nobody", "household", "person",   "child",
                                         "worker", "elderly",   "disabled", "dependant"};

/// A dimension of the table from which the register is made.
enum class Dimension : std::uint8_t { locality, stratum, ethnicity, size };
inline constexpr std::array dimension_names{"locality", "stratum", "ethnicity", "size"};

/// A published or derived table of numbers of households by some of the dimensions.
struct MarginTable {
    std::string name;                   ///< for error messages
    std::vector<Dimension> dimensions;  ///< in the order of the enumeration
    std::vector<double> households;     ///< row-major over the dimensions; sizes are 1, 2, ...

    friend bool operator==(MarginTable const&, MarginTable const&) = default;
};

/// The members of a household of a given size and area, and how common this composition is.
struct Composition {
    std::size_t area = 0;
    std::uint8_t size = 1;
    std::uint8_t children = 0;
    std::uint8_t workers = 1;
    std::uint8_t elderly = 0;
    std::uint8_t disabled = 0;
    double share = 1.0;  ///< among the households of this size and area

    friend bool operator==(Composition const&, Composition const&) = default;
};

/// What the register is made from, see make_register().
struct RegisterPlan {
    std::int64_t households = 0;    ///< total [households]
    std::uint8_t largest_size = 1;  ///< sizes run from 1 to this [persons]
    std::uint8_t only_size = 1;     ///< size of every household if no margin has sizes [persons]
    std::vector<MarginTable> margins;
    std::vector<Composition> compositions;            ///< empty: all members are workers
    std::vector<std::array<double, 4>> sector_share;  ///< [stratum][sector]; empty: all wage

    friend bool operator==(RegisterPlan const&, RegisterPlan const&) = default;
};

/// The households of one locality, stratum and ethnicity. Every reported group is a set of cells.
struct Cell {
    std::size_t locality = 0;
    std::size_t stratum = 0;
    std::size_t ethnicity = 0;
};

/// The households of one stratum in one locality. Official counts are distributed over places.
struct Place {
    std::size_t locality = 0;
    std::size_t stratum = 0;
    std::size_t first = 0;  ///< its households are the register rows [first, last)
    std::size_t last = 0;

    [[nodiscard]] std::size_t households() const { return last - first; }
};

/// A place by its index. There are not more places than it can tell apart.
using PlaceNumber = std::uint16_t;
inline constexpr std::size_t most_places = std::size_t{1} << 16;

/// The register of households, fixed over all years: one row per household, by place and cell.
///
/// Columns have shape [H]. A row number has no meaning beyond this register. Random numbers are
/// addressed by `key`, 48 bits made of the keys of locality and stratum and a serial number.
struct Register {
    std::vector<Cell> cells;
    std::vector<Place> places;

    std::vector<std::uint64_t> key;
    std::vector<std::uint32_t> cell;  ///< index into cells
    std::vector<PlaceNumber> place;   ///< index into places
    std::vector<std::uint8_t> size;   ///< [persons]
    std::vector<std::uint8_t> children;
    std::vector<std::uint8_t> workers;
    std::vector<std::uint8_t> elderly;
    std::vector<std::uint8_t> disabled;
    std::vector<Sector> sector;

    [[nodiscard]] std::size_t households() const { return key.size(); }

    /// Number of members of a kind in household h; 1 for Member::household, 0 for Member::nobody.
    [[nodiscard]] int members(std::size_t h, Member kind) const;
};

/// Make the register. Depends only on the study and the seed.
///
///     1. Fit the table locality x stratum x ethnicity x size to the margins: fit_margins().
///     2. Round it: controlled_rounding(). Integer totals of localities, strata, places stay.
///     3. Draw the composition and the sector of each household.
///
/// \throws InputError if margins contradict each other or none covers a dimension with several
///         members, there are more than `most_places` places, or a place has 2^24 households (2^20
///         if some locality has a key above 4095)
[[nodiscard]] Register make_register(Places const& places, RegisterPlan const& plan,
                                     std::uint64_t seed);

}  // namespace povex
