#pragma once

#include "tests/geo/insight/small_province.hpp"
#include "tests/temporary_folder.hpp"

#include <array>
#include <string>
#include <string_view>

// The twelve communes of small-province with results under a set of ten criteria, MAU, on 31 August 2022. Criteria 3, 5
// and 10 are the key ones of Article 21. Letters: M met, F fails, N not assessed, A not applicable, W withheld, . no
// row; v a value, judged below.
//
//            criterion 1234567890   met  tier on the day     what it shows
//   00001              MMMMMMMMMM    10  kieu_mau            nothing missing
//   00002              MMFMFMMMMF     7  nang_cao            3 of 10 fail, key ones among them: case a
//   00003              vvvvvMMMMM     7  ntm                 75 of 80 %, 45 of 45 triệu, 6.5 where 5 is the most, 25 of
//                                                            a recalled 30: fails 2, 4, 5 (provisional): case a
//   00004              FFFFFMMMMM     5  revoked 2021        half fails, but there is nothing to revoke
//   00005              FFFFFMMMMM     5  ntm                 half fails: case b
//   00006              MvMMMMMMMW     9  none                75 % is enough in the mountains (60); 10 is withheld
//   00007              ..........        out of scope
//   00008              FFMFMMMMMM     7  ntm                 3 fail, no key one: no case; 1 is met from December on
//   00009              NNNNNNNNNN     0  nang_cao            not assessed
//   00010              ..........     0  none                no row under MAU; one under XA-NTM-2021
//   00011              MMMvMMAMMM     9  none                4 reported as met with a value of 9: the report stands
//   00012              FFFFFFFFFF        out of scope        never counted
//
// Judged: eight communes, 59 criteria met together, mean 7.375, least 5.
class JudgedProvince {
public:
    JudgedProvince()
        : m_atlas(load()) {}
    [[nodiscard]] const std::shared_ptr<const ntm::Atlas>& atlas() const { return m_atlas; }
    [[nodiscard]] std::shared_ptr<const ntm::Snapshot> on(std::string_view date) const {
        return snapshot_on(m_atlas, date);
    }
    [[nodiscard]] ntm::UnitRef unit(std::string_view code) const {
        return ntm::UnitMatcher(m_atlas->units).by_code(code).unit;
    }

private:
    TemporaryFolder m_folder;
    std::shared_ptr<const ntm::Atlas> m_atlas;

    static std::string set_lines() {
        return "criterion_no,criterion_vi,key_for_revocation,indicator_no,indicator_vi,kind,unit,comparison,threshold,"
               "region,"
               "lead_department,confidence,level,tier,effective_from\n"
               "1,Quy hoạch,,1.1,Có quy hoạch,boolean,,==,Đạt,,Sở Xây dựng,high,commune,ntm,2022-01-01\n"
               "2,Đường,,2.1,Đường được cứng hóa,percent,%,>=,80,,Sở Giao thông,high,,,\n"
               "2,,,2.1,,,,,60,TDMNPB,,high,,,\n"
               "3,Thu nhập,true,3.1,Thu nhập bình quân,currency,triệu đồng,>=,45,,Cục Thống kê,high,,,\n"
               "4,Nghèo,,4.1,Hộ nghèo,percent,%,<=,5,,Sở Lao động,high,,,\n"
               "5,Môi trường,true,5.1,Nước sạch,percent,%,>=,30,,Sở Nông nghiệp,low,,,\n"
               "6,Điện,,,,,,,,,Sở Công Thương,,,,\n7,Trường học,,,,,,,,,,,,,\n8,Y tế,,,,,,,,,,,,,\n"
               "9,Nhà ở,,,,,,,,,,,,,\n10,An ninh,true,,,,,,,,,,,,\n";
    }

    static std::string assessment_lines() {
        constexpr std::array<std::pair<const char*, std::string_view>, 11> letters{{{"00001", "MMMMMMMMMM"},
                                                                                    {"00002", "MMFMFMMMMF"},
                                                                                    {"00003", "vvvvvMMMMM"},
                                                                                    {"00004", "FFFFFMMMMM"},
                                                                                    {"00005", "FFFFFMMMMM"},
                                                                                    {"00006", "MvMMMMMMMW"},
                                                                                    {"00008", "FFMFMMMMMM"},
                                                                                    {"00009", "NNNNNNNNNN"},
                                                                                    {"00010", ".........."},
                                                                                    {"00011", "MMMvMMAMMM"},
                                                                                    {"00012", "FFFFFFFFFF"}}};
        const auto word = [](char letter) {
            return letter == 'M'   ? "đạt"
                   : letter == 'F' ? "không đạt"
                   : letter == 'N' ? "not_assessed"
                   : letter == 'A' ? "not_applicable"
                                   : "withheld";
        };
        std::string lines =
            "unit_code,criteria_set,criterion_no,indicator_no,verdict,value,numerator,denominator,assessed_date\n";
        for (const auto& [code, row] : letters) {
            for (std::size_t i = 0; i < row.size(); ++i) {
                if (row[i] != '.' && row[i] != 'v') {
                    lines +=
                        std::string(code) + ",MAU," + std::to_string(i + 1) + ",," + word(row[i]) + ",,,,2022-06-30\n";
                }
            }
        }
        return lines + "00003,MAU,,1.1,đạt,,,,2022-06-30\n"
                       "00003,MAU,,2.1,,,75,100,2022-06-30\n"
                       "00003,MAU,,3.1,,45,,,2022-06-30\n"
                       "00003,MAU,,4.1,,6.5,,,2022-06-30\n"
                       "00003,MAU,,5.1,,25,,,2022-06-30\n"
                       "00006,MAU,,2.1,,75,,,2022-06-30\n"
                       "00011,MAU,,4.1,đạt,9,,,2022-06-30\n"
                       "00008,MAU,1,,đạt,,,,2022-12-01\n"
                       "00010,XA-NTM-2021,1,,đạt,,,,2022-06-30\n";
    }

    std::shared_ptr<const ntm::Atlas> load() const {
        m_folder.file("mau.csv", set_lines());
        m_folder.file("results.csv", assessment_lines());
        m_folder.file("units.csv", "unit_code,region,valid_from\n00006,Trung du miền núi phía Bắc,2000-01-01\n");
        const std::string data = ntm::path_text(small_province_folder());
        m_folder.file("workspace.toml", "title = \"Tỉnh Mẫu\"\nregion = \"BTB\"\nas_of = 2022-08-31\n"
                                        "[[boundaries]]\nlevel = \"commune\"\nsource = \"" +
                                            data +
                                            "/units.geojson\"\n"
                                            "[[criteria_sets]]\nsource = \"mau.csv\"\nid = \"MAU\"\n"
                                            "[[tables]]\nkind = \"unit\"\nsource = \"units.csv\"\n"
                                            "[[tables]]\nkind = \"recognition\"\nsource = \"" +
                                            data +
                                            "/recognitions.csv\"\n"
                                            "[[tables]]\nkind = \"assessment\"\nsource = \"results.csv\"\n");
        const auto atlas = ntm::load_atlas(ntm::path_text(m_folder.path()));
        REQUIRE(atlas);
        CHECK(ntm::count_issues((*atlas)->issues).errors == 0);
        return *atlas;
    }
};
