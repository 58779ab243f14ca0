#pragma once

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include <fmt/format.h>

namespace povex {

/// Find the value of a parameter at which a model meets a target, e.g. the income level that gives
/// the published poverty rate: the x in [low, high] with f(x) = 0.
///
/// The interval always contains a change of sign. Each step cuts it where the secant through its
/// ends crosses zero, but no closer to an end than tolerance / 2. An end that stays twice in a row
/// has its value halved (the Illinois method). If three cuts have not halved the interval, the next
/// one is in the middle. So a smooth f needs few cuts, and any f at most four for each halving.
///
/// \param f          double(double); f(low) and f(high) of opposite sign, or one of them zero. The
///                   result is a root only if f is continuous
/// \param tolerance  > 0, in units of x; may be below the spacing of doubles
/// \return           an x with f(x) == 0 exactly; otherwise, of the last interval, which contains
///                   the change of sign and is no wider than tolerance or has no double inside,
///                   the end with the smaller |f|
/// \throws std::invalid_argument unless low <= high, tolerance > 0, f changes sign (names them)
/// \throws std::domain_error if f gives NaN
/// \see Dowell & Jarratt (1971), "A modified regula falsi method for computing the root of an
///      equation", BIT 11, 168-174
template <typename Function>
[[nodiscard]] double find_root(Function&& f, double low, double high, double tolerance) {
    struct End {
        double x;
        double value;   ///< f(x)
        double weight;  ///< f(x), halved each time the end stays again
    };
    auto const evaluate = [&f](double x) {
        double const value = f(x);
        if (std::isnan(value)) throw std::domain_error(fmt::format("no value at {}", x));
        return End{x, value, value};
    };
    if (!(low <= high) || !(tolerance > 0)) {
        throw std::invalid_argument(
            fmt::format("cannot search [{}, {}] with tolerance {}", low, high, tolerance));
    }
    End left = evaluate(low);
    End right = evaluate(high);
    if (left.value == 0) return left.x;
    if (right.value == 0) return right.x;
    if ((left.value > 0) == (right.value > 0)) {
        throw std::invalid_argument(fmt::format("no change of sign: {} at {}, {} at {}", left.value,
                                                low, right.value, high));
    }

    End const* replaced_before = nullptr;
    double width_at_halving = right.x - left.x;
    int cuts_since = 0;
    for (double width = width_at_halving; width > tolerance; width = right.x - left.x) {
        if (width <= width_at_halving / 2) {
            width_at_halving = width;
            cuts_since = 0;
        }
        double x = left.x + width * (left.weight / (left.weight - right.weight));
        x = std::min(std::max(x, left.x + tolerance / 2), right.x - tolerance / 2);
        if (cuts_since++ == 3 || !(x > left.x && x < right.x)) x = left.x + width / 2;
        if (!(x > left.x && x < right.x)) break;  // no double between the two

        End const middle = evaluate(x);
        if (middle.value == 0) return x;
        bool const at_left = (middle.value > 0) == (left.value > 0);
        End& replaced = at_left ? left : right;
        End& kept = at_left ? right : left;
        replaced = middle;
        if (replaced_before == &replaced) kept.weight /= 2;
        replaced_before = &replaced;
    }
    return std::abs(left.value) <= std::abs(right.value) ? left.x : right.x;
}

}  // namespace povex
