# Fails if a study in scenarios/ does not pass `povex check` without a warning, or one of the two
# small ones does not run.
#
#   cmake -DPOVEX=<program> -DROOT=<repository> -P tests/scenarios_test.cmake
cmake_minimum_required(VERSION 3.25)

if(NOT POVEX OR NOT ROOT)
    message(FATAL_ERROR "needs -DPOVEX=<program> and -DROOT=<repository>")
endif()

# expect_success(<what> <command>...): goes on after a failure; the script then ends with an error.
function(expect_success what)
    execute_process(COMMAND ${ARGN}
        OUTPUT_VARIABLE output ERROR_VARIABLE error RESULT_VARIABLE result)
    if(result EQUAL 0 AND NOT error MATCHES "warning:")
        message(STATUS "${what}: passed")
    else()
        message(SEND_ERROR "${what}: failed (${result})\n${output}${error}")
    endif()
endfunction()

file(GLOB studies "${ROOT}/scenarios/*/study.toml")
list(LENGTH studies number)
if(number LESS 3)
    message(FATAL_ERROR "only ${number} studies in ${ROOT}/scenarios")
endif()
file(GLOB entries LIST_DIRECTORIES true "${ROOT}/scenarios/*")
foreach(entry IN LISTS entries)
    if(IS_DIRECTORY "${entry}")
        expect_success("check ${entry}" "${POVEX}" check "${entry}")
    endif()
endforeach()

string(RANDOM LENGTH 12 suffix)
set(temporary "$ENV{TMPDIR}")
if(NOT temporary)
    set(temporary /tmp)
endif()
foreach(name tutorial elsewhere)
    set(results "${temporary}/povex-${suffix}-${name}.h5")
    expect_success("run ${name}"
        "${POVEX}" run "${ROOT}/scenarios/${name}" -n 1 -q -o "${results}")
    if(NOT EXISTS "${results}")
        message(SEND_ERROR "run ${name}: no results file")
    endif()
    file(REMOVE "${results}")
endforeach()
