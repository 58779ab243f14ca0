#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "engine/policy/household_profile.hpp"
#include "engine/policy/scenario.hpp"
#include "engine/policy/standard.hpp"
#include "engine/population/register.hpp"

// Who may have a programme, and at which hurdle a household fails: decided here alone.

namespace povex {

/// What a household has to pass to be served by a programme, in the order of docs/model.md.
///
/// A loan comes with an enrolment: no enrolled household is refused one.
enum class Hurdle : std::uint8_t {
    not_meant,   ///< the programme is for other groups, whatever the status
    not_listed,  ///< the programme is for households of another status last year
    no_need,     ///< the household lacked nothing that the programme mends
    had_it,      ///< the household is in the programme, or was too recently
    need_met,    ///< another programme of the year has paid for what it lacks
    declined,    ///< the household does not take it up
    own_share,   ///< the household cannot bear its own share of the cost
    no_money,    ///< the money ended before its turn in the queue
};
inline constexpr std::array hurdle_names{"not_meant", "not_listed", "no_need",   "had_it",
                                         "need_met",  "declined",   "own_share", "no_money"};

/// A set of hurdles: a bit for each.
using Hurdles = unsigned;

/// The first of some hurdles, in the order in which they are asked.
[[nodiscard]] constexpr std::optional<Hurdle> first_of(Hurdles failed) {
    if (failed == 0) return std::nullopt;
    return static_cast<Hurdle>(std::countr_zero(failed));
}

/// What decides whether a programme serves one household in one year.
///
/// Facts that are not known yet have the value with which the household passes, so the hurdles can
/// be asked in stages.
struct Applicant {
    std::uint32_t group = 0;  ///< see HouseholdProfile
    Members members = 0;
    ListStatus status = ListStatus::other;  ///< this year
    Bits deprivations = 0;                  ///< at last year's review
    bool had_it = false;                    ///< enrolled before, too recently to enrol again
    Bits financed = 0;                      ///< needs that programmes of the year have paid for
    bool takes_up = true;
    bool bears_share = true;
    bool reached = true;  ///< by the money of the year
};

/// Who may have one programme: its rules, resolved for all groups of a register.
class EligibilityTable {
public:
    EligibilityTable(Eligibility const& rules, Member unit, Register const& r);

    /// The rule of eligibility: all hurdles that an applicant fails; empty: it is served.
    [[nodiscard]] Hurdles failed(Applicant const& a) const {
        unsigned const statuses = statuses_[a.group];
        auto const fails = [](Hurdle hurdle, bool failing) {
            return static_cast<unsigned>(failing) << static_cast<unsigned>(hurdle);
        };
        bool const lacks_members = (a.members & required_) != required_;
        bool const has_status = (statuses >> static_cast<unsigned>(a.status) & 1U) != 0;
        auto const open = static_cast<Bits>(a.deprivations & ~static_cast<unsigned>(a.financed));
        return fails(Hurdle::not_meant, (statuses == 0) | lacks_members) |
               fails(Hurdle::not_listed, !has_status) |
               fails(Hurdle::no_need, !has_need(a.deprivations)) | fails(Hurdle::had_it, a.had_it) |
               fails(Hurdle::need_met, !has_need(open)) | fails(Hurdle::declined, !a.takes_up) |
               fails(Hurdle::own_share, !a.bears_share) | fails(Hurdle::no_money, !a.reached);
    }
    /// The first hurdle that an applicant fails; none: it is served.
    [[nodiscard]] std::optional<Hurdle> first_hurdle(Applicant const& applicant) const {
        return first_of(failed(applicant));
    }
    /// Keep those of many candidates that fail no hurdle, in their order. Free of branches, since
    /// the answers are unpredictable and mispredictions dominate.
    /// \param applicant  called with a place among the candidates, and the candidate there: what is
    ///                   known of it
    void keep_passing(std::vector<std::uint32_t>& candidates, auto const& applicant) const {
        std::size_t kept = 0;
        for (std::size_t k = 0; k < candidates.size(); ++k) {
            auto const candidate = candidates[k];
            candidates[kept] = candidate;
            kept += static_cast<std::size_t>(failed(applicant(k, candidate)) == 0);
        }
        candidates.resize(kept);
    }
    /// Whether a household that lacks these has the need that the programme asks for.
    [[nodiscard]] bool has_need(Bits deprivations) const {
        return (needs_ == 0) | ((needs_ & deprivations) != 0);
    }

    /// Whether two programmes are for the same groups and statuses, whatever need they ask for.
    [[nodiscard]] bool has_same_groups(EligibilityTable const& other) const {
        return statuses_ == other.statuses_ && required_ == other.required_;
    }

private:
    std::vector<std::uint8_t> statuses_;  ///< a bit for each ListStatus, shape [groups]
    Members required_ = 0;                ///< kinds of members that a household must have
    Bits needs_ = 0;
};

/// Who may have the programmes of a scenario, with lists of the households of those programmes that
/// are open to households not on the list of the poor.
class ScenarioEligibility {
public:
    using List = std::vector<std::uint32_t>;

    /// \param like  of another scenario, whose lists are shared where they are the same; not needed
    ///              any more afterwards; may be null
    ScenarioEligibility(Scenario const& scenario, Register const& r,
                        ScenarioEligibility const* like = nullptr);

    [[nodiscard]] EligibilityTable const& table(std::size_t programme) const {
        return tables_[programme];
    }
    /// Households of the right group for a programme that is open to unlisted ones: register rows,
    /// ascending; empty for other programmes, and for those that do not run.
    [[nodiscard]] std::span<std::uint32_t const> households(std::size_t programme) const;
    /// The list behind households(), which scenarios share where it is the same; null: empty.
    [[nodiscard]] std::shared_ptr<List const> const& list(std::size_t programme) const {
        return lists_[programme];
    }

private:
    std::vector<EligibilityTable> tables_;            ///< [programme]
    std::vector<std::shared_ptr<List const>> lists_;  ///< [programme]
};

/// The status towards programmes of a household just reviewed, whose past is not known.
[[nodiscard]] inline ListStatus list_status_at_review(Status official) {
    return official == Status::poor        ? ListStatus::poor
           : official == Status::near_poor ? ListStatus::near_poor
                                           : ListStatus::other;
}

/// The status towards programmes in year t, by the official statuses of the reviews before.
/// \param official     shape [reviews]
/// \param targeting    index of the standard, shape [reviews]
/// \param grace_years  for which a household that left the list is `escaped`
[[nodiscard]] ListStatus list_status_in(std::size_t t, std::span<Statuses const> official,
                                        std::span<std::size_t const> targeting, int grace_years);

}  // namespace povex
