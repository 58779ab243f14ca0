// Numbers by year and by name.

#include <algorithm>

#include <fmt/format.h>

#include "engine/study/reader.hpp"

namespace povex {

namespace {

bool is_year(std::string const& name) {
    return !name.empty() && name.size() <= 4 &&
           std::all_of(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Why a table by year lacks years that the study itself does not lack.
std::string instead_of(Node const& years) {
    if (years.replaced.empty()) return {};
    return fmt::format(" (the single value {} was replaced by a table by year)", years.replaced);
}

}  // namespace

void Reader::by_year(Node const& node, std::string const& path,
                     std::function<void(std::size_t, Node const&)> const& each) {
    for (auto const& entry : node.table()->entries()) {
        if (is_paper(entry.name)) continue;
        if (!is_year(entry.name)) {
            context_->problems.add(
                entry.where, fmt::format("{}.{} is not a year", path, entry.name),
                fmt::format("write years, {} to {}", context_->years.base, context_->years.last));
            continue;
        }
        int const year = std::stoi(entry.name);
        if (context_->leaves_out(year)) continue;
        if (year < context_->years.base || year > context_->years.last) {
            context_->problems.add(
                entry.where, fmt::format("{}: the year {} is outside the study", path, year),
                fmt::format("years are {} to {}", context_->years.base, context_->years.last));
            continue;
        }
        each(static_cast<std::size_t>(year - context_->years.base), entry.node);
    }
}

Yearly<double> Reader::level_in(Node const& node, std::string const& path, Bounds bounds,
                                std::size_t first) {
    auto const reviews = context_->years.reviews();
    bool const papers_around = node.table() && node.table()->find("value");
    if (papers_around && node.table()->find("value")->table()) {
        Reader inner(*context_, path, &node, papers_);
        return inner.level_in(*node.table()->find("value"), path, bounds, first);
    }
    if (!node.table() || papers_around) {
        return Yearly<double>(reviews, number_in(node, path, bounds));
    }
    Reader inner(*context_, path, &node, papers_);
    std::vector<std::optional<double>> given(reviews);
    inner.by_year(node, path, [&](std::size_t t, Node const& number) {
        given[t] = inner.number_in(number, fmt::format("{}.{}", path, context_->years.calendar(t)),
                                   bounds);
    });
    Yearly<double> level(reviews, 0.0);
    std::optional<double> now;
    for (std::size_t t = 0; t < reviews; ++t) {
        if (given[t]) now = given[t];
        if (!now && t >= first) {
            int const year = context_->years.calendar(t);
            auto hint = fmt::format("it is needed from {} on and holds until the next year given",
                                    context_->years.calendar(first));
            if (!node.replaced.empty()) {
                hint = fmt::format("give {}.{}={} too; each value holds until the next year given",
                                   path, year, node.replaced);
            }
            context_->problems.add(
                node.where, fmt::format("{} has no value in {}{}", path, year, instead_of(node)),
                std::move(hint));
            return level;
        }
        level[t] = now.value_or(0.0);
    }
    return level;
}

Yearly<double> Reader::level(std::string const& name, Bounds bounds, std::size_t first,
                             std::optional<double> fallback) {
    Node const* node = need(name, fallback.has_value(), "a number, or a table by year");
    if (node == nullptr) return Yearly<double>(context_->years.reviews(), fallback.value_or(0.0));
    return level_in(*node, path_of(name), bounds, first);
}

Yearly<double> Reader::flow(std::string const& name, Bounds bounds) {
    auto const reviews = context_->years.reviews();
    Node const* node = need(name, false, "a number, or a table with every projected year");
    if (node == nullptr) return Yearly<double>(reviews, 0.0);
    auto const path = path_of(name);
    Node const* value = node->table() ? node->table()->find("value") : nullptr;
    if (!node->table() || (value && !value->table())) {
        return Yearly<double>(reviews, number_in(*node, path, bounds));
    }
    Reader inner(*context_, path, node, papers_);
    Node const& years = value ? *value : *node;
    Yearly<double> flow(reviews, 0.0);
    std::vector<bool> given(reviews, false);
    inner.by_year(years, path, [&](std::size_t t, Node const& number) {
        flow[t] = inner.number_in(number, fmt::format("{}.{}", path, context_->years.calendar(t)),
                                  bounds);
        given[t] = true;
    });
    std::vector<std::string> missing;
    for (std::size_t t = 1; t < reviews; ++t) {
        if (given[t]) continue;
        missing.push_back(fmt::to_string(context_->years.calendar(t)));
        if (!years.replaced.empty()) continue;
        context_->problems.add(years.where,
                               fmt::format("{} has no value for {}", path, missing.back()),
                               "every projected year is named, 0 where nothing is spent");
    }
    if (!missing.empty() && !years.replaced.empty()) {
        std::vector<std::string> needed;
        for (auto const& year : missing) {
            needed.push_back(fmt::format("{}.{}={}", path, year, years.replaced));
        }
        context_->problems.add(
            years.where,
            fmt::format("{} has no value for {}{}", path, fmt::join(missing, ", "),
                        instead_of(years)),
            fmt::format("give every projected year: {} too", fmt::join(needed, ", ")));
    }
    return flow;
}

std::vector<double> Reader::by_name(std::string const& name, std::vector<std::string> const& words,
                                    Bounds bounds, std::optional<double> fallback) {
    Node const* node = need(name, fallback.has_value(), "a number, or a table by name");
    if (node == nullptr) return std::vector<double>(words.size(), fallback.value_or(0.0));
    if (!node->table() || node->table()->find("value")) {
        return std::vector<double>(words.size(), number_in(*node, path_of(name), bounds));
    }
    Reader inner = table(name);
    std::vector<double> result;
    for (auto const& word : words) result.push_back(inner.real(word, bounds));
    inner.finish();
    return result;
}

std::vector<Yearly<double>> Reader::levels_by_name(std::string const& name,
                                                   std::vector<std::string> const& words,
                                                   Bounds bounds, std::size_t first) {
    Node const* node = need(name, false, "a number, or a table by area or year");
    bool const named = node && node->table() && !node->table()->find("value") &&
                       std::any_of(node->table()->entries().begin(), node->table()->entries().end(),
                                   [&](auto const& entry) {
                                       return !is_paper(entry.name) && !is_year(entry.name);
                                   });
    if (!named) {
        auto const one = node ? level_in(*node, path_of(name), bounds, first)
                              : Yearly<double>(context_->years.reviews(), 0.0);
        return std::vector<Yearly<double>>(words.size(), one);
    }
    Reader inner = table(name);
    std::vector<Yearly<double>> result;
    for (auto const& word : words) result.push_back(inner.level(word, bounds, first));
    inner.finish();
    return result;
}

std::vector<double> Reader::table_of(std::string const& name, std::vector<std::string> const& words,
                                     Bounds bounds, double rest) {
    Reader inner = table(name);
    std::vector<double> result;
    for (auto const& word : words) result.push_back(inner.real(word, bounds, rest));
    inner.finish();
    return result;
}

}  // namespace povex
