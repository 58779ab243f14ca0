#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

namespace povex::test {

namespace fs = std::filesystem;

/// What a program left: its exit code and its two streams.
struct Outcome {
    int code = -1;
    std::string out;
    std::string err;
};

inline std::string contents(fs::path const& path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

/// The program in a folder of its own with a small study.
class Program : public testing::Test {
protected:
    Program()
        : folder_(fs::temp_directory_path() /
                  ("povex-cli-" + std::to_string(::getpid()) + "-" +
                   testing::UnitTest::GetInstance()->current_test_info()->name())) {
        fs::create_directories(folder_);
        write("study.toml", study);
    }
    ~Program() override { fs::remove_all(folder_); }

    void write(std::string const& name, std::string const& text) const {
        std::ofstream(folder_ / name, std::ios::binary) << text;
    }

    /// \param before  what stands before the program: variables, another program that runs it
    [[nodiscard]] Outcome povex(std::string const& arguments,
                                std::string const& before = "") const {
        return shell(before + " '" POVEX_PROGRAM "' " + arguments);
    }

    [[nodiscard]] Outcome shell(std::string const& command) const {
        auto const here =
            "cd '" + folder_.string() + "' && { " + command + "\n} > out.txt 2> err.txt";
        int const status = std::system(here.c_str());
        return {WEXITSTATUS(status), contents(folder_ / "out.txt"), contents(folder_ / "err.txt")};
    }

    /// Files in the folder besides the study and the two streams.
    [[nodiscard]] std::vector<std::string> left_behind() const {
        std::vector<std::string> names;
        for (auto const& entry : fs::directory_iterator(folder_)) {
            auto const name = entry.path().filename().string();
            if (name != "study.toml" && name != "out.txt" && name != "err.txt")
                names.push_back(name);
        }
        return names;
    }

    fs::path folder_;

    static constexpr char const* study = R"(
title.en = "A small study"
base_year = 2021
last_year = 2023
replicates = 3
[register]
households = 500
[strata.all]
mean_income = 2_500_000
sigma = 0.5
growth = 0.02
[standards.line]
line = 1_500_000
[payers.state]
[programmes.grant]
kind = "entitlement"
status = ["poor"]
unit_cost = 1_000_000
log_effect = 0.2
[scenarios.with]
[scenarios.without]
programmes = []
)";
};

}  // namespace povex::test
