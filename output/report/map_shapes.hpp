#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace povex {

/// Where localities lie, for a map: a GeoJSON file of a user, reduced to the outlines of those
/// features of which some property names a locality.
///
/// \param path        a FeatureCollection, longitudes and latitudes
/// \param localities  what the results call them, without "locality:"
/// \return a JSON array of {"id", "type", "coordinates"}, coordinates to a ten-thousandth of a
///         degree
/// \throws InputError if it cannot be read, names no locality, or is too large for a page
[[nodiscard]] std::string read_shapes(std::filesystem::path const& path,
                                      std::vector<std::string> const& localities);

}  // namespace povex
