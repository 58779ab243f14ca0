#include "cli/options.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <sstream>
#include <string_view>

#include <fmt/format.h>

#include "engine/base/error.hpp"
#include "engine/base/unicode.hpp"

namespace povex::cli {

namespace po = boost::program_options;

Options::Options(std::string name, std::string positional)
    : name_(std::move(name)), positional_(std::move(positional)), visible_("Options", 80, 40) {
    visible_.add_options()("help,h", "print this help");
}

void Options::add_study(char const* scenario) {
    auto const repeatable = [](char const* name) {
        return po::value<std::vector<std::string>>()->value_name(name)->composing();
    };
    add()("set", repeatable("KEY=VALUE"),
          "change a value of the study (repeatable), for example parameters.rho=0.6, "
          "programmes.housing.budget+=5e9 or programmes.housing.budget*=2");
    add()("scenario", repeatable("ID|FILE.toml"), scenario);
    add()("no-beside", "leave out the scenarios that the study shows beside the baseline");
    add()("as-of", po::value<std::string>()->value_name("DATE"),
          "use only what was known on this date, such as 2022-12-31");
}

void Options::add_language() {
    visible_.add_options()("lang", po::value<std::string>()->value_name("vi|en"),
                           "language of numbers and titles (default: that of the terminal)");
}

std::vector<OptionText> Options::texts() const {
    constexpr std::string_view before_default = " (=";  // as Boost writes it
    std::vector<OptionText> texts;
    for (auto const& option : visible_.options()) {
        OptionText text;
        text.name = option->long_name();
        auto const shortest =
            option->canonical_display_name(po::command_line_style::allow_dash_for_short);
        if (shortest.starts_with('-')) text.short_name = shortest;
        text.description = option->description();
        auto const semantic = option->semantic();
        if (semantic->max_tokens() > 0) {
            text.value = semantic->name();
            if (auto const at = text.value.find(before_default); at != std::string::npos) {
                text.default_value = text.value.substr(at + before_default.size());
                text.default_value.pop_back();  // the bracket
                text.value.resize(at);
            }
        }
        text.repeatable = semantic->is_composing();
        texts.push_back(std::move(text));
    }
    return texts;
}

bool Options::parse(std::vector<std::string> const& arguments) {
    arguments_ = arguments;
    po::options_description all;
    all.add(visible_).add_options()("positional", po::value<std::vector<std::string>>());
    po::positional_options_description position;
    auto const spaces = std::count(positional_.begin(), positional_.end(), ' ');
    position.add("positional", positional_.empty() ? 0 : static_cast<int>(spaces) + 1);
    auto const style = po::command_line_style::unix_style & ~po::command_line_style::allow_guessing;
    po::store(
        po::command_line_parser(arguments).options(all).positional(position).style(style).run(),
        values_);
    if (has("help")) {
        fmt::print("Usage: povex {}{}{} [options]\n\n", name_, positional_.empty() ? "" : " ",
                   positional_);
        std::ostringstream text;
        text << visible_;
        fmt::print("{}", text.str());
        return false;
    }
    if (!positional_.empty() && !has("positional")) {
        throw po::error(
            fmt::format("povex {} needs {}", name_, positional_.substr(0, positional_.find(' '))));
    }
    return true;
}

std::string Options::text(std::string const& option) const {
    return has(option) ? values_[option].as<std::string>() : std::string{};
}

std::vector<std::string> Options::texts(std::string const& option) const {
    return has(option) ? values_[option].as<std::vector<std::string>>()
                       : std::vector<std::string>{};
}

std::optional<std::int64_t> Options::whole(std::string const& option, std::int64_t low,
                                           std::int64_t high) const {
    if (!has(option)) return std::nullopt;
    auto const given = text(option);
    std::int64_t number = 0;
    auto const* end = given.data() + given.size();
    auto const [rest, error] = std::from_chars(given.data(), end, number);
    if (error != std::errc{} || rest != end || number < low || number > high) {
        throw InputError(fmt::format("--{} is \"{}\"", option, given),
                         fmt::format("a whole number from {} to {}", low, high));
    }
    return number;
}

std::string Options::date(std::string const& option) const {
    std::string given = text(option);
    int year = 0;
    unsigned month = 0;
    unsigned day = 0;
    char rest = 0;
    bool const digits =
        std::sscanf(given.c_str(), "%4d-%2u-%2u%c", &year, &month, &day, &rest) == 3;
    std::chrono::year_month_day const date{std::chrono::year(year), std::chrono::month(month),
                                           std::chrono::day(day)};
    if (has(option) && (given.size() != 10 || !digits || !date.ok())) {
        throw InputError(fmt::format("--{} is \"{}\"", option, given), "a date such as 2022-12-31");
    }
    return given;
}

Language Options::language() const {
    std::string name = text("lang");
    if (has("lang") && name != "vi" && name != "en") {
        throw InputError(fmt::format("--lang is \"{}\"", name), "vi or en");
    }
    for (char const* variable : {"LC_ALL", "LC_NUMERIC", "LANG"}) {
        char const* set = std::getenv(variable);
        if (name.empty() && set != nullptr) name = set;
    }
    return name == "vi" || name.starts_with("vi_") || name.starts_with("vi.") ? Language::vi
                                                                              : Language::en;
}

std::filesystem::path Options::output(std::string const& ending) const {
    if (has("output")) return text("output");
    return std::filesystem::path(positional()).stem().string() + ending;
}

StudyRequest Options::study_request() const {
    StudyRequest request;
    request.path = positional();
    request.settings = texts("set");
    for (auto const& one : texts("scenario")) {
        request.scenarios.push_back(one.ends_with(".toml") ? one : composed(one));
    }
    request.without_beside = has("no-beside");
    request.as_of = date("as-of");
    return request;
}

}  // namespace povex::cli
