#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "output/compare/comparison.hpp"
#include "output/report/page_parts.hpp"
#include "output/report/report_page.hpp"
#include "output/words/json.hpp"
#include "output/words/plain_text.hpp"

namespace povex {
namespace {

/// A section of the page: a heading, how to read it, and a table. The page draws a chart of the
/// table if output/page/src/charts.js has one of this id.
struct Section {
    char const* id;
    PhraseKey heading;
    PhraseKey reading;
    ReportTable (*table)(ReportSource const& source);
};

/// The sections in their order. A new section is a line here. One whose table has no rows is left
/// out.
constexpr Section sections_of_run[] = {
    {"by-year", "page.by_year", "page.by_year_reading", year_table},
    {"flows", "page.flows", "page.flows_reading", flow_table},
    {"summary", "page.summary", "page.summary_reading", summary_table},
    {"differences", "page.differences", "page.differences_reading", difference_table},
    {"costs", "page.costs", "page.costs_reading", cost_table},
    {"enrolled", "page.enrolled", "page.enrolled_reading", enrolled_table},
    {"places", "page.places", "page.places_reading", place_table},
    {"classified", "page.classified", "page.classified_reading", classified_table},
    {"actuals", "page.actuals", "page.actuals_reading", actuals_table}};
constexpr Section sections_of_sweep[] = {
    {"sweep", "page.sweep", "page.sweep_reading", sweep_outcome_table}};
constexpr Section basis[] = {
    {"assumptions", "page.assumptions", "page.assumptions_reading", assumptions_table}};
constexpr Section annex[] = {
    {"apparatus", "page.apparatus", "page.apparatus_reading", apparatus_table}};

/// The texts of a document, each stored once. In the document a text is its index, [index].
class Texts {
public:
    Json of(std::string const& en, std::string const& vi) {
        auto const next = list_.size();
        auto const [found, is_new] = indices_.try_emplace({printable(en), printable(vi)}, next);
        auto const& [first, second] = found->first;
        if (is_new) list_.push_back(first == second ? Json(first) : Json::array({first, second}));
        return Json::array({found->second});
    }
    Json of(Text const& text) { return of(text.en, text.vi); }
    [[nodiscard]] Json const& list() const { return list_; }

private:
    std::map<std::pair<std::string, std::string>, std::size_t> indices_;
    Json list_ = Json::array();
};

constexpr char const* shown_names[] = {"text", "whole", "mean", "money", "share", "year", "as_is"};

/// Builds the document of one results file, in both languages at once.
class Document {
public:
    Document(ReportSource const& en, ReportSource const& vi) : en_(en), vi_(vi) {}

    Json made(PageRequest const& request) {
        ResultsReader const& results = en_.results;
        bool const sweep = results.is_sweep();
        Answer const answer = answer_of(en_, vi_);
        Json json;
        json["language"] = request.first == Language::vi ? "vi" : "en";
        json["title"] = say([&](auto& s) {
            return s.speaker.title(results.title(), s.speaker.say("word.untitled"));
        });
        json["currency"] =
            say([&](auto& s) { return s.speaker.name("currency", results.currency()); });
        json["answer"] = sentences(answer);
        json["scenarios"] = scenarios(answer);
        json["national"] = say([&](auto& s) { return s.called("standard", results.national()); });
        json["total"] = phrase("column.total");
        json["points"] = points();
        json["localities"] = localities();
        json["shapes"] = shapes(request);
        json["sections"] = sweep ? sections(sections_of_sweep) : sections(sections_of_run);
        json["households"] = households(request.households);
        json["basis"] = sections(basis);
        json["annex"] = sections(annex);
        json["run"] = facts_of_run();
        json["command"] = command();
        json["phrases"] = phrases_of_page();
        json["texts"] = texts_.list();
        return json;
    }

private:
    /// A text in both languages: what `make` returns for each source.
    template <class Make>
    Json say(Make make) {
        return texts_.of(make(en_), make(vi_));
    }
    Json phrase(PhraseKey key) {
        return say([&](auto& source) { return source.speaker.say(key); });
    }

    Json texts_of(std::vector<Sentence> const& sentences) {
        Json all = Json::array();
        for (Sentence const& sentence : sentences) all.push_back(texts_.of(sentence));
        return all;
    }

    Json sentences(Answer const& answer) {
        return {{"first", texts_of(answer.first)},
                {"against", texts_of({answer.against})[0]},
                {"packages", texts_of(answer.packages)},
                {"caveats", texts_of(answer.caveats)}};
    }

    /// The scenarios in their order, and whether the answer mentions them.
    Json scenarios(Answer const& answer) {
        Json all = Json::array();
        for (std::size_t s : en_.scenarios) {
            auto const& mentioned = answer.scenarios;
            all.push_back(
                {{"name", say([&](auto& source) { return source.scenario_name(s); })},
                 {"told", std::find(mentioned.begin(), mentioned.end(), s) != mentioned.end()}});
        }
        return all;
    }

    [[nodiscard]] Json shapes(PageRequest const& request) const {
        if (request.geojson.empty()) return Json::array();
        return Json::parse(read_shapes(request.geojson, locality_ids()));
    }

    Json cell(ReportCell const& en, ReportCell const& vi) {
        if (auto const* number = std::get_if<double>(&en)) return *number;  // NaN is written null
        return texts_.of(std::get<std::string>(en), std::get<std::string>(vi));
    }

    Json table(ReportTable const& en, ReportTable const& vi) {
        Json columns = Json::array(), rows = Json::array(), notes = Json::array();
        for (std::size_t n = 0; n < en.notes.size(); ++n) {
            notes.push_back(texts_.of(en.notes[n], vi.notes[n]));
        }
        for (std::size_t c = 0; c < en.columns.size(); ++c) {
            columns.push_back(
                {{"key", printable(en.columns[c].key)},
                 {"heading", texts_.of(en.columns[c].heading, vi.columns[c].heading)},
                 {"shown", shown_names[static_cast<std::size_t>(en.columns[c].shown)]}});
        }
        for (std::size_t r = 0; r < en.rows.size(); ++r) {
            Json row = Json::array();
            for (std::size_t c = 0; c < en.rows[r].size(); ++c) {
                row.push_back(cell(en.rows[r][c], vi.rows[r][c]));
            }
            rows.push_back(std::move(row));
        }
        return {{"notes", notes}, {"columns", columns}, {"rows", rows}};
    }

    template <std::size_t Count>
    Json sections(Section const (&plans)[Count]) {
        Json all = Json::array();
        for (Section const& plan : plans) {
            ReportTable const en = plan.table(en_);
            if (en.rows.empty()) continue;
            all.push_back({{"id", plan.id},
                           {"heading", phrase(plan.heading)},
                           {"reading", phrase(plan.reading)},
                           {"table", table(en, plan.table(vi_))}});
        }
        return all;
    }

    /// The observed counts of the province, which a chart over the years shows as points.
    Json points() {
        Json all = Json::array();
        for (ComparedActual const& one : en_.comparison.actuals) {
            Actual const& actual = one.actual;
            if (actual.group != province) continue;
            all.push_back(
                {{"standard", say([&](auto& s) { return s.called("standard", actual.standard); })},
                 {"what", printable(actual.what)},
                 {"year", actual.year},
                 {"value", actual.value},
                 {"role", role_names[static_cast<std::size_t>(actual.role)]}});
        }
        return all;
    }

    [[nodiscard]] std::vector<std::string> locality_ids() const {
        std::vector<std::string> ids;
        for (std::size_t g : en_.groups("locality:")) {
            std::string const& group = en_.results.members("group")[g];
            ids.push_back(group.substr(group.find(':') + 1));
        }
        return ids;
    }

    Json localities() {
        Json all = Json::array();
        std::vector<std::string> const ids = locality_ids();
        std::vector<std::size_t> const groups = en_.groups("locality:");
        for (std::size_t l = 0; l < ids.size(); ++l) {
            all.push_back({{"id", printable(ids[l])}, {"name", say([&](auto& source) {
                                                           return source.called("group", groups[l]);
                                                       })}});
        }
        return all;
    }

    Json households(std::vector<ReplayedHousehold> const& replayed) {
        Json all = Json::array();
        for (ReplayedHousehold const& household : replayed) {
            Json years = Json::array();
            for (ReplayedYear const& year : household.years) {
                years.push_back({{"year", year.year},
                                 {"events", texts_of(year.events)},
                                 {"income", year.income},
                                 {"line", year.line},
                                 {"status", year.status}});
            }
            all.push_back({{"role", household.role},
                           {"key", printable(household.key)},
                           {"labels", texts_of(household.labels)},
                           {"years", years}});
        }
        return all;
    }

    /// How the run was made: pairs of a name and a value.
    Json facts_of_run() {
        ResultsReader const& results = en_.results;
        RunProvenance const made = results.provenance();
        Json facts = Json::array();
        auto const add = [&](PhraseKey name, auto value) {
            if (value(en_).empty()) return;
            facts.push_back(Json::array({phrase(name), say(value)}));
        };
        auto const same = [](std::string text) { return [text](auto&) { return text; }; };
        add("page.replicates",
            [&](auto& s) { return s.speaker.number(static_cast<double>(results.replicates())); });
        add("page.seed", same(std::to_string(results.seed())));
        add("page.settings", same(fmt::format("{}", fmt::join(results.settings(), ", "))));
        add("page.as_of", [&](auto& s) { return s.speaker.date(results.as_of()); });
        add("page.program", same(fmt::format("povex {} ({})", made.version, made.revision)));
        add("page.made_on", [&](auto& s) { return s.speaker.date(made.start_time.substr(0, 10)); });
        return facts;
    }

    /// The command that repeats the run, quoted for a shell.
    [[nodiscard]] std::string command() const {
        std::string line;
        for (std::string word : en_.results.provenance().command_line) {
            if (line.empty())
                word = word.substr(word.rfind('/') + 1);  // without the folder of the program
            constexpr std::string_view plain =
                "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./=:,+@%";
            if (word.empty() || word.find_first_not_of(plain) != std::string::npos) {
                std::string quoted = "'";
                for (char c : word) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
                word = quoted + "'";
            }
            line += (line.empty() ? "" : " ") + word;
        }
        return printable(line);
    }

    /// The phrases that the script of the page uses.
    static Json phrases_of_page() {
        Json json = Json::object();
        for (Phrase const& phrase : phrases) {
            for (char const* kind : {"page.", "scale.", "role.", "what.", "class.",
                                     "answer.interval", "answer.signed_interval"}) {
                if (phrase.key.starts_with(kind)) {
                    json[std::string(phrase.key)] = Json::array({phrase.en, phrase.vi});
                }
            }
        }
        return json;
    }

    ReportSource const& en_;
    ReportSource const& vi_;
    Texts texts_;
};

}  // namespace

std::string page_document(ResultsReader const& results, PageRequest const& request) {
    Comparison const run = compare(results);
    ReportSource const en = report_source(results, Language::en, run);
    ReportSource const vi = report_source(results, Language::vi, run);
    std::string text =
        Document(en, vi).made(request).dump(-1, ' ', false, Json::error_handler_t::replace);
    for (auto at = text.find('<'); at != std::string::npos; at = text.find('<', at)) {
        text.replace(at, 1, "\\u003c");
    }
    return text;
}

}  // namespace povex
