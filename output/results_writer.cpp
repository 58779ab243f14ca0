#include "output/results_writer.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>
#include <unistd.h>

#include "engine/base/error.hpp"
#include "output/results_statistics.hpp"
#include "output/study_record.hpp"

namespace povex {
namespace {

[[noreturn]] void refuse(std::filesystem::path const& target, std::string what, std::string hint) {
    Problem problem;
    problem.file = target.string();
    problem.what = std::move(what);
    problem.hint = std::move(hint);
    throw InputError(std::vector{std::move(problem)});
}

/// The target itself where its name is a link; refuses one that cannot be made.
std::filesystem::path checked_target(std::filesystem::path const& target, bool force) {
    std::error_code error;
    auto const status = std::filesystem::status(target, error);
    if (target.filename().empty() || std::filesystem::is_directory(status)) {
        refuse(target, "the results cannot be written here (it is a folder)", "name a file");
    }
    if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status)) {
        refuse(target, "the results cannot be written here (it is no ordinary file)", "");
    }
    if (std::filesystem::exists(status) && !force) {
        refuse(target, "the results file exists already",
               "--force replaces it; --output names another");
    }
    std::filesystem::path const whole = std::filesystem::weakly_canonical(target, error);
    std::filesystem::path const& path = error ? target : whole;
    if (path.has_parent_path() && !std::filesystem::is_directory(path.parent_path())) {
        refuse(target, "the results cannot be written here (its folder does not exist)",
               "make the folder, or name another");
    }
    return path;
}

std::filesystem::path temporary_beside(std::filesystem::path const& target) {
    return target.parent_path() / fmt::format(".{}.{}.part", target.filename().string(), getpid());
}

ArrayFile created(std::filesystem::path const& target, std::filesystem::path const& temporary) {
    try {
        return ArrayFile::create(temporary);
    } catch (FileError const& failure) {
        refuse(target, fmt::format("the results cannot be written here ({})", failure.what()), "");
    }
}

}  // namespace

ResultsWriter::ResultsWriter(std::filesystem::path const& target, Study const& study,
                             Catalogue catalogue, Provenance const& provenance,
                             std::uint32_t replicates, bool force)
    : target_(checked_target(target, force)),
      temporary_(temporary_beside(target_)),
      force_(force),
      catalogue_(std::move(catalogue)),
      plan_(study, catalogue_, replicates),
      file_(created(target_, temporary_)) {
    try {
        batch_.reserve(catalogue_.variables.size());
        for (Variable const& variable : catalogue_.variables) {
            batch_.emplace_back(catalogue_.size_per_replicate(variable) * plan_.batch() *
                                plan_.points_together());
        }
        lay_out_root(file_, plan_);
        record_study(file_, plan_);
        record_provenance(file_, study, provenance);
    } catch (...) {
        std::error_code ignored;
        std::filesystem::remove(temporary_, ignored);
        throw;
    }
}

ResultsWriter::~ResultsWriter() {
    std::error_code ignored;
    if (remove_) std::filesystem::remove(temporary_, ignored);
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
            fmt::format("only {} of {} replicates were written", written_, plan_.replicates()));
    }
    record_draws(file_, draws);
    write_summary(file_, plan_);
    write_difference(file_, plan_);
    write_comparison(file_, plan_);
    record_end(file_);
    file_.close();
    if (!force_ && std::filesystem::exists(target_)) {
        remove_ = false;
        refuse(target_, "the results file has been made by somebody else meanwhile",
               "the results of this run are in " + temporary_.string());
    }
    std::filesystem::rename(temporary_, target_);
    remove_ = false;
}

}  // namespace povex
