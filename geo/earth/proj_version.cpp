#include "geo/earth/proj_version.hpp"

#include <proj.h>

namespace ntm {

std::string proj_version() {
    return proj_info().version;
}

} // namespace ntm
