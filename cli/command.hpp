#pragma once

#include "cli/options.hpp"

namespace povex::cli {

// Exit codes, the same for every subcommand.
inline constexpr int done = 0;
inline constexpr int internal_error = 1;
inline constexpr int user_error = 2;  ///< usage, bad input, output exists: the user can mend it
inline constexpr int interrupted = 3;

/// A subcommand: what stands after `povex`, the options after that, and what it does with them.
/// Help, manual and completion are made of these.
struct Command {
    char const* name;
    char const* argument;  ///< what stands without an option, in [] if it may; empty: nothing
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
    {"run", "STUDY", "simulate every scenario of the study", add_run_options, run_command},
    {"sweep", "STUDY", "the same at many points, with some numbers varied", add_sweep_options,
     sweep_command},
    {"replay", "STUDY", "one household of a run, year by year", add_replay_options, replay_command},
    {"check", "STUDY", "read and validate everything, simulate nothing", add_check_options,
     check_command},
    {"compare", "FILE [FILE]", "projected and actual, scenarios; or how two runs differ",
     add_compare_options, compare_command},
    {"report", "FILE", "what a run says as a page for a browser", add_report_options,
     report_command},
    {"export", "FILE", "what a run says as a workbook or as tables", add_export_options,
     export_command},
    {"parameters", "STUDY", "every number with its unit, range and source", add_parameters_options,
     parameters_command},
    {"completion", "bash|zsh", "what lets a shell complete all of this", [](Options&) {},
     completion_command},
    {"manual", "", "this as a manual page", [](Options&) {}, manual_command},
};

/// Two lines that somebody would type first.
inline constexpr char const* example_lines[] = {
    "povex run scenarios/quang-ninh --replicates 20 --output results.h5",
    "povex compare results.h5",
};

}  // namespace povex::cli
