# Fails if the results depend on the number of threads, or a replicate's on how many others there
# are; and if another seed gives the same results, since then nothing was compared.
#
#   cmake -DPOVEX=<program> -DSTUDY=<folder> -DH5DIFF=<h5diff> -DPYTHON=<with h5py> -DWORK=<folder>
#         -P tests/threads.cmake
cmake_minimum_required(VERSION 3.25)

include(${CMAKE_CURRENT_LIST_DIR}/same_results.cmake)

foreach(threads 1 2 5)
    povex_run(${WORK}/threads-${threads}.h5 "" --replicates 20 --threads ${threads})
endforeach()
expect_same(${WORK}/threads-1.h5 ${WORK}/threads-2.h5)
expect_same(${WORK}/threads-1.h5 ${WORK}/threads-5.h5)

povex_run(${WORK}/threads-seed.h5 "" --replicates 20 --threads 2 --seed 7)
expect_different(${WORK}/threads-1.h5 ${WORK}/threads-seed.h5)

povex_run(${WORK}/threads-50.h5 "" --replicates 50 --threads 2)
execute_process(
    COMMAND "${PYTHON}" ${CMAKE_CURRENT_LIST_DIR}/first_replicates.py
            ${WORK}/threads-1.h5 ${WORK}/threads-50.h5
    COMMAND_ERROR_IS_FATAL ANY)
