#include "tests/kernels/probes.hpp"

namespace povex::probes {

POVEX_BY_TARGET(OfWords, normals);
POVEX_BY_TARGET(OfFloats, exponentials);
POVEX_BY_TARGET(OfFloats, logarithms);
POVEX_BY_TARGET(OfFloats, shares_below);
POVEX_BY_TARGET(OfWords, shares);
POVEX_BY_TARGET(OfAddresses, words);
POVEX_BY_TARGET(OfAddresses, two_words);
POVEX_BY_TARGET(OfLaw, maps);

namespace baseline {
OfWords normals_one_by_one;
OfFloats exponentials_one_by_one;
OfFloats logarithms_one_by_one;
OfFloats shares_below_one_by_one;
OfWords shares_one_by_one;
OfAddresses words_one_by_one;
OfAddresses two_words_one_by_one;
OfLaw maps_one_by_one;
}  // namespace baseline

OfWords* const normals_alone = baseline::normals_one_by_one;
OfFloats* const exponentials_alone = baseline::exponentials_one_by_one;
OfFloats* const logarithms_alone = baseline::logarithms_one_by_one;
OfFloats* const shares_below_alone = baseline::shares_below_one_by_one;
OfWords* const shares_alone = baseline::shares_one_by_one;
OfAddresses* const words_alone = baseline::words_one_by_one;
OfAddresses* const two_words_alone = baseline::two_words_one_by_one;
OfLaw* const maps_alone = baseline::maps_one_by_one;

}  // namespace povex::probes
