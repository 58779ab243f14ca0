#include <csignal>
#include <exception>
#include <string>
#include <vector>

#include <boost/program_options/errors.hpp>
#include <fmt/format.h>

#include "cli/command.hpp"
#include "cli/terminal.hpp"
#include "engine/base/error.hpp"
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
        "Example:\n");
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

}  // namespace

int main(int argc, char** argv) {
    try {
        return dispatch({argv + 1, argv + argc});
    } catch (InputError const& error) {
        cli::print_problems(error.warnings());
        cli::print_problems(error.problems());
        return cli::user_error;
    } catch (boost::program_options::error const& error) {
        cli::print_problems(
            InputError(error.what(), "povex COMMAND --help lists the options").problems());
        return cli::user_error;
    } catch (std::exception const& error) {
        fmt::print(stderr, "povex: internal error: {}\n", printable(error.what()));
        return cli::internal_error;
    }
}
