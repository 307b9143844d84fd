#pragma once

#include "geo/base/issue.hpp"
#include "geo/base/result.hpp"

#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ntm {

struct DatasetCloser {
    void operator()(GDALDataset* dataset) const { GDALClose(dataset); }
};
using DatasetPtr = std::unique_ptr<GDALDataset, DatasetCloser>;

/// Gathers what GDAL says on this thread while it lives, in place of stderr. Nests.
class GdalMessages {
public:
    GdalMessages();
    ~GdalMessages();
    GdalMessages(const GdalMessages&) = delete;
    GdalMessages& operator=(const GdalMessages&) = delete;

    [[nodiscard]] bool failed() const { return m_failed; } ///< anything of class failure or fatal
    [[nodiscard]] std::string text() const;                ///< all, joined by "; "
    /// Each different message once, as `code`; how often it came stands behind it.
    [[nodiscard]] Issues as_issues(const std::string& code, const Where& where) const;

private:
    struct Message {
        CPLErr level;
        std::string text;
        std::size_t times;
    };
    static void CPL_STDCALL gather(CPLErr level, CPLErrorNum number, const char* text);

    std::vector<Message> m_messages;
    bool m_failed = false;
};

/// Registers the drivers we allow and no other, once. Files are read without side files and without network.
void prepare_gdal();

/// Opens a file for reading with the allow-list. `encoding` as in read_polygons.
[[nodiscard]] Result<DatasetPtr> open_dataset(const std::filesystem::path& file, const std::string& encoding = {});

/// The names of all layers, joined by ", ".
[[nodiscard]] std::string layer_names(GDALDataset& dataset);

/// The fields of a layer as GDAL declares them, read cell by cell as clean UTF-8, or as raw bytes where it is none:
/// repair_text settles those.
class TextFields {
public:
    explicit TextFields(OGRFeatureDefn& definition);

    [[nodiscard]] std::vector<std::string> names() const;
    [[nodiscard]] std::size_t size() const { return m_fields.size(); }
    [[nodiscard]] std::string cell(const OGRFeature& feature, std::size_t field);

private:
    struct Field {
        std::string name;
        OGRFieldType type;
        std::string last_bytes;
        std::string last_text;
    };
    std::vector<Field> m_fields;
};

/// The encoding that the files of a shapefile name; empty without one.
[[nodiscard]] std::string encoding_label(OGRLayer& layer);

} // namespace ntm
