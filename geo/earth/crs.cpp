#include "geo/earth/crs.hpp"

#include "geo/earth/proj_handles.hpp"
#include "geo/earth/zones.hpp"

#include <fmt/format.h>
#include <proj_experimental.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>

namespace ntm {

namespace {

// Parameters found with this confidence differ from the register's entry in nothing but names.
constexpr int same_but_for_names = 90;

bool is_geographic(const PJ* crs) {
    const PJ_TYPE type = proj_get_type(crs);
    return type == PJ_TYPE_GEOGRAPHIC_2D_CRS || type == PJ_TYPE_GEOGRAPHIC_3D_CRS;
}

std::string own_code(const PJ* crs) {
    const char* authority = proj_get_id_auth_name(crs, 0);
    const char* code = proj_get_id_code(crs, 0);
    return authority != nullptr && code != nullptr ? fmt::format("{}:{}", authority, code) : std::string();
}

std::string code_by_parameters(PJ_CONTEXT* context, const PJ* crs) {
    int* confidence = nullptr;
    const ProjList list(proj_identify(context, crs, "EPSG", nullptr, &confidence));
    const std::unique_ptr<int, void (*)(int*)> owned(confidence, proj_int_list_destroy);
    const int count = list ? proj_list_get_count(list.get()) : 0;
    for (int i = 0; i < count; ++i) {
        const ProjObject found(proj_list_get(context, list.get(), i));
        if (confidence[i] >= same_but_for_names && found && proj_is_deprecated(found.get()) == 0) {
            return own_code(found.get());
        }
    }
    return {};
}

// "Vietnam 2000", "D_Vietnam_2000", "VN2000", "GCS_VN-2000": each program writes its own.
bool names_vn2000(std::string_view name) {
    std::string letters;
    for (const char c : name) {
        if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
            letters += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        }
    }
    return letters.find("vn2000") != std::string::npos || letters.find("vietnam2000") != std::string::npos;
}

bool has_vn2000_datum(PJ_CONTEXT* context, const PJ* horizontal) {
    const ProjObject geodetic(proj_crs_get_geodetic_crs(context, horizontal));
    if (!geodetic) {
        return false;
    }
    const ProjObject datum(proj_crs_get_datum_forced(context, geodetic.get()));
    return names_vn2000(datum ? proj_get_name(datum.get()) : "") || names_vn2000(proj_get_name(geodetic.get()));
}

// Offices type VN-2000 as an ellipsoid with TOWGS84: known by its translation, about -192, -39, -111 m in each of the
// published sets (EPSG:5194 and 6960, QD 05/2007/QD-BTNMT), which differ among themselves by less than a metre.
bool has_vn2000_shift(PJ_CONTEXT* context, const PJ* bound) {
    const ProjObject operation(proj_crs_get_coordoperation(context, bound));
    std::array<double, 7> values{};
    if (!operation || proj_coordoperation_get_towgs84_values(context, operation.get(), values.data(), 7, 0) == 0) {
        return false;
    }
    return std::abs(values[0] + 191.904) < 1.5 && std::abs(values[1] + 39.303) < 1.5 &&
           std::abs(values[2] + 111.450) < 1.5;
}

// A projection put onto the true datum, whatever datum it came with.
ProjObject rebuilt_on_vn2000(PJ_CONTEXT* context, const PJ* horizontal) {
    ProjObject base(proj_create_from_database(context, "EPSG", "4756", PJ_CATEGORY_CRS, 0, nullptr));
    if (is_geographic(horizontal)) {
        return base;
    }
    const ProjObject conversion(proj_crs_get_coordoperation(context, horizontal));
    const ProjObject axes(proj_crs_get_coordinate_system(context, horizontal));
    if (!base || !conversion || !axes) {
        return nullptr;
    }
    return ProjObject(proj_create_projected_crs(context, "VN-2000 / TM", base.get(), conversion.get(), axes.get()));
}

std::string code_of(PJ_CONTEXT* context, const PJ* crs) {
    const std::string own = own_code(crs);
    return own.empty() ? code_by_parameters(context, crs) : own;
}

// Parameter of a projection by its EPSG number, in the register's units (degrees, metres).
double parameter(PJ_CONTEXT* context, const PJ* conversion, const char* epsg) {
    for (int i = 0; i < proj_coordoperation_get_param_count(context, conversion); ++i) {
        const char* code = nullptr;
        double value = 0;
        double to_si = 1;
        const char* category = nullptr;
        if (proj_coordoperation_get_param(context, conversion, i, nullptr, nullptr, &code, &value, nullptr, &to_si,
                                          nullptr, nullptr, nullptr, &category) != 0 &&
            code != nullptr && std::string_view(code) == epsg) {
            const bool angle = category != nullptr && std::string_view(category) == "angular";
            constexpr double pi = 3.14159265358979323846;
            return angle ? value * to_si * 180 / pi : value * to_si;
        }
    }
    return 0;
}

std::optional<TransverseMercator> transverse_mercator(PJ_CONTEXT* context, const PJ* horizontal) {
    if (proj_get_type(horizontal) != PJ_TYPE_PROJECTED_CRS) {
        return std::nullopt;
    }
    const ProjObject conversion(proj_crs_get_coordoperation(context, horizontal));
    const char* method = nullptr;
    if (!conversion || proj_coordoperation_get_method_info(context, conversion.get(), nullptr, nullptr, &method) == 0 ||
        method == nullptr || std::string_view(method) != "9807") {
        return std::nullopt;
    }
    return TransverseMercator{
        parameter(context, conversion.get(), "8802"), parameter(context, conversion.get(), "8801"),
        parameter(context, conversion.get(), "8805"), parameter(context, conversion.get(), "8806"),
        parameter(context, conversion.get(), "8807")};
}

// proj_create_crs_to_crs keeps every candidate and chooses anew at each point, so that between WGS 84 and VN-2000 the
// blocks of the Mekong delta would get another shift than their neighbours. One operation for all: the first of PROJ's
// order, which over Vietnam is EPSG:6960. The search for ways over a third system takes ten times as long.
ProjObject best_operation(PJ_CONTEXT* context, const PJ& source, const PJ& target,
                          PROJ_INTERMEDIATE_CRS_USE intermediate) {
    const ProjFactory factory(proj_create_operation_factory_context(context, nullptr));
    proj_operation_factory_context_set_spatial_criterion(context, factory.get(),
                                                         PROJ_SPATIAL_CRITERION_PARTIAL_INTERSECTION);
    proj_operation_factory_context_set_grid_availability_use(context, factory.get(),
                                                             PROJ_GRID_AVAILABILITY_DISCARD_OPERATION_IF_MISSING_GRID);
    proj_operation_factory_context_set_allow_use_intermediate_crs(context, factory.get(), intermediate);
    const ProjList list(proj_create_operations(context, &source, &target, factory.get()));
    return ProjObject(list ? proj_list_get(context, list.get(), 0) : nullptr);
}

std::size_t mark_failed(std::span<Point> points) {
    std::size_t failed = 0;
    for (Point& p : points) {
        if (!std::isfinite(p.x) || !std::isfinite(p.y)) {
            p = {std::nan(""), std::nan("")};
            ++failed;
        }
    }
    return failed;
}

std::string zone_by_numbers(const TransverseMercator& tm) {
    for (const Zone& zone : vn2000_zones()) {
        if (std::abs(tm.central_meridian_deg - zone.central_meridian_deg) < 1e-9 &&
            std::abs(tm.scale - zone.scale) < 1e-9 && std::abs(tm.false_easting_m - zone.false_easting_m) < 1e-3 &&
            std::abs(tm.false_northing_m) < 1e-3 && std::abs(tm.latitude_of_origin_deg) < 1e-9) {
            return zone.crs;
        }
    }
    return {};
}

// The register's code of a projection once it stands on the true datum. By the numbers first: a scale of 0.9999 with
// noise behind it, as MapInfo keeps it, is not "the same" to PROJ.
std::string vn2000_code(PJ_CONTEXT* context, const PJ* horizontal) {
    if (const auto tm = transverse_mercator(context, horizontal)) {
        if (std::string code = zone_by_numbers(*tm); !code.empty()) {
            return code;
        }
    }
    const ProjObject rebuilt = rebuilt_on_vn2000(context, horizontal);
    return rebuilt ? code_of(context, rebuilt.get()) : std::string();
}

} // namespace

ProjContext make_proj_context() {
    ProjContext context(proj_context_create());
    proj_log_func(context.get(), nullptr, [](void*, int, const char*) {});
    proj_context_set_enable_network(context.get(), 0);
    return context;
}

ProjObject parse_crs(PJ_CONTEXT* context, const Crs& crs) {
    std::string text = crs.definition;
    if (text.starts_with('+') && text.find("+type=crs") == std::string::npos) {
        text += " +type=crs"; // without it PROJ takes a string of parameters for an operation
    }
    ProjObject object(text.empty() ? nullptr : proj_create(context, text.c_str()));
    if (object && proj_is_crs(object.get()) == 0) {
        object.reset();
    }
    return object;
}

ProjObject horizontal_part(PJ_CONTEXT* context, const PJ* crs) {
    switch (proj_get_type(crs)) {
    case PJ_TYPE_COMPOUND_CRS: {
        const ProjObject first(proj_crs_get_sub_crs(context, crs, 0));
        return first ? horizontal_part(context, first.get()) : nullptr;
    }
    case PJ_TYPE_BOUND_CRS: {
        const ProjObject source(proj_get_source_crs(context, crs));
        return source ? horizontal_part(context, source.get()) : nullptr;
    }
    default:
        return ProjObject(proj_clone(context, crs));
    }
}

Issue crs_unknown_issue(PJ_CONTEXT* context, const Crs& crs) {
    const int error = proj_context_errno(context);
    Issue issue{Severity::error, "crs_unknown", {}, error != 0 ? proj_context_errno_string(context, error) : ""};
    issue.where.value = crs.definition.substr(0, 200);
    return issue;
}

Result<CrsFacts> describe_crs(const Crs& crs) {
    const ProjContext context = make_proj_context();
    const ProjObject object = parse_crs(context.get(), crs);
    const ProjObject horizontal = object ? horizontal_part(context.get(), object.get()) : nullptr;
    if (!horizontal) {
        return crs_unknown_issue(context.get(), crs);
    }
    const bool bound_to_vn2000 =
        proj_get_type(object.get()) == PJ_TYPE_BOUND_CRS && has_vn2000_shift(context.get(), object.get());
    CrsFacts facts;
    facts.name = proj_get_name(object.get());
    facts.geographic = is_geographic(horizontal.get());
    facts.deprecated = proj_is_deprecated(object.get()) != 0;
    facts.vn2000 = bound_to_vn2000 || has_vn2000_datum(context.get(), horizontal.get());
    facts.authority = own_code(object.get());
    if (facts.authority.empty() && facts.vn2000) {
        facts.authority = vn2000_code(context.get(), horizontal.get());
    } else if (facts.authority.empty()) {
        facts.authority = code_by_parameters(context.get(), object.get());
    }
    facts.transverse_mercator = transverse_mercator(context.get(), horizontal.get());
    return facts;
}

Crs on_vn2000(const Crs& crs) {
    const ProjContext context = make_proj_context();
    const ProjObject object = parse_crs(context.get(), crs);
    const ProjObject horizontal = object ? horizontal_part(context.get(), object.get()) : nullptr;
    const ProjObject rebuilt = horizontal ? rebuilt_on_vn2000(context.get(), horizontal.get()) : nullptr;
    if (!rebuilt) {
        return {};
    }
    if (std::string code = vn2000_code(context.get(), horizontal.get()); !code.empty()) {
        return {std::move(code)};
    }
    const char* const options[] = {"MULTILINE=NO", nullptr};
    const char* wkt = proj_as_wkt(context.get(), rebuilt.get(), PJ_WKT2_2019, options);
    return {wkt != nullptr ? wkt : ""};
}

Crs default_display_crs(std::string_view province_code, const Box& lon_lat) {
    if (const ProvinceZone* zone = zone_of_province(province_code)) {
        return {zone->crs};
    }
    // Vietnam with its islands; the middle of all of it lies at sea, near 110 E 15 N.
    const Point middle = lon_lat.center();
    const bool vietnam = middle.x >= 102 && middle.x <= 118 && middle.y >= 6 && middle.y <= 23.5;
    if (lon_lat.empty() || vietnam) {
        return {"EPSG:3405"};
    }
    const int zone = std::clamp(static_cast<int>(std::floor((middle.x + 180) / 6)) + 1, 1, 60);
    return {fmt::format("EPSG:{}", (middle.y < 0 ? 32700 : 32600) + zone)};
}

namespace {

// The datum shift inside an operation: the step that the register lists as a transformation.
OperationFacts operation_facts(PJ_CONTEXT* context, const PJ* operation) {
    OperationFacts facts;
    facts.accuracy_m = proj_coordoperation_get_accuracy(context, operation);
    const auto take = [&](const PJ* step) {
        if (proj_get_type(step) == PJ_TYPE_TRANSFORMATION) {
            facts.name = proj_get_name(step);
            facts.authority = own_code(step);
            constexpr std::string_view inverse = "INVERSE(";
            if (facts.authority.starts_with(inverse)) {
                facts.authority.erase(facts.authority.find(')'), 1).erase(0, inverse.size());
            }
        }
    };
    take(operation);
    for (int i = 0; i < proj_concatoperation_get_step_count(context, operation); ++i) {
        if (const ProjObject step{proj_concatoperation_get_step(context, operation, i)}) {
            take(step.get());
        }
    }
    return facts;
}

} // namespace

struct Transformation::Impl {
    ProjContext context; // first: what follows lives in it
    ProjObject operation;
    OperationFacts facts;
    bool source_geographic = false;
    bool target_geographic = false;

    std::size_t move(PJ_DIRECTION direction, std::span<Point> points) const {
        if (points.empty()) {
            return 0;
        }
        constexpr std::size_t stride = sizeof(Point);
        proj_trans_generic(operation.get(), direction, &points[0].x, stride, points.size(), &points[0].y, stride,
                           points.size(), nullptr, 0, 0, nullptr, 0, 0);
        proj_errno_reset(operation.get());
        return mark_failed(points);
    }
};

Result<Transformation> Transformation::create(const Crs& from, const Crs& to) {
    auto impl = std::make_unique<Impl>();
    impl->context = make_proj_context();
    PJ_CONTEXT* context = impl->context.get();
    const ProjObject source = parse_crs(context, from);
    if (!source) {
        return crs_unknown_issue(context, from);
    }
    const ProjObject target = parse_crs(context, to);
    if (!target) {
        return crs_unknown_issue(context, to);
    }
    ProjObject best = best_operation(context, *source, *target, PROJ_INTERMEDIATE_CRS_USE_NEVER);
    if (!best || proj_coordoperation_has_ballpark_transformation(context, best.get()) != 0) {
        best = best_operation(context, *source, *target, PROJ_INTERMEDIATE_CRS_USE_IF_NO_DIRECT_TRANSFORMATION);
    }
    impl->operation.reset(best ? proj_normalize_for_visualization(context, best.get()) : nullptr);
    const std::string pair = fmt::format("{} -> {}", proj_get_name(source.get()), proj_get_name(target.get()));
    if (!impl->operation) {
        return Issue{Severity::error, "crs_no_operation", {}, pair};
    }
    Issues issues;
    if (proj_coordoperation_has_ballpark_transformation(context, best.get()) != 0) {
        issues.push_back({Severity::warning, "crs_shift_unknown", {}, pair});
    }
    impl->facts = operation_facts(context, best.get());
    const ProjObject flat_source = horizontal_part(context, source.get());
    const ProjObject flat_target = horizontal_part(context, target.get());
    impl->source_geographic = flat_source && is_geographic(flat_source.get());
    impl->target_geographic = flat_target && is_geographic(flat_target.get());
    return {Transformation(std::move(impl)), std::move(issues)};
}

Transformation::Transformation(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl)) {}
Transformation::~Transformation() = default;
Transformation::Transformation(Transformation&&) noexcept = default;
Transformation& Transformation::operator=(Transformation&&) noexcept = default;

const OperationFacts& Transformation::facts() const {
    return m_impl->facts;
}
bool Transformation::source_geographic() const {
    return m_impl->source_geographic;
}
bool Transformation::target_geographic() const {
    return m_impl->target_geographic;
}

std::size_t Transformation::forward(std::span<Point> points) const {
    return m_impl->move(PJ_FWD, points);
}
std::size_t Transformation::inverse(std::span<Point> points) const {
    return m_impl->move(PJ_INV, points);
}

Point Transformation::forward(Point point) const {
    m_impl->move(PJ_FWD, {&point, 1});
    return point;
}

Point Transformation::inverse(Point point) const {
    m_impl->move(PJ_INV, {&point, 1});
    return point;
}

} // namespace ntm
