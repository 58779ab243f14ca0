#include <algorithm>
#include <cctype>
#include <optional>
#include <string_view>

#include <fmt/format.h>

#include "engine/study/read_parts.hpp"

namespace povex {

namespace {

/// Codes of ISO 4217 by the decimals of their smallest unit. Source: the standard's table A.1,
/// currencies in use in 2024.
constexpr std::string_view codes_with_2 =
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN "
    "BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP "
    "GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP "
    "LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR "
    "NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN "
    "SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD YER ZAR ZMW "
    "ZWG ZWL";
constexpr std::string_view codes_with_0 =
    "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";
constexpr std::string_view codes_with_3 = "BHD IQD JOD KWD LYD OMR TND";
constexpr std::string_view codes_with_4 = "CLF UYW";

/// The decimals of an ISO 4217 code; none if it is no such code.
std::optional<int> decimals_of(std::string const& code) {
    bool const is_code = code.size() == 3 && std::all_of(code.begin(), code.end(), [](char c) {
                             return c >= 'A' && c <= 'Z';
                         });
    if (!is_code) return std::nullopt;
    if (codes_with_2.find(code) != std::string_view::npos) return 2;
    if (codes_with_0.find(code) != std::string_view::npos) return 0;
    if (codes_with_3.find(code) != std::string_view::npos) return 3;
    if (codes_with_4.find(code) != std::string_view::npos) return 4;
    return std::nullopt;
}

std::string upper_case(std::string text) {
    for (char& c : text) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    return text;
}

/// Report a name without decimals. The name itself is at `key` of the reader.
void refuse_unknown_code(Reader& reader, std::string const& key, std::string const& code) {
    auto const proper = upper_case(code);
    reader.problem(
        key, fmt::format("the currency \"{}\" is no code of ISO 4217", code),
        decimals_of(proper)
            ? fmt::format("did you mean \"{}\"?", proper)
            : fmt::format("say how many decimals its smallest unit has: currency = {{ code = "
                          "\"{}\", decimals = 2 }}",
                          code));
}

}  // namespace

Currency read_currency(Reader& root) {
    Currency currency;
    Node const* node = root.take("currency");
    if (node == nullptr) return currency;
    auto* const listed = std::exchange(root.context().parameters, nullptr);
    if (node->table() == nullptr) {
        currency.code = root.text("currency");
        auto const decimals = decimals_of(currency.code);
        if (currency.code.empty() && node->text() != nullptr) {
            root.problem("currency", "the currency has no name", "currency = \"VND\"");
        } else if (!decimals && node->text() != nullptr) {
            refuse_unknown_code(root, "currency", currency.code);
        }
        currency.decimals = decimals.value_or(0);
    } else {
        Reader reader = root.table("currency");
        currency.code = reader.text("code");
        auto const decimals = decimals_of(currency.code);
        if (reader.has("code") && currency.code.empty()) {
            reader.problem("code", "the currency has no name", "code = \"VND\"");
        } else if (!currency.code.empty() && !decimals && !reader.has("decimals")) {
            refuse_unknown_code(reader, "code", currency.code);
        }
        currency.decimals = static_cast<int>(
            reader.whole("decimals", {.low = 0, .high = most_decimals}, decimals.value_or(0)));
        currency.unit =
            reader.whole("unit", {.low = 1, .high = static_cast<double>(largest_money_unit)}, 1);
        reader.finish();
    }
    root.context().parameters = listed;
    return currency;
}

}  // namespace povex
