#include <cmath>
#include <execution>  // wrong: runs on TBB, only engine/run

#include <Eigen/Dense>                  // wrong: only engine/stats
#include <H5Cpp.h>                      // wrong: only output/file
#include <boost/program_options.hpp>    // wrong: only cli
#include <engine/base/year.hpp>         // wrong: in quotes
#include <engine/policy/programme.hpp>  // wrong: upward
#include <oneapi/tbb/parallel_for.h>    // wrong: only engine/run
#include <toml++/toml.h>                // wrong: only engine/study

#include "engine/population/columns.hpp"
