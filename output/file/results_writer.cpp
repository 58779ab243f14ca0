#include "output/file/results_writer.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <stdexcept>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "engine/base/error.hpp"
#include "output/file/results_reader.hpp"
#include "output/file/results_statistics.hpp"
#include "output/file/study_record.hpp"
#include "output/file/target_path.hpp"

namespace povex {
namespace {

/// Whether a file is for results, by its name or its first bytes: those of the HDF5 format.
bool is_for_results(std::filesystem::path const& path) {
    constexpr std::string_view signature = "\x89HDF\r\n\x1a\n";
    std::error_code error;
    if (path.extension() == ".h5" || !std::filesystem::is_regular_file(path, error)) return true;
    std::array<char, signature.size()> begin{};
    std::ifstream(path, std::ios::binary).read(begin.data(), begin.size());
    return std::string_view(begin.data(), begin.size()) == signature;
}

/// Whether a file lies below a folder.
bool is_below(std::filesystem::path const& file, std::filesystem::path const& folder) {
    std::error_code error;
    auto const top = std::filesystem::weakly_canonical(folder, error);
    auto const [end, rest] = std::mismatch(top.begin(), top.end(), file.begin(), file.end());
    return !error && end == top.end() && rest != file.end();
}

/// All files of the study that could stand behind another name of the target.
std::vector<std::filesystem::path> inputs_of(Study const& study,
                                             std::filesystem::path const& target) {
    std::vector<std::filesystem::path> inputs;
    for (StudyFile const& file : study.files) {
        inputs.push_back(study.folder / file.name);
        inputs.emplace_back(file.name);
    }
    std::error_code error;
    if (std::filesystem::hard_link_count(target, error) < 2 || error) return inputs;
    std::filesystem::recursive_directory_iterator entry(study.folder, error);
    for (; entry != std::filesystem::recursive_directory_iterator(); entry.increment(error)) {
        if (!is_for_results(entry->path())) inputs.push_back(entry->path());
    }
    return inputs;
}

/// Read the file again before it replaces another.
void check_readable(NewFile const& file) {
    try {
        static_cast<void>(ResultsReader(file.hidden()));
    } catch (InputError const& error) {
        throw FileError(fmt::format("{}: what was written cannot be read again ({})",
                                    file.target().named.string(), error.what()));
    }
}

}  // namespace

OutputPath results_target(std::filesystem::path const& target, Study const& study, bool replace) {
    OutputPath made = checked_target(target, replace, inputs_of(study, target));
    std::error_code error;
    if (std::filesystem::exists(made.path, error) && is_below(made.path, study.folder) &&
        !is_for_results(made.path)) {
        refuse_file(target, "this file belongs to the study and is no results file",
                    "--output names another file");
    }
    return made;
}

ResultsWriter::ResultsWriter(std::filesystem::path const& target, Study const& study,
                             Catalogue catalogue, RunProvenance const& provenance,
                             std::uint32_t replicates, bool force)
    : catalogue_(std::move(catalogue)),
      plan_(study, catalogue_, replicates),
      new_file_(results_target(target, study, force)),
      file_(ArrayFile::create(new_file_)) {
    batch_.reserve(catalogue_.variables.size());
    for (Variable const& variable : catalogue_.variables) {
        batch_.emplace_back(catalogue_.size_per_replicate(variable) * plan_.batch() *
                            plan_.points_together());
    }
    lay_out_root(file_, plan_);
    record_study(file_, plan_);
    record_provenance(file_, study, provenance);
}

void ResultsWriter::gather(std::size_t variable, std::vector<double> const& values) {
    SeriesShape const shape = plan_.shape(catalogue_.variables[variable]);
    std::size_t const inner = shape.inner();
    std::size_t const outer = shape.outer() / plan_.points();
    std::size_t const full = std::min<std::size_t>(plan_.batch(), plan_.replicates() - written_);
    for (std::size_t o = 0; o < outer; ++o) {
        std::size_t const row = (points_gathered_ * outer + o) * full + gathered_;
        std::copy_n(values.begin() + static_cast<std::ptrdiff_t>(o * inner), inner,
                    batch_[variable].begin() + static_cast<std::ptrdiff_t>(row * inner));
    }
}

void ResultsWriter::write(ReplicateResult const& result) {
    if (result.replicate != written_ + gathered_ ||
        points_written_ + points_gathered_ == plan_.points()) {
        throw std::logic_error(fmt::format("replicate {} came instead of {} of {}",
                                           result.replicate, written_ + gathered_,
                                           plan_.replicates()));
    }
    if (result.values.size() != catalogue_.variables.size()) {
        throw std::logic_error("a replicate's variables are not the catalogue's");
    }
    for (std::size_t v = 0; v < batch_.size(); ++v) {
        Variable const& variable = catalogue_.variables[v];
        if (result.values[v].size() != catalogue_.size_per_replicate(variable)) {
            throw std::logic_error(variable.name + " has not the size of its dimensions");
        }
        if (!result.values[v].empty()) gather(v, result.values[v]);
    }
    ++gathered_;
    if (written_ + gathered_ < plan_.replicates()) {
        if (gathered_ == plan_.batch()) flush();
        return;
    }
    bool const last = points_written_ + points_gathered_ + 1 == plan_.points();
    if (!last && points_gathered_ + 1 < plan_.points_together()) {
        ++points_gathered_;
        gathered_ = 0;
        return;
    }
    flush();
    points_written_ += points_gathered_ + 1;
    points_gathered_ = 0;
    written_ = 0;
}

void ResultsWriter::flush() {
    for (std::size_t v = 0; v < batch_.size(); ++v) {
        Variable const& variable = catalogue_.variables[v];
        if (!plan_.has_numbers(variable)) continue;
        SeriesShape const shape = plan_.shape(variable);
        Slab slab{std::vector<std::size_t>(shape.extents.size(), 0), shape.extents};
        slab.start[shape.replicate_at] = written_;
        slab.count[shape.replicate_at] = gathered_;
        if (variable.over.front() == Axis::point) {
            slab.start[0] = points_written_;
            slab.count[0] = points_gathered_ + 1;
        }
        file_.write(inside("/", variable.name), slab, std::span(batch_[v]).first(slab.size()));
    }
    written_ += gathered_;
    gathered_ = 0;
}

void ResultsWriter::finish(ParameterDraws const* draws) {
    if (points_written_ != plan_.points()) {
        throw std::logic_error(
            fmt::format("not all of {} replicates were written", plan_.replicates()));
    }
    record_draws(file_, draws);
    write_summaries(file_, plan_);
    write_comparison(file_, plan_);
    record_end(file_);
    file_.close();
    new_file_.settle();
    check_readable(new_file_);
    new_file_.finish();
}

}  // namespace povex
