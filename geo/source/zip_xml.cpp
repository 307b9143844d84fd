#include "geo/source/zip_xml.hpp"

#include "geo/base/paths.hpp"
#include "geo/source/gdal_handles.hpp"

#include <cpl_vsi.h>
#include <expat.h>
#include <fmt/format.h>

#include <memory>
#include <vector>

namespace ntm {

namespace {

constexpr std::size_t most_part_bytes = 768U << 20U;

std::string_view without_prefix(std::string_view name) {
    const auto colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

// Braces, so that the zip is taken for one whatever its name ends in.
std::string vsi_path(const std::filesystem::path& zip, const std::string& part) {
    std::error_code error;
    return fmt::format("/vsizip/{{{}}}/{}", path_text(std::filesystem::absolute(zip, error)), part);
}

struct FileCloser {
    void operator()(VSILFILE* file) const { VSIFCloseL(file); }
};

struct ParserFree {
    void operator()(XML_ParserStruct* parser) const { XML_ParserFree(parser); }
};

struct Parsing {
    XmlEvents* events;
    XML_Parser parser;
    bool refused = false;
};

void stop_when_enough(Parsing& parsing) {
    if (parsing.events->enough()) {
        XML_StopParser(parsing.parser, XML_FALSE);
    }
}

void XMLCALL on_start(void* user, const char* name, const char** attributes) {
    auto& parsing = *static_cast<Parsing*>(user);
    parsing.events->start(without_prefix(name), XmlAttributes(attributes));
    stop_when_enough(parsing);
}

void XMLCALL on_end(void* user, const char* name) {
    auto& parsing = *static_cast<Parsing*>(user);
    parsing.events->end(without_prefix(name));
    stop_when_enough(parsing);
}

void XMLCALL on_text(void* user, const char* text, int length) {
    static_cast<Parsing*>(user)->events->text({text, static_cast<std::size_t>(length)});
}

void XMLCALL on_doctype(void* user, const char*, const char*, const char*, int) {
    auto& parsing = *static_cast<Parsing*>(user);
    parsing.refused = true;
    XML_StopParser(parsing.parser, XML_FALSE);
}

} // namespace

std::string_view XmlAttributes::operator[](std::string_view name) const {
    std::string_view found;
    for (const char* const* pair = m_pairs; *pair != nullptr; pair += 2) {
        if (pair[0] == name) {
            return pair[1];
        }
        if (found.empty() && without_prefix(pair[0]) == name) {
            found = pair[1];
        }
    }
    return found;
}

bool zip_has_part(const std::filesystem::path& zip, const std::string& part) {
    const GdalMessages messages;
    VSIStatBufL facts;
    return VSIStatL(vsi_path(zip, part).c_str(), &facts) == 0;
}

Issues parse_zip_xml(const std::filesystem::path& zip, const std::string& part, XmlEvents& into) {
    const auto broken = [&](const char* code, std::string detail) {
        return Issues{{Severity::error, code, {path_text(zip), {}, 0, part, {}}, std::move(detail)}};
    };
    const GdalMessages messages;
    const std::unique_ptr<VSILFILE, FileCloser> file(VSIFOpenL(vsi_path(zip, part).c_str(), "rb"));
    if (!file) {
        return broken("spreadsheet_part_missing", messages.text());
    }
    const std::unique_ptr<XML_ParserStruct, ParserFree> parser(XML_ParserCreate(nullptr));
    Parsing parsing{&into, parser.get()};
    XML_SetUserData(parser.get(), &parsing);
    XML_SetElementHandler(parser.get(), on_start, on_end);
    XML_SetCharacterDataHandler(parser.get(), on_text);
    XML_SetStartDoctypeDeclHandler(parser.get(), on_doctype);
    std::vector<char> block(1U << 16U);
    for (std::size_t taken = 0;;) {
        const std::size_t got = VSIFReadL(block.data(), 1, block.size(), file.get());
        taken += got;
        const bool last = got < block.size();
        if (taken > most_part_bytes) {
            return broken("spreadsheet_broken", fmt::format("> {} MB", most_part_bytes >> 20U));
        }
        if (XML_Parse(parser.get(), block.data(), static_cast<int>(got), last ? XML_TRUE : XML_FALSE) ==
            XML_STATUS_ERROR) {
            if (parsing.refused) {
                return broken("spreadsheet_broken", "DOCTYPE");
            }
            if (XML_GetErrorCode(parser.get()) == XML_ERROR_ABORTED) {
                return {}; // the reader had enough
            }
            return broken("spreadsheet_broken",
                          fmt::format("{}:{} {} {}", part, XML_GetCurrentLineNumber(parser.get()),
                                      XML_ErrorString(XML_GetErrorCode(parser.get())), messages.text()));
        }
        if (last) {
            return {};
        }
    }
}

} // namespace ntm
