#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "engine/study/reader.hpp"
#include "engine/study/study.hpp"
#include "engine/study/study_folder.hpp"

namespace povex {

// Each reads one part of the study; they stand in the order in which they need each other.

[[nodiscard]] Places read_places(Reader& root);
[[nodiscard]] double households_in(RegisterPlan const& plan);
[[nodiscard]] RegisterPlan read_register(Reader& root, Places const& places, StudyFolder& folder);
[[nodiscard]] NatureModel read_nature(Reader& root, Places const& places);
/// Adds the shocks to the law; returns which are active, shape [shocks].
[[nodiscard]] std::vector<bool> read_shocks(Reader& root, Places const& places, NatureModel& model);
[[nodiscard]] std::vector<Standard> read_standards(Reader& root, Places const& places,
                                                   NatureModel const& model);
[[nodiscard]] std::optional<OfficialCounts> read_counts(Reader& root, Places const& places,
                                                        std::vector<Standard> const& standards,
                                                        NatureModel const& model);
[[nodiscard]] std::vector<Payer> read_payers(Reader& root);
[[nodiscard]] std::vector<Actual> read_actuals(std::string const& file, Where const& named,
                                               StudyFolder& folder, Study const& study,
                                               ReadingContext const& context);

/// What scenarios are made of, read once from the study and again with each scenario's changes.
struct PolicyParts {
    Places const& places;
    NatureModel const& model;
    std::vector<Standard> const& standards;
    std::vector<Payer> const& payers;
    double most_units;  ///< that a programme can pay for in a year: persons, at most
};
std::vector<Programme> read_programmes(Reader& root, PolicyParts const& parts);
/// What stands in a programme of the kind `area`.
void read_works(Reader& reader, Programme& programme, PolicyParts const& parts);
/// Shares of the payers; without the key all by the first.
[[nodiscard]] std::vector<double> read_funding(Reader& reader, std::vector<Payer> const& payers);
/// Factors on entries into deprivations by bit; empty without the key.
[[nodiscard]] std::vector<double> read_holds(Reader& reader,
                                             std::vector<Indicator> const& indicators);
/// What stands in [programmes.NAME.loan], after who it is for.
void read_loan(Reader& reader, Programme& programme, PolicyParts const& parts);
/// Shares of the losses of shocks that are spared, and the risk to be lost to them.
void read_protection(Reader& reader, Programme& programme, NatureModel const& model);
PolicyRules read_rules(Reader& parameters);
ListRules read_list_rules(Reader& parameters);
/// \param programmes  names of the library
Spillover read_spillover(Reader& root, std::vector<std::string> const& programmes);

/// Bits of indicators by name.
[[nodiscard]] Bits bits_of(std::vector<bool> const& flags,
                           std::vector<Indicator> const& indicators);

/// Numbers by indicator as numbers by bit, shape [16].
[[nodiscard]] std::vector<double> by_bit(std::vector<double> const& numbers,
                                         std::vector<Indicator> const& indicators, double rest);

/// Amounts rounded to whole money.
[[nodiscard]] std::int64_t whole_money(double amount);
[[nodiscard]] Yearly<std::int64_t> whole_money(Yearly<double> const& amounts);

/// Sort records by their keys, so that the order of writing does not matter.
template <class Records>
void sort_by_key(Records& records) {
    std::stable_sort(records.begin(), records.end(),
                     [](auto const& a, auto const& b) { return a.label.key < b.label.key; });
}

inline constexpr std::uint16_t highest_key = 4095;

}  // namespace povex
