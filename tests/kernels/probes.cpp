#include "tests/kernels/probes.hpp"

namespace povex::probes {

// every version that probes_kernel.cpp is compiled to
#define POVEX_PROBES_OF(target)       \
    namespace target {                \
    OfWords normals_by_target;        \
    OfFloats exponentials_by_target;  \
    OfFloats logarithms_by_target;    \
    OfFloats shares_below_by_target;  \
    OfWords shares_by_target;         \
    OfAddresses words_by_target;      \
    OfAddresses two_words_by_target;  \
    OfLaw maps_by_target;             \
    OfWords normals_one_by_one;       \
    OfFloats exponentials_one_by_one; \
    OfFloats logarithms_one_by_one;   \
    OfFloats shares_below_one_by_one; \
    OfWords shares_one_by_one;        \
    OfAddresses words_one_by_one;     \
    OfAddresses two_words_one_by_one; \
    OfLaw maps_one_by_one;            \
    }
POVEX_PROBES_OF(baseline)
POVEX_PROBES_OF(avx2)
POVEX_PROBES_OF(avx512)
#undef POVEX_PROBES_OF

constinit ByTarget<OfWords> const normals{baseline::normals_by_target, avx2::normals_by_target,
                                          avx512::normals_by_target};
constinit ByTarget<OfFloats> const exponentials{
    baseline::exponentials_by_target, avx2::exponentials_by_target, avx512::exponentials_by_target};
constinit ByTarget<OfFloats> const logarithms{
    baseline::logarithms_by_target, avx2::logarithms_by_target, avx512::logarithms_by_target};
constinit ByTarget<OfFloats> const shares_below{
    baseline::shares_below_by_target, avx2::shares_below_by_target, avx512::shares_below_by_target};
constinit ByTarget<OfWords> const shares{baseline::shares_by_target, avx2::shares_by_target,
                                         avx512::shares_by_target};
constinit ByTarget<OfAddresses> const words{baseline::words_by_target, avx2::words_by_target,
                                            avx512::words_by_target};
constinit ByTarget<OfAddresses> const two_words{
    baseline::two_words_by_target, avx2::two_words_by_target, avx512::two_words_by_target};
constinit ByTarget<OfLaw> const maps{baseline::maps_by_target, avx2::maps_by_target,
                                     avx512::maps_by_target};

OfWords* const normals_alone = baseline::normals_one_by_one;
OfFloats* const exponentials_alone = baseline::exponentials_one_by_one;
OfFloats* const logarithms_alone = baseline::logarithms_one_by_one;
OfFloats* const shares_below_alone = baseline::shares_below_one_by_one;
OfWords* const shares_alone = baseline::shares_one_by_one;
OfAddresses* const words_alone = baseline::words_one_by_one;
OfAddresses* const two_words_alone = baseline::two_words_one_by_one;
OfLaw* const maps_alone = baseline::maps_one_by_one;

}  // namespace povex::probes
