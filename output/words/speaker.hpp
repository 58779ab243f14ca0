#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "engine/base/label.hpp"
#include "output/words/phrases.hpp"

namespace povex {

/// Says phrases, names, numbers and dates in one language, as its readers write them.
class Speaker {
public:
    explicit Speaker(Language language) : language_(language) {}

    /// The phrase as it is.
    [[nodiscard]] std::string say(PhraseKey key) const { return std::string(key.in(language_)); }
    /// The phrase with each "{}" replaced by the next of the texts.
    [[nodiscard]] std::string say(PhraseKey key, std::initializer_list<std::string> texts) const;
    /// The phrase KIND.NAME of the catalogue, or else the name itself: for names that the author of
    /// a study may add to, e.g. currencies.
    [[nodiscard]] std::string name(std::string_view kind, std::string const& name) const;
    /// A title from the study in this language; in the other language if it has none in this one;
    /// `otherwise` if it has none at all.
    [[nodiscard]] std::string title(Text const& title, std::string const& otherwise) const;

    /// A number with thousands separators: 1,268.5 in English, 1.268,5 in Vietnamese. "-" if it is
    /// not finite.
    [[nodiscard]] std::string number(double value, int decimals = 0) const;
    /// A number with as many digits as people can use: 1,268; -12.5; 0.0671 in English, 1.268;
    /// -12,5; 0,0671 in Vietnamese. Rounded to `digits` significant digits, but never to tens or
    /// more. NaN is "-".
    [[nodiscard]] std::string readable(double value, int digits = 3) const;
    /// A date 2022-12-31 as 31 December 2022 in English, 31/12/2022 in Vietnamese. Other texts are
    /// returned unchanged.
    [[nodiscard]] std::string date(std::string const& date) const;
    /// An amount of money [currency]: 1.5e9 is 1.5 billion VND in English, 1,5 tỷ đồng in
    /// Vietnamese.
    [[nodiscard]] std::string money(double value, std::string const& currency,
                                    int decimals = 0) const;

private:
    Language language_;
};

}  // namespace povex
