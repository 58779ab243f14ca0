#include "engine/base/currency.hpp"

#include <cmath>

namespace povex {

std::int64_t Currency::smallest_units() const {
    std::int64_t units = unit;
    for (int i = 0; i < decimals; ++i) units *= 10;
    return units;
}

double Currency::smallest() const {
    return static_cast<double>(unit) / static_cast<double>(smallest_units());
}

bool Currency::is_whole(double amount) const {
    double const units = amount * static_cast<double>(smallest_units());
    double const off = units - static_cast<double>(rounded(amount));
    // 0.29 euros are 28.999999999999996 cents in a double
    return std::abs(off) <= 1e-15 * std::abs(units) * 4.0;
}

std::int64_t Currency::rounded(double amount) const {
    // the engine does not use the C library's rounding
    return static_cast<std::int64_t>(  // NOLINTNEXTLINE(bugprone-incorrect-roundings)
        amount * static_cast<double>(smallest_units()) + 0.5);
}

std::string Currency::label() const {
    return unit == 1 ? code : std::to_string(unit) + " " + code;
}

}  // namespace povex
