#pragma once

#include <cstdint>
#include <string>

namespace povex {

/// A text for readers, in English and Vietnamese.
struct Text {
    std::string en;
    std::string vi;

    friend bool operator==(Text const&, Text const&) = default;
};

/// How a record of the study is identified: its name in files, its permanent number, its title.
struct Label {
    std::string id;         ///< as in `[programmes.housing]`
    std::uint16_t key = 0;  ///< part of its random addresses; stays when records are added
    Text title;

    friend bool operator==(Label const&, Label const&) = default;
};

}  // namespace povex
