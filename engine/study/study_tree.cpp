#include "engine/study/study_tree.hpp"

#include <algorithm>
#include <cmath>
#include <ranges>
#include <system_error>

#include <fmt/format.h>

#include "engine/study/provenance.hpp"

namespace povex {

namespace {

constexpr char const* table_files[] = {"localities", "strata", "indicators", "standards", "payers",
                                       "programmes", "shocks", "parameters", "spillover"};
/// Tables of records: other parts of the study refer to the names of these.
constexpr char const* record_tables[] = {"localities", "strata",     "indicators", "standards",
                                         "payers",     "programmes", "shocks",     "scenarios"};

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
    /// --set TABLE.RECORD.KEY=VALUE
    void apply(std::string const& setting);

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
    tree_.root = parse(root_name);
    for (char const* table : table_files) {
        auto const name = fmt::format("{}.toml", table);
        if (folder_.has(name)) add(table, name, tree_.root);
    }
    add_scenarios();
    problems_.throw_if_any();  // anything wrong here would cause more problems below
    Node const* last = tree_.root.table()->find("last_year");
    auto const* year = last ? std::get_if<std::int64_t>(&last->value) : nullptr;
    if (year && *year > 0 && *year < 10'000) tree_.written_last_year = static_cast<int>(*year);
    for (auto const& setting : request.settings) apply(setting);
    problems_.throw_if_any();
    return std::move(tree_);
}

Node TreeBuilder::parse(std::string const& name) {
    auto const source = folder_.load(name, toml_limit);
    return source ? parse_toml(source, problems_) : Node{TableNode{}, {}, {}};
}

void TreeBuilder::add(std::string const& table, std::string const& file, Node& under) {
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
    tree_.root.table()->set("scenarios", records.where, records);
}

void TreeBuilder::apply(std::string const& setting) {
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
        tree_.scenarios = *list;  // the table of all scenarios stays
        return;
    }
    if (over.table()->entries().empty()) {
        problems_.add({source, 1, 1}, "this sets nothing", "the value is TOML and needs quotes");
    }
    for (char const* table : record_tables) {
        check_records(table, over.table()->find(table), tree_.root.table()->find(table), problems_);
    }
    overlay(tree_.root, over);
}

/// The number of a value, which may be replaced; null if it is neither a number nor "rest".
Node* number_of(Node& node) {
    Node* value = node.table() ? node.table()->find("value") : &node;
    bool const is_value =
        value && (value->is_number() || (value->text() && *value->text() == rest_word));
    return is_value ? value : nullptr;
}

/// What stands at a key, looking into the key "value" of tables with provenance; null if nothing
/// does.
Node* find_key(Node& root, std::vector<std::string> const& parts) {
    Node* node = &root;
    for (auto const& part : parts) {
        TableNode* table = node->table();
        Node* next = table ? table->find(part) : nullptr;
        Node* value = table ? table->find("value") : nullptr;
        if (next == nullptr && value && value->table()) next = value->table()->find(part);
        if (next == nullptr) return nullptr;
        node = next;
    }
    return node;
}

std::vector<std::string> parts_of(std::string const& key) {
    std::vector<std::string> parts(1);
    for (char const c : key) {
        if (c == '.') {
            parts.emplace_back();
        } else {
            parts.back() += c;
        }
    }
    return parts;
}

}  // namespace

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
