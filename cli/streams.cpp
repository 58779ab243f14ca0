#include "cli/streams.hpp"

#include <cerrno>
#include <cstdio>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/types.h>
#include <unistd.h>

#include "cli/command.hpp"
#include "cli/signals.hpp"
#include "cli/terminal.hpp"
#include "engine/base/error.hpp"
#include "output/file/unfinished.hpp"

namespace povex::cli {

namespace {

/// Write to standard error as far as possible, and report success.
ssize_t write_message(void*, char const* text, size_t size) {
    size_t written = 0;
    while (written < size) {
        ssize_t const more = ::write(STDERR_FILENO, text + written, size - written);
        if (more < 0 && errno == EINTR) continue;
        if (more <= 0) break;
        written += static_cast<size_t>(more);
    }
    return static_cast<ssize_t>(size);
}

}  // namespace

void open_streams() {
    for (int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (fcntl(stream, F_GETFD) != -1 || errno != EBADF) continue;
        // the root folder is always there, and can be neither read nor written as a file
        if (open("/", O_RDONLY | O_DIRECTORY) != stream) _exit(internal_error);
    }
    FILE* const messages = fopencookie(nullptr, "w", {nullptr, write_message, nullptr, nullptr});
    if (messages == nullptr) return;
    setvbuf(messages, nullptr, _IONBF, 0);
    stderr = messages;
}

bool output_is_lost() {
    return std::ferror(stdout) != 0;
}

int finish_output(int code) {
    int failure = errno;
    if (!output_is_lost()) {
        if (std::fflush(stdout) == 0) return code;
        failure = errno;
    }
    if (failure == EPIPE) end_on_broken_pipe();
    print_problems(
        InputError(fmt::format("standard output cannot be written ({})",
                               failure == EBADF ? "it is closed" : why_not_written(failure)),
                   "")
            .problems());
    return code == done ? user_error : code;
}

}  // namespace povex::cli
