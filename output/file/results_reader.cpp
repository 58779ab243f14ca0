#include "output/file/results_reader.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <stdexcept>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "output/file/results_layout.hpp"
#include "output/file/target_path.hpp"

namespace povex {
namespace {

/// Read something, and report a file that cannot be read as a mistake in the input.
template <class Action>
auto guarded(std::filesystem::path const& path, Action action) {
    try {
        return action();
    } catch (FileError const& failure) {
        refuse_file(path, fmt::format("the results file cannot be read: {}", failure.what()), "");
    } catch (std::bad_variant_access const&) {
        refuse_file(path, "the results file cannot be read (an attribute is of another type)", "");
    }
}

ArrayFile opened(std::filesystem::path const& path) {
    check_ordinary(path);
    return guarded(path, [&] { return ArrayFile::open(path); });
}

std::string digits_of(double number) {
    return fmt::format("{:.0f}", number);
}

std::string text_or(std::optional<Attribute::Value> const& value, std::string const& otherwise) {
    return value ? std::get<std::string>(*value) : otherwise;
}

Role role_named(std::string const& name) {
    auto const found = std::find(role_names.begin(), role_names.end(), name);
    return found == role_names.end() ? Role::information
                                     : static_cast<Role>(found - role_names.begin());
}

void check_format(ArrayFile const& file, std::filesystem::path const& path) {
    auto const format = file.attribute("/", "format");
    if (!format || *format != Attribute::Value(results_format)) {
        refuse_file(path,
                    "this is no results file of povex (its attribute `format` says otherwise)",
                    "`povex run` writes one");
    }
    auto const version = file.attribute("/", "format_version");
    std::int64_t const number = version ? std::get<std::int64_t>(*version) : 0;
    if (number != results_format_version) {
        refuse_file(path,
                    fmt::format("results file of format {} (this program reads format {})", number,
                                results_format_version),
                    "run the study again, or use the version of povex that wrote it");
    }
}

}  // namespace

std::size_t statistic_index(std::string_view name) {
    auto const found = std::find(statistic_names.begin(), statistic_names.end(), name);
    if (found == statistic_names.end()) throw std::out_of_range("no such statistic");
    return static_cast<std::size_t>(found - statistic_names.begin());
}

ResultsReader::ResultsReader(std::filesystem::path const& path) : path_(path), file_(opened(path)) {
    guarded(path_, [&] {
        check_format(file_, path_);
        for (std::string const& name : file_.arrays("/")) {
            ArrayInfo const info = file_.info("/" + name);
            if (info.dimensions != std::vector{name}) continue;
            std::vector<std::string>& labels = members_[name];
            if (info.stored == Stored::text) {
                labels = file_.read_text(info.path);
            } else {
                for (double number : file_.read(info.path)) labels.push_back(digits_of(number));
            }
        }
    });
}

std::string ResultsReader::text_attribute(std::string const& name, std::string const& group) const {
    return guarded(path_, [&]() -> std::string {
        return file_.has(group) ? text_or(file_.attribute(group, name), "") : "";
    });
}

std::vector<std::string> ResultsReader::list_attribute(std::string const& name,
                                                       std::string const& group) const {
    return guarded(path_, [&]() -> std::vector<std::string> {
        auto const value = file_.has(group) ? file_.attribute(group, name) : std::nullopt;
        return value ? std::get<std::vector<std::string>>(*value) : std::vector<std::string>{};
    });
}

Text ResultsReader::title() const {
    return {text_attribute("title"), text_attribute("title_vi")};
}
std::string ResultsReader::baseline() const {
    return text_attribute("baseline");
}
std::string ResultsReader::national() const {
    return text_attribute("national");
}
std::string ResultsReader::currency() const {
    return text_attribute("currency_code");
}

std::string ResultsReader::as_of() const {
    return text_attribute("as_of");
}

std::int64_t ResultsReader::whole_attribute(std::string const& name) const {
    return guarded(path_, [&] {
        auto const number = file_.attribute("/", name);
        return number ? std::get<std::int64_t>(*number) : 0;
    });
}

std::vector<std::string> ResultsReader::shown_with_baseline() const {
    return list_attribute("shown_with_baseline", "/");
}

std::int64_t ResultsReader::seed() const {
    return whole_attribute("seed");
}
std::int64_t ResultsReader::withheld() const {
    return whole_attribute("withheld");
}

std::string ResultsReader::population() const {
    return text_attribute("population");
}

std::vector<std::size_t> ResultsReader::draw_of_replicates() const {
    return guarded(path_, [&] {
        std::vector<std::size_t> draws;
        if (!file_.has("/draw")) return draws;
        for (double const draw : file_.read("/draw")) {
            draws.push_back(static_cast<std::size_t>(draw));
        }
        return draws;
    });
}

std::size_t ResultsReader::draws() const {
    auto const draws = draw_of_replicates();
    return draws.empty() ? 0 : draws.back() + 1;
}

Clustering ResultsReader::clustering() const {
    Clustering clustering;
    constexpr std::string_view shared = "fixed:";
    std::string const plan = population();
    if (plan.starts_with(shared)) {
        char const* const end = plan.data() + plan.size();
        std::from_chars(plan.data() + shared.size(), end, clustering.populations);
    }
    auto const draws = draw_of_replicates();
    if (!draws.empty()) {
        auto const first = std::count(draws.begin(), draws.end(), draws.front());
        clustering.replicates_per_draw = static_cast<std::uint32_t>(first);
    }
    return clustering;
}

std::vector<std::string> ResultsReader::targeting() const {
    return guarded(path_, [&] {
        std::size_t const years = members("year").size();
        std::vector<std::string> standards;
        if (years > 0) {
            auto const value = file_.attribute("/year", "targeting");
            if (value) standards = std::get<std::vector<std::string>>(*value);
        }
        standards.resize(years);
        return standards;
    });
}

std::vector<std::optional<double>> ResultsReader::published_households() const {
    return guarded(path_, [&] {
        std::vector<std::optional<double>> households(members("year").size());
        std::string const path = "/year_published_households";
        if (!file_.has(path)) return households;
        std::vector<double> const numbers = file_.read(path);
        for (std::size_t t = 0; t < std::min(numbers.size(), households.size()); ++t) {
            if (!std::isnan(numbers[t])) households[t] = numbers[t];
        }
        return households;
    });
}

std::vector<std::string> const& ResultsReader::members(std::string const& dimension) const {
    static std::vector<std::string> const none;
    auto const found = members_.find(dimension);
    return found == members_.end() ? none : found->second;
}

std::optional<std::size_t> ResultsReader::member(std::string const& dimension,
                                                 std::string const& name) const {
    std::vector<std::string> const& all = members(dimension);
    auto const found = std::find(all.begin(), all.end(), name);
    if (found == all.end()) return std::nullopt;
    return static_cast<std::size_t>(found - all.begin());
}

std::vector<int> ResultsReader::years() const {
    std::vector<int> years;
    for (std::string const& digits : members("year")) {
        int year = 0;
        std::from_chars(digits.data(), digits.data() + digits.size(), year);
        years.push_back(year);
    }
    return years;
}

std::vector<std::string> ResultsReader::column(std::string const& path, std::size_t rows) const {
    std::vector<std::string> texts;
    if (file_.has(path)) texts = file_.read_text(path);
    texts.resize(rows);
    return texts;
}

std::vector<Text> ResultsReader::titles(std::string const& dimension) const {
    return guarded(path_, [&] {
        std::size_t const size = members(dimension).size();
        std::vector<std::string> const en = column("/" + dimension + "_title_en", size);
        std::vector<std::string> const vi = column("/" + dimension + "_title_vi", size);
        std::vector<Text> titles;
        for (std::size_t i = 0; i < size; ++i) titles.push_back({en[i], vi[i]});
        return titles;
    });
}

std::optional<VariableInfo> ResultsReader::variable(std::string const& name,
                                                    std::string const& group) const {
    std::string const path = inside(group, name);
    if (auto const known = known_.find(path); known != known_.end()) return known->second;
    return known_[path] = guarded(path_, [&]() -> std::optional<VariableInfo> {
               if (!file_.has(path)) return std::nullopt;
               ArrayInfo info = file_.info(path);
               VariableInfo found{name, text_or(file_.attribute(path, "long_name"), ""),
                                  text_or(file_.attribute(path, "units"), ""),
                                  std::move(info.dimensions), std::move(info.shape)};
               if (auto const scale = file_.attribute(path, "scale_factor")) {
                   found.scale = std::get<double>(*scale);
               }
               count_in_currency(found);
               return found;
           });
}

/// Money that the file has in the unit of the study is given in units of the currency. What a sweep
/// varies stays as the study has it.
void ResultsReader::count_in_currency(VariableInfo& info) const {
    std::string const label = text_attribute("currency");
    if (label.empty() || !info.units.starts_with(label) ||
        info.dimensions == std::vector<std::string>{"point"})
        return;
    auto const rest = info.units.substr(label.size());
    if (!rest.empty() && rest.front() != '/' && rest.front() != ' ') return;
    info.units = currency() + rest;
    info.scale *= static_cast<double>(whole_attribute("currency_unit"));
}

bool ResultsReader::has(std::string const& name, std::vector<std::string> const& dimensions,
                        std::string const& group) const {
    auto const info = variable(name, group);
    return info && info->dimensions == dimensions;
}

std::vector<SweptNumber> ResultsReader::swept() const {
    std::vector<SweptNumber> numbers;
    for (std::string const& name : guarded(path_, [&] { return file_.arrays("/"); })) {
        VariableInfo const info = *variable(name);
        if (info.dimensions != std::vector<std::string>{"point"} || name == "point") continue;
        numbers.push_back({name, info.units, read(name).values});
    }
    return numbers;
}

std::vector<VariableInfo> ResultsReader::variables(std::string const& group) const {
    std::vector<VariableInfo> all;
    bool const by_replicate = group == "/";
    for (std::string const& name : guarded(path_, [&] { return file_.arrays(group); })) {
        VariableInfo info = *variable(name, group);
        std::string const mark = by_replicate ? "replicate" : "statistic";
        bool const has_mark = std::find(info.dimensions.begin(), info.dimensions.end(), mark) !=
                              info.dimensions.end();
        if (has_mark && info.name != mark) all.push_back(std::move(info));
    }
    return all;
}

LabelledArray ResultsReader::read(std::string const& name, Selection const& selection,
                                  std::string const& group) const {
    std::optional<VariableInfo> const info = variable(name, group);
    if (!info) throw std::out_of_range(fmt::format("no variable {} in {}", name, group));
    LabelledArray array;
    Slab slab;
    std::size_t used = 0;
    for (std::size_t d = 0; d < info->shape.size(); ++d) {
        auto const fixed = selection.find(info->dimensions[d]);
        if (fixed == selection.end()) {
            slab.start.push_back(0);
            slab.count.push_back(info->shape[d]);
            array.dimensions.push_back(info->dimensions[d]);
            array.shape.push_back(info->shape[d]);
            continue;
        }
        if (fixed->second >= info->shape[d]) {
            throw std::out_of_range(fmt::format("no member {} of {}", fixed->second, fixed->first));
        }
        slab.start.push_back(fixed->second);
        slab.count.push_back(1);
        ++used;
    }
    if (used != selection.size()) throw std::out_of_range(name + " lacks a dimension asked for");
    array.values = guarded(path_, [&] { return file_.read(inside(group, name), slab); });
    if (info->scale != 1.0) {
        for (double& value : array.values) value *= info->scale;
    }
    return array;
}

std::vector<Actual> ResultsReader::actuals() const {
    return guarded(path_, [&] {
        std::vector<Actual> actuals;
        if (!file_.has("/actual/value") || !file_.has("/actual/year")) return actuals;
        std::vector<double> const values = file_.read("/actual/value");
        std::vector<double> years = file_.read("/actual/year");
        years.resize(values.size());
        auto const text = [&](char const* name) {
            return column(inside("/actual", name), values.size());
        };
        auto const date = text("date"), standard = text("standard"), group = text("group"),
                   what = text("what"), role = text("role"), source = text("source"),
                   grade = text("grade"), known_on = text("known_on"), note = text("note");
        for (std::size_t a = 0; a < values.size(); ++a) {
            actuals.push_back({date[a], static_cast<int>(years[a]), standard[a], group[a], what[a],
                               values[a], role_named(role[a]), source[a], grade[a], known_on[a],
                               note[a]});
        }
        return actuals;
    });
}

std::vector<Parameter> ResultsReader::parameters() const {
    return guarded(path_, [&] {
        std::vector<Parameter> parameters;
        if (!file_.has("/parameters/key")) return parameters;
        std::size_t const rows = file_.read_text("/parameters/key").size();
        auto const text = [&](char const* name) {
            return column(inside("/parameters", name), rows);
        };
        auto const key = text("key"), value = text("value"), unit = text("unit"),
                   range = text("range"), grade = text("grade"), source = text("source"),
                   known_on = text("known_on");
        for (std::size_t p = 0; p < rows; ++p) {
            parameters.push_back(
                {key[p], value[p], unit[p], range[p], grade[p], source[p], known_on[p]});
        }
        return parameters;
    });
}

RunProvenance ResultsReader::provenance() const {
    auto const text = [&](char const* name) { return text_attribute(name, "/provenance"); };
    return {text("version"),
            text("revision"),
            text("compiler"),
            text("host"),
            list_attribute("command_line", "/provenance"),
            text("start_time")};
}

std::vector<std::string> ResultsReader::settings() const {
    return list_attribute("settings", "/provenance");
}

std::vector<StudyFile> ResultsReader::study_files() const {
    return guarded(path_, [&] {
        std::vector<StudyFile> files;
        if (!file_.has("/provenance/file")) return files;
        auto const names = file_.read_text("/provenance/file");
        auto const texts = column("/provenance/text", names.size());
        for (std::size_t i = 0; i < names.size(); ++i) files.push_back({names[i], texts[i]});
        return files;
    });
}

std::vector<Override> ResultsReader::first_draw() const {
    return guarded(path_, [&] {
        std::vector<Override> numbers;
        if (!file_.has("/draws/key") || !file_.has("/draws/value")) return numbers;
        auto const keys = file_.read_text("/draws/key");
        auto const values = file_.read("/draws/value");  // draw 0 first
        for (std::size_t p = 0; p < keys.size() && p < values.size(); ++p) {
            numbers.push_back({keys[p], values[p]});
        }
        return numbers;
    });
}

std::vector<double> ResultsReader::comparison(std::string const& what, std::size_t scenario) const {
    std::optional<VariableInfo> const info = variable(what, "/comparison");
    if (!info) return {};
    return read(what, {{"scenario", scenario}}, "/comparison").values;
}

Study recorded_study(ResultsReader const& results) {
    StudyRequest request;
    request.files = results.study_files();
    if (request.files.empty()) refuse_file(results.path(), "it does not record the study", "");
    request.path = results.path() / request.files.front().name;
    request.settings = results.settings();
    request.scenarios = {results.baseline()};
    request.as_of = results.as_of();
    Study study = StudySource(std::move(request)).read(results.first_draw());
    study.experiment.seed = static_cast<std::uint64_t>(results.seed());
    return study;
}

}  // namespace povex
