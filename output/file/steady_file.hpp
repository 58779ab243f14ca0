#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>

namespace povex {

/// An open file for a writer that cannot bear a failure, such as a library that crashes when the
/// disk is full. Writing never fails: from the first failure on, what is written stays in memory,
/// and what is read has it. failure() tells, and the writer is to be stopped soon.
class SteadyFile {
public:
    /// \param descriptor  of a file open for reading and writing; it is not closed here
    explicit SteadyFile(int descriptor) : descriptor_(descriptor) {}

    void write(std::uint64_t at, std::span<std::byte const> bytes);
    /// What was never written is zero.
    void read(std::uint64_t at, std::span<std::byte> bytes);
    void resize(std::uint64_t size);

    /// The errno of the first failure; 0: none.
    [[nodiscard]] int failure() const { return failure_; }

private:
    static constexpr std::size_t block_size = 4096;
    using Block = std::array<std::byte, block_size>;

    void keep(std::uint64_t at, std::span<std::byte const> bytes);
    void read_disk(std::uint64_t at, std::span<std::byte> bytes);

    int descriptor_;
    int failure_ = 0;
    std::map<std::uint64_t, Block> kept_;  ///< written after the failure, by number of the block
};

}  // namespace povex
