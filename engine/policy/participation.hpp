#pragma once

#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include "engine/nature/deprivation.hpp"
#include "engine/policy/programme.hpp"

namespace povex {

/// A household's place in a programme.
struct Enrolment {
    std::uint16_t programme;
    std::uint16_t year;          ///< t
    bool works;                  ///< whether it came to work at all
    std::uint16_t lost = never;  ///< t from which on it works no more, since a shock destroyed it

    static constexpr std::uint16_t never = std::numeric_limits<std::uint16_t>::max();
    [[nodiscard]] bool is_lost(std::size_t t) const { return t >= lost; }
};

/// Who is in which programme since when, and what that does: the enrolments of the households that
/// the programmes of a scenario touched, shape [touched].
class Participation {
public:
    explicit Participation(Scenario const& scenario) : scenario_(&scenario) {}

    /// One more touched household, in no programme yet.
    void add_household();
    void enrol(std::size_t row, Enrolment const& enrolment);

    /// In the order of the programmes' keys, then of years.
    [[nodiscard]] std::vector<Enrolment> const& of(std::size_t row) const {
        return enrolments_[row];
    }
    /// A shock destroys one of them, by its place in that order, in year t.
    void lose(std::size_t row, std::size_t place, std::size_t t);

    [[nodiscard]] bool in_force(Enrolment const& enrolment, std::size_t t) const;

    /// Years since the last enrolment in programme p; -1 if there was none.
    [[nodiscard]] int years_since(std::size_t row, std::size_t p, std::size_t t) const;

    /// What all enrolments together add to log income in year t, with diminishing returns.
    [[nodiscard]] double log_effect(std::size_t row, std::size_t t) const;

    /// Whether an enrolment of a year before t in a programme that makes producers works in year t.
    [[nodiscard]] bool succeeded(std::size_t row, std::size_t t) const;

    /// Factors on the entry into deprivations in year t by programmes in force the year before.
    [[nodiscard]] PerBit<double> holds_on(std::size_t row, std::size_t t) const;

    /// The share of a shock's loss that is not spared in year t: the product over the programmes
    /// in force of one minus what each protects.
    [[nodiscard]] double unprotected(std::size_t row, std::size_t t, std::size_t shock) const;

    /// Needs that a programme of this year has paid for already, whether it works or not.
    [[nodiscard]] Bits financed(std::size_t row, std::size_t t) const;
    void note_financed(std::size_t row, std::size_t t, Programme const& programme);

private:
    Scenario const* scenario_;
    std::vector<std::vector<Enrolment>> enrolments_;
    std::vector<std::pair<std::size_t, Bits>> financed_;  ///< year and needs
};

}  // namespace povex
