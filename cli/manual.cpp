#include <string>
#include <string_view>

#include <fmt/format.h>

#include "cli/command.hpp"
#include "output/file/provenance.hpp"

namespace povex::cli {

namespace {

/// A paragraph, escaped for roff, the language of man pages.
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
    if (!option.default_value.empty()) fmt::print(" (default: {})", roff(option.default_value));
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

constexpr char const* sections_after_commands = R"(.SH ENVIRONMENT
.TP
\fBLC_ALL\fR, \fBLC_NUMERIC\fR, \fBLANG\fR
Without \fB\-\-lang\fR, the first of these that is set chooses the language of numbers and titles:
Vietnamese (1.234,5) if its value begins with vi, otherwise English (1,234.5).
The output of \fB\-\-json\fR does not depend on the language.
.TP
\fBNO_COLOR\fR
If set, messages have no colour. They only ever have colour when standard error is a terminal.
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
        "support policies, and compares the projection with the official counts.\n"
        "STUDY is a folder with a file study.toml, or that file itself. FILE is a results file\n"
        "that povex run or povex sweep wrote. Results go to standard output, messages and\n"
        "progress to standard error.\n"
        ".SH COMMANDS\n",
        version);
    for (Command const& command : commands) print_command(command);
    fmt::print(".SH EXIT STATUS\n");
    for (auto const& [code, word, meaning] : exit_codes) {
        fmt::print(".TP\n{}\n{}\n", code, roff(meaning));
    }
    fmt::print("{}.SH EXAMPLES\n.EX\n", sections_after_commands);
    for (char const* line : example_lines) fmt::print("{}\n", roff(line));
    fmt::print(".EE\n");
    return done;
}

}  // namespace povex::cli
