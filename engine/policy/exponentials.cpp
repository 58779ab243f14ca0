#include "engine/policy/exponentials.hpp"

namespace povex {

POVEX_BY_TARGET(Exponentials, exponentials);

}  // namespace povex
