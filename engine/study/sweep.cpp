#include "engine/study/sweep.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string_view>

#include <fmt/format.h>

#include "engine/stats/design.hpp"
#include "engine/study/csv.hpp"

namespace povex {

namespace {

constexpr char const* factor_hint = "--factor parameters.rho=0.4:0.9, or ...=0.4:0.9:6 on a grid";

std::vector<std::string_view> split(std::string_view text, char at) {
    std::vector<std::string_view> parts;
    for (;;) {
        auto const found = text.find(at);
        parts.push_back(text.substr(0, found));
        if (found == std::string_view::npos) return parts;
        text.remove_prefix(found + 1);
    }
}

struct Factor {
    std::string key;
    FactorRange range;
};

class SweepPlan {
public:
    SweepPlan(SweepRequest const& request, std::vector<Parameter> const& parameters)
        : request_(request), parameters_(parameters) {}

    std::vector<SweptNumber> plan() {
        bool const named = request_.design == "grid" || request_.design == "lhs";
        if (!named) refuse_unknown_design();
        auto swept = named ? by_range() : by_file();
        problems_.throw_if_any();
        return swept;
    }

private:
    void problem(std::string const& file, std::string what, std::string hint = {}) {
        problems_.add(Problem{file, 0, 0, std::move(what), std::move(hint), {}});
    }

    /// What is neither the name of a design nor a file is a misspelled name.
    void refuse_unknown_design() {
        std::error_code ignored;
        if (std::filesystem::exists(request_.design, ignored)) return;
        problem("--design", fmt::format("there is no design and no file \"{}\"", request_.design),
                "grid (all combinations of levels), lhs (a Latin hypercube), or a CSV file with a "
                "column for each key");
        problems_.throw_if_any();
    }

    /// Say why a text is not LOW:HIGH or LOW:HIGH:N.
    void refuse_range(std::string const& key, std::string const& range, std::optional<double> low,
                      std::optional<double> high) {
        if (low && high && *low > *high) {
            auto const parts = split(range, ':');
            std::string const levels = parts.size() > 2 ? fmt::format(":{}", parts[2]) : "";
            problem("--factor",
                    fmt::format("\"{}\" goes from {} down to {}: the low end comes first", range,
                                parts[0], parts[1]),
                    fmt::format("--factor {}={}:{}{}", key, parts[1], parts[0], levels));
            return;
        }
        problem("--factor", fmt::format("\"{}\" is not LOW:HIGH or LOW:HIGH:N", range),
                factor_hint);
    }

    /// The number as the study lists it; null after reporting that there is none.
    Parameter const* known(std::string const& key, Where const& where) {
        auto const found = std::find_if(parameters_.begin(), parameters_.end(),
                                        [&](Parameter const& p) { return p.key == key; });
        if (found != parameters_.end()) return &*found;
        std::vector<std::string> keys;
        keys.reserve(parameters_.size());
        for (Parameter const& p : parameters_) keys.push_back(p.key);
        problems_.add(where, fmt::format("the study has no number {}", key),
                      nearest_hint(key, keys));
        return nullptr;
    }

    std::optional<Factor> factor_in(std::string const& text) {
        auto const equals = text.find('=');
        if (equals == std::string::npos || equals == 0) {
            problem("--factor", fmt::format("\"{}\" is not a factor", text), factor_hint);
            return std::nullopt;
        }
        if (number_of(split(text.substr(0, equals), ':').front())) {
            problem("--factor", fmt::format("\"{}\": the number's key comes first", text),
                    fmt::format("--factor {}={}", text.substr(equals + 1), text.substr(0, equals)));
            return std::nullopt;
        }
        Factor factor{text.substr(0, equals), {}};
        auto const parts = split(std::string_view(text).substr(equals + 1), ':');
        auto const low = number_of(parts.front());
        auto const high = parts.size() > 1 ? number_of(parts[1]) : std::nullopt;
        auto const levels = parts.size() > 2 ? number_of(parts[2])
                                             : std::optional(static_cast<double>(usual_levels));
        bool const whole = levels && *levels >= 1.0 &&
                           *levels <= static_cast<double>(most_points) &&
                           *levels == std::floor(*levels);
        if (parts.size() > 3 || !low || !high || !whole || *low > *high) {
            refuse_range(factor.key, text.substr(equals + 1), low, high);
            return std::nullopt;
        }
        if (parts.size() == 3 && request_.design == "lhs") {
            problem("--factor", fmt::format("\"{}\": a Latin hypercube has no levels", text),
                    "--points says how many points there are");
        }
        factor.range = {*low, *high, static_cast<std::size_t>(*levels)};
        return factor;
    }

    std::vector<SweptNumber> by_range() {
        std::vector<SweptNumber> swept;
        std::vector<FactorRange> ranges;
        if (request_.factors.empty()) {
            problem("--factor", "a sweep varies at least one number of the study", factor_hint);
        }
        if (request_.points > 0 && request_.design == "grid") {
            problem("--points", "the levels of a grid decide how many points it has",
                    "--design lhs, or --factor KEY=LOW:HIGH:N");
        }
        for (std::string const& text : request_.factors) {
            auto const factor = factor_in(text);
            if (!factor) continue;
            Parameter const* parameter = known(factor->key, {source("--factor", text), 1, 1});
            if (parameter == nullptr) continue;
            if (std::any_of(swept.begin(), swept.end(),
                            [&](SweptNumber const& s) { return s.key == factor->key; })) {
                problem("--factor", fmt::format("{} is varied twice", factor->key));
            }
            swept.push_back({factor->key, parameter->unit, {}});
            ranges.push_back(factor->range);
        }
        problems_.throw_if_any();
        fill(swept, design_of(ranges));
        return swept;
    }

    Design design_of(std::vector<FactorRange> const& ranges) {
        if (request_.design == "lhs") {
            return latin_hypercube(
                ranges, request_.points > 0 ? request_.points : 10 * ranges.size(), request_.seed);
        }
        try {
            return grid_design(ranges, most_points);
        } catch (std::length_error const&) {
            problem("--factor", fmt::format("the grid has more than {} points", most_points),
                    "fewer levels, or --design lhs");
            return {};
        }
    }

    static void fill(std::vector<SweptNumber>& swept, Design const& design) {
        for (auto const& point : design) {
            for (std::size_t f = 0; f < swept.size(); ++f) swept[f].values.push_back(point[f]);
        }
    }

    std::vector<SweptNumber> by_file() {
        if (!request_.factors.empty()) {
            problem("--factor", "the header of a file of points already names the numbers",
                    "--design grid or lhs, or no --factor");
        }
        if (request_.points > 0) problem("--points", "a file of points has its own number of them");
        auto const text = read_text(request_.design, request_.design, csv_limit, problems_);
        problems_.throw_if_any();
        CsvTable const table = parse_csv(text, problems_);
        std::vector<SweptNumber> swept;
        for (auto const& field : table.header) {
            Parameter const* parameter = known(field.text, field.where);
            swept.push_back({field.text, parameter != nullptr ? parameter->unit : "", {}});
        }
        DifferentRows rows(problems_);
        for (auto const& row : table.rows) {
            std::string point;
            for (std::size_t f = 0; f < swept.size() && f < row.size(); ++f) {
                swept[f].values.push_back(table.number(row[f], problems_).value_or(0.0));
                point += fmt::format("{}{}", f == 0 ? "the point " : ", ", swept[f].values.back());
            }
            rows.add(point, row.front().where);
        }
        if (problems_.empty() && (table.rows.empty() || table.rows.size() > most_points)) {
            problem(request_.design, fmt::format("the file has {} points (1 to {} are possible)",
                                                 table.rows.size(), most_points));
        }
        return swept;
    }

    static std::shared_ptr<SourceText const> source(std::string name, std::string text) {
        return std::make_shared<SourceText>(SourceText{std::move(name), std::move(text)});
    }

    SweepRequest const& request_;
    std::vector<Parameter> const& parameters_;
    Problems problems_;
};

}  // namespace

std::vector<SweptNumber> plan_sweep(SweepRequest const& request,
                                    std::vector<Parameter> const& parameters) {
    return SweepPlan(request, parameters).plan();
}

}  // namespace povex
