#include "output/file/array_file.hpp"

#include <cmath>
#include <cstdlib>
#include <limits>
#include <thread>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "tests/output/fake_run.hpp"

namespace povex {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

template <class Action>
std::string failure_of(Action action) {
    try {
        action();
    } catch (FileError const& error) {
        return error.what();
    }
    return "no failure";
}

TEST(ArrayFile, PartsAndMissingValues) {
    auto const path = fake::folder() / "a.h5";
    {
        NewFile made(checked_target(path, true));
        ArrayFile file = ArrayFile::create(made);
        file.make_dimension({"/row", Stored::int32, {}, {}, {}}, std::vector<double>{5, 6});
        file.make_dimension({"/name", Stored::text, {}, {}, {}},
                            std::vector<std::string>{"Hạ Long", "", "a\xFFz"});
        for (auto const& [name, stored] : {std::pair{"/small", Stored::int32},
                                           {"/large", Stored::int64},
                                           {"/real", Stored::real}}) {
            file.make_array({name, stored, {"row", "name"}, {1, 2}, {{"units", "1"}}});
            double const missing = std::numeric_limits<double>::quiet_NaN();
            file.write(name, {{1, 1}, {1, 2}}, std::vector<double>{-7, missing});
        }
        file.close();
        made.finish();
    }
    ArrayFile const file = ArrayFile::open(path);
    EXPECT_THAT(file.arrays("/"), ElementsAre("row", "name", "small", "large", "real"));
    EXPECT_THAT(file.read_text("/name"), ElementsAre("Hạ Long", "", "a\xEF\xBF\xBDz"));
    for (char const* name : {"/small", "/large", "/real"}) {
        EXPECT_THAT(file.info(name).dimensions, ElementsAre("row", "name"));
        EXPECT_THAT(file.read(name),
                    ElementsAre(testing::IsNan(), testing::IsNan(), testing::IsNan(),
                                testing::IsNan(), -7, testing::IsNan()));
        EXPECT_THAT(file.read(name, {{1, 1}, {1, 1}}), ElementsAre(-7));
    }
    EXPECT_EQ(file.info("/large").stored, Stored::int64);
    EXPECT_EQ(file.attribute("/real", "units"), Attribute::Value("1"));
    EXPECT_EQ(file.attribute("/real", "none"), std::nullopt);
}

TEST(ArrayFile, FailuresNameTheFileAndTheCause) {
    auto const folder = fake::folder();
    EXPECT_THAT(failure_of([&] { static_cast<void>(ArrayFile::open(folder / "none.h5")); }),
                testing::AllOf(HasSubstr("none.h5"), HasSubstr("No such file")));
    NewFile const made(checked_target(folder / "a.h5", true));
    ArrayFile file = ArrayFile::create(made);
    EXPECT_THAT(failure_of([&] { static_cast<void>(file.read("/gone")); }), HasSubstr("/gone"));
    EXPECT_THAT(failure_of([&] { static_cast<void>(file.attribute("/gone", "x")); }),
                HasSubstr("/gone"));
    EXPECT_FALSE(file.has("/gone/away"));
    file.make_dimension({"/row", Stored::int32, {}, {}, {}}, std::vector<double>{5, 6});
    EXPECT_THAT(failure_of([&] { static_cast<void>(file.read_text("/row")); }), HasSubstr("text"));
    EXPECT_THAT(failure_of([&] {
                    file.write("/row", {{0}, {1}}, std::vector<double>{1, 2});
                }),
                HasSubstr("wrong number"));
    EXPECT_THAT(failure_of([&] {
                    file.write("/row", {{1}, {2}}, std::vector<double>{1, 2});
                }),
                HasSubstr("/row"));
}

TEST(ArrayFile, NoThreadLetsTheLibraryPrint) {
    testing::internal::CaptureStderr();
    std::thread([] {
        failure_of([] { static_cast<void>(ArrayFile::open("/no/such.h5")); });
    }).join();
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

/// From now on what is written to an open file fails as on a full disk.
void fill_disk_of(NewFile const& file) {
    int const full = open("/dev/full", O_RDWR | O_CLOEXEC);
    dup2(full, file.descriptor());
    close(full);
}

/// Says with its exit code whether each try failed cleanly.
[[noreturn]] void write_to_full_disk(std::filesystem::path const& path) {
    bool clean = true;
    auto const is_full = [](std::string const& failure) {
        return failure.find("a.h5: it cannot be written (disk full") != std::string::npos;
    };
    {
        NewFile const made(checked_target(path, true));
        ArrayFile file = ArrayFile::create(made);
        fill_disk_of(made);
        std::vector<double> noise(1'000'000);
        for (std::size_t i = 0; i < noise.size(); ++i) {
            noise[i] = std::sqrt(static_cast<double>(i * 7919 % 1000003));
        }
        clean = is_full(failure_of([&] {
            file.make_dimension({"/noise", Stored::real, {}, {}, {}}, noise);
        }));
        clean = clean && is_full(failure_of([&] { file.make_group("/later"); }));
        clean = clean && is_full(failure_of([&] { file.close(); }));
    }
    NewFile const made(checked_target(path, true));
    ArrayFile file = ArrayFile::create(made);
    fill_disk_of(made);
    file.make_group("/small");
    std::string const failure = failure_of([&] { file.close(); });
    clean = clean && failure.find("a.h5: it cannot be written (") != std::string::npos;
    std::exit(clean ? 0 : 1);
}

TEST(ArrayFileDeathTest, AFullDiskIsAnErrorAndNoCrash) {
    auto const path = std::filesystem::canonical(fake::folder()) / "a.h5";
    EXPECT_EXIT(write_to_full_disk(path), testing::ExitedWithCode(0), "^$");
}

}  // namespace
}  // namespace povex
