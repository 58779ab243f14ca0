# The program run twice over a small study gives the same bits: on other processors, for any number
# of threads, for any number of replicates. Debian's h5py belongs to /usr/bin/python3.
find_program(H5DIFF h5diff REQUIRED)
mark_as_advanced(H5DIFF)
set(reproducible_settings
    -DPOVEX=$<TARGET_FILE:povex> -DSTUDY=${CMAKE_CURRENT_LIST_DIR}/data/small-study
    -DH5DIFF=${H5DIFF} -DPYTHON=/usr/bin/python3
    -DWORK=${CMAKE_CURRENT_BINARY_DIR}/reproducible)
foreach(script glibc_variants targets threads)
    add_test(NAME ${script}
        COMMAND ${CMAKE_COMMAND} ${reproducible_settings}
                -P ${CMAKE_CURRENT_LIST_DIR}/${script}.cmake)
    set_tests_properties(${script} PROPERTIES LABELS fast)
endforeach()
