#include <H5Cpp.h>
#include <xlsxwriter.h>  // wrong: only output/tables

#include "cli/options.hpp"  // wrong: upward
#include "engine/run/in_parallel.hpp"
#include "engine/study/study.hpp"
#include "output/compare/comparison.hpp"  // wrong: upward
#include "output/file/results.hpp"
#include "output/words/speaker.hpp"
