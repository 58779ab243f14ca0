// The poor households of a study by scenario and year: means of some replicates.
//
//     poor_by_year STUDY REPLICATES [KEY=VALUE...]

#include <cstdio>
#include <string>
#include <vector>

#include <povex/error.hpp>
#include <povex/position.hpp>
#include <povex/simulation.hpp>
#include <povex/summary.hpp>

using povex::Axis;

namespace {

std::vector<std::string> const& members(povex::Catalogue const& catalogue, Axis axis) {
    return catalogue.members[static_cast<std::size_t>(axis)];
}

void print_poor_by_year(povex::StudyRequest const& request, std::uint32_t replicates) {
    povex::Simulation const simulation(request);
    povex::Catalogue const catalogue = simulation.catalogue(replicates);

    struct Row {
        std::string scenario, year;
        povex::Position poor;
        std::vector<double> values;  // shape [replicates]
    };
    std::vector<Row> rows;
    for (std::string const& scenario : members(catalogue, Axis::scenario)) {
        for (std::string const& year : members(catalogue, Axis::year)) {
            rows.push_back({scenario,
                            year,
                            povex::position_of(catalogue, "poor",
                                               {{Axis::scenario, scenario},
                                                {Axis::standard, simulation.national()},
                                                {Axis::year, year},
                                                {Axis::group, "province"}}),
                            {}});
        }
    }

    simulation.run(replicates, 0, [&](povex::ReplicateResult const& result) {
        for (Row& row : rows) row.values.push_back(row.poor.in(result));
    });

    for (Row const& row : rows) {
        std::printf("%s %s %.17g\n", row.scenario.c_str(), row.year.c_str(),
                    povex::summarise(row.values, simulation.clustering()).mean);
    }
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 3) return 2;
    try {
        print_poor_by_year({.path = argv[1], .settings = {argv + 3, argv + argc}},
                           static_cast<std::uint32_t>(std::stoul(argv[2])));
    } catch (povex::InputError const& error) {
        for (povex::Problem const& problem : error.problems()) {
            std::fprintf(stderr, "%s:%d: %s (%s)\n", problem.file.c_str(), problem.line,
                         problem.what.c_str(), problem.hint.c_str());
        }
        return 1;
    }
    return 0;
}
