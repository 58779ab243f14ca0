#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/policy/enrolment.hpp"
#include "engine/policy/profile.hpp"

namespace povex {

/// The households that programmes may want in one year, as last year's review left them: columns,
/// a row for each candidate.
struct Candidates {
    std::vector<Profile> profile;
    std::vector<std::int32_t> touched;  ///< row among the touched; negative: none
    std::vector<Standing> standing;
    std::vector<Bits> deprivations;
    std::vector<double> income;  ///< [its stratum's unit]

    [[nodiscard]] std::size_t count() const { return profile.size(); }

    void add(Profile const& who, std::int32_t touched_row, Standing now, Bits lacks,
             double last_income) {
        profile.push_back(who);
        touched.push_back(touched_row);
        standing.push_back(now);
        deprivations.push_back(lacks);
        income.push_back(last_income);
    }

    /// Drop all but the first.
    void keep_first(std::size_t n) {
        profile.resize(n);
        touched.resize(n);
        standing.resize(n);
        deprivations.resize(n);
        income.resize(n);
    }
};

}  // namespace povex
