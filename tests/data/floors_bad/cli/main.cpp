#include <boost/program_options.hpp>

#include "cli/options.hpp"
#include "engine/study/study.hpp"
#include "output/file/results.hpp"
