#include "engine/population/register.hpp"

#include <algorithm>
#include <numeric>
#include <stdexcept>

#include <fmt/format.h>

#include "engine/base/error.hpp"
#include "engine/random/address.hpp"
#include "engine/random/purpose.hpp"
#include "engine/random/sampling.hpp"
#include "engine/stats/ipf.hpp"
#include "engine/stats/rounding.hpp"

namespace povex {

namespace {

// The key of a household, from its high bits on: 12 bits of its locality's key, 12 of its
// stratum's, and 24 of a serial number within its place. The upper 4 bits of a locality's key stand
// in the upper 4 bits of the serial number.
constexpr std::size_t key_bits = 12;
constexpr std::size_t serial_bits = 24;
constexpr std::size_t high_key_bits = 4;
static_assert(highest_locality_key >> key_bits < 1U << high_key_bits);

/// The key of the first household of a place.
std::uint64_t first_key(Label const& locality, Label const& stratum) {
    std::uint64_t const low = locality.key & ((1U << key_bits) - 1U);
    std::uint64_t const high = locality.key >> key_bits;
    return low << (key_bits + serial_bits) | std::uint64_t{stratum.key} << serial_bits |
           high << (serial_bits - high_key_bits);
}

/// With how many households a place has no more keys.
std::size_t end_of_serials(Places const& places) {
    bool const many = std::ranges::any_of(
        places.localities, [](Locality const& one) { return one.label.key >> key_bits > 0; });
    return std::size_t{1} << (many ? serial_bits - high_key_bits : serial_bits);
}

std::size_t members_of(Dimension dimension, Places const& places, RegisterPlan const& plan) {
    switch (dimension) {
        case Dimension::locality:
            return places.localities.size();
        case Dimension::stratum:
            return places.strata.size();
        case Dimension::ethnicity:
            return places.ethnicities.size();
        case Dimension::size:
            return plan.largest_size;
    }
    return 0;
}

/// The table locality x stratum x ethnicity x size, fitted to the margins. Without margins all
/// households are in one entry.
std::vector<double> fitted_table(Places const& places, RegisterPlan const& plan) {
    Table seed;
    for (Dimension d :
         {Dimension::locality, Dimension::stratum, Dimension::ethnicity, Dimension::size}) {
        seed.shape.push_back(static_cast<int>(members_of(d, places, plan)));
    }
    auto const cells =
        std::accumulate(seed.shape.begin(), seed.shape.end(), std::size_t{1},
                        [](std::size_t n, int m) { return n * static_cast<std::size_t>(m); });
    seed.cell.assign(cells, 1.0);
    if (plan.margins.empty()) {
        if (cells != plan.largest_size) {
            throw InputError("several localities, strata or ethnicities, but no margins",
                             "name the files in register.margins");
        }
        seed.cell.assign(cells, 0.0);
        seed.cell[plan.only_size - 1U] = static_cast<double>(plan.households);
        return seed.cell;
    }
    std::vector<Margin> margins;
    for (MarginTable const& table : plan.margins) {
        Margin margin{{}, table.households};
        for (Dimension d : table.dimensions) margin.dimensions.push_back(static_cast<int>(d));
        margins.push_back(std::move(margin));
    }
    for (std::size_t d = 0; d < seed.shape.size(); ++d) {
        bool const covered = std::any_of(margins.begin(), margins.end(), [d](Margin const& m) {
            return std::count(m.dimensions.begin(), m.dimensions.end(), static_cast<int>(d)) > 0;
        });
        if (!covered && seed.shape[d] > 1 && static_cast<Dimension>(d) != Dimension::size) {
            throw InputError(fmt::format("no margin has the dimension {}", dimension_names[d]),
                             "every dimension with several members needs one");
        }
    }
    bool const sized = std::any_of(plan.margins.begin(), plan.margins.end(), [](auto const& m) {
        return std::count(m.dimensions.begin(), m.dimensions.end(), Dimension::size) > 0;
    });
    if (!sized) {
        for (std::size_t i = 0; i < cells; ++i) {
            if (i % plan.largest_size != plan.only_size - 1U) seed.cell[i] = 0.0;
        }
    }
    try {
        return fit_margins(std::move(seed), margins, {.tolerance = 1e-12, .max_iterations = 10000})
            .table.cell;
    } catch (std::exception const& error) {
        std::string names;
        for (auto const& m : plan.margins) names += (names.empty() ? "" : ", ") + m.name;
        throw InputError(fmt::format("the margins contradict each other ({})", error.what()),
                         fmt::format("margins are numbered from 0 in the order {}", names));
    }
}

/// The table rounded to whole households: first the totals of the places (locality x stratum), then
/// the entries of each place (ethnicity x size).
std::vector<std::int64_t> whole_table(std::vector<double> table, std::size_t localities,
                                      std::size_t rows, std::uint64_t seed) {
    auto const columns = table.size() / rows;
    std::vector<double> sums(rows);
    for (std::size_t r = 0; r < rows; ++r) {
        sums[r] =
            std::accumulate(table.begin() + static_cast<std::ptrdiff_t>(r * columns),
                            table.begin() + static_cast<std::ptrdiff_t>((r + 1) * columns), 0.0);
    }
    Stream const stream(seed, Module::synthesis, 0);
    std::uint64_t used = 0;
    auto const next_uniform = [&] { return stream.uniform(used++, 0, purpose(Use::rounding)); };
    auto const whole = controlled_rounding(localities, rows / localities, sums, next_uniform);
    for (std::size_t r = 0; r < rows; ++r) {
        double const scale = sums[r] > 0.0 ? static_cast<double>(whole[r]) / sums[r] : 0.0;
        for (std::size_t c = 0; c < columns; ++c) table[r * columns + c] *= scale;
    }
    return controlled_rounding(rows, columns, table, next_uniform);
}

/// Draws the members and the sector of one household at a time.
class Composer {
public:
    Composer(Places const& places, RegisterPlan const& plan) : plan_(plan) {
        by_kind_.resize(places.areas.size() * plan.largest_size);
        for (std::size_t i = 0; i < plan.compositions.size(); ++i) {
            auto const& row = plan.compositions[i];
            if (row.size > plan.largest_size) continue;
            auto& kind = by_kind_[kind_of(row.area, row.size)];
            kind.rows.push_back(i);
            kind.cumulative.push_back((kind.cumulative.empty() ? 0.0 : kind.cumulative.back()) +
                                      row.share);
        }
        for (auto const& shares : plan.sector_share) {
            auto& cumulative = sectors_.emplace_back();
            std::partial_sum(shares.begin(), shares.end(), cumulative.begin());
        }
    }

    void compose(Register& r, std::size_t h, std::size_t stratum, std::size_t area,
                 Block const& block) const {
        auto const& kind = by_kind_[kind_of(area, r.size[h])];
        if (kind.rows.empty()) {
            r.workers[h] = r.size[h];
        } else {
            auto const& row =
                plan_.compositions[kind.rows[categorical(kind.cumulative, block.uniform(0))]];
            r.children[h] = row.children;
            r.workers[h] = row.workers;
            r.elderly[h] = row.elderly;
            r.disabled[h] = row.disabled;
        }
        if (!sectors_.empty()) {
            r.sector[h] = static_cast<Sector>(categorical(sectors_[stratum], block.uniform(1)));
        }
    }

private:
    struct Kind {
        std::vector<std::size_t> rows;
        std::vector<double> cumulative;
    };
    [[nodiscard]] std::size_t kind_of(std::size_t area, std::size_t size) const {
        return area * plan_.largest_size + size - 1;
    }
    RegisterPlan const& plan_;
    std::vector<Kind> by_kind_;
    std::vector<std::array<double, 4>> sectors_;
};

void reserve(Register& r, std::size_t households) {
    r.key.reserve(households);
    r.cell.reserve(households);
    r.place.reserve(households);
    for (auto* column : {&r.size, &r.children, &r.workers, &r.elderly, &r.disabled}) {
        column->reserve(households);
    }
    r.sector.reserve(households);
}

void append(Register& r, std::size_t households, std::uint64_t first_key, std::uint8_t size) {
    std::size_t const n = r.households() + households;
    for (std::size_t i = 0; i < households; ++i) r.key.push_back(first_key + i);
    r.cell.resize(n, static_cast<std::uint32_t>(r.cells.size() - 1));
    r.place.resize(n, static_cast<PlaceNumber>(r.places.size() - 1));
    r.size.resize(n, size);
    r.children.resize(n, 0);
    r.workers.resize(n, 0);
    r.elderly.resize(n, 0);
    r.disabled.resize(n, 0);
    r.sector.resize(n, Sector::wage);
}

/// Append the households of one place: its cells in order of ethnicity, in each cell the households
/// in order of size.
void append_place(Register& r, Places const& places, std::size_t locality, std::size_t stratum,
                  std::int64_t const* row, std::size_t sizes) {
    auto const key = first_key(places.localities[locality].label, places.strata[stratum].label);
    Place place{locality, stratum, r.households(), r.households()};
    r.places.push_back(place);
    for (std::size_t e = 0; e < places.ethnicities.size(); ++e) {
        if (std::accumulate(row + e * sizes, row + (e + 1) * sizes, std::int64_t{0}) == 0) continue;
        r.cells.push_back({locality, stratum, e});
        for (std::size_t s = 0; s < sizes; ++s) {
            append(r, static_cast<std::size_t>(row[e * sizes + s]),
                   key + (r.households() - place.first), static_cast<std::uint8_t>(s + 1));
        }
    }
    r.places.back().last = r.households();
    if (r.places.back().households() == 0) r.places.pop_back();
    if (r.places.size() > most_places) {
        throw InputError(
            fmt::format("more than {} places (strata of a locality with households)", most_places),
            "fewer localities or strata");
    }
    auto const end = end_of_serials(places);
    if (r.households() - place.first >= end) {
        throw InputError(fmt::format("more than {} households in one stratum of {}", end,
                                     places.localities[locality].label.id),
                         "divide the locality");
    }
}

}  // namespace

int Register::members(std::size_t h, Member kind) const {
    switch (kind) {
        case Member::nobody:
            return 0;
        case Member::household:
            return 1;
        case Member::person:
            return size[h];
        case Member::child:
            return children[h];
        case Member::worker:
            return workers[h];
        case Member::elderly:
            return elderly[h];
        case Member::disabled:
            return disabled[h];
        case Member::dependant:
            return elderly[h] + disabled[h];
    }
    return 0;
}

Register make_register(Places const& places, RegisterPlan const& plan, std::uint64_t seed) {
    auto const table = fitted_table(places, plan);
    auto const rows = places.localities.size() * places.strata.size();
    auto const columns = table.size() / rows;
    auto const whole = whole_table(table, places.localities.size(), rows, seed);

    Register r;
    reserve(r,
            static_cast<std::size_t>(std::accumulate(whole.begin(), whole.end(), std::int64_t{0})));
    for (std::size_t l = 0; l < places.localities.size(); ++l) {
        for (std::size_t s = 0; s < places.strata.size(); ++s) {
            append_place(r, places, l, s, &whole[(l * places.strata.size() + s) * columns],
                         plan.largest_size);
        }
    }
    Composer const composer(places, plan);
    Stream const stream(seed, Module::synthesis, 0);
    for (std::size_t h = 0; h < r.households(); ++h) {
        auto const stratum = r.cells[r.cell[h]].stratum;
        composer.compose(r, h, stratum, places.strata[stratum].area,
                         stream.block(r.key[h], 0, purpose(Use::composition)));
    }
    return r;
}

}  // namespace povex
