// Writes what a program that is to do the same work as povex starts from: the register, synthetic
// base populations 0 ... K - 1, and the records of the study with their yearly numbers.
//
//     povex-bench-population STUDY -o FOLDER [-k K] [--set ...] [--scenario ...]
//
// FOLDER/population.h5 has the columns of households, FOLDER/records.json everything else.

#include <filesystem>
#include <fstream>
#include <numeric>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/options.hpp"
#include "engine/base/error.hpp"
#include "engine/run/populations.hpp"
#include "engine/study/study.hpp"
#include "output/file/array_file.hpp"

namespace povex {

namespace {

using nlohmann::json;
namespace po = boost::program_options;

template <class Names, class Enum>
std::string name_in(Names const& names, Enum value) {
    return names[static_cast<std::size_t>(value)];
}

json list_of(auto const& records, auto const& record_of) {
    json list = json::array();
    for (auto const& record : records) list.push_back(record_of(record));
    return list;
}

// Infinity has no number in JSON: it is written as null.

json score_record(ScoreModel const& s) {
    return {{"permanent", s.share_permanent},
            {"autoregressive", s.share_autoregressive},
            {"transitory", s.share_transitory},
            {"review", s.share_review},
            {"rho", s.rho},
            {"review_persistence", s.review_persistence}};
}

json indicator_record(Indicator const& i) {
    return {{"id", i.label.id},
            {"bit", i.label.key},
            {"loading", i.loading},
            {"missed", i.missed},
            {"mistaken", i.mistaken},
            {"turnover", i.turnover},
            {"needs", name_in(member_names, i.needs)},
            {"explicit_chain", i.explicit_chain}};
}

json shock_record(Shock const& s) {
    return {{"id", s.label.id},       {"recurring", s.recurring},
            {"happens", s.happens},   {"probability", s.probability},
            {"common", s.common},     {"loss", s.loss},
            {"decay", s.decay},       {"loss_deviation", s.loss_deviation},
            {"deprives", s.deprives}, {"hits_sector", s.hits_sector}};
}

json nature_record(NatureModel const& model) {
    return {{"scores", score_record(model.scores)},
            {"sigma_permanent", model.sigma_permanent},
            {"mean_income", list_of(model.income, [](StratumIncome const& s) { return s.mean; })},
            {"growth", list_of(model.income, [](StratumIncome const& s) { return s.growth; })},
            {"indicators", list_of(model.indicators, indicator_record)},
            {"shocks", list_of(model.shocks, shock_record)}};
}

json standard_record(Standard const& s) {
    return {{"id", s.label.id},
            {"line", s.line},
            {"low_line", s.low_line},
            {"indicators", s.indicators},
            {"cutoff", s.cutoff}};
}

json payer_record(Payer const& p) {
    return {{"id", p.label.id}, {"own", p.own}, {"cap", p.cap}};
}

json amount_record(Amount const& a) {
    if (!a.line_of) return a.money;
    return a.less ? json{{"line_of", *a.line_of}, {"less", *a.less}}
                  : json{{"line_of", *a.line_of}};
}

json points_record(Points const& p) {
    return {{"poor", p.poor},       {"near_poor", p.near_poor},
            {"escaped", p.escaped}, {"deprivation", p.deprivation},
            {"gap", p.gap},         {"stratum", p.stratum}};
}

json loan_record(Loan const& l) {
    return {{"principal", l.principal}, {"rate", l.rate}, {"term", l.term}, {"overdue", l.overdue}};
}

json programme_record(Programme const& p) {
    return {{"id", p.label.id},
            {"kind", name_in(programme_kind_names, p.kind)},
            {"withdrawn", p.withdrawn},
            {"standing", p.eligibility.status},
            {"in_locality", p.eligibility.in_locality},
            {"in_stratum", p.eligibility.in_stratum},
            {"in_ethnicity", p.eligibility.in_ethnicity},
            {"in_sector", p.eligibility.in_sector},
            {"needs", p.eligibility.needs},
            {"requires", name_in(member_names, p.eligibility.requires_member)},
            {"once", p.eligibility.once},
            {"every", p.eligibility.every},
            {"take_up", p.eligibility.take_up},
            {"queue", name_in(queue_order_names, p.cost.order)},
            {"points", points_record(p.cost.points)},
            {"unit", name_in(member_names, p.cost.unit)},
            {"unit_cost", p.cost.unit_cost},
            {"budget", p.cost.budget},
            {"full_budget", p.cost.full_budget},
            {"funding", p.cost.funding},
            {"own_cash", p.cost.own_cash},
            {"own_covered", p.cost.own_covered},
            {"success", p.effect.success},
            {"log_effect", p.effect.log_effect},
            {"lag", p.effect.lag},
            {"duration", p.effect.duration},
            {"depreciation", p.effect.depreciation},
            {"amount", list_of(p.effect.amount, amount_record)},
            {"clears", p.effect.clears},
            {"holds", p.effect.holds},
            {"protects", p.effect.protects},
            {"lost_to", p.effect.lost_to},
            {"loan", loan_record(p.effect.loan)}};
}

json spillover_record(JobSpillover const& s) {
    return {{"jobs", s.jobs},        {"programmes", s.programmes}, {"unaided", s.unaided},
            {"lag", s.lag},          {"reserved", s.reserved},     {"wage", s.wage},
            {"duration", s.duration}};
}

json scenario_record(Scenario const& s) {
    return {{"id", s.label.id},
            {"programmes", list_of(s.programmes, programme_record)},
            {"runs", s.runs},
            {"event", s.event},
            {"kappa_own", s.rules.kappa_own},
            {"max_log_effect", s.rules.max_log_effect},
            {"diminishing", s.rules.diminishing},
            {"grace_years", s.rules.grace_years},
            {"applies", s.list_rules.applies},
            {"leaves", s.list_rules.leaves},
            {"removed", s.list_rules.removed},
            {"spillover", spillover_record(s.spillover)}};
}

json group_record(Group const& g) {
    return {{"name", g.name}, {"cells", g.cells}};
}

json register_record(Register const& r) {
    auto const cell = [](Cell const& c) -> json {
        return {{"locality", c.locality}, {"stratum", c.stratum}, {"ethnicity", c.ethnicity}};
    };
    auto const place = [](Place const& p) -> json {
        return {
            {"locality", p.locality}, {"stratum", p.stratum}, {"first", p.first}, {"last", p.last}};
    };
    return {{"cells", list_of(r.cells, cell)}, {"places", list_of(r.places, place)}};
}

json study_record(Study const& study, Register const& r) {
    Experiment const& e = study.experiment;
    auto const groups = make_groups(r, e.places, e.groups);
    return {{"base_year", e.years.base},
            {"reviews", e.years.reviews()},
            {"seed", e.seed},
            {"localities", list_of(e.places.localities, [](auto& l) { return l.label.id; })},
            {"areas", e.places.areas},
            {"area_of_stratum", list_of(e.places.strata, [](auto& s) { return s.area; })},
            {"register", register_record(r)},
            {"nature", nature_record(e.nature)},
            {"standards", list_of(e.standards, standard_record)},
            {"targeting", e.targeting},
            {"payers", list_of(e.payers, payer_record)},
            {"scenarios", list_of(e.scenarios, scenario_record)},
            {"baseline", e.baseline},
            {"growth_observed_under", scenario_record(e.growth_observed_under)},
            {"income_floor", e.income_floor},
            {"groups", list_of(groups.all, group_record)},
            {"spending_groups", list_of(groups.spending, group_record)},
            {"deprived_groups", list_of(groups.deprived, group_record)}};
}

/// Columns of numbers over rectangles whose last dimensions are those of one population.
class Columns {
public:
    Columns(std::filesystem::path const& path, std::size_t populations)
        : made_(checked_target(path, true)), file_(ArrayFile::create(made_)) {
        dimension("population", populations);
    }

    void dimension(std::string const& name, std::size_t size) {
        std::vector<double> numbers(size);
        std::iota(numbers.begin(), numbers.end(), 0.0);
        file_.make_dimension({"/" + name, Stored::int32, {}, {}, {}}, numbers);
        sizes_[name] = size;
    }
    void put(std::string const& name, std::string const& dimension, auto const& values,
             Stored stored = Stored::int32) {
        file_.put({"/" + name, stored, {dimension}, {}, {}}, in_double(values));
    }
    /// One population's part of an array, which is made when population 0 writes to it.
    void put_population(std::size_t population, std::string const& name,
                        std::vector<std::string> dimensions, auto const& values,
                        Stored stored = Stored::real) {
        Slab slab{{population}, {1}};
        for (auto const& dimension : dimensions) {
            slab.start.push_back(0);
            slab.count.push_back(sizes_.at(dimension));
        }
        dimensions.insert(dimensions.begin(), "population");
        if (population == 0) file_.make_array({"/" + name, stored, dimensions, slab.count, {}});
        file_.write("/" + name, slab, in_double(values));
    }
    void close() {
        file_.close();
        made_.finish();
    }

private:
    static std::vector<double> in_double(auto const& values) {
        std::vector<double> numbers;
        numbers.reserve(values.size());
        for (auto const& value : values) numbers.push_back(static_cast<double>(value));
        return numbers;
    }

    NewFile made_;
    ArrayFile file_;
    std::map<std::string, std::size_t> sizes_;
};

void write_register(Columns& columns, Register const& r) {
    columns.dimension("household", r.households());
    columns.put("cell", "household", r.cell);
    columns.put("place", "household", r.place);
    columns.put("size", "household", r.size);
    columns.put("children", "household", r.children);
    columns.put("workers", "household", r.workers);
    columns.put("elderly", "household", r.elderly);
    columns.put("disabled", "household", r.disabled);
    columns.put("sector", "household", r.sector);
}

/// The laws of the places: knots and slopes of the incomes, and each indicator's level at f = 0.
void write_models(Columns& columns, std::size_t population, std::vector<PlaceModel> const& models,
                  std::vector<Indicator> const& indicators) {
    std::vector<double> scores, log_incomes, slopes, levels;
    for (PlaceModel const& model : models) {
        for (auto const& knot : model.income.knots()) {
            scores.push_back(knot.score);
            log_incomes.push_back(knot.log_income);
        }
        auto const pieces = model.income.slopes();
        slopes.insert(slopes.end(), pieces.begin(), pieces.end());
        auto const level = model.deprivation.levels(0.0);
        for (Indicator const& indicator : indicators) levels.push_back(level[indicator.label.key]);
    }
    if (population == 0) {
        columns.dimension("place_number", models.size());
        columns.dimension("knot", scores.size() / models.size());
        columns.dimension("piece", slopes.size() / models.size());
        columns.dimension("indicator", indicators.size());
    }
    columns.put_population(population, "knot_score", {"place_number", "knot"}, scores);
    columns.put_population(population, "knot_log_income", {"place_number", "knot"}, log_incomes);
    columns.put_population(population, "slope", {"place_number", "piece"}, slopes);
    columns.put_population(population, "level", {"place_number", "indicator"}, levels);
}

void write_population(Columns& columns, std::size_t population, BasePopulation const& base) {
    std::vector<std::string> const households{"household"};
    auto const put = [&](char const* name, auto const& values, Stored stored = Stored::real) {
        if (!values.empty()) columns.put_population(population, name, households, values, stored);
    };
    put("permanent", base.permanent);
    put("autoregressive", base.autoregressive);
    put("review", base.review);
    put("factor", base.factor);
    put("log_income", base.log_income);
    put("true_log_income", base.true_log_income);
    put("deprivations", base.deprivations, Stored::int32);
    put("applicable", base.applicable, Stored::int32);
}

void write_all(Study const& study, std::size_t populations, std::filesystem::path const& folder) {
    std::filesystem::create_directories(folder);
    auto const made = Populations::of(study.experiment);
    Register const& r = made->households();
    std::ofstream(folder / "records.json") << study_record(study, r).dump(1) << '\n';
    Columns columns(folder / "population.h5", populations);
    write_register(columns, r);
    for (std::size_t k = 0; k < populations; ++k) {
        auto const base = made->population(static_cast<std::uint32_t>(k));
        write_models(columns, k, base->models, study.experiment.nature.indicators);
        write_population(columns, k, *base);
    }
    columns.close();
}

int run(std::vector<std::string> const& arguments) {
    cli::Options options("povex-bench-population", "STUDY");
    options.add()("output,o", po::value<std::string>()->value_name("FOLDER"), "where to write");
    options.add()("populations,k", po::value<std::string>()->value_name("K"),
                  "how many synthetic populations (default: 1)");
    options.add_study();
    if (!options.parse(arguments)) return 0;
    auto const populations = options.whole("populations", 1, 1000).value_or(1);
    write_all(read_study(options.study_request()), static_cast<std::size_t>(populations),
              options.has("output") ? options.text("output") : "population");
    return 0;
}

}  // namespace

}  // namespace povex

int main(int argc, char** argv) {
    try {
        return povex::run({argv + 1, argv + argc});
    } catch (povex::InputError const& error) {
        for (auto const& problem : error.problems()) fmt::print(stderr, "{}\n", problem.what);
    } catch (std::exception const& error) {
        fmt::print(stderr, "povex-bench-population: {}\n", error.what());
    }
    return 2;
}
