#pragma once

#include <Random123/philox.h>

#include "engine/base/year.hpp"
