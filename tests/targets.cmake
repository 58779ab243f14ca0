# Fails if the program gives other numbers by the instructions of another processor: every Target of
# engine/base/target.hpp that this one runs.
#
#   cmake -DPOVEX=<program> -DSTUDY=<folder> -DH5DIFF=<h5diff> -DWORK=<folder> -P tests/targets.cmake
cmake_minimum_required(VERSION 3.25)

include(${CMAKE_CURRENT_LIST_DIR}/same_results.cmake)

file(READ /proc/cpuinfo processor)
set(targets "")
if(processor MATCHES " avx2 ")
    list(APPEND targets avx2)
endif()
if(processor MATCHES " avx512f " AND processor MATCHES " avx512dq " AND
   processor MATCHES " avx512vl " AND processor MATCHES " avx512bw ")
    list(APPEND targets avx512)
endif()
povex_run(${WORK}/target-baseline.h5 POVEX_TARGET=baseline --replicates 12 --threads 2)
foreach(target IN LISTS targets)
    povex_run(${WORK}/target-${target}.h5 POVEX_TARGET=${target} --replicates 12 --threads 2)
    expect_same(${WORK}/target-baseline.h5 ${WORK}/target-${target}.h5)
endforeach()
