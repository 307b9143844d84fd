#include "geo/source/sheet.hpp"

#include "geo/base/paths.hpp"
#include "geo/source/archive_tables.hpp"
#include "geo/source/csv.hpp"
#include "geo/source/sheet_text.hpp"
#include "geo/source/spreadsheets.hpp"
#include "geo/source/zip_xml.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>

namespace ntm {

namespace {

std::string first_bytes(const std::filesystem::path& file) {
    std::array<char, 1024> bytes{};
    std::ifstream in(file, std::ios::binary);
    in.read(bytes.data(), bytes.size());
    return {bytes.data(), static_cast<std::size_t>(in.gcount())};
}

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

Issue no_table(TableFormat format, const std::filesystem::path& file) {
    const char* code = format == TableFormat::encrypted  ? "table_encrypted"
                       : format == TableFormat::web_page ? "table_web_page"
                                                         : "table_not_text";
    return {Severity::error, code, {path_text(file), {}, 0, {}, {}}, {}};
}

Issues check_file(const std::filesystem::path& file) {
    const auto wrong = [&](const char* code) {
        return Issues{{Severity::error, code, {path_text(file), {}, 0, {}, {}}, {}}};
    };
    std::error_code error;
    if (!std::filesystem::exists(file, error)) {
        return wrong("file_missing");
    }
    if (!std::filesystem::is_regular_file(file, error)) {
        return wrong("file_not_regular");
    }
    if (std::filesystem::file_size(file, error) == 0) {
        return wrong("table_empty");
    }
    return {};
}

Result<Sheet> read_named(TableFormat format, const std::filesystem::path& file, const std::string& name,
                         const std::string& encoding) {
    auto sheet = format == TableFormat::xlsx  ? read_xlsx_sheet(file, name)
                 : format == TableFormat::ods ? read_ods_sheet(file, name)
                                              : read_xls_sheet(file, name);
    if (sheet) {
        append_issues(sheet.issues(), repair_sheet_text(*sheet, encoding));
    }
    return sheet;
}

bool is_empty_sheet(const Result<Sheet>& sheet) {
    return !sheet && sheet.issues().size() == 1 && sheet.issues().front().code == "table_empty";
}

} // namespace

void Sheet::append_row(std::int64_t number, const std::vector<std::string>& cells) {
    for (const std::string& cell : cells) {
        m_cells.append(cell);
    }
    m_row_begin.push_back(m_cells.size());
    row_number.push_back(number);
}

void Sheet::drop_rows() {
    m_cells = {};
    m_row_begin = {0};
    row_number.clear();
}

std::string column_letters(std::size_t column) {
    std::string letters;
    for (std::size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
        letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
    }
    return letters;
}

TableFormat table_format(const std::filesystem::path& file) {
    const std::string head = first_bytes(file);
    if (head.starts_with("PK\x03\x04")) {
        if (zip_has_part(file, "content.xml")) {
            return TableFormat::ods;
        }
        return zip_has_part(file, "xl/workbook.xml") || zip_has_part(file, "[Content_Types].xml") ? TableFormat::xlsx
                                                                                                  : TableFormat::other;
    }
    const std::string extension = lower(file.extension().string());
    if (head.starts_with("\xD0\xCF\x11\xE0")) {
        // Excel keeps a .xlsx under a password in the container of its old format.
        return extension == ".xlsx" || extension == ".xlsm" ? TableFormat::encrypted : TableFormat::xls;
    }
    if (extension == ".xls" && head.size() > 4 && head[0] == '\x09') {
        return TableFormat::xls; // Excel 2 to 4: no container
    }
    const std::string words = lower(head);
    for (const std::string_view mark : {"<html", "<!doctype html", "<table", "<?xml"}) {
        if (words.find(mark) != std::string::npos) {
            return TableFormat::web_page;
        }
    }
    return TableFormat::delimited;
}

bool is_spreadsheet_name(const std::filesystem::path& file) {
    const std::string extension = lower(file.extension().string());
    return extension == ".xlsx" || extension == ".xlsm" || extension == ".ods" || extension == ".xls";
}

Result<std::vector<SheetInfo>> list_sheets(const std::filesystem::path& file) {
    if (FileInArchive::is_one(file)) {
        const auto opened = FileInArchive::open(file);
        auto sheets = opened ? list_sheets(opened->path()) : Result<std::vector<SheetInfo>>(opened.issues());
        if (opened) {
            opened->tell(sheets.issues());
        }
        return sheets;
    }
    if (Issues issues = check_file(file); !issues.empty()) {
        return issues;
    }
    switch (const TableFormat format = table_format(file)) {
    case TableFormat::xlsx:
        return list_xlsx_sheets(file);
    case TableFormat::ods:
        return list_ods_sheets(file);
    case TableFormat::xls:
        return list_xls_sheets(file);
    case TableFormat::delimited:
        return std::vector<SheetInfo>{{path_text(file.stem()), false}};
    default:
        return no_table(format, file);
    }
}

Result<Sheet> read_sheet(const std::filesystem::path& file, const std::string& name, const std::string& encoding) {
    if (FileInArchive::is_one(file)) {
        const auto opened = FileInArchive::open(file);
        auto sheet = opened ? read_sheet(opened->path(), name, encoding) : Result<Sheet>(opened.issues());
        if (opened) {
            opened->tell(sheet.issues());
        }
        if (sheet) {
            opened->tell(sheet->file);
        }
        return sheet;
    }
    if (Issues issues = check_file(file); !issues.empty()) {
        return issues;
    }
    const TableFormat format = table_format(file);
    if (format == TableFormat::delimited) {
        return read_delimited(file, encoding);
    }
    auto sheets = list_sheets(file);
    if (!sheets) {
        return sheets.issues();
    }
    std::vector<std::string> names;
    for (const SheetInfo& sheet : *sheets) {
        names.push_back(sheet.name);
    }
    if (!name.empty()) {
        if (std::find(names.begin(), names.end(), name) == names.end()) {
            return Issue{Severity::error,
                         "sheet_missing",
                         {path_text(file), name, 0, {}, {}},
                         fmt::format("{}", fmt::join(names, ", "))};
        }
        return read_named(format, file, name, encoding);
    }
    for (const bool hidden : {false, true}) {
        for (const SheetInfo& info : *sheets) {
            if (info.hidden == hidden) {
                auto sheet = read_named(format, file, info.name, encoding);
                if (!is_empty_sheet(sheet)) {
                    return sheet;
                }
            }
        }
    }
    return Issue{Severity::error, "table_empty", {path_text(file), {}, 0, {}, {}}, {}};
}

} // namespace ntm
