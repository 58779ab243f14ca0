#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "engine/base/error.hpp"
#include "output/words/speaker.hpp"

namespace povex::cli {

/// Report problems on standard error: place, what, the line with a caret, and the hint.
void print_problems(InputError const& error);

/// Progress of a run on standard error: replicates done, rate, time left, precision so far; one
/// line that rewrites itself, at most ten times a second.
class Progress {
public:
    /// \param mode      "auto": on a terminal only; "always"; "never"
    /// \param language  of the numbers
    Progress(std::string const& mode, Language language, std::uint32_t total);
    Progress(Progress const&) = delete;
    Progress& operator=(Progress const&) = delete;
    ~Progress();

    /// \param precision  see HeadlinePrecision [households]
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
