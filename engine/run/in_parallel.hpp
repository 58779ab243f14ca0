#pragma once

#include <algorithm>
#include <cstddef>
#include <thread>

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>

namespace povex {

/// While it lives, no more than so many threads work side by side.
class ThreadLimit {
public:
    /// \param threads  0: as many as the machine has
    explicit ThreadLimit(int threads)
        : threads_(threads > 0 ? static_cast<std::size_t>(threads)
                               : std::max<std::size_t>(1, std::thread::hardware_concurrency())),
          control_(oneapi::tbb::global_control::max_allowed_parallelism, threads_) {}

    [[nodiscard]] std::size_t threads() const { return threads_; }

private:
    std::size_t threads_;
    oneapi::tbb::global_control control_;
};

/// Calls work(0) ... work(count - 1), side by side where a thread is idle: when replicates are few.
/// A thread that waits for others here begins no other replicate, so that no more of them are in
/// memory than there are threads.
void in_parallel(std::size_t count, auto const& work) {
    using namespace oneapi::tbb;
    // what has begun is done to the end, also where the run is given up meanwhile
    task_group_context own(task_group_context::isolated);
    this_task_arena::isolate([&] { parallel_for(std::size_t{0}, count, work, own); });
}

}  // namespace povex
