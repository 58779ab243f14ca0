#pragma once

#include <string>
#include <vector>

#include "engine/run/replay.hpp"
#include "output/words/speaker.hpp"

namespace povex {

/// A household that was replayed, in words of one language; titles of the study are as it has them.
class ReplayWords {
public:
    /// \param replayed  must outlive the words
    ReplayWords(ReplayedScenario const& replayed, std::string currency, Language language);

    [[nodiscard]] Speaker const& speaker() const { return say_; }
    [[nodiscard]] std::string title(Label const& label) const;
    [[nodiscard]] std::string found(PovertyClass found) const;

    /// Where it lives, who its members are, what it lives on.
    [[nodiscard]] std::vector<std::string> labels(Replay const& replay) const;
    /// What happened in a year, and what it lacks at the review.
    /// \param t  index of the year
    [[nodiscard]] std::vector<std::string> events(Replay const& replay, std::size_t t) const;

private:
    [[nodiscard]] std::string people(Ethnicity const& of) const;
    [[nodiscard]] std::string indicators(Bits bits) const;
    void add_hurdles(Replay const& replay, std::size_t t, std::vector<std::string>& events) const;
    [[nodiscard]] std::string enrolment(Diary::Enrolled const& enrolled) const;

    ReplayedScenario const* replayed_;
    std::string currency_;
    Speaker say_;
};

/// A household that was replayed, year by year, for a terminal.
[[nodiscard]] std::string replay_text(ReplayedScenario const& replayed, Replay const& replay,
                                      std::string const& currency, Language language);

/// A household that was replayed as JSON, for programs: docs/replay.md says what it holds.
[[nodiscard]] std::string replay_json(ReplayedScenario const& replayed, Replay const& replay,
                                      std::string const& currency);

}  // namespace povex
