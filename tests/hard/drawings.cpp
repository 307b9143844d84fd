#include "tests/hard/drawings.hpp"

#include "tests/catch.hpp"

#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <cmath>
#include <memory>

namespace made {

namespace {

std::unique_ptr<OGRCoordinateTransformation> into(const std::string& crs) {
    OGRSpatialReference lon_lat, target;
    lon_lat.SetFromUserInput("EPSG:4326");
    target.SetFromUserInput(crs.c_str());
    lon_lat.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    target.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    return std::unique_ptr<OGRCoordinateTransformation>(OGRCreateCoordinateTransformation(&lon_lat, &target));
}

std::vector<Corner> corners(const Unit& unit, OGRCoordinateTransformation& move) {
    std::vector<Corner> ring = outline(unit, 0);
    for (Corner& corner : ring) {
        REQUIRE(move.Transform(1, &corner.x, &corner.y) != 0);
    }
    return ring;
}

class DxfText {
public:
    explicit DxfText(std::string version, std::string head = {}) {
        pair(0, "SECTION");
        pair(2, "HEADER");
        pair(9, "$ACADVER");
        pair(1, std::move(version));
        pair(9, "$DWGCODEPAGE");
        pair(3, "ANSI_1252");
        pair(0, "ENDSEC");
        m_text += head;
        pair(0, "SECTION");
        pair(2, "ENTITIES");
    }
    void pair(int code, const std::string& value) { m_text += std::to_string(code) + "\r\n" + value + "\r\n"; }
    void polyline(const std::vector<Corner>& points, bool closed) {
        pair(0, "LWPOLYLINE");
        pair(8, "RANH GIOI");
        pair(100, "AcDbEntity");
        pair(100, "AcDbPolyline");
        pair(90, std::to_string(points.size()));
        pair(70, closed ? "1" : "0");
        for (const Corner& point : points) {
            pair(10, std::to_string(point.x));
            pair(20, std::to_string(point.y));
        }
    }
    void text(const std::string& layer, double x, double y, const std::string& words) {
        pair(0, "MTEXT");
        pair(8, layer);
        pair(100, "AcDbEntity");
        pair(100, "AcDbMText");
        pair(10, std::to_string(x));
        pair(20, std::to_string(y));
        pair(40, "50");
        pair(1, words);
    }
    std::string take() {
        pair(0, "ENDSEC");
        pair(0, "EOF");
        return std::move(m_text);
    }

private:
    std::string m_text;
};

} // namespace

std::string as_escapes(const std::string& text) {
    std::string result;
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        if (lead < 0x80) {
            result += text[i++];
            continue;
        }
        const bool two = lead < 0xe0;
        unsigned code = two ? lead & 0x1fU : lead & 0x0fU;
        for (std::size_t k = 1; k < (two ? 2U : 3U); ++k) {
            code = code << 6U | (static_cast<unsigned char>(text[i + k]) & 0x3fU);
        }
        char escape[8];
        std::snprintf(escape, sizeof escape, "\\U+%04X", code);
        result += escape;
        i += two ? 2 : 3;
    }
    return result;
}

std::string dxf(const std::vector<Unit>& units, const Drawing& drawing) {
    const auto move = into(drawing.crs);
    REQUIRE(move);
    DxfText out(drawing.version);
    for (const Unit& unit : units) {
        const std::vector<Corner> ring = corners(unit, *move);
        if (drawing.borders_once) {
            for (std::size_t i = 0; i < ring.size(); ++i) {
                out.polyline({ring[i], ring[(i + 1) % ring.size()]}, false);
            }
        } else {
            out.polyline(ring, true);
        }
        const double x = (ring[0].x + ring[2].x) / 2, y = (ring[0].y + ring[2].y) / 2;
        if (drawing.type_apart) {
            const std::string& type = unit.type;
            out.text("TEN", x, y + 60, drawing.encode(type));
            out.text("TEN", x, y, drawing.encode(unit.name.substr(type.size() + 1)));
        } else {
            out.text("TEN", x, y, drawing.encode(unit.name));
        }
        if (drawing.with_areas) {
            out.text("TEN", x, y - 80, drawing.encode("S = 231,5 ha"));
            out.text("SO_THUA", x, y - 120, "12");
        }
    }
    return out.take();
}

std::filesystem::path write_dgn(const std::filesystem::path& folder, const std::vector<Unit>& units,
                                const std::string& crs, const Encoder& encode) {
    GDALAllRegister();
    const std::filesystem::path file = folder / "ranh.dgn";
    const auto move = into(crs);
    std::string units_option = "UOR_PER_SUB_UNIT=1", sub_option = "SUB_UNITS_PER_MASTER_UNIT=1000",
                origin = "ORIGIN=0,0,0";
    char* options[] = {units_option.data(), sub_option.data(), origin.data(), nullptr};
    const GDALDatasetUniquePtr dataset(
        GetGDALDriverManager()->GetDriverByName("DGN")->Create(file.string().c_str(), 0, 0, 0, GDT_Unknown, options));
    REQUIRE(dataset);
    OGRLayer* layer = dataset->CreateLayer("elements", nullptr, wkbUnknown, nullptr);
    REQUIRE(layer != nullptr);
    for (const Unit& unit : units) {
        const std::vector<Corner> ring = corners(unit, *move);
        auto* line = new OGRLinearRing;
        for (const Corner& corner : ring) {
            line->addPoint(corner.x, corner.y);
        }
        line->closeRings();
        OGRPolygon polygon;
        polygon.addRingDirectly(line);
        OGRFeature outline(layer->GetLayerDefn());
        outline.SetField("Level", 10);
        outline.SetGeometry(&polygon);
        REQUIRE(layer->CreateFeature(&outline) == OGRERR_NONE);
        OGRFeature text(layer->GetLayerDefn());
        OGRPoint at((ring[0].x + ring[2].x) / 2, (ring[0].y + ring[2].y) / 2);
        text.SetField("Level", 20);
        text.SetField("Text", encode(unit.name).c_str());
        text.SetGeometry(&at);
        REQUIRE(layer->CreateFeature(&text) == OGRERR_NONE);
    }
    return file;
}

} // namespace made
