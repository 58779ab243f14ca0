#pragma once

#include <stdexcept>
#include <string>
#include <vector>

namespace povex {

/// A mistake that the user can correct, or something that is likely to be one (a warning): what is
/// wrong, where, and a hint.
struct Problem {
    std::string file;         ///< empty if it is not in a file
    int line = 0;             ///< 1-based; 0 if unknown
    int column = 0;           ///< 1-based, counted in characters; 0 if unknown
    std::string what;         ///< "what (why)"
    std::string hint;         ///< allowed values, or the nearest known name; may be empty
    std::string line_text;    ///< the offending line itself; may be empty
    bool is_warning = false;  ///< the input can be used all the same

    friend bool operator==(Problem const&, Problem const&) = default;
};

/// A warning that is not tied to a file.
[[nodiscard]] inline Problem warning(std::string what, std::string hint) {
    return {{}, 0, 0, std::move(what), std::move(hint), {}, true};
}

/// All the problems of one input, reported together.
class InputError : public std::runtime_error {
public:
    /// \param warnings  which may say why there are mistakes: a file that nobody reads
    explicit InputError(std::vector<Problem> problems, std::vector<Problem> warnings = {})
        : std::runtime_error(problems.empty() ? "bad input" : problems.front().what),
          problems_(std::move(problems)),
          warnings_(std::move(warnings)) {}
    /// One problem that is not tied to a file.
    InputError(std::string what, std::string hint)
        : InputError(std::vector{Problem{{}, 0, 0, std::move(what), std::move(hint), {}}}) {}

    [[nodiscard]] std::vector<Problem> const& problems() const { return problems_; }
    [[nodiscard]] std::vector<Problem> const& warnings() const { return warnings_; }

private:
    std::vector<Problem> problems_;
    std::vector<Problem> warnings_;
};

}  // namespace povex
