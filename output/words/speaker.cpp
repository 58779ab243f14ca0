#include "output/words/speaker.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include <fmt/format.h>

namespace povex {

std::string Speaker::say(PhraseKey key, std::initializer_list<std::string> texts) const {
    std::string_view rest = key.in(language_);
    std::string said;
    for (std::string const& text : texts) {
        std::size_t const place = rest.find("{}");
        if (place == std::string_view::npos) break;
        said += rest.substr(0, place);
        said += text;
        rest.remove_prefix(place + 2);
    }
    return said.append(rest);
}

std::string Speaker::name(std::string_view kind, std::string const& name) const {
    std::string const key = fmt::format("{}.{}", kind, name);
    auto const* found = std::find_if(std::begin(phrases), std::end(phrases),
                                     [&](Phrase const& phrase) { return phrase.key == key; });
    if (found == std::end(phrases)) return name;
    return std::string(language_ == Language::vi ? found->vi : found->en);
}

std::string Speaker::title(Text const& title, std::string const& otherwise) const {
    bool const vi = language_ == Language::vi;
    std::string const& first = vi ? title.vi : title.en;
    std::string const& second = vi ? title.en : title.vi;
    if (!first.empty()) return first;
    return second.empty() ? otherwise : second;
}

std::string Speaker::number(double value, int decimals) const {
    if (!std::isfinite(value)) return "-";
    bool const vi = language_ == Language::vi;
    std::string digits = fmt::format("{:.{}f}", std::abs(value), decimals);
    bool const is_zero = digits.find_first_not_of("0.") == std::string::npos;
    std::size_t const point = std::min(digits.find('.'), digits.size());
    if (vi && point < digits.size()) digits[point] = ',';
    for (std::size_t i = point; i > 3; i -= 3) digits.insert(i - 3, 1, vi ? '.' : ',');
    return (value < 0 && !is_zero ? "-" : "") + digits;
}

std::string Speaker::readable(double value, int digits) const {
    if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
    bool const whole = std::abs(value) >= std::pow(10.0, digits - 1) - 0.05;
    if (whole || std::round(value) == value || std::isnan(value)) return number(value);
    std::string text = fmt::format("{:.{}g}", value, digits);
    if (language_ == Language::vi) std::replace(text.begin(), text.end(), '.', ',');
    return text;
}

std::string Speaker::date(std::string const& date) const {
    constexpr char const* months[] = {"January",   "February", "March",    "April",
                                      "May",       "June",     "July",     "August",
                                      "September", "October",  "November", "December"};
    int year = 0, month = 0, day = 0;
    char rest = 0;
    bool const whole =
        std::sscanf(date.c_str(), "%4d-%2d-%2d%c", &year, &month, &day, &rest) == 3 && month >= 1 &&
        month <= 12;
    if (!whole) return date;
    if (language_ == Language::vi) return fmt::format("{:02}/{:02}/{}", day, month, year);
    return fmt::format("{} {} {}", day, months[month - 1], year);
}

std::string Speaker::money(double value, std::string const& currency, int decimals) const {
    struct Scale {
        double of;
        PhraseKey word;
    };
    static constexpr Scale scales[] = {
        {1e9, "scale.billion"}, {1e6, "scale.million"}, {1e3, "scale.thousand"}};
    std::string const unit = name("currency", currency);
    for (auto const& [of, word] : scales) {
        if (std::abs(value) >= of) {
            return fmt::format("{} {} {}", number(value / of, 1), say(word), unit);
        }
    }
    return fmt::format("{} {}", number(value, decimals), unit);
}

}  // namespace povex
