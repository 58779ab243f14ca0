#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/label.hpp"
#include "engine/base/years.hpp"
#include "engine/nature/nature_model.hpp"
#include "engine/policy/official_list.hpp"
#include "engine/policy/spillover.hpp"
#include "engine/population/register.hpp"

namespace povex {

/// Who pays: a budget, a bank, an association, or the household itself.
struct Payer {
    Label label;
    bool own = false;  ///< the household itself
    Yearly<std::int64_t>
        cap{};  ///< most that it gives to capped programmes [money/year]; empty: all
};

/// A household's standing towards programmes: its official status at last year's review, with
/// those who left the list within the years of grace told apart.
enum class Standing : std::uint8_t { other = 0, escaped = 1, near_poor = 2, poor = 3 };
inline constexpr std::array standing_names{"other", "escaped", "near-poor", "poor"};

/// How a queue is ordered.
enum class Queue : std::uint8_t { points, lottery, poorest_first, closest_first };
inline constexpr std::array queue_names{"points", "lottery", "poorest-first", "closest-first"};

/// Points of a queue; the defaults are the model's.
struct Points {
    double poor = 100.0;
    double near_poor = 50.0;
    double escaped = 20.0;
    double deprivation = 10.0;    ///< for each indicator of the targeting standard
    double gap = 5.0;             ///< times (line - income)/line
    std::vector<double> stratum;  ///< shape [strata]; empty: none

    friend bool operator==(Points const&, Points const&) = default;
};

/// The monthly amount of a transfer: money, or the line of a standard, to which it lifts income.
struct Amount {
    double money = 0.0;                  ///< [money/month per unit]
    std::optional<std::size_t> line_of;  ///< index of a standard

    friend bool operator==(Amount const&, Amount const&) = default;
};

inline constexpr int for_good = std::numeric_limits<int>::max();

/// How a programme gives out its money: to every eligible taker; to a queue, under a budget; or to
/// places as a whole, whose households have no part in it.
enum class ProgrammeKind : std::uint8_t { capped, entitlement, area };
inline constexpr std::array programme_kind_names{"capped", "entitlement", "area"};

/// A loan that comes with an enrolment. Its principal is no income: it buys what the programme's
/// effect stands for. Interest is paid out of income.
struct Loan {
    std::int64_t principal = 0;    ///< [money per unit]; 0: no loan
    std::array<double, 4> rate{};  ///< by Standing at enrolment [1/year on what is outstanding]
    int term = 1;                  ///< [years]: equal parts fall due, the first after a year
    double overdue = 0.0;          ///< P(a part that falls due is never paid)

    friend bool operator==(Loan const&, Loan const&) = default;
};

/// A policy programme, as data: who may have it, what it costs, what it does.
struct Programme {
    Label label;
    std::string umbrella;
    ProgrammeKind kind = ProgrammeKind::capped;

    // who
    std::array<bool, 4> standing{false, false, true, true};  ///< by Standing
    std::vector<bool> in_locality;                           ///< shape [localities]
    std::vector<bool> in_stratum;                            ///< shape [strata]
    std::vector<bool> in_ethnicity;                          ///< shape [ethnicities]
    std::array<bool, 4> in_sector{true, true, true, true};
    Bits needs = 0;  ///< deprived in at least one of these at last year's review; 0: no such need
    Member requires_member = Member::nobody;
    bool once = true;
    int every = 1;  ///< years before a household may enrol again
    double take_up = 1.0;
    Queue queue = Queue::points;
    Points points;

    // what it costs
    Member unit = Member::household;
    Yearly<std::int64_t> unit_cost;  ///< [money]; empty: 12 x amount
    Yearly<std::int64_t> budget;     ///< [money/year]; element 0 unused; empty for entitlements
    std::int64_t full_budget = 0;    ///< area: budget of a year that adds 1 to the works' index
    std::vector<double> funding;     ///< shape [payers], adds to one
    double own_cash = 1.0;
    bool own_covered = false;

    // what it does
    double success = 1.0;
    double log_effect = 0.0;
    int lag = 0;
    int duration = for_good;
    double depreciation = 0.0;
    Yearly<Amount> amount;       ///< empty: no transfer
    std::vector<double> clears;  ///< P(bit j ends at once), shape [16]; empty: none
    std::vector<double> holds;   ///< factor on P(0 -> 1) of bit j, shape [16]; empty: none
    std::vector<double>
        protects;                 ///< share of a shock's loss that is spared, [shocks]; empty: none
    std::vector<double> lost_to;  ///< P(a hit of a shock ends the effect), [shocks]; empty: none
    Loan loan;

    [[nodiscard]] bool capped() const { return kind == ProgrammeKind::capped; }
    [[nodiscard]] bool open_to_unlisted() const { return standing[0]; }
    /// By a household that lacks these.
    [[nodiscard]] bool is_needed(Bits lacks) const { return needs == 0 || (needs & lacks) != 0; }

    friend bool operator==(Programme const&, Programme const&) = default;
};

/// Rules that hold for all programmes of a scenario.
struct PolicyRules {
    double kappa_own = std::numeric_limits<double>::infinity();
    double max_log_effect = std::numeric_limits<double>::infinity();
    int grace_years = 3;
};

/// A policy package: the programmes that run, with this scenario's numbers.
struct Scenario {
    Label label;
    Text description;
    std::vector<Programme> programmes;  ///< the whole library, this scenario's numbers
    std::vector<bool> runs;             ///< which of them run, shape [programmes]
    std::vector<bool> event;            ///< which shocks happen, shape [shocks]
    PolicyRules rules;
    ListRules list_rules;
    Spillover spillover;
};

}  // namespace povex
