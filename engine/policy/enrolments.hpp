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

/// One enrolment of a household in a programme.
struct Enrolment {
    std::uint32_t row;           ///< of the household, among the affected
    std::uint16_t lost = never;  ///< t from which on a shock has destroyed it
    bool succeeds = true;        ///< whether it has any effect

    static constexpr std::uint16_t never = std::numeric_limits<std::uint16_t>::max();
    [[nodiscard]] bool is_lost(std::size_t t) const { return t >= lost; }
};

/// All enrolments of a scenario, and what they do together.
///
/// Enrolments are kept by programme and year. The effects of several programmes on one household
/// are combined in the order of the programmes' keys, then of the years.
class Enrolments {
public:
    explicit Enrolments(Scenario const& scenario);

    /// Add an affected household, in no programme yet.
    void add_household();
    /// Add an enrolment. They come in the order of years, and in each year programme by programme.
    void enrol(std::size_t row, std::size_t p, std::size_t t, bool succeeds);

    /// The enrolments of one year in programme p.
    [[nodiscard]] std::span<Enrolment> of(std::size_t p, std::size_t year);
    [[nodiscard]] std::span<Enrolment const> of(std::size_t p, std::size_t year) const;

    /// Call `each(year, enrolments)` for the years whose enrolments in programme p are in force in
    /// year t. Lost ones are among them.
    void for_those_in_force(std::size_t p, std::size_t t, auto const& each) const {
        for (std::size_t year = 1; year <= t; ++year) {
            if (in_force(p, year, t)) each(year, of(p, year));
        }
    }

    /// Flags the affected households that enrolled in programme p too recently to enrol again in
    /// year t.
    /// \return shape [affected]; empty: no household did
    [[nodiscard]] std::span<std::uint8_t const> had_recently(std::size_t p, std::size_t t);

    /// What all enrolments together add to log income in year t, under the ceiling.
    /// \param[out] effects  shape [affected]
    void log_effects(std::size_t t, std::span<double> effects) const;

    /// Whether a household has an enrolment of a year before t that makes producers, succeeded and
    /// is not lost in year t; shape [affected].
    [[nodiscard]] std::vector<bool> succeeded(std::size_t t) const;

    /// Factors on the probability of entering each deprivation in year t, by the programmes in
    /// force the year before; none if there is no such programme.
    [[nodiscard]] std::optional<PerBit<double>> holds_on(std::size_t row, std::size_t t) const;

    /// Needs of a household that programmes of year t have paid for already, with success or not.
    [[nodiscard]] Bits financed(std::size_t row, std::size_t t) const;
    /// Needs that programmes of year t have paid for, of any household.
    [[nodiscard]] Bits financed_by_any(std::size_t t) const;

private:
    static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

    struct Range {
        std::uint32_t first = 0, count = 0;
    };
    /// An enrolment in a programme with `holds`, in the linked list of its household.
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
