#include "engine/study/study_tree.hpp"

#include <algorithm>
#include <system_error>

#include <fmt/format.h>

namespace povex {

namespace {

constexpr char const* table_files[] = {"localities", "strata", "indicators", "standards", "payers",
                                       "programmes", "shocks", "parameters", "spillover"};
/// Tables of records, which have names that others use.
constexpr char const* record_tables[] = {"localities", "strata",     "indicators", "standards",
                                         "payers",     "programmes", "shocks",     "scenarios"};

/// Whether there is anything by that name, readable or not.
bool lies_there(std::filesystem::path const& path) {
    std::error_code none;
    return std::filesystem::exists(std::filesystem::symlink_status(path, none));
}

/// Names of the records in a table of them; none if there is no table.
std::vector<std::string> records_in(Node const* table) {
    std::vector<std::string> names;
    if (table == nullptr || table->table() == nullptr) return names;
    for (auto const& entry : table->table()->entries()) {
        if (!is_paper(entry.name)) names.push_back(entry.name);
    }
    return names;
}

}  // namespace

bool is_folder(std::filesystem::path const& path) {
    std::error_code none;
    return std::filesystem::is_directory(path, none);
}

void check_records(std::string const& table, Node const* over, Node const* under,
                   Problems& problems) {
    if (over == nullptr || over->table() == nullptr) return;
    auto const known = records_in(under);
    for (auto const& entry : over->table()->entries()) {
        if (is_paper(entry.name) || std::count(known.begin(), known.end(), entry.name) > 0) {
            continue;
        }
        problems.add(entry.where, fmt::format("there is no {}.{} to change", table, entry.name),
                     known.empty() ? fmt::format("the study's files have no {}", table)
                                   : nearest_hint(entry.name, known));
    }
}

StudyTree::StudyTree(StudyRequest const& request, StudyFolder& folder, Problems& problems)
    : folder_(folder), problems_(problems) {
    std::string const root_name =
        is_folder(request.path) ? "study.toml" : request.path.filename().string();
    root_ = parse(root_name);
    for (char const* table : table_files) {
        auto const name = fmt::format("{}.toml", table);
        if (lies_there(folder_.path() / name)) add(table, name, root_);
    }
    add_scenarios();
    problems_.throw_if_any();  // what was not understood would only cause echoes
    for (auto const& setting : request.settings) apply(setting);
    problems_.throw_if_any();
}

Node StudyTree::parse(std::string const& name) {
    auto const source = folder_.load(name, toml_limit);
    return source ? parse_toml(source, problems_) : Node{TableNode{}, {}, {}};
}

void StudyTree::add(std::string const& table, std::string const& file, Node& under) {
    Node node = parse(file);
    if (Node const* twice = under.table()->find(table)) {
        problems_.add(twice->where,
                      fmt::format("the table {} is given twice, here and in {}", table, file),
                      "keep one of them");
        return;
    }
    Where const where = node.where;
    under.table()->set(table, where, std::move(node));
}

void StudyTree::add_scenarios() {
    Node records{TableNode{}, {}, {}};
    if (Node* given = root_.table()->find("scenarios")) {
        (given->array() ? scenario_list_.emplace(*given) : records) = *given;
    }
    auto const directory = folder_.path() / "scenarios";
    std::vector<std::string> names;
    std::error_code none;
    if (lies_there(directory) && !is_folder(directory)) {
        problems_.add({directory.string(),
                       0,
                       0,
                       "not a folder",
                       "scenarios/NAME.toml is the scenario NAME",
                       {}});
    }
    for (auto const& file : std::filesystem::directory_iterator(directory, none)) {
        if (file.path().extension() == ".toml") names.push_back(file.path().stem().string());
    }
    std::sort(names.begin(), names.end());
    for (auto const& name : names) {
        if (records.table()) add(name, "scenarios/" + name + ".toml", records);
    }
    root_.table()->set("scenarios", records.where, records);
}

void StudyTree::apply(std::string const& setting) {
    auto const source = std::make_shared<SourceText>(SourceText{setting_name, setting});
    auto const equals = setting.find('=');
    if (equals == std::string::npos || equals == 0) {
        problems_.add({source, 1, 1}, "a setting has the form KEY=VALUE",
                      "--set parameters.rho=0.6");
        return;
    }
    Problems own;
    Node over = parse_toml(source, own);
    try {
        own.throw_if_any();
    } catch (InputError const& error) {
        problems_.add({source, 1, 1}, error.problems().front().what,
                      "the value is TOML: a text needs quotes, --set 'population=\"redrawn\"'");
        return;
    }
    if (Node const* list = over.table()->find("scenarios"); list && list->array()) {
        scenario_list_ = *list;  // not laid over the table of all of them
        return;
    }
    if (over.table()->entries().empty()) {
        problems_.add({source, 1, 1}, "this sets nothing", "the value is TOML and needs quotes");
    }
    for (char const* table : record_tables) {
        check_records(table, over.table()->find(table), root_.table()->find(table), problems_);
    }
    overlay(root_, over);
}

}  // namespace povex
