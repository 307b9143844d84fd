// The content of an ODS.

#include "geo/source/gdal_handles.hpp"
#include "geo/source/sheet_layout.hpp"
#include "geo/source/sheet_text.hpp"
#include "geo/source/spreadsheets.hpp"

#include "tests/fuzz/fuzz_input.hpp"
#include "tests/geo/source/made_sheets.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace ntm;
    prepare_gdal();
    const std::filesystem::path file = "/vsimem/fuzz.ods";
    VSIUnlink(file.c_str());
    write_zip(file, {{"content.xml", std::string(fuzz::text_of(data, size))}});
    if (const auto sheets = list_ods_sheets(file)) {
        for (const SheetInfo& info : *sheets) {
            auto sheet = read_ods_sheet(file, info.name);
            if (sheet) {
                static_cast<void>(repair_sheet_text(*sheet));
                static_cast<void>(guess_layout(*sheet));
            }
        }
    }
    return 0;
}
