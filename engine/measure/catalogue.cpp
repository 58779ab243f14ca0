#include "engine/measure/catalogue.hpp"

#include <stdexcept>

namespace povex {

std::size_t Catalogue::size_per_replicate(Variable const& variable) const {
    std::size_t product = 1;
    for (Axis axis : variable.over) {
        if (axis != Axis::replicate) product *= size(axis);
    }
    return product;
}

std::size_t Catalogue::index(std::string const& name) const {
    for (std::size_t v = 0; v < variables.size(); ++v) {
        if (variables[v].name == name) return v;
    }
    throw std::out_of_range("no variable " + name);
}

}  // namespace povex
