#include <exception>
#include <new>
#include <string>
#include <vector>

#include <boost/program_options/errors.hpp>
#include <fmt/format.h>

#include "cli/command.hpp"
#include "cli/signals.hpp"
#include "cli/streams.hpp"
#include "cli/terminal.hpp"
#include "engine/base/error.hpp"
#include "output/file/new_file.hpp"
#include "output/file/provenance.hpp"
#include "output/words/plain_text.hpp"

namespace {

using namespace povex;

void print_help() {
    fmt::print(
        "povex projects who leaves poverty, and why.\n\n"
        "Usage: povex COMMAND ARGUMENT [options]\n\n");
    for (auto const& command : cli::commands) {
        fmt::print("  {:<20} {}\n", fmt::format("{} {}", command.name, command.argument),
                   command.summary);
    }
    fmt::print(
        "\npovex COMMAND --help lists a command's options, povex --version the version.\n\n"
        "Exit codes:");
    char const* space = " ";
    for (auto const& [code, word, meaning] : cli::exit_codes) {
        fmt::print("{}{} {}", space, code, word);
        space = ", ";
    }
    fmt::print(".\n\nExample:\n");
    for (char const* line : cli::example_lines) fmt::print("  {}\n", line);
}

int run(cli::Command const& command, std::vector<std::string> const& arguments) {
    cli::Options options(command.name, command.argument);
    command.add_options(options);
    return options.parse(arguments) ? command.run(options) : cli::done;
}

int dispatch(std::vector<std::string> const& arguments) {
    if (arguments.empty() || arguments[0] == "--help" || arguments[0] == "-h") {
        print_help();
        return arguments.empty() ? cli::user_error : cli::done;
    }
    if (arguments[0] == "--version") {
        auto const p = current_provenance({});
        fmt::print("povex {} ({})\n", p.version, p.revision);
        return cli::done;
    }
    std::string known;
    for (auto const& command : cli::commands) {
        if (arguments[0] == command.name)
            return run(command, {arguments.begin() + 1, arguments.end()});
        known += std::string(known.empty() ? "" : ", ") + command.name;
    }
    throw InputError(fmt::format("povex has no command \"{}\"", arguments[0]),
                     "the commands are " + known);
}

/// Run the program, and report what went wrong.
int run_and_report(std::vector<std::string> const& arguments) {
    try {
        return dispatch(arguments);
    } catch (InputError const& error) {
        cli::print_problems(error.warnings());
        cli::print_problems(error.problems());
        return cli::user_error;
    } catch (FileError const& error) {
        cli::print_problems(
            InputError(error.what(), "a file that was there before is unchanged").problems());
        return cli::user_error;
    } catch (boost::program_options::error const& error) {
        cli::print_problems(
            InputError(error.what(), "povex COMMAND --help lists the options").problems());
        return cli::user_error;
    } catch (std::bad_alloc const&) {
        cli::print_problems(InputError("there is not enough memory", "").problems());
        return cli::user_error;
    } catch (std::exception const& error) {
        if (cli::output_is_lost()) return cli::done;  // finish_output() says so
        fmt::print(stderr, "povex: internal error: {}\n", printable(error.what()));
        return cli::internal_error;
    }
}

}  // namespace

int main(int argc, char** argv) {
    cli::open_streams();
    cli::watch_signals();
    return cli::finish_output(run_and_report({argv + (argc > 0 ? 1 : 0), argv + argc}));
}
