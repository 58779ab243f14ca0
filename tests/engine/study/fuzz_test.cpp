#include <chrono>
#include <random>

#include <gtest/gtest.h>

#include "tests/engine/study/study_files.hpp"

namespace povex {
namespace {

using test::StudyFiles;

/// Changes texts at random, the same for the same seed on every machine.
class Mutator {
public:
    explicit Mutator(std::uint32_t seed) : random_(seed) {}

    std::string operator()(std::string text) {
        for (std::size_t i = 0; i <= below(3); ++i) mutate(text);
        return text;
    }

private:
    std::size_t below(std::size_t n) { return random_() % n; }

    void mutate(std::string& text) {
        if (text.empty()) return;
        auto const at = below(text.size());
        switch (below(9)) {
            case 0:  // a bit
                text[at] = static_cast<char>(static_cast<unsigned char>(text[at]) ^ 1U << below(8));
                break;
            case 1:  // a byte
                text[at] = static_cast<char>(below(256));
                break;
            case 2:  // the end
                if (below(4) == 0) text.resize(at);
                break;
            case 3:  // some bytes
                text.erase(at, below(12));
                break;
            case 4: {  // a line
                auto const begin = text.rfind('\n', at);
                auto const end = text.find('\n', at);
                if (begin != std::string::npos && end != std::string::npos && begin < end) {
                    text.erase(begin, end - begin);
                }
                break;
            }
            case 5: {  // a line twice, elsewhere
                auto const end = text.find('\n', at);
                auto const begin = text.rfind('\n', at);
                auto const place = text.find('\n', below(text.size()));
                if (begin == std::string::npos || end == std::string::npos || begin >= end) break;
                if (place != std::string::npos) text.insert(place, text.substr(begin, end - begin));
                break;
            }
            case 6: {  // a piece elsewhere
                auto const piece = text.substr(at, below(40));
                text.insert(below(text.size()), piece);
                break;
            }
            case 7: {  // a token of the format
                constexpr char const* tokens[] = {
                    "[",     "]",    "{",        "}",         "=",    ",",        ".",
                    "\"",    "'",    "\"\"\"",   "\n",        "\r\n", "#",        "-1",
                    "1e308", "inf",  "nan",      "0",         "true", "2022",     "9999999999999",
                    "ô",     "\xFF", "value = ", "source = ", "[[",   "key = 99", "2021-01-01",
                    "[]",    "{}",   "1e-308",   "\\u0000"};
                text.insert(at, tokens[below(std::size(tokens))]);
                break;
            }
            default: {  // a number
                auto const digit = text.find_first_of("0123456789", at);
                constexpr char const* numbers[] = {"0",    "-1", "1",   "65536", "1e300", "nan",
                                                   "-inf", "17", "0.5", "4096",  "\"x\"", "{}"};
                if (digit == std::string::npos) break;
                auto const end = text.find_first_not_of("0123456789.e", digit);
                text.replace(digit, end == std::string::npos ? end : end - digit,
                             numbers[below(std::size(numbers))]);
            }
        }
    }

    std::minstd_rand random_;
};

/// Whether it reads; anything but an InputError with problems fails the test.
bool reads(StudyFiles const& files, std::vector<std::string> const& settings = {}) {
    try {
        static_cast<void>(read_study({files.folder(), settings, {}}));
        return true;
    } catch (InputError const& error) {
        EXPECT_FALSE(error.problems().empty());
        for (Problem const& problem : error.problems()) EXPECT_FALSE(problem.what.empty());
    }
    return false;
}

TEST(Fuzz, OfStudiesReadsOrReportsProblems) {
    Mutator mutant(20240601);
    StudyFiles files(test::small_study);
    int good = 0;
    auto const start = std::chrono::steady_clock::now();
    for (int i = 0; i < 2500; ++i) {
        auto const text = mutant(test::small_study);
        SCOPED_TRACE(text);
        files.write("study.toml", text);
        if (reads(files)) ++good;
        ASSERT_FALSE(HasFailure());
        ASSERT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(120));
    }
    EXPECT_GT(good, 100);  // the mutants are near enough to studies
    EXPECT_LT(good, 2000);
}

TEST(Fuzz, OfMarginsReadsOrReportsProblems) {
    Mutator mutant(7);
    constexpr char const* places =
        "locality,size,households,note\na,1,10,\"x, y\"\na,2,5,Hạ\nb,1,7,\n";
    constexpr char const* who =
        "size,children,workers,elderly,disabled,share\n1,0,1,0,0,1\n2,1,1,0,0,0.5\n2,0,2,0,0,0.5\n";
    StudyFiles files(
        "base_year = 2021\nlast_year = 2022\nregister.margins = [\"m.csv\"]\n"
        "register.composition = \"who.csv\"\nactuals = \"actuals.csv\"\nlocalities = { a = {}, b = "
        "{} "
        "}\nstrata.all = { mean_income = 1, sigma = 1 }\nstandards.one.line = 1\n");
    constexpr char const* actuals =
        "date,year,standard,group,what,value,role,source,grade,known_on,note\n"
        "2022-12-14,2022,one,province,poor,8,held-out,a,B,2022-12-20,\"x\ny\"\n";
    int good = 0;
    for (int i = 0; i < 600; ++i) {
        std::string const texts[] = {i % 3 == 0 ? mutant(places) : places,
                                     i % 3 == 1 ? mutant(who) : who,
                                     i % 3 == 2 ? mutant(actuals) : actuals};
        SCOPED_TRACE(texts[i % 3]);
        files.write("m.csv", texts[0]).write("who.csv", texts[1]).write("actuals.csv", texts[2]);
        if (reads(files)) ++good;
        ASSERT_FALSE(HasFailure());
    }
    EXPECT_GT(good, 30);
}

TEST(Fuzz, OfSettingsReadsOrReportsProblems) {
    Mutator mutant(11);
    StudyFiles const files(test::small_study);
    for (int i = 0; i < 400; ++i) {
        auto const setting = mutant("programmes.housing.budget.2022=5e9");
        SCOPED_TRACE(setting);
        static_cast<void>(reads(files, {setting}));
        ASSERT_FALSE(HasFailure());
    }
}

}  // namespace
}  // namespace povex
