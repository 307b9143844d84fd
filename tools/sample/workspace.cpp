#include "tools/sample/tables.hpp"

#include "tools/sample/csv_writer.hpp"

namespace ntm::sample {

std::string workspace_toml() {
    return R"(# Made by tools/sample (make-sample): change the generator, not this file.
title = "Thanh Hóa, tháng 8/2022"
province = "38"
as_of = 2022-08-31
plan_period = [2021, 2030]
illustrative = true
deadline = 2022-12-31

[[boundaries]]
level = "commune"
source = "units.gpkg"
layer = "commune"
columns = { code = "ma_xa", name = "ten_xa", type = "loai_xa", parent = "ma_huyen", parent_name = "ten_huyen", province = "ma_tinh", province_name = "ten_tinh" }
valid_from = 2020-01-01

[[tables]]
kind = "unit"
source = "units.csv"

[[tables]]
kind = "recognition"
source = "recognitions.csv"

[[tables]]
kind = "plan"
source = "plans.csv"

[[tables]]
kind = "figure"
source = "figures.csv"
)";
}

std::string unit_table(const Facts& facts) {
    constexpr const char* list = "Danh mục đơn vị hành chính, Tổng cục Thống kê 04/2023";
    CsvWriter csv{"unit_code", "unit_name",  "type",     "region", "mountain", "valid_from",
                  "valid_to",  "alias",      "source_document", "note"};
    csv.row({"38", "Tỉnh Thanh Hóa", "Tỉnh", "BTB", "", "2020-01-01", "", "", list, ""});
    for (const District& district : facts.districts) {
        csv.row({district.code, district.type + " " + district.name, district.type, "BTB",
                 district.mountain ? "1" : "0", "2020-01-01", district.valid_to, district.alias, list, ""});
    }
    return csv.take();
}

} // namespace ntm::sample
