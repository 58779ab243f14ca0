# Two runs of the program over a small study give the same bits: on other processors, with any
# number of threads, and with any number of replicates. /usr/bin/python3 has Debian's h5py.
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
