// What a DXF would grow to, counted before GDAL sees it; and units made of outlines and labels.

#include "geo/source/cad.hpp"
#include "geo/source/dxf_blocks.hpp"

#include "tests/fuzz/fuzz_input.hpp"

#include <cstring>
#include <sstream>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace ntm;
    std::istringstream dxf{std::string(fuzz::text_of(data, size))};
    static_cast<void>(expanded_dxf_entities(dxf));
    // Coordinates of any bits, NaN and infinite among them: rings of three to six points, a label after each.
    CadDrawing drawing;
    drawing.layers = {"a", "b"};
    for (std::size_t at = 0; at + 1 + 14 * sizeof(double) <= size && drawing.shapes.size() < 200;) {
        const std::size_t count = 3 + data[at] % 4;
        CadShape shape{{}, static_cast<std::size_t>(data[at] / 128)};
        ++at;
        for (std::size_t i = 0; i <= count; ++i) {
            Point p;
            std::memcpy(&p.x, data + at, sizeof p.x);
            std::memcpy(&p.y, data + at + sizeof p.x, sizeof p.y);
            at += 2 * sizeof(double);
            if (i < count) {
                shape.ring.push_back(p);
            } else {
                drawing.labels.push_back({p, "Xã Tân", shape.layer});
            }
        }
        drawing.shapes.push_back(std::move(shape));
    }
    for (const CadUnits& units : units_of_drawing(drawing)) {
        fuzz::require(units.polygons.features() == units.table.rows());
    }
    return 0;
}
