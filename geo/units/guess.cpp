#include "geo/units/units.hpp"

#include "geo/base/viet_text.hpp"

#include <algorithm>
#include <vector>

namespace ntm {

namespace {

using Names = std::vector<std::string_view>;

std::string first_present(const Table& table, const Names& names) {
    for (const std::string_view name : names) {
        if (const auto column = table.find(name)) {
            return table.names[*column];
        }
    }
    return {};
}

struct Usual {
    Names code, name, type;
};

Usual usual_names(Level level) {
    switch (level) {
    case Level::commune:
        return {{"ma_xa", "maxa", "ma_don_vi", "ma_phuong_xa", "ward_code", "commune_code", "xa_code", "ma", "code",
                 "gso_code", "GID_3", "unit_code", "id"},
                {"ten_xa", "tenxa", "ten_don_vi", "ten_phuong_xa", "ward_name", "commune_name", "commune", "fullName",
                 "ten", "name", "name_vi", "ten_dvhc", "NAME_3", "unit_name"},
                {"loai_xa", "loaixa", "loai", "cap", "type", "ENGTYPE_3", "TYPE_3"}};
    case Level::district:
        return {{"ma_huyen", "mahuyen", "ma_qh", "district_code", "huyen_code", "ma", "code", "gso_code", "GID_2",
                 "unit_code", "id"},
                {"ten_huyen", "tenhuyen", "ten_qh", "district_name", "district", "ten", "name", "name_vi", "NAME_2",
                 "unit_name"},
                {"loai_huyen", "loaihuyen", "loai", "cap", "type", "TYPE_2"}};
    case Level::province:
        break;
    }
    return {
        {"ma_tinh", "matinh", "ma_tp", "province_code", "tinh_code", "ma", "code", "gso_code", "GID_1", "unit_code",
         "id", "iso_3166_2"},
        {"ten_tinh", "tentinh", "ten_tp", "province_name", "province", "ten", "name", "name_vi", "NAME_1", "unit_name"},
        {"loai_tinh", "loaitinh", "loai", "cap", "type", "TYPE_1"}};
}

} // namespace

BoundaryColumns guess_boundary_columns(const Table& table, Level level, const BoundaryColumns& asked) {
    const Usual own = usual_names(level);
    BoundaryColumns found;
    const auto choose = [&](const std::string& given, const Names& names) {
        if (!given.empty()) {
            const auto column = table.find(given);
            return column ? table.names[*column] : std::string();
        }
        return first_present(table, names);
    };
    found.code = choose(asked.code, own.code);
    found.name = choose(asked.name, own.name);
    found.type = choose(asked.type, own.type);
    const Names district_codes{"ma_huyen", "mahuyen", "ma_qh", "district_code", "huyen_code", "GID_2"};
    const Names district_names{"ten_huyen", "tenhuyen", "ten_qh", "district_name", "huyen", "NAME_2"};
    const Names province_codes{"ma_tinh", "matinh", "ma_tp", "province_code", "tinh_code", "GID_1"};
    const Names province_names{"ten_tinh", "tentinh", "ten_tp", "province_name", "tinh", "NAME_1"};
    if (level == Level::commune) {
        found.parent = choose(asked.parent, district_codes);
        found.parent_name = choose(asked.parent_name, district_names);
        found.province = choose(asked.province, province_codes);
        found.province_name = choose(asked.province_name, province_names);
        // No district column: the province is the parent. A parent asked for by name may be the province's column.
        if (!found.parent.empty() && found.parent == found.province) {
            found.parent.clear();
            found.parent_name.clear();
        }
    } else if (level == Level::district) {
        found.parent = choose(asked.parent, province_codes);
        found.parent_name = choose(asked.parent_name, province_names);
    }
    for (std::string* column : {&found.parent, &found.parent_name, &found.province, &found.province_name}) {
        if (*column == found.code || *column == found.name) {
            column->clear();
        }
    }
    return found;
}

std::optional<Level> guess_level(const Table& table, std::string_view layer_name) {
    const std::string layer = " " + fold_key(layer_name) + " ";
    const auto named = [&](const Names& words) {
        return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
            return layer.find(" " + std::string(word) + " ") != std::string::npos;
        });
    };
    if (named({"commune", "communes", "xa", "ward", "wards", "phuong"})) {
        return Level::commune;
    }
    if (named({"district", "districts", "huien", "quan"})) {
        return Level::district;
    }
    if (named({"province", "provinces", "tinh", "states"})) {
        return Level::province;
    }
    const auto has = [&](const Names& names) { return !first_present(table, names).empty(); };
    if (has({"ma_xa", "ten_xa", "maxa", "tenxa", "ward_name", "ward_code", "NAME_3", "loai_xa"})) {
        return Level::commune;
    }
    if (has({"ma_huyen", "ten_huyen", "mahuyen", "tenhuyen", "NAME_2", "loai_huyen"})) {
        return Level::district;
    }
    if (has({"ma_tinh", "ten_tinh", "matinh", "tentinh", "NAME_1"})) {
        return Level::province;
    }
    return std::nullopt;
}

} // namespace ntm
