#pragma once

#include <cpl_vsi.h>

#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

// Spreadsheets as a test writes them down, put together part by part, so that a test can also break one part.

/// One cell of a made sheet. Plain text, or by its first sign: '#' a number ("#44562"), '@' a day as Excel keeps it
/// ("@44562"), '%' a share shown as percent ("%0.85"), '=' a formula, with its result behind a bar ("=SUM(A1)|3") or
/// never computed ("=SUM(A1)"), '!' an error ("!#REF!").
using MadeRow = std::vector<std::string>;

struct MadeSheet {
    std::string name = "Biểu 01";
    std::vector<MadeRow> rows;
    std::vector<std::string> merged; ///< "A1:C1"
    bool hidden = false;
};

inline std::string xml_text(const std::string& text) {
    std::string escaped;
    for (const char c : text) {
        escaped += c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '"' ? "&quot;" : std::string(1, c);
    }
    return escaped;
}

inline std::string cell_name(std::size_t column, std::size_t row) {
    std::string letters;
    for (std::size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
        letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
    }
    return letters + std::to_string(row + 1);
}

inline std::pair<std::string, std::string> formula_and_result(const std::string& cell) {
    const auto bar = cell.find('|');
    return {cell.substr(1, bar - 1), bar == std::string::npos ? std::string() : cell.substr(bar + 1)};
}

using MadeParts = std::vector<std::pair<std::string, std::string>>; ///< name in the zip, bytes

inline void write_zip(const std::filesystem::path& file, const MadeParts& parts) {
    const std::string zip = "/vsizip/" + file.string();
    VSILFILE* whole = VSIFOpenL(zip.c_str(), "wb");
    for (const auto& [name, bytes] : parts) {
        VSILFILE* part = VSIFOpenL((zip + "/" + name).c_str(), "wb");
        VSIFWriteL(bytes.data(), 1, bytes.size(), part);
        VSIFCloseL(part);
    }
    VSIFCloseL(whole);
}

/// `shared_texts`: as Excel writes them; else inside the cells, as other programs do.
inline MadeParts xlsx_parts(const std::vector<MadeSheet>& sheets, bool shared_texts = true) {
    const std::string head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    std::string workbook, relations, texts;
    std::size_t count = 0;
    MadeParts parts;
    for (std::size_t s = 0; s < sheets.size(); ++s) {
        const MadeSheet& sheet = sheets[s];
        const std::string number = std::to_string(s + 1);
        workbook += "<sheet name=\"" + xml_text(sheet.name) + "\" sheetId=\"" + number + "\"" +
                    (sheet.hidden ? " state=\"hidden\"" : "") + " r:id=\"rId" + number + "\"/>";
        relations += "<Relationship Id=\"rId" + number + "\" Type=\"x/worksheet\" Target=\"worksheets/sheet" + number +
                     ".xml\"/>";
        std::string xml = head + "<worksheet><sheetData>";
        for (std::size_t r = 0; r < sheet.rows.size(); ++r) {
            xml += "<row r=\"" + std::to_string(r + 1) + "\">";
            for (std::size_t c = 0; c < sheet.rows[r].size(); ++c) {
                const std::string& cell = sheet.rows[r][c];
                const std::string at = "<c r=\"" + cell_name(c, r) + "\"";
                const char kind = cell.empty() ? ' ' : cell[0];
                if (cell.empty()) {
                    continue;
                }
                if (kind == '#' || kind == '@' || kind == '%') {
                    xml += at +
                           (kind == '@'   ? " s=\"1\""
                            : kind == '%' ? " s=\"2\""
                                          : "") +
                           "><v>" + cell.substr(1) + "</v></c>";
                } else if (kind == '=') {
                    const auto [formula, result] = formula_and_result(cell);
                    xml += at + "><f>" + xml_text(formula) + "</f>" + (result.empty() ? "" : "<v>" + result + "</v>") +
                           "</c>";
                } else if (kind == '!') {
                    xml += at + " t=\"e\"><f>A1</f><v>" + cell.substr(1) + "</v></c>";
                } else if (shared_texts) {
                    // In two runs, as after somebody made a word bold.
                    const std::size_t half = std::min(cell.find(' '), cell.size());
                    texts += "<si><r><t xml:space=\"preserve\">" + xml_text(cell.substr(0, half)) + "</t></r><r><t>" +
                             xml_text(cell.substr(half)) + "</t></r><rPh><t>phonetic</t></rPh></si>";
                    xml += at + " t=\"s\"><v>" + std::to_string(count++) + "</v></c>";
                } else {
                    xml += at + " t=\"inlineStr\"><is><t>" + xml_text(cell) + "</t></is></c>";
                }
            }
            xml += "</row>";
        }
        xml += "</sheetData><mergeCells>";
        for (const std::string& block : sheet.merged) {
            xml += "<mergeCell ref=\"" + block + "\"/>";
        }
        parts.emplace_back("xl/worksheets/sheet" + number + ".xml", xml + "</mergeCells></worksheet>");
    }
    parts.emplace_back("[Content_Types].xml", head + "<Types/>");
    parts.emplace_back("_rels/.rels", head + "<Relationships><Relationship Id=\"a\" Type=\"x/officeDocument\" "
                                             "Target=\"xl/workbook.xml\"/></Relationships>");
    parts.emplace_back("xl/workbook.xml",
                       head + "<workbook xmlns:r=\"r\"><sheets>" + workbook + "</sheets></workbook>");
    parts.emplace_back("xl/_rels/workbook.xml.rels", head + "<Relationships>" + relations + "</Relationships>");
    parts.emplace_back("xl/styles.xml",
                       head + "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"dd&quot;ngày&quot;/mm\"/>"
                              "</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs>"
                              "<xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"9\"/></cellXfs></styleSheet>");
    if (shared_texts) {
        parts.emplace_back("xl/sharedStrings.xml", head + "<sst>" + texts + "</sst>");
    }
    return parts;
}

inline std::filesystem::path write_xlsx(const std::filesystem::path& file, const std::vector<MadeSheet>& sheets,
                                        bool shared_texts = true) {
    write_zip(file, xlsx_parts(sheets, shared_texts));
    return file;
}

/// "A1:C3" -> columns and rows spanned, and where the block begins.
struct MadeBlock {
    std::string first;
    std::size_t columns = 1, rows = 1;
};
inline MadeBlock made_block(const std::string& reference) {
    const auto colon = reference.find(':');
    const auto place = [](const std::string& name) {
        std::size_t column = 0, at = 0;
        while (at < name.size() && name[at] >= 'A') {
            column = column * 26 + static_cast<std::size_t>(name[at++] - 'A' + 1);
        }
        return std::pair(column, static_cast<std::size_t>(std::stoul(name.substr(at))));
    };
    const auto [c1, r1] = place(reference.substr(0, colon));
    const auto [c2, r2] = place(reference.substr(colon + 1));
    return {reference.substr(0, colon), c2 - c1 + 1, r2 - r1 + 1};
}

inline MadeParts ods_parts(const std::vector<MadeSheet>& sheets) {
    std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content xmlns:office=\"o\" "
                      "xmlns:table=\"t\" xmlns:text=\"x\"><office:body><office:spreadsheet>";
    for (const MadeSheet& sheet : sheets) {
        xml += "<table:table table:name=\"" + xml_text(sheet.name) + "\">";
        for (std::size_t r = 0; r < sheet.rows.size(); ++r) {
            if (sheet.rows[r].empty()) { // as LibreOffice writes blank rows: with a count
                xml += "<table:table-row table:number-rows-repeated=\"1\"><table:table-cell "
                       "table:number-columns-repeated=\"16384\"/></table:table-row>";
                continue;
            }
            xml += "<table:table-row>";
            for (std::size_t c = 0; c < sheet.rows[r].size(); ++c) {
                const std::string& cell = sheet.rows[r][c];
                std::string span;
                for (const std::string& reference : sheet.merged) {
                    if (const MadeBlock block = made_block(reference); block.first == cell_name(c, r)) {
                        span = " table:number-columns-spanned=\"" + std::to_string(block.columns) +
                               "\" table:number-rows-spanned=\"" + std::to_string(block.rows) + "\"";
                    }
                }
                const char kind = cell.empty() ? ' ' : cell[0];
                if (cell.empty()) {
                    xml += "<table:covered-table-cell/>";
                } else if (kind == '#') {
                    xml += "<table:table-cell" + span + " office:value-type=\"float\" office:value=\"" +
                           cell.substr(1) + "\"><text:p>shown</text:p></table:table-cell>";
                } else if (kind == '@') { // 44562 is 1 January 2022
                    xml += "<table:table-cell office:value-type=\"date\" office:date-value=\"2022-01-01\"/>";
                } else if (kind == '%') {
                    xml +=
                        "<table:table-cell office:value-type=\"percentage\" office:value=\"" + cell.substr(1) + "\"/>";
                } else if (kind == '=' || kind == '!') {
                    const auto [formula, result] = formula_and_result(cell);
                    xml += "<table:table-cell table:formula=\"of:=" + xml_text(formula) + "\"" +
                           (result.empty() ? "" : " office:value-type=\"float\" office:value=\"" + result + "\"") +
                           ">" + (kind == '!' ? "<text:p>#REF!</text:p>" : "") + "</table:table-cell>";
                } else {
                    xml += "<table:table-cell" + span +
                           " office:value-type=\"string\"><office:annotation><text:p>a "
                           "remark</text:p></office:annotation><text:p>" +
                           xml_text(cell) + "</text:p></table:table-cell>";
                }
            }
            xml += "</table:table-row>";
        }
        xml += "<table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell "
               "table:number-columns-repeated=\"16384\"/></table:table-row></table:table>";
    }
    return {{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
            {"content.xml", xml + "</office:spreadsheet></office:body></office:document-content>"}};
}

inline std::filesystem::path write_ods(const std::filesystem::path& file, const std::vector<MadeSheet>& sheets) {
    write_zip(file, ods_parts(sheets));
    return file;
}

/// Excel 2.1: a stream of records without a container; text in the one-byte encoding of its code page.
inline std::filesystem::path write_xls(const std::filesystem::path& file, const std::vector<MadeRow>& rows) {
    std::string bytes;
    const auto number = [](auto value) {
        std::string raw(sizeof value, '\0');
        std::memcpy(raw.data(), &value, sizeof value);
        return raw;
    };
    const auto record = [&](std::uint16_t kind, const std::string& content) {
        bytes += number(kind) + number(static_cast<std::uint16_t>(content.size())) + content;
    };
    record(0x0009, number(std::uint16_t{2}) + number(std::uint16_t{0x10}));
    record(0x0042, number(std::uint16_t{1252})); // without a code page FreeXL takes it for no spreadsheet
    std::size_t width = 0;
    for (const MadeRow& row : rows) {
        width = std::max(width, row.size());
    }
    record(0x0000, number(std::uint16_t{0}) + number(static_cast<std::uint16_t>(rows.size())) +
                       number(std::uint16_t{0}) + number(static_cast<std::uint16_t>(width)));
    for (std::size_t r = 0; r < rows.size(); ++r) {
        for (std::size_t c = 0; c < rows[r].size(); ++c) {
            const std::string at =
                number(static_cast<std::uint16_t>(r)) + number(static_cast<std::uint16_t>(c)) + std::string(3, '\0');
            const std::string& cell = rows[r][c];
            if (cell.starts_with("#")) {
                record(0x0003, at + number(std::stod(cell.substr(1))));
            } else if (!cell.empty()) {
                record(0x0004, at + static_cast<char>(cell.size()) + cell);
            }
        }
    }
    record(0x000A, {});
    std::ofstream(file, std::ios::binary) << bytes;
    return file;
}
