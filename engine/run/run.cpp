#include "engine/run/run.hpp"

#include <utility>
#include <vector>

#include <oneapi/tbb/parallel_pipeline.h>

#include "engine/base/memory.hpp"
#include "engine/run/in_parallel.hpp"

namespace povex {

std::uint32_t run(PreparedFor const& prepared_for, std::uint32_t replicates, int threads,
                  ResultSink const& sink, std::stop_token stop, std::uint32_t period) {
    using namespace oneapi::tbb;
    keep_freed_memory();
    ThreadLimit const limit(threads);
    std::uint32_t next = 0;
    std::uint32_t delivered = 0;
    // Results wait in order for the sink, at most so many. A sink that is slow now and then, or a
    // replicate that takes long, holds no other up. They wait here and not in the pipeline, which
    // would lose their memory if the sink throws.
    auto const under_way = 3 * limit.threads();
    std::vector<ReplicateResult> waiting(under_way);
    parallel_pipeline(
        under_way,
        make_filter<void, std::uint32_t>(filter_mode::serial_in_order,
                                         [&](flow_control& flow) -> std::uint32_t {
                                             if (next == replicates || stop.stop_requested()) {
                                                 flow.stop();
                                                 return 0;
                                             }
                                             return next++;
                                         }) &
            make_filter<std::uint32_t, std::uint32_t>(
                filter_mode::parallel,
                [&](std::uint32_t replicate) {
                    waiting[replicate % under_way] = simulate_replicate(
                        *prepared_for(replicate), period > 0 ? replicate % period : replicate);
                    return replicate;
                }) &
            make_filter<std::uint32_t, void>(
                filter_mode::serial_in_order, [&](std::uint32_t replicate) {
                    sink(std::exchange(waiting[replicate % under_way], {}));
                    ++delivered;
                }));
    return delivered;
}

std::uint32_t run(PreparedExperiment const& prepared, std::uint32_t replicates, int threads,
                  ResultSink const& sink, std::stop_token stop) {
    auto const lend = [&](std::uint32_t) {
        return std::shared_ptr<PreparedExperiment const>(std::shared_ptr<void>(), &prepared);
    };
    return run(lend, replicates, threads, sink, std::move(stop));
}

}  // namespace povex
