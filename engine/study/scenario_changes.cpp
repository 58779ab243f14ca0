#include "engine/study/scenario_changes.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "engine/study/study_tree.hpp"

namespace povex {

namespace {

/// Papers of every value below a node that changes are written in, by its path.
void collect_papers(Node const& node, std::string const& path, Papers const& around,
                    std::map<std::string, Papers>& papers) {
    TableNode const* table = node.table();
    if (table == nullptr) {
        papers[path] = around;
        return;
    }
    Node const* value = table->find("value");
    if (value && !value->table()) {
        papers[path] = papers_in(table, papers_for(*value, around));
        return;
    }
    Papers const inside = papers_in(table, around);
    if (value) return collect_papers(*value, path, inside, papers);
    for (auto const& entry : table->entries()) {
        if (is_paper(entry.name)) continue;
        collect_papers(entry.node, joined(path, entry.name), papers_for(entry.node, inside),
                       papers);
    }
}

/// Results name programmes once for all scenarios, and draws are addressed by their keys.
void check_key(TableNode::Entry const& programme, Problems& problems) {
    if (programme.node.table() == nullptr) return;
    for (auto const& entry : programme.node.table()->entries()) {
        if (entry.name != "key") continue;
        problems.add(entry.where, "a scenario cannot change the key of a programme",
                     "the key is the same for all scenarios");
    }
}

void check_rule(TableNode::Entry const& parameter, Problems& problems) {
    static std::vector<std::string> const rules{"kappa_own", "max_log_effect", "grace_years",
                                                "u_in",      "u_out",          "removal"};
    if (is_paper(parameter.name) || std::count(rules.begin(), rules.end(), parameter.name) > 0) {
        return;
    }
    problems.add(parameter.where,
                 fmt::format("a scenario cannot change parameters.{} (nature is the same for "
                             "all scenarios)",
                             parameter.name),
                 fmt::format("it can change {}", fmt::join(rules, ", ")));
}

}  // namespace

std::map<std::string, Papers> lay_changes(Reader& reader, Node& root) {
    Problems& problems = reader.context().problems;
    std::map<std::string, Papers> papers;
    Node const* changes = reader.take("changes");
    if (changes == nullptr) return papers;
    Reader table = reader.table("changes");
    for (char const* part : {"programmes", "parameters", "spillover"}) {
        Node const* over = table.take(part);
        if (over == nullptr || over->table() == nullptr) continue;
        if (std::string_view(part) == "programmes") {
            check_records(part, over, root.table()->find(part), problems);
            for (auto const& entry : over->table()->entries()) check_key(entry, problems);
        } else if (std::string_view(part) == "parameters") {
            for (auto const& entry : over->table()->entries()) check_rule(entry, problems);
        }
    }
    table.finish();
    collect_papers(*changes, "", reader.papers(), papers);
    overlay(root, *changes);
    return papers;
}

}  // namespace povex
