# What scripts that compare runs of the program share. Needs POVEX, STUDY and H5DIFF.

# povex_run(<file> <environment> <option>...): run the study into a file; <environment> is
# NAME=VALUE or empty.
function(povex_run file environment)
    get_filename_component(folder "${file}" DIRECTORY)
    file(MAKE_DIRECTORY "${folder}")
    execute_process(
        COMMAND ${CMAKE_COMMAND} -E env ${environment}
                "${POVEX}" run "${STUDY}" --output "${file}" --force --quiet ${ARGN}
        OUTPUT_QUIET ERROR_VARIABLE error RESULT_VARIABLE result)
    if(NOT result EQUAL 0)
        message(FATAL_ERROR "povex run ${ARGN} ended with ${result}: ${error}")
    endif()
endfunction()

# NaN is equal to NaN for h5diff; how and when a file came about is left out.
function(compare_results one other result_variable)
    execute_process(
        COMMAND "${H5DIFF}" --exclude-path /provenance "${one}" "${other}"
        OUTPUT_VARIABLE output ERROR_VARIABLE output RESULT_VARIABLE result)
    if(result GREATER 1)
        message(FATAL_ERROR "h5diff ${one} ${other} ended with ${result}: ${output}")
    endif()
    set(${result_variable} ${result} PARENT_SCOPE)
    set(${result_variable}_text "${output}" PARENT_SCOPE)
endfunction()

function(expect_same one other)
    compare_results("${one}" "${other}" differ)
    if(differ)
        message(FATAL_ERROR "${one} and ${other} differ:\n${differ_text}")
    endif()
    message(NOTICE "${one} and ${other}: the same")
endfunction()

function(expect_different one other)
    compare_results("${one}" "${other}" differ)
    if(NOT differ)
        message(FATAL_ERROR "${one} and ${other} are the same, and should not be")
    endif()
endfunction()
