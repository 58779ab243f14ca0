# Fails if a library asks for a transcendental function of the C library, e.g. through std::pow:
# such functions differ in their last bits from processor to processor, and results must not.
# engine/base/elementary.hpp has the project's own.
#
#   cmake -DNM=<nm> "-DLIBRARIES=<archive>;<archive>..." -P tests/no_libm.cmake
cmake_minimum_required(VERSION 3.25)

# Each also as float (f) and long double (l), complex (c...), and as glibc's older __..._finite.
set(names
    exp exp2 exp10 pow10 expm1 log log2 log10 log1p pow cbrt hypot
    sin cos tan sincos asin acos atan atan2 sinh cosh tanh asinh acosh atanh
    erf erfc gamma lgamma tgamma j0 j1 jn y0 y1 yn)
list(JOIN names "|" alternatives)
set(forbidden "^(__)?c?(${alternatives})(f|l|f32|f64|f128|f32x|f64x)?(_r)?(_finite)?(@.*)?$")

if(NOT NM OR NOT LIBRARIES)
    message(FATAL_ERROR "needs -DNM=<nm> and -DLIBRARIES=<archive>;...")
endif()

set(wrong 0)
set(symbols_read 0)
foreach(library IN LISTS LIBRARIES)
    execute_process(
        COMMAND "${NM}" --undefined-only "${library}"
        OUTPUT_VARIABLE output ERROR_VARIABLE error RESULT_VARIABLE result)
    if(NOT result EQUAL 0)
        message(FATAL_ERROR "nm cannot read '${library}': ${error}")
    endif()

    # Lines of an archive: "member.o:" and "                 U symbol"
    string(REGEX REPLACE "[][;\\]" "_" output "${output}")
    string(REPLACE "\n" ";" lines "${output}")
    set(member "")
    foreach(line IN LISTS lines)
        if(line MATCHES "^([^ ]+):$")
            set(member "${CMAKE_MATCH_1}")
        elseif(line MATCHES " [UwWvV] ([^ ]+)$")
            set(symbol "${CMAKE_MATCH_1}")
            math(EXPR symbols_read "${symbols_read} + 1")
            if(symbol MATCHES "${forbidden}")
                message(NOTICE "${library}(${member}): error: calls ${symbol}")
                math(EXPR wrong "${wrong} + 1")
            endif()
        endif()
    endforeach()
endforeach()

list(LENGTH LIBRARIES count)
if(wrong)
    message(FATAL_ERROR "${wrong} calls of the C mathematics library in ${count} libraries")
endif()
if(symbols_read EQUAL 0)
    message(FATAL_ERROR "no undefined symbol at all in ${count} libraries: nm was misread")
endif()
message(NOTICE "${symbols_read} undefined symbols in ${count} libraries, none transcendental")
