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

/// One option, as the help, the manual and the shell completions describe it.
struct OptionText {
    std::string name;           ///< without dashes: "output"
    std::string short_name;     ///< "-o"; may be empty
    std::string value;          ///< "FILE", "KEY=VALUE", or the choices: "vi|en"; empty: takes none
    std::string default_value;  ///< may be empty
    std::string description;    ///< one line
    bool repeatable = false;
};

/// The options of one subcommand: first described, then parsed.
class Options {
public:
    /// \param name        of the subcommand
    /// \param positional  its positional arguments: "STUDY", "FILE [FILE]"; empty: it takes none
    explicit Options(std::string name, std::string positional);

    boost::program_options::options_description_easy_init add() { return visible_.add_options(); }

    /// Add the options of commands that read a study: --set, --scenario and --as-of.
    /// \param scenario  what --scenario does
    void add_study(char const* scenario =
                       "use only this scenario, or one in a file that the study does not list, "
                       "and those that every run includes (repeatable)");
    /// Add --lang: the language of numbers and titles on the terminal.
    void add_language();

    /// All options, in the order in which they were added.
    [[nodiscard]] std::vector<OptionText> texts() const;

    /// Parse what follows the name of the subcommand. Print the help if that asks for it.
    /// \return false if the help was printed
    /// \throws boost::program_options::error for an unknown option or a missing argument
    [[nodiscard]] bool parse(std::vector<std::string> const& arguments);

    /// What was parsed, word by word.
    [[nodiscard]] std::vector<std::string> const& arguments() const { return arguments_; }
    [[nodiscard]] bool has(std::string const& option) const { return values_.count(option) > 0; }
    [[nodiscard]] std::string text(std::string const& option) const;
    /// The values of an option that can be repeated.
    [[nodiscard]] std::vector<std::string> texts(std::string const& option) const;
    [[nodiscard]] std::string positional() const { return positionals().at(0); }
    /// All positional arguments.
    [[nodiscard]] std::vector<std::string> positionals() const { return texts("positional"); }
    /// A whole number in [low, high]; none if the option is absent.
    /// \throws InputError for any other value
    [[nodiscard]] std::optional<std::int64_t> whole(std::string const& option, std::int64_t low,
                                                    std::int64_t high) const;
    /// A date such as 2022-12-31; empty if the option is absent.
    /// \throws InputError for any other value
    [[nodiscard]] std::string date(std::string const& option) const;
    /// The language that --lang names; without it, that of the first of LC_ALL, LC_NUMERIC and LANG
    /// that is set: Vietnamese if its value begins with vi, otherwise English.
    /// \throws InputError if --lang names another
    [[nodiscard]] Language language() const;
    /// What the positional argument and the options of add_study() ask for.
    /// \throws InputError if --as-of is no date
    [[nodiscard]] StudyRequest study_request() const;
    /// The file that --output names; without it, the name of the positional argument with another
    /// ending, in the current folder.
    [[nodiscard]] std::filesystem::path output(std::string const& ending) const;

private:
    std::string name_, positional_;
    std::vector<std::string> arguments_;
    boost::program_options::options_description visible_;
    boost::program_options::variables_map values_;
};

}  // namespace povex::cli
