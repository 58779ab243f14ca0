#pragma once

#include <cstdint>
#include <string>

namespace povex {

/// A text for people, in both languages of the project.
struct Text {
    std::string en;
    std::string vi;

    friend bool operator==(Text const&, Text const&) = default;
};

/// What a record of the study is called: its name in files, its persistent number, its title.
struct Label {
    std::string id;         ///< as in `[programmes.housing]`
    std::uint16_t key = 0;  ///< enters random addresses; never changes when records are added
    Text title;

    friend bool operator==(Label const&, Label const&) = default;
};

}  // namespace povex
