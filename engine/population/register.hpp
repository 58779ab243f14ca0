#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/base/label.hpp"

namespace povex {

/// Where a household lives, in the terms of the study.
struct Locality {
    Label label;

    friend bool operator==(Locality const&, Locality const&) = default;
};

/// A group of households that share one law of income and the lines of one area.
struct Stratum {
    Label label;
    std::size_t area = 0;  ///< index into Places::areas
    double odds = 1.0;     ///< odds of being on the official list, relative to another stratum

    friend bool operator==(Stratum const&, Stratum const&) = default;
};

struct Ethnicity {
    Label label;

    friend bool operator==(Ethnicity const&, Ethnicity const&) = default;
};

/// All the places and groups a household can belong to.
struct Places {
    std::vector<Locality> localities;
    std::vector<std::string> areas;
    std::vector<Stratum> strata;
    std::vector<Ethnicity> ethnicities;

    friend bool operator==(Places const&, Places const&) = default;
};

/// What a household mainly lives on.
enum class Sector : std::uint8_t { wage, farm, business, transfers };
inline constexpr std::array sector_names{"wage", "farm", "business", "transfers"};

/// A kind of member, as programmes and indicators count them. `dependant` is elderly or disabled.
enum class Member : std::uint8_t {
    nobody,
    household,  ///< the household itself, counted once
    person,
    child,
    worker,
    elderly,
    disabled,
    dependant,
};
inline constexpr std::array member_names{"nobody", "household", "person",   "child",
                                         "worker", "elderly",   "disabled", "dependant"};

/// A dimension of the register's table.
enum class Dimension : std::uint8_t { locality, stratum, ethnicity, size };
inline constexpr std::array dimension_names{"locality", "stratum", "ethnicity", "size"};

/// A published or derived table of households by some of the dimensions.
struct MarginTable {
    std::string name;                   ///< for messages
    std::vector<Dimension> dimensions;  ///< in the order of the enumeration
    std::vector<double> households;     ///< row-major over the dimensions; sizes are 1, 2, ...

    friend bool operator==(MarginTable const&, MarginTable const&) = default;
};

/// Who lives in a household of a size, with the share of such households.
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

/// What the register is made from.
struct RegisterPlan {
    std::int64_t households = 0;    ///< total [households]
    std::uint8_t largest_size = 1;  ///< the dimension size runs from 1 to here
    std::uint8_t only_size = 1;     ///< size of every household if no margin has sizes
    std::vector<MarginTable> margins;
    std::vector<Composition> compositions;            ///< empty: all members are workers
    std::vector<std::array<double, 4>> sector_share;  ///< [stratum][sector]; empty: all wage

    friend bool operator==(RegisterPlan const&, RegisterPlan const&) = default;
};

/// A group of households alike in locality, stratum and ethnicity: the unit of reporting.
struct Cell {
    std::size_t locality = 0;
    std::size_t stratum = 0;
    std::size_t ethnicity = 0;
};

/// The households of one stratum in one locality: the unit to which counts are allotted.
struct Place {
    std::size_t locality = 0;
    std::size_t stratum = 0;
    std::size_t first = 0;  ///< its households are [first, last)
    std::size_t last = 0;

    [[nodiscard]] std::size_t households() const { return last - first; }
};

/// The fixed register: who lives where, one row for each household, sorted by place and cell.
///
/// Columns have shape [H]. Rows have no meaning of their own: random numbers are addressed by
/// `key`, which is made of the keys of locality and stratum and a serial number, 48 bits.
struct Register {
    std::vector<Cell> cells;
    std::vector<Place> places;

    std::vector<std::uint64_t> key;
    std::vector<std::uint32_t> cell;   ///< index into cells
    std::vector<std::uint16_t> place;  ///< index into places
    std::vector<std::uint8_t> size;    ///< [persons]
    std::vector<std::uint8_t> children;
    std::vector<std::uint8_t> workers;
    std::vector<std::uint8_t> elderly;
    std::vector<std::uint8_t> disabled;
    std::vector<Sector> sector;

    [[nodiscard]] std::size_t households() const { return key.size(); }

    /// Members of a kind in household h.
    [[nodiscard]] int members(std::size_t h, Member kind) const;
};

/// Make the register: fit the table locality x stratum x ethnicity x size to the margins
/// (Deming & Stephan 1940), round it so that every total of a locality, a stratum or a locality x
/// stratum that is an integer is kept exactly (controlled rounding, Cox 1987), and draw
/// composition and sector.
///
/// Depends on the study and the seed alone.
///
/// \throws InputError if the margins contradict each other or leave a dimension open
[[nodiscard]] Register make_register(Places const& places, RegisterPlan const& plan,
                                     std::uint64_t seed);

}  // namespace povex
