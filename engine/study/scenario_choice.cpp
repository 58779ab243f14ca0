#include "engine/study/scenario_choice.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace povex {

std::vector<std::string> listed_order(Node const* list, std::vector<std::string> const& ids,
                                      Problems& problems) {
    if (list == nullptr) return ids;
    std::vector<std::string> order;
    for (Node const& element : *list->array()) {
        if (!element.text() || std::count(ids.begin(), ids.end(), *element.text()) == 0) {
            problems.add(
                element.where,
                fmt::format("the scenario {} is not known",
                            element.text() ? "\"" + *element.text() + "\"" : element.kind()),
                element.text() ? nearest_hint(*element.text(), ids) : "");
        } else if (std::count(order.begin(), order.end(), *element.text()) > 0) {
            problems.add(element.where, fmt::format("\"{}\" is listed twice", *element.text()));
        } else {
            order.push_back(*element.text());
        }
    }
    return order;
}

std::vector<std::string> read_beside(Reader& root, std::vector<std::string> const& ids,
                                     std::vector<std::string> const& order) {
    auto beside = root.list("beside");
    for (auto const& id : beside) {
        if (std::count(order.begin(), order.end(), id) > 0) continue;
        bool const known = std::count(ids.begin(), ids.end(), id) > 0;
        root.context().problems.add(
            root.where("beside", id),
            known ? fmt::format("beside: \"{}\" is not among the scenarios to run", id)
                  : fmt::format("beside: the scenario \"{}\" is not known", id),
            nearest_hint(id, order));
    }
    return beside;
}

std::vector<std::string> asked_for(std::vector<std::string> const& asked,
                                   std::vector<std::string> const& order,
                                   std::string const& baseline,
                                   std::vector<std::string> const& beside, Problems& problems) {
    if (asked.empty()) return order;
    for (auto const& id : asked) {
        if (std::count(order.begin(), order.end(), id) == 0) {
            problems.add({"--scenario",
                          0,
                          0,
                          fmt::format("the scenario \"{}\" is not known", id),
                          nearest_hint(id, order),
                          {}});
        }
    }
    std::vector<std::string> result;
    for (auto const& id : order) {
        if (id == baseline || std::count(beside.begin(), beside.end(), id) > 0 ||
            std::count(asked.begin(), asked.end(), id) > 0) {
            result.push_back(id);
        }
    }
    return result;
}

}  // namespace povex
