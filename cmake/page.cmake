# The page of `povex report` is bundled from output/page/ when the program is built, and becomes a
# part of it. npm needs the network once, and again only when a lock file changes.

find_program(NODE node REQUIRED)
find_program(NPM npm REQUIRED)
mark_as_advanced(NODE NPM)

# povex_npm_packages(<stamp> <source> <directory>)
# Installs what <source>/package-lock.json names into <directory>/node_modules. The file in the
# variable <stamp> is as new as they are.
function(povex_npm_packages stamp source directory)
    set(made ${directory}/node_modules.stamp)
    add_custom_command(OUTPUT ${made}
        COMMAND ${CMAKE_COMMAND} -E make_directory ${directory}
        COMMAND ${CMAKE_COMMAND} -E copy ${source}/package.json ${source}/package-lock.json
                ${directory}
        COMMAND ${CMAKE_COMMAND} -E chdir ${directory} ${NPM} ci --ignore-scripts --no-audit --no-fund --loglevel=error
        COMMAND ${CMAKE_COMMAND} -E touch ${made}
        DEPENDS ${source}/package.json ${source}/package-lock.json
        COMMENT "Installing the npm packages of ${source}"
        VERBATIM)
    set(${stamp} ${made} PARENT_SCOPE)
endfunction()

set(page ${PROJECT_SOURCE_DIR}/output/page)
set(page_build ${PROJECT_BINARY_DIR}/page)
povex_npm_packages(page_packages ${page} ${page_build})
file(GLOB page_sources CONFIGURE_DEPENDS ${page}/build.js ${page}/src/*)
add_custom_command(OUTPUT ${page_build}/page_template.cpp
    COMMAND ${NODE} ${page}/build.js ${page_build}/node_modules
            ${page_build}/page_template.cpp
    DEPENDS ${page_sources} ${page_packages}
    COMMENT "Bundling the page of reports"
    VERBATIM)
target_sources(povex_report PRIVATE ${page_build}/page_template.cpp)
