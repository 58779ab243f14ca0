#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "engine/measure/catalogue.hpp"
#include "engine/study/study.hpp"
#include "output/file/provenance.hpp"
#include "output/file/results_writer.hpp"

namespace povex::fake {

inline constexpr double missing = std::numeric_limits<double>::quiet_NaN();

/// A record that has a label, with no more than that.
template <class Record>
Record record(std::string const& id, std::string const& en, std::string const& vi) {
    Record made;
    made.label.id = id;
    made.label.title = {en, vi};
    return made;
}

inline Programme housing() {
    auto programme = record<Programme>("housing", "Housing", "Nhà ở");
    programme.umbrella = "sustainable poverty reduction";
    programme.cost.unit_cost = {0, 50'000'000, 50'000'000};
    programme.cost.budget = {0, 5'000'000'000, 6'000'000'000};
    return programme;
}

inline Programme insurance() {
    auto programme = record<Programme>("insurance", "Health insurance", "Bảo hiểm y tế");
    programme.kind = ProgrammeKind::entitlement;
    programme.cost.unit = Member::person;
    return programme;
}

inline Scenario scenario(std::string const& id, std::string const& en, std::string const& vi) {
    auto made = record<Scenario>(id, en, vi);
    made.programmes = {housing(), insurance()};
    made.runs = {true, id == "as-delivered"};
    return made;
}

/// Three scenarios, two standards, years 2021 to 2023, two localities; titles in Vietnamese.
inline Study study() {
    Study made;
    made.title = {"A small province", "Một tỉnh nhỏ"};
    Experiment& experiment = made.experiment;
    experiment.seed = 7;
    experiment.years = {2021, 2023};
    experiment.places.localities = {record<Locality>("ha-long", "Hạ Long", "Hạ Long"),
                                    record<Locality>("co-to", "Cô Tô", "Cô Tô")};
    experiment.places.areas = {"urban"};
    experiment.standards = {record<Standard>("d07", "Decree 07/2021", "Nghị định 07/2021"),
                            record<Standard>("r13", "Resolution 13/2023", "Nghị quyết 13/2023")};
    experiment.targeting = {0, 1, 1};
    experiment.payers = {record<Payer>("state", "State", "Nhà nước"),
                         record<Payer>("household", "Household", "Hộ gia đình")};
    experiment.scenarios = {scenario("no-support", "No support", "Không hỗ trợ"),
                            scenario("as-delivered", "As delivered", "Như đã thực hiện"),
                            scenario("services-first", "Services first", "Dịch vụ trước")};
    experiment.nature.indicators = {record<Indicator>("work", "Work", "Việc làm"),
                                    record<Indicator>("water", "Water", "Nước sạch")};
    experiment.baseline = 1;
    made.denominator = {50'000.0, 51'000.0, std::nullopt};
    auto const actual = [](int year, std::string standard, std::string group, std::string what,
                           double value, Role role) {
        return Actual{std::to_string(year) + "-12-31",
                      year,
                      std::move(standard),
                      std::move(group),
                      std::move(what),
                      value,
                      role,
                      "yearbook",
                      "B",
                      "2024-05-01",
                      ""};
    };
    made.actuals = {actual(2021, "d07", "province", "poor", 1246, Role::built_in),
                    actual(2022, "r13", "province", "poor", 1270, Role::fit),
                    actual(2023, "d07", "locality:co-to", "poor", 0, Role::held_out),
                    actual(2023, "d07", "province", "near_poor", 2280, Role::held_out),
                    actual(2023, "d59", "province", "poor", 5, Role::held_out),
                    actual(2023, "d07", "province", "gini", 0.5, Role::information)};
    made.parameters = {
        {"parameters.rho", "0.7", "1", "0.4 to 0.9", "C", "assumption", ""},
        {"programmes.housing.unit_cost", "50e6", "money", "", "B", "Decision 1", ""}};
    made.files = {{"study.toml", "title.vi = \"Một tỉnh nhỏ\"\n"}, {"actuals.csv", ""}};
    made.settings = {"parameters.rho=0.7"};
    return made;
}

inline Catalogue catalogue() {
    Catalogue made;
    auto const members = [&](Axis axis) -> std::vector<std::string>& {
        return made.members[static_cast<std::size_t>(axis)];
    };
    members(Axis::scenario) = {"no-support", "as-delivered", "services-first"};
    members(Axis::standard) = {"d07", "r13"};
    members(Axis::programme) = {"housing", "insurance"};
    members(Axis::payer) = {"state", "household"};
    members(Axis::year) = {"2021", "2022", "2023"};
    members(Axis::group) = {"province", "locality:ha-long", "locality:co-to", "area:urban"};
    members(Axis::spending_group) = {"province", "locality:ha-long", "locality:co-to"};
    members(Axis::deprived_group) = {"province", "area:urban"};
    members(Axis::status) = {"poor", "near_poor"};
    members(Axis::indicator) = {"work", "water"};
    members(Axis::loan_account).assign(loan_account_names.begin(), loan_account_names.end());
    members(Axis::job_account).assign(job_account_names.begin(), job_account_names.end());
    members(Axis::other_standard) = {"d07", "r13"};
    members(Axis::poverty_class) = members(Axis::class_by_other) = {"poor", "near_poor", "not"};

    using enum Axis;
    auto const add = [&](std::string const& name, std::string units, Kind kind,
                         std::vector<Axis> over) {
        made.variables.push_back(
            {name, "the " + name, std::move(units), "group: sum", kind, std::move(over)});
    };
    for (char const* name : {"households", "persons"}) {
        add(name, name, Kind::count, {replicate, group});
    }
    auto const add_count = [&](char const* name, char const* units) {
        add(name, units, Kind::count, {scenario, standard, replicate, year, group});
    };
    for (char const* name :
         {"poor", "near_poor", "income_poor", "exits", "entries", "reentries", "new_entries"}) {
        add_count(name, "households");
    }
    add_count("poor_persons", "persons");
    add_count("multi_poor", "households");
    add_count("multi_deprivations", "deprivations");
    for (char const* name : {"gap_sum", "gap_squared_sum"}) {
        add(name, "1", Kind::real, {scenario, standard, replicate, year, group});
    }
    add("deprived", "households", Kind::count,
        {scenario, standard, replicate, year, deprived_group, status, indicator});
    add("multi_deprived", "households", Kind::count,
        {scenario, standard, replicate, year, deprived_group, indicator});
    add("income_sum", "money/month", Kind::money, {scenario, replicate, year, group});
    for (char const* name : {"gini", "theil_t", "theil_l"}) {
        add(name, "1", Kind::real, {scenario, replicate, year, group});
    }
    add("spending", "money/year", Kind::money,
        {scenario, programme, payer, replicate, year, spending_group});
    add("enrolled", "households", Kind::count,
        {scenario, programme, replicate, year, spending_group});
    for (char const* name : {"poor_true", "near_poor_true", "exits_true", "entries_true",
                             "exits_to_near_poor", "poor_stayers", "poor_formerly_near_poor",
                             "poor_formerly_unlisted", "poor_missed", "displaced", "relieved"}) {
        add_count(name, "households");
    }
    add("classified", "households", Kind::count,
        {scenario, standard, other_standard, replicate, year, poverty_class, class_by_other});
    add("at_floor", "households", Kind::count, {scenario, replicate, year, group});
    add("loans", "money", Kind::money,
        {scenario, programme, loan_account, replicate, year, spending_group});
    add("jobs", "1", Kind::count, {scenario, job_account, replicate, year, spending_group});
    return made;
}

/// What all scenarios share in a replicate: 0, 40, 10, 30, 20 and again.
inline double common(std::uint32_t replicate) {
    constexpr double values[] = {0, 40, 10, 30, 20};
    return values[replicate % 5];
}

inline bool exists_at_base(std::string const& name) {
    constexpr char const* flows[] = {"exits",
                                     "entries",
                                     "reentries",
                                     "new_entries",
                                     "spending",
                                     "enrolled",
                                     "loans",
                                     "jobs",
                                     "exits_true",
                                     "entries_true",
                                     "poor_stayers",
                                     "exits_to_near_poor",
                                     "poor_formerly_near_poor",
                                     "poor_formerly_unlisted"};
    return std::find(std::begin(flows), std::end(flows), name) == std::end(flows);
}

/// Numbers to be recognised by: the i-th number of variable v in scenario s is
///
///     1000 v + i + common(replicate) + 3 s replicate  (money: a million times that),
///
/// flows and spending being missing at the base year.
inline ReplicateResult result(Catalogue const& catalogue, std::uint32_t replicate) {
    ReplicateResult made{replicate, {}};
    for (std::size_t v = 0; v < catalogue.variables.size(); ++v) {
        Variable const& variable = catalogue.variables[v];
        std::size_t const size = catalogue.size_per_replicate(variable);
        std::vector<double> values;
        for (std::size_t i = 0; i < size; ++i) {
            std::size_t rest = i, scenario = 0, year = 1;
            for (std::size_t d = variable.over.size(); d-- > 0;) {
                Axis const axis = variable.over[d];
                if (axis == Axis::replicate) continue;
                std::size_t const index = rest % catalogue.size(axis);
                rest /= catalogue.size(axis);
                if (axis == Axis::scenario) scenario = index;
                if (axis == Axis::year) year = index;
            }
            double const value = 1000 * static_cast<double>(v) + static_cast<double>(i) +
                                 common(replicate) +
                                 3.0 * static_cast<double>(scenario) * replicate;
            double const unit = variable.kind == Kind::money ? 1e6 : 1.0;
            bool const exists = year > 0 || exists_at_base(variable.name);
            values.push_back(exists ? value * unit : missing);
        }
        made.values.push_back(std::move(values));
    }
    return made;
}

inline RunProvenance provenance() {
    return {"0.1.0", "abc", "gcc", "here", {"povex", "run", "Quảng Ninh"}, "2026-01-31T00:00:00Z"};
}

/// A folder of its own for a test, empty at its start.
inline std::filesystem::path folder() {
    auto const* test = testing::UnitTest::GetInstance()->current_test_info();
    std::filesystem::path path =
        std::filesystem::path(testing::TempDir()) /
        (std::string("povex_") + test->test_suite_name() + "_" + test->name());
    std::filesystem::remove_all(path);
    std::filesystem::create_directories(path);
    return path;
}

inline std::string text_of(std::filesystem::path const& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// A whole results file.
inline void write_file(std::filesystem::path const& path, Study const& study,
                       Catalogue const& catalogue, std::uint32_t replicates) {
    ResultsWriter writer(path, study, catalogue, provenance(), replicates, true);
    for (std::uint32_t r = 0; r < replicates; ++r) writer.write(result(catalogue, r));
    writer.finish();
}

}  // namespace povex::fake
