#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "output/file/new_file.hpp"

namespace povex {

/// How the values of an array are stored. Numbers pass through the interface as double, NaN
/// meaning missing; whole numbers are exact below 2^53.
enum class Stored : std::uint8_t { int32, int64, real, text };

/// A named value attached to an array, a group or the file itself.
struct Attribute {
    using Value = std::variant<std::string, std::int64_t, double, std::vector<std::string>>;
    std::string name;
    Value value;
};

/// Values of one kind: numbers, or texts.
using Column = std::variant<std::vector<double>, std::vector<std::string>>;

/// A rectangular part of an array: start[i] <= index i < start[i] + count[i].
struct Slab {
    std::vector<std::size_t> start;
    std::vector<std::size_t> count;

    [[nodiscard]] std::size_t size() const;
};

/// What an array is: where it lies and what its dimensions are called.
struct ArrayPlan {
    std::string path;  ///< from the root: "/summary/poor"
    Stored stored = Stored::real;
    std::vector<std::string> dimensions;  ///< names of dimensions of the same group; may be empty
    std::vector<std::size_t> chunk;  ///< shape of the pieces that are compressed; empty: one piece
    std::vector<Attribute> attributes;
};

/// What an array of a file is.
struct ArrayInfo {
    std::string path;
    Stored stored = Stored::real;
    std::vector<std::string> dimensions;
    std::vector<std::size_t> shape;
};

/// A file of labelled arrays in groups: HDF5 that is valid netCDF-4 at once, so that every
/// scientific language opens it with labels. The only door to the HDF5 library.
///
/// A dimension is a one-dimensional array of its own name with its labels (a dimension scale). It
/// belongs to one group, so that each group can be opened alone. Strings are UTF-8 of any length;
/// bytes that are not UTF-8 are replaced. Numbers are compressed (shuffle, deflate 1) by chunks;
/// what was never written is missing. No time stamps: equal contents written in the same order are
/// equal bytes.
///
/// Paths start with "/". All functions throw FileError. Not safe to share between threads; may be
/// handed from one to another.
class ArrayFile {
public:
    /// Write into a new file, which must live longer. A failure of the disk is one of the call
    /// during which it happens; all later ones but the destructor fail, too.
    [[nodiscard]] static ArrayFile create(NewFile const& file);
    /// Open a file for reading.
    [[nodiscard]] static ArrayFile open(std::filesystem::path const& path);

    ArrayFile(ArrayFile&&) noexcept;
    ArrayFile& operator=(ArrayFile&&) noexcept;
    ~ArrayFile();

    /// Write everything. Afterwards nothing but the destructor may be called.
    void close();

    /// Attributes of the root ("/"), a group or an array.
    void add_attributes(std::string const& path, std::vector<Attribute> const& attributes);
    void make_group(std::string const& path, std::vector<Attribute> const& attributes = {});

    /// Make a dimension with its labels, at least one.
    void make_dimension(ArrayPlan const& plan, Column const& labels);
    /// Make an array whose numbers are missing so far.
    void make_array(ArrayPlan const& plan);
    /// Write numbers, row-major over the slab.
    /// \throws FileError also for a value that the array cannot store
    void write(std::string const& path, Slab const& slab, std::span<double const> values);
    /// Make an array and write all of it, row-major.
    void put(ArrayPlan const& plan, Column const& values);

    /// Names of the groups and arrays in a group, in the order of their making.
    [[nodiscard]] std::vector<std::string> arrays(std::string const& group) const;
    [[nodiscard]] std::vector<std::string> groups(std::string const& group) const;
    [[nodiscard]] bool has(std::string const& path) const;
    [[nodiscard]] ArrayInfo info(std::string const& path) const;
    /// How much room the values of an array take in the file [bytes].
    [[nodiscard]] std::uint64_t stored_bytes(std::string const& path) const;
    [[nodiscard]] std::vector<double> read(std::string const& path, Slab const& slab) const;
    [[nodiscard]] std::vector<double> read(std::string const& path) const;
    [[nodiscard]] std::vector<std::string> read_text(std::string const& path) const;
    [[nodiscard]] std::optional<Attribute::Value> attribute(std::string const& path,
                                                            std::string const& name) const;

private:
    struct Handle;
    explicit ArrayFile(std::unique_ptr<Handle> handle);
    std::unique_ptr<Handle> handle_;
};

}  // namespace povex
