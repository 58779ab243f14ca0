#include <algorithm>

#include <fmt/format.h>

#include "engine/study/csv.hpp"
#include "engine/study/read_parts.hpp"

namespace povex {

namespace {

/// The dates between which a unit exists are for the reader of the study; yet they must be dates.
void check_dates(Reader& reader) {
    for (char const* name : {"from", "until"}) {
        auto const text = reader.text(name, "");
        if (text.empty() || is_date(text)) continue;
        reader.problem(name,
                       fmt::format("{}.{} is \"{}\", which is no date", reader.path(), name, text),
                       "write 2021-12-31");
    }
    auto const from = reader.text("from", "");
    auto const until = reader.text("until", "");
    if (is_date(from) && is_date(until) && from > until) {
        reader.problem("until", fmt::format("{} ends before it begins", reader.path()));
    }
}

}  // namespace

Places read_places(Reader& root) {
    Places places;
    std::uint16_t position = 0;
    for (auto& [id, reader] : root.records("localities", highest_locality_key)) {
        places.localities.push_back({reader.label(id, ++position, highest_locality_key)});
        reader.take("kind");
        check_dates(reader);
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
