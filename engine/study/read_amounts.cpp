#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "engine/study/read_parts.hpp"
#include "engine/study/value_reader.hpp"

namespace povex {

namespace {

/// Reads the amounts of one transfer: one for all years, or a table by year.
class AmountReader {
public:
    /// \param id    of the programme
    /// \param base  amounts of the base year in the study itself; null: this is the study itself
    AmountReader(Reader& reader, std::string id, std::vector<std::string> standards,
                 BaseAmounts const* base, ProgrammesRead& read)
        : reader_(reader),
          context_(reader.context()),
          path_(joined_path(reader.path(), "amount")),
          id_(std::move(id)),
          standards_(std::move(standards)),
          base_(base),
          read_(read) {}

    Yearly<Amount> read() {
        Node const* node = reader_.take("amount");
        if (node == nullptr) return {};
        auto const found = base_ ? base_->find(id_) : BaseAmounts::const_iterator{};
        if (base_ != nullptr) own_ = found == base_->end() ? BaseAmount{} : found->second;
        given_.resize(context_.years.reviews());
        read(*node, reader_.values());
        Yearly<Amount> result;
        for (auto const& one : given_) result.push_back(one ? one->amount : result.back());
        for (std::size_t t = 1; t < given_.size(); ++t) {
            if (given_[t]) last_ = &*given_[t];
            if (last_ == nullptr || last_->less.empty()) continue;
            read_.deductions.push_back({id_, t, last_->less, last_->where});
        }
        read_.base[id_] = {result[0].money, given_[0]->computed};
        return result;
    }

private:
    /// The amount of one year.
    struct Given {
        Amount amount;
        std::string less;       ///< a supplement: id of the other transfer
        double money = 0.0;     ///< [money/month]
        bool computed = false;  ///< by a draw
        Where where;
    };

    /// \param values  reads what stands in the node
    void read(Node const& node, ValueReader const& values) {
        TableNode const* table = node.table();
        Node const* inner = table ? table->find("value") : nullptr;
        bool const by_rule = table && has_rule(*table);
        if (inner && inner->table() && !by_rule) {
            return read(*inner, values.inside(node, path_));
        }
        if (table == nullptr || is_supplement(*table) || (inner && !by_rule)) {
            return read_single(one(node, values, path_));
        }
        auto const inside = values.inside(node, path_);
        auto const rule = by_rule ? inside.rule(*table, path_) : std::nullopt;
        if (inner != nullptr && inner->table()) {  // what the rule replaces from its year on
            read(*inner, inside);
            for (std::size_t t = rule ? rule->from : 1; t < given_.size(); ++t) given_[t].reset();
        } else if (inner != nullptr) {  // one number for the years before the rule
            Given const before = one(*inner, inside, path_);
            bool const is_base = !own_ || before.amount == Amount{own_->money, {}, {}};
            std::size_t const first = is_base ? 0 : 1;  // changes never reach the base year
            if (first < given_.size()) given_[first] = before;
        }
        by_year(
            context_, node, path_,
            [&](std::size_t t, Node const& value) {
                given_[t] =
                    one(value, inside, fmt::format("{}.{}", path_, context_.years.calendar(t)));
            },
            by_rule);
        if (given_[0] && !given_[0]->amount.line_of) check_base(*given_[0], node.where);
        if (!given_[0]) take_base(node);
        refuse_line_in_base_year();
        if (rule) go_on(node, *rule);
    }

    /// One amount for all years; in a scenario, for all projected years.
    void read_single(Given const& all) {
        for (auto& year : given_) year = all;
        bool const supplement = !all.less.empty();
        if (own_) {
            given_[0] = Given{{own_->money, {}, {}}, {}, 0.0, own_->computed, all.where};
        } else if (supplement) {
            given_[0] = Given{};
        }
        refuse_line_in_base_year();
    }

    /// `changes` of a scenario never reach the base year.
    void check_base(Given& first, Where const& where) {
        if (!own_) return;
        bool const same = first.amount.money == own_->money || own_->computed;
        if (!same) {
            context_.problems.add(
                first.where.source ? first.where : where,
                fmt::format("{}.{} is {}, but the programme's own is {}", path_,
                            context_.years.base, first.money, in_study_units(own_->money)),
                "the base year is the same in all scenarios: leave it out, and name the years "
                "after it");
        }
        first.amount.money = own_->money;
        first.computed = own_->computed;
    }

    /// A table by year without the base year.
    void take_base(Node const& node) {
        given_[0] = Given{};
        if (own_) {
            given_[0]->amount.money = own_->money;
            given_[0]->money = in_study_units(own_->money);
            given_[0]->computed = own_->computed;
            return;
        }
        int const base = context_.years.base;
        reader_.problem(
            "amount", fmt::format("{} has no value in {}{}", path_, base, replaced_remark(node)),
            node.replaced.empty()
                ? "the base year's amount is needed: only the difference from it changes income"
                : fmt::format("give {}.{}={} too; each value holds until the next year given",
                              path_, base, node.replaced));
    }

    void refuse_line_in_base_year() {
        if (!given_[0]->amount.line_of) return;
        context_.problems.add(
            given_[0]->where,
            fmt::format("{} is by a line in the base year {}", path_, context_.years.base),
            fmt::format("a line can only be paid from a later year on: {{ {} = 0, {} = \"line:{}\" "
                        "}}; what was paid before is in the incomes of the base year",
                        context_.years.base, context_.years.base + 1,
                        standards_[*given_[0]->amount.line_of]));
        given_[0] = Given{};
    }

    /// The years that the rule computes.
    void go_on(Node const& node, YearRule const& rule) {
        std::optional<Given> last;
        for (std::size_t t = 0; t < given_.size(); ++t) {
            if (!given_[t] && last && t >= rule.from) {
                if (last->amount.line_of) {
                    context_.problems.add(
                        node.table()->find("from")->where,
                        fmt::format("the rule of {} has no money to go on from: before {} it is by "
                                    "a line",
                                    path_, context_.years.calendar(t)),
                        "a line has a rule of its own: see [standards]");
                    return;
                }
                last->money = rule.next(last->money, t);
                last->amount.money = context_.currency.rounded(last->money);
                given_[t] = last;
            }
            if (given_[t]) last = given_[t];
        }
        if (last && !monthly_payment.allow(
                        last->money * static_cast<double>(context_.currency.smallest_units()))) {
            context_.problems.add(node.where,
                                  fmt::format("{} grows to {} by its rule", path_, last->money),
                                  "is the rate a share, as 0.04 for 4 %?");
        }
    }

    static bool is_supplement(TableNode const& table) {
        return table.find("line") != nullptr || table.find("less") != nullptr;
    }

    /// The amount that stands in one value.
    Given one(Node const& node, ValueReader const& values, std::string const& path) {
        if (node.table() && is_supplement(*node.table())) return supplement(node, path);
        Given given;
        given.where = node.where;
        std::string const* text = values.text(node, path, monthly_payment.unit);
        if (text == nullptr) {
            given.money = values.number(node, path, monthly_payment);
            given.amount.money = context_.currency.rounded(given.money);
            Node const* value = node.table() ? node.table()->find("value") : &node;
            given.computed = value != nullptr && value->computed;
            return given;
        }
        auto const standard = text->starts_with("line:") ? text->substr(5) : *text;
        auto const found = std::find(standards_.begin(), standards_.end(), standard);
        if (text->starts_with("line:") && found != standards_.end()) {
            given.amount.line_of = static_cast<std::size_t>(found - standards_.begin());
            return given;
        }
        context_.problems.add(
            node.where, fmt::format("{} is \"{}\"", path, *text),
            fmt::format("a number, or \"line:NAME\" with the name of a standard; {}",
                        nearest_hint(standard, standards_)));
        return given;
    }

    /// { line = "STANDARD", less = "PROGRAMME" }
    Given supplement(Node const& node, std::string const& path) {
        Reader parts(context_, path, &node, reader_.values().around());
        Given given;
        given.where = node.where;
        auto const standard = parts.one_of("line", standards_);
        given.less = parts.text("less");
        given.amount = {0, std::min(standard, standards_.size() - 1), 0};
        parts.finish();
        return given;
    }

    [[nodiscard]] double in_study_units(std::int64_t money) const {
        return static_cast<double>(money) / static_cast<double>(context_.currency.smallest_units());
    }

    Reader& reader_;
    ReadingContext& context_;
    std::string path_;
    std::string id_;
    std::vector<std::string> standards_;
    BaseAmounts const* base_;
    ProgrammesRead& read_;
    std::optional<BaseAmount> own_;  ///< of the base year, in a scenario
    Yearly<std::optional<Given>> given_;
    Given const* last_ = nullptr;
};

}  // namespace

Yearly<Amount> read_amounts(Reader& programme, std::string id, std::vector<std::string> standards,
                            BaseAmounts const* base, ProgrammesRead& read) {
    return AmountReader(programme, std::move(id), std::move(standards), base, read).read();
}

void settle_supplements(ProgrammesRead& read, std::vector<bool> const& runs, Problems& problems) {
    auto const ids = ids_of(read.programmes);
    auto const named = [&](std::string const& id) {
        return static_cast<std::size_t>(std::find(ids.begin(), ids.end(), id) - ids.begin());
    };
    for (Deduction const& one : read.deductions) {
        Programme& supplement = read.programmes[named(one.programme)];
        auto const p = named(one.less);
        auto const refuse = [&](std::string what, std::string hint) {
            problems.add(one.where,
                         fmt::format("programmes.{}: {}", one.programme, std::move(what)),
                         std::move(hint));
        };
        if (p == ids.size()) {
            refuse(fmt::format("less is \"{}\", which is no programme", one.less),
                   nearest_hint(one.less, ids));
            continue;
        }
        Programme const& other = read.programmes[p];
        if (&other == &supplement || !other.pays()) {
            refuse(fmt::format("less is \"{}\", {}", one.less,
                               other.pays() ? "the programme itself" : "which has no amount"),
                   "name the transfer whose rate the supplement completes to the line");
        } else if (other.effect.amount[one.t].line_of) {
            refuse(fmt::format("less is \"{}\", which is by a line itself", one.less),
                   "name a transfer with amounts of money");
        } else if (other.cost.unit != supplement.cost.unit) {
            refuse(fmt::format("less is \"{}\", which has another unit", one.less),
                   "both are paid for the same unit: one household, or one person");
        } else if (runs[p]) {
            supplement.effect.amount[one.t].less = other.effect.amount[one.t].money;
        }
    }
}

void withdraw_transfers(Scenario& scenario) {
    for (std::size_t p = 0; p < scenario.programmes.size() && p < scenario.runs.size(); ++p) {
        Programme& programme = scenario.programmes[p];
        if (scenario.runs[p] || !programme.pays() || programme.effect.amount[0].money == 0) {
            continue;
        }
        Effect effect;
        effect.duration = programme.effect.duration;
        effect.amount.resize(programme.effect.amount.size());
        effect.amount[0] = programme.effect.amount[0];
        programme.effect = std::move(effect);
        programme.cost.own_covered = true;
        programme.withdrawn = true;
    }
}

}  // namespace povex
