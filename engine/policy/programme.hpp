#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/label.hpp"
#include "engine/base/years.hpp"
#include "engine/nature/nature_model.hpp"
#include "engine/population/register.hpp"

namespace povex {

/// The status of a household towards programmes: its official status at last year's review.
/// `escaped` is a household that left the list within the years of grace.
enum class ListStatus : std::uint8_t { other = 0, escaped = 1, near_poor = 2, poor = 3 };
inline constexpr std::array list_status_names{"other", "escaped", "near-poor", "poor"};

/// How the queue of a capped programme is ordered.
enum class QueueOrder : std::uint8_t { points, lottery, poorest_first, closest_first };
inline constexpr std::array queue_order_names{"points", "lottery", "poorest-first",
                                              "closest-first"};

/// Points of a household in a queue.
struct Points {
    double poor = 100.0;
    double near_poor = 50.0;
    double escaped = 20.0;
    double deprivation = 10.0;    ///< for each indicator of the targeting standard
    double gap = 5.0;             ///< times (line - income)/line
    std::vector<double> stratum;  ///< shape [strata]; empty: none

    friend bool operator==(Points const&, Points const&) = default;
};

/// The monthly amount of a transfer for one unit.
///
/// It is money; or, as a top-up, what a household's income lacks to the line of a standard; or, as
/// a supplement, the line less the rate of another transfer, whatever the income.
struct Amount {
    std::int64_t money = 0;              ///< [smallest unit of money/month]
    std::optional<std::size_t> line_of;  ///< index of a standard
    std::optional<std::int64_t> less;    ///< a supplement: the rate of the other transfer

    [[nodiscard]] bool tops_up() const { return line_of && !less; }

    friend bool operator==(Amount const&, Amount const&) = default;
};

inline constexpr int for_good = std::numeric_limits<int>::max();

/// How a programme spends its money. `entitlement` serves every eligible household that takes it
/// up. `capped` serves a queue under a budget. `area` pays for public works; no household enrols.
enum class ProgrammeKind : std::uint8_t { capped, entitlement, area };
inline constexpr std::array programme_kind_names{"capped", "entitlement", "area"};

/// A loan that comes with an enrolment. The principal is no income: it buys what the effect of the
/// programme stands for. Interest is paid out of income.
struct Loan {
    std::int64_t principal = 0;    ///< [smallest unit of money, per unit]; 0: no loan
    std::array<double, 4> rate{};  ///< by ListStatus at enrolment [1/year on what is outstanding]
    int term = 1;                  ///< [years]: equal parts fall due, the first after a year
    double overdue = 0.0;          ///< P(a part that falls due is never paid)

    friend bool operator==(Loan const&, Loan const&) = default;
};

/// Who may have a programme; eligibility.hpp decides by these.
struct Eligibility {
    // group: what never changes about a household
    std::vector<bool> in_locality;   ///< shape [localities]
    std::vector<bool> in_stratum;    ///< shape [strata]
    std::vector<bool> in_ethnicity;  ///< shape [ethnicities]
    std::array<bool, 4> in_sector{true, true, true, true};
    Member requires_member = Member::nobody;
    // status and need, at last year's review
    std::array<bool, 4> status{false, false, true, true};  ///< by ListStatus
    Bits needs = 0;  ///< deprived in at least one of these; 0: no need is asked for
    // repetition and take-up
    bool once = true;
    int every = 1;         ///< [years] before a household may enrol again
    double take_up = 1.0;  ///< P(an eligible household takes it up)

    [[nodiscard]] bool open_to_unlisted() const { return status[0]; }

    friend bool operator==(Eligibility const&, Eligibility const&) = default;
};

/// What a programme costs, who pays, and who is served first when the budget is short.
struct Cost {
    Member unit = Member::household;
    Yearly<std::int64_t> unit_cost;  ///< [smallest unit of money]; empty: 12 x amount
    Yearly<std::int64_t> budget;     ///< [the same/year]; element 0 unused; empty for entitlements
    std::int64_t full_budget = 0;    ///< area: budget of a year that adds 1 to the index of works
    std::vector<double> funding;     ///< shape [payers], adds to one
    double own_cash = 1.0;
    bool own_covered = false;
    QueueOrder order = QueueOrder::points;
    Points points;

    friend bool operator==(Cost const&, Cost const&) = default;
};

/// What a programme does for a household that enrols.
struct Effect {
    double success = 1.0;     ///< P(an enrolment succeeds)
    double log_effect = 0.0;  ///< on log income
    int lag = 0;              ///< [years]
    int duration = for_good;  ///< [years]
    double depreciation = 0.0;
    Yearly<Amount> amount;       ///< empty: no transfer
    std::vector<double> clears;  ///< P(bit j ends at once), shape [16]; empty: none
    std::vector<double> holds;   ///< factor on P(0 -> 1) of bit j, shape [16]; empty: none
    /// Share of a shock's loss that is spared, shape [shocks]; empty: none.
    std::vector<double> protects;
    /// P(a hit of a shock ends the effect), shape [shocks]; empty: none.
    std::vector<double> lost_to;
    Loan loan;

    friend bool operator==(Effect const&, Effect const&) = default;
};

/// A policy programme, as data: who may have it, what it costs, what it does.
struct Programme {
    Label label;
    std::string umbrella;
    ProgrammeKind kind = ProgrammeKind::capped;
    Eligibility eligibility;
    Cost cost;
    Effect effect;

    /// A transfer of the base year that the scenario does not pay: from the first projected year on
    /// its amounts are 0, and nothing of it is booked.
    bool withdrawn = false;

    [[nodiscard]] bool capped() const { return kind == ProgrammeKind::capped; }
    [[nodiscard]] bool pays() const { return !effect.amount.empty(); }

    friend bool operator==(Programme const&, Programme const&) = default;
};

}  // namespace povex
