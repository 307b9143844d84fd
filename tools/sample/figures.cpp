#include "tools/sample/tables.hpp"

#include "tools/sample/csv_writer.hpp"

namespace ntm::sample {

// Measures used, beside those of the workspace format (xa_ntm, xa_ntm_nang_cao, xa_ntm_kieu_mau, huyen_ntm):
//   xa_chua_co_quy_hoach       communes whose plan for the period is not approved
//   ty_le_quy_hoach_percent    share of the planning work done
//   xa_phai_lap_quy_hoach      communes that must have a plan
//   xa_da_duyet_quy_hoach      communes with an approved plan
//   huyen_trang_xa_ntm         district-level units without any commune đạt chuẩn
//   huyen_chua_co_xa_nang_cao, huyen_chua_co_xa_kieu_mau   the same of the higher tiers
// `note` begins with the number of the figure in the list of facts the sample is checked against.
std::string figure_table() {
    constexpr const char* letter = "Công văn của UBND tỉnh Thanh Hóa, năm 2022 (số 000)";
    constexpr const char* report = "Báo cáo của UBND huyện Triệu Sơn, năm 2021 (số 004)";
    constexpr const char* date = "2022-08-31";
    constexpr const char* months = "2022-01..2022-08";
    constexpr const char* all = "lũy kế";
    constexpr const char* plans = "2021-2030";
    CsvWriter csv{"unit_code", "measure", "level", "kind", "period", "date", "value", "unit", "source_document",
                  "source_page", "note"};
    csv.row({"38", "huyen_ntm", "district", "increment", months, date, "1", "đơn vị", letter, "", "F001: thành phố Sầm Sơn"});
    csv.row({"38", "xa_ntm", "commune", "increment", months, date, "5", "xã", letter, "", "F002"});
    csv.row({"38", "xa_ntm_nang_cao", "commune", "increment", months, date, "8", "xã", letter, "", "F003"});
    csv.row({"38", "xa_ntm_kieu_mau", "commune", "increment", months, date, "4", "xã", letter, "", "F004"});
    csv.row({"38", "huyen_ntm", "district", "stock", all, date, "12", "đơn vị", letter, "",
             "F007: đạt chuẩn hoặc hoàn thành nhiệm vụ; văn bản không nêu tên"});
    csv.row({"38", "xa_ntm", "commune", "stock", all, date, "346", "xã", letter, "", "F008"});
    csv.row({"38", "xa_ntm_nang_cao", "commune", "stock", all, date, "56", "xã", letter, "", "F011"});
    csv.row({"38", "xa_ntm_kieu_mau", "commune", "stock", all, date, "9", "xã", letter, "", "F012"});
    csv.row({"38", "huyen_trang_xa_ntm", "district", "stock", all, date, "1", "đơn vị", letter, "", "F016: Mường Lát"});
    csv.row({"38", "huyen_chua_co_xa_nang_cao", "district", "stock", all, date, "10", "đơn vị", letter, "", "F017"});
    csv.row({"38", "huyen_chua_co_xa_kieu_mau", "district", "stock", all, date, "21", "đơn vị", letter, "", "F018"});
    csv.row({"38", "xa_chua_co_quy_hoach", "commune", "stock", plans, date, "232", "xã", letter, "", "F019"});
    csv.row({"38", "ty_le_quy_hoach_percent", "commune", "stock", plans, date, "40", "%", letter, "",
             "F020: văn bản không nêu mẫu số"});
    csv.row({"38", "xa_phai_lap_quy_hoach", "commune", "derived", plans, date, "387", "xã", letter, "",
             "F021: suy ra từ 232 và 40%, không in trong văn bản"});
    csv.row({"38", "xa_da_duyet_quy_hoach", "commune", "derived", plans, date, "155", "xã", letter, "",
             "F021: 387 - 232, không in trong văn bản"});
    csv.row({"397", "xa_ntm", "commune", "stock", all, "2021-12-31", "32", "xã", report, "", "F065: 32/32 xã"});
    csv.row({"397", "xa_ntm_nang_cao", "commune", "stock", all, "2021-12-31", "3", "xã", report, "", "F066"});
    csv.row({"397", "xa_da_duyet_quy_hoach", "commune", "stock", all, "2021-12-31", "32", "xã", report, "",
             "F068: 32/32 xã; văn bản không nêu giai đoạn quy hoạch"});
    return csv.take();
}

} // namespace ntm::sample
