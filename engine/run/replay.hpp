#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "engine/policy/household_log.hpp"
#include "engine/policy/simulate_policy.hpp"
#include "engine/run/household_paths.hpp"
#include "engine/run/simulate_replicate.hpp"

namespace povex {

/// Why the official status of a household changed, in a word.
///
/// What it would be by this year's lines with one thing of last year's: with all of it, the line
/// was changed, or, if last year's status was not what that review measured, the list caught up;
/// with the deprivations, its income did it; with the income, its deprivations; else both.
enum class Cause : std::uint8_t { none, income, deprivations, both, line, list };
inline constexpr std::array cause_names{"none", "income", "deprivations", "both", "line", "list"};

/// A shock that hit a household.
struct ShockHit {
    std::size_t shock = 0;  ///< index
    double loss = 0.0;      ///< share of that year's income that it takes, without any protection
};

/// A household at one review, and what happened to it since the last one.
struct ReplayYear {
    double income = 0.0;  ///< as measured [money/month per person]
    double line = 0.0;    ///< of the standard, at its place [money/month per person]
    PovertyClass official = PovertyClass::neither;
    /// Without errors of the review and rules of the list.
    PovertyClass truth = PovertyClass::neither;
    Bits deprivations = 0;  ///< as the review finds them
    std::vector<ShockHit> shocks;
    std::vector<HouseholdLog::Enrolled> enrolled;  ///< this year
    std::vector<HouseholdLog::Stopped> stopped;    ///< in all others that run and enrol
    std::vector<HouseholdLog::Enrolled> lost;      ///< that a shock of this year destroyed
    bool hired = false;                            ///< by a neighbour who became a producer
    Cause cause = Cause::none;
};

/// One synthetic household, year by year.
struct Replay {
    std::size_t household = 0;      ///< register row
    std::vector<ReplayYear> years;  ///< shape [reviews]
};

/// The households that a page tells of.
enum class Fate : std::uint8_t { leaves, falls_back, left_behind };
inline constexpr std::array fate_names{"leaves", "falls_back", "left_behind"};

/// One scenario in one replicate, with everything kept that a run forgets: to tell of any household
/// what happened to it. All numbers are those of the run.
class ReplayedScenario {
public:
    /// \param prepared  shares its register and populations; not needed any more afterwards
    /// \param standard  by which households are called poor
    ReplayedScenario(PreparedExperiment const& prepared, std::size_t scenario,
                     std::uint32_t replicate, std::size_t standard);

    [[nodiscard]] Experiment const& experiment() const { return *experiment_; }
    [[nodiscard]] Scenario const& scenario() const { return experiment_->scenarios.front(); }
    [[nodiscard]] Register const& households() const { return prepared_.households(); }
    [[nodiscard]] std::size_t standard() const { return standard_; }
    [[nodiscard]] std::uint32_t replicate() const { return counterfactual_.drawn->replicate; }

    /// The register row of a household; none has this key.
    [[nodiscard]] std::optional<std::size_t> row_of(std::uint64_t key) const;

    /// \param household  register row
    [[nodiscard]] Replay of(std::size_t household) const;

    /// Poor households, shape [reviews]: what the run counts of the province.
    [[nodiscard]] std::vector<std::int64_t> poor_by_year() const;

    /// An example of those to whom this happens by official status:
    ///
    ///     leaves       poor at the base review, neither poor nor near-poor at the last, and not
    ///                  poor again in between; if there are any, of those whom a programme served
    ///                  while they were poor
    ///     falls_back   poor, later not, later poor again; likewise
    ///     left_behind  poor at every review; of those with the fewest enrolments, none if there
    ///                  are such
    ///
    /// Of these it is the one in the middle by income at the base review over the line, of two in
    /// the middle the poorer, of equals the one with the lower key. None if there is no such
    /// household, or no year is projected.
    [[nodiscard]] std::optional<std::size_t> example_of(Fate fate) const;

private:
    [[nodiscard]] Tally::Path path_of(CounterfactualPath& without, std::size_t household) const;
    [[nodiscard]] Cause cause(Tally::Path const& path, std::size_t t) const;
    void tell_shocks(std::size_t household, Replay& replay) const;
    void tell_programmes(std::size_t household, Replay& replay) const;
    void tell_hurdles(Tally::Path const& path, Replay& replay) const;
    [[nodiscard]] Hurdle first_hurdle(Tally::Path const& path, std::size_t household,
                                      std::size_t programme, std::size_t t) const;
    /// What programmes gave to a household.
    struct Service {
        std::size_t first;       ///< t; the number of reviews if they gave nothing
        std::size_t enrolments;  ///< universal transfers count year by year
    };
    /// Shape [households].
    [[nodiscard]] std::vector<Service> services() const;

    std::unique_ptr<Experiment const> experiment_;
    PreparedExperiment prepared_;
    std::size_t standard_;
    Counterfactual counterfactual_;
    HouseholdLog log_;
    Projection projection_;
};

}  // namespace povex
