#include "engine/policy/accounts.hpp"

#include <algorithm>

#include "engine/stats/rounding.hpp"

namespace povex {

Accounts::Accounts(Setting const& setting, Scenario const& scenario, Projection& projection)
    : scenario_(&scenario),
      out_(&projection),
      reviews_(setting.years.reviews()),
      localities_(setting.places->localities.size()) {
    auto const programmes = scenario.programmes.size();
    auto const table = reviews_ * localities_;
    out_->spending.resize(programmes * setting.payers->size() * table);
    out_->enrolled.resize(programmes * table);
    out_->loans.resize(programmes * loan_account_names.size() * table);
    out_->jobs.resize(job_account_names.size() * table);
    last_split_.resize(programmes);
    for (Programme const& programme : scenario.programmes) {
        auto const& funding = programme.funding;
        auto const pays = [](double share) { return share > 0.0; };
        auto const first = std::find_if(funding.begin(), funding.end(), pays);
        bool const only = std::count_if(funding.begin(), funding.end(), pays) == 1;
        only_payer_.push_back(only ? std::optional<std::size_t>(first - funding.begin())
                                   : std::nullopt);
    }
}

void Accounts::enrol(std::size_t p, std::size_t t, std::size_t locality, std::int64_t cost) {
    ++out_->enrolled[(p * reviews_ + t) * localities_ + locality];
    auto const& funding = scenario_->programmes[p].funding;
    auto const book = [&](std::size_t payer, std::int64_t money) {
        out_->spending[((p * funding.size() + payer) * reviews_ + t) * localities_ + locality] +=
            money;
    };
    if (auto const payer = only_payer_[p]) return book(*payer, cost);
    auto& [split, parts] = last_split_[p];
    if (parts.empty() || split != cost) {
        split = cost;
        parts = split_exactly(cost, funding);
    }
    for (std::size_t payer = 0; payer < parts.size(); ++payer) book(payer, parts[payer]);
}

void Accounts::lend(std::size_t p, LoanAccount account, std::size_t t, std::size_t locality,
                    std::int64_t amount) {
    auto const table = p * loan_account_names.size() + static_cast<std::size_t>(account);
    out_->loans[(table * reviews_ + t) * localities_ + locality] += amount;
}

}  // namespace povex
