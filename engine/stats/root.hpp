#pragma once

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include <fmt/format.h>

namespace povex {

/// Find the value of a parameter at which a model meets a target, e.g. the income level that gives
/// the published poverty rate: the x in [low, high] with f(x) = 0.
///
/// The interval always holds a change of sign. It is cut by the secant through its ends, where an
/// end that stays twice counts half (Illinois), no closer to an end than tolerance / 2, and in the
/// middle whenever three cuts have not halved it. So it takes few cuts for a smooth f, and at most
/// four for each halving of any f.
///
/// \param f          double(double), continuous for the result to be a root; f(low) and f(high)
///                   of opposite sign, or one of them zero
/// \param tolerance  > 0, in units of x; below the spacing of doubles, as exact as can be
/// \return           an x with f(x) == 0 exactly, or of an interval no wider than tolerance that
///                   holds the change of sign, the end with the smaller |f|
/// \throws std::invalid_argument if not low <= high, tolerance <= 0, or f does not change sign
///         (names the four numbers)
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
