#include "geo/base/paths.hpp"
#include "geo/picture/sheet.hpp"
#include "geo/report/unit_table.hpp"

#include <xlsxwriter.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <memory>
#include <system_error>

namespace ntm {

namespace {

constexpr double excel_day_of_1970 = 25569;

struct WorkbookCloser {
    void operator()(lxw_workbook* workbook) const { workbook_close(workbook); }
};
/// libxlsxwriter owns sheets and formats with the workbook and writes the file when it is closed.
using Workbook = std::unique_ptr<lxw_workbook, WorkbookCloser>;

struct Formats {
    lxw_format* head;
    lxw_format* wrapped;
    lxw_format* strong;
    lxw_format* date;
    lxw_format* share;
    lxw_format* count;
};

Formats make_formats(lxw_workbook* workbook, Language language) {
    const auto add = [&](const char* number_format) {
        lxw_format* format = workbook_add_format(workbook);
        if (number_format != nullptr) {
            format_set_num_format(format, number_format);
        }
        return format;
    };
    Formats formats{add(nullptr), add(nullptr),
                    add(nullptr), add(language == Language::vi ? "dd/mm/yyyy" : "yyyy-mm-dd"),
                    add("0.0%"),  add("#,##0")};
    format_set_bold(formats.head);
    format_set_text_wrap(formats.head);
    format_set_align(formats.head, LXW_ALIGN_VERTICAL_TOP);
    format_set_bg_color(formats.head, 0xDCECEC);
    format_set_bottom(formats.head, LXW_BORDER_THIN);
    format_set_text_wrap(formats.wrapped);
    format_set_bold(formats.strong);
    return formats;
}

void write_cell(lxw_worksheet* sheet, lxw_row_t line, lxw_col_t place, const UnitColumn& column, std::uint32_t row,
                const Formats& formats, const Lang& lang) {
    if (column.kind == CellKind::text || column.kind == CellKind::word) {
        const std::string text = column.kind == CellKind::text ? column.texts[row] : cell_text(column, row, lang);
        if (!text.empty()) {
            worksheet_write_string(sheet, line, place, text.c_str(), nullptr); // a string is never a formula
        }
        return;
    }
    if (std::isnan(column.numbers[row]) || (column.kind == CellKind::share && column.wholes[row] <= 0)) {
        return; // not known is an empty cell, never a zero
    }
    if (column.kind == CellKind::date) {
        worksheet_write_number(sheet, line, place, column.numbers[row] + excel_day_of_1970, formats.date);
    } else if (column.kind == CellKind::share) {
        worksheet_write_number(sheet, line, place, column.numbers[row] / column.wholes[row], formats.share);
    } else {
        lxw_format* format = column.id == "title_year" ? nullptr : formats.count;
        worksheet_write_number(sheet, line, place, column.numbers[row], format);
    }
}

void write_rows(lxw_worksheet* sheet, const TableExtract& extract, const Formats& formats, const Lang& lang) {
    for (std::size_t i = 0; i < extract.columns.size(); ++i) {
        const UnitColumn& column = *extract.columns[i];
        const auto place = static_cast<lxw_col_t>(i);
        worksheet_write_string(sheet, 0, place, column_title(column, lang).c_str(), formats.head);
        const bool wide = column.kind == CellKind::text && column.id != "code";
        worksheet_set_column(sheet, place, place, column.id == "bodies" ? 34 : wide ? 22 : 13, nullptr);
        for (std::size_t line = 0; line < extract.rows.size(); ++line) {
            write_cell(sheet, static_cast<lxw_row_t>(line + 1), place, column, extract.rows[line], formats, lang);
        }
    }
    worksheet_freeze_panes(sheet, 1, 1);
    if (!extract.columns.empty()) {
        worksheet_autofilter(sheet, 0, 0, static_cast<lxw_row_t>(extract.rows.size()),
                             static_cast<lxw_col_t>(extract.columns.size() - 1));
    }
    worksheet_repeat_rows(sheet, 0, 0);
    worksheet_set_landscape(sheet);
    worksheet_set_paper(sheet, 9); // A4
    worksheet_fit_to_pages(sheet, 1, 0);
}

/// Where the figures come from, on which date, and whether they are illustrative: a table is handed on without us.
void write_origin(lxw_worksheet* sheet, const TableExtract& extract, const Formats& formats, const Lang& lang) {
    const Snapshot& snapshot = *extract.table.snapshot;
    const Workspace& workspace = snapshot.atlas->workspace;
    worksheet_set_column(sheet, 0, 0, 100, formats.wrapped);
    lxw_row_t line = 0;
    const auto say = [&](const std::string& text, lxw_format* format = nullptr) {
        worksheet_write_string(sheet, line++, 0, text.c_str(), format);
    };
    say(workspace.title.empty() ? workspace.name : workspace.title, formats.strong);
    say(lang.fill("sheet.as_of", {{"date", lang.date(snapshot.as_of)}}));
    if (workspace.illustrative) {
        say(lang["map.illustrative"], formats.strong);
    }
    say(lang.fill("table.rows", {{"shown", lang.number(double(extract.rows.size()))},
                                 {"all", lang.number(double(extract.table.rows()))}}));
    say(lang["table.empty_cells"]);
    if (extract.table.level == Level::commune) {
        say(lang["ui.legend.nested"]);
    }
    for (const Theme theme : {Theme::tier, Theme::plan, Theme::criteria, Theme::target}) {
        for (const std::string& document : source_documents(snapshot, theme)) {
            say(lang.fill("sheet.source", {{"documents", document}}));
        }
    }
    say(lang.fill("sheet.made_by", {{"date", lang.date(Date::today())}}));
}

Issue failure(const std::filesystem::path& file, const std::string& words) {
    Issue issue{Severity::error, "write_failed", {}, words};
    issue.where.file = path_text(file);
    return issue;
}

} // namespace

Issues write_table_xlsx(const TableExtract& extract, const Lang& lang, const std::filesystem::path& file) {
    auto part = file;
    part += ".part";
    // Asked first: libxlsxwriter prints words of its own where it cannot write.
    if (const std::ofstream writable(part, std::ios::binary); !writable) {
        return {failure(file, std::generic_category().message(errno))};
    }
    Workbook workbook(workbook_new(path_text(part).c_str()));
    if (!workbook) {
        return {failure(file, {})};
    }
    const Formats formats = make_formats(workbook.get(), lang.language());
    lxw_worksheet* rows = workbook_add_worksheet(workbook.get(), lang["table.sheet"].c_str());
    lxw_worksheet* origin = workbook_add_worksheet(workbook.get(), lang["table.origin"].c_str());
    write_rows(rows, extract, formats, lang);
    write_origin(origin, extract, formats, lang);
    const lxw_error failed = workbook_close(workbook.release());
    std::error_code error;
    if (failed != LXW_NO_ERROR) {
        std::filesystem::remove(part, error);
        return {failure(file, lxw_strerror(failed))};
    }
    std::filesystem::rename(part, file, error);
    if (error) {
        return {failure(file, error.message())};
    }
    return {};
}

} // namespace ntm
