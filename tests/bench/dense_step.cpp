#include "tests/bench/dense_step.hpp"

namespace povex::bench {

namespace baseline {
DenseStep dense_step;
}
namespace avx2 {
DenseStep dense_step;
}
namespace avx512 {
DenseStep dense_step;
}

constinit ByTarget<DenseStep> const dense_step{baseline::dense_step, avx2::dense_step,
                                               avx512::dense_step};

}  // namespace povex::bench
