#include "output/file/hdf5_library.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "output/words/plain_text.hpp"

namespace povex::hdf5 {
namespace {

constexpr int compression = 1;
constexpr double largest_exact = 9007199254740992.0;  // 2^53

/// The last failure of the library in this thread.
std::string& last_failure() {
    thread_local std::string cause;
    return cause;
}

/// Remember the cause of a failure. If the message quotes the system, only the quotation is kept:
/// the rest is addresses and times.
void note_failure(std::string const& description) {
    std::string_view constexpr mark = "error message = '";
    std::size_t const start = description.find(mark);
    if (start == std::string::npos) {
        last_failure() = description;
        return;
    }
    std::size_t const end = description.find('\'', start + mark.size());
    last_failure() = description.substr(start + mark.size(), end - start - mark.size());
}

extern "C" {
static herr_t note_innermost(unsigned depth, H5E_error2_t const* error, void*) {
    if (depth == 0 && error->desc != nullptr) note_failure(error->desc);
    return 0;
}
static herr_t note_stack(hid_t stack, void*) {
    return H5Ewalk2(stack, H5E_WALK_UPWARD, note_innermost, nullptr);
}
}

std::vector<hsize_t> to_library(std::vector<std::size_t> const& numbers) {
    return {numbers.begin(), numbers.end()};
}

H5::StrType text_type() {
    H5::StrType type(H5::PredType::C_S1, H5T_VARIABLE);
    type.setCset(H5T_CSET_UTF8);
    return type;
}

std::vector<char const*> pointers_to(std::vector<std::string> const& texts) {
    std::vector<char const*> pointers;
    pointers.reserve(texts.size());
    for (std::string const& text : texts) pointers.push_back(text.c_str());
    return pointers;
}

std::vector<std::string> all_valid(std::vector<std::string> const& texts) {
    std::vector<std::string> valid;
    valid.reserve(texts.size());
    for (std::string const& text : texts) valid.push_back(valid_utf8(text));
    return valid;
}

void add_texts(H5::H5Object const& object, std::string const& name, H5::DataSpace const& space,
               std::vector<std::string> const& texts) {
    std::vector<std::string> const valid = all_valid(texts);
    std::vector<char const*> const pointers = pointers_to(valid);
    object.createAttribute(name, text_type(), space).write(text_type(), pointers.data());
}

/// Copy strings that the library allocated, and free them.
std::vector<std::string> taken_over(std::vector<char*>& pointers) {
    std::vector<std::string> texts;
    texts.reserve(pointers.size());
    for (char* pointer : pointers) {
        texts.emplace_back(pointer == nullptr ? "" : pointer);
        H5free_memory(pointer);
    }
    return texts;
}

template <class Number>
Number stored_number(double value, Number missing) {
    if (std::isnan(value)) return missing;
    if constexpr (std::is_integral_v<Number>) {
        auto const limit =
            std::min(static_cast<double>(std::numeric_limits<Number>::max()), largest_exact);
        if (std::trunc(value) != value || std::abs(value) >= limit) {
            throw H5::Exception("write", fmt::format("{} is not a whole number of {} bits", value,
                                                     8 * sizeof(Number)));
        }
    }
    return static_cast<Number>(value);
}

}  // namespace

void listen() {
    thread_local bool const listening = H5Eset_auto2(H5E_DEFAULT, note_stack, nullptr) >= 0;
    static_cast<void>(listening);
    last_failure().clear();
}

std::string take_failure() {
    H5Eclear2(H5E_DEFAULT);  // or the library cannot end after this thread
    return std::exchange(last_failure(), "");
}

void make_reproducible(hid_t properties) {
    checked(H5Pset_obj_track_times(properties, false), "H5Pset_obj_track_times");
    checked(H5Pset_attr_creation_order(properties, in_order), "H5Pset_attr_creation_order");
}

H5::DSetCreatPropList array_properties(ArrayPlan const& plan,
                                       std::vector<std::size_t> const& shape) {
    H5::DSetCreatPropList properties;
    make_reproducible(properties.getId());
    if (plan.stored == Stored::text) return properties;
    with_number(plan.stored, [&](H5::PredType const& type, auto missing) {
        properties.setFillValue(type, &missing);
    });
    if (shape.empty()) return properties;
    std::vector<hsize_t> const chunk = to_library(plan.chunk.empty() ? shape : plan.chunk);
    properties.setChunk(static_cast<int>(chunk.size()), chunk.data());
    properties.setShuffle();
    properties.setDeflate(compression);
    return properties;
}

H5::DataType file_type(Stored stored) {
    switch (stored) {
        case Stored::int32:
            return H5::PredType::STD_I32LE;
        case Stored::int64:
            return H5::PredType::STD_I64LE;
        case Stored::real:
            return H5::PredType::IEEE_F64LE;
        case Stored::text:
            break;
    }
    return text_type();
}

Stored stored_as(H5::DataSet const& array) {
    switch (array.getTypeClass()) {
        case H5T_STRING:
            return Stored::text;
        case H5T_INTEGER:
            return array.getDataType().getSize() <= 4 ? Stored::int32 : Stored::int64;
        default:
            return Stored::real;
    }
}

std::vector<std::size_t> shape_of(H5::DataSpace const& space) {
    std::vector<hsize_t> shape(static_cast<std::size_t>(space.getSimpleExtentNdims()));
    if (!shape.empty()) space.getSimpleExtentDims(shape.data());
    return {shape.begin(), shape.end()};
}

H5::DataSpace space_of(std::vector<std::size_t> const& shape) {
    if (shape.empty()) return H5::DataSpace(H5S_SCALAR);
    std::vector<hsize_t> const extents = to_library(shape);
    return {static_cast<int>(extents.size()), extents.data()};
}

void select(H5::DataSpace const& space, Slab const& slab) {
    std::vector<hsize_t> const start = to_library(slab.start);
    std::vector<hsize_t> const count = to_library(slab.count);
    auto const rank = static_cast<std::size_t>(space.getSimpleExtentNdims());
    if (start.size() != rank || count.size() != rank) {
        throw H5::Exception("select", "slab and array differ in dimensions");
    }
    if (rank > 0) space.selectHyperslab(H5S_SELECT_SET, count.data(), start.data());
}

void add_attribute(H5::H5Object const& object, Attribute const& attribute) {
    H5::DataSpace const scalar(H5S_SCALAR);
    if (auto const* text = std::get_if<std::string>(&attribute.value)) {
        add_texts(object, attribute.name, scalar, {*text});
    } else if (auto const* whole = std::get_if<std::int64_t>(&attribute.value)) {
        object.createAttribute(attribute.name, H5::PredType::STD_I64LE, scalar)
            .write(H5::PredType::NATIVE_INT64, whole);
    } else if (auto const* real = std::get_if<double>(&attribute.value)) {
        object.createAttribute(attribute.name, H5::PredType::IEEE_F64LE, scalar)
            .write(H5::PredType::NATIVE_DOUBLE, real);
    } else {
        auto const& texts = std::get<std::vector<std::string>>(attribute.value);
        if (!texts.empty()) add_texts(object, attribute.name, space_of({texts.size()}), texts);
    }
}

Attribute::Value attribute_value(H5::Attribute const& attribute) {
    H5::DataSpace const space = attribute.getSpace();
    if (attribute.getTypeClass() == H5T_INTEGER) {
        std::int64_t whole = 0;
        attribute.read(H5::PredType::NATIVE_INT64, &whole);
        return whole;
    }
    if (attribute.getTypeClass() == H5T_FLOAT) {
        double real = 0;
        attribute.read(H5::PredType::NATIVE_DOUBLE, &real);
        return real;
    }
    std::vector<char*> pointers(static_cast<std::size_t>(space.getSimpleExtentNpoints()));
    attribute.read(text_type(), pointers.data());
    std::vector<std::string> texts = taken_over(pointers);
    if (texts.empty()) return std::string();
    if (space.getSimpleExtentNdims() == 0) return texts.front();
    return texts;
}

void write_numbers(H5::DataSet const& array, H5::DataSpace const& from, H5::DataSpace const& to,
                   std::span<double const> values) {
    if (static_cast<std::size_t>(from.getSimpleExtentNpoints()) != values.size()) {
        throw H5::Exception("write", "wrong number of values");
    }
    with_number(stored_as(array), [&](H5::PredType const& type, auto missing) {
        std::vector<decltype(missing)> numbers;
        numbers.reserve(values.size());
        for (double value : values) numbers.push_back(stored_number(value, missing));
        array.write(numbers.data(), type, from, to);
    });
}

void write_whole(H5::DataSet const& array, Column const& column) {
    H5::DataSpace const space = array.getSpace();
    if (auto const* numbers = std::get_if<std::vector<double>>(&column)) {
        write_numbers(array, space, space, *numbers);
        return;
    }
    std::vector<std::string> const valid = all_valid(std::get<std::vector<std::string>>(column));
    if (static_cast<std::size_t>(space.getSimpleExtentNpoints()) != valid.size()) {
        throw H5::Exception("write", "wrong number of values");
    }
    array.write(pointers_to(valid).data(), text_type());
}

std::vector<double> read_numbers(H5::DataSet const& array, Slab const& slab) {
    H5::DataSpace const space = array.getSpace();
    select(space, slab);
    std::vector<double> values(slab.size());
    with_number(stored_as(array), [&](H5::PredType const& type, auto missing) {
        std::vector<decltype(missing)> numbers(values.size());
        array.read(numbers.data(), type, space_of(slab.count), space);
        std::transform(numbers.begin(), numbers.end(), values.begin(), [&](auto number) {
            return number == missing ? missing_real : static_cast<double>(number);
        });
    });
    return values;
}

std::vector<std::string> read_texts(H5::DataSet const& array) {
    if (stored_as(array) != Stored::text) throw H5::Exception("read", "it is no text");
    std::vector<char*> pointers(
        static_cast<std::size_t>(array.getSpace().getSimpleExtentNpoints()));
    array.read(pointers.data(), text_type());
    return taken_over(pointers);
}

}  // namespace povex::hdf5
