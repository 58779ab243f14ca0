#include "cli/signals.hpp"

#include <atomic>
#include <csignal>
#include <string>
#include <system_error>
#include <thread>

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include "cli/command.hpp"
#include "output/file/unfinished.hpp"

namespace povex::cli {

namespace {

std::atomic<std::uint32_t> replicates_finished = 0;
std::atomic<std::uint32_t> replicates_asked = 0;
bool ends_on_broken_pipe = false;

bool is_ignored(int signal) {
    struct sigaction now {};
    return sigaction(signal, nullptr, &now) == 0 && now.sa_handler == SIG_IGN;
}

/// Write a message to standard error, unless nobody takes it: another thread may wait there.
void tell(std::string const& text) {
    pollfd ready{STDERR_FILENO, POLLOUT, 0};
    if (poll(&ready, 1, 0) != 1 || (ready.revents & POLLOUT) == 0) return;
    if (::write(STDERR_FILENO, text.data(), text.size()) < 0) return;  // nobody can be told
}

[[noreturn]] void end() {
    Abandoned const found = abandon_unfinished();
    std::string text = isatty(STDERR_FILENO) != 0 ? "\r\x1b[K" : "";
    text += "povex: interrupted";
    std::uint32_t const asked = replicates_asked;
    if (asked > 0) text += fmt::format(" after {} of {} replicates", replicates_finished, asked);
    if (found.removed == 0 && found.finished > 0) {
        text += ", what it had written is whole";
    } else if (asked > 0 || found.removed > 0) {
        text += ", nothing written";
    }
    tell(text + "\n");
    _exit(interrupted);
}

}  // namespace

void watch_signals() {
    ends_on_broken_pipe = !is_ignored(SIGPIPE);
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
    sigset_t watched;
    sigemptyset(&watched);
    for (int signal : {SIGINT, SIGTERM, SIGHUP}) {
        if (!is_ignored(signal)) sigaddset(&watched, signal);
    }
    pthread_sigmask(SIG_BLOCK, &watched, nullptr);
    try {
        std::thread([watched] {
            int signal = 0;
            while (sigwait(&watched, &signal) != 0) {
            }
            end();
        }).detach();
    } catch (std::system_error const&) {  // no more threads are allowed: end without a word
        pthread_sigmask(SIG_UNBLOCK, &watched, nullptr);
    }
}

void count_replicates(std::uint32_t finished, std::uint32_t total) {
    replicates_finished = finished;
    replicates_asked = total;
}

void end_on_broken_pipe() {
    if (!ends_on_broken_pipe) return;
    std::signal(SIGPIPE, SIG_DFL);
    std::raise(SIGPIPE);
}

}  // namespace povex::cli
