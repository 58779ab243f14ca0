#include <fmt/format.h>

#include "engine/study/read_parts.hpp"

namespace povex {

namespace {

/// The growth of an index of any base over the year before.
Yearly<double> growth_of(Reader& reader) {
    auto const level = reader.flow("level", positive);
    Yearly<double> growth(level.size(), 0.0);
    if (!level.empty() && level[0] <= 0.0) {
        reader.problem("level",
                       fmt::format("{}.level has no value for the base year", reader.path()),
                       "an index needs every year, the base year too; or give growth");
        return growth;
    }
    for (std::size_t t = 1; t < level.size(); ++t) {
        if (level[t - 1] > 0.0) growth[t] = level[t] / level[t - 1] - 1.0;
    }
    return growth;
}

}  // namespace

std::map<std::string, Yearly<double>> read_series(Reader& root) {
    std::map<std::string, Yearly<double>> series;
    std::uint16_t position = 0;
    for (auto& [id, reader] : root.records("series")) {
        reader.label(id, ++position, highest_key);
        bool const by_level = reader.has("level");
        if (by_level && reader.has("growth")) {
            reader.problem("level", fmt::format("{} has a level and a growth", reader.path()),
                           "give one of the two");
            reader.take("growth");
        }
        series[id] = by_level ? growth_of(reader) : reader.flow("growth", yearly_growth);
        reader.finish();
    }
    return series;
}

}  // namespace povex
