#include "geo/source/gdal_handles.hpp"

#include "geo/base/viet_text.hpp"

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

std::string lower_extension(const fs::path& file) {
    std::string extension = file.extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return extension;
}

bool has_sibling(const fs::path& file, const char* lower, const char* upper) {
    std::error_code error;
    return fs::exists(fs::path(file).replace_extension(lower), error) ||
           fs::exists(fs::path(file).replace_extension(upper), error);
}

// Paths that GDAL would take for something else than a file on this machine.
bool names_no_plain_file(const std::string& path) {
    return path.starts_with("/vsi") || path.find("://") != std::string::npos || path.find('\0') != std::string::npos;
}

Issues check_path(const fs::path& file) {
    if (names_no_plain_file(file.string())) {
        return {file_issue("path_not_allowed", file)};
    }
    std::error_code error;
    const auto status = fs::status(file, error);
    if (!fs::exists(status)) {
        return {file_issue("file_missing", file)};
    }
    if (!fs::is_regular_file(status)) {
        return {file_issue("file_not_regular", file)};
    }
    // GDAL could restore it, but only by writing beside the data.
    if (lower_extension(file) == ".shp" && !has_sibling(file, ".shx", ".SHX")) {
        return {file_issue("shapefile_shx_missing", file)};
    }
    return {};
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
    const char* const drivers[] = {"GPKG", "ESRI Shapefile", "GeoJSON", "FlatGeobuf", "CSV", nullptr};
    CPLStringList options;
    const std::string extension = lower_extension(file);
    if (!encoding.empty() && (extension == ".shp" || extension == ".dbf")) {
        options.SetNameValue("ENCODING", encoding.c_str());
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
    if (extension == ".shp" && !has_sibling(file, ".dbf", ".DBF")) {
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

TextFields::TextFields(OGRFeatureDefn& definition) {
    for (int i = 0; i < definition.GetFieldCount(); ++i) {
        const OGRFieldDefn* field = definition.GetFieldDefn(i);
        m_fields.push_back({clean_text(field->GetNameRef()), field->GetType(), 0, 0, {}, {}, {}, true});
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
        facts.last_text = clean_text(bytes);
        facts.last_well_formed = is_valid_utf8(bytes);
    }
    if (!facts.last_well_formed && facts.ill_formed++ == 0) {
        facts.first_ill_formed = feature.GetFID();
        facts.first_value = facts.last_text;
    }
    return facts.last_text;
}

Issues TextFields::issues(const Where& layer) const {
    Issues issues;
    for (const Field& field : m_fields) {
        if (field.ill_formed > 0) {
            Issue issue{Severity::error, "text_not_utf8", layer, fmt::to_string(field.ill_formed)};
            issue.where.row = field.first_ill_formed;
            issue.where.field = field.name;
            issue.where.value = field.first_value;
            issues.push_back(std::move(issue));
        }
    }
    return issues;
}

} // namespace ntm
