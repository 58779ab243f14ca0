#include "output/file/results_cost.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <string>
#include <system_error>

#include <fmt/format.h>

#include "engine/base/error.hpp"
#include "engine/base/memory.hpp"
#include "output/file/array_file.hpp"
#include "output/file/results_layout.hpp"
#include "output/file/results_statistics.hpp"
#include "output/file/results_writer.hpp"
#include "output/file/unfinished.hpp"

namespace povex {

namespace {

/// A folder of its own, only for this user, which is removed with all that is in it.
Unfinished temporary_folder() {
    try {
        Unfinished folder(std::filesystem::temp_directory_path() / "check",
                          Unfinished::Kind::folder);
        std::filesystem::permissions(folder.path(), std::filesystem::perms::owner_all);
        return folder;
    } catch (std::system_error const& failure) {
        throw InputError(fmt::format("no folder for temporary files can be made ({})",
                                     why_not_written(failure.code().value())),
                         "TMPDIR names another place");
    }
}

double seconds_since(std::chrono::steady_clock::time_point begin) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

/// Bytes of all that has the dimension `replicate`.
double bytes_of_replicates(std::filesystem::path const& path, Catalogue const& catalogue) {
    ArrayFile const file = ArrayFile::open(path);
    double bytes = 0.0;
    for (Variable const& variable : catalogue.variables) {
        auto const name = inside("/", variable.name);
        if (file.has(name)) bytes += static_cast<double>(file.stored_bytes(name));
    }
    return bytes;
}

}  // namespace

FileCost file_cost(Study const& study, Catalogue const& catalogue,
                   std::vector<ReplicateResult> const& sample, std::uint32_t replicates) {
    Unfinished const folder = temporary_folder();
    auto const path = folder.path() / "sample.h5";
    double const memory = memory_in_use().now;
    forget_most_memory();
    auto const written = static_cast<std::uint32_t>(sample.size());
    double const times = static_cast<double>(replicates) / static_cast<double>(written);
    auto const begin = std::chrono::steady_clock::now();
    ResultsWriter writer(path, study, catalogue, current_provenance({"povex", "check"}), written,
                         false);
    double const making = seconds_since(begin);
    for (ReplicateResult const& result : sample) writer.write(result);
    double const writing = seconds_since(begin) - making;
    writer.finish();
    double const once = seconds_since(begin) - writing;
    double const growing = bytes_of_replicates(path, catalogue);
    auto const whole = static_cast<double>(std::filesystem::file_size(path));
    // the statistics read again what was written, and sort it
    return {once + writing * times + writing * (times - 1.0), whole + growing * (times - 1.0),
            std::max(0.0, memory_in_use().most - memory)};
}

double writing_bytes(double numbers, std::uint32_t replicates) {
    constexpr double number = sizeof(double);
    constexpr double part = number * static_cast<double>(largest_part);
    constexpr double unpacked_chunk =
        number * static_cast<double>(chunk_bytes) / sizeof(std::int32_t);
    constexpr auto batch = static_cast<double>(largest_batch);
    double const one = number * numbers;
    double const all = one * replicates;
    return std::max(one, std::min({all, batch * one, static_cast<double>(batch_bytes)})) +
           4.0 * std::min({all, part, unpacked_chunk * std::max(1.0, replicates / batch)});
}

}  // namespace povex
