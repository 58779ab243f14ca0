#include "engine/run/replay.hpp"
#include "output/compare/comparison.hpp"  // wrong: side by side, the upper one
#include "output/file/results.hpp"
