#pragma once

#include <string_view>

namespace povex {

/// Words that a report shows, in both languages; "{}" stands for what is put in.
struct Phrase {
    std::string_view key;
    std::string_view en;
    std::string_view vi;
};

}  // namespace povex
