#include "engine/measure/review_batch.hpp"

#include <algorithm>
#include <limits>

namespace povex {

POVEX_BY_TARGET(CountReviews, count_reviews);
POVEX_BY_TARGET(CountDeprivations, count_deprivations);

void ReviewBatch::clear() {
    for (Year& year : years_) year.count = 0;
}

void ReviewBatch::Year::make_room() {
    auto const room = std::max<std::size_t>(2 * income.size(), 4 * ReviewRows::multiple_of);
    income.resize(room);
    for (auto* column : {&size, &statuses, &true_statuses, &statuses_before, &true_statuses_before,
                         &once_poor, &deprivations}) {
        column->resize(room);
    }
}

/// Write a row; its statuses are all zero.
void ReviewBatch::Year::put(std::size_t row, double y, std::uint32_t persons, Bits bits) {
    income[row] = y;
    size[row] = persons;
    deprivations[row] = bits;
    for (auto* column :
         {&statuses, &true_statuses, &statuses_before, &true_statuses_before, &once_poor}) {
        (*column)[row] = 0;
    }
}

void ReviewBatch::add(std::size_t t, int size, double income, std::span<Statuses const> statuses,
                      std::span<Statuses const> true_statuses, Bits deprivations) {
    Year& year = years_[t];
    auto const row = year.count++;
    if (row == year.income.size()) year.make_room();
    year.put(row, income, static_cast<std::uint32_t>(size), deprivations);
    year.statuses[row] = statuses[t];
    year.true_statuses[row] = true_statuses[t];
    if (t == 0) return;
    year.statuses_before[row] = statuses[t - 1];
    year.true_statuses_before[row] = true_statuses[t - 1];
    for (std::size_t u = 0; u + 1 < t; ++u) year.once_poor[row] |= poor_bits(statuses[u]);
}

ReviewRows ReviewBatch::rows(std::size_t t) {
    constexpr auto step = ReviewRows::multiple_of;
    Year& year = years_[t];
    auto const end = (year.count + step - 1) / step * step;
    for (auto row = year.count; row < end; ++row) {
        year.put(row, std::numeric_limits<double>::infinity(), 0, 0);
    }
    ReviewRows rows{.count = end,
                    .income = year.income.data(),
                    .size = year.size.data(),
                    .statuses = year.statuses.data(),
                    .true_statuses = year.true_statuses.data(),
                    .deprivations = year.deprivations.data()};
    if (t > 0) {
        rows.statuses_before = year.statuses_before.data();
        rows.true_statuses_before = year.true_statuses_before.data();
        rows.once_poor = year.once_poor.data();
    }
    return rows;
}

}  // namespace povex
