#pragma once

#include <cstdint>

namespace povex::cli {

/// From now on, SIGINT, SIGTERM and SIGHUP end the program at once, whatever it does, with the exit
/// code `interrupted`: what is unfinished is removed, and a message says how far it was. A signal
/// that the program was started to ignore stays ignored. To be called before any thread is started.
///
/// SIGPIPE and SIGXFSZ are ignored: the write that they stand for fails, and is reported.
void watch_signals();

/// How many replicates are done, for the message.
void count_replicates(std::uint32_t finished, std::uint32_t total);

/// End as a program ends that writes into a pipe which nobody reads, if it was not started to
/// ignore that; otherwise return.
void end_on_broken_pipe();

}  // namespace povex::cli
