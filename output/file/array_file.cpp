#include "output/file/array_file.hpp"

#include <array>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#include <H5Cpp.h>
#include <fmt/format.h>
#include <hdf5_hl.h>

#include "output/file/hdf5_library.hpp"
#include "output/file/steady_driver.hpp"
#include "output/file/steady_file.hpp"

namespace povex {

std::size_t Slab::size() const {
    std::size_t product = 1;
    for (std::size_t n : count) product *= n;
    return product;
}

namespace {

using namespace hdf5;

extern "C" {
static herr_t collect_link(hid_t, char const* name, H5L_info_t const*, void* names) {
    static_cast<std::vector<std::string>*>(names)->emplace_back(name);
    return 0;
}
static herr_t take_scale(hid_t, unsigned, hid_t scale, void* name) {
    std::array<char, 1024> buffer{};
    H5DSget_scale_name(scale, buffer.data(), buffer.size());
    *static_cast<std::string*>(name) = buffer.data();
    return 1;  // the first is enough
}
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
    std::string path;                 ///< as the user knows it
    std::optional<SteadyFile> bytes;  ///< of a file being written
    H5::H5File file;                  ///< closed before its bytes go

    Handle() = default;
    Handle(Handle const&) = delete;
    Handle& operator=(Handle const&) = delete;
    ~Handle() { hdf5::listen(); }  // then the members close the file

    /// Call the library, and translate its failures and those of the disk into FileError.
    template <class Action>
    auto attempt(std::string const& doing, Action action) const {
        refuse_if_lost(doing);
        hdf5::listen();
        try {
            if constexpr (std::is_void_v<std::invoke_result_t<Action>>) {
                action();
                refuse_if_lost(doing);
            } else {
                auto result = action();
                refuse_if_lost(doing);
                return result;
            }
        } catch (H5::Exception const& failure) {
            std::string const library = take_failure();
            refuse_if_lost(doing);
            std::string const cause = library.empty() ? failure.getDetailMsg() : library;
            throw FileError(fmt::format("{}: cannot {} ({})", path, doing, cause));
        }
    }
    /// \throws FileError if the disk has failed
    void refuse_if_lost(std::string const& doing) const {
        if (!bytes || bytes->failure() == 0) return;
        throw FileError(fmt::format("{}: it cannot be written ({}, trying to {})", path,
                                    why_not_written(bytes->failure()), doing));
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

ArrayFile ArrayFile::create(NewFile const& file) {
    auto handle = std::make_unique<Handle>();
    handle->path = file.target().named.string();
    handle->bytes.emplace(file.descriptor());
    handle->attempt("create the file", [&] {
        H5::FileCreatPropList properties;
        make_reproducible(properties.getId());
        checked(H5Pset_link_creation_order(properties.getId(), in_order),
                "H5Pset_link_creation_order");
        handle->file =
            H5::H5File(handle->path, H5F_ACC_TRUNC, properties, access_to(*handle->bytes));
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
        handle_->file.flush(H5F_SCOPE_GLOBAL);
        handle_->file.close();
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
        if (H5DSis_scale(array.getId()) > 0) {
            info.dimensions.push_back(path.substr(path.rfind('/') + 1));
            return info;
        }
        for (unsigned d = 0; d < info.shape.size(); ++d) {
            std::string& name = info.dimensions.emplace_back();
            checked(H5DSiterate_scales(array.getId(), d, nullptr, take_scale, &name),
                    "H5DSiterate_scales");
        }
        return info;
    });
}

std::uint64_t ArrayFile::stored_bytes(std::string const& path) const {
    return handle_->attempt("read about " + path, [&] {
        return std::uint64_t{handle_->file.openDataSet(path).getStorageSize()};
    });
}

std::vector<double> ArrayFile::read(std::string const& path, Slab const& slab) const {
    return handle_->attempt("read " + path,
                            [&] { return read_numbers(handle_->file.openDataSet(path), slab); });
}

std::vector<double> ArrayFile::read(std::string const& path) const {
    std::vector<std::size_t> const shape = info(path).shape;
    return read(path, {std::vector<std::size_t>(shape.size(), 0), shape});
}

std::vector<std::string> ArrayFile::read_text(std::string const& path) const {
    return handle_->attempt("read " + path,
                            [&] { return read_texts(handle_->file.openDataSet(path)); });
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
            Opened const opened(
                H5Aopen_by_name(file, path.c_str(), name.c_str(), H5P_DEFAULT, H5P_DEFAULT),
                H5Aclose, "H5Aopen_by_name");
            return attribute_value(H5::Attribute(opened.id()));
        });
}

}  // namespace povex
