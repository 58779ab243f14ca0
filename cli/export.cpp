#include <string>

#include <fmt/format.h>

#include "cli/command.hpp"
#include "cli/terminal.hpp"
#include "engine/base/error.hpp"
#include "output/file/results_reader.hpp"
#include "output/file/target_path.hpp"
#include "output/tables/report_tables.hpp"
#include "output/tables/tidy_tables.hpp"
#include "output/tables/workbook.hpp"
#include "output/words/plain_text.hpp"
#include "output/words/speaker.hpp"

namespace povex::cli {

namespace {

void export_workbook(Options const& options, ResultsReader const& results) {
    Language const language = options.language();
    auto const target = options.output(".xlsx");
    OutputPath const checked = checked_target(target, options.has("force"), {results.path()});
    clear_leftovers(checked.path);
    Speaker const say(language);
    write_workbook(checked, {say.title(results.title(), ""), say.say("table.charts"),
                             report_tables(results, language, options.text("scenario"))});
    fmt::print("Workbook: {}\n", printable(target.string()));
}

void export_tables(Options const& options, ResultsReader const& results) {
    auto const target = options.output("-csv");
    OutputPath const checked = checked_folder(target);
    clear_leftovers(checked.path);
    write_tidy_tables(checked, results, options.has("replicates"));
    fmt::print("Tables: {}\n", printable(target.string()));
}

}  // namespace

void add_export_options(Options& options) {
    namespace po = boost::program_options;
    options.add()("to", po::value<std::string>()->value_name("xlsx|csv"),
                  "xlsx: an Excel workbook; csv: a folder of tables for statistical software");
    options.add()("output,o", po::value<std::string>()->value_name("FILE"),
                  "workbook or folder to write (default: named after FILE, in the current folder)");
    options.add()("lang", po::value<std::string>()->value_name("vi|en")->default_value("vi"),
                  "language of the workbook");
    options.add()("scenario", po::value<std::string>()->value_name("ID"),
                  "xlsx: scenario of the review form and the localities (default: the baseline)");
    options.add()("replicates", "csv: write the numbers of each replicate too");
    options.add()("force", "xlsx: overwrite an existing file");
}

int export_command(Options const& options) {
    std::string const format = options.text("to");
    if (format != "xlsx" && format != "csv") {
        throw InputError(format.empty() ? "--to is missing" : fmt::format("--to is \"{}\"", format),
                         "--to xlsx (a workbook) or --to csv (a folder of tables)");
    }
    ResultsReader const results(options.positional());
    if (format == "xlsx") {
        export_workbook(options, results);
    } else {
        export_tables(options, results);
    }
    return done;
}

}  // namespace povex::cli
