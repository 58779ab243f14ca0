#pragma once

#include <limits>
#include <string>

namespace povex {

/// The values that a number of the study may take, and its unit.
struct Bounds {
    double low = -std::numeric_limits<double>::infinity();
    double high = std::numeric_limits<double>::infinity();
    bool above_low = false;   ///< the number must be above `low`, not equal to it
    bool below_high = false;  ///< the number must be below `high`, not equal to it
    char const* unit = "1";
    bool infinite = false;  ///< infinity is allowed: no ceiling, or forever
    bool whole = false;     ///< only whole numbers make sense: a draw is rounded
    bool paid = false;      ///< money that is paid: whole smallest units of the currency
    bool by_rule = false;   ///< a table by year may say by which rule the number goes on

    /// NaN is never allowed; infinity only with `infinite`.
    [[nodiscard]] bool allow(double x) const;
    /// The rule in words, for messages: "at least 0 and at most 1".
    /// \param x  a number that breaks it; a ceiling so high that nobody asks for it is only told if
    ///           x is above it
    [[nodiscard]] std::string text(double x = 0.0) const;
    /// A hint for a number that may have been meant in per cent; empty for any other.
    [[nodiscard]] std::string per_cent_hint(double x) const;
    /// x if it is allowed; otherwise an allowed number near it, so that reading can go on.
    [[nodiscard]] double harmless(double x) const;
};

inline constexpr double unbounded = std::numeric_limits<double>::infinity();
inline constexpr Bounds any_number{};
inline constexpr Bounds fraction{.low = 0.0, .high = 1.0};
/// A rate of growth or interest; one of 100 % or more is taken for a number in per cent.
inline constexpr Bounds yearly_growth{
    .low = -1.0, .high = 1.0, .above_low = true, .below_high = true, .unit = "1/year"};
inline constexpr Bounds yearly_interest{
    .low = 0.0, .high = 1.0, .below_high = true, .unit = "1/year"};
inline constexpr Bounds not_negative{.low = 0.0};
inline constexpr Bounds positive{.low = 0.0, .above_low = true};
/// The most money that a number can stand for [smallest unit], so that doubles hold all sums.
inline constexpr double most_money = 9e15;
inline constexpr Bounds money_amount{
    .low = 0.0, .high = most_money, .unit = "money", .paid = true, .by_rule = true};
inline constexpr Bounds monthly_payment{
    .low = 0.0, .high = most_money, .unit = "money/month", .paid = true, .by_rule = true};
inline constexpr Bounds income_per_month{.low = 0.0, .high = most_money, .unit = "money/month"};

}  // namespace povex
