#include "output/file/steady_driver.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>

#include <H5FDpublic.h>

#include "output/file/hdf5_library.hpp"

namespace povex::hdf5 {
namespace {

/// What the library carries with the properties of a file: where the bytes go.
struct Access {
    SteadyFile* bytes;
};

/// An open file, as the library sees it: its own part comes first.
struct OpenFile {
    H5FD_t library{};
    SteadyFile* bytes = nullptr;
    haddr_t allocated = 0;  ///< end of the addresses that the library uses
    haddr_t written = 0;    ///< end of what it has written
};

OpenFile& opened(H5FD_t* file) {
    return *reinterpret_cast<OpenFile*>(file);  // NOLINT: the library's way to derive
}
OpenFile const& opened(H5FD_t const* file) {
    return *reinterpret_cast<OpenFile const*>(file);  // NOLINT: the library's way to derive
}

extern "C" {
static H5FD_t* open_file(char const*, unsigned, hid_t properties, haddr_t) {
    auto const* access = static_cast<Access const*>(H5Pget_driver_info(properties));
    if (access == nullptr) return nullptr;
    auto* file = new OpenFile;
    file->bytes = access->bytes;
    return &file->library;
}
static herr_t close_file(H5FD_t* file) {
    delete &opened(file);
    return 0;
}
static herr_t tell_features(H5FD_t const*, unsigned long* features) {
    *features = H5FD_FEAT_AGGREGATE_METADATA | H5FD_FEAT_ACCUMULATE_METADATA |
                H5FD_FEAT_DATA_SIEVE | H5FD_FEAT_AGGREGATE_SMALLDATA |
                H5FD_FEAT_DEFAULT_VFD_COMPATIBLE;
    return 0;
}
static haddr_t tell_allocated(H5FD_t const* file, H5FD_mem_t) {
    return opened(file).allocated;
}
static herr_t set_allocated(H5FD_t* file, H5FD_mem_t, haddr_t end) {
    opened(file).allocated = end;
    return 0;
}
static haddr_t tell_written(H5FD_t const* file, H5FD_mem_t) {
    return opened(file).written;
}
static herr_t read_bytes(H5FD_t* file, H5FD_mem_t, hid_t, haddr_t at, size_t size, void* bytes) {
    opened(file).bytes->read(at, {static_cast<std::byte*>(bytes), size});
    return 0;
}
static herr_t write_bytes(H5FD_t* file, H5FD_mem_t, hid_t, haddr_t at, size_t size,
                          void const* bytes) {
    OpenFile& open = opened(file);
    open.bytes->write(at, {static_cast<std::byte const*>(bytes), size});
    open.written = std::max<haddr_t>(open.written, at + size);
    return 0;
}
static herr_t cut_to_size(H5FD_t* file, hid_t, hbool_t) {
    OpenFile& open = opened(file);
    if (open.written == open.allocated) return 0;
    open.bytes->resize(open.allocated);
    open.written = open.allocated;
    return 0;
}
}

H5FD_class_t description() {
    H5FD_class_t driver{};
    driver.name = "povex_steady";
    driver.maxaddr = std::numeric_limits<std::int64_t>::max();
    driver.fc_degree = H5F_CLOSE_WEAK;
    driver.fapl_size = sizeof(Access);
    driver.open = open_file;
    driver.close = close_file;
    driver.query = tell_features;
    driver.get_eoa = tell_allocated;
    driver.set_eoa = set_allocated;
    driver.get_eof = tell_written;
    driver.read = read_bytes;
    driver.write = write_bytes;
    driver.truncate = cut_to_size;
    constexpr H5FD_mem_t kinds[] = H5FD_FLMAP_DICHOTOMY;
    std::copy(std::begin(kinds), std::end(kinds), std::begin(driver.fl_map));
    return driver;
}

}  // namespace

H5::FileAccPropList access_to(SteadyFile& file) {
    static H5FD_class_t const driver = description();
    static hid_t const number = checked(H5FDregister(&driver), "H5FDregister");
    Access const access{&file};
    H5::FileAccPropList properties;
    checked(H5Pset_driver(properties.getId(), number, &access), "H5Pset_driver");
    return properties;
}

}  // namespace povex::hdf5
