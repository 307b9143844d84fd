# Run by ntm_embed while building.
file(READ ${FROM} text)
get_filename_component(name ${FROM} NAME)
file(WRITE ${TO} "#pragma once\n\n// ${name}\nnamespace ntm::embedded {\ninline constexpr const char* ${CONSTANT} = R\"embedded(${text})embedded\";\n}\n")
