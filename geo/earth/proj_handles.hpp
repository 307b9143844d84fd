#pragma once

#include "geo/earth/crs.hpp"

#include <proj.h>

#include <memory>
#include <string>

namespace ntm {

// PROJ's handles of this room. A context belongs to one thread at a time and must outlive what was made in it, so
// owners declare it first.
struct ProjDeleter {
    void operator()(PJ_CONTEXT* context) const { proj_context_destroy(context); }
    void operator()(PJ* object) const { proj_destroy(object); }
    void operator()(PJ_OBJ_LIST* list) const { proj_list_destroy(list); }
    void operator()(PJ_OPERATION_FACTORY_CONTEXT* factory) const { proj_operation_factory_context_destroy(factory); }
};
using ProjContext = std::unique_ptr<PJ_CONTEXT, ProjDeleter>;
using ProjObject = std::unique_ptr<PJ, ProjDeleter>;
using ProjList = std::unique_ptr<PJ_OBJ_LIST, ProjDeleter>;
using ProjFactory = std::unique_ptr<PJ_OPERATION_FACTORY_CONTEXT, ProjDeleter>;

/// Silent and without network: a figure must not depend on what a server sends.
[[nodiscard]] ProjContext make_proj_context();

/// Null when PROJ does not read the definition as a reference system.
[[nodiscard]] ProjObject parse_crs(PJ_CONTEXT* context, const Crs& crs);

/// The horizontal part: of a compound system its first, of a bound one the system without its shift.
[[nodiscard]] ProjObject horizontal_part(PJ_CONTEXT* context, const PJ* crs);

[[nodiscard]] Issue crs_unknown_issue(PJ_CONTEXT* context, const Crs& crs);

} // namespace ntm
