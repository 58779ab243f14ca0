#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/nature/dense_incomes.hpp"
#include "engine/nature/nature.hpp"
#include "engine/nature/year_address.hpp"
#include "engine/random/purpose.hpp"

namespace povex {

namespace dense {

POVEX_BY_TARGET(WalkIncomes, walk_incomes);
POVEX_BY_TARGET(TakeLosses, take_losses);
POVEX_BY_TARGET(ListNear, list_near);

}  // namespace dense

namespace {

float single(double x) {
    return static_cast<float>(x);
}

}  // namespace

/// Draws the incomes of all households in the years of one replicate, and lists the households that
/// come near a line.
///
/// It goes place by place, a few thousand households at a time, so that their incomes are still in
/// the cache when shocks are subtracted and lines are compared.
class Nature::IncomeWalk {
public:
    IncomeWalk(Nature const& nature, Register const& r, BasePopulation const& base,
               std::uint64_t seed, std::uint32_t replicate);

    /// See Nature::walk_incomes.
    [[nodiscard]] std::vector<std::uint32_t> run(std::span<double const> wanted_below,
                                                 Course& course);

private:
    static constexpr std::size_t rows_at_a_time = 4096;

    /// Rows [first, last) of one place whose keys have the same upper half.
    struct Rows {
        std::size_t place, first, last;
        [[nodiscard]] std::size_t count() const { return last - first; }
    };

    [[nodiscard]] dense::PlaceYears place_years(std::size_t place);
    [[nodiscard]] dense::YearAddress address(Use use, std::uint32_t number, std::size_t row) const;
    void walk(Rows const& rows, dense::PlaceYears const& years, Course& course);
    void take_losses(Rows const& rows, Course const& course, dense::LogIncomes const& incomes);
    void list_near(Rows const& rows, dense::LogIncomes const& incomes);

    Nature const* nature_;
    Register const* register_;
    BasePopulation const* base_;
    Stream stream_;
    std::size_t years_;  ///< projected
    Target target_;
    std::vector<std::uint32_t> all_near_;
    // of the present rows
    std::array<std::uint32_t, rows_at_a_time> key_{};
    std::vector<std::uint32_t> near_;  ///< longer than the rows, as dense::ListNear needs
    // of the present place
    std::vector<float> shift_;  ///< shape [years]
    std::vector<float> bound_;  ///< shape [reviews]
    // of one shock in the present place, shape [years]
    std::vector<std::uint64_t> hit_below_;
    std::vector<float> usual_;
};

Nature::IncomeWalk::IncomeWalk(Nature const& nature, Register const& r, BasePopulation const& base,
                               std::uint64_t seed, std::uint32_t replicate)
    : nature_(&nature),
      register_(&r),
      base_(&base),
      stream_(seed, Module::nature, replicate),
      years_(nature.model_->years.projected()),
      target_(best_target()),
      near_(rows_at_a_time + 16),
      shift_(years_),
      bound_(years_ + 1),
      hit_below_(years_),
      usual_(years_) {}

std::vector<std::uint32_t> Nature::IncomeWalk::run(std::span<double const> wanted_below,
                                                   Course& course) {
    all_near_.clear();
    course.log_income.resize(years_ * course.households);
    if (nature_->model_->scores.has_review_error()) {
        course.true_log_income.resize(course.log_income.size());
    }
    auto const strata = nature_->growth_.size();
    for (std::size_t p = 0; p < register_->places.size(); ++p) {
        Place const& place = register_->places[p];
        for (std::size_t t = 0; t <= years_; ++t) {
            bound_[t] = single(wanted_below[t * strata + place.stratum]);
        }
        auto const years = place_years(p);
        for (std::size_t first = place.first; first < place.last;) {
            auto const last = dense::end_of_rows(register_->key, first,
                                                 std::min(place.last, first + rows_at_a_time));
            walk({p, first, last}, years, course);
            first = last;
        }
    }
    return std::move(all_near_);
}

dense::PlaceYears Nature::IncomeWalk::place_years(std::size_t p) {
    Place const& place = register_->places[p];
    Nature const& n = *nature_;
    PublicWorksEffects const& effects = n.public_works_;
    for (std::size_t t = 1; t <= years_; ++t) {
        double const public_works =
            effects.log_income.empty()
                ? 0.0
                : effects.log_income[effects.index(place.locality, place.stratum, t)];
        shift_[t - 1] = single(n.growth_[place.stratum][t] + public_works);
    }
    dense::PlaceYears years;
    years.income = base_->models[p].income.in_single_precision();
    years.permanent = single(n.permanent_);
    years.autoregressive = single(n.autoregressive_);
    years.transitory = single(n.transitory_);
    years.review = single(n.review_);
    years.passing = single(n.passing_);
    years.rho = single(n.model_->scores.rho);
    years.innovation = single(n.innovation_);
    years.truth = single(n.truth_);
    years.sigma = single(n.model_->sigma_permanent);
    years.years = years_;
    years.shift = shift_.data();
    return years;
}

dense::YearAddress Nature::IncomeWalk::address(Use use, std::uint32_t number,
                                               std::size_t row) const {
    return dense::year_address(
        stream_.counter(register_->key[row], nature_->calendar(1), purpose(use, number)));
}

void Nature::IncomeWalk::walk(Rows const& rows, dense::PlaceYears const& years, Course& course) {
    for (std::size_t i = 0; i < rows.count(); ++i) {
        key_[i] = static_cast<std::uint32_t>(register_->key[rows.first + i]);
    }
    dense::LogIncomes const incomes{
        course.log_income.data() + rows.first,
        course.true_log_income.empty() ? nullptr : course.true_log_income.data() + rows.first,
        course.households};
    dense::walk_incomes[target_](
        years, address(Use::score_step, 0, rows.first),
        {key_.data(), &base_->permanent[rows.first], &base_->autoregressive[rows.first],
         &base_->review[rows.first], rows.count()},
        incomes);
    take_losses(rows, course, incomes);
    list_near(rows, incomes);
}

void Nature::IncomeWalk::take_losses(Rows const& rows, Course const& course,
                                     dense::LogIncomes const& incomes) {
    static_assert(sizeof(Sector) == 1);
    auto const locality = register_->places[rows.place].locality;
    for (std::size_t k = 0; k < nature_->shocks_.size(); ++k) {
        Shock const& shock = *nature_->shocks_[k].shock;
        bool any = false;
        for (std::size_t t = 1; t <= years_; ++t) {
            hit_below_[t - 1] = course.locality_shocks.words_that_hit(k, t, locality);
            usual_[t - 1] =
                shock.recurring
                    ? single(shock.probability[locality] * nature_->shocks_[k].expected[t])
                    : 0.0F;
            any = any || hit_below_[t - 1] > 0 || usual_[t - 1] > 0.0F;
        }
        if (!any) continue;
        dense::ShockYears years{.loss = single(shock.loss),
                                .deviation = single(shock.loss_deviation),
                                .decay = single(shock.decay),
                                .years = years_,
                                .hit_below = hit_below_.data(),
                                .usual = usual_.data()};
        for (std::size_t s = 0; s < shock.hits_sector.size(); ++s) {
            years.hits_sector[s] = shock.hits_sector[s] ? -1 : 0;
        }
        dense::take_losses[target_](
            years, address(Use::shock, shock.label.key, rows.first), key_.data(),
            reinterpret_cast<std::uint8_t const*>(&register_->sector[rows.first]), rows.count(),
            incomes);
    }
}

void Nature::IncomeWalk::list_near(Rows const& rows, dense::LogIncomes const& incomes) {
    float const* true_base =
        base_->true_log_income.empty() ? nullptr : &base_->true_log_income[rows.first];
    auto const length = dense::list_near[target_](
        &base_->log_income[rows.first], true_base, incomes, bound_.data(), years_, rows.count(),
        static_cast<std::uint32_t>(rows.first), near_.data());
    all_near_.insert(all_near_.end(), near_.begin(), near_.begin() + length);
}

std::vector<std::uint32_t> Nature::walk_incomes(Register const& r, BasePopulation const& base,
                                                std::span<double const> wanted_below,
                                                std::uint64_t seed, std::uint32_t replicate,
                                                Course& course) const {
    return IncomeWalk(*this, r, base, seed, replicate).run(wanted_below, course);
}

}  // namespace povex
