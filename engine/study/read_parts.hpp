#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/study/reader.hpp"
#include "engine/study/study.hpp"
#include "engine/study/study_folder.hpp"
#include "engine/study/study_tree.hpp"

namespace povex {

// Each function reads one part of the study, in the order in which the parts need each other. None
// throws: problems are collected in the reader's context.

/// The money that the study counts in; VND if it does not say.
[[nodiscard]] Currency read_currency(Reader& root);

/// [series]: by how much each series of the study, a price index say, grows over the year before,
/// shape [reviews] [1/year].
[[nodiscard]] std::map<std::string, Yearly<double>> read_series(Reader& root);

/// Localities, strata, areas and ethnicities; a study without strata gets one, after a problem.
[[nodiscard]] Places read_places(Reader& root);

/// [register] and the CSV files that it names.
[[nodiscard]] RegisterPlan read_register(Reader& root, Places const& places, StudyFolder& folder);
/// [households] in the whole register.
[[nodiscard]] double households_in(RegisterPlan const& plan);
/// [households] in each member of a dimension, shape [members], by the first margin that has it;
/// empty if none has it.
[[nodiscard]] std::vector<double> households_by(RegisterPlan const& plan, Places const& places,
                                                Dimension dimension);

/// Incomes by stratum, the parameters of nature, and the indicators.
[[nodiscard]] NatureModel read_nature(Reader& root, Places const& places);
/// Adds the shocks to the model.
/// \return which of them are active, shape [shocks]
[[nodiscard]] std::vector<bool> read_shocks(Reader& root, Places const& places, NatureModel& model);

[[nodiscard]] std::vector<Standard> read_standards(Reader& root, Places const& places,
                                                   NatureModel const& model);
/// [counts], the size of the official list at the base review; none if the study has no counts.
[[nodiscard]] std::optional<OfficialCounts> read_counts(Reader& root, Places const& places,
                                                        std::vector<Standard> const& standards,
                                                        NatureModel const& model);

/// At least one: without [payers] it is the state.
[[nodiscard]] std::vector<Payer> read_payers(Reader& root);

/// What programmes refer to.
struct PolicyParts {
    Places const& places;
    NatureModel const& model;
    std::vector<Standard> const& standards;
    std::vector<Payer> const& payers;
    double most_units;  ///< that a programme can pay for in a year: persons, at most
};
/// The amount of a programme in the base year, which is the same in all scenarios.
struct BaseAmount {
    std::int64_t money = 0;  ///< [smallest unit of money/month]
    bool computed = false;   ///< by a draw
};
using BaseAmounts = std::map<std::string, BaseAmount>;  ///< by the id of the programme

/// A supplement that is read before it is known what the other transfer pays.
struct Deduction {
    std::string programme;  ///< id of the supplement
    std::size_t t = 0;
    std::string less;  ///< id of the other transfer
    Where where;
};

/// All programmes of the study.
struct ProgrammesRead {
    std::vector<Programme> programmes;  ///< sorted by key
    BaseAmounts base;                   ///< of those that pay transfers
    std::vector<Deduction> deductions;
};
/// \param base  of the study itself, for a scenario; null: this is the study itself
[[nodiscard]] ProgrammesRead read_programmes(Reader& root, PolicyParts const& parts,
                                             BaseAmounts const* base = nullptr);

/// The key `amount` of a programme, shape [reviews]; empty if it has none.
/// \param id         of the programme
/// \param standards  ids of all standards
/// \param base       of the study itself, for a scenario; null: this is the study itself
/// \param[in,out] read  gets the amount of the base year, and what supplements deduct
[[nodiscard]] Yearly<Amount> read_amounts(Reader& programme, std::string id,
                                          std::vector<std::string> standards,
                                          BaseAmounts const* base, ProgrammesRead& read);

/// Give the supplements of a scenario the rates of the transfers that they complete: 0 if the
/// scenario does not list them.
void settle_supplements(ProgrammesRead& read, std::vector<bool> const& runs, Problems& problems);

/// Withdraw the transfers of the base year that a scenario does not list.
void withdraw_transfers(Scenario& scenario);

/// Parameters that each scenario reads with its own changes; all others belong to nature.
inline constexpr std::array scenario_parameters{
    "kappa_own", "max_log_effect", "grace_years", "u_in", "u_out", "removal", "diminishing"};
ListRules read_list_rules(Reader& parameters);

/// The scenarios of a study that run, and which of its numbers they use.
struct StudyScenarios {
    std::vector<Scenario> run;                     ///< in the order in which they are shown
    std::size_t baseline = 0;                      ///< index into `run`
    std::vector<std::size_t> shown_with_baseline;  ///< indices into `run`
    Scenario growth_observed_under;                ///< may be one that does not run
    std::vector<Parameter> used;                   ///< the numbers that these scenarios use
    std::set<std::string> keys;  ///< of all numbers that any scenario reads, used or not
};
/// \param tree    the study with its settings: each scenario lays its changes over it
/// \param request  which scenarios are asked for; none: all that the study lists
/// \param active  the active shocks, shape [shocks]
[[nodiscard]] StudyScenarios read_scenarios(Reader& root, StudyTree const& tree,
                                            StudyRequest const& request, PolicyParts const& parts,
                                            std::vector<bool> const& active);

/// Check what can be judged only when all of nature is read: refuse an income floor above a line,
/// and more listed households than there are; warn of incomes that do not move, of lines far from
/// the incomes, of indicators that no standard counts, and of programmes without payers.
void check_plausible(Reader& root, Study const& study);

/// The observed counts in a CSV file.
/// \param named  where the study names the file
[[nodiscard]] std::vector<Actual> read_actuals(std::string const& file, Where const& named,
                                               StudyFolder& folder, Study const& study,
                                               ReadingContext const& context);

// What a study may use if it is to know only what was published by a date (--as-of). Dates are
// texts such as 2022-12-31, so their order as texts is their order in time.

/// Which numbers a scenario uses: those of a programme that runs, and has money in some year (or
/// the number is the budget, which says that it has none), and all that belong to no programme.
class NumbersUsed {
public:
    /// \param scenario  must outlive this
    explicit NumbersUsed(Scenario const& scenario);
    [[nodiscard]] bool by_key(std::string const& key) const;

private:
    Scenario const* scenario_;
    std::unordered_map<std::string_view, std::size_t> programme_;  ///< index by id
};

/// Remove the actuals and the published numbers of households that were not known on study.as_of;
/// those without a date were not. Counts the actuals in study.withheld.
void withhold_unknown(Study& study);

/// Report each number that the study uses and that was not known on study.as_of: parameters, and
/// rows of CSV files. A number without a date is reported too if others have one; values of the
/// command line and the program's defaults never are.
/// \param scenarios  the scenarios that run
/// \param files      of the study
/// \param actuals    name of the file of actuals, which is withheld instead
void refuse_unknown(Study const& study, StudyScenarios const& scenarios,
                    std::vector<StudyFile> const& files, std::string const& actuals,
                    Problems& problems);

/// The bits of some indicators.
/// \param flags  shape [indicators]
[[nodiscard]] Bits bits_of(std::vector<bool> const& flags,
                           std::vector<Indicator> const& indicators);

/// Numbers by indicator as numbers by bit, shape [16]; bits without an indicator have `rest`.
[[nodiscard]] std::vector<double> by_bit(std::vector<double> const& numbers,
                                         std::vector<Indicator> const& indicators, double rest);

/// Amounts in smallest units of money, rounded.
[[nodiscard]] Yearly<std::int64_t> rounded(Currency const& currency, Yearly<double> const& amounts);

/// Sort records by their keys, so that the order in which they are written does not matter.
template <class Records>
void sort_by_key(Records& records) {
    std::stable_sort(records.begin(), records.end(),
                     [](auto const& a, auto const& b) { return a.label.key < b.label.key; });
}

}  // namespace povex
