# Debian's packages, each seen by the one room that owns it (design: third-party headers stay in their room).
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(OpenGL REQUIRED)

set(NTM_PACKAGES
    gdal>=3.6 proj>=9.1 geos>=3.11 icu-uc icu-i18n fmt libpng fontconfig cairo pangocairo tomlplusplus nlohmann_json
    CLI11 xlsxwriter imgui glfw3 epoxy egl freetype2 expat)
foreach(package IN LISTS NTM_PACKAGES)
    string(REGEX REPLACE "[>].*" "" name "${package}")
    string(TOUPPER "${name}" prefix)
    string(REPLACE "-" "_" prefix "${prefix}")
    pkg_check_modules(${prefix} REQUIRED IMPORTED_TARGET ${package})
endforeach()
