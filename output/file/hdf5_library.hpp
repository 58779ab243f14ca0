#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include <H5Cpp.h>

#include "output/file/array_file.hpp"

/// The parts of the HDF5 library that array_file.cpp, the only one to include this, is made of:
/// failures, types, properties, attributes and values. Failures are thrown as H5::Exception.
namespace povex::hdf5 {

// What stands for a missing value: netCDF's own fill values.
inline constexpr std::int32_t missing32 = -2147483647;
inline constexpr std::int64_t missing64 = -9223372036854775806;
inline constexpr double missing_real = std::numeric_limits<double>::quiet_NaN();

/// From now on, collect the failures of the library in this thread instead of printing them.
void listen();
/// The last failure of the library in this thread: the innermost message, or the message of the
/// system inside it.
[[nodiscard]] std::string take_failure();

/// The result of a function of the C interface, which reports failure by a negative number.
template <class Number>
Number checked(Number result, char const* function) {
    if (result < 0) throw H5::Exception(function, "failed");
    return result;
}

/// A handle of the C interface, closed at the end of its scope.
class Opened {
public:
    Opened(hid_t id, herr_t (*close)(hid_t), char const* function)
        : id_(checked(id, function)), close_(close) {}
    Opened(Opened const&) = delete;
    Opened& operator=(Opened const&) = delete;
    ~Opened() { close_(id_); }
    [[nodiscard]] hid_t id() const { return id_; }

private:
    hid_t id_;
    herr_t (*close_)(hid_t);
};

/// Keep the order in which things are made.
inline constexpr unsigned in_order = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;
/// Properties of everything that is made: no time stamps, attributes in order.
void make_reproducible(hid_t properties);
[[nodiscard]] H5::DSetCreatPropList array_properties(ArrayPlan const& plan,
                                                     std::vector<std::size_t> const& shape);

[[nodiscard]] H5::DataType file_type(Stored stored);
[[nodiscard]] Stored stored_as(H5::DataSet const& array);
[[nodiscard]] std::vector<std::size_t> shape_of(H5::DataSpace const& space);
[[nodiscard]] H5::DataSpace space_of(std::vector<std::size_t> const& shape);
void select(H5::DataSpace const& space, Slab const& slab);

/// Calls visit(type in memory, missing value) for the numbers of a kind.
template <class Visit>
void with_number(Stored stored, Visit visit) {
    if (stored == Stored::int32) return visit(H5::PredType::NATIVE_INT32, missing32);
    if (stored == Stored::int64) return visit(H5::PredType::NATIVE_INT64, missing64);
    if (stored == Stored::real) return visit(H5::PredType::NATIVE_DOUBLE, missing_real);
    throw H5::Exception("numbers", "the array holds text");
}

void add_attribute(H5::H5Object const& object, Attribute const& attribute);
[[nodiscard]] Attribute::Value attribute_value(H5::Attribute const& attribute);

void write_numbers(H5::DataSet const& array, H5::DataSpace const& from, H5::DataSpace const& to,
                   std::span<double const> values);
void write_whole(H5::DataSet const& array, Column const& column);
[[nodiscard]] std::vector<double> read_numbers(H5::DataSet const& array, Slab const& slab);
[[nodiscard]] std::vector<std::string> read_texts(H5::DataSet const& array);

}  // namespace povex::hdf5
