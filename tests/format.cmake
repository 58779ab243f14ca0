# Fails on a C++ file that is not formatted as .clang-format says.
#
#   cmake -DROOT=<source folder> -DCLANG_FORMAT=<program> -P tests/format.cmake
#
# To correct a file: clang-format-16 -i <file>
cmake_minimum_required(VERSION 3.25)

file(GLOB_RECURSE files RELATIVE "${ROOT}"
    "${ROOT}/engine/*.[hc]pp" "${ROOT}/output/*.[hc]pp" "${ROOT}/cli/*.[hc]pp"
    "${ROOT}/tests/*.[hc]pp")
if(NOT files)
    message(FATAL_ERROR "no source file under '${ROOT}'")
endif()
execute_process(
    COMMAND "${CLANG_FORMAT}" --dry-run --Werror ${files}
    WORKING_DIRECTORY "${ROOT}"
    RESULT_VARIABLE result)
if(NOT result EQUAL 0)
    message(FATAL_ERROR "correct with: clang-format-16 -i <file>")
endif()
