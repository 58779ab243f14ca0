// What comes with an enrolment beside money and effects: a loan, and how it stands to shocks.

#include <algorithm>

#include <fmt/format.h>

#include "engine/study/parts.hpp"

namespace povex {

namespace {

/// One rate for all, or a table by standing with those whom the programme is meant for.
void read_rate(Reader& reader, Programme& programme) {
    constexpr Bounds yearly{.low = 0.0, .high = 10.0, .unit = "1/year"};
    std::vector<std::string> const standings{standing_names.begin(), standing_names.end()};
    auto& rate = programme.loan.rate;
    Node const* node = reader.take("rate");
    if (node == nullptr || !node->table() || node->table()->find("value")) {
        rate.fill(reader.real("rate", yearly));
        return;
    }
    Reader inner = reader.table("rate");
    for (std::size_t s = 0; s < rate.size(); ++s) {
        if (programme.standing[s] || inner.has(standings[s])) {
            rate[s] = inner.real(standings[s], yearly);
        }
    }
    inner.finish();
}

}  // namespace

void read_loan(Reader& reader, Programme& programme, PolicyParts const& parts) {
    if (!reader.has("loan")) {
        reader.take("loan");
        return;
    }
    Reader inner = reader.table("loan");
    Loan& loan = programme.loan;
    loan.principal = whole_money(inner.real("principal", money));
    read_rate(inner, programme);
    loan.term = static_cast<int>(inner.whole("term", {.low = 1, .high = 100, .unit = "years"}));
    loan.overdue = inner.real("overdue", fraction, 0.0);
    inner.finish();
    // all that is ever lent, and its interest, must fit the whole numbers in which money is counted
    double const dearest = std::max(1.0, *std::max_element(loan.rate.begin(), loan.rate.end()));
    double const years = static_cast<double>(reader.context().years.reviews());
    if (static_cast<double>(loan.principal) * parts.most_units * years * dearest > 9e18) {
        inner.problem("principal", fmt::format("{} can lend more than 9e18", reader.path()),
                      "is it the loan for one unit?");
    }
}

void read_protection(Reader& reader, Programme& programme, NatureModel const& model) {
    for (auto [key, shares] :
         {std::pair{"protects", &programme.protects}, std::pair{"lost_to", &programme.lost_to}}) {
        if (reader.has(key)) {
            *shares = reader.table_of(key, ids_of(model.shocks), fraction, 0.0);
        } else {
            reader.take(key);
        }
    }
}

}  // namespace povex
