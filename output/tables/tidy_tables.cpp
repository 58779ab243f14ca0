#include "output/tables/tidy_tables.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "output/file/new_file.hpp"
#include "output/file/results_layout.hpp"
#include "output/file/target_path.hpp"
#include "output/file/unfinished.hpp"

namespace povex {
namespace {

bool is_number(std::string_view text) {
    double number = 0.0;
    auto const [rest, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && rest == text.data() + text.size();
}

/// A text as a field, in quotes where needed. A text that a spreadsheet would take for a formula
/// gets an apostrophe in front.
std::string field(std::string text) {
    bool const is_formula =
        !text.empty() && std::string_view("=+-@\t\r").find(text[0]) != std::string_view::npos;
    if (is_formula && !is_number(text)) text.insert(0, 1, '\'');
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string quoted = "\"";
    for (char const c : text) quoted.append(c == '"' ? 2 : 1, c);
    return quoted + '"';
}

std::string field(double number) {
    return std::isnan(number) ? std::string() : fmt::format("{}", number);
}

/// A file of comma-separated values in a folder that is being made, written row by row.
class Csv {
public:
    /// \throws FileError, as all functions
    Csv(std::filesystem::path const& path, std::vector<std::string> const& headings)
        : path_(path),
          descriptor_(
              open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666)) {
        if (descriptor_ < 0) fail(errno);
        row(headings);
    }
    Csv(Csv const&) = delete;
    Csv& operator=(Csv const&) = delete;
    ~Csv() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }

    template <class Value>
    void add(Value const& value) {
        if (has_field_) text_ += ',';
        text_ += field(value);
        has_field_ = true;
    }
    void end_row() {
        text_ += '\n';
        has_field_ = false;
        if (text_.size() >= most_text) flush();
    }
    void row(std::vector<std::string> const& texts) {
        for (std::string const& text : texts) add(text);
        end_row();
    }
    /// Bring all rows to the disk.
    void close() {
        flush();
        try {
            sync_to_disk(descriptor_);
        } catch (std::system_error const& failure) {
            fail(failure.code().value());
        }
    }

private:
    static constexpr std::size_t most_text = 1U << 16U;  ///< before it is written [bytes]

    void flush() {
        write_all(descriptor_, text_, path_.filename());
        text_.clear();
    }
    [[noreturn]] void fail(int error) const {
        throw FileError(fmt::format("{}: it cannot be written ({})", path_.filename().string(),
                                    why_not_written(error)));
    }

    std::filesystem::path path_;
    int descriptor_;
    std::string text_;
    bool has_field_ = false;
};

/// A group of the results file, and the folder to which its variables are written.
struct Part {
    char const* group;
    char const* folder;
};
constexpr Part replicates{"/", "replicates"};
constexpr Part statistics_of_replicates[] = {{"/summary", "summary"},
                                             {"/difference", "difference"}};

/// Add the labels of one row: the members of the first `dimensions` dimensions at a place in the
/// array, where the last dimension runs fastest.
void add_labels(Csv& csv, ResultsReader const& results, LabelledArray const& array,
                std::size_t dimensions, std::size_t place) {
    std::size_t inner = 1;
    for (std::size_t d = 0; d < dimensions; ++d) inner *= array.shape[d];
    for (std::size_t d = 0; d < dimensions; ++d) {
        inner /= array.shape[d];
        csv.add(results.members(array.dimensions[d])[place / inner % array.shape[d]]);
    }
}

/// Write one variable: a row for each number, or for each set of statistics. It is read one member
/// of its first dimension at a time, to save memory.
void write_variable(std::filesystem::path const& folder, ResultsReader const& results,
                    VariableInfo const& variable, Part const& part) {
    bool const by_replicate = part.group == std::string_view("/");
    std::size_t const labels = variable.dimensions.size() - (by_replicate ? 0 : 1);
    std::vector<std::string> headings(
        variable.dimensions.begin(),
        variable.dimensions.begin() + static_cast<std::ptrdiff_t>(labels));
    if (by_replicate) {
        headings.push_back(variable.name);
    } else {
        headings.insert(headings.end(), statistic_names.begin(), statistic_names.end());
    }
    Csv csv(folder / part.folder / (variable.name + ".csv"), headings);
    std::string const& first = variable.dimensions[0];
    for (std::size_t member = 0; member < variable.shape[0]; ++member) {
        auto const array = results.read(variable.name, {{first, member}}, part.group);
        std::size_t const columns = by_replicate ? 1 : statistics;
        for (std::size_t row = 0; row < array.values.size() / columns; ++row) {
            csv.add(results.members(first)[member]);
            add_labels(csv, results, array, labels - 1, row);
            for (std::size_t c = 0; c < columns; ++c) csv.add(array.values[row * columns + c]);
            csv.end_row();
        }
    }
    csv.close();
}

void write_part(std::filesystem::path const& folder, ResultsReader const& results,
                Part const& part) {
    std::filesystem::create_directory(folder / part.folder);
    for (VariableInfo const& variable : results.variables(part.group)) {
        write_variable(folder, results, variable, part);
    }
    sync_folder(folder / part.folder);
}

std::string joined(std::vector<std::string> const& names) {
    std::string text;
    for (std::string const& name : names) text += (text.empty() ? "" : " ") + name;
    return text;
}

void write_dictionaries(std::filesystem::path const& folder, ResultsReader const& results) {
    Csv variables(folder / "variables.csv", {"variable", "long_name", "units", "dimensions"});
    std::vector<std::string> dimensions;
    for (VariableInfo const& one : results.variables()) {
        variables.row({one.name, one.long_name, one.units, joined(one.dimensions)});
        for (std::string const& name : one.dimensions) {
            if (std::find(dimensions.begin(), dimensions.end(), name) == dimensions.end()) {
                dimensions.push_back(name);
            }
        }
    }
    variables.close();
    Csv members(folder / "members.csv", {"dimension", "member", "title_en", "title_vi"});
    for (std::string const& dimension : dimensions) {
        std::vector<Text> const titles = results.titles(dimension);
        for (std::size_t m = 0; m < titles.size(); ++m) {
            members.row({dimension, results.members(dimension)[m], titles[m].en, titles[m].vi});
        }
    }
    members.close();
}

void write_evidence(std::filesystem::path const& folder, ResultsReader const& results) {
    Csv actuals(folder / "actuals.csv", {"date", "year", "standard", "group", "what", "value",
                                         "role", "source", "grade", "known_on", "note"});
    for (Actual const& one : results.actuals()) {
        actuals.row({one.date, std::to_string(one.year), one.standard, one.group, one.what,
                     field(one.value), role_names[static_cast<std::size_t>(one.role)], one.source,
                     one.grade, one.known_on, one.note});
    }
    actuals.close();
    Csv parameters(folder / "parameters.csv",
                   {"key", "value", "unit", "range", "grade", "source", "known_on"});
    for (Parameter const& one : results.parameters()) {
        parameters.row(
            {one.key, one.value, one.unit, one.range, one.grade, one.source, one.known_on});
    }
    parameters.close();
}

/// Write the numbers that a sweep varied, with their values at each point.
void write_points(std::filesystem::path const& folder, ResultsReader const& results) {
    std::vector<SweptNumber> const swept = results.swept();
    if (swept.empty()) return;
    std::vector<std::string> headings{"point"};
    for (SweptNumber const& number : swept) headings.push_back(number.key);
    Csv points(folder / "points.csv", headings);
    for (std::size_t p = 0; p < swept[0].values.size(); ++p) {
        points.add(static_cast<double>(p));
        for (SweptNumber const& number : swept) points.add(number.values[p]);
        points.end_row();
    }
    points.close();
}

/// Write everything into a folder in the making.
void write_all_tables(std::filesystem::path const& folder, ResultsReader const& results,
                      bool with_replicates) {
    for (Part const& part : statistics_of_replicates) write_part(folder, results, part);
    if (with_replicates) write_part(folder, results, replicates);
    write_dictionaries(folder, results);
    write_evidence(folder, results);
    write_points(folder, results);
    sync_folder(folder);
}

}  // namespace

void write_tidy_tables(OutputPath const& target, ResultsReader const& results,
                       bool with_replicates) {
    try {
        Unfinished folder(target.path, Unfinished::Kind::folder);
        write_all_tables(folder.path(), results, with_replicates);
        folder.become(target.path, target.replace);
    } catch (std::system_error const& failure) {
        refuse_file(target.named,
                    fmt::format("the tables cannot be written ({})",
                                why_not_written(failure.code().value())),
                    "");
    }
}

}  // namespace povex
