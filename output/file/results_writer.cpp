#include "output/file/results_writer.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

#include "output/file/results_statistics.hpp"
#include "output/file/study_record.hpp"
#include "output/file/target_path.hpp"

namespace povex {
namespace {

ArrayFile created(std::filesystem::path const& target, std::filesystem::path const& temporary) {
    try {
        return ArrayFile::create(temporary);
    } catch (FileError const& failure) {
        refuse_file(target, fmt::format("the results cannot be written here ({})", failure.what()),
                    "");
    }
}

}  // namespace

ResultsWriter::ResultsWriter(std::filesystem::path const& target, Study const& study,
                             Catalogue catalogue, RunProvenance const& provenance,
                             std::uint32_t replicates, bool force)
    : target_(checked_target(target, force)),
      temporary_(temporary_name(target_)),
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
            fmt::format("not all of {} replicates were written", plan_.replicates()));
    }
    record_draws(file_, draws);
    write_summaries(file_, plan_);
    write_comparison(file_, plan_);
    record_end(file_);
    file_.close();
    remove_ = false;  // whole: not lost any more, whatever stands in the way
    auto const kept = "the results of this run are in " + temporary_.string();
    if (!force_ && std::filesystem::exists(target_)) {
        refuse_file(target_, "the results file has been made by somebody else meanwhile", kept);
    }
    std::error_code error;
    std::filesystem::rename(temporary_, target_, error);
    if (error) {
        refuse_file(target_, fmt::format("the results cannot have this name ({})", error.message()),
                    kept);
    }
}

}  // namespace povex
