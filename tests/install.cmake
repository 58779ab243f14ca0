# The program, its manual and its shell completion are installed, and the program runs from there.
#
#   cmake -DBUILD=<build folder> -DPREFIX=<folder> -P tests/install.cmake

file(REMOVE_RECURSE ${PREFIX})
execute_process(COMMAND ${CMAKE_COMMAND} --install ${BUILD} --prefix ${PREFIX}
                OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${PREFIX}/bin/povex manual OUTPUT_VARIABLE manual
                COMMAND_ERROR_IS_FATAL ANY)
file(READ ${PREFIX}/share/man/man1/povex.1 installed)
if(NOT installed STREQUAL manual)
    message(FATAL_ERROR "the installed manual differs from what the program prints")
endif()
foreach(file bash-completion/completions/povex zsh/site-functions/_povex)
    file(READ ${PREFIX}/share/${file} text)
    if(NOT text MATCHES "completion for povex")
        message(FATAL_ERROR "${file} is not a completion script of povex")
    endif()
endforeach()
file(REMOVE_RECURSE ${PREFIX})
