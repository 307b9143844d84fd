#include "geo/base/date.hpp"
#include "geo/base/number.hpp"
#include "geo/base/paths.hpp"
#include "geo/base/viet_syllable.hpp"
#include "geo/source/sheet_builder.hpp"
#include "geo/source/spreadsheets.hpp"
#include "geo/source/xlsx_parts.hpp"
#include "geo/source/zip_xml.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>
#include <set>

namespace ntm {

namespace {

/// "BC12": column 54, row 12.
struct CellPlace {
    std::size_t column = 0;
    std::int64_t row = 0;
};
std::optional<CellPlace> place_of(std::string_view reference) {
    CellPlace place;
    std::size_t at = 0;
    std::size_t column = 0;
    while (at < reference.size() && at < 4 && reference[at] >= 'A' && reference[at] <= 'Z') {
        column = column * 26 + static_cast<std::size_t>(reference[at++] - 'A' + 1);
    }
    const auto row = whole_number<std::int64_t>(reference.substr(at));
    if (column == 0 || !row || *row < 1) {
        return std::nullopt;
    }
    return CellPlace{column - 1, *row};
}

// The parts of the package
// ---------------------------------------------------------------------------------------------

class Relations final : public XmlEvents {
public:
    void start(std::string_view name, const XmlAttributes& attributes) override {
        if (name == "Relationship") {
            target[std::string(attributes["Id"])] = attributes["Target"];
            if (attributes["Type"].ends_with("/officeDocument")) {
                document = attributes["Target"];
            }
        }
    }
    void end(std::string_view) override {}
    void text(std::string_view) override {}

    std::map<std::string, std::string> target;
    std::string document;
};

class Workbook final : public XmlEvents {
public:
    struct Entry {
        SheetInfo info;
        std::string relation;
    };
    void start(std::string_view name, const XmlAttributes& attributes) override {
        constexpr std::size_t most_sheets = 4096;
        if (name == "sheet" && sheets.size() < most_sheets) {
            sheets.push_back(
                {{std::string(attributes["name"]), !attributes["state"].empty() && attributes["state"] != "visible"},
                 std::string(attributes["r:id"].empty() ? attributes["id"] : attributes["r:id"])});
        } else if (name == "workbookPr") {
            days_from_1904 = attributes["date1904"] == "1" || attributes["date1904"] == "true";
        }
    }
    void end(std::string_view) override {}
    void text(std::string_view) override {}

    std::vector<Entry> sheets;
    bool days_from_1904 = false;
};

// The cells -----------------------------------------------------------------------------------------------------------

class Cells final : public XmlEvents {
public:
    Cells(SheetBuilder& into, const XlsxTexts& shared, const XlsxStyles& styles, bool days_from_1904)
        : m_into(into)
        , m_shared(shared)
        , m_styles(styles)
        , m_days_from_1904(days_from_1904) {}

    void start(std::string_view name, const XmlAttributes& attributes) override {
        m_takes_text = false;
        if (name == "row") {
            m_row = whole_number<std::int64_t>(attributes["r"]).value_or(m_row + 1);
            m_column = 0;
            if (attributes["hidden"] == "1" || attributes["hidden"] == "true") {
                m_into.hidden_row();
            }
        } else if (name == "c") {
            if (const auto place = place_of(attributes["r"])) {
                m_column = place->column;
            }
            m_kind = attributes["t"];
            m_style = whole_number<std::size_t>(attributes["s"]).value_or(0);
            m_text.clear();
            m_has_formula = false;
        } else if (name == "v" || name == "t") {
            m_takes_text = true;
        } else if (name == "f") {
            m_has_formula = true;
        } else if (name == "mergeCell") {
            const std::string_view reference = attributes["ref"];
            const auto colon = reference.find(':');
            const auto first = place_of(reference.substr(0, colon));
            const auto last = place_of(colon == std::string_view::npos ? reference : reference.substr(colon + 1));
            if (first && last) {
                m_into.merge({first->row, last->row, first->column, last->column});
            }
        }
    }
    void end(std::string_view name) override {
        m_takes_text = false;
        if (name == "c") {
            take_cell();
            ++m_column;
        } else if (name == "row") {
            m_into.end_row(m_row);
        }
    }
    void text(std::string_view utf8) override {
        if (m_takes_text) {
            append_bounded(m_text, utf8);
        }
    }
    [[nodiscard]] bool enough() const override { return m_into.full(); }

    TextFinding finding; ///< of cells in a font of the 1990s, by the first of them

private:
    void take_cell() {
        if (m_text.empty()) {
            if (m_has_formula) {
                m_into.formula_without_value(m_row, m_column);
            }
            return;
        }
        if (m_kind == "s") {
            take_shared(whole_number<std::size_t>(m_text).value_or(m_shared.texts.size()));
        } else if (m_kind == "e") {
            m_into.cell_error(m_row, m_column, m_text);
        } else if (m_kind == "b") {
            m_into.set(m_column, m_text == "1" ? "true" : "false");
        } else if (m_kind == "str" || m_kind == "inlineStr") {
            m_into.set(m_column, in_font_of_cell(m_text));
        } else if (m_kind == "d") {
            m_into.set(m_column, std::string_view(m_text).substr(0, m_text.find('T')));
        } else {
            m_into.set(m_column, number_text());
        }
    }

    void take_shared(std::size_t index) {
        if (index >= m_shared.texts.size()) {
            return;
        }
        const std::string_view text = m_shared.texts[index];
        const auto pieces = m_shared.without_font.find(index);
        if (pieces == m_shared.without_font.end()) {
            m_into.set(m_column, in_font_of_cell(text));
            return;
        }
        std::string whole;
        std::size_t at = 0;
        for (const auto& [begin, end] : pieces->second) {
            whole += text.substr(at, begin - at);
            whole += in_font_of_cell(text.substr(begin, end - begin));
            at = end;
        }
        m_into.set(m_column, whole += text.substr(at));
    }

    std::string in_font_of_cell(std::string_view text) {
        const std::string_view name = m_styles.legacy_font_name(m_style);
        const auto font = legacy_font(name);
        const auto shown = font ? text_in_font(text, *font) : std::nullopt;
        if (!shown || *shown == text) {
            return std::string(text);
        }
        if (finding.cells++ == 0) {
            finding.field = column_letters(m_column) + std::to_string(m_row);
            finding.encoding = fmt::format("{} ({})", text_code_word(font->code), name);
            finding.before = text;
            finding.after = *shown;
        }
        m_syllables.add(count_syllables(*shown));
        finding.words = m_syllables.words;
        finding.confidence =
            m_syllables.words > 0 ? static_cast<double>(m_syllables.valid) / static_cast<double>(m_syllables.words) : 1;
        finding.loses_capitals = finding.loses_capitals || font->code == TextCode::tcvn3;
        return *shown;
    }

    std::string number_text() const {
        double value = 0;
        const auto [end, error] = std::from_chars(m_text.data(), m_text.data() + m_text.size(), value);
        if (error != std::errc() || end != m_text.data() + m_text.size() || !std::isfinite(value)) {
            return m_text;
        }
        switch (m_styles.look(m_style)) {
        case NumberLook::date:
            if (const auto date = date_of(value)) {
                return date->iso();
            }
            break;
        case NumberLook::percent:
            return fmt::format("{:.12g}%", value * 100);
        case NumberLook::plain:
            break;
        }
        return fmt::format("{:.15g}", value); // as many digits as Excel shows: 0.3, not 0.30000000000000004
    }

    /// Day 1 is 1 January 1900, and Excel believes that 1900 had a 29 February.
    [[nodiscard]] std::optional<Date> date_of(double serial) const {
        constexpr double last_serial = 2'958'465; // 31/12/9999
        if (serial < 1 || serial > last_serial) {
            return std::nullopt;
        }
        const int day = static_cast<int>(serial);
        if (m_days_from_1904) {
            return Date::from_ymd(1904, 1, 1)->plus_days(day);
        }
        return Date::from_ymd(1899, 12, day < 60 ? 31 : 30)->plus_days(day);
    }

    SheetBuilder& m_into;
    const XlsxTexts& m_shared;
    const XlsxStyles& m_styles;
    SyllableCount m_syllables;
    bool m_days_from_1904;
    std::int64_t m_row = 0;
    std::size_t m_column = 0;
    std::string m_kind, m_text;
    std::size_t m_style = 0;
    bool m_has_formula = false, m_takes_text = false;
};

/// The workbook and where its parts lie.
struct Package {
    Workbook workbook;
    Relations relations;
    std::string folder; ///< of the workbook, with its slash
    [[nodiscard]] std::string part(const std::string& target) const {
        return target.starts_with("/") ? target.substr(1) : folder + target;
    }
};

Result<Package> open_package(const std::filesystem::path& file) {
    Package package;
    Relations root;
    static_cast<void>(parse_zip_xml(file, "_rels/.rels", root)); // absent in some writers' files: the usual place then
    std::string workbook = root.document.empty() ? "xl/workbook.xml" : root.document;
    workbook.erase(0, workbook.starts_with("/") ? 1 : 0);
    if (Issues issues = parse_zip_xml(file, workbook, package.workbook); !issues.empty()) {
        return issues;
    }
    const auto slash = workbook.rfind('/');
    package.folder = slash == std::string::npos ? "" : workbook.substr(0, slash + 1);
    const std::string name = slash == std::string::npos ? workbook : workbook.substr(slash + 1);
    if (Issues issues = parse_zip_xml(file, package.folder + "_rels/" + name + ".rels", package.relations);
        !issues.empty()) {
        return issues;
    }
    return package;
}

} // namespace

Result<std::vector<SheetInfo>> list_xlsx_sheets(const std::filesystem::path& file) {
    auto package = open_package(file);
    if (!package) {
        return package.issues();
    }
    std::vector<SheetInfo> sheets;
    for (const Workbook::Entry& entry : package->workbook.sheets) {
        sheets.push_back(entry.info);
    }
    return sheets;
}

Result<Sheet> read_xlsx_sheet(const std::filesystem::path& file, const std::string& name) {
    const auto package = open_package(file);
    if (!package) {
        return package.issues();
    }
    const auto& sheets = package->workbook.sheets;
    const auto entry =
        std::find_if(sheets.begin(), sheets.end(), [&](const Workbook::Entry& each) { return each.info.name == name; });
    const auto target =
        entry == sheets.end() ? package->relations.target.end() : package->relations.target.find(entry->relation);
    if (target == package->relations.target.end()) {
        return Issue{Severity::error, "spreadsheet_part_missing", {path_text(file), name, 0, {}, {}}, {}};
    }
    XlsxTexts shared;
    XlsxStyles styles;
    // Both may be absent: a sheet without text, or without formats.
    if (const std::string part = package->part("sharedStrings.xml"); zip_has_part(file, part)) {
        if (Issues issues = parse_zip_xml(file, part, shared); !issues.empty()) {
            return issues;
        }
    }
    if (const std::string part = package->part("styles.xml"); zip_has_part(file, part)) {
        static_cast<void>(parse_zip_xml(file, part, styles));
    }
    SheetBuilder builder(path_text(file), name);
    if (entry->info.hidden) {
        builder.mark_hidden();
    }
    Cells cells(builder, shared, styles, package->workbook.days_from_1904);
    auto sheet = builder.finish(parse_zip_xml(file, package->part(target->second), cells));
    if (sheet && cells.finding.cells > 0) {
        sheet.issues().push_back({Severity::info,
                                  "text_by_font",
                                  {path_text(file), name, 0, cells.finding.field, {}},
                                  fmt::format("{}; {}", cells.finding.cells, words_of(cells.finding))});
        sheet->texts.push_back(std::move(cells.finding));
    }
    return sheet;
}

} // namespace ntm
