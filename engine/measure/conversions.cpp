#include <algorithm>
#include <cstdint>
#include <limits>
#include <stdexcept>

#include "engine/measure/inequality.hpp"
#include "engine/measure/measures.hpp"

// From tallies and projections to the numbers of the variables that are no plain counts.

namespace povex {

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

/// Money as it is kept.
/// \throws std::out_of_range if a double cannot have it exactly
double exact(std::int64_t money) {
    if (money >= std::int64_t{1} << 53) throw std::out_of_range("a sum of money is beyond 2^53");
    return static_cast<double>(money);
}

}  // namespace

double Measures::counts_under(std::size_t standard, std::size_t bit, std::int64_t sum) const {
    return has(names_.counting[standard], bit) ? static_cast<double>(sum) : missing;
}

std::vector<double> Measures::deprived(std::vector<Tally> const& tallies) const {
    std::vector<double> values;
    for (Tally const& tally : tallies) {
        for (std::size_t s = 0; s < names_.standards.size(); ++s) {
            for (std::size_t t = 0; t < names_.years.reviews(); ++t) {
                for (Group const& group : groups_.deprived) {
                    for (std::size_t status = 0; status < 2; ++status) {
                        for (auto bit : names_.indicator_bit) {
                            std::int64_t sum = 0;
                            for (auto c : group.cells) {
                                sum += tally.at(c, t, s).deprived[status][bit];
                            }
                            values.push_back(counts_under(s, bit, sum));
                        }
                    }
                }
            }
        }
    }
    return values;
}

std::vector<double> Measures::multi_deprived(std::vector<Tally> const& tallies) const {
    std::vector<double> values;
    for (Tally const& tally : tallies) {
        for (std::size_t s = 0; s < names_.standards.size(); ++s) {
            for (std::size_t t = 0; t < names_.years.reviews(); ++t) {
                for (Group const& group : groups_.deprived) {
                    for (auto bit : names_.indicator_bit) {
                        std::int64_t sum = 0;
                        for (auto c : group.cells) sum += tally.at(c, t, s).multi_deprived[bit];
                        values.push_back(counts_under(s, bit, sum));
                    }
                }
            }
        }
    }
    return values;
}

void Measures::incomes(std::vector<Tally> const& tallies,
                       std::vector<std::vector<double>>& values) const {
    std::vector<double> income, gini, theil_t, theil_l, at_floor;
    std::vector<IncomeHistogram::Word> histogram(IncomeHistogram::bins);
    for (Tally const& tally : tallies) {
        for (std::size_t t = 0; t < names_.years.reviews(); ++t) {
            for (Group const& group : groups_.all) {
                IncomeSums sums;
                std::fill(histogram.begin(), histogram.end(), 0);
                for (auto c : group.cells) {
                    sums += tally.incomes(c, t);
                    auto const mine = tally.histogram(c, t);
                    for (std::size_t b = 0; b < histogram.size(); ++b) histogram[b] += mine[b];
                }
                income.push_back(exact(sums.money));
                at_floor.push_back(static_cast<double>(sums.at_floor));
                Inequality const i = inequality(sums, histogram);
                gini.push_back(i.gini);
                theil_t.push_back(i.theil_t);
                theil_l.push_back(i.theil_l);
            }
        }
    }
    for (auto* column : {&income, &gini, &theil_t, &theil_l, &at_floor}) {
        values.push_back(std::move(*column));
    }
}

std::vector<double> Measures::classified(std::vector<Tally> const& tallies) const {
    std::vector<double> values;
    auto const neither = static_cast<std::size_t>(Found::neither);
    for (Tally const& tally : tallies) {
        for (std::size_t s = 0; s < names_.standards.size(); ++s) {
            for (std::size_t other = 0; other < names_.standards.size(); ++other) {
                for (std::size_t t = 0; t < names_.years.reviews(); ++t) {
                    TwoFindings found = tally.classified(t, s, other);
                    std::int64_t counted = 0;
                    for (auto const& row : found) {
                        for (auto n : row) counted += n;
                    }
                    found[neither][neither] +=
                        static_cast<std::int64_t>(households_.front()) - counted;
                    for (auto const& row : found)
                        values.insert(values.end(), row.begin(), row.end());
                }
            }
        }
    }
    return values;
}

std::vector<double> Measures::by_locality(std::vector<Projection> const& projections,
                                          LedgerTable const& (Ledger::*table)() const,
                                          std::size_t rows) const {
    std::vector<double> values;
    for (Projection const& projection : projections) {
        LedgerTable const& numbers = (projection.ledger.*table)();
        for (std::size_t row = 0; row < rows; ++row) {
            for (std::size_t t = 0; t < names_.years.reviews(); ++t) {
                std::int64_t province = 0;
                for (std::size_t l = 0; l < localities_; ++l) province += numbers.at(row, t, l);
                values.push_back(t == 0 ? missing : exact(province));
                bool const shown = groups_.spending.size() > 1;
                for (std::size_t l = 0; shown && l < localities_; ++l) {
                    values.push_back(t == 0 ? missing : exact(numbers.at(row, t, l)));
                }
            }
        }
    }
    return values;
}

}  // namespace povex
