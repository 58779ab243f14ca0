# Fails if a run on a processor without AVX2, FMA and AVX-512 gives other numbers: glibc chooses its
# mathematical functions by the processor, and no result may depend on them.
#
#   cmake -DPOVEX=<program> -DSTUDY=<folder> -DH5DIFF=<h5diff> -DWORK=<folder> -P tests/glibc_variants.cmake
cmake_minimum_required(VERSION 3.25)

include(${CMAKE_CURRENT_LIST_DIR}/same_results.cmake)

set(hwcaps -AVX2,-AVX2_Usable,-FMA,-FMA_Usable,-FMA4,-AVX512F)
povex_run(${WORK}/glibc-plain.h5 "" --replicates 12 --threads 2)
povex_run(${WORK}/glibc-variant.h5 GLIBC_TUNABLES=glibc.cpu.hwcaps=${hwcaps}
    --replicates 12 --threads 2)
expect_same(${WORK}/glibc-plain.h5 ${WORK}/glibc-variant.h5)
