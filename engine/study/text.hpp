#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/error.hpp"

namespace povex {

/// A text that a user wrote, kept so that messages can show its lines.
struct SourceText {
    std::string name;  ///< as messages name it: a path, or "--set"
    std::string text;

    /// Line n (1-based) without its end; empty if there is none.
    [[nodiscard]] std::string line(int n) const;
};

/// A position in a text.
struct Where {
    std::shared_ptr<SourceText const> source;
    int line = 0;
    int column = 0;
};

/// Collects what is wrong, so that all of it is reported together; the same problem counts once,
/// and after a thousand the rest is only counted.
class Problems {
public:
    void add(Where const& where, std::string what, std::string hint = {});
    void add(Problem problem);
    /// Take over the problems of an error that was caught.
    void add(InputError const& error);

    [[nodiscard]] bool empty() const { return problems_.empty(); }
    [[nodiscard]] std::vector<Problem> const& all() const { return problems_; }
    /// \throws InputError if there are any
    void throw_if_any() const;

private:
    std::vector<Problem> problems_;
    std::size_t more_ = 0;  ///< beyond those kept
};

/// Read a text file: at most `limit` bytes of valid UTF-8 without NUL; a byte order mark is
/// dropped. On failure a problem is added and null returned.
[[nodiscard]] std::shared_ptr<SourceText const> read_text(std::filesystem::path const& path,
                                                          std::string name, std::size_t limit,
                                                          Problems& problems);

/// The same of a text that was read already.
[[nodiscard]] std::shared_ptr<SourceText const> checked_text(SourceText text, Problems& problems);

/// A text as a finite number with a decimal point; none if it is anything else.
[[nodiscard]] std::optional<double> number_of(std::string_view text);

/// What messages and sources call a value of the command line.
inline constexpr char const* setting_name = "--set";
[[nodiscard]] bool is_setting(Where const& where);
/// What messages call a number that a program lays over the study: a draw, a point of a sweep.
inline constexpr char const* override_name = "number laid over the study";
[[nodiscard]] bool is_override(Where const& where);

/// Stands in place of one share among some that add to one: what the others leave.
inline constexpr char const* rest_word = "rest";

inline constexpr std::size_t toml_limit = 16U << 20U;  ///< [bytes]
inline constexpr std::size_t csv_limit = 16U << 20U;   ///< [bytes]

/// "did you mean ...?": the nearest of the known names, or all of them if none is near.
[[nodiscard]] std::string nearest_hint(std::string_view name,
                                       std::vector<std::string> const& known);

}  // namespace povex
