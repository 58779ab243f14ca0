#pragma once

#include "cli/options.hpp"

namespace povex::cli {

// Exit codes, the same for every subcommand.
inline constexpr int done = 0;
inline constexpr int internal_error = 1;
inline constexpr int user_error = 2;
inline constexpr int interrupted = 3;

/// An exit code and what it means, in a word for the help and in a sentence for the manual.
struct ExitCode {
    int code;
    char const* word;
    char const* meaning;
};
inline constexpr ExitCode exit_codes[] = {
    {done, "done", "Success."},
    {internal_error, "a bug", "Internal error: a bug in povex."},
    {user_error, "wrong input or a full disk",
     "An error that the user can mend: wrong usage, invalid input, an output file that already "
     "exists, a full disk, output that cannot be written. A file that was there before is "
     "unchanged."},
    {interrupted, "interrupted",
     "Interrupted by SIGINT, SIGTERM or SIGHUP. Nothing unfinished is left."},
};

/// A subcommand: its name and argument, its options, and the function that runs it. The help, the
/// manual and the shell completions are all made from the table of these below.
struct Command {
    char const* name;
    char const* argument;  ///< positional arguments, optional ones in []; empty: none
    char const* summary;
    void (*add_options)(Options& options);
    int (*run)(Options const& options);
};

void add_run_options(Options& options);
int run_command(Options const& options);
void add_check_options(Options& options);
int check_command(Options const& options);
void add_compare_options(Options& options);
int compare_command(Options const& options);
void add_sweep_options(Options& options);
int sweep_command(Options const& options);
void add_report_options(Options& options);
int report_command(Options const& options);
void add_replay_options(Options& options);
int replay_command(Options const& options);
void add_export_options(Options& options);
int export_command(Options const& options);
void add_parameters_options(Options& options);
int parameters_command(Options const& options);
int completion_command(Options const& options);
int manual_command(Options const& options);

inline constexpr Command commands[] = {
    {"run", "STUDY", "simulate every scenario of a study", add_run_options, run_command},
    {"sweep", "STUDY", "simulate a study many times, varying some of its numbers",
     add_sweep_options, sweep_command},
    {"replay", "STUDY", "show one household of a run, year by year", add_replay_options,
     replay_command},
    {"check", "STUDY", "validate a study and describe it, without simulating", add_check_options,
     check_command},
    {"compare", "FILE [FILE]", "compare scenarios and actual counts of a run, or two runs",
     add_compare_options, compare_command},
    {"report", "FILE", "write the results of a run as a web page", add_report_options,
     report_command},
    {"export", "FILE", "write the results of a run as a workbook or CSV tables", add_export_options,
     export_command},
    {"parameters", "STUDY", "list every number of a study: unit, range and source",
     add_parameters_options, parameters_command},
    {"completion", "bash|zsh", "print a shell completion script", [](Options&) {},
     completion_command},
    {"manual", "", "print the manual page", [](Options&) {}, manual_command},
};

/// The first lines that a new user might type.
inline constexpr char const* example_lines[] = {
    "povex run scenarios/quang-ninh --replicates 20 --output results.h5",
    "povex compare results.h5",
};

}  // namespace povex::cli
