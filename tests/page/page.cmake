# The page of `povex report` in the browser that readers have: small studies are run, reported, opened
# and read. The packages of the tests are installed when everything is built.
find_program(CHROMIUM chromium)
mark_as_advanced(CHROMIUM)
if(NOT CHROMIUM)
    message(STATUS "chromium not found: no test `page`")
    return()
endif()

povex_npm_packages(packages ${CMAKE_CURRENT_LIST_DIR} ${CMAKE_CURRENT_BINARY_DIR}/page)
add_custom_target(page_test_packages ALL DEPENDS ${packages})
add_test(NAME page
    COMMAND ${NODE} ${CMAKE_CURRENT_LIST_DIR}/page_test.js $<TARGET_FILE:povex> ${CHROMIUM}
            ${PROJECT_SOURCE_DIR}/scenarios ${CMAKE_CURRENT_BINARY_DIR}/page/node_modules)
set_tests_properties(page PROPERTIES LABELS browser)
