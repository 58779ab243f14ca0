// The papers of numbers: where each comes from, and how uncertain it is.

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "engine/study/reader.hpp"

namespace povex {

namespace {

/// Keys that carry papers and words, allowed in every table.
constexpr char const* paper_keys[] = {"title", "description", "source", "grade",       "known_on",
                                      "note",  "range",       "unit",   "distribution"};

std::string paper(TableNode const& table, char const* name) {
    Node const* node = table.find(name);
    if (node == nullptr) return {};
    if (auto const* date = std::get_if<DateValue>(&node->value)) return date->iso;
    return node->text() ? *node->text() : std::string{};
}

std::optional<std::pair<double, double>> ends_of(Node const* node) {
    ArrayNode const* ends = node ? node->array() : nullptr;
    if (ends == nullptr || ends->size() != 2) return std::nullopt;
    double const low = (*ends)[0].number();
    double const high = (*ends)[1].number();
    if (!(low <= high)) return std::nullopt;
    return std::pair(low, high);
}

/// range = { times = [0, 3] }: multiples of each number; null if the range is no such table.
Node const* multiples(Node const& range) {
    return range.table() ? range.table()->find("times") : nullptr;
}

/// The range of a number, if its papers give one.
std::optional<std::pair<double, double>> range_in(Papers const& papers, double number) {
    if (papers.range == nullptr) return std::nullopt;
    if (papers.range->table() == nullptr) return ends_of(papers.range);
    auto const times = ends_of(multiples(*papers.range));
    if (!times || !std::isfinite(number)) return std::nullopt;
    return std::pair<double, double>(std::minmax(times->first * number, times->second * number));
}

}  // namespace

bool is_paper(std::string const& name) {
    return std::find(std::begin(paper_keys), std::end(paper_keys), name) != std::end(paper_keys);
}

Papers papers_in(TableNode const* table, Papers inherited) {
    if (table == nullptr) return inherited;
    for (auto [name, field] : {std::pair{"source", &Papers::source},
                               {"grade", &Papers::grade},
                               {"known_on", &Papers::known_on}}) {
        if (auto text = paper(*table, name); !text.empty()) inherited.*field = std::move(text);
    }
    if (Node const* range = table->find("range")) inherited.range = range;
    if (Node const* spread = table->find("distribution")) inherited.distribution = spread;
    return inherited;
}

Papers papers_for(Node const& value, Papers around) {
    return is_setting(value.where) ? Papers{setting_name, {}, {}, {}, {}} : around;
}

void Reader::check_papers() {
    if (Node const* grade = table_->find("grade")) {
        auto const text = paper(*table_, "grade");
        if (text != "A" && text != "B" && text != "C") {
            context_->problems.add(grade->where, "grade must be \"A\", \"B\" or \"C\"",
                                   "A two sources or law, B one, C inferred or assumed");
        }
    }
    for (char const* name : {"source", "note"}) {
        if (Node const* words = table_->find(name); words && !words->text() && !words->table()) {
            context_->problems.add(words->where,
                                   fmt::format("{} must be a text, not {}", name, words->kind()));
        }
    }
    if (Node const* known = table_->find("known_on");
        known && !std::holds_alternative<DateValue>(known->value)) {
        context_->problems.add(known->where, "known_on must be a date", "write 2021-12-31");
    }
    if (Node const* range = table_->find("range");
        range && range->table() && !ends_of(multiples(*range))) {
        context_->problems.add(range->where,
                               fmt::format("the range of {} is not understood", path_),
                               "write [low, high], or { times = [low, high] } as multiples");
    }
}

void Reader::list_parameter(std::string const& path, Node const& value, std::string text,
                            Bounds const& bounds, Node const& node) {
    if (context_->parameters == nullptr) return;
    TableNode const* own = node.table();
    Papers papers = papers_in(own, papers_for(value, papers_));
    bool is_drawable = bounds.allow(value.number());
    if (context_->changed != nullptr) {
        auto const found = context_->changed->find(path);
        bool const is_changed = found != context_->changed->end();
        if (is_changed) papers = found->second;
        is_drawable = is_drawable && is_changed;  // else by its key in the study
    }
    Parameter parameter{path,          std::move(text), bounds.unit, {},          papers.grade,
                        papers.source, papers.known_on, {},          bounds.whole};
    if (auto const range = range_in(papers, value.number())) {
        parameter.range = fmt::format("{:.15g} to {:.15g}", range->first, range->second);
    } else if (papers.range != nullptr && papers.range->table() == nullptr) {
        context_->problems.add(papers.range->where,
                               fmt::format("the range of {} is not [low, high]", path));
    }
    if (is_drawable) parameter.distribution = distribution_in(papers, value, path);
    if (own != nullptr) {
        if (auto own_unit = paper(*own, "unit"); !own_unit.empty()) parameter.unit = own_unit;
    }
    context_->parameters->push_back(std::move(parameter));
}

std::optional<Distribution> Reader::distribution_in(Papers const& papers, Node const& value,
                                                    std::string const& path) {
    // what the command line or a program laid over the study is fixed by that
    if (is_setting(value.where) || is_override(value.where) || !value.is_number()) return {};
    // what is known, and what is decided or follows from other numbers, is fixed unless asked for
    bool const is_known = papers.grade == "A" || papers.grade == "B";
    bool const is_multiple = papers.range != nullptr && papers.range->table() != nullptr;
    auto spread = is_known || is_multiple ? Spread::fixed : Spread::triangular;
    if (Node const* asked = papers.distribution) {
        std::vector<std::string> const names(spread_names.begin(), spread_names.end());
        auto const found =
            asked->text() ? std::find(names.begin(), names.end(), *asked->text()) : names.end();
        if (found == names.end()) {
            context_->problems.add(asked->where,
                                   fmt::format("the distribution of {} is not known", path),
                                   fmt::format("known: {}", fmt::join(names, ", ")));
            return {};
        }
        spread = static_cast<Spread>(found - names.begin());
    }
    auto const range = range_in(papers, value.number());
    if (spread == Spread::fixed || !range) return {};
    Distribution const law{spread, range->first, value.number(), range->second};
    if (spread == Spread::triangular && !(law.low <= law.mode && law.mode <= law.high)) {
        context_->problems.add(
            value.where,
            fmt::format("{} is {}, outside its range {} to {}", path, law.mode, law.low, law.high),
            "another range, or distribution = \"fixed\"");
    }
    if (spread == Spread::log_uniform && !(law.low > 0.0)) {
        context_->problems.add(papers.range->where,
                               fmt::format("the log-uniform {} has a range from {}", path, law.low),
                               "a range above 0");
        return {};
    }
    return law;
}

void Reader::list_default(std::string const& name, std::optional<double> fallback, Bounds bounds) {
    if (context_->parameters == nullptr || path_ != "parameters" || !fallback) return;
    context_->parameters->push_back(
        {path_of(name), fmt::format("{}", *fallback), bounds.unit, {}, {}, default_name, {}});
}

}  // namespace povex
