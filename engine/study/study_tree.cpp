#include "engine/study/study_tree.hpp"

#include <algorithm>
#include <cmath>
#include <ranges>
#include <system_error>

#include <fmt/format.h>

#include "engine/study/provenance.hpp"
#include "engine/study/setting.hpp"

namespace povex {

namespace {

constexpr char const* table_files[] = {"localities", "strata", "indicators", "standards", "payers",
                                       "programmes", "shocks", "parameters", "spillover", "series"};
/// Tables of records: other parts of the study refer to the names of these.
constexpr char const* record_tables[] = {"localities", "strata",    "indicators",
                                         "standards",  "payers",    "programmes",
                                         "shocks",     "scenarios", "series"};

/// Names of the records in a table of them; none if there is no table.
std::vector<std::string> records_in(Node const* table) {
    std::vector<std::string> names;
    if (table == nullptr || table->table() == nullptr) return names;
    for (auto const& entry : table->table()->entries()) {
        if (!is_descriptive(entry.name)) names.push_back(entry.name);
    }
    return names;
}

/// Builds the tree, table by table.
class TreeBuilder {
public:
    TreeBuilder(StudyFolder& folder, Problems& problems) : folder_(folder), problems_(problems) {}
    StudyTree build(StudyRequest const& request);

private:
    Node parse(std::string const& name);
    void add(std::string const& table, std::string const& file, Node& under);
    /// `scenarios` is either the list of those to run or the table of all of them. Keep the list
    /// apart, and put the table in its place.
    void add_scenarios();
    /// A scenario of a file that the study does not have, as of --scenario FILE.toml.
    void add_scenario(std::filesystem::path const& file);
    void apply(Setting const& setting);
    bool names_value(std::pair<std::string, Where> const& key);

    StudyFolder& folder_;
    Problems& problems_;
    StudyTree tree_;
};

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
        if (is_descriptive(entry.name) || std::count(known.begin(), known.end(), entry.name) > 0) {
            continue;
        }
        problems.add(entry.where, fmt::format("there is no {}.{} to change", table, entry.name),
                     known.empty() ? fmt::format("the study's files have no {}", table)
                                   : nearest_hint(entry.name, known));
    }
}

namespace {

StudyTree TreeBuilder::build(StudyRequest const& request) {
    std::string const root_name =
        is_folder(request.path) ? "study.toml" : request.path.filename().string();
    tree_.root_name = root_name;
    tree_.root = parse(root_name);
    for (char const* table : table_files) {
        auto const name = fmt::format("{}.toml", table);
        if (folder_.has(name)) add(table, name, tree_.root);
    }
    for (auto const& asked : request.scenarios) {
        if (asked.ends_with(".toml")) add_scenario(asked);
    }
    add_scenarios();
    problems_.throw_if_any();  // anything wrong here would cause more problems below
    Node const* last = tree_.root.table()->find("last_year");
    auto const* year = last ? std::get_if<std::int64_t>(&last->value) : nullptr;
    if (year && *year > 0 && *year < 10'000) tree_.written_last_year = static_cast<int>(*year);
    for (std::size_t i = 0; i < request.settings.size(); ++i) {
        auto const setting = parse_setting(request.settings[i], i + 1, problems_);
        if (setting) apply(*setting);
    }
    problems_.throw_if_any();
    return std::move(tree_);
}

Node TreeBuilder::parse(std::string const& name) {
    auto const source = folder_.load(name, toml_limit);
    return source ? parse_toml(source, problems_) : Node{TableNode{}, {}, {}};
}

void TreeBuilder::add(std::string const& table, std::string const& file, Node& under) {
    Node node = parse(file);
    if (Node const* inner = node.table()->find(table); inner && inner->table()) {
        problems_.add(
            inner->where,
            fmt::format("{} is the table {} already, and has it once more inside", file, table),
            fmt::format("leave out \"{}\": [{}.NAME] is written [NAME] here, and the "
                        "keys of [{}] stand alone",
                        table, table, table));
        return;
    }
    if (Node const* twice = under.table()->find(table)) {
        problems_.add(twice->where,
                      fmt::format("the table {} is given twice, here and in {}", table, file),
                      "keep one of them");
        return;
    }
    Where const where = node.where;
    under.table()->set(table, where, std::move(node));
}

void TreeBuilder::add_scenarios() {
    Node records{TableNode{}, {}, {}};
    if (Node* given = tree_.root.table()->find("scenarios")) {
        (given->array() ? tree_.scenarios.emplace(*given) : records) = *given;
    }
    auto const directory = folder_.path() / "scenarios";
    if (folder_.has("scenarios") && !is_folder(directory)) {
        problems_.add({directory.string(),
                       0,
                       0,
                       "not a folder",
                       "scenarios/NAME.toml is the scenario NAME",
                       {}});
    }
    for (auto const& name : folder_.scenarios()) {
        if (records.table()) add(name, "scenarios/" + name + ".toml", records);
    }
    for (auto const& name : tree_.added_scenarios) {
        bool const there = records.table() == nullptr || records.table()->find(name) != nullptr;
        if (!there) add(name, "scenarios/" + name + ".toml", records);
    }
    tree_.root.table()->set("scenarios", records.where, records);
}

void TreeBuilder::add_scenario(std::filesystem::path const& file) {
    auto const id = scenario_id(file.string());
    auto const own = std::filesystem::path("scenarios") / file.filename();
    std::error_code none;
    bool const here = std::filesystem::exists(file, none);
    bool const is_own =
        folder_.has(own.generic_string()) &&
        (here ? std::filesystem::equivalent(file, folder_.path() / own, none) : file == own);
    if (!is_own && folder_.has(own.generic_string())) {
        problems_.add({"--scenario",
                       0,
                       0,
                       fmt::format("the study has a scenario {} of its own", id),
                       "give the file another name",
                       {}});
    } else if (is_own || folder_.adopt(own.generic_string(), file, toml_limit)) {
        tree_.added_scenarios.push_back(id);
    }
}

/// Whether a key names a value, and not a whole table or record, which is reported.
bool TreeBuilder::names_value(std::pair<std::string, Where> const& key) {
    auto const parts = parts_of(key.first);
    auto const is_first = [&](char const* table) { return parts.front() == table; };
    bool const record = std::any_of(std::begin(record_tables), std::end(record_tables), is_first);
    bool const table = std::any_of(std::begin(table_files), std::end(table_files), is_first) ||
                       is_first("register") || is_first("counts");
    if (parts.size() > (record ? 2U : table ? 1U : 0U)) return true;
    problems_.add(key.second, fmt::format("{} is not a value but a table of many", key.first),
                  "name one of the values in it");
    return false;
}

void TreeBuilder::apply(Setting const& setting) {
    Node const& over = setting.over;
    if (Node const* list = over.table()->find("scenarios"); list && list->array()) {
        tree_.scenarios = *list;  // the table of all scenarios stays
        return;
    }
    for (char const* table : record_tables) {
        check_records(table, over.table()->find(table), tree_.root.table()->find(table), problems_);
    }
    for (auto const& [key, where] : setting.keys) tree_.set_keys.emplace_back(key, where);
    if (setting.change == Setting::Change::replace) {
        overlay(tree_.root, over);
    } else if (names_value(setting.keys.front()) && problems_.empty()) {
        calculate(tree_.root, setting, problems_);
    }
}

/// The number of a value, which may be replaced; null if it is neither a number nor "rest".
Node* number_of(Node& node) {
    Node* value = node.table() ? node.table()->find("value") : &node;
    bool const is_value =
        value && (value->is_number() || (value->text() && *value->text() == rest_word));
    return is_value ? value : nullptr;
}

}  // namespace

std::vector<std::string> table_file_names() {
    std::vector<std::string> names;
    for (char const* table : table_files) names.push_back(fmt::format("{}.toml", table));
    return names;
}

std::string scenario_id(std::string const& asked) {
    return asked.ends_with(".toml") ? std::filesystem::path(asked).stem().string() : asked;
}

StudyTree build_tree(StudyRequest const& request, StudyFolder& folder, Problems& problems) {
    return TreeBuilder(folder, problems).build(request);
}

void lay_number(Node& root, Override const& over, Problems& problems) {
    auto const source = std::make_shared<SourceText>(
        SourceText{override_name, fmt::format("{} = {}", over.key, over.value)});
    Where const where{source, 1, 1};
    auto const whole = static_cast<std::int64_t>(std::abs(over.value) < 0x1p53 ? over.value : 0.5);
    Node number{over.value, where, {}};
    if (static_cast<double>(whole) == over.value) number.value = whole;
    number.computed = true;
    auto const parts = parts_of(over.key);
    if (std::find(parts.begin(), parts.end(), std::string{}) != parts.end()) {
        problems.add(where, fmt::format("\"{}\" is not a key", over.key),
                     "a key has the form TABLE.RECORD.KEY");
        return;
    }
    if (Node* found = find_key(root, parts)) {
        Node* value = number_of(*found);
        if (value == nullptr) {
            problems.add(where, fmt::format("{} is not a number but {}", over.key, found->kind()),
                         "name one of the numbers in it");
            return;
        }
        value->value = number.value;
        value->where = where;
        value->computed = true;
        return;
    }
    for (auto const& part : std::views::reverse(parts)) {
        std::vector<TableNode::Entry> entries;
        entries.push_back({part, where, std::move(number)});
        number = {TableNode(std::move(entries)), where, {}};
    }
    for (char const* table : record_tables) {
        check_records(table, number.table()->find(table), root.table()->find(table), problems);
    }
    overlay(root, number);
}

}  // namespace povex
