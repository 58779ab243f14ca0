// Wrong on purpose: tests/structure.cmake counts the lines marked as such.
#pragma once

#include <vector>

#include <Random123/philox.h>  // wrong: only engine/random

#include "engine/base/year.hpp"
#include "engine/random/draw.hpp"    // wrong: upward by one
#include "engine/run/replicate.hpp"  // wrong: upward
