#include <string>
#include <utility>

#include <fmt/format.h>

#include "cli/command.hpp"
#include "cli/terminal.hpp"
#include "output/file/results_reader.hpp"
#include "output/file/target_path.hpp"
#include "output/replay/three_households.hpp"
#include "output/report/report_page.hpp"
#include "output/words/plain_text.hpp"

namespace povex::cli {

void add_report_options(Options& options) {
    namespace po = boost::program_options;
    options.add()("output,o", po::value<std::string>()->value_name("FILE"),
                  "page to write (default: named after FILE, in the current folder)");
    options.add()("lang", po::value<std::string>()->value_name("vi|en")->default_value("vi"),
                  "language in which the page opens; it contains both");
    options.add()("geojson", po::value<std::string>()->value_name("FILE"),
                  "outlines of the localities for the map: polygons with the locality's id as a "
                  "property (default: tiles)");
    options.add()("force", "overwrite an existing file");
}

int report_command(Options const& options) {
    PageRequest request;
    request.first = options.language();
    request.geojson = options.text("geojson");
    request.force = options.has("force");
    auto const target = options.output(".html");
    ResultsReader const results(options.positional());
    clear_leftovers(checked_target(target, request.force, {results.path(), request.geojson}).path);
    auto three = three_households(results);
    request.households = std::move(three.households);
    if (!three.why_none.empty()) {
        fmt::print(stderr, "povex: the page shows no households: {}\n", printable(three.why_none));
    }
    write_report_page(target, results, request);
    fmt::print("Page: {}\n", printable(target.string()));
    return done;
}

}  // namespace povex::cli
