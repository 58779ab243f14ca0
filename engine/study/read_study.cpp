#include <algorithm>

#include <fmt/format.h>

#include "engine/study/read_parts.hpp"
#include "engine/study/study_tree.hpp"
#include "engine/study/unread_files.hpp"
#include "engine/study/value_reader.hpp"

namespace povex {

namespace {

constexpr char const* group_names[] = {"locality", "area", "stratum", "ethnicity"};

/// Reads the keys of the study itself, and puts the parts together.
class StudyReader {
public:
    StudyReader(StudyRequest const& request, StudyTree const& tree, StudyFolder& folder,
                Problems& problems)
        : request_(request),
          tree_(tree),
          folder_(folder),
          problems_(problems),
          context_{problems, {}, &study_.parameters},
          root_(context_, "", &tree.root) {}

    Study read() {
        study_.settings = request_.settings;
        read_years();
        problems_.throw_if_any();  // without the years, no number by year can be read
        Experiment& e = study_.experiment;
        study_.title = root_.words("title");
        if (study_.title.en.empty()) study_.title.en = name_of(folder_.path());
        if (study_.title.vi.empty()) study_.title.vi = study_.title.en;
        read_run_keys();
        e.years = context_.years;
        context_.series = read_series(root_);
        e.places = read_places(root_);
        e.register_plan = read_register(root_, e.places, folder_);
        e.nature = read_nature(root_, e.places);
        auto const active = read_shocks(root_, e.places, e.nature);
        e.standards = read_standards(root_, e.places, e.nature);
        e.nature.counts = read_counts(root_, e.places, e.standards, e.nature);
        check_anchors();
        read_targeting();
        e.payers = read_payers(root_);
        Reader parameters = root_.table("parameters");
        e.income_floor = parameters.real("income_floor", income_per_month, 0.0);
        check_plausible(root_, study_);
        read_list_rules(parameters);  // only to list them: each scenario reads them again
        auto const scenarios = read_scenarios(root_, tree_, request_, policy_parts(), active);
        e.scenarios = scenarios.run;
        e.baseline = scenarios.baseline;
        e.growth_observed_under = scenarios.growth_observed_under;
        study_.shown_with_baseline = scenarios.shown_with_baseline;
        if (!actuals_file_.empty()) {
            study_.actuals =
                read_actuals(actuals_file_, root_.where("actuals"), folder_, study_, context_);
        }
        if (!request_.as_of.empty()) {
            study_.as_of = request_.as_of;
            withhold_unknown(study_);
            refuse_unknown(study_, scenarios, folder_.files(), actuals_file_, problems_);
        }
        auto const not_read = root_.list("not_read");
        root_.finish();
        report_unread_files(folder_, tree_, not_read, problems_);
        problems_.throw_if_any();
        study_.warnings = problems_.warnings();
        study_.files = folder_.files();
        study_.folder = folder_.path();
        return std::move(study_);
    }

private:
    static std::string name_of(std::filesystem::path const& folder) {
        auto const whole = std::filesystem::absolute(folder).lexically_normal();
        return (whole.has_filename() ? whole : whole.parent_path()).filename().string();
    }

    void read_years() {
        context_.parameters = nullptr;  // these numbers are no parameters of the model
        constexpr Bounds year{.low = 1, .high = 4095, .unit = "year"};
        context_.years.base = static_cast<int>(root_.whole("base_year", year));
        context_.years.last = static_cast<int>(root_.whole("last_year", year));
        context_.last_written = tree_.written_last_year;
        int const span = context_.years.last - context_.years.base;
        if (problems_.empty() && (span < 0 || span > 100)) {
            root_.problem("last_year",
                          span < 0 ? fmt::format("last_year is {}, before base_year {}",
                                                 context_.years.last, context_.years.base)
                                   : fmt::format("last_year is {} years after base_year", span),
                          "0 to 100 years are projected");
        }
        context_.parameters = &study_.parameters;
    }

    void read_run_keys() {
        Experiment& e = study_.experiment;
        context_.parameters = nullptr;
        study_.replicates =
            static_cast<std::uint32_t>(root_.whole("replicates", {.low = 1, .high = 1e9}, 100));
        study_.drawn = root_.choice("uncertainty", uncertainty_names, 0) == 1;
        study_.replicates_per_draw = static_cast<std::uint32_t>(
            root_.whole("replicates_per_draw", {.low = 2, .high = 1e6}, 2));
        e.seed = static_cast<std::uint64_t>(root_.whole("seed", {.low = 0, .high = 9.3e18}, 1));
        context_.parameters = &study_.parameters;
        e.population = population_plan(root_.text("population", "fixed:16"));
        e.currency = context_.currency = read_currency(root_);
        e.multidimensional = root_.truth("multidimensional", false);
        auto const groups =
            root_.flags("groups", {std::begin(group_names), std::end(group_names)}, true);
        e.groups = {groups[0], groups[1], groups[2], groups[3]};
        study_.denominator.resize(context_.years.reviews());
        if (Node const* node = root_.take("denominators"); node && node->table()) {
            auto const inner = root_.values().inside(*node, "denominators");
            by_year(context_, *node, "denominators", [&](std::size_t t, Node const& number) {
                study_.denominator[t] =
                    inner.number(number, fmt::format("denominators.{}", context_.years.calendar(t)),
                                 {.low = 1, .unit = "households"});
            });
        } else if (node) {
            root_.problem("denominators", "denominators must be a table by year");
        }
        actuals_file_ = root_.text("actuals", "");
    }

    PopulationPlan population_plan(std::string const& text) {
        PopulationPlan plan;
        if (text == "redrawn") {
            plan.redrawn = true;
            return plan;
        }
        bool const digits =
            text.starts_with("fixed:") && text.size() > 6 && text.size() <= 10 &&
            std::all_of(text.begin() + 6, text.end(), [](char c) { return c >= '0' && c <= '9'; });
        plan.fixed = digits ? static_cast<std::uint32_t>(std::stoul(text.substr(6))) : 0;
        if (plan.fixed == 0) {
            root_.problem("population", fmt::format("population is \"{}\"", text),
                          "\"fixed:K\" with K from 1 to 9999, or \"redrawn\"");
            plan.fixed = 1;
        }
        return plan;
    }

    /// An anchored income distribution has anchors of its own, or those of the official list.
    void check_anchors() {
        NatureModel const& model = study_.experiment.nature;
        for (std::size_t s = 0; s < model.income.size(); ++s) {
            auto const& stratum = study_.experiment.places.strata[s].label.id;
            bool const own = !model.income[s].anchors.empty();
            if (model.income[s].anchored && own == model.counts.has_value()) {
                root_.problem(
                    "strata",
                    own ? fmt::format("stratum {} has anchors although there are [counts]", stratum)
                        : fmt::format("stratum {} is anchored, but has neither anchors "
                                      "nor [counts]",
                                      stratum),
                    "give either anchors or [counts]");
            }
        }
    }

    void read_targeting() {
        auto const standards = ids_of(study_.experiment.standards);
        if (standards.empty()) return;
        study_.national = root_.one_of("national", standards, 0);
        auto& targeting = study_.experiment.targeting;
        targeting.assign(context_.years.reviews(), 0);
        Node const* node = root_.take("targeting");
        if (node == nullptr) return;
        if (node->table() == nullptr) {
            targeting.assign(context_.years.reviews(), root_.one_of("targeting", standards));
            return;
        }
        Reader years(context_, "targeting", node);
        std::vector<std::optional<std::size_t>> given(targeting.size());
        by_year(context_, *node, "targeting", [&](std::size_t t, Node const&) {
            given[t] = years.one_of(std::to_string(context_.years.calendar(t)), standards);
        });
        for (std::size_t t = 0; t < targeting.size(); ++t) {
            targeting[t] = given[t].value_or(t == 0 ? 0 : targeting[t - 1]);
        }
        if (!given[0]) {
            auto hint = std::string("each holds from its year on");
            if (!node->replaced.empty()) {
                hint = fmt::format("give targeting.{}={} too, which the table by year replaced; {}",
                                   context_.years.base, node->replaced, hint);
            }
            root_.problem("targeting", "targeting has no standard for the base year", hint);
        }
    }

    [[nodiscard]] PolicyParts policy_parts() const {
        Experiment const& e = study_.experiment;
        return {e.places, e.nature, e.standards, e.payers,
                households_in(e.register_plan) * e.register_plan.largest_size};
    }

    StudyRequest const& request_;
    StudyTree const& tree_;
    StudyFolder& folder_;
    Problems& problems_;
    Study study_;
    ReadingContext context_;
    Reader root_;
    std::string actuals_file_;
};

}  // namespace

/// What is kept of the files. The constructor has thrown the problems of parsing them.
struct StudySource::Parsed {
    explicit Parsed(StudyRequest const& request)
        : folder(folder_of(request), request.files.empty() ? nullptr : &request.files, texts,
                 problems),
          tree(build_tree(request, folder, problems)) {}

    static std::filesystem::path folder_of(StudyRequest const& request) {
        auto const folder = is_folder(request.path) ? request.path : request.path.parent_path();
        return folder.empty() ? "." : folder;
    }

    KeptTexts texts;
    Problems problems;
    StudyFolder folder;
    StudyTree tree;
};

StudySource::StudySource(StudyRequest request)
    : request_(std::move(request)), parsed_(std::make_unique<Parsed>(request_)) {}

StudySource::~StudySource() = default;

Study StudySource::read(std::vector<Override> const& numbers) const {
    Problems problems;
    for (Problem const& warning : parsed_->problems.warnings()) problems.add(warning);
    StudyFolder folder(parsed_->folder, problems);
    if (numbers.empty()) {
        return StudyReader(request_, parsed_->tree, folder, problems).read();
    }
    StudyTree tree = parsed_->tree;
    for (Override const& number : numbers) lay_number(tree.root, number, problems);
    problems.throw_if_any();
    return StudyReader(request_, tree, folder, problems).read();
}

Study read_study(StudyRequest const& request) {
    return StudySource(request).read();
}

}  // namespace povex
