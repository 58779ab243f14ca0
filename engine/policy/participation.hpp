#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "engine/nature/deprivation_model.hpp"
#include "engine/policy/programme.hpp"

namespace povex {

/// A household's place in a programme.
struct Enrolment {
    std::uint32_t row;           ///< of the household, among the touched
    std::uint16_t lost = never;  ///< t from which on it works no more, since a shock destroyed it
    bool works = true;           ///< whether it came to work at all

    static constexpr std::uint16_t never = std::numeric_limits<std::uint16_t>::max();
    [[nodiscard]] bool is_lost(std::size_t t) const { return t >= lost; }
};

/// Who is in which programme since when, and what that does: the enrolments of the households that
/// the programmes of a scenario touched.
///
/// They are kept by programme and year. What several programmes do to one household is put together
/// in the order of the programmes' keys, then of years.
class Participation {
public:
    explicit Participation(Scenario const& scenario);

    /// One more touched household, in no programme yet.
    void add_household();
    /// Enrolments come in the order of years, and in each year programme by programme.
    void enrol(std::size_t row, std::size_t p, std::size_t t, bool works);

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
    /// shape [touched].
    /// \return empty: none
    [[nodiscard]] std::span<std::uint8_t const> kept_out(std::size_t p, std::size_t t);

    /// What all enrolments together add to log income in year t, with diminishing returns.
    /// \param[out] effects  shape [touched]
    void log_effects(std::size_t t, std::span<double> effects) const;

    /// Whether an enrolment of a year before t in a programme that makes producers works in year t,
    /// shape [touched].
    [[nodiscard]] std::vector<bool> succeeded(std::size_t t) const;

    /// Factors on the entry into deprivations in year t by programmes in force the year before;
    /// none if there is no such programme.
    [[nodiscard]] std::optional<PerBit<double>> holds_on(std::size_t row, std::size_t t) const;

    /// Needs that a programme of year t has paid for already, whether it works or not.
    [[nodiscard]] Bits financed(std::size_t row, std::size_t t) const;
    /// The same of all households together.
    [[nodiscard]] Bits financed_by_anybody(std::size_t t) const;

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
    std::vector<std::uint32_t> first_hold_;  ///< shape [touched]
    std::vector<Financed> financed_;         ///< shape [touched]
    Financed financed_by_anybody_;
    std::vector<std::uint8_t> kept_out_;  ///< shape [touched]
};

}  // namespace povex
