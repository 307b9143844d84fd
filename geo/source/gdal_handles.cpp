#include "geo/source/gdal_handles.hpp"

#include "geo/base/legacy_text.hpp"
#include "geo/base/viet_text.hpp"
#include "geo/source/formats.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <fstream>
#include <mutex>

namespace ntm {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t most_messages = 100;

Issue file_issue(const char* code, const fs::path& file, std::string detail = {}) {
    Issue issue{Severity::error, code, {}, std::move(detail)};
    issue.where.file = file.string();
    return issue;
}

bool has_dbf(const fs::path& file) {
    std::error_code error;
    return fs::exists(fs::path(file).replace_extension(".dbf"), error) ||
           fs::exists(fs::path(file).replace_extension(".DBF"), error);
}

// SQLite makes -wal and -shm files beside a database in WAL mode even for a reader, unless told that it does not
// change. Where a -wal file is there, somebody's latest edits are in it and must be read.
bool is_quiet_wal_database(const fs::path& file) {
    std::array<char, 20> head{};
    std::ifstream in(file, std::ios::binary);
    in.read(head.data(), head.size());
    constexpr std::size_t read_version_offset = 19;
    constexpr char wal = 2;
    std::error_code error;
    return in && std::string_view(head.data(), 15) == "SQLite format 3" && head[read_version_offset] == wal &&
           !fs::exists(file.string() + "-wal", error);
}

std::string iso_date(const OGRFeature& feature, int field, bool with_time) {
    int year = 0, month = 0, day = 0, hour = 0, minute = 0, zone = 0;
    float second = 0;
    if (feature.GetFieldAsDateTime(field, &year, &month, &day, &hour, &minute, &second, &zone) == 0) {
        return {};
    }
    const std::string date = fmt::format("{:04}-{:02}-{:02}", year, month, day);
    return with_time ? fmt::format("{}T{:02}:{:02}:{:02}", date, hour, minute, std::floor(second)) : date;
}

} // namespace

GdalMessages::GdalMessages() {
    CPLPushErrorHandlerEx(&GdalMessages::gather, this);
}
GdalMessages::~GdalMessages() {
    CPLPopErrorHandler();
}

void CPL_STDCALL GdalMessages::gather(CPLErr level, CPLErrorNum, const char* text) {
    auto& self = *static_cast<GdalMessages*>(CPLGetErrorHandlerUserData());
    if (level == CE_None || level == CE_Debug) {
        return;
    }
    self.m_failed = self.m_failed || level >= CE_Failure;
    const auto same = std::find_if(self.m_messages.begin(), self.m_messages.end(),
                                   [&](const Message& message) { return message.text == text; });
    if (same != self.m_messages.end()) {
        ++same->times;
    } else if (self.m_messages.size() < most_messages) {
        self.m_messages.push_back({level, text, 1});
    } else {
        ++self.m_messages.back().times;
    }
}

std::string GdalMessages::text() const {
    std::string joined;
    for (const Message& message : m_messages) {
        joined += (joined.empty() ? "" : "; ") + message.text;
    }
    return clean_text(joined);
}

Issues GdalMessages::as_issues(const std::string& code, const Where& where) const {
    Issues issues;
    for (const Message& message : m_messages) {
        const Severity severity = message.level >= CE_Failure ? Severity::error : Severity::warning;
        const std::string times = message.times > 1 ? fmt::format(" (×{})", message.times) : "";
        issues.push_back({severity, code, where, clean_text(message.text) + times});
    }
    return issues;
}

void prepare_gdal() {
    static std::once_flag once;
    std::call_once(once, [] {
        RegisterOGRGeoPackage();
        RegisterOGRShape();
        RegisterOGRGeoJSON();
        RegisterOGRFlatGeobuf();
        RegisterOGRCSV();
        RegisterOGRXLS();
        RegisterOGRTAB();
        RegisterOGRDXF();
        RegisterOGRDGN();
        RegisterOGRLIBKML();
        RegisterOGROpenFileGDB();
        CPLSetConfigOption("GDAL_PAM_ENABLED", "NO"); // no .aux.xml beside the data
        CPLSetConfigOption("SHAPE_RESTORE_SHX", "NO");
        OSRSetPROJEnableNetwork(0);
    });
}

Result<DatasetPtr> open_dataset(const fs::path& file, const std::string& encoding) {
    if (Issues issues = check_path(file); !issues.empty()) {
        return issues;
    }
    prepare_gdal();
    const char* const drivers[] = {"GPKG", "ESRI Shapefile", "GeoJSON",     "FlatGeobuf", "CSV", "MapInfo File", "DXF",
                                   "DGN",  "LIBKML",         "OpenFileGDB", nullptr};
    CPLStringList options;
    const std::string extension = lower_extension(file);
    if (extension == ".shp" || extension == ".dbf") {
        // Empty: the bytes as they are, whatever .cpg and the language byte claim.
        options.SetNameValue("ENCODING", parse_text_code(encoding) ? "" : encoding.c_str());
    }
    if (is_quiet_wal_database(file)) {
        options.SetNameValue("IMMUTABLE", "YES");
    }
    // Absolute, so that no name can be read as "DRIVER:what".
    std::error_code error;
    const std::string path = fs::absolute(file, error).string();
    const GdalMessages messages;
    DatasetPtr dataset(static_cast<GDALDataset*>(GDALOpenEx(
        path.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR, drivers, options.List(), nullptr)));
    if (!dataset) {
        return file_issue("file_unreadable", file, messages.text());
    }
    Where where;
    where.file = file.string();
    Issues issues = messages.as_issues("gdal_message", where);
    if (dataset->GetLayerCount() == 0) {
        issues.push_back(file_issue("file_no_layer", file));
        return issues;
    }
    if (extension == ".shp" && !has_dbf(file)) {
        issues.push_back(file_issue("shapefile_dbf_missing", file));
    }
    return {std::move(dataset), std::move(issues)};
}

std::string layer_names(GDALDataset& dataset) {
    std::string names;
    for (OGRLayer* layer : dataset.GetLayers()) {
        names += (names.empty() ? "" : ", ") + std::string(layer->GetName());
    }
    return names;
}

namespace {

// Bytes that are no UTF-8 stay as they are: what they mean is found out over the whole column (repair_text).
std::string clean_or_raw(std::string_view bytes) {
    return is_valid_utf8(bytes) ? clean_text(bytes) : std::string(bytes);
}

} // namespace

TextFields::TextFields(OGRFeatureDefn& definition) {
    for (int i = 0; i < definition.GetFieldCount(); ++i) {
        const OGRFieldDefn* field = definition.GetFieldDefn(i);
        m_fields.push_back({clean_or_raw(field->GetNameRef()), field->GetType(), {}, {}});
    }
}

std::vector<std::string> TextFields::names() const {
    std::vector<std::string> names;
    for (const Field& field : m_fields) {
        names.push_back(field.name);
    }
    return names;
}

std::string TextFields::cell(const OGRFeature& feature, std::size_t field) {
    const int index = static_cast<int>(field);
    if (!feature.IsFieldSetAndNotNull(index)) {
        return {};
    }
    Field& facts = m_fields[field];
    switch (facts.type) {
    case OFTInteger:
        return fmt::to_string(feature.GetFieldAsInteger(index));
    case OFTInteger64:
        return fmt::to_string(feature.GetFieldAsInteger64(index));
    case OFTReal: // shortest text that reads back the same, where GDAL pads to the width of the field
        return fmt::format("{}", feature.GetFieldAsDouble(index));
    case OFTDate:
        return iso_date(feature, index, false);
    case OFTDateTime:
        return iso_date(feature, index, true);
    default:
        break;
    }
    const std::string_view bytes = feature.GetFieldAsString(index);
    if (bytes != facts.last_bytes) { // the names of districts and types repeat from row to row
        facts.last_bytes = bytes;
        facts.last_text = clean_or_raw(bytes);
    }
    return facts.last_text;
}

std::string encoding_label(OGRLayer& layer) {
    for (const char* item : {"ENCODING_FROM_CPG", "ENCODING_FROM_LDID", "SOURCE_ENCODING"}) {
        const char* label = layer.GetMetadataItem(item, "SHAPEFILE");
        if (label != nullptr && *label != '\0') {
            return label;
        }
    }
    return {};
}

} // namespace ntm
