# Tests of the source text and of the libraries that were built from it. Most are scripts that
# CMake runs. Those with the label `source` say nothing about how the program behaves.

# povex_script_test(<name> <script> <definition>...)
function(povex_script_test name script)
    list(TRANSFORM ARGN PREPEND -D)
    add_test(NAME ${name}
        COMMAND ${CMAKE_COMMAND} ${ARGN} -P ${CMAKE_CURRENT_SOURCE_DIR}/${script})
    set_tests_properties(${name} PROPERTIES LABELS "fast;source")
endfunction()

# The floors. Over a small tree with every kind of wrong include the same script must fail, and must
# count each of them.
set(bad ${CMAKE_CURRENT_SOURCE_DIR}/data/floors_bad)
povex_script_test(floors floors.cmake ROOT=${PROJECT_SOURCE_DIR})
povex_script_test(floors_bad floors.cmake ROOT=${bad})
set_tests_properties(floors_bad PROPERTIES WILL_FAIL TRUE)
povex_script_test(floors_bad_count floors.cmake ROOT=${bad})
set_tests_properties(floors_bad_count PROPERTIES
    PASS_REGULAR_EXPRESSION "27 wrong includes in 10 files")

# Files that documents name are there. Over a document with every kind of wrong path the same
# script must fail, and must have counted each of them.
povex_script_test(document_paths document_paths.cmake ROOT=${PROJECT_SOURCE_DIR}
    DOCUMENTS=README.md,CONTRIBUTING.md,docs/architecture.md,docs/glossary.md,docs/model.md)
povex_script_test(document_paths_bad document_paths.cmake ROOT=${PROJECT_SOURCE_DIR}
    DOCUMENTS=tests/data/bad_paths.md)
set_tests_properties(document_paths_bad PROPERTIES
    PASS_REGULAR_EXPRESSION "3 paths lead nowhere")

# One version of clang-format, so that everybody gets the same format; scripts/test installs it.
find_program(CLANG_FORMAT clang-format-16)
mark_as_advanced(CLANG_FORMAT)
if(CLANG_FORMAT)
    povex_script_test(format format.cmake
        ROOT=${PROJECT_SOURCE_DIR} CLANG_FORMAT=${CLANG_FORMAT})
else()
    message(STATUS "clang-format-16 not found: no test `format`")
endif()

# Markdown wraps at 100 columns. Over a page with lines that are too wide, and with tables, code and
# links that may be, the same script must fail, and must count each line that is too wide.
foreach(name markdown markdown_bad markdown_bad_count)
    set(root ${PROJECT_SOURCE_DIR})
    if(NOT name STREQUAL markdown)
        set(root ${CMAKE_CURRENT_SOURCE_DIR}/data/markdown_bad)
    endif()
    add_test(NAME ${name}
        COMMAND /usr/bin/python3 ${CMAKE_CURRENT_SOURCE_DIR}/markdown.py ${root})
    set_tests_properties(${name} PROPERTIES LABELS "fast;source")
endforeach()
set_tests_properties(markdown_bad PROPERTIES WILL_FAIL TRUE)
set_tests_properties(markdown_bad_count PROPERTIES
    PASS_REGULAR_EXPRESSION "5 lines in 1 files are wider")

povex_script_test(install install.cmake
    BUILD=${PROJECT_BINARY_DIR} PREFIX=${CMAKE_CURRENT_BINARY_DIR}/installed)
set_tests_properties(install PROPERTIES LABELS fast)

# No function of the C mathematics library affects a result: the libraries that simulate call none.
# (The floor `study` only reads text.)
set(libraries base random stats population nature policy measure run)
list(TRANSFORM libraries REPLACE "(.+)" "$<TARGET_FILE:povex_\\1>")
add_test(NAME no_libm
    COMMAND ${CMAKE_COMMAND} -DNM=${CMAKE_NM} "-DLIBRARIES=${libraries}"
            -P ${CMAKE_CURRENT_SOURCE_DIR}/no_libm.cmake)
set_tests_properties(no_libm PROPERTIES LABELS "fast;source")

# Code that is compiled for one processor defines no symbol that its twin for another processor also
# defines: the linker would keep only one of them.
get_property(objects GLOBAL PROPERTY povex_kernel_objects)
add_test(NAME kernel_symbols
    COMMAND ${CMAKE_COMMAND} -DNM=${CMAKE_NM} "-DOBJECTS=${objects}"
            -P ${CMAKE_CURRENT_SOURCE_DIR}/kernel_symbols.cmake)
set_tests_properties(kernel_symbols PROPERTIES LABELS "fast;source")

# The scripts work in any order. They share build folders, and Ninja must know their targets.
add_test(NAME script_order
    COMMAND /usr/bin/python3 ${CMAKE_CURRENT_SOURCE_DIR}/scripts/order_test.py ${PROJECT_SOURCE_DIR}
            ${CMAKE_CURRENT_BINARY_DIR}/script-order)
set_tests_properties(script_order PROPERTIES LABELS "fast;source")

# povex is a library, too: a program outside the tree is built against what is installed.
add_test(NAME consumer
    COMMAND /usr/bin/python3 ${CMAKE_CURRENT_SOURCE_DIR}/consumer/consumer_test.py
            ${PROJECT_BINARY_DIR} ${PROJECT_SOURCE_DIR} ${CMAKE_CURRENT_BINARY_DIR}/consumer
            $<TARGET_FILE:povex> ${PROJECT_VERSION}
            -DCMAKE_CXX_COMPILER=${CMAKE_CXX_COMPILER} -DCMAKE_CXX_FLAGS=${CMAKE_CXX_FLAGS})
set_tests_properties(consumer PROPERTIES LABELS fast)
