#include "tests/statistical/study_run.hpp"

#include <algorithm>
#include <cmath>
#include <iostream>
#include <numeric>
#include <stdexcept>

#include <fmt/format.h>

#include "engine/base/error.hpp"
#include "engine/run/run.hpp"
#include "engine/stats/summary.hpp"

namespace povex {

namespace {

std::filesystem::path const studies =
    std::filesystem::path(POVEX_SOURCE_DIR) / "tests" / "statistical" / "studies";

bool is_group(Axis axis) {
    return axis == Axis::group || axis == Axis::spending_group || axis == Axis::deprived_group;
}

/// Keep z beside the test in its XML report, and judge it.
testing::AssertionResult judge(std::string const& what, double observed, double exact, double z,
                               double standard_error) {
    auto const message =
        fmt::format("{}: expected {:.10g}, observed {:.10g}, s.e. {:.2g}, z {:.2f}", what, exact,
                    observed, standard_error, z);
    testing::Test::RecordProperty(what, message);
    return (std::abs(z) < z_bound ? testing::AssertionSuccess() : testing::AssertionFailure())
           << message;
}

}  // namespace

/// All problems of a study in one message, since a failing test shows no more than that.
Study read_tested_study(std::filesystem::path const& path, RunRequest const& request) {
    try {
        return read_study(
            {path.is_absolute() ? path : studies / path, request.settings, request.scenarios});
    } catch (InputError const& error) {
        std::string message = "the study cannot be read:";
        for (Problem const& problem : error.problems()) {
            message += fmt::format("\n  {}:{}: {} ({})", problem.file, problem.line, problem.what,
                                   problem.hint);
        }
        throw InputError(message, "");
    }
}

StudyRun::StudyRun(std::filesystem::path const& path, RunRequest const& request)
    : study_(read_tested_study(path, request)) {
    auto const replicates = request.replicates > 0 ? request.replicates : study_.replicates;
    PreparedExperiment const prepared(study_.experiment);
    catalogue_ = prepared.measures().catalogue(replicates);
    run(prepared, replicates, request.threads,
        [&](ReplicateResult const& result) { results_.push_back(result); });
}

std::size_t StudyRun::offset(Variable const& variable, Pick const& pick) const {
    for (auto const& [axis, name] : pick) {
        if (std::count(variable.over.begin(), variable.over.end(), axis) == 0) {
            throw std::invalid_argument(fmt::format("{} has no dimension {}", variable.name,
                                                    axis_names[static_cast<std::size_t>(axis)]));
        }
    }
    std::size_t offset = 0;
    for (Axis const axis : variable.over) {
        if (axis == Axis::replicate) continue;
        auto const& names = members(axis);
        std::size_t member = 0;
        auto const named = std::find_if(pick.begin(), pick.end(),
                                        [&](auto const& entry) { return entry.first == axis; });
        if (named != pick.end()) {
            member = static_cast<std::size_t>(std::find(names.begin(), names.end(), named->second) -
                                              names.begin());
        }
        if (member >= names.size() ||
            (named == pick.end() && names.size() > 1 && !is_group(axis))) {
            throw std::invalid_argument(fmt::format(
                "{}: which {}? {}", variable.name, axis_names[static_cast<std::size_t>(axis)],
                named == pick.end() ? "none named" : "no " + named->second));
        }
        offset = offset * names.size() + member;
    }
    return offset;
}

double StudyRun::at(std::string const& variable, Pick const& pick, std::uint32_t replicate) const {
    auto const v = catalogue_.index(variable);
    Variable const& found = catalogue_.variables[v];
    return found.scale * results_.at(replicate).values.at(v).at(offset(found, pick));
}

std::vector<double> StudyRun::each(std::string const& variable, Pick const& pick) const {
    auto const v = catalogue_.index(variable);
    Variable const& found = catalogue_.variables[v];
    auto const where = offset(found, pick);
    std::vector<double> numbers;
    for (auto const& result : results_) {
        numbers.push_back(found.scale * result.values.at(v).at(where));
    }
    return numbers;
}

double StudyRun::total(std::string const& variable, Pick const& pick) const {
    auto const numbers = each(variable, pick);
    return std::accumulate(numbers.begin(), numbers.end(), 0.0);
}

double StudyRun::trials(std::string const& group) const {
    return total("households", {{Axis::group, group}});
}

std::string year_name(std::size_t t) {
    return std::to_string(2021 + t);
}

Pick in(std::size_t t) {
    return {{Axis::year, year_name(t)}};
}

Pick in(std::size_t t, std::string const& standard) {
    return {{Axis::standard, standard}, {Axis::year, year_name(t)}};
}

std::string label(std::string const& what, std::size_t t) {
    return what + " " + year_name(t);
}

testing::AssertionResult share_agrees(std::string const& what, double count, double trials,
                                      double probability) {
    double const observed = count / trials;
    double const error = std::sqrt(probability * (1.0 - probability) / trials);
    return judge(what, observed, probability, (observed - probability) / error, error);
}

namespace {

void print(std::string const& what, std::string const& figures) {
    testing::Test::RecordProperty(what, figures);
    std::cout << "    " << what << ": " << figures << "\n";
}

}  // namespace

void show(std::string const& what, double exact, double observed) {
    print(what, fmt::format("exact {:.6g}, observed {:.6g}", exact, observed));
}

void show(std::string const& what, double observed) {
    print(what, fmt::format("{:.6g}", observed));
}

testing::AssertionResult mean_agrees(std::string const& what, double observed, double exact,
                                     double standard_error, double bound) {
    double const off = observed - exact;
    double const beyond = std::max(0.0, std::abs(off) - bound);
    double const z = beyond == 0.0 ? 0.0 : std::copysign(beyond / standard_error, off);
    return judge(what, observed, exact, z, standard_error);
}

testing::AssertionResult replicates_agree(std::string const& what,
                                          std::vector<double> const& observed, double exact,
                                          double bound) {
    Summary const summary = summarise(observed);
    return mean_agrees(what, summary.mean, exact, summary.standard_error, bound);
}

}  // namespace povex
