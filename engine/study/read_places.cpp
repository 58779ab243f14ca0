#include <algorithm>

#include "engine/study/read_parts.hpp"

namespace povex {

Places read_places(Reader& root) {
    Places places;
    std::uint16_t position = 0;
    for (auto& [id, reader] : root.records("localities", highest_locality_key)) {
        places.localities.push_back({reader.label(id, ++position, highest_locality_key)});
        for (char const* informal : {"kind", "from", "until"}) reader.take(informal);
        reader.finish();
    }
    if (places.localities.empty()) places.localities.push_back({{"all", 1, {"all", "all"}}});
    position = 0;
    for (auto& [id, reader] : root.records("strata")) {
        Stratum stratum{reader.label(id, ++position, highest_key), 0, 1.0};
        auto const area = reader.text("area", "all");
        auto const found = std::find(places.areas.begin(), places.areas.end(), area);
        stratum.area = static_cast<std::size_t>(found - places.areas.begin());
        if (found == places.areas.end()) places.areas.push_back(area);
        stratum.odds = reader.real("odds", not_negative, 1.0);
        places.strata.push_back(std::move(stratum));
    }
    if (places.strata.empty()) {
        root.problem("strata", "the study has no strata",
                     "at least one [strata.NAME] with mean_income and sigma");
        places.strata.emplace_back(Label{"all", 1, {"all", "all"}}, 0, 1.0);
        places.areas.emplace_back("all");
    }
    Reader reg = root.table("register");
    position = 0;
    for (auto const& id : reg.list("ethnicities", {"all"})) {
        places.ethnicities.push_back({{id, ++position, {id, id}}});
    }
    check_keys(root, "localities", places.localities);
    check_keys(root, "strata", places.strata);
    sort_by_key(places.localities);
    sort_by_key(places.strata);
    return places;
}

}  // namespace povex
