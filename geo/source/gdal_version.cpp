#include "geo/source/gdal_version.hpp"

#include <gdal.h>

namespace ntm {

std::string gdal_version() {
    return GDALVersionInfo("RELEASE_NAME");
}

} // namespace ntm
