# The house is built of static libraries, one for each floor; a floor links the one below it, and
# with that all lower ones. tests/floors.cmake checks the #includes themselves.

# povex_library(<name> [DIRECTORY <dir>] [ABOVE <lower floor>] [USES <library>...])
# One library from <dir>/*.cpp. What it USES stays private to it: the one door to that library.
function(povex_library name)
    cmake_parse_arguments(FLOOR "" "DIRECTORY;ABOVE" "USES" ${ARGN})
    if(NOT FLOOR_DIRECTORY)
        set(FLOOR_DIRECTORY ${name})
    endif()
    file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${FLOOR_DIRECTORY}/*.cpp)
    add_library(povex_${name} STATIC ${sources})
    target_link_libraries(povex_${name} PUBLIC povex_options fmt::fmt)
    if(FLOOR_ABOVE)
        target_link_libraries(povex_${name} PUBLIC povex_${FLOOR_ABOVE})
    endif()
    if(FLOOR_USES)
        target_link_libraries(povex_${name} PRIVATE ${FLOOR_USES})
    endif()
    set_target_properties(povex_${name} PROPERTIES LINKER_LANGUAGE CXX)
endfunction()

# povex_floor(<name> ...): a floor of the engine, in engine/<name>.
function(povex_floor name)
    povex_library(${name} DIRECTORY engine/${name} ${ARGN})
endfunction()
