#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/error.hpp"
#include "output/words/speaker.hpp"

namespace povex::cli {

/// Print problems, errors or warnings, on standard error: where, what, the line with a caret, and a
/// hint.
void print_problems(std::vector<Problem> const& problems);

/// Remove what dead processes of povex left unfinished in the folder of a target, and name it on
/// standard error.
void clear_leftovers(std::filesystem::path const& target);

/// The progress of a run on standard error: replicates done, rate, time left and precision so far,
/// on one line that is rewritten at most ten times a second.
class Progress {
public:
    /// \param mode      "auto": on a terminal only; "always"; "never"
    /// \param language  of the numbers
    Progress(std::string const& mode, Language language, std::uint32_t total);
    Progress(Progress const&) = delete;
    Progress& operator=(Progress const&) = delete;
    ~Progress();

    /// \param precision  see Precision [households]
    void update(std::uint32_t finished, std::optional<double> precision);

private:
    using Clock = std::chrono::steady_clock;
    bool shown_;
    Speaker say_;
    std::uint32_t total_;
    Clock::time_point start_ = Clock::now();
    Clock::time_point last_{};
};

}  // namespace povex::cli
