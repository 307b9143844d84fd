#include "tests/hard/made_hard.hpp"

#include "tests/catch.hpp"

#include <gdal_priv.h>
#include <iconv.h>
#include <ogrsf_frmts.h>

#include <cmath>
#include <fstream>
#include <map>
#include <sstream>

namespace made {

namespace fs = std::filesystem;

namespace {

std::vector<std::string> cells(const std::string& line) {
    std::vector<std::string> parts;
    std::istringstream in(line);
    for (std::string part; std::getline(in, part, ',');) {
        parts.push_back(part);
    }
    return parts;
}

std::string convert(const std::string& text, const char* to, const char* from = "UTF-8") {
    const iconv_t how = iconv_open(to, from);
    REQUIRE(how != reinterpret_cast<iconv_t>(-1));
    std::string result(text.size() * 4 + 8, '\0');
    std::string input = text;
    char* in = input.data();
    char* out = result.data();
    std::size_t in_left = input.size(), out_left = result.size();
    INFO(text);
    REQUIRE(iconv(how, &in, &in_left, &out, &out_left) != static_cast<std::size_t>(-1));
    iconv(how, nullptr, nullptr, &out, &out_left);
    iconv_close(how);
    result.resize(result.size() - out_left);
    return result;
}

std::string replace_all(std::string text, const std::string& from, const std::string& to) {
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
        text.replace(at, from.size(), to);
    }
    return text;
}

} // namespace

std::vector<Unit> communes_of(const std::string& district_code) {
    std::ifstream in(std::string(NTM_SOURCE_DIR) + "/data/known_units.csv");
    std::vector<Unit> units;
    std::map<std::string, std::vector<std::string>> districts, provinces;
    for (std::string line; std::getline(in, line);) {
        const auto row = cells(line); // level,code,vintage,name,parent,lon,lat
        if (row.size() != 7 || row[2] != "2022") {
            continue;
        }
        if (row[0] == "district") {
            districts[row[1]] = row;
        } else if (row[0] == "province") {
            provinces[row[1]] = row;
        } else if (row[4] == district_code) {
            const std::string& name = row[3];
            const std::string type =
                name.substr(0, name.find(' ')) == "Thị" ? "Thị trấn" : name.substr(0, name.find(' '));
            units.push_back({row[1], name, type, district_code, {}, {}, {}, std::stod(row[5]), std::stod(row[6])});
        }
    }
    REQUIRE(units.size() > 3);
    for (Unit& unit : units) {
        unit.district_name = districts.at(district_code)[3];
        unit.province = districts.at(district_code)[4];
        unit.province_name = provinces.at(unit.province)[3];
    }
    return units;
}

std::vector<Corner> outline(const Unit& unit, double coarse_m) {
    // By the code, so that it is the same in every run: each outline strays to a side of its own.
    const double angle = std::fmod(std::stod(unit.code) * 2.399963, 6.283185);
    const double degree_m = 111'000;
    const double lon = unit.lon + coarse_m * std::cos(angle) / degree_m,
                 lat = unit.lat + coarse_m * std::sin(angle) / degree_m;
    const double half = 0.002; // neighbours must not overlap
    return {{lon - half, lat - half}, {lon + half, lat - half}, {lon + half, lat + half}, {lon - half, lat + half}};
}

std::string as_utf8(const std::string& text) {
    return text;
}

std::string as_tcvn3(const std::string& text) {
    std::string written = text;
    for (const auto& [capital, small] : std::map<std::string, std::string>{
             {"À", "à"}, {"Á", "á"}, {"Ả", "ả"}, {"Ã", "ã"}, {"Ạ", "ạ"}, {"Ằ", "ằ"}, {"Ắ", "ắ"}, {"Ẳ", "ẳ"}, {"Ẵ", "ẵ"},
             {"Ặ", "ặ"}, {"Ầ", "ầ"}, {"Ấ", "ấ"}, {"Ẩ", "ẩ"}, {"Ẫ", "ẫ"}, {"Ậ", "ậ"}, {"È", "è"}, {"É", "é"}, {"Ẻ", "ẻ"},
             {"Ẽ", "ẽ"}, {"Ẹ", "ẹ"}, {"Ề", "ề"}, {"Ế", "ế"}, {"Ể", "ể"}, {"Ễ", "ễ"}, {"Ệ", "ệ"}, {"Ì", "ì"}, {"Í", "í"},
             {"Ỉ", "ỉ"}, {"Ĩ", "ĩ"}, {"Ị", "ị"}, {"Ò", "ò"}, {"Ó", "ó"}, {"Ỏ", "ỏ"}, {"Õ", "õ"}, {"Ọ", "ọ"}, {"Ồ", "ồ"},
             {"Ố", "ố"}, {"Ổ", "ổ"}, {"Ỗ", "ỗ"}, {"Ộ", "ộ"}, {"Ờ", "ờ"}, {"Ớ", "ớ"}, {"Ở", "ở"}, {"Ỡ", "ỡ"}, {"Ợ", "ợ"},
             {"Ù", "ù"}, {"Ú", "ú"}, {"Ủ", "ủ"}, {"Ũ", "ũ"}, {"Ụ", "ụ"}, {"Ừ", "ừ"}, {"Ứ", "ứ"}, {"Ử", "ử"}, {"Ữ", "ữ"},
             {"Ự", "ự"}, {"Ỳ", "ỳ"}, {"Ý", "ý"}, {"Ỷ", "ỷ"}, {"Ỹ", "ỹ"}, {"Ỵ", "ỵ"}}) {
        written = replace_all(written, capital, small);
    }
    return convert(written, "TCVN");
}

std::string as_cp1258(const std::string& text) {
    return convert(text, "CP1258");
}

std::string as_nfd(const std::string& text) {
    std::string apart = text;
    for (const auto& [one, two] : std::map<std::string, std::string>{{"ị", "i\u0323"},
                                                                     {"ã", "a\u0303"},
                                                                     {"ệ", "e\u0323\u0302"},
                                                                     {"ấ", "a\u0302\u0301"},
                                                                     {"ườ", "u\u031bo\u031b\u0300"},
                                                                     {"ơ", "o\u031b"},
                                                                     {"Á", "A\u0301"},
                                                                     {"ỉ", "i\u0309"},
                                                                     {"ô", "o\u0302"},
                                                                     {"ằ", "a\u0306\u0300"}}) {
        apart = replace_all(apart, one, two);
    }
    return apart;
}

// The rule as VNI's makers describe it: a base letter, then a sign for circumflex, breve and tone together; ơ, ư, đ and
// the letters on i are signs of their own.
std::string as_vni(const std::string& text) {
    const std::map<std::string, std::string> tones{
        {"\u0301", "\xf9"}, {"\u0300", "\xf8"}, {"\u0309", "\xfb"}, {"\u0303", "\xf5"}, {"\u0323", "\xef"}};
    struct Letter {
        std::string letter, base, bytes; ///< the letter with tone; letter in VNI without sign; its sign
    };
    std::map<std::string, std::string> table;
    const auto add = [&](const std::vector<std::string>& letters, const std::vector<std::string>& bytes) {
        REQUIRE(letters.size() == bytes.size());
        for (std::size_t i = 0; i < letters.size(); ++i) {
            table[letters[i]] = bytes[i];
        }
    };
    const auto add_vowel = [&](const std::string& base, const std::vector<std::string>& letters,
                               const std::vector<std::string>& signs) {
        for (std::size_t i = 0; i < letters.size(); ++i) {
            table[letters[i]] = base + signs[i];
        }
    };
    const std::vector<std::string> plain{"\xf9", "\xf8", "\xfb", "\xf5", "\xef"};
    const std::vector<std::string> hat{"\xe2", "\xe1", "\xe0", "\xe5", "\xe3", "\xe4"};
    const std::vector<std::string> breve{"\xea", "\xe9", "\xe8", "\xfa", "\xfc", "\xeb"};
    const std::vector<std::string> plain_capital{"\xd9", "\xd8", "\xdb", "\xd5", "\xcf"};
    const std::vector<std::string> hat_capital{"\xc2", "\xc1", "\xc0", "\xc5", "\xc3", "\xc4"};
    const std::vector<std::string> breve_capital{"\xca", "\xc9", "\xc8", "\xda", "\xdc", "\xcb"};
    add_vowel("a", {"á", "à", "ả", "ã", "ạ"}, plain);
    add_vowel("e", {"é", "è", "ẻ", "ẽ", "ẹ"}, plain);
    add_vowel("o", {"ó", "ò", "ỏ", "õ", "ọ"}, plain);
    add_vowel("u", {"ú", "ù", "ủ", "ũ", "ụ"}, plain);
    add_vowel("y", {"ý", "ỳ", "ỷ", "ỹ"}, plain);
    add_vowel("a", {"â", "ấ", "ầ", "ẩ", "ẫ", "ậ"}, hat);
    add_vowel("e", {"ê", "ế", "ề", "ể", "ễ", "ệ"}, hat);
    add_vowel("o", {"ô", "ố", "ồ", "ổ", "ỗ", "ộ"}, hat);
    add_vowel("a", {"ă", "ắ", "ằ", "ẳ", "ẵ", "ặ"}, breve);
    add_vowel("\xf4", {"ớ", "ờ", "ở", "ỡ", "ợ"}, plain);
    add_vowel("\xf6", {"ứ", "ừ", "ử", "ữ", "ự"}, plain);
    add_vowel("A", {"Á", "À", "Ả", "Ã", "Ạ"}, plain_capital);
    add_vowel("E", {"É", "È", "Ẻ", "Ẽ", "Ẹ"}, plain_capital);
    add_vowel("O", {"Ó", "Ò", "Ỏ", "Õ", "Ọ"}, plain_capital);
    add_vowel("U", {"Ú", "Ù", "Ủ", "Ũ", "Ụ"}, plain_capital);
    add_vowel("Y", {"Ý", "Ỳ", "Ỷ", "Ỹ"}, plain_capital);
    add_vowel("A", {"Â", "Ấ", "Ầ", "Ẩ", "Ẫ", "Ậ"}, hat_capital);
    add_vowel("E", {"Ê", "Ế", "Ề", "Ể", "Ễ", "Ệ"}, hat_capital);
    add_vowel("O", {"Ô", "Ố", "Ồ", "Ổ", "Ỗ", "Ộ"}, hat_capital);
    add_vowel("A", {"Ă", "Ắ", "Ằ", "Ẳ", "Ẵ", "Ặ"}, breve_capital);
    add_vowel("\xd4", {"Ớ", "Ờ", "Ở", "Ỡ", "Ợ"}, plain_capital);
    add_vowel("\xd6", {"Ứ", "Ừ", "Ử", "Ữ", "Ự"}, plain_capital);
    add({"ơ", "ư", "đ", "í", "ì", "ỉ", "ĩ", "ị", "ỵ"},
        {"\xf4", "\xf6", "\xf1", "\xed", "\xec", "\xe6", "\xf3", "\xf2", "\xee"});
    add({"Ơ", "Ư", "Đ", "Í", "Ì", "Ỉ", "Ĩ", "Ị", "Ỵ"},
        {"\xd4", "\xd6", "\xd1", "\xcd", "\xcc", "\xc6", "\xd3", "\xd2", "\xce"});
    std::string bytes;
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const std::size_t length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : 3;
        const std::string letter = text.substr(i, length);
        bytes += length == 1 ? letter : table.at(letter);
        i += length;
    }
    return bytes;
}

/// Empty: the layer has no such column.
static const char* header_of(const Layer& layer, const std::string& name) {
    static const std::map<std::string, const char*> odd{{"MA_XA", "F1"}, {"TEN_XA", "F2"}, {"TEN_HUYEN", "F3"}};
    static const std::map<std::string, const char*> plain{
        {"MA_XA", "MA_XA"},         {"TEN_XA", "TEN_XA"},   {"LOAI", "LOAI"},        {"MA_HUYEN", "MA_HUYEN"},
        {"TEN_HUYEN", "TEN_HUYEN"}, {"MA_TINH", "MA_TINH"}, {"TEN_TINH", "TEN_TINH"}};
    const auto& headers = layer.odd_headers ? odd : plain;
    const auto found = headers.find(name);
    return found != headers.end() ? found->second : "";
}

fs::path write(const fs::path& folder, const std::vector<Unit>& units, const Layer& layer) {
    GDALAllRegister();
    const fs::path file = folder / layer.file;
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName(layer.driver.c_str());
    REQUIRE(driver != nullptr);
    OGRSpatialReference lon_lat, target, said;
    lon_lat.SetFromUserInput("EPSG:4326");
    REQUIRE(target.SetFromUserInput(layer.crs.c_str()) == OGRERR_NONE);
    lon_lat.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    target.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    if (!layer.said.empty()) {
        REQUIRE(said.SetFromUserInput(layer.said.c_str()) == OGRERR_NONE);
        said.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    }
    {
        const std::unique_ptr<OGRCoordinateTransformation> move(OGRCreateCoordinateTransformation(&lon_lat, &target));
        REQUIRE(move);
        const GDALDatasetUniquePtr dataset(driver->Create(file.string().c_str(), 0, 0, 0, GDT_Unknown, nullptr));
        REQUIRE(dataset);
        std::string encoding = "ENCODING=";
        char* options[] = {layer.driver == "ESRI Shapefile" ? encoding.data() : nullptr, nullptr};
        OGRLayer* out = dataset->CreateLayer(file.stem().string().c_str(), layer.said.empty() ? nullptr : &said,
                                             wkbPolygon, options);
        REQUIRE(out != nullptr);
        const bool texts_only = layer.driver == "DXF" || layer.driver == "DGN";
        for (const char* name : {"MA_XA", "TEN_XA", "LOAI", "MA_HUYEN", "TEN_HUYEN", "MA_TINH", "TEN_TINH"}) {
            const bool code = std::string_view(name).starts_with("MA_");
            const char* header = header_of(layer, name);
            OGRFieldDefn field(header, code && layer.numbers ? OFTReal : OFTString);
            field.SetWidth(code && layer.numbers ? 12 : 80);
            field.SetPrecision(code && layer.numbers ? 3 : 0);
            if (!texts_only && header[0] != 0 && (layer.with_codes || !code)) {
                REQUIRE(out->CreateField(&field) == OGRERR_NONE);
            }
        }
        for (const Unit& unit : units) {
            OGRFeature feature(out->GetLayerDefn());
            const std::map<std::string, std::string> values{{"MA_XA", unit.code},
                                                            {"TEN_XA", unit.name},
                                                            {"LOAI", unit.type},
                                                            {"MA_HUYEN", unit.district},
                                                            {"TEN_HUYEN", unit.district_name},
                                                            {"MA_TINH", unit.province},
                                                            {"TEN_TINH", unit.province_name}};
            for (const auto& [name, value] : values) {
                if (const int field = feature.GetFieldIndex(header_of(layer, name)); field >= 0) {
                    feature.SetField(field, layer.encode(value).c_str());
                }
            }
            auto* ring = new OGRLinearRing;
            for (Corner corner : outline(unit, layer.coarse_m)) {
                REQUIRE(move->Transform(1, &corner.x, &corner.y) != 0);
                layer.swapped ? ring->addPoint(corner.y, corner.x) : ring->addPoint(corner.x, corner.y);
            }
            ring->closeRings();
            OGRPolygon polygon;
            polygon.addRingDirectly(ring);
            feature.SetGeometry(&polygon);
            REQUIRE(out->CreateFeature(&feature) == OGRERR_NONE);
        }
    }
    if (layer.driver == "ESRI Shapefile") {
        fs::remove(folder / fs::path(layer.file).replace_extension(".cpg"));
        if (!layer.cpg.empty()) {
            std::ofstream(folder / fs::path(layer.file).replace_extension(".cpg")) << layer.cpg;
        }
    }
    return file;
}

} // namespace made
