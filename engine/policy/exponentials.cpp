#include "engine/policy/exponentials.hpp"

namespace povex {

namespace baseline {
Exponentials exponentials_by;
}
namespace avx2 {
Exponentials exponentials_by;
}
namespace avx512 {
Exponentials exponentials_by;
}

constinit ByTarget<Exponentials> const exponentials{baseline::exponentials_by,
                                                    avx2::exponentials_by, avx512::exponentials_by};

}  // namespace povex
