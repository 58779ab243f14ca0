#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "engine/base/label.hpp"
#include "output/words/phrases.hpp"

namespace povex {

/// Says things in one language.
class Speaker {
public:
    explicit Speaker(Language language) : language_(language) {}

    [[nodiscard]] std::string say(PhraseKey key) const { return std::string(key.in(language_)); }
    /// The phrase with each "{}" in it replaced by the next of the texts.
    [[nodiscard]] std::string say(PhraseKey key, std::initializer_list<std::string> texts) const;
    /// The phrase KIND.NAME where there is one, else the name: what a study's author may add to.
    [[nodiscard]] std::string name(std::string_view kind, std::string const& name) const;
    /// A title of the study: in this language, else in the other, else what names it.
    [[nodiscard]] std::string title(Text const& title, std::string const& otherwise) const;

    /// 1,268.5 or 1.268,5
    [[nodiscard]] std::string number(double value, int decimals = 0) const;
    /// A number in so many digits as people read: 1,268; -12.5; 0.0671, or 1.268; -12,5; 0,0671.
    /// Rounded to `digits`, but never before the point. NaN is "-".
    [[nodiscard]] std::string readable(double value, int digits = 3) const;
    /// 2022-12-31 as 31 December 2022 or 31/12/2022; what is no date stays as it is.
    [[nodiscard]] std::string date(std::string const& date) const;
    /// 1.5e9 as 1.5 billion VND or 1,5 tỷ đồng
    [[nodiscard]] std::string money(double value, std::string const& currency) const;

private:
    Language language_;
};

}  // namespace povex
