#include "engine/measure/groups.hpp"

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

std::vector<std::string> names_of(std::string const& kind, auto const& records) {
    std::vector<std::string> names;
    names.reserve(records.size());
    for (auto const& record : records) names.push_back(kind + record.label.id);
    return names;
}

}  // namespace

Groups make_groups(Register const& r, Places const& places, GroupChoice const& choice) {
    auto const sizes = sizes_of_cells(r);
    Groups groups;
    /// Add groups of one kind.
    /// \param of  index of a cell's group among them
    auto const add = [&](std::vector<std::string> const& names, auto const& of, bool spending,
                         bool deprived) {
        std::vector<Group> made;
        made.reserve(names.size());
        for (std::string const& name : names) made.push_back({name, {}});
        for (std::size_t c = 0; c < r.cells.size(); ++c) {
            Group& group = made[of(r.cells[c])];
            group.cells.push_back(c);
            group.households += sizes[c].households;
            group.persons += sizes[c].persons;
        }
        auto const append = [&](std::vector<Group>& to) {
            to.insert(to.end(), made.begin(), made.end());
        };
        append(groups.all);
        if (spending) append(groups.spending);
        if (deprived) append(groups.deprived);
    };
    add(
        {"province"}, [](Cell const&) { return std::size_t{0}; }, true, true);
    if (choice.localities) {
        add(
            names_of("locality:", places.localities), [](Cell const& c) { return c.locality; },
            true, false);
    }
    if (choice.areas) {
        std::vector<std::string> names;
        names.reserve(places.areas.size());
        for (std::string const& area : places.areas) names.push_back("area:" + area);
        add(
            names, [&](Cell const& c) { return places.strata[c.stratum].area; }, false, true);
    }
    if (choice.strata) {
        add(
            names_of("stratum:", places.strata), [](Cell const& c) { return c.stratum; }, false,
            true);
    }
    if (choice.ethnicities) {
        add(
            names_of("ethnicity:", places.ethnicities), [](Cell const& c) { return c.ethnicity; },
            false, true);
    }
    return groups;
}

}  // namespace povex
