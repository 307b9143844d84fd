# ntm_embed(TARGET FILE...): each FILE of the source tree becomes a text constant in the header "embedded/NAME.hpp" of
# the target, named as the file with its dots and dashes as underscores.
function(ntm_embed target)
    set(folder ${CMAKE_CURRENT_BINARY_DIR}/embedded)
    foreach(file IN LISTS ARGN)
        get_filename_component(name ${file} NAME)
        string(REGEX REPLACE "[^A-Za-z0-9]" "_" constant ${name})
        add_custom_command(OUTPUT ${folder}/${constant}.hpp
            COMMAND ${CMAKE_COMMAND} -DFROM=${file} -DTO=${folder}/${constant}.hpp -DCONSTANT=${constant}
                    -P ${PROJECT_SOURCE_DIR}/cmake/embed_text.cmake
            DEPENDS ${file} ${PROJECT_SOURCE_DIR}/cmake/embed_text.cmake VERBATIM)
        target_sources(${target} PRIVATE ${folder}/${constant}.hpp)
    endforeach()
    target_include_directories(${target} PRIVATE ${CMAKE_CURRENT_BINARY_DIR})
endfunction()
