#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <boost/program_options.hpp>

#include "engine/study/study.hpp"
#include "output/phrases.hpp"

namespace povex::cli {

/// The options of one subcommand, parsed.
class Options {
public:
    /// \param name        of the subcommand
    /// \param positional  what stands without an option: "STUDY", "FILE"
    explicit Options(std::string name, std::string positional);

    boost::program_options::options_description_easy_init add() { return visible_.add_options(); }

    /// Options that read a study: --set, --scenario and --as-of.
    void add_study();

    /// \return false if help was asked for and printed
    /// \throws boost::program_options::error for what is not understood
    [[nodiscard]] bool parse(std::vector<std::string> const& arguments);

    [[nodiscard]] bool has(std::string const& option) const { return values_.count(option) > 0; }
    [[nodiscard]] std::string text(std::string const& option) const;
    /// Of an option that may be repeated.
    [[nodiscard]] std::vector<std::string> texts(std::string const& option) const;
    [[nodiscard]] std::string positional() const { return text("positional"); }
    /// A whole number in [low, high]; none if the option is absent.
    [[nodiscard]] std::optional<std::int64_t> whole(std::string const& option, std::int64_t low,
                                                    std::int64_t high) const;
    /// A date as 2022-12-31; empty if the option is absent.
    [[nodiscard]] std::string date(std::string const& option) const;
    [[nodiscard]] StudyRequest study_request() const;
    /// Of --lang, vi or en.
    [[nodiscard]] Language language() const;
    /// What --output names; else the positional file with another ending, in the current folder.
    [[nodiscard]] std::filesystem::path output(std::string const& ending) const;

private:
    std::string name_, positional_;
    boost::program_options::options_description visible_;
    boost::program_options::variables_map values_;
};

}  // namespace povex::cli
