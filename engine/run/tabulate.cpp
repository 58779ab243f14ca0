#include "engine/run/tabulate.hpp"

#include <algorithm>
#include <array>

#include "engine/measure/review_batch.hpp"
#include "engine/policy/counterfactual_incomes.hpp"
#include "engine/run/household_paths.hpp"
#include "engine/run/in_parallel.hpp"

namespace povex {

namespace {

constexpr std::size_t at_a_time = 1024;

/// Call `each(first, count)` for households [first, first + count) that lie in one cell, as many as
/// are counted at a time.
/// \param households  ascending
void for_each_cell(Register const& r, std::span<std::uint32_t const> households, auto const& each) {
    for (std::size_t first = 0; first < households.size();) {
        auto const cell = r.cell[households[first]];
        auto const end = std::min(households.size(), first + at_a_time);
        auto last = first + 1;
        while (last < end && r.cell[households[last]] == cell) ++last;
        each(first, last - first);
        first = last;
    }
}

/// Incomes of households of one cell that are to be counted.
class Incomes {
public:
    void clear() { count_ = 0; }
    void add(double income, std::uint8_t size) {
        income_[count_] = income;
        size_[count_] = size;
        ++count_;
    }
    void count(Counterfactual const& counterfactual, std::size_t h, std::size_t t, int sign,
               Tally& tally) const {
        tally.count_incomes(counterfactual.study->households->cell[h], t,
                            std::span(income_).first(count_), std::span(size_).first(count_),
                            counterfactual.study->unit_of(h), counterfactual.study->floor_of(h),
                            sign);
    }

private:
    std::size_t count_ = 0;
    std::array<double, at_a_time> income_{};
    std::array<std::uint8_t, at_a_time> size_{};
};

/// Reviews that are to be counted, those of one cell together; they come in the order of the
/// register.
class Reviews {
public:
    Reviews(std::size_t reviews, int sign, Tally& tally)
        : batch_(reviews), sign_(sign), tally_(&tally) {}

    void add(Tally::Path const& path, std::size_t t) {
        if (!tally_->concerns(path, t)) return;
        if (path.cell != cell_) count();
        cell_ = path.cell;
        stratum_ = path.stratum;
        batch_.add(t, path.size, path.income[t], path.statuses, path.true_statuses,
                   path.deprivations[t]);
    }
    void count() {
        tally_->count_reviews(cell_, stratum_, batch_, sign_);
        batch_.clear();
    }

private:
    ReviewBatch batch_;
    int sign_;
    Tally* tally_;
    std::size_t cell_ = 0;
    std::size_t stratum_ = 0;
};

}  // namespace

Tabulation::Tabulation(Register const& r) : register_(&r) {
    for (std::size_t h = 0; h < r.households(); ++h) {
        while (cell_first_.size() <= r.cell[h]) cell_first_.push_back(h);
    }
    cell_first_.resize(r.cells.size() + 1, r.households());
}

void Tabulation::count_counterfactual(Counterfactual const& counterfactual, Tally& tally) const {
    in_parallel(register_->cells.size(),
                [&](std::size_t cell) { count_incomes(counterfactual, cell, tally); });
    count_reviews(counterfactual, counterfactual.course().followed.rows(), 0, 1, tally);
}

void Tabulation::count_projected(Counterfactual const& counterfactual,
                                 std::span<std::uint32_t const> households, int sign,
                                 Tally& tally) const {
    for_each_cell(*register_, households, [&](std::size_t first, std::size_t count) {
        count_incomes(counterfactual, households.subspan(first, count), sign, tally);
    });
    count_reviews(counterfactual, households, 1, sign, tally);
}

/// From the first year on. A household that is not followed is above every line and on no list.
void Tabulation::count_reviews(Counterfactual const& counterfactual,
                               std::span<std::uint32_t const> households, std::size_t first_year,
                               int sign, Tally& tally) {
    auto const years = counterfactual.reviews();
    CounterfactualPath without(counterfactual);
    Reviews reviews(years, sign, tally);
    for (auto const h : households) {
        if (!counterfactual.course().follows(h)) continue;
        auto const path = without(h);
        for (auto t = first_year; t < years; ++t) reviews.add(path, t);
    }
    reviews.count();
}

void Tabulation::count_incomes(Counterfactual const& counterfactual, std::size_t cell,
                               Tally& tally) const {
    for (auto first = cell_first_[cell]; first < cell_first_[cell + 1]; first += at_a_time) {
        auto const count = std::min(at_a_time, cell_first_[cell + 1] - first);
        CounterfactualIncomes incomes(*counterfactual.drawn, counterfactual.transfers.get(), first,
                                      count);
        for (std::size_t t = 0; t < counterfactual.reviews(); ++t) {
            tally.count_incomes(
                cell, t, incomes.measured(t), std::span(register_->size).subspan(first, count),
                counterfactual.study->unit_of(first), counterfactual.study->floor_of(first), 1);
        }
    }
}

/// Projected years.
/// \param households  of one cell
void Tabulation::count_incomes(Counterfactual const& counterfactual,
                               std::span<std::uint32_t const> households, int sign,
                               Tally& tally) const {
    std::array<std::uint8_t, at_a_time> size{};
    auto const count = households.size();
    for (std::size_t i = 0; i < count; ++i) size[i] = register_->size[households[i]];
    auto const h = households.front();
    CounterfactualIncomes incomes(*counterfactual.drawn, counterfactual.transfers.get(),
                                  households);
    for (std::size_t t = 1; t < counterfactual.reviews(); ++t) {
        tally.count_incomes(register_->cell[h], t, incomes.measured(t),
                            std::span(size).first(count), counterfactual.study->unit_of(h),
                            counterfactual.study->floor_of(h), sign);
    }
}

void Tabulation::recount_affected(Counterfactual const& counterfactual,
                                  AffectedRows const& affected, Tally& tally) const {
    for_each_cell(*register_, affected.household, [&](std::size_t first, std::size_t count) {
        recount_incomes(counterfactual, affected, first, count, tally);
    });
    recount_reviews(counterfactual, affected, tally);
}

void Tabulation::recount_reviews(Counterfactual const& counterfactual, AffectedRows const& affected,
                                 Tally& tally) {
    auto const years = counterfactual.reviews();
    CounterfactualPath without(counterfactual);
    Reviews out(years, -1, tally);
    Reviews in(years, 1, tally);
    for (std::size_t i = 0; i < affected.household.size(); ++i) {
        auto const after = affected_path(counterfactual, affected, i);
        if (!counterfactual.course().follows(
                affected.household[i])) {  // no review counted it before
            for (std::size_t t = 0; t < years; ++t) in.add(after, t);
            continue;
        }
        auto const before = without(affected.household[i]);
        bool same_past = true;
        for (std::size_t t = 0; t < years; ++t) {
            bool const same_lists = before.statuses[t] == after.statuses[t] &&
                                    before.true_statuses[t] == after.true_statuses[t];
            if (!same_past || !same_lists || !tally.counts_alike(before, after, t)) {
                out.add(before, t);
                in.add(after, t);
            }
            same_past = same_past && same_lists;
        }
    }
    out.count();
    in.count();
}

/// Rows [first, first + count) of the affected households, which lie in one cell.
void Tabulation::recount_incomes(Counterfactual const& counterfactual, AffectedRows const& affected,
                                 std::size_t first, std::size_t count, Tally& tally) const {
    auto const reviews = counterfactual.reviews();
    auto const households = std::span(affected.household).subspan(first, count);
    CounterfactualIncomes incomes(*counterfactual.drawn, counterfactual.transfers.get(),
                                  households);
    Incomes before;
    Incomes after;
    for (std::size_t t = 1; t < reviews; ++t) {  // nothing changes the base
        auto const without = incomes.measured(t);
        before.clear();
        after.clear();
        for (std::size_t i = 0; i < count; ++i) {
            double const now = affected.income[(first + i) * reviews + t];
            if (without[i] == now) continue;
            before.add(without[i], register_->size[households[i]]);
            after.add(now, register_->size[households[i]]);
        }
        before.count(counterfactual, households.front(), t, -1, tally);
        after.count(counterfactual, households.front(), t, 1, tally);
    }
}

}  // namespace povex
