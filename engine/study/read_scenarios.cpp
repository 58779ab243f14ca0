#include <algorithm>
#include <map>
#include <set>
#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "engine/study/read_parts.hpp"

namespace povex {

namespace {

/// Parameters by their paths, each with the provenance of a scenario's change of it.
using ChangedProvenance = std::map<std::string, Provenance>;

/// The provenance of every value below a node of changes, by the path of each.
void collect_provenance(Node const& node, std::string const& path, Provenance const& around,
                        ChangedProvenance& changed) {
    TableNode const* table = node.table();
    if (table == nullptr) {
        changed[path] = around;
        return;
    }
    Node const* value = table->find("value");
    if (value && !value->table()) {
        changed[path] = provenance_in(table, provenance_of(*value, around));
        return;
    }
    Provenance const inside = provenance_in(table, around);
    if (value) return collect_provenance(*value, path, inside, changed);
    for (auto const& entry : table->entries()) {
        if (is_descriptive(entry.name)) continue;
        collect_provenance(entry.node, joined_path(path, entry.name),
                           provenance_of(entry.node, inside), changed);
    }
}

/// Results name programmes once for all scenarios, and random numbers are addressed by their keys.
void refuse_key(TableNode::Entry const& programme, Problems& problems) {
    if (programme.node.table() == nullptr) return;
    for (auto const& entry : programme.node.table()->entries()) {
        if (entry.name != "key") continue;
        problems.add(entry.where, "a scenario cannot change the key of a programme",
                     "the key is the same for all scenarios");
    }
}

void refuse_nature(TableNode::Entry const& parameter, Problems& problems) {
    std::vector<std::string> const rules(scenario_parameters.begin(), scenario_parameters.end());
    if (is_descriptive(parameter.name) ||
        std::count(rules.begin(), rules.end(), parameter.name) > 0) {
        return;
    }
    problems.add(parameter.where,
                 fmt::format("a scenario cannot change parameters.{} (nature is the same for "
                             "all scenarios)",
                             parameter.name),
                 fmt::format("it can change {}", fmt::join(rules, ", ")));
}

/// Lay what a scenario changes of programmes, parameters and spillover over the study's own, and
/// report what no scenario may change.
ChangedProvenance lay_changes(Reader& scenario, Node& root) {
    Problems& problems = scenario.context().problems;
    ChangedProvenance changed;
    Node const* changes = scenario.take("changes");
    if (changes == nullptr) return changed;
    Reader table = scenario.table("changes");
    for (char const* part : {"programmes", "parameters", "spillover"}) {
        Node const* over = table.take(part);
        if (over == nullptr || over->table() == nullptr) continue;
        if (std::string_view(part) == "programmes") {
            check_records(part, over, root.table()->find(part), problems);
            for (auto const& entry : over->table()->entries()) refuse_key(entry, problems);
        } else if (std::string_view(part) == "parameters") {
            for (auto const& entry : over->table()->entries()) refuse_nature(entry, problems);
        }
    }
    table.finish();
    collect_provenance(*changes, "", scenario.values().around(), changed);
    overlay(root, *changes);
    return changed;
}

/// The scenarios that the study lists to be run, in that order; all if it lists none. Reports
/// unknown ids and ids listed twice.
std::vector<std::string> listed_order(Node const* list, std::vector<std::string> const& ids,
                                      Problems& problems) {
    if (list == nullptr) return ids;
    std::vector<std::string> order;
    auto const hint_for = [&](std::string const& id) {
        if (auto const near = nearest_name(id, ids)) return did_you_mean(*near);
        return fmt::format("{}; it would be the file scenarios/{}.toml", nearest_hint(id, ids), id);
    };
    for (Node const& element : *list->array()) {
        if (!element.text() || std::count(ids.begin(), ids.end(), *element.text()) == 0) {
            problems.add(
                element.where,
                fmt::format("the scenario {} is not known",
                            element.text() ? "\"" + *element.text() + "\"" : element.kind()),
                element.text() ? hint_for(*element.text()) : "");
        } else if (std::count(order.begin(), order.end(), *element.text()) > 0) {
            problems.add(element.where, fmt::format("\"{}\" is listed twice", *element.text()));
        } else {
            order.push_back(*element.text());
        }
    }
    return order;
}

/// The scenarios that run whenever the baseline does (the key `beside`). Reports those that do not
/// run.
/// \param order  ids of the scenarios to be run
std::vector<std::string> read_shown_with_baseline(Reader& root, std::vector<std::string> const& ids,
                                                  std::vector<std::string> const& order) {
    auto together = root.list("beside");
    for (auto const& id : together) {
        if (std::count(order.begin(), order.end(), id) > 0) continue;
        bool const known = std::count(ids.begin(), ids.end(), id) > 0;
        root.context().problems.add(
            root.where("beside", id),
            known ? fmt::format("beside: \"{}\" is not among the scenarios to run", id)
                  : fmt::format("beside: the scenario \"{}\" is not known", id),
            nearest_hint(id, order));
    }
    return together;
}

/// The scenarios of --scenario in the study's order, with the baseline and those shown together
/// with it; all to be run if none is asked for. Reports unknown ids.
std::vector<std::string> asked_for(std::set<std::string> const& asked,
                                   std::vector<std::string> const& order,
                                   std::string const& baseline,
                                   std::vector<std::string> const& together,
                                   std::vector<std::string> const& ids, Problems& problems) {
    if (asked.empty()) return order;
    for (auto const& id : asked) {
        if (std::count(order.begin(), order.end(), id) == 0) {
            bool const there = std::count(ids.begin(), ids.end(), id) > 0;
            problems.add({"--scenario",
                          0,
                          0,
                          fmt::format("the scenario \"{}\" is not {}", id,
                                      there ? "in the list `scenarios`" : "known"),
                          there ? fmt::format("--scenario scenarios/{}.toml runs it", id)
                                : nearest_hint(id, order),
                          {}});
        }
    }
    std::vector<std::string> result;
    for (auto const& id : order) {
        if (id == baseline || std::count(together.begin(), together.end(), id) > 0 ||
            asked.count(id) > 0) {
            result.push_back(id);
        }
    }
    return result;
}

PolicyRules read_policy_rules(Reader& parameters) {
    PolicyRules rules;
    rules.kappa_own = parameters.real("kappa_own", {.low = 0.0, .infinite = true}, unbounded);
    rules.max_log_effect = parameters.real(
        "max_log_effect", {.low = 0.0, .above_low = true, .unit = "log income", .infinite = true},
        unbounded);
    rules.diminishing = parameters.truth("diminishing", false);
    rules.grace_years = static_cast<int>(
        parameters.whole("grace_years", {.low = 0, .high = 100, .unit = "years"}, 3));
    return rules;
}

/// \param programmes  ids of all programmes of the study
JobSpillover read_spillover(Reader& root, std::vector<std::string> const& programmes) {
    Reader reader = root.table("spillover");
    JobSpillover spillover;
    spillover.jobs =
        reader.real("jobs", {.low = 0.0, .high = 100.0, .unit = "jobs/producer/year"}, 0.0);
    spillover.programmes = reader.flags("programmes", programmes, false);
    spillover.unaided = reader.real("unaided", fraction, 0.0);
    spillover.lag =
        static_cast<int>(reader.whole("lag", {.low = 1, .high = 100, .unit = "reviews"}, 2));
    spillover.reserved = reader.real("reserved", fraction, 1.0);
    spillover.wage =
        reader.real("wage", {.low = 0.0, .high = 9e15, .unit = "money/month per job"}, 0.0);
    spillover.duration =
        static_cast<int>(reader.whole("duration", {.low = 1, .high = 1000, .unit = "years"}, 1));
    reader.finish();
    return spillover;
}

/// Whether a programme can spend anything in a projected year.
bool costs_money(Programme const& programme) {
    auto const spends = [](Yearly<std::int64_t> const& money) {
        return std::any_of(money.begin() + (money.empty() ? 0 : 1), money.end(),
                           [](std::int64_t amount) { return amount > 0; });
    };
    if (programme.kind == ProgrammeKind::area) return spends(programme.cost.budget);
    if (programme.capped() && !spends(programme.cost.budget)) return false;
    return programme.eligibility.take_up > 0.0 &&
           (spends(programme.cost.unit_cost) || programme.pays());
}

/// Whether a programme can have an effect in some year of the study. A transfer that goes on at its
/// base amount has one: without it, who has it would lose it.
bool changes_anything(Scenario const& scenario, std::size_t p, Years const& years) {
    Programme const& programme = scenario.programmes[p];
    Effect const& effect = programme.effect;
    auto const& producers = scenario.spillover.programmes;
    auto const some = [](std::vector<double> const& numbers, double none) {
        return std::any_of(numbers.begin(), numbers.end(), [&](double x) { return x != none; });
    };
    bool const in_time = effect.lag < static_cast<int>(years.projected());
    bool const succeeds = effect.success > 0.0;
    bool const pays = std::any_of(
        effect.amount.begin(), effect.amount.end(),
        [](Amount const& amount) { return amount.money > 0 || amount.line_of.has_value(); });
    bool const makes_producers =
        !producers.empty() && producers[p] && scenario.spillover.jobs > 0.0 && succeeds;
    return pays || effect.loan.principal > 0 || makes_producers || some(effect.holds, 1.0) ||
           some(effect.protects, 0.0) || (succeeds && some(effect.clears, 0.0)) ||
           (succeeds && in_time && effect.log_effect != 0.0);
}

/// Reads the scenarios of a study, and chooses those that run.
class ScenariosReader {
public:
    ScenariosReader(Reader& root, StudyTree const& tree, PolicyParts const& parts,
                    std::vector<bool> const& active)
        : root_(root), tree_(tree), without_scenarios_(tree.root), parts_(parts), active_(active) {
        without_scenarios_.table()->erase("scenarios");
    }

    StudyScenarios read(StudyRequest const& request) {
        // the study's own numbers are listed; each scenario reads them again with its changes
        auto const own = read_programmes(root_, parts_);
        auto const& programmes = own.programmes;
        base_ = own.base;
        Reader parameters = root_.table("parameters");
        read_policy_rules(parameters);
        read_spillover(root_, ids_of(programmes));
        std::uint16_t position = 0;
        for (auto& [id, reader] : root_.records("scenarios")) {
            all_.push_back(read_scenario(id, ++position, reader));
        }
        if (all_.empty()) {  // a study without scenarios has one: every programme as it is
            Reader empty(root_.context(), "scenarios.study", nullptr);
            all_.push_back(read_scenario("study", 1, empty));
        }
        choose(request);
        warn_of_idle(programmes);
        warn_of_useless(programmes);
        return std::move(chosen_);
    }

private:
    Scenario read_scenario(std::string const& id, std::uint16_t position, Reader& reader) {
        ReadingContext& around = root_.context();
        Scenario scenario;
        scenario.label = reader.label(id, position, highest_key);
        scenario.description = reader.words("description");
        Node study = without_scenarios_;
        auto const changed = lay_changes(reader, study);
        warn_of_unreached(id, changed);
        std::vector<Parameter> listed;
        ReadingContext context = around;
        context.parameters = &listed;
        context.changed = &changed;
        Reader root(context, "", &study);
        auto programmes = read_programmes(root, parts_, &base_);
        scenario.runs = reader.flags("programmes", ids_of(programmes.programmes), true);
        settle_supplements(programmes, scenario.runs, around.problems);
        scenario.programmes = std::move(programmes.programmes);
        withdraw_transfers(scenario);
        Reader parameters = root.table("parameters");
        scenario.rules = read_policy_rules(parameters);
        scenario.list_rules = read_list_rules(parameters);
        scenario.spillover = read_spillover(root, ids_of(scenario.programmes));
        scenario.event = read_events(reader);
        warn_of_idle_changes(reader, scenario, changed);
        reader.finish();
        NumbersUsed const numbers(scenario);
        for (Parameter& one : listed) {
            chosen_.keys.insert(one.key);
            bool const used = numbers.by_key(one.key);
            if (changed.count(one.key) == 0) {
                if (used) used_by_[id].push_back(std::move(one));
                continue;
            }
            one.key = fmt::format("{}.changes.{}", reader.path(), one.key);
            if (used) used_by_[id].push_back(one);
            changed_by_[id].push_back(std::move(one));
        }
        return scenario;
    }

    std::vector<bool> read_events(Reader& reader) const {
        auto const& shocks = parts_.model.shocks;
        auto const named = reader.flags("events", ids_of(shocks), true);
        std::vector<bool> happens(shocks.size());
        for (std::size_t k = 0; k < shocks.size(); ++k) {
            happens[k] = active_[k] && (shocks[k].recurring || named[k]);
        }
        return happens;
    }

    /// Decide which scenarios run, which of them is the baseline, which are shown together with
    /// it, and under which growth was observed.
    void choose(StudyRequest const& request) {
        auto const ids = ids_of(all_);
        auto index_of = [](std::vector<std::string> const& names, std::string const& id) {
            return static_cast<std::size_t>(std::find(names.begin(), names.end(), id) -
                                            names.begin());
        };
        Problems& problems = root_.context().problems;
        auto order = listed_order(tree_.scenario_list(), ids, problems);
        for (auto const& id : tree_.added_scenarios) {
            if (std::count(order.begin(), order.end(), id) == 0) order.push_back(id);
        }
        std::string const first = order.empty() ? ids.front() : order.front();
        auto const baseline_index = root_.one_of("baseline", ids, index_of(ids, first));
        std::string const baseline = ids[std::min(baseline_index, ids.size() - 1)];
        if (std::count(order.begin(), order.end(), baseline) == 0) {
            root_.problem("baseline",
                          fmt::format("the baseline \"{}\" is not among the scenarios", baseline),
                          nearest_hint(baseline, order));
        }
        std::set<std::string> asked;
        for (auto const& one : request.scenarios) asked.insert(scenario_id(one));
        warn_of_unlisted(order);
        auto together = read_shown_with_baseline(root_, ids, order);
        if (request.without_beside) {
            std::erase_if(order, [&](std::string const& id) {
                return id != baseline && asked.count(id) == 0 &&
                       std::count(together.begin(), together.end(), id) > 0;
            });
            together.clear();
        }
        order = asked_for(asked, order, baseline, together, ids, problems);
        for (auto const& id : order) {
            auto const index = index_of(ids, id);
            if (index == ids.size()) continue;
            if (id == baseline) chosen_.baseline = chosen_.run.size();
            list_changes(id);
            chosen_.run.push_back(all_[index]);
            auto const& used = used_by_[id];
            chosen_.used.insert(chosen_.used.end(), used.begin(), used.end());
        }
        for (auto const& id : together) {
            auto const index = index_of(order, id);
            if (id != baseline && index < order.size()) {
                chosen_.shown_with_baseline.push_back(index);
            }
        }
        auto const observed =
            std::min(root_.one_of("growth_observed_under", ids, baseline_index), ids.size() - 1);
        chosen_.growth_observed_under = all_[observed];
        if (std::count(order.begin(), order.end(), ids[observed]) > 0) return;
        list_changes(ids[observed]);  // its public works matter although it does not run
        use_public_works(all_[observed]);
    }

    /// Warn of scenarios that have a file but are not in the study's list of those to run.
    void warn_of_unlisted(std::vector<std::string> const& order) {
        Node const* list = tree_.scenario_list();
        if (list == nullptr || is_setting(list->where)) return;
        Reader scenarios = root_.table("scenarios");
        Node const* observed = root_.take("growth_observed_under");
        for (auto const& one : all_) {
            auto const& id = one.label.id;
            bool const used = observed && observed->text() && *observed->text() == id;
            if (used || std::count(order.begin(), order.end(), id) > 0) continue;
            Where where = scenarios.where(id);
            root_.context().problems.warn(
                {where.source, 0, 0},
                fmt::format("the list `scenarios` does not name {}: it does not run", id),
                fmt::format("add it to the list, or run it with --scenario scenarios/{}.toml", id));
        }
    }

    /// Warn of programmes that no scenario lists, unless the study keeps them in reserve.
    /// \param programmes  of the study
    void warn_of_idle(std::vector<Programme> const& programmes) {
        Reader records = root_.table("programmes");
        for (std::size_t p = 0; p < programmes.size(); ++p) {
            bool const runs = std::any_of(all_.begin(), all_.end(), [&](Scenario const& one) {
                return p < one.runs.size() && one.runs[p];
            });
            auto const& id = programmes[p].label.id;
            if (runs || !records.has(id)) continue;
            Reader record = records.table(id);
            if (record.truth("reserve", false)) continue;
            root_.context().problems.warn(
                record.where(), fmt::format("no scenario lists programmes.{}", id),
                "list it in a scenario; or write reserve = true if it is kept for later");
        }
    }

    /// Warn of programmes that cost money and change nothing, with the first scenario in which they
    /// do.
    /// \param programmes  of the study
    void warn_of_useless(std::vector<Programme> const& programmes) {
        Reader records = root_.table("programmes");
        for (std::size_t p = 0; p < programmes.size(); ++p) {
            auto const& id = programmes[p].label.id;
            auto const useless = std::find_if(all_.begin(), all_.end(), [&](Scenario const& one) {
                return p < one.programmes.size() && p < one.runs.size() && one.runs[p] &&
                       costs_money(one.programmes[p]) &&
                       !changes_anything(one, p, root_.context().years);
            });
            if (useless == all_.end()) continue;
            root_.context().problems.warn(
                records.where(id),
                fmt::format("programmes.{} costs money and changes nothing in the scenario {}", id,
                            useless->label.id),
                "give it an effect: amount, log_effect, clears, holds, protects or loan, with a "
                "success above 0, within the years of the study");
        }
    }

    /// Warn of changes of programmes that the scenario does not list.
    static void warn_of_idle_changes(Reader& scenario, Scenario const& read,
                                     ChangedProvenance const& changed) {
        for (std::size_t p = 0; p < read.programmes.size() && p < read.runs.size(); ++p) {
            if (read.runs[p] || changed.empty()) continue;
            auto const path = fmt::format("programmes.{}.", read.programmes[p].label.id);
            auto const first = changed.lower_bound(path);
            bool const changes = first != changed.end() && first->first.starts_with(path);
            if (!changes) continue;
            scenario.context().problems.warn(
                scenario.where("changes"),
                fmt::format("{} changes programmes.{}, but does not list it", scenario.path(),
                            read.programmes[p].label.id),
                "add it to the scenario's programmes, or drop the change");
        }
    }

    /// Warn of settings of the command line that a scenario replaces.
    void warn_of_unreached(std::string const& id, ChangedProvenance const& changed) {
        auto const holds = [](std::string const& whole, std::string const& part) {
            return part == whole || part.starts_with(whole + ".");
        };
        for (auto const& [key, where] : tree_.set_keys) {
            bool const replaced = std::any_of(changed.begin(), changed.end(), [&](auto const& one) {
                return holds(key, one.first) || holds(one.first, key);
            });
            if (!replaced) continue;
            root_.context().problems.warn(
                where,
                fmt::format("{} is set by the scenario {} itself: --set does not reach it", key,
                            id),
                fmt::format("--set scenarios.{}.changes.{}=VALUE changes it there", id, key));
        }
    }

    void list_changes(std::string const& scenario) {
        auto const& changed = changed_by_[scenario];
        auto& parameters = *root_.context().parameters;
        parameters.insert(parameters.end(), changed.begin(), changed.end());
    }

    /// The numbers of a scenario's public works are used although it does not run.
    void use_public_works(Scenario const& scenario) {
        for (Parameter const& one : used_by_[scenario.label.id]) {
            for (Programme const& programme : scenario.programmes) {
                if (programme.kind != ProgrammeKind::area) continue;
                auto const part = fmt::format("programmes.{}.", programme.label.id);
                if (one.key.find(part) != std::string::npos) chosen_.used.push_back(one);
            }
        }
    }

    Reader& root_;
    StudyTree const& tree_;
    Node without_scenarios_;  ///< the tree that each scenario lays its changes over
    PolicyParts const& parts_;
    std::vector<bool> const& active_;
    BaseAmounts base_;
    std::vector<Scenario> all_;  ///< of the study, whether they run or not
    StudyScenarios chosen_;
    std::map<std::string, std::vector<Parameter>> changed_by_;  ///< what each scenario changes
    std::map<std::string, std::vector<Parameter>> used_by_;     ///< what each reads and uses
};

}  // namespace

ListRules read_list_rules(Reader& parameters) {
    return {parameters.real("u_in", fraction, 1.0), parameters.real("u_out", fraction, 1.0),
            parameters.level("removal", fraction, 1, 0.0)};
}

StudyScenarios read_scenarios(Reader& root, StudyTree const& tree, StudyRequest const& request,
                              PolicyParts const& parts, std::vector<bool> const& active) {
    return ScenariosReader(root, tree, parts, active).read(request);
}

}  // namespace povex
