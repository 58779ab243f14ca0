#include <string>
#include <string_view>

#include <fmt/format.h>

#include "cli/command.hpp"
#include "output/file/provenance.hpp"

namespace povex::cli {

namespace {

/// A text of one paragraph in the language of man pages.
std::string roff(std::string_view text) {
    std::string escaped;
    for (char const c : text) {
        if (c == '\\') {
            escaped += "\\e";
        } else if (c == '-') {
            escaped += "\\-";
        } else {
            escaped += c;
        }
    }
    return escaped.starts_with('.') || escaped.starts_with('\'') ? "\\&" + escaped : escaped;
}

void print_option(OptionText const& option) {
    std::string head =
        option.short_name.empty() ? "" : fmt::format("\\fB{}\\fR, ", roff(option.short_name));
    head += fmt::format("\\fB{}\\fR", roff("--" + option.name));
    if (!option.value.empty()) head += fmt::format(" \\fI{}\\fR", roff(option.value));
    fmt::print(".TP\n{}\n{}", head, roff(option.description));
    if (!option.fallback.empty()) fmt::print(" (default: {})", roff(option.fallback));
    fmt::print("\n");
}

void print_command(Command const& command) {
    Options options(command.name, command.argument);
    command.add_options(options);
    std::string const space = *command.argument == '\0' ? "" : " ";
    fmt::print(".SS povex {}{}\\fI{}\\fR\n{}.\n", command.name, space, roff(command.argument),
               roff(command.summary));
    for (OptionText const& option : options.texts()) {
        if (option.name != "help") print_option(option);
    }
}

constexpr char const* behind_the_commands = R"(.SH EXIT STATUS
.TP
0
Done.
.TP
1
An error inside povex.
.TP
2
Something that the user can mend: usage, input, an output that exists.
.TP
3
Interrupted.
.SH ENVIRONMENT
.TP
\fBLC_ALL\fR, \fBLC_NUMERIC\fR, \fBLANG\fR
The first that is set chooses the language of numbers and titles if \fB\-\-lang\fR does not:
Vietnamese (1.234,5) if it begins with vi, else English (1,234.5).
What \fB\-\-json\fR prints does not depend on it.
.TP
\fBNO_COLOR\fR
If set, messages have no colour; they never have unless standard error is a terminal.
)";

}  // namespace

int manual_command(Options const&) {
    auto const version = current_provenance({}).version;
    fmt::print(
        ".TH POVEX 1 \"\" \"povex {}\" \"User Commands\"\n"
        ".SH NAME\npovex \\- projects who leaves poverty, and why\n"
        ".SH SYNOPSIS\n\\fBpovex\\fR \\fICOMMAND\\fR \\fIARGUMENT\\fR [\\fIoptions\\fR]\n.br\n"
        "\\fBpovex\\fR [\\fICOMMAND\\fR] \\fB\\-\\-help\\fR\n.br\n"
        "\\fBpovex\\fR \\fB\\-\\-version\\fR\n"
        ".SH DESCRIPTION\n"
        "povex projects the income and poverty of every household of a province under different\n"
        "support policies, and sets the projection beside what was actually counted.\n"
        "STUDY is a folder with a file study.toml, or that file; FILE is what povex run or\n"
        "povex sweep wrote. Results go to standard output, all else to standard error.\n"
        ".SH COMMANDS\n",
        version);
    for (Command const& command : commands) print_command(command);
    fmt::print("{}.SH EXAMPLES\n.EX\n", behind_the_commands);
    for (char const* line : example_lines) fmt::print("{}\n", roff(line));
    fmt::print(".EE\n");
    return done;
}

}  // namespace povex::cli
