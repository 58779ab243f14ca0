#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "engine/nature/deprivation_model.hpp"
#include "engine/policy/scenario.hpp"

namespace povex {

/// A household's place in a programme.
struct Enrolment {
    std::uint32_t row;           ///< of the household, among the affected
    std::uint16_t lost = never;  ///< t from which on it has no effect, since a shock destroyed it
    bool succeeds = true;        ///< whether it has any effect

    static constexpr std::uint16_t never = std::numeric_limits<std::uint16_t>::max();
    [[nodiscard]] bool is_lost(std::size_t t) const { return t >= lost; }
};

/// Who is in which programme since when, and what that does: the enrolments of the households that
/// the programmes of a scenario affected.
///
/// They are kept by programme and year. What several programmes do to one household is put together
/// in the order of the programmes' keys, then of years.
class Enrolments {
public:
    explicit Enrolments(Scenario const& scenario);

    /// One more affected household, in no programme yet.
    void add_household();
    /// Enrolments come in the order of years, and in each year programme by programme.
    void enrol(std::size_t row, std::size_t p, std::size_t t, bool succeeds);

    /// Those of one year in programme p.
    [[nodiscard]] std::span<Enrolment> of(std::size_t p, std::size_t year);
    [[nodiscard]] std::span<Enrolment const> of(std::size_t p, std::size_t year) const;

    /// Call `each(year, enrolments)` for the years whose enrolments in programme p are in force in
    /// year t; lost ones are among them.
    void for_those_in_force(std::size_t p, std::size_t t, auto const& each) const {
        for (std::size_t year = 1; year <= t; ++year) {
            if (in_force(p, year, t)) each(year, of(p, year));
        }
    }

    /// Touched households that may not enrol in programme p in year t, since they did before;
    /// shape [affected].
    /// \return empty: none
    [[nodiscard]] std::span<std::uint8_t const> had_recently(std::size_t p, std::size_t t);

    /// What all enrolments together add to log income in year t, with diminishing returns.
    /// \param[out] effects  shape [affected]
    void log_effects(std::size_t t, std::span<double> effects) const;

    /// Whether an enrolment of a year before t in a programme that makes producers works in year t,
    /// shape [affected].
    [[nodiscard]] std::vector<bool> succeeded(std::size_t t) const;

    /// Factors on the entry into deprivations in year t by programmes in force the year before;
    /// none if there is no such programme.
    [[nodiscard]] std::optional<PerBit<double>> holds_on(std::size_t row, std::size_t t) const;

    /// Needs that a programme of year t has paid for already, whether it succeeds or not.
    [[nodiscard]] Bits financed(std::size_t row, std::size_t t) const;
    /// The same of all households together.
    [[nodiscard]] Bits financed_by_any(std::size_t t) const;

private:
    static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

    struct Range {
        std::uint32_t first = 0, count = 0;
    };
    /// An enrolment in a programme that holds, in the list of its household.
    struct Hold {
        std::uint32_t enrolment;
        std::uint16_t programme, year;
        std::uint32_t next;
    };
    struct Financed {
        std::uint16_t year = 0;
        Bits bits = 0;
    };

    [[nodiscard]] bool in_force(std::size_t p, std::size_t year, std::size_t t) const;
    [[nodiscard]] Range range(std::size_t p, std::size_t year) const;
    [[nodiscard]] double effect(std::size_t p, std::size_t year, std::size_t t) const;
    void hold(std::size_t row, Hold const& one);

    Scenario const* scenario_;
    std::vector<Bits> clears_;           ///< bits that a programme may clear, shape [programmes]
    std::vector<Enrolment> enrolments_;  ///< of all
    std::vector<Range> ranges_;          ///< of enrolments_, shape [years][programmes]
    std::vector<Hold> holds_;
    std::vector<std::uint32_t> first_hold_;  ///< shape [affected]
    std::vector<Financed> financed_;         ///< shape [affected]
    Financed financed_by_any_;
    std::vector<std::uint8_t> had_recently_;  ///< shape [affected]
};

}  // namespace povex
