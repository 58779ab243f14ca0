#pragma once

#include <string>
#include <vector>

#include "engine/run/replay.hpp"
#include "output/words/speaker.hpp"

namespace povex {

/// Puts a replayed household into words of one language. Titles come from the study.
class ReplayWords {
public:
    /// \param replayed  must outlive the words
    ReplayWords(ReplayedScenario const& replayed, Language language);

    [[nodiscard]] Speaker const& speaker() const { return say_; }
    /// The title of a record of the study; its id if it has none.
    [[nodiscard]] std::string title(Label const& label) const;
    /// What a review finds, e.g. "near-poor".
    [[nodiscard]] std::string found(PovertyClass found) const;

    /// Where the household lives, who its members are, and what it lives on.
    [[nodiscard]] std::vector<std::string> labels(Replay const& replay) const;
    /// What happened to the household in a year, and what it is deprived of at the review.
    /// \param t  index of the year
    [[nodiscard]] std::vector<std::string> events(Replay const& replay, std::size_t t) const;

private:
    [[nodiscard]] std::string people(Ethnicity const& of) const;
    [[nodiscard]] std::string indicators(Bits bits) const;
    void add_hurdles(Replay const& replay, std::size_t t, std::vector<std::string>& events) const;
    [[nodiscard]] std::string enrolment(HouseholdLog::Enrolled const& enrolled) const;

    ReplayedScenario const* replayed_;
    Speaker say_;
};

/// A replayed household, year by year, as text for a terminal.
[[nodiscard]] std::string replay_text(ReplayedScenario const& replayed, Replay const& replay,
                                      Language language);

/// A replayed household as JSON for a program. docs/replay.md lists the members.
[[nodiscard]] std::string replay_json(ReplayedScenario const& replayed, Replay const& replay);

}  // namespace povex
