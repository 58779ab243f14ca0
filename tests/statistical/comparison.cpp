#include "tests/statistical/comparison.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <regex>

#include <fmt/format.h>

namespace povex {

namespace {

using Visit = std::function<void(Pick const&)>;

/// Every combination of members of a variable's dimensions, the replicate apart.
void for_each_pick(StudyRun const& run, std::vector<Axis> const& over, Pick& pick,
                   Visit const& visit) {
    std::size_t const depth = pick.size();
    std::vector<Axis> axes;
    for (Axis const axis : over) {
        if (axis != Axis::replicate) axes.push_back(axis);
    }
    if (depth == axes.size()) {
        visit(pick);
        return;
    }
    for (auto const& name : run.members(axes[depth])) {
        pick.emplace_back(axes[depth], name);
        for_each_pick(run, over, pick, visit);
        pick.pop_back();
    }
}

std::string describe(std::string const& variable, Pick const& pick) {
    std::string text = variable;
    for (auto const& [axis, name] : pick) text += ", " + name;
    return text;
}

bool same_bits(double a, double b) {
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b) ||
           (std::isnan(a) && std::isnan(b));
}

/// Compares number by number; `to_other` gives the pick of the second run.
testing::AssertionResult compare(StudyRun const& one, StudyRun const& other,
                                 std::vector<std::string> const& but,
                                 std::function<bool(Pick&)> const& to_other) {
    int differences = 0;
    std::string first;
    for (Variable const& variable : one.catalogue().variables) {
        if (std::count(but.begin(), but.end(), variable.name) > 0) continue;
        Pick pick;
        for_each_pick(one, variable.over, pick, [&](Pick const& mine) {
            Pick theirs = mine;
            if (!to_other(theirs)) return;
            auto const a = one.each(variable.name, mine);
            auto const b = other.each(variable.name, theirs);
            for (std::size_t r = 0; r < a.size(); ++r) {
                if (r < b.size() && same_bits(a[r], b[r])) continue;
                if (differences++ == 0) {
                    first =
                        fmt::format("{}, replicate {}: {} and {}", describe(variable.name, mine), r,
                                    a[r], r < b.size() ? b[r] : std::nan(""));
                }
            }
        });
    }
    if (differences == 0) return testing::AssertionSuccess() << "all numbers are the same";
    return testing::AssertionFailure() << differences << " numbers differ, the first: " << first;
}

std::vector<std::string> lines_of(std::filesystem::path const& file) {
    std::ifstream in(file);
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

/// A text with every whole word of the renaming replaced.
std::string renamed(std::string text, Renaming const& renaming) {
    for (auto const& [from, to] : renaming) {
        text = std::regex_replace(text, std::regex("\\b" + from + "\\b"), to);
    }
    return text;
}

/// Blocks that begin with a line accepted by `begins`, reversed; what is before the first stays.
void reverse_blocks(std::filesystem::path const& file,
                    std::function<bool(std::string const&)> const& begins) {
    std::vector<std::string> blocks{""};
    for (auto const& line : lines_of(file)) {
        if (begins(line)) blocks.emplace_back();
        blocks.back() += line + "\n";
    }
    std::reverse(blocks.begin() + 1, blocks.end());
    std::ofstream out(file);
    for (auto const& block : blocks) out << block;
}

}  // namespace

bool same_bits(std::vector<double> const& one, std::vector<double> const& other) {
    return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                      [](double a, double b) { return same_bits(a, b); });
}

testing::AssertionResult same_results(StudyRun const& one, StudyRun const& other,
                                      std::vector<std::string> const& but) {
    return compare(one, other, but, [](Pick&) { return true; });
}

testing::AssertionResult same_results_renamed(StudyRun const& one, StudyRun const& other,
                                              Renaming const& renaming) {
    return compare(one, other, {}, [&](Pick& pick) {
        for (auto& entry : pick) entry.second = renamed(entry.second, renaming);
        return true;
    });
}

testing::AssertionResult same_scenarios(StudyRun const& run, std::string const& one,
                                        std::string const& other,
                                        std::vector<std::string> const& but) {
    return compare(run, run, but, [&](Pick& pick) {
        for (auto& [axis, name] : pick) {
            if (axis != Axis::scenario) continue;
            if (name != one) return false;
            name = other;
        }
        return true;
    });
}

StudyCopy::StudyCopy(std::string const& study) {
    namespace fs = std::filesystem;
    std::string pattern = (fs::temp_directory_path() / "povex-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
    folder_ = pattern;
    fs::copy(fs::path(POVEX_SOURCE_DIR) / "tests" / "statistical" / "studies" / study, folder_,
             fs::copy_options::recursive);
}

StudyCopy& StudyCopy::append(std::string const& text, std::string const& file) {
    std::ofstream(folder_ / file, std::ios::app) << "\n" << text;
    return *this;
}

StudyCopy& StudyCopy::rename(Renaming const& renaming) {
    for (auto const& file : std::filesystem::recursive_directory_iterator(folder_)) {
        if (!file.is_regular_file()) continue;
        std::string text;
        for (auto const& line : lines_of(file.path())) text += line + "\n";
        std::ofstream(file.path()) << renamed(text, renaming);
    }
    return *this;
}

StudyCopy& StudyCopy::reverse() {
    for (auto const& file : std::filesystem::recursive_directory_iterator(folder_)) {
        if (file.path().extension() == ".toml") {
            reverse_blocks(file.path(), [](auto const& line) { return line.starts_with("["); });
        } else if (file.path().extension() == ".csv") {
            bool header = true;
            reverse_blocks(file.path(), [&](auto const&) { return !std::exchange(header, false); });
        }
    }
    return *this;
}

StudyCopy::~StudyCopy() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

}  // namespace povex
