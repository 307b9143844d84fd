// The parts of an XLSX: workbook, sheet, shared texts and styles. The zip around them is GDAL's and not the matter
// here.

#include "geo/source/gdal_handles.hpp"
#include "geo/source/sheet_layout.hpp"
#include "geo/source/sheet_text.hpp"
#include "geo/source/spreadsheets.hpp"

#include "tests/fuzz/fuzz_input.hpp"
#include "tests/geo/source/made_sheets.hpp"

#include <algorithm>
#include <array>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace ntm;
    prepare_gdal();
    const std::vector<std::string> given = fuzz::parts_of(fuzz::text_of(data, size));
    constexpr std::array<const char*, 4> names{"xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml",
                                               "xl/styles.xml"};
    MadeParts parts{{"xl/_rels/workbook.xml.rels",
                     "<Relationships><Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\"/></Relationships>"}};
    for (std::size_t i = 0; i < std::min(given.size(), names.size()); ++i) {
        parts.emplace_back(names[i], given[i]);
    }
    const std::filesystem::path file = "/vsimem/fuzz.xlsx";
    VSIUnlink(file.c_str());
    write_zip(file, parts);
    if (const auto sheets = list_xlsx_sheets(file)) {
        for (const SheetInfo& info : *sheets) {
            auto sheet = read_xlsx_sheet(file, info.name);
            if (sheet) {
                static_cast<void>(repair_sheet_text(*sheet));
                static_cast<void>(guess_layout(*sheet));
            }
        }
    }
    return 0;
}
