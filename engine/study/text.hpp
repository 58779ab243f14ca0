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

/// A text that a user wrote, kept to show its lines in messages.
struct SourceText {
    std::string name;  ///< in messages: a path, or "--set"
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

/// Collects problems, to report them together: mistakes, because of which the study cannot be used,
/// and warnings. The same problem is kept once; beyond a thousand, problems are only counted.
class Problems {
public:
    void add(Where const& where, std::string what, std::string hint = {});
    void add(Problem problem);
    /// Add a warning: something that is likely to be a mistake.
    void warn(Where const& where, std::string what, std::string hint = {});
    /// Add the problems of an error that was caught.
    void add(InputError const& error);

    /// Whether there are no problems but warnings.
    [[nodiscard]] bool empty() const { return problems_.empty(); }
    [[nodiscard]] std::vector<Problem> const& all() const { return problems_; }
    [[nodiscard]] std::vector<Problem> const& warnings() const { return warnings_; }
    /// \throws InputError with all problems, if there are any but warnings
    void throw_if_any() const;

private:
    std::vector<Problem> problems_;
    std::vector<Problem> warnings_;
    std::size_t more_ = 0;  ///< beyond those kept
};

/// Read a text file of valid UTF-8 without NUL bytes. A byte order mark is dropped, and the text is
/// brought into the composed normal form, so that names are compared in it.
///
/// \param name   of the file in messages
/// \param limit  largest size [bytes]
/// \return null after reporting a problem
[[nodiscard]] std::shared_ptr<SourceText const> read_text(std::filesystem::path const& path,
                                                          std::string name, std::size_t limit,
                                                          Problems& problems);

/// The same for a text that was already read.
[[nodiscard]] std::shared_ptr<SourceText const> checked_text(SourceText text, Problems& problems);

/// A text as a finite number, written with a decimal point; none if the text is anything else.
[[nodiscard]] std::optional<double> number_of(std::string_view text);

/// The source of what the command line sets. Messages add which --set it was.
inline constexpr char const* setting_name = "--set";
[[nodiscard]] bool is_setting(Where const& where);
/// The source of a value that stands there: a file, or --set; empty if it is unknown.
[[nodiscard]] std::string source_name(Where const& where);
/// The name, in messages, of a number that the program lays over the study: a draw of an uncertain
/// parameter, or a point of a sweep.
inline constexpr char const* override_name = "number laid over the study";
[[nodiscard]] bool is_override(Where const& where);

/// Written in place of one of several shares that add to one: what the others leave.
inline constexpr char const* rest_word = "rest";

inline constexpr std::size_t toml_limit = 16U << 20U;  ///< [bytes]
inline constexpr std::size_t csv_limit = 16U << 20U;   ///< [bytes]

/// The nearest known name by edit distance; none if none is near.
[[nodiscard]] std::optional<std::string> nearest_name(std::string_view name,
                                                      std::vector<std::string> const& known);
/// "did you mean ...?"
[[nodiscard]] std::string did_you_mean(std::string_view name);
/// A hint for a name that is not known: did_you_mean() the nearest one, or all of them if none is
/// near.
[[nodiscard]] std::string nearest_hint(std::string_view name,
                                       std::vector<std::string> const& known);

}  // namespace povex
