#include <H5Cpp.h>

#include "cli/options.hpp"  // wrong: upward
#include "engine/study/study.hpp"
#include "output/results.hpp"
