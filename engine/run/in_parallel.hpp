#pragma once

#include <cstddef>

#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>

namespace povex {

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
