# Fails on a path in a document that leads nowhere: a link to a file beside the document, or a name
# in backticks that begins with a folder of the project (`engine/random/purpose.hpp`). A `*` in a
# name stands for any characters, as in a shell; NAME in it stands for a file that the reader makes.
#
#   cmake -DROOT=<source folder> -DDOCUMENTS=<paths, with commas between> -P
#         tests/document_paths.cmake
cmake_minimum_required(VERSION 3.25)

# Characters of a path: none of them means anything to CMake's lists.
set(path "[A-Za-z0-9_./*-]+")
set(folders "cli|cmake|docs|engine|output|scenarios|scripts|tests")

string(REPLACE "," ";" DOCUMENTS "${DOCUMENTS}")
set(wrong 0)
set(count 0)
foreach(document IN LISTS DOCUMENTS)
    get_filename_component(folder "${ROOT}/${document}" DIRECTORY)
    file(READ "${ROOT}/${document}" text)
    string(REGEX MATCHALL "`(${folders})/${path}`" names "${text}")
    string(REGEX MATCHALL "\\(${path}(#[^) ]*)?\\)" links "${text}")
    list(FILTER names EXCLUDE REGEX "NAME")
    list(TRANSFORM names REPLACE "`(.*[^/])/?`" "${ROOT}/\\1")
    list(FILTER links INCLUDE REGEX "^\\([A-Za-z0-9_./-]+[.](md|svg|hpp|cpp|toml)(#|\\))")
    list(TRANSFORM links REPLACE "^\\((${path}).*" "${folder}/\\1")
    list(LENGTH names found)
    math(EXPR count "${count} + ${found}")
    foreach(name IN LISTS names links)
        file(GLOB there "${name}")
        if(NOT there)
            file(RELATIVE_PATH name "${ROOT}" "${name}")
            message(NOTICE "${document}: error: there is no ${name}")
            math(EXPR wrong "${wrong} + 1")
        endif()
    endforeach()
endforeach()

if(wrong)
    message(FATAL_ERROR "${wrong} paths lead nowhere")
elseif(count EQUAL 0)
    message(FATAL_ERROR "no document names a file: is the list of documents right?")
endif()
message(NOTICE "${count} names of files, each is there")
