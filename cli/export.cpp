#include <filesystem>
#include <string>

#include <fmt/format.h>

#include "cli/command.hpp"
#include "cli/options.hpp"
#include "engine/base/error.hpp"
#include "output/plain_text.hpp"
#include "output/report.hpp"
#include "output/results_reader.hpp"
#include "output/workbook.hpp"

namespace povex::cli {

namespace {

namespace po = boost::program_options;

Language language_of(Options const& options) {
    auto const language = options.text("lang");
    if (language == "vi") return Language::vi;
    if (language == "en") return Language::en;
    throw InputError(fmt::format("--lang is \"{}\"", language), "vi or en");
}

/// Beside nothing: the name of the results in the folder where the user is.
std::filesystem::path target_of(Options const& options, char const* extension) {
    if (options.has("output")) return options.text("output");
    return std::filesystem::path(options.positional()).stem().string() + extension;
}

}  // namespace

int export_command(std::vector<std::string> const& arguments) {
    Options options("export", "FILE");
    options.add()("to", po::value<std::string>()->value_name("xlsx"), "the format");
    options.add()("output,o", po::value<std::string>()->value_name("OUT"),
                  "where to (default: the name of FILE, here)");
    options.add()("lang", po::value<std::string>()->value_name("vi|en")->default_value("vi"),
                  "language of the workbook");
    options.add()("force", "overwrite what exists");
    if (!options.parse(arguments)) return done;
    Language const language = language_of(options);
    std::string const format = options.text("to");
    if (format != "xlsx") {
        throw InputError(fmt::format("--to is \"{}\"", format), "xlsx (a workbook)");
    }
    ResultsReader const results(options.positional());
    auto const target = target_of(options, ".xlsx");
    write_workbook(target, Speaker(language).title(results.title(), ""),
                   report_tables(results, language), options.has("force"));
    fmt::print("Workbook: {}\n", printable(target.string()));
    return done;
}

}  // namespace povex::cli
