#pragma once

#include <cstdint>
#include <string>

namespace povex {

/// The money that a study counts in.
///
/// Lines and incomes are real numbers of the study's unit. What is paid is a whole number of the
/// smallest unit: one đồng, one cent.
struct Currency {
    std::string code = "VND";  ///< by ISO 4217, or a name
    int decimals = 0;          ///< of the currency: its smallest unit is 10^-decimals
    std::int64_t unit = 1;     ///< what numbers of the study count [currency]

    /// Smallest units in one unit of the study.
    [[nodiscard]] std::int64_t smallest_units() const;
    /// The smallest unit [currency]: 1, or 0.01.
    [[nodiscard]] double smallest() const;
    /// Whether an amount can be paid: it is a whole number of smallest units.
    /// \param amount  [unit of the study]
    [[nodiscard]] bool is_whole(double amount) const;
    /// An amount in smallest units, rounded.
    /// \param amount  >= 0 [unit of the study]
    [[nodiscard]] std::int64_t rounded(double amount) const;
    /// Money in units of the currency.
    /// \param money  [smallest unit]
    [[nodiscard]] double amount(std::int64_t money) const {
        return static_cast<double>(money) * smallest();
    }
    /// An income or a line in units of the currency.
    /// \param income  [unit of the study]
    [[nodiscard]] double amount(double income) const { return income * static_cast<double>(unit); }
    /// The unit of the study in words: "VND", or "1000000 VND".
    [[nodiscard]] std::string label() const;

    friend bool operator==(Currency const&, Currency const&) = default;
};

/// The limits of what a currency of a study can be.
inline constexpr int most_decimals = 6;
inline constexpr std::int64_t largest_money_unit = 1'000'000'000;

}  // namespace povex
