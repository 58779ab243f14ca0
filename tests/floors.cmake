# Reads every #include of the product under ROOT and fails on one that the house does not allow
# (docs/architecture.md): upward, of a neighbour on the same level, of a third-party library past
# its one door, of the simulation where results are only read, or by a path that does not start at
# the root.
#
#   cmake -DROOT=<source folder> -P tests/floors.cmake
cmake_minimum_required(VERSION 3.25)

# Bottom up. A file may include its own floor and all lower ones.
set(floors
    engine/base engine/random engine/stats engine/population engine/nature engine/policy
    engine/measure engine/run engine/study engine/library
    output/words output/file output/replay output/compare output/tables output/report cli)

# Floors that stand side by side: the upper one in the list may not include the lower one either.
set(neighbours
    "output/compare=output/replay"
    "output/tables=output/replay")

# Reading results never simulates. Of the engine's floors that simulate, the output may include
# only the headers named here; output/replay, which simulates one replicate again, may include all.
set(simulation "engine/(random|nature|policy|run|library)/")
set(no_simulation "engine/run/in_parallel\\.hpp")

# Third-party headers with one door: what the header's name begins with (a regular expression),
# and the only floor that may include it. <execution> runs on TBB.
set(doors
    "(unsupported/)?Eigen/=engine/stats"
    "nlohmann/=output/words"
    "(tbb|oneapi)/|execution$=engine/run"
    "toml\\+\\+/=engine/study"
    "Random123/=engine/random"
    "H5|hdf5=output/file"
    "xlsxwriter=output/tables"
    "zlib=output/tables"
    "utf8proc=engine/base"
    "boost/math/=output/compare"
    "boost/program_options=cli")

# floor_of(<out> <path>): the floor a path lies on, or "".
function(floor_of out path)
    set(${out} "" PARENT_SCOPE)
    foreach(floor IN LISTS floors)
        string(FIND "${path}" "${floor}/" position)
        if(position EQUAL 0)
            set(${out} ${floor} PARENT_SCOPE)
        endif()
    endforeach()
endfunction()

# objection(<out> <floor> <bracket> <header>): why a file on this floor may not include the header,
# or "".
function(objection out floor bracket header)
    set(${out} "" PARENT_SCOPE)
    foreach(door IN LISTS doors)
        string(REGEX MATCH "^(.*)=(.*)$" _ "${door}")
        set(names "${CMAKE_MATCH_1}")
        set(owner "${CMAKE_MATCH_2}")
        if(header MATCHES "^(${names})")
            if(NOT floor STREQUAL owner)
                set(${out} "${floor} is not the door to this library, ${owner} is" PARENT_SCOPE)
            endif()
            return()
        endif()
    endforeach()

    if(header MATCHES "(^|/)\\.\\.?/")
        set(${out} "relative path" PARENT_SCOPE)
        return()
    endif()
    floor_of(above "${header}")
    if(above)
        list(FIND floors ${floor} here)
        list(FIND floors ${above} there)
        if(there GREATER here)
            set(${out} "upward: ${floor} lies below ${above}" PARENT_SCOPE)
        elseif("${floor}=${above}" IN_LIST neighbours)
            set(${out} "${floor} and ${above} stand side by side" PARENT_SCOPE)
        elseif(floor MATCHES "^output/" AND NOT floor STREQUAL "output/replay"
               AND header MATCHES "^${simulation}" AND NOT header MATCHES "^${no_simulation}$")
            set(${out} "reading results never simulates; output/replay may" PARENT_SCOPE)
        elseif(bracket STREQUAL "<")
            set(${out} "a header of the project goes in quotes" PARENT_SCOPE)
        endif()
    elseif(header MATCHES "^(engine|output|tests)/")
        set(${out} "not a floor of the product" PARENT_SCOPE)
    elseif(bracket STREQUAL "\"")
        set(${out} "relative path: write it from the root, or a library's in < >" PARENT_SCOPE)
    endif()
endfunction()

file(GLOB_RECURSE files RELATIVE "${ROOT}"
    "${ROOT}/engine/*.[hci]pp" "${ROOT}/output/*.[hci]pp" "${ROOT}/cli/*.[hci]pp"
    "${ROOT}/engine/*.h" "${ROOT}/output/*.h" "${ROOT}/cli/*.h")
if(NOT files)
    message(FATAL_ERROR "no source file under '${ROOT}'")
endif()

set(wrong 0)
foreach(file IN LISTS files)
    floor_of(floor "${file}")
    if(NOT floor)
        message(NOTICE "${file}:1: error: this folder is not a floor")
        math(EXPR wrong "${wrong} + 1")
        continue()
    endif()

    # Into a list of lines. The characters that mean something to CMake's lists go first; none of
    # them occurs in an #include.
    file(READ "${ROOT}/${file}" text)
    string(REGEX REPLACE "[][;\\]" "_" text "${text}")
    string(REPLACE "\n" ";" lines "${text}")
    set(number 0)
    foreach(line IN LISTS lines)
        math(EXPR number "${number} + 1")
        if(NOT line MATCHES "^[ \t]*#[ \t]*include")
            continue()
        elseif(line MATCHES "include[ \t]*([<\"])([^>\"]+)[>\"]")
            set(header "${CMAKE_MATCH_2}")
            objection(why ${floor} "${CMAKE_MATCH_1}" "${header}")
        else()
            string(STRIP "${line}" header)
            set(why "a name made by a macro cannot be checked")
        endif()
        if(why)
            message(NOTICE "${file}:${number}: error: ${header}: ${why}")
            math(EXPR wrong "${wrong} + 1")
        endif()
    endforeach()
endforeach()

list(LENGTH files count)
if(wrong)
    message(FATAL_ERROR "${wrong} wrong includes in ${count} files")
endif()
message(NOTICE "${count} files, every include allowed")
