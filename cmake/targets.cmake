# One language level, one set of warnings, warnings are errors; a room is a library that links only the rooms below it.
set(NTM_SANITIZE "" CACHE STRING "sanitizers for every target, as for -fsanitize=")

add_library(ntm_options INTERFACE)
target_compile_options(ntm_options INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow
    -Wnon-virtual-dtor -Woverloaded-virtual -Werror)
# Three warnings see what is not there, each GCC something else: overlapping copies in "text" + std::string (GCC bug
# 105651), unset members in moved temporaries, and from GCC 13 on a dangling reference wherever a temporary is the key
# that an element is looked up by. The sanitizers look for the real ones.
target_compile_options(ntm_options INTERFACE -Wno-restrict -Wno-maybe-uninitialized -Wno-dangling-reference)
target_include_directories(ntm_options INTERFACE ${PROJECT_SOURCE_DIR})
if(NTM_SANITIZE)
    target_compile_options(ntm_options INTERFACE -fsanitize=${NTM_SANITIZE} -fno-omit-frame-pointer
        -fno-sanitize-recover=all)
    target_link_options(ntm_options INTERFACE -fsanitize=${NTM_SANITIZE})
endif()

# ntm_library(NAME SOURCES... PUBLIC rooms and packages seen in its headers... PRIVATE packages of its .cpp files...)
function(ntm_library name)
    cmake_parse_arguments(arg "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
    add_library(${name} STATIC ${arg_SOURCES})
    target_link_libraries(${name} PUBLIC ntm_options ${arg_PUBLIC} PRIVATE ${arg_PRIVATE})
endfunction()

# ntm_test(NAME SOURCES... LINK rooms...): one Catch2 program, run as one ctest.
function(ntm_test name)
    cmake_parse_arguments(arg "" "" "SOURCES;LINK" ${ARGN})
    add_executable(${name} ${arg_SOURCES})
    target_link_libraries(${name} PRIVATE ntm_test_main ${arg_LINK})
    add_test(NAME ${name} COMMAND ${name} WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
endfunction()
