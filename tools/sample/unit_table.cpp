#include "tools/sample/csv_writer.hpp"
#include "tools/sample/tables.hpp"

namespace ntm::sample {
namespace {

constexpr const char* list = "Danh mục đơn vị hành chính, Tổng cục Thống kê 04/2023";
constexpr const char* since = ""; // the list says what a unit is, not since when
constexpr const char* wards = "suy ra từ danh mục 04/2022 và số 137 xã của văn bản số 003; chưa đối chiếu nghị quyết";

/// What every unit table says of the province and its districts.
CsvWriter begin_table(const Facts& facts) {
    CsvWriter csv{"unit_code",  "unit_name", "type",  "region",          "zone", "mountain",
                  "valid_from", "valid_to",  "alias", "source_document", "note"};
    csv.row({facts.code, "Tỉnh " + facts.name, "Tỉnh", facts.region, "", "", since, "", "", list, ""});
    for (const District& district : facts.districts) {
        csv.row({district.code, district.type + " " + district.name, district.type, facts.region, "", district.mountain,
                 since, district.valid_to, district.alias, list, ""});
    }
    return csv;
}

/// Both lives of a xã that became a ward.
void add_changed(CsvWriter& csv, const Facts& facts, const Commune& commune) {
    csv.row({commune.code, "Xã " + commune.name, "Xã", facts.region, "", "", since,
             commune.ward_from->plus_days(-1).iso(), "", wards, ""});
    csv.row({commune.code, "Phường " + commune.name, "Phường", facts.region, "", "", commune.ward_from->iso(), "", "",
             wards, ""});
}

} // namespace

std::string unit_table(const Facts& facts) {
    CsvWriter csv = begin_table(facts);
    for (const Commune& commune : facts.communes) {
        if (commune.ward_from) {
            add_changed(csv, facts, commune);
        }
    }
    return csv.take();
}

std::string unit_table_with_zones(const Facts& facts) {
    CsvWriter csv = begin_table(facts);
    for (const Commune& commune : facts.communes) {
        const District& district = facts.districts[commune.district];
        csv.row({commune.code, commune.type + " " + commune.name, commune.type, facts.region,
                 district.mountain == "1" ? "1" : "2", district.mountain, since, "", "", list,
                 "vùng: số liệu minh họa"});
    }
    return csv.take();
}

} // namespace ntm::sample
