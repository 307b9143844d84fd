#pragma once

#include "geo/base/paths.hpp"
#include "geo/insight/snapshot.hpp"
#include "tests/catch.hpp"

#include <filesystem>
#include <memory>

// tests/data/small-province, drawn on paper (district Đông: 00001-00007, district Tây: 00008-00012):
//
//   north  00001 xã        00002 xã        00003 xã       00004 xã
//          00005 xã        00006 xã        00007 thị trấn 00008 xã
//   south  00009 xã        00010 xã        00011 xã       00012 phường
//
// On 31 August 2022:
//   tiers  kieu_mau        nang_cao        ntm            revoked 2021
//          ntm (2022)      none            out of scope   ntm (2020)
//          nang_cao only   none            decided 2023   out of scope
//   plans  approved        period unknown  in preparation urban
//          not required    to adjust       out of scope   expired
//          approved later  not started     no row         out of scope

inline std::filesystem::path small_province_folder() {
    return std::filesystem::path(NTM_TEST_DATA) / "small-province";
}

inline std::shared_ptr<const ntm::Atlas> load_small_province() {
    const auto atlas = ntm::load_atlas(ntm::path_text(small_province_folder()));
    REQUIRE(atlas);
    CHECK(ntm::count_issues((*atlas)->issues).errors == 0);
    CHECK(ntm::count_issues((*atlas)->issues).warnings == 0);
    return *atlas;
}

inline ntm::Date day(std::string_view text) {
    return *ntm::Date::parse(text);
}

inline std::shared_ptr<const ntm::Snapshot> snapshot_on(std::shared_ptr<const ntm::Atlas> atlas,
                                                        std::string_view date) {
    return ntm::make_snapshot(std::move(atlas), day(date), {2021, 2030});
}
