#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "engine/nature/course.hpp"
#include "engine/nature/nature.hpp"
#include "engine/policy/study_tables.hpp"
#include "engine/random/address.hpp"

namespace povex {

/// What nature does to every household in one replicate, whatever the policy.
///
/// Shared by the counterfactuals of all scenarios with the same events and public works.
struct NatureDraw {
    StudyTables const* study = nullptr;
    Nature const* nature = nullptr;
    std::shared_ptr<BasePopulation const> base;
    std::uint32_t replicate = 0;
    Course course;

    /// The random numbers of policy and of nature in this replicate.
    [[nodiscard]] Stream policy_stream() const { return {study->seed, Module::policy, replicate}; }
    [[nodiscard]] Stream nature_stream() const { return {study->seed, Module::nature, replicate}; }

    /// Measured log incomes of all households at review t, shape [H].
    [[nodiscard]] std::span<float const> log_incomes(std::size_t t) const {
        return t == 0 ? std::span<float const>(base->log_income) : course.log_incomes(t);
    }
    /// The same without the error of the review.
    [[nodiscard]] std::span<float const> true_log_incomes(std::size_t t) const {
        if (course.true_log_income.empty()) return log_incomes(t);
        return t == 0 ? std::span<float const>(base->true_log_income) : course.true_log_incomes(t);
    }

    /// What some households lack at review t if no programme affects them.
    /// \param households  register rows, ascending
    [[nodiscard]] std::vector<Bits> deprivations(std::span<std::uint32_t const> households,
                                                 std::size_t t) const;
};

/// Draw the course of nature in one replicate.
/// \param follow_below  log income, shape [reviews][strata]; see Nature::run
/// \param follow_anyway  register rows, ascending; see Nature::run
[[nodiscard]] std::shared_ptr<NatureDraw const> draw_nature(
    StudyTables const& study, Nature const& nature, std::shared_ptr<BasePopulation const> base,
    std::uint32_t replicate, std::span<double const> follow_below,
    std::span<std::uint32_t const> follow_anyway = {});

}  // namespace povex
