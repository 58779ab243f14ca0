#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "engine/study/csv.hpp"
#include "engine/study/read_parts.hpp"

namespace povex {

namespace {

constexpr std::uint8_t most_persons = 20;     // in a household
constexpr double most_in_place = 16777215.0;  // households in a stratum of a locality

/// A CSV file of the register with its columns resolved.
class MarginFile {
public:
    MarginFile(std::string const& name, Where const& named, StudyFolder& folder, Problems& problems)
        : problems_(problems), source_(folder.load(name, csv_limit, named)) {
        if (source_) table_ = parse_csv(source_, problems);
    }

    [[nodiscard]] bool loaded() const { return source_ != nullptr && !table_.header.empty(); }
    [[nodiscard]] Where where() const { return {source_, 1, 1}; }
    [[nodiscard]] CsvTable const& table() const { return table_; }

    /// Index of a column that must be there.
    std::optional<std::size_t> need(std::string const& name) {
        auto const column = table_.column(name);
        if (!column && loaded()) {
            problems_.add(where(), fmt::format("no column \"{}\"", name),
                          "the first line names the columns");
        }
        return column;
    }

    /// Report names of other dimensions: the header may have its columns swapped.
    /// \param members  names by dimension
    void check_swapped(CsvTable::Field const& field, char const* kind,
                       std::array<std::vector<std::string>, 4> const& members) {
        for (std::size_t d = 0; d < 3; ++d) {
            if (dimension_names[d] == std::string_view(kind)) continue;
            if (std::count(members[d].begin(), members[d].end(), field.text) == 0) continue;
            problems_.add(where(),
                          fmt::format("the column {} holds \"{}\", a {}", kind, field.text,
                                      dimension_names[d]),
                          "are the names of two columns swapped?");
        }
    }

    /// The header may name the `known` columns and those of the provenance; known_on holds dates.
    void check_columns(std::vector<std::string> known) {
        for (char const* one : {"source", "grade", "known_on", "note"}) known.emplace_back(one);
        for (auto const& field : table_.header) {
            if (std::count(known.begin(), known.end(), field.text) == 0) {
                problems_.add(field.where, fmt::format("unknown column \"{}\"", field.text),
                              nearest_hint(field.text, known));
            }
        }
        if (auto const column = table_.column("known_on")) {
            for (auto const& row : table_.rows) {
                static_cast<void>(table_.date(row[*column], problems_));
            }
        }
    }

    /// \param kind  of the names: "locality"
    std::optional<std::size_t> member(CsvTable::Field const& field, char const* kind,
                                      std::vector<std::string> const& names) {
        auto const found = std::find(names.begin(), names.end(), field.text);
        if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
        problems_.add(field.where, fmt::format("the {} \"{}\" is not known", kind, field.text),
                      nearest_hint(field.text, names));
        return std::nullopt;
    }

    /// A whole number in [low, high].
    std::optional<int> whole(CsvTable::Field const& field, int low, int high) {
        auto const number = table_.number(field, problems_);
        if (!number) return std::nullopt;
        if (*number != std::floor(*number) || *number < low || *number > high) {
            problems_.add(field.where, fmt::format("{} is not a whole number from {} to {}",
                                                   field.text, low, high));
            return std::nullopt;
        }
        return static_cast<int>(*number);
    }

    std::optional<double> share(CsvTable::Field const& field) {
        auto const number = not_negative(field);
        if (number && *number > 1.0) {
            problems_.add(field.where, fmt::format("the share {} is above 1", field.text),
                          fraction.per_cent_hint(*number));
            return std::nullopt;
        }
        return number;
    }

    std::optional<double> not_negative(CsvTable::Field const& field) {
        auto const number = table_.number(field, problems_);
        if (number && *number < 0.0) {
            problems_.add(field.where, fmt::format("{} is negative", field.text));
            return std::nullopt;
        }
        return number;
    }

private:
    Problems& problems_;
    std::shared_ptr<SourceText const> source_;
    CsvTable table_;
};

/// Names of the members of each dimension; the sizes are numbers.
std::array<std::vector<std::string>, 4> dimension_members(Places const& places) {
    std::array<std::vector<std::string>, 4> members{
        ids_of(places.localities), ids_of(places.strata), ids_of(places.ethnicities), {}};
    for (int size = 1; size <= most_persons; ++size) members[3].push_back(std::to_string(size));
    return members;
}

/// Each locality, stratum and ethnicity must have a row in each margin with that dimension: without
/// one, it would silently have no household.
void check_all_seen(MarginFile const& file, MarginTable const& margin,
                    std::array<std::vector<std::string>, 4> const& members,
                    std::array<std::set<std::size_t>, 4> const& seen, Problems& problems) {
    for (Dimension const dimension : margin.dimensions) {
        if (dimension == Dimension::size) continue;
        auto const d = static_cast<std::size_t>(dimension);
        for (std::size_t m = 0; m < members[d].size(); ++m) {
            if (seen[d].count(m) > 0) continue;
            problems.add(file.where(),
                         fmt::format("{} has no row for the {} {}", margin.name, dimension_names[d],
                                     members[d][m]),
                         "give its households; a row with 0, if nobody lives there");
        }
    }
}

/// A margin with all sizes up to the largest possible; trim_sizes() drops the empty ones when all
/// margins are known.
std::optional<MarginTable> read_margin(std::string const& name, Where const& named,
                                       Places const& places, StudyFolder& folder,
                                       Problems& problems) {
    MarginFile file(name, named, folder, problems);
    auto const counts = file.need("households");
    if (!file.loaded() || !counts) return std::nullopt;
    auto const members = dimension_members(places);
    MarginTable margin{name, {}, {}};
    std::vector<std::size_t> columns;
    std::vector<std::string> known{"households"};
    std::size_t entries = 1;
    for (std::size_t d = 0; d < dimension_names.size(); ++d) {
        known.emplace_back(dimension_names[d]);
        if (auto const column = file.table().column(dimension_names[d])) {
            margin.dimensions.push_back(static_cast<Dimension>(d));
            columns.push_back(*column);
            entries *= members[d].size();
        }
    }
    file.check_columns(known);
    if (columns.empty()) {
        problems.add(file.where(), "no column is a dimension of the register",
                     fmt::format("dimensions are {}", fmt::join(dimension_names, ", ")));
        return std::nullopt;
    }
    margin.households.assign(entries, 0.0);
    std::array<std::set<std::size_t>, 4> seen;
    DifferentRows rows(problems);
    for (auto const& row : file.table().rows) {
        std::size_t entry = 0;
        bool complete = true;
        std::string about;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            auto const d = static_cast<std::size_t>(margin.dimensions[i]);
            auto const member = file.member(row[columns[i]], dimension_names[d], members[d]);
            if (member) seen[d].insert(*member);
            if (!member) file.check_swapped(row[columns[i]], dimension_names[d], members);
            complete = complete && member;
            entry = entry * members[d].size() + member.value_or(0);
            about += fmt::format("{}{} {}", i == 0 ? "" : ", ", dimension_names[d],
                                 row[columns[i]].text);
        }
        auto const count = file.not_negative(row[*counts]);
        if (!complete || !rows.add(about, row.front().where) || !count) continue;
        margin.households[entry] = *count;
    }
    if (!file.table().rows.empty()) check_all_seen(file, margin, members, seen, problems);
    return margin;
}

bool has_sizes(MarginTable const& margin) {
    return !margin.dimensions.empty() && margin.dimensions.back() == Dimension::size;
}

/// How many members each dimension has.
std::array<std::size_t, 4> members_of(Places const& places, std::size_t sizes) {
    return {places.localities.size(), places.strata.size(), places.ethnicities.size(), sizes};
}

/// The member of each dimension at an entry of a margin; none of the dimensions it does not have.
std::array<std::optional<std::size_t>, 4> place_in(MarginTable const& margin, std::size_t entry,
                                                   std::array<std::size_t, 4> const& members) {
    std::array<std::optional<std::size_t>, 4> at;
    for (std::size_t k = margin.dimensions.size(); k-- > 0;) {
        auto const d = static_cast<std::size_t>(margin.dimensions[k]);
        at[d] = entry % members[d];
        entry /= members[d];
    }
    return at;
}

/// Drop the sizes above the largest one that has households in any margin.
void trim_sizes(RegisterPlan& plan) {
    std::size_t largest = 0;
    for (auto const& m : plan.margins) {
        for (std::size_t i = 0; has_sizes(m) && i < m.households.size(); ++i) {
            if (m.households[i] > 0.0) largest = std::max(largest, i % most_persons + 1);
        }
    }
    if (largest == 0) {
        plan.largest_size = plan.only_size;
        return;
    }
    plan.largest_size = static_cast<std::uint8_t>(largest);
    for (auto& m : plan.margins) {
        if (!has_sizes(m)) continue;
        std::vector<double> trimmed;
        for (std::size_t i = 0; i < m.households.size(); ++i) {
            if (i % most_persons < largest) trimmed.push_back(m.households[i]);
        }
        m.households = std::move(trimmed);
    }
}

/// All margins must have the same total, and each dimension with several members needs a margin.
void check_margins(Reader& reader, RegisterPlan const& plan, Places const& places) {
    auto total = [](MarginTable const& m) {
        return std::accumulate(m.households.begin(), m.households.end(), 0.0);
    };
    for (auto const& m : plan.margins) {
        if (std::abs(total(m) - total(plan.margins.front())) > 1e-6) {
            reader.problem("margins",
                           fmt::format("{} has {} households, {} has {}", m.name, total(m),
                                       plan.margins.front().name, total(plan.margins.front())),
                           "all margins describe the same households");
        }
    }
    auto const members = members_of(places, 1);
    for (std::size_t d = 0; d < 3; ++d) {
        bool const covered = std::any_of(plan.margins.begin(), plan.margins.end(), [&](auto& m) {
            return std::count(m.dimensions.begin(), m.dimensions.end(), static_cast<Dimension>(d));
        });
        if (members[d] > 1 && !covered) {
            reader.problem("margins",
                           fmt::format("no margin has the dimension {}, which has {} members",
                                       dimension_names[d], members[d]),
                           "a CSV file with that column and the column households");
        }
    }
    if (!plan.margins.empty() && !(total(plan.margins.front()) > 0.0)) {
        reader.problem("margins", "the margins have no household");
    }
}

/// Check the number of households here: the register refuses too many only after it has filled the
/// memory.
void check_total(Reader& reader, RegisterPlan const& plan, Places const& places) {
    bool const listed = !plan.margins.empty();
    double const total = households_in(plan);
    auto const most = std::min(
        5e8, static_cast<double>(places.localities.size() * places.strata.size()) * most_in_place);
    if (total > most) {
        reader.problem(listed ? "margins" : "households",
                       fmt::format("{:.0f} households, at most {:.0f}", total, most),
                       "a stratum of a locality has at most 16777215");
    }
    if (listed && total > 0.0 && total < 0.5) {
        reader.problem("margins",
                       fmt::format("the margins add to {} households, less than one", total));
    }
}

/// Which households the margins allow to exist: of a stratum and a size. Nobody needs to say what
/// the others are like.
class PossibleHouseholds {
public:
    PossibleHouseholds(RegisterPlan const& plan, Places const& places)
        : places_(places), sizes_(plan.largest_size) {
        auto const all = [&](bool is) {
            return std::vector<bool>(places.strata.size() * sizes_, is);
        };
        possible_ = all(true);
        bool sized = false;
        for (MarginTable const& margin : plan.margins) {
            auto in_margin = all(false);
            mark(margin, in_margin);
            for (std::size_t i = 0; i < possible_.size(); ++i) {
                possible_[i] = possible_[i] && in_margin[i];
            }
            sized = sized || has_sizes(margin);
        }
        for (std::size_t i = 0; !sized && i < possible_.size(); ++i) {
            possible_[i] = possible_[i] && i % sizes_ + 1 == plan.only_size;
        }
    }

    [[nodiscard]] bool in_area(std::size_t area, std::size_t size) const {
        for (std::size_t s = 0; s < places_.strata.size(); ++s) {
            if (places_.strata[s].area == area && possible_[s * sizes_ + size - 1]) return true;
        }
        return false;
    }

    [[nodiscard]] bool in_stratum(std::size_t stratum) const {
        auto const first = possible_.begin() + static_cast<std::ptrdiff_t>(stratum * sizes_);
        auto const end = first + static_cast<std::ptrdiff_t>(sizes_);
        return std::find(first, end, true) != end;
    }

private:
    /// Mark what has households in a margin; a dimension that it does not have, it leaves open.
    void mark(MarginTable const& margin, std::vector<bool>& possible) const {
        auto const members = members_of(places_, sizes_);
        for (std::size_t i = 0; i < margin.households.size(); ++i) {
            if (!(margin.households[i] > 0.0)) continue;
            auto const at = place_in(margin, i, members);
            auto const& stratum = at[static_cast<std::size_t>(Dimension::stratum)];
            auto const& size = at[static_cast<std::size_t>(Dimension::size)];
            for (std::size_t s = stratum.value_or(0); s <= stratum.value_or(members[1] - 1); ++s) {
                for (std::size_t z = size.value_or(0); z <= size.value_or(sizes_ - 1); ++z) {
                    possible[s * sizes_ + z] = true;
                }
            }
        }
    }

    Places const& places_;
    std::size_t sizes_;
    std::vector<bool> possible_;  ///< shape [strata][sizes]
};

/// Shares add to one for each kind of household that is possible or has rows.
void check_composition_shares(RegisterPlan const& plan, Places const& places, Where const& where,
                              Problems& problems) {
    PossibleHouseholds const possible(plan, places);
    for (std::size_t area = 0; area < places.areas.size(); ++area) {
        for (int size = 1; size <= plan.largest_size; ++size) {
            double sum = 0.0;
            bool given = false;
            for (auto const& c : plan.compositions) {
                if (c.area != area || c.size != size) continue;
                sum += c.share;
                given = true;
            }
            bool const needed = given || possible.in_area(area, static_cast<std::size_t>(size));
            if (needed && std::abs(sum - 1.0) > 1e-6) {
                problems.add(where, fmt::format("shares of size {} in area {} add to {:.12g}, not "
                                                "to 1",
                                                size, places.areas[area], sum));
            }
        }
    }
}

void read_compositions(std::string const& name, Where const& named, Places const& places,
                       RegisterPlan& plan, StudyFolder& folder, Problems& problems) {
    MarginFile file(name, named, folder, problems);
    if (!file.loaded()) return;
    file.check_columns({"size", "area", "children", "workers", "elderly", "disabled", "share"});
    std::array<std::optional<std::size_t>, 6> columns;
    char const* names[] = {"size", "children", "workers", "elderly", "disabled", "share"};
    for (std::size_t i = 0; i < columns.size(); ++i) columns[i] = file.need(names[i]);
    if (!std::all_of(columns.begin(), columns.end(), [](auto c) { return c.has_value(); })) return;
    auto const area_column = file.table().column("area");
    DifferentRows rows(problems);
    for (auto const& row : file.table().rows) {
        std::array<std::uint8_t, 5> numbers{};
        bool complete = true;
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            auto const number = file.whole(row[*columns[i]], i == 0 ? 1 : 0, most_persons);
            complete = complete && number;
            numbers[i] = static_cast<std::uint8_t>(number.value_or(0));
        }
        auto const share = file.share(row[*columns[5]]);
        if (!complete || !share) continue;
        auto const [size, children, workers, elderly, disabled] = numbers;
        auto const about =
            fmt::format("the composition of {} children, {} workers, {} elderly, {} disabled{}{}",
                        children, workers, elderly, disabled, area_column ? " in " : "",
                        area_column ? row[*area_column].text : "");
        if (!rows.add(about, row.front().where)) continue;
        if (children + workers + elderly + disabled != size) {
            problems.add(row.front().where,
                         fmt::format("the members add to {}, not to the size {}",
                                     children + workers + elderly + disabled, size));
        }
        for (std::size_t area = 0; area < places.areas.size(); ++area) {
            if (area_column && row[*area_column].text != places.areas[area]) continue;
            plan.compositions.push_back({area, size, children, workers, elderly, disabled, *share});
        }
        if (area_column) file.member(row[*area_column], "area", places.areas);
    }
    // the order of the rows must not decide which household gets which composition
    std::sort(plan.compositions.begin(), plan.compositions.end(), [](auto const& a, auto const& b) {
        auto key = [](Composition const& c) {
            return std::tuple(c.area, c.size, c.children, c.workers, c.elderly, c.disabled);
        };
        return key(a) < key(b);
    });
    check_composition_shares(plan, places, file.where(), problems);
}

void read_sectors(std::string const& name, Where const& named, Places const& places,
                  RegisterPlan& plan, StudyFolder& folder, Problems& problems) {
    MarginFile file(name, named, folder, problems);
    if (!file.loaded()) return;
    file.check_columns({"stratum", "sector", "share"});
    auto const stratum = file.need("stratum");
    auto const sector = file.need("sector");
    auto const share = file.need("share");
    if (!stratum || !sector || !share) return;
    plan.sector_share.assign(places.strata.size(), {});
    DifferentRows rows(problems);
    auto const strata = ids_of(places.strata);
    for (auto const& row : file.table().rows) {
        auto const s = file.member(row[*stratum], "stratum", strata);
        auto const k =
            file.member(row[*sector], "sector", {sector_names.begin(), sector_names.end()});
        auto const x = file.share(row[*share]);
        if (!s || !k || !x) continue;
        if (!rows.add(fmt::format("stratum {}, sector {}", row[*stratum].text, row[*sector].text),
                      row.front().where)) {
            continue;
        }
        plan.sector_share[*s][*k] = *x;
    }
    PossibleHouseholds const possible(plan, places);
    for (std::size_t s = 0; s < places.strata.size(); ++s) {
        auto const& shares = plan.sector_share[s];
        double const sum = std::accumulate(shares.begin(), shares.end(), 0.0);
        bool const needed = sum > 0.0 || possible.in_stratum(s);
        if (needed && std::abs(sum - 1.0) > 1e-6) {
            problems.add(file.where(), fmt::format("shares of stratum {} add to {:.12g}, not to 1",
                                                   places.strata[s].label.id, sum));
        }
    }
}

}  // namespace

double households_in(RegisterPlan const& plan) {
    if (plan.margins.empty()) return static_cast<double>(plan.households);
    auto const& margin = plan.margins.front().households;
    return std::accumulate(margin.begin(), margin.end(), 0.0);
}

std::vector<double> households_by(RegisterPlan const& plan, Places const& places,
                                  Dimension dimension) {
    auto const has = [&](MarginTable const& margin) {
        return std::count(margin.dimensions.begin(), margin.dimensions.end(), dimension) > 0;
    };
    auto const margin = std::find_if(plan.margins.begin(), plan.margins.end(), has);
    if (margin == plan.margins.end()) return {};
    auto const members = members_of(places, plan.largest_size);
    auto const own = static_cast<std::size_t>(dimension);
    std::vector<double> households(members[own], 0.0);
    for (std::size_t i = 0; i < margin->households.size(); ++i) {
        households[*place_in(*margin, i, members)[own]] += margin->households[i];
    }
    return households;
}

RegisterPlan read_register(Reader& root, Places const& places, StudyFolder& folder) {
    Reader reader = root.table("register");
    Problems& problems = root.context().problems;
    RegisterPlan plan;
    reader.list("ethnicities");
    plan.only_size = static_cast<std::uint8_t>(
        reader.whole("size", {.low = 1, .high = most_persons, .unit = "persons"}, 1));
    auto const names = reader.list("margins");
    for (auto const& name : names) {
        if (auto margin =
                read_margin(name, reader.where("margins", name), places, folder, problems)) {
            plan.margins.push_back(std::move(*margin));
        }
    }
    if (!reader.has("margins")) {
        plan.households = reader.whole("households", {.low = 1, .high = 5e8, .unit = "households"});
    } else if (reader.has("households")) {
        reader.take("households");
        reader.problem("households",
                       "the number of households is given twice (the margins have it)",
                       "drop register.households");
    }
    trim_sizes(plan);
    if (plan.margins.size() == names.size()) check_margins(reader, plan, places);
    check_total(reader, plan, places);
    if (auto const name = reader.text("composition", ""); !name.empty()) {
        read_compositions(name, reader.where("composition"), places, plan, folder, problems);
    }
    if (auto const name = reader.text("sectors", ""); !name.empty()) {
        read_sectors(name, reader.where("sectors"), places, plan, folder, problems);
    }
    reader.finish();
    return plan;
}

}  // namespace povex
