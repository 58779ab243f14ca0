#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gmock/gmock.h>

#include "engine/base/error.hpp"
#include "engine/study/study.hpp"
#include "engine/study/text.hpp"

namespace povex {

inline void PrintTo(Problem const& problem, std::ostream* out) {
    *out << problem.file << ':' << problem.line << ':' << problem.column << ": " << problem.what
         << " | " << problem.hint << " | " << problem.line_text << '\n';
}

}  // namespace povex

namespace povex::test {

/// A folder of its own below the temporary folder, removed at the end.
class StudyFiles {
public:
    StudyFiles() {
        std::string name = (std::filesystem::temp_directory_path() / "povex-study-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
        folder_ = name;
    }
    explicit StudyFiles(std::string_view study) : StudyFiles() { write("study.toml", study); }
    StudyFiles(StudyFiles const&) = delete;
    StudyFiles& operator=(StudyFiles const&) = delete;
    ~StudyFiles() {
        std::error_code none;
        std::filesystem::remove_all(folder_, none);
    }

    StudyFiles& write(std::string const& name, std::string_view text) {
        std::filesystem::create_directories((folder_ / name).parent_path());
        std::ofstream(folder_ / name, std::ios::binary) << text;
        return *this;
    }

    [[nodiscard]] std::filesystem::path const& folder() const { return folder_; }
    [[nodiscard]] Study read(std::vector<std::string> settings = {},
                             std::vector<std::string> scenarios = {}) const {
        return read_study({folder_, std::move(settings), std::move(scenarios)});
    }
    /// What reading finds wrong; nothing if it reads.
    [[nodiscard]] std::vector<Problem> problems(std::vector<std::string> settings = {},
                                                std::vector<std::string> scenarios = {}) const {
        try {
            static_cast<void>(read(std::move(settings), std::move(scenarios)));
        } catch (InputError const& error) {
            return error.problems();
        }
        return {};
    }

private:
    std::filesystem::path folder_;
};

/// A line and a column, in characters.
struct Spot {
    int line = 0;
    int column = 0;
};

/// Where `needle` first stands in `text`.
inline Spot spot_of(std::string_view text, std::string_view needle) {
    auto const at = text.find(needle);
    if (at == std::string_view::npos) throw std::invalid_argument(std::string(needle));
    Spot spot{1, 1};
    for (char const c : text.substr(0, at)) {
        if (c == '\n') {
            ++spot.line;
            spot.column = 1;
        } else if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) {
            ++spot.column;
        }
    }
    return spot;
}

inline std::string replaced(std::string text, std::string_view old, std::string_view fresh) {
    auto const at = text.find(old);
    if (at == std::string::npos) throw std::invalid_argument(std::string(old));
    return text.replace(at, old.size(), fresh);
}

/// A problem in the file whose name ends so, at a place, saying something.
inline auto problem(std::string const& file, Spot spot, std::string const& what,
                    std::string const& hint = {}) {
    using namespace testing;
    return AllOf(Field("file", &Problem::file, EndsWith(file)),
                 Field("line", &Problem::line, spot.line),
                 Field("column", &Problem::column, spot.column),
                 Field("what", &Problem::what, HasSubstr(what)),
                 Field("hint", &Problem::hint, HasSubstr(hint)));
}

/// Nearly everything a study can have, in little.
inline constexpr char const* small_study = R"(title.en = "Trial"
title.vi = "Thử nghiệm"
base_year = 2021
last_year = 2024
replicates = 2
seed = 5
population = "fixed:1"
targeting = { 2021 = "d07", 2023 = "r13" }
groups = ["locality"]

[register]
households = 200
size = 2

[parameters]
share_permanent = 0.6
share_autoregressive = 0.4
rho = { value = 0.7, range = [0.4, 0.9], grade = "C", source = "guess", known_on = 2021-12-31 }
kappa_own = 0.5

[strata.all]
mean_income = 4e6
sigma = 0.6
growth = { 2022 = 0.05, 2024 = 0.03 }

[indicators.roof]
level = 0.2
loading = 0.3
turnover = 0.1

[indicators.water]
level = 0.1
entry = 0.02
exit = 0.2

[standards.d07]
line = { 2021 = 1500000, 2023 = 1800000 }
indicators = ["roof", "water"]
cutoff = 1

[standards.r13]
line = 2000000

[payers.state]
[payers.own]
own = true

[programmes.housing]
unit_cost = 40e6
budget = { 2022 = 4e8, 2023 = 4e8, 2024 = 0 }
funding = { state = 0.75, own = 0.25 }
needs = ["roof"]
clears = { roof = 0.9 }
priority = { poor = 100, near_poor = 50 }

[programmes.allowance]
kind = "entitlement"
status = ["poor"]
amount = { 2021 = 200000, 2023 = "line:d07" }

[shocks.storm]
kind = "event"
years = [2023]
probability = 0.1
loss = 0.2
deprives = { roof = 0.3 }

[scenarios.delivered]
title.en = "As delivered"

[scenarios.nothing]
programmes = []

[scenarios.double]
changes.programmes.housing.budget = 8e8
changes.parameters.grace_years = 1
)";

}  // namespace povex::test
