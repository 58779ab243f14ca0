# Installs the engine as a library: static libraries, a few public headers, and a CMake package. A
# program outside this tree then needs only
#
#   find_package(povex 0.5 REQUIRED)
#   target_link_libraries(my-program PRIVATE povex::engine)
#
# and includes <povex/simulation.hpp>. Public headers keep their place on the floors here, and are
# installed side by side, so a program does not depend on the floors.

set(public_headers
    engine/base/currency.hpp
    engine/base/error.hpp
    engine/base/label.hpp
    engine/base/years.hpp
    engine/stats/clustered_mean.hpp
    engine/stats/distribution.hpp
    engine/stats/summary.hpp
    engine/measure/catalogue.hpp
    engine/run/precision.hpp
    engine/study/actual.hpp
    engine/study/parameter.hpp
    engine/study/study_request.hpp
    engine/library/position.hpp
    engine/library/simulation.hpp)

# povex_public_headers(<directory> <header>...)
# Copies the headers to <directory>/povex. Their includes of each other read <povex/name.hpp> there.
# It is an error if one includes a header of povex that is not public.
function(povex_public_headers directory)
    foreach(header IN LISTS ARGN)
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${header})
        file(READ ${PROJECT_SOURCE_DIR}/${header} text)
        string(REGEX MATCHALL "#include \"[^\"]+\"" includes "${text}")
        foreach(include IN LISTS includes)
            string(REGEX REPLACE "#include \"(.*)\"" "\\1" included "${include}")
            if(NOT included IN_LIST ARGN)
                message(FATAL_ERROR "${header} is public and includes ${included}, which is not")
            endif()
            get_filename_component(name ${included} NAME)
            string(REPLACE "${include}" "#include <povex/${name}>" text "${text}")
        endforeach()
        get_filename_component(name ${header} NAME)
        file(CONFIGURE OUTPUT ${directory}/povex/${name} CONTENT "${text}" @ONLY)
    endforeach()
endfunction()

include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(public_include ${PROJECT_BINARY_DIR}/include)
povex_public_headers(${public_include} ${public_headers})
target_include_directories(povex_library INTERFACE
    $<BUILD_INTERFACE:${public_include}> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
target_compile_features(povex_library INTERFACE cxx_std_20)
set_target_properties(povex_library PROPERTIES EXPORT_NAME engine)

set(package ${CMAKE_INSTALL_LIBDIR}/cmake/povex)
install(DIRECTORY ${public_include}/povex DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(TARGETS ${engine_floors} EXPORT povexTargets)
install(EXPORT povexTargets NAMESPACE povex:: DESTINATION ${package})
configure_package_config_file(cmake/povexConfig.cmake.in ${PROJECT_BINARY_DIR}/povexConfig.cmake
    INSTALL_DESTINATION ${package})
# results may change with every minor version, and only then
write_basic_package_version_file(${PROJECT_BINARY_DIR}/povexConfigVersion.cmake
    COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/povexConfig.cmake ${PROJECT_BINARY_DIR}/povexConfigVersion.cmake
    DESTINATION ${package})

# `cmake --install` needs the library. Who builds only the program can install, too.
add_dependencies(povex povex_library)
