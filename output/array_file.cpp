#include "output/array_file.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <memory>
#include <string_view>
#include <utility>

#include <H5Cpp.h>
#include <fmt/format.h>
#include <hdf5_hl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "output/plain_text.hpp"

namespace povex {

std::size_t Slab::size() const {
    std::size_t product = 1;
    for (std::size_t n : count) product *= n;
    return product;
}

namespace {

constexpr int compression = 1;

// What stands for a missing value: netCDF's own fill values.
constexpr std::int32_t missing32 = -2147483647;
constexpr std::int64_t missing64 = -9223372036854775806;
constexpr double missing_real = std::numeric_limits<double>::quiet_NaN();
constexpr double largest_exact = 9007199254740992.0;  // 2^53

// ---- errors ------------------------------------------------------------------------------------

/// What the library does in this thread: why it failed last, and to which file it is writing.
struct Activity {
    std::string cause;         ///< the innermost message
    int descriptor = -1;       ///< of the file being written; -1: none
    bool is_diverted = false;  ///< that file could not be written
};

Activity& activity() {
    thread_local Activity now;
    return now;
}

/// Let what the library still wants to write go into memory instead: after a failure, of a full
/// disk say, it would otherwise fail again when it closes arrays and file, print, and crash.
void divert_to_memory(int descriptor) {
    int const memory = memfd_create("abandoned", MFD_CLOEXEC);
    if (memory < 0) return;
    dup2(memory, descriptor);
    ::close(memory);
}

/// Remember the cause of a failure. Where it quotes the system, its words are enough (the rest of
/// such a message is addresses and times), and the file is given up.
void note_failure(std::string const& description) {
    Activity& now = activity();
    std::string_view constexpr mark = "error message = '";
    std::size_t const start = description.find(mark);
    if (start == std::string::npos) {
        now.cause = description;
        return;
    }
    std::size_t const end = description.find('\'', start + mark.size());
    now.cause = description.substr(start + mark.size(), end - start - mark.size());
    if (now.descriptor < 0 || now.is_diverted) return;
    divert_to_memory(now.descriptor);
    now.is_diverted = true;
}

extern "C" {
static herr_t note_innermost(unsigned depth, H5E_error2_t const* error, void*) {
    if (depth == 0 && error->desc != nullptr) note_failure(error->desc);
    return 0;
}
static herr_t note_stack(hid_t stack, void*) {
    return H5Ewalk2(stack, H5E_WALK_UPWARD, note_innermost, nullptr);
}
static herr_t collect_link(hid_t, char const* name, H5L_info_t const*, void* names) {
    static_cast<std::vector<std::string>*>(names)->emplace_back(name);
    return 0;
}
static herr_t take_scale(hid_t, unsigned, hid_t scale, void* name) {
    std::array<char, 1024> buffer{};
    H5Iget_name(scale, buffer.data(), buffer.size());
    *static_cast<std::string*>(name) = buffer.data();
    return 1;  // the first is enough
}
}

/// Instead of printing a failure the library tells it to us; each thread has to be asked.
void listen_to_library(int descriptor) {
    thread_local bool const listening = H5Eset_auto2(H5E_DEFAULT, note_stack, nullptr) >= 0;
    static_cast<void>(listening);
    activity() = {"", descriptor, false};
}

/// The result of a function of the C interface, which reports failure by a negative number.
template <class Number>
Number checked(Number result, char const* function) {
    if (result < 0) throw H5::Exception(function, "failed");
    return result;
}

int descriptor_of(H5::H5File const& file) {
    void* descriptor = nullptr;
    checked(H5Fget_vfd_handle(file.getId(), H5P_DEFAULT, &descriptor), "H5Fget_vfd_handle");
    return *static_cast<int*>(descriptor);
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

// ---- types and property lists ------------------------------------------------------------------

H5::StrType text_type() {
    H5::StrType type(H5::PredType::C_S1, H5T_VARIABLE);
    type.setCset(H5T_CSET_UTF8);
    return type;
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

constexpr unsigned in_order = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;

/// Properties of everything that is made: no time stamps, attributes in order.
void make_reproducible(hid_t properties) {
    checked(H5Pset_obj_track_times(properties, false), "H5Pset_obj_track_times");
    checked(H5Pset_attr_creation_order(properties, in_order), "H5Pset_attr_creation_order");
}

std::vector<hsize_t> to_library(std::vector<std::size_t> const& numbers) {
    return {numbers.begin(), numbers.end()};
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

/// Calls visit(type of the memory, missing value) for the numbers of a kind.
template <class Visit>
void with_number(Stored stored, Visit visit) {
    if (stored == Stored::int32) return visit(H5::PredType::NATIVE_INT32, missing32);
    if (stored == Stored::int64) return visit(H5::PredType::NATIVE_INT64, missing64);
    if (stored == Stored::real) return visit(H5::PredType::NATIVE_DOUBLE, missing_real);
    throw H5::Exception("numbers", "the array holds text");
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

// ---- attributes --------------------------------------------------------------------------------

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

/// The strings that the library allocated, as ours; frees them.
std::vector<std::string> taken_over(std::vector<char*>& pointers) {
    std::vector<std::string> texts;
    texts.reserve(pointers.size());
    for (char* pointer : pointers) {
        texts.emplace_back(pointer == nullptr ? "" : pointer);
        H5free_memory(pointer);
    }
    return texts;
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
    if (space.getSimpleExtentNdims() == 0) return texts.at(0);
    return texts;
}

// ---- values -------------------------------------------------------------------------------------

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

void select(H5::DataSpace const& space, Slab const& slab) {
    std::vector<hsize_t> const start = to_library(slab.start);
    std::vector<hsize_t> const count = to_library(slab.count);
    auto const rank = static_cast<std::size_t>(space.getSimpleExtentNdims());
    if (start.size() != rank || count.size() != rank) {
        throw H5::Exception("select", "slab and array differ in dimensions");
    }
    if (rank > 0) space.selectHyperslab(H5S_SELECT_SET, count.data(), start.data());
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

std::string group_of(std::string const& path) {
    std::size_t const slash = path.rfind('/');
    return slash == 0 ? "/" : path.substr(0, slash);
}

std::string inside(std::string const& group, std::string const& name) {
    return (group == "/" ? "" : group) + "/" + name;
}

}  // namespace

// ---- the file ----------------------------------------------------------------------------------

struct ArrayFile::Handle {
    std::string path;  ///< as the user knows it
    H5::H5File file;
    int descriptor = -1;        ///< of a file being written; -1: of one being read
    mutable bool lost = false;  ///< it could not be written

    Handle() = default;
    Handle(Handle const&) = delete;
    Handle& operator=(Handle const&) = delete;
    ~Handle() { listen_to_library(lost ? -1 : descriptor); }  // then the members close the file

    /// Do something with the library and translate its failures.
    template <class Action>
    auto attempt(std::string const& doing, Action action) const {
        listen_to_library(lost ? -1 : descriptor);
        try {
            return action();
        } catch (H5::Exception const& failure) {
            lost = lost || activity().is_diverted;
            std::string cause = activity().cause;
            if (cause.empty()) cause = failure.getDetailMsg();
            H5Eclear2(H5E_DEFAULT);  // or the library cannot end after this thread
            throw FileError(fmt::format("{}: cannot {} ({})", path, doing, cause));
        }
    }

    H5::DataSet make(ArrayPlan const& plan, std::vector<std::size_t> const& shape,
                     bool is_dimension) const;
    std::vector<std::string> members(std::string const& group, H5O_type_t type) const;
};

H5::DataSet ArrayFile::Handle::make(ArrayPlan const& plan, std::vector<std::size_t> const& shape,
                                    bool is_dimension) const {
    H5::DataSet array = file.createDataSet(plan.path, file_type(plan.stored), space_of(shape),
                                           array_properties(plan, shape));
    if (plan.stored != Stored::text && !is_dimension) {
        with_number(plan.stored, [&](H5::PredType const& type, auto missing) {
            array.createAttribute("_FillValue", file_type(plan.stored), H5::DataSpace(H5S_SCALAR))
                .write(type, &missing);
        });
    }
    for (Attribute const& attribute : plan.attributes) add_attribute(array, attribute);
    return array;
}

std::vector<std::string> ArrayFile::Handle::members(std::string const& group,
                                                    H5O_type_t type) const {
    return attempt("list " + group, [&] {
        std::vector<std::string> names;
        H5::Group const opened = file.openGroup(group);
        if (H5Literate(opened.getId(), H5_INDEX_CRT_ORDER, H5_ITER_INC, nullptr, collect_link,
                       &names) < 0) {
            names.clear();  // made without creation order
            checked(H5Literate(opened.getId(), H5_INDEX_NAME, H5_ITER_INC, nullptr, collect_link,
                               &names),
                    "H5Literate");
        }
        std::erase_if(names,
                      [&](std::string const& name) { return opened.childObjType(name) != type; });
        return names;
    });
}

ArrayFile::ArrayFile(std::unique_ptr<Handle> handle) : handle_(std::move(handle)) {}
ArrayFile::ArrayFile(ArrayFile&&) noexcept = default;
ArrayFile& ArrayFile::operator=(ArrayFile&&) noexcept = default;
ArrayFile::~ArrayFile() = default;

ArrayFile ArrayFile::create(std::filesystem::path const& path) {
    auto handle = std::make_unique<Handle>();
    handle->path = path.string();
    handle->attempt("create the file", [&] {
        H5::FileCreatPropList properties;
        make_reproducible(properties.getId());
        checked(H5Pset_link_creation_order(properties.getId(), in_order),
                "H5Pset_link_creation_order");
        handle->file = H5::H5File(handle->path, H5F_ACC_TRUNC, properties);
        handle->descriptor = descriptor_of(handle->file);
    });
    return ArrayFile(std::move(handle));
}

ArrayFile ArrayFile::open(std::filesystem::path const& path) {
    auto handle = std::make_unique<Handle>();
    handle->path = path.string();
    handle->attempt("open the file",
                    [&] { handle->file = H5::H5File(handle->path, H5F_ACC_RDONLY); });
    return ArrayFile(std::move(handle));
}

void ArrayFile::close() {
    handle_->attempt("write the file", [&] {
        if (handle_->lost) throw H5::Exception("close", "an earlier write failed");
        handle_->file.flush(H5F_SCOPE_GLOBAL);
        handle_->file.close();
        handle_->descriptor = -1;
    });
}

void ArrayFile::add_attributes(std::string const& path, std::vector<Attribute> const& attributes) {
    handle_->attempt("write attributes of " + path, [&] {
        Opened const object(H5Oopen(handle_->file.getId(), path.c_str(), H5P_DEFAULT), H5Oclose,
                            "H5Oopen");
        bool const is_array = H5Iget_type(object.id()) == H5I_DATASET;
        for (Attribute const& attribute : attributes) {
            if (is_array) {
                add_attribute(H5::DataSet(object.id()), attribute);
            } else {
                add_attribute(H5::Group(object.id()), attribute);
            }
        }
    });
}

void ArrayFile::make_group(std::string const& path, std::vector<Attribute> const& attributes) {
    handle_->attempt("make group " + path, [&] {
        Opened const properties(H5Pcreate(H5P_GROUP_CREATE), H5Pclose, "H5Pcreate");
        make_reproducible(properties.id());
        checked(H5Pset_link_creation_order(properties.id(), in_order),
                "H5Pset_link_creation_order");
        Opened const group(H5Gcreate2(handle_->file.getId(), path.c_str(), H5P_DEFAULT,
                                      properties.id(), H5P_DEFAULT),
                           H5Gclose, "H5Gcreate2");
    });
    add_attributes(path, attributes);
}

void ArrayFile::make_dimension(ArrayPlan const& plan, Column const& labels) {
    handle_->attempt("make dimension " + plan.path, [&] {
        std::size_t const size =
            std::visit([](auto const& values) { return values.size(); }, labels);
        H5::DataSet const scale = handle_->make(plan, {size}, true);
        write_whole(scale, labels);
        std::string const name = plan.path.substr(plan.path.rfind('/') + 1);
        checked(H5DSset_scale(scale.getId(), name.c_str()), "H5DSset_scale");
    });
}

void ArrayFile::make_array(ArrayPlan const& plan) {
    handle_->attempt("make array " + plan.path, [&] {
        std::vector<H5::DataSet> scales;
        std::vector<std::size_t> shape;
        for (std::string const& dimension : plan.dimensions) {
            scales.push_back(handle_->file.openDataSet(inside(group_of(plan.path), dimension)));
            shape.push_back(shape_of(scales.back().getSpace()).at(0));
        }
        H5::DataSet const array = handle_->make(plan, shape, false);
        for (std::size_t d = 0; d < scales.size(); ++d) {
            checked(H5DSattach_scale(array.getId(), scales[d].getId(), static_cast<unsigned>(d)),
                    "H5DSattach_scale");
        }
    });
}

void ArrayFile::write(std::string const& path, Slab const& slab, std::span<double const> values) {
    handle_->attempt("write " + path, [&] {
        H5::DataSet const array = handle_->file.openDataSet(path);
        H5::DataSpace const space = array.getSpace();
        select(space, slab);
        write_numbers(array, space_of(slab.count), space, values);
    });
}

void ArrayFile::put(ArrayPlan const& plan, Column const& values) {
    make_array(plan);
    handle_->attempt("write " + plan.path,
                     [&] { write_whole(handle_->file.openDataSet(plan.path), values); });
}

std::vector<std::string> ArrayFile::arrays(std::string const& group) const {
    return handle_->members(group, H5O_TYPE_DATASET);
}

std::vector<std::string> ArrayFile::groups(std::string const& group) const {
    return handle_->members(group, H5O_TYPE_GROUP);
}

bool ArrayFile::has(std::string const& path) const {
    return handle_->attempt("look for " + path, [&] {
        for (std::size_t end = path.find('/', 1); end != std::string::npos;
             end = path.find('/', end + 1)) {
            if (!handle_->file.nameExists(path.substr(0, end))) return false;
        }
        return path == "/" || handle_->file.nameExists(path);
    });
}

ArrayInfo ArrayFile::info(std::string const& path) const {
    return handle_->attempt("read about " + path, [&] {
        H5::DataSet const array = handle_->file.openDataSet(path);
        ArrayInfo info{path, stored_as(array), {}, shape_of(array.getSpace())};
        bool const is_scale = H5DSis_scale(array.getId()) > 0;
        for (unsigned d = 0; d < info.shape.size(); ++d) {
            std::string scale = is_scale ? path : "";
            if (!is_scale) {
                checked(H5DSiterate_scales(array.getId(), d, nullptr, take_scale, &scale),
                        "H5DSiterate_scales");
            }
            info.dimensions.push_back(scale.substr(scale.rfind('/') + 1));
        }
        return info;
    });
}

std::vector<double> ArrayFile::read(std::string const& path, Slab const& slab) const {
    return handle_->attempt("read " + path, [&] {
        H5::DataSet const array = handle_->file.openDataSet(path);
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
    });
}

std::vector<double> ArrayFile::read(std::string const& path) const {
    std::vector<std::size_t> const shape = info(path).shape;
    return read(path, {std::vector<std::size_t>(shape.size(), 0), shape});
}

std::vector<std::string> ArrayFile::read_text(std::string const& path) const {
    return handle_->attempt("read " + path, [&] {
        H5::DataSet const array = handle_->file.openDataSet(path);
        if (stored_as(array) != Stored::text) throw H5::Exception("read", "it is no text");
        std::vector<char*> pointers(
            static_cast<std::size_t>(array.getSpace().getSimpleExtentNpoints()));
        array.read(pointers.data(), text_type());
        return taken_over(pointers);
    });
}

std::optional<Attribute::Value> ArrayFile::attribute(std::string const& path,
                                                     std::string const& name) const {
    return handle_->attempt(
        "read attribute " + name + " of " + path, [&]() -> std::optional<Attribute::Value> {
            hid_t const file = handle_->file.getId();
            if (checked(H5Aexists_by_name(file, path.c_str(), name.c_str(), H5P_DEFAULT),
                        "H5Aexists_by_name") == 0) {
                return std::nullopt;
            }
            H5::Attribute attribute;
            Opened const opened(
                H5Aopen_by_name(file, path.c_str(), name.c_str(), H5P_DEFAULT, H5P_DEFAULT),
                H5Aclose, "H5Aopen_by_name");
            attribute = H5::Attribute(opened.id());
            return attribute_value(attribute);
        });
}

}  // namespace povex
