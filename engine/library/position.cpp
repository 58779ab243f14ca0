#include "engine/library/position.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "engine/base/error.hpp"
#include "engine/study/text.hpp"

namespace povex {

namespace {

std::string name_of(Axis axis) {
    return axis_names[static_cast<std::size_t>(axis)];
}

Variable const& find_variable(Catalogue const& catalogue, std::string const& name) {
    std::vector<std::string> known;
    for (Variable const& variable : catalogue.variables) {
        if (variable.name == name) return variable;
        known.push_back(variable.name);
    }
    throw InputError(fmt::format("the results have no variable \"{}\"", name),
                     nearest_hint(name, known));
}

/// Index of the member asked for along a dimension.
std::size_t member_index(Catalogue const& catalogue, Variable const& variable, Axis axis,
                         std::map<Axis, std::string> const& members) {
    auto const& known = catalogue.members[static_cast<std::size_t>(axis)];
    auto const asked = members.find(axis);
    if (asked == members.end()) {
        if (known.size() == 1) return 0;
        throw InputError(fmt::format("a number of \"{}\" needs a {}", variable.name, name_of(axis)),
                         fmt::format("one of {}", fmt::join(known, ", ")));
    }
    auto const found = std::ranges::find(known, asked->second);
    if (found == known.end()) {
        throw InputError(fmt::format("the results have no {} \"{}\"", name_of(axis), asked->second),
                         nearest_hint(asked->second, known));
    }
    return static_cast<std::size_t>(found - known.begin());
}

}  // namespace

Position position_of(Catalogue const& catalogue, std::string const& name,
                     std::map<Axis, std::string> const& members) {
    Variable const& variable = find_variable(catalogue, name);
    std::vector<std::string> spread;
    Position position{catalogue.index(name), 0};
    for (Axis axis : variable.over) {
        if (axis == Axis::replicate || axis == Axis::point) continue;
        position.index = position.index * catalogue.size(axis) +
                         member_index(catalogue, variable, axis, members);
        spread.push_back(name_of(axis));
    }
    for (auto const& [axis, member] : members) {
        if (std::ranges::find(spread, name_of(axis)) != spread.end()) continue;
        throw InputError(
            fmt::format("\"{}\" is not spread over {} (\"{}\")", name, name_of(axis), member),
            fmt::format("its dimensions are {}", fmt::join(spread, ", ")));
    }
    return position;
}

}  // namespace povex
