#include "engine/measure/groups.hpp"

#include <functional>
#include <utility>

namespace povex {

namespace {

struct Size {
    double households = 0.0;
    double persons = 0.0;
};

std::vector<Size> sizes_of_cells(Register const& r) {
    std::vector<Size> sizes(r.cells.size());
    for (std::size_t h = 0; h < r.households(); ++h) {
        sizes[r.cell[h]].households += 1.0;
        sizes[r.cell[h]].persons += r.size[h];
    }
    return sizes;
}

}  // namespace

Groups make_groups(Register const& r, Places const& places, GroupChoice const& choice) {
    auto const sizes = sizes_of_cells(r);
    auto group = [&](std::string name, std::function<bool(Cell const&)> const& in) {
        Group made{std::move(name), {}};
        for (std::size_t c = 0; c < r.cells.size(); ++c) {
            if (!in(r.cells[c])) continue;
            made.cells.push_back(c);
            made.households += sizes[c].households;
            made.persons += sizes[c].persons;
        }
        return made;
    };
    Groups groups;
    auto add = [&](Group const& made, bool spending, bool deprived) {
        groups.all.push_back(made);
        if (spending) groups.spending.push_back(made);
        if (deprived) groups.deprived.push_back(made);
    };
    add(group("province", [](Cell const&) { return true; }), true, true);
    for (std::size_t l = 0; choice.localities && l < places.localities.size(); ++l) {
        add(group("locality:" + places.localities[l].label.id,
                  [&](Cell const& c) { return c.locality == l; }),
            true, false);
    }
    for (std::size_t a = 0; choice.areas && a < places.areas.size(); ++a) {
        add(group("area:" + places.areas[a],
                  [&](Cell const& c) { return places.strata[c.stratum].area == a; }),
            false, true);
    }
    for (std::size_t s = 0; choice.strata && s < places.strata.size(); ++s) {
        add(group("stratum:" + places.strata[s].label.id,
                  [&](Cell const& c) { return c.stratum == s; }),
            false, true);
    }
    for (std::size_t e = 0; choice.ethnicities && e < places.ethnicities.size(); ++e) {
        add(group("ethnicity:" + places.ethnicities[e].label.id,
                  [&](Cell const& c) { return c.ethnicity == e; }),
            false, true);
    }
    return groups;
}

}  // namespace povex
