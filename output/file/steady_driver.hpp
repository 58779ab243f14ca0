#pragma once

#include <H5Cpp.h>

#include "output/file/steady_file.hpp"

namespace povex::hdf5 {

/// How the HDF5 library opens a new file that it writes into a SteadyFile. The library does not
/// survive a write that fails while it closes arrays and files; so it never sees one. The bytes
/// are those of its own driver for files.
/// \param file  empty; must outlive the opened file
[[nodiscard]] H5::FileAccPropList access_to(SteadyFile& file);

}  // namespace povex::hdf5
