#include <algorithm>
#include <cmath>
#include <fstream>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "output/file/target_path.hpp"
#include "output/report/page_parts.hpp"
#include "output/words/json.hpp"
#include "output/words/plain_text.hpp"

namespace povex {
namespace {

constexpr std::size_t largest = 1'500'000;  ///< of the outlines in a page [bytes]

/// The locality that a property of the feature names; empty if none does.
std::string locality_named(SortedJson const& feature, std::vector<std::string> const& localities) {
    SortedJson const properties = feature.value("properties", SortedJson::object());
    if (!properties.is_object()) return "";
    for (SortedJson const& value : properties) {
        if (!value.is_string()) continue;
        auto name = value.get<std::string>();
        bool const known =
            std::find(localities.begin(), localities.end(), name) != localities.end();
        if (known) return name;
    }
    return "";
}

/// Nested lists of coordinates, rounded. Successive points that become equal are kept once. Throws
/// if the lists are not nested `depth` levels deep.
SortedJson rounded(SortedJson const& coordinates, int depth) {
    SortedJson made = SortedJson::array();
    for (std::size_t i = 0; depth == 0 && i < 2; ++i) {
        made.push_back(std::round(coordinates.at(i).get<double>() * 1e4) / 1e4);
    }
    std::size_t const parts =
        depth > 0 ? coordinates.get_ref<SortedJson::array_t const&>().size() : 0;
    for (std::size_t i = 0; i < parts; ++i) {
        SortedJson part = rounded(coordinates.at(i), depth - 1);
        if (made.empty() || made.back() != part) made.push_back(std::move(part));
    }
    return made;
}

SortedJson outlines_in(SortedJson const& collection, std::vector<std::string> const& localities) {
    SortedJson outlines = SortedJson::array();
    for (SortedJson const& feature : collection.at("features")) {
        std::string const id = locality_named(feature, localities);
        SortedJson const& geometry = feature.at("geometry");
        if (id.empty() || !geometry.is_object()) continue;
        auto const type = geometry.at("type").get<std::string>();
        if (type != "Polygon" && type != "MultiPolygon") continue;
        int const depth = type == "Polygon" ? 2 : 3;
        outlines.push_back({{"id", id},
                            {"type", type},
                            {"coordinates", rounded(geometry.at("coordinates"), depth)}});
    }
    return outlines;
}

}  // namespace

std::string read_shapes(std::filesystem::path const& path,
                        std::vector<std::string> const& localities) {
    check_ordinary(path);
    std::ifstream file(path, std::ios::binary);
    if (!file) refuse_file(path, "no such file, or it cannot be read", "");
    SortedJson outlines;
    try {
        outlines = outlines_in(SortedJson::parse(file), localities);
    } catch (SortedJson::exception const& failure) {
        refuse_file(path,
                    fmt::format("this is no GeoJSON of outlines ({})", printable(failure.what())),
                    "a FeatureCollection of polygons is wanted");
    }
    if (outlines.empty()) {
        refuse_file(path, "none of its polygons has a property that names a locality",
                    fmt::format("the results have {}", fmt::join(localities, ", ")));
    }
    std::string text = outlines.dump();
    if (text.size() > largest) {
        refuse_file(path,
                    fmt::format("its outlines are too fine for a page ({} of at most {} bytes)",
                                text.size(), largest),
                    "simplify them, with mapshaper say");
    }
    return text;
}

}  // namespace povex
