# The results file in the readers that people use: one test writes a file, the next opens it with
# xarray (both engines), h5py and ncdump. Debian's packages belong to /usr/bin/python3.
set(readers_file ${CMAKE_CURRENT_BINARY_DIR}/readers.h5)
add_test(NAME readers_file COMMAND test_output --gtest_filter=ReadersFile.IsWritten)
set_tests_properties(readers_file PROPERTIES
    ENVIRONMENT POVEX_READERS_FILE=${readers_file} FIXTURES_SETUP readers LABELS fast)
add_test(NAME readers
    COMMAND /usr/bin/python3 ${CMAKE_CURRENT_LIST_DIR}/readers_test.py ${readers_file}
            ${PROJECT_SOURCE_DIR}/docs/results-format.md)
set_tests_properties(readers PROPERTIES FIXTURES_REQUIRED readers LABELS fast)
