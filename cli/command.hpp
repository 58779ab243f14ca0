#pragma once

#include <string>
#include <vector>

namespace povex::cli {

// Exit codes, the same for every subcommand.
inline constexpr int done = 0;
inline constexpr int internal_error = 1;
inline constexpr int user_error = 2;  ///< usage, bad input, output exists: the user can mend it
inline constexpr int interrupted = 3;

/// A subcommand: what stands after `povex`, and what it does with the arguments after that.
struct Command {
    char const* name;
    char const* arguments;
    char const* summary;
    int (*run)(std::vector<std::string> const& arguments);
};

int run_command(std::vector<std::string> const& arguments);
int check_command(std::vector<std::string> const& arguments);
int compare_command(std::vector<std::string> const& arguments);
int sweep_command(std::vector<std::string> const& arguments);
int report_command(std::vector<std::string> const& arguments);
int export_command(std::vector<std::string> const& arguments);
int parameters_command(std::vector<std::string> const& arguments);

inline constexpr Command commands[] = {
    {"run", "STUDY", "simulate every scenario of the study", run_command},
    {"sweep", "STUDY", "the same at many points: some of the study's numbers varied",
     sweep_command},
    {"check", "STUDY", "read and validate everything, simulate nothing", check_command},
    {"compare", "FILE", "projected against actual, scenarios against the baseline",
     compare_command},
    {"report", "FILE", "what a run says as a page for a browser, in both languages",
     report_command},
    {"export", "FILE", "what a run says as a workbook or as tables", export_command},
    {"parameters", "STUDY", "every parameter with its value, unit, range and source",
     parameters_command},
};

}  // namespace povex::cli
