# Fails if an object compiled for one kind of processor defines a symbol that another object may
# define too (weak, as an inline function that was not inlined): the linker would keep one of them,
# and a processor could meet instructions that it does not have. What is defined lies in the
# target's own namespace, povex::...::{baseline,avx2,avx512}. Nor may it call the mathematics of
# the C library.
#
#   cmake -DNM=<nm> "-DOBJECTS=<object>;<object>..." -P tests/kernel_symbols.cmake
cmake_minimum_required(VERSION 3.25)

if(NOT NM OR NOT OBJECTS)
    message(FATAL_ERROR "needs -DNM=<nm> and -DOBJECTS=<object>;...")
endif()

set(wrong 0)
set(defined 0)
foreach(object IN LISTS OBJECTS)
    execute_process(
        COMMAND "${NM}" --extern-only "${object}"
        OUTPUT_VARIABLE output ERROR_VARIABLE error RESULT_VARIABLE result)
    if(NOT result EQUAL 0)
        message(FATAL_ERROR "nm cannot read '${object}': ${error}")
    endif()
    string(REPLACE "\n" ";" lines "${output}")
    foreach(line IN LISTS lines)
        if(NOT line MATCHES " ([A-Za-z]) ([^ ]+)$")
            continue()
        endif()
        set(kind "${CMAKE_MATCH_1}")
        set(symbol "${CMAKE_MATCH_2}")
        if(kind STREQUAL "U")
            if(NOT symbol MATCHES "^(mem(cpy|set|move)|__stack_chk_fail|_GLOBAL_OFFSET_TABLE_|__(asan|ubsan|tsan)_.*)$")
                message(NOTICE "${object}: error: calls ${symbol}")
                math(EXPR wrong "${wrong} + 1")
            endif()
        else()
            math(EXPR defined "${defined} + 1")
            if(NOT kind MATCHES "[TDRB]" OR NOT symbol MATCHES "^_ZN.*(8baseline|4avx2|6avx512)")
                message(NOTICE "${object}: error: defines ${symbol} (${kind})")
                math(EXPR wrong "${wrong} + 1")
            endif()
        endif()
    endforeach()
endforeach()

list(LENGTH OBJECTS count)
if(wrong OR defined EQUAL 0)
    message(FATAL_ERROR "${wrong} wrong symbols, ${defined} defined in ${count} objects")
endif()
message(NOTICE "${defined} symbols defined in ${count} objects, none to be mixed up")
