#include "engine/measure/catalogue.hpp"

// Which variables there are stands in engine/measure/table_of_measures.cpp.

#include <stdexcept>

namespace povex {

std::size_t Catalogue::size_per_replicate(Variable const& variable) const {
    std::size_t product = 1;
    for (Axis axis : variable.over) {
        if (axis != Axis::replicate && axis != Axis::point) product *= size(axis);
    }
    return product;
}

Catalogue over_points(Catalogue catalogue, std::size_t points) {
    auto& members = catalogue.members[static_cast<std::size_t>(Axis::point)];
    for (std::size_t p = 0; p < points; ++p) members.push_back(std::to_string(p));
    for (Variable& variable : catalogue.variables) {
        variable.over.insert(variable.over.begin(), Axis::point);
    }
    return catalogue;
}

std::size_t Catalogue::index(std::string const& name) const {
    for (std::size_t v = 0; v < variables.size(); ++v) {
        if (variables[v].name == name) return v;
    }
    throw std::out_of_range("no variable " + name);
}

}  // namespace povex
