#include <tbb/parallel_for.h>

#include "../base/year.hpp"        // wrong: relative
#include "engine/base/../study.h"  // wrong: relative
#include "replicate.hpp"           // wrong: relative

// What CMake's lists would stumble over: [ ; ] and \ at the end of a line.
#define QUOTED "[a;b]"
#define HEADER "engine/base/year.hpp"
#include HEADER  // wrong: cannot be checked
