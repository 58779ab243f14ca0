#pragma once

namespace povex::cli {

/// Make the three standard streams safe, before any file is opened. One that is closed is opened
/// such that its use fails, so that no file gets its number. A message that cannot be written to
/// standard error is dropped: it never ends the program.
void open_streams();

/// Whether standard output has failed.
[[nodiscard]] bool output_is_lost();

/// Write what is left of standard output. If anything could not be written, say so.
/// \return the exit code of the program
[[nodiscard]] int finish_output(int code);

}  // namespace povex::cli
