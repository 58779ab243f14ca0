# povex is built from static libraries, one for each floor. A floor links the floor below it, and
# so all lower floors. tests/floors.cmake checks the #includes themselves.

# povex_library(<name> [DIRECTORY <dir>] [ABOVE <lower floor>...] [USES <library>...])
# Makes one library from <dir>/*.cpp; files named *_kernel.cpp are compiled by povex_kernels(). The
# libraries that it USES are private to it: it is their only user.
function(povex_library name)
    cmake_parse_arguments(FLOOR "" "DIRECTORY" "ABOVE;USES" ${ARGN})
    if(NOT FLOOR_DIRECTORY)
        set(FLOOR_DIRECTORY ${name})
    endif()
    file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${FLOOR_DIRECTORY}/*.cpp)
    set(kernels ${sources})
    list(FILTER sources EXCLUDE REGEX "_kernel\\.cpp$")
    list(FILTER kernels INCLUDE REGEX "_kernel\\.cpp$")
    add_library(povex_${name} STATIC ${sources})
    if(kernels)
        povex_kernels(povex_${name} ${kernels})
    endif()
    # what a library is compiled with, and what it uses, is of no concern to who links it
    target_link_libraries(povex_${name} PRIVATE $<BUILD_INTERFACE:povex_options> fmt::fmt)
    foreach(floor IN LISTS FLOOR_ABOVE)
        target_link_libraries(povex_${name} PUBLIC povex_${floor})
    endforeach()
    if(FLOOR_USES)
        target_link_libraries(povex_${name} PRIVATE ${FLOOR_USES})
    endif()
    set_target_properties(povex_${name} PROPERTIES LINKER_LANGUAGE CXX)
endfunction()

# povex_floor(<name> ...): a floor of the engine, in engine/<name>. All of them are listed in
# engine_floors.
function(povex_floor name)
    povex_library(${name} DIRECTORY engine/${name} ${ARGN})
    set_target_properties(povex_${name} PROPERTIES EXPORT_NAME ${name})
    set(engine_floors ${engine_floors} povex_${name} PARENT_SCOPE)
endfunction()

# povex_output_floor(<name> ...): a floor of the output, in output/<name>.
function(povex_output_floor name)
    povex_library(${name} DIRECTORY output/${name} ${ARGN})
endfunction()

# povex_kernels(<target> <file>...)
# Compiles each file once for every Target of engine/base/target.hpp and links all three versions.
# The files work on lanes (engine/base/lanes.hpp). They are optimised in every build: the linker
# could mistake a function that is not inlined for its twin of another target
# (tests/kernel_symbols.cmake).
function(povex_kernels target)
    set(flags_baseline -msse2)
    set(flags_avx2 -mavx2)
    set(flags_avx512 -mavx512f -mavx512dq -mavx512vl -mavx512bw)
    foreach(version baseline avx2 avx512)
        set(name ${target}_${version})
        add_library(${name} OBJECT ${ARGN})
        target_link_libraries(${name} PRIVATE povex_options)
        target_compile_options(${name} PRIVATE ${flags_${version}} -O3 -fno-math-errno -fno-exceptions
            # vectors are passed to inlined functions only; GCC 12 takes the undefined lanes inside
            # its own intrinsics for a mistake (GCC bug 105593)
            -Wno-psabi "$<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized;-Wno-uninitialized>")
        target_sources(${target} PRIVATE $<TARGET_OBJECTS:${name}>)
        set_property(GLOBAL APPEND PROPERTY povex_kernel_objects $<TARGET_OBJECTS:${name}>)
    endforeach()
endfunction()
