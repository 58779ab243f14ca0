#include "engine/base/memory.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <string>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace povex {

namespace {

/// The number behind a name in a file of /proc, which has kibibytes [bytes]; 0: there is none.
double bytes_in(char const* file, std::string const& name) {
    std::ifstream lines(file);
    for (std::string word; lines >> word;) {
        double kibibytes = 0.0;
        if (word == name && lines >> kibibytes) return 1024.0 * kibibytes;
    }
    return 0.0;
}

/// The number in a file; 0: there is none, or it says "max".
double number_in(char const* file) {
    std::ifstream stream(file);
    double number = 0.0;
    return stream >> number ? number : 0.0;
}

}  // namespace

MemoryInUse memory_in_use() {
    constexpr char const* status = "/proc/self/status";
    return {bytes_in(status, "VmRSS:"), bytes_in(status, "VmHWM:")};
}

void forget_most_memory() {
    std::ofstream("/proc/self/clear_refs") << "5";
}

double memory_available() {
    double const system = bytes_in("/proc/meminfo", "MemAvailable:");
    double const limit = number_in("/sys/fs/cgroup/memory.max");
    if (limit <= 0.0) return system;
    double const left = std::max(0.0, limit - number_in("/sys/fs/cgroup/memory.current"));
    return system > 0.0 ? std::min(system, left) : left;
}

void keep_freed_memory() {
#ifdef __GLIBC__
    constexpr int mebibyte = 1 << 20;
    mallopt(M_MMAP_THRESHOLD, 32 * mebibyte);  // the most it takes
    mallopt(M_TRIM_THRESHOLD, 1024 * mebibyte);
    mallopt(M_TOP_PAD, 16 * mebibyte);
#endif
}

}  // namespace povex
