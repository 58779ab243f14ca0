#pragma once

#include <cmath>
#include <cstdint>
#include <stdexcept>

namespace povex {

// __extension__ goes with a typedef alone
__extension__ typedef __int128 Int128;  // NOLINT(modernize-use-using)

/// A real number as a whole number of steps of 2^-FractionBits: the nearest one, halves rounded
/// away from zero.
///
/// With 30 bits, a probability or share is exact to 5e-10, and the sum of 8e9 of them fits 64 bits.
///
/// \return x * 2^FractionBits, rounded, of absolute value < 2^63
/// \throws std::out_of_range if it does not fit, or x is not a number
template <int FractionBits>
[[nodiscard]] std::int64_t to_fixed(double x) {
    static_assert(FractionBits >= 0 && FractionBits <= 62);
    double const steps = x * static_cast<double>(std::int64_t{1} << FractionBits);
    if (!(std::abs(steps) < 0x1p63)) throw std::out_of_range("a value is too large to be summed");
    auto const whole = static_cast<std::int64_t>(steps);  // towards zero
    double const rest = steps - static_cast<double>(whole);
    return whole + static_cast<std::int64_t>(rest >= 0.5) - static_cast<std::int64_t>(rest <= -0.5);
}

/// The inverse of to_fixed(), rounded to the nearest double.
template <int FractionBits>
[[nodiscard]] double from_fixed(std::int64_t steps) {
    static_assert(FractionBits >= 0 && FractionBits <= 62);
    return static_cast<double>(steps) / static_cast<double>(std::int64_t{1} << FractionBits);
}

/// A sum of real numbers that does not depend on their order, so that a run gives the same result
/// for any number of threads.
///
///     sum = 2^-FractionBits * sum_i times_i * round(x_i * 2^FractionBits)
///
/// Each number is rounded once, by at most 2^-(FractionBits + 1). Everything after that is exact:
/// sums can be added, subtracted and merged in any order and give the same bits. Subtracting all
/// that was added leaves exactly zero.
///
/// A number must be below 2^(63 - FractionBits) in absolute value: 8.5e9 with 30 bits, 8.3e6 with
/// 40 bits. The sum may be 2^64 times larger.
template <int FractionBits>
class FixedSum {
public:
    /// \throws std::out_of_range if x is too large or not a number, or the sum overflows
    void add(double x, std::int64_t times = 1) {
        add_steps(static_cast<Int128>(to_fixed<FractionBits>(x)) * times);
    }

    /// \throws std::out_of_range as add()
    void subtract(double x, std::int64_t times = 1) {
        add_steps(-(static_cast<Int128>(to_fixed<FractionBits>(x)) * times));
    }

    FixedSum& operator+=(FixedSum const& other) {
        add_steps(other.steps_);
        return *this;
    }

    FixedSum& operator-=(FixedSum const& other) {
        add_steps(-other.steps_);
        return *this;
    }

    bool operator==(FixedSum const&) const = default;

    /// The sum, rounded to the nearest double.
    [[nodiscard]] double value() const {
        return static_cast<double>(steps_) / static_cast<double>(std::int64_t{1} << FractionBits);
    }

private:
    void add_steps(Int128 steps) {
        if (__builtin_add_overflow(steps_, steps, &steps_)) {
            throw std::out_of_range("a sum has become too large");
        }
    }

    Int128 steps_ = 0;
};

}  // namespace povex
