#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>

#include "engine/base/label.hpp"
#include "output/words/phrase.hpp"
#include "output/words/phrases_households.hpp"
#include "output/words/phrases_page.hpp"
#include "output/words/phrases_tables.hpp"

namespace povex {

enum class Language { en, vi };

/// Parts of the catalogue as one.
template <std::size_t... sizes>
constexpr auto joined(std::array<Phrase, sizes> const&... parts) {
    std::array<Phrase, (sizes + ...)> all{};
    auto* end = all.data();
    ((end = std::copy(parts.begin(), parts.end(), end)), ...);
    return all;
}

/// The catalogue: every phrase that a workbook or a page shows, one line each, Vietnamese as the
/// departments that file the yearly review write it. Its parts are by subject.
inline constexpr auto phrases = joined(phrases_of_tables, phrases_of_page, phrases_of_households);

/// A phrase by its key. In the text of the program: a key that is not there does not compile.
class PhraseKey {
public:
    consteval PhraseKey(char const* key) : phrase_(find(key)) {}

    [[nodiscard]] std::string_view in(Language language) const {
        return language == Language::vi ? phrase_->vi : phrase_->en;
    }
    [[nodiscard]] std::string_view key() const { return phrase_->key; }

private:
    static constexpr Phrase const* find(std::string_view key) {
        for (Phrase const& phrase : phrases) {
            if (phrase.key == key) return &phrase;
        }
        throw "no such phrase";
    }

    Phrase const* phrase_;
};

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
