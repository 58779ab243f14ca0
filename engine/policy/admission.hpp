#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/policy/affected_households.hpp"
#include "engine/policy/budget.hpp"
#include "engine/policy/counterfactual.hpp"
#include "engine/policy/eligibility.hpp"
#include "engine/policy/enrolments.hpp"
#include "engine/policy/household_log.hpp"
#include "engine/policy/lottery.hpp"
#include "engine/policy/queue.hpp"
#include "engine/random/address.hpp"
#include "engine/random/purpose.hpp"

namespace povex {

/// A household that a programme serves.
struct Served {
    HouseholdProfile profile;
    ListStatus status;
    std::int64_t cost;  ///< [money]
};

/// Which households each programme serves in a year: the eligible ones that take it up and can bear
/// their share; under a budget, in the order of the queue until the first that the money does not
/// reach.
class Admission {
public:
    /// \param[out] log  notes which households are not served, and why; null: no log
    Admission(Counterfactual const& counterfactual, Scenario const& scenario,
              ScenarioEligibility const& eligibility, AffectedHouseholds& households,
              Enrolments& enrolments, HouseholdLog* log);

    /// Begin year t: find the households on last year's list or lately off it, and fill the caps of
    /// the payers.
    void begin(std::size_t t);

    /// The households that programme p serves in this year, in any order; valid until the next
    /// call.
    [[nodiscard]] std::span<Served const> serve(std::size_t p);

    /// Households on last year's list.
    [[nodiscard]] std::vector<HouseholdProfile> listed() const;

private:
    /// Households that may ask for a programme this year, as last year's review left them: columns,
    /// a row for each candidate.
    struct Candidates {
        std::vector<HouseholdProfile> profile;
        std::vector<std::int32_t> affected;  ///< row among the affected; negative: none
        std::vector<ListStatus> status;
        std::vector<Bits> deprivations;
        std::vector<double> income;  ///< [its stratum's unit]

        [[nodiscard]] std::size_t count() const { return profile.size(); }
        void add(HouseholdProfile const& who, std::int32_t affected_row, ListStatus now, Bits lacks,
                 double last_income);
        void keep_first(std::size_t n);
    };
    /// What is the same for all households that ask for a programme in a year.
    struct Terms {
        Programme const* programme;
        std::size_t p;
        std::vector<std::int64_t> unit_cost;  ///< shape [strata]
        double own = 0.0;  ///< share of the cost that a household must be able to bear in cash
    };

    [[nodiscard]] Terms terms_of(std::size_t p) const;
    [[nodiscard]] ListStatus status(std::span<Statuses const> official) const;
    void add_listed();
    void add_others(Terms const& terms, std::span<std::uint32_t const> households);
    [[nodiscard]] std::vector<std::uint32_t> unlisted(std::span<std::uint32_t const> all) const;
    [[nodiscard]] Applicant applicant(std::size_t candidate) const {
        HouseholdProfile const& who = candidates_.profile[candidate];
        return {who.group, who.members, candidates_.status[candidate],
                candidates_.deprivations[candidate]};
    }
    void choose(Terms const& terms, std::size_t first);
    void ask_history(Terms const& terms);
    void ask_take_up(Terms const& terms);
    void ask_own_share(Terms const& terms);
    void keep_passing(Terms const& terms, auto const& with_facts);
    void note_not_reached(Terms const& terms);
    void note(Terms const& terms, std::uint32_t candidate, Hurdle hurdle);
    void serve_all(Terms const& terms);
    bool serve_in_order(Terms const& terms, Budget& budget);
    void serve_by_lottery(Terms const& terms, Budget& budget, bool money);
    void add_batch(Terms const& terms, Lottery::Batch const& batch);
    void draw(Use use, Programme const& programme, std::uint16_t year);
    [[nodiscard]] std::int64_t cost_of(Terms const& terms, std::size_t candidate) const;
    [[nodiscard]] bool bears_share(Terms const& terms, std::size_t candidate) const;
    [[nodiscard]] double priority_of(Programme const& programme, std::size_t candidate) const;

    Counterfactual const* counterfactual_;
    StudyTables const* study_;
    Scenario const* scenario_;
    ScenarioEligibility const* eligibility_;
    AffectedHouseholds* households_;
    Enrolments* enrolments_;
    HouseholdLog* log_;
    Stream stream_;
    std::size_t t_ = 0;
    PayerCaps caps_;
    Candidates candidates_;   ///< the listed, behind them what the programme at hand adds
    std::size_t listed_ = 0;  ///< how many
    // of the programme at hand
    std::vector<std::uint32_t> chosen_;  ///< candidates that pass so far
    std::vector<Waiting> queue_;
    std::vector<std::uint64_t> keys_;  ///< of the chosen
    std::vector<double> draws_;        ///< of the chosen
    std::vector<Served> served_;
};

}  // namespace povex
