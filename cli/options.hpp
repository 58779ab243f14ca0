#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <boost/program_options.hpp>

#include "engine/study/study.hpp"
#include "output/words/speaker.hpp"

namespace povex::cli {

/// What help, manual and completion say of one option.
struct OptionText {
    std::string name;        ///< without dashes: "output"
    std::string short_name;  ///< "-o"; may be empty
    std::string value;       ///< "FILE", "KEY=VALUE", or the words themselves: "vi|en"; empty: none
    std::string fallback;    ///< the value if the option is absent; may be empty
    std::string description;  ///< of one line
    bool repeatable = false;
};

/// The options of one subcommand, described and parsed.
class Options {
public:
    /// \param name        of the subcommand
    /// \param positional  what stands without an option: "STUDY", "FILE [FILE]"; empty: nothing
    /// does
    explicit Options(std::string name, std::string positional);

    boost::program_options::options_description_easy_init add() { return visible_.add_options(); }

    /// Options that read a study: --set, --scenario and --as-of.
    void add_study();
    /// --lang: in whose language a page for a terminal writes numbers and titles.
    void add_language();

    [[nodiscard]] std::vector<OptionText> texts() const;

    /// \return false if help was asked for and printed
    /// \throws boost::program_options::error for what is not understood
    [[nodiscard]] bool parse(std::vector<std::string> const& arguments);

    /// As they were parsed.
    [[nodiscard]] std::vector<std::string> const& arguments() const { return arguments_; }
    [[nodiscard]] bool has(std::string const& option) const { return values_.count(option) > 0; }
    [[nodiscard]] std::string text(std::string const& option) const;
    /// Of an option that may be repeated.
    [[nodiscard]] std::vector<std::string> texts(std::string const& option) const;
    [[nodiscard]] std::string positional() const { return positionals().at(0); }
    /// All that stands without an option.
    [[nodiscard]] std::vector<std::string> positionals() const { return texts("positional"); }
    /// A whole number in [low, high]; none if the option is absent.
    [[nodiscard]] std::optional<std::int64_t> whole(std::string const& option, std::int64_t low,
                                                    std::int64_t high) const;
    /// A date as 2022-12-31; empty if the option is absent.
    [[nodiscard]] std::string date(std::string const& option) const;
    /// --lang, else that of LC_ALL, LC_NUMERIC or LANG, whichever is first set.
    [[nodiscard]] Language language() const;
    [[nodiscard]] StudyRequest study_request() const;
    /// What --output names; else the positional file with another ending, in the current folder.
    [[nodiscard]] std::filesystem::path output(std::string const& ending) const;

private:
    std::string name_, positional_;
    std::vector<std::string> arguments_;
    boost::program_options::options_description visible_;
    boost::program_options::variables_map values_;
};

}  // namespace povex::cli
