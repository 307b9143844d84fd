#pragma once

#include "geo/base/issue.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace ntm {

/// The attributes of one XML element, by their name without prefix (or with it, where both are there).
class XmlAttributes {
public:
    explicit XmlAttributes(const char* const* pairs)
        : m_pairs(pairs) {}
    [[nodiscard]] std::string_view operator[](std::string_view name) const; ///< empty when absent

private:
    const char* const* m_pairs; ///< name, value, name, value, null
};

/// What a reader of an XML file does with its parts as they come; names without prefix.
class XmlEvents {
public:
    virtual ~XmlEvents() = default;
    virtual void start(std::string_view name, const XmlAttributes& attributes) = 0;
    virtual void end(std::string_view name) = 0;
    virtual void text(std::string_view utf8) = 0; ///< may come in pieces
    [[nodiscard]] virtual bool enough() const { return false; }
};

/// Streams one part of a zip file through `into`; memory does not grow with the part. Files are not trusted: a document
/// type (entity bombs) is refused, a part has a bound in bytes. Issues: spreadsheet_part_missing, spreadsheet_broken.
[[nodiscard]] Issues parse_zip_xml(const std::filesystem::path& zip, const std::string& part, XmlEvents& into);

[[nodiscard]] bool zip_has_part(const std::filesystem::path& zip, const std::string& part);

} // namespace ntm
