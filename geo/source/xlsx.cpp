#include "geo/base/date.hpp"
#include "geo/base/number.hpp"
#include "geo/base/paths.hpp"
#include "geo/source/sheet_builder.hpp"
#include "geo/source/spreadsheets.hpp"
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

constexpr std::size_t longest_cell = 32'767; // as Excel has it; longer text in a file is no cell of a table

void append_bounded(std::string& text, std::string_view more) {
    text += more.substr(0, longest_cell - std::min(longest_cell, text.size()));
}

template <class Number>
std::optional<Number> whole(std::string_view text) {
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

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
    const auto row = whole<std::int64_t>(reference.substr(at));
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

enum class NumberLook : std::uint8_t { plain, date, percent };

/// What a number format shows: its letters outside quotes, brackets and escapes.
NumberLook look_of_format(std::string_view code) {
    bool day_or_year = false;
    bool month = false;
    bool clock = false;
    for (std::size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
        const char c = code[i];
        if (c == '"') {
            i = std::min(code.find('"', i + 1), code.size());
        } else if (c == '[') {
            i = std::min(code.find(']', i + 1), code.size());
        } else if (c == '\\' || c == '_' || c == '*') {
            ++i;
        } else if (c == '%') {
            return NumberLook::percent;
        } else if (code.substr(i).starts_with("General")) {
            return NumberLook::plain;
        } else {
            day_or_year = day_or_year || c == 'd' || c == 'D' || c == 'y' || c == 'Y';
            month = month || c == 'm' || c == 'M';
            clock = clock || c == 'h' || c == 'H' || c == 's' || c == 'S';
        }
    }
    return day_or_year || (month && !clock) ? NumberLook::date : NumberLook::plain;
}

NumberLook look_of_builtin(int id) {
    const bool date =
        (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 58);
    return date ? NumberLook::date : id == 9 || id == 10 ? NumberLook::percent : NumberLook::plain;
}

class Styles final : public XmlEvents {
public:
    void start(std::string_view name, const XmlAttributes& attributes) override {
        if (name == "numFmt") {
            m_custom[whole<int>(attributes["numFmtId"]).value_or(-1)] = look_of_format(attributes["formatCode"]);
        } else if (name == "cellXfs") {
            m_in_cells = true;
        } else if (name == "xf" && m_in_cells && looks.size() < SheetBuilder::most_columns * 4) {
            const int id = whole<int>(attributes["numFmtId"]).value_or(0);
            const auto own = m_custom.find(id);
            looks.push_back(own != m_custom.end() ? own->second : look_of_builtin(id));
        }
    }
    void end(std::string_view name) override { m_in_cells = m_in_cells && name != "cellXfs"; }
    void text(std::string_view) override {}

    std::vector<NumberLook> looks;

private:
    std::map<int, NumberLook> m_custom;
    bool m_in_cells = false;
};

class SharedTexts final : public XmlEvents {
public:
    void start(std::string_view name, const XmlAttributes&) override {
        if (name == "si") {
            m_text.clear();
        }
        m_in_phonetic = m_in_phonetic || name == "rPh";
        m_in_text = name == "t" && !m_in_phonetic;
    }
    void end(std::string_view name) override {
        if (name == "si") {
            m_bytes += m_text.size();
            texts.append(m_text);
        } else if (name == "rPh") {
            m_in_phonetic = false;
        }
        m_in_text = false;
    }
    void text(std::string_view utf8) override {
        if (m_in_text) {
            append_bounded(m_text, utf8);
        }
    }
    [[nodiscard]] bool enough() const override {
        return m_bytes > SheetBuilder::most_text_bytes || texts.size() > SheetBuilder::most_cells;
    }

    TextColumn texts;

private:
    std::string m_text;
    std::size_t m_bytes = 0;
    bool m_in_text = false, m_in_phonetic = false;
};

// The cells -----------------------------------------------------------------------------------------------------------

class Cells final : public XmlEvents {
public:
    Cells(SheetBuilder& into, const TextColumn& shared, const std::vector<NumberLook>& looks, bool days_from_1904)
        : m_into(into)
        , m_shared(shared)
        , m_looks(looks)
        , m_days_from_1904(days_from_1904) {}

    void start(std::string_view name, const XmlAttributes& attributes) override {
        m_takes_text = false;
        if (name == "row") {
            m_row = whole<std::int64_t>(attributes["r"]).value_or(m_row + 1);
            m_column = 0;
            if (attributes["hidden"] == "1" || attributes["hidden"] == "true") {
                m_into.hidden_row();
            }
        } else if (name == "c") {
            if (const auto place = place_of(attributes["r"])) {
                m_column = place->column;
            }
            m_kind = attributes["t"];
            m_style = whole<std::size_t>(attributes["s"]).value_or(0);
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

private:
    void take_cell() {
        if (m_text.empty()) {
            if (m_has_formula) {
                m_into.formula_without_value(m_row, m_column);
            }
            return;
        }
        if (m_kind == "s") {
            const auto index = whole<std::size_t>(m_text);
            m_into.set(m_column, index && *index < m_shared.size() ? m_shared[*index] : std::string_view());
        } else if (m_kind == "e") {
            m_into.cell_error(m_row, m_column, m_text);
        } else if (m_kind == "b") {
            m_into.set(m_column, m_text == "1" ? "true" : "false");
        } else if (m_kind == "str" || m_kind == "inlineStr") {
            m_into.set(m_column, m_text);
        } else if (m_kind == "d") {
            m_into.set(m_column, std::string_view(m_text).substr(0, m_text.find('T')));
        } else {
            m_into.set(m_column, number_text());
        }
    }

    std::string number_text() const {
        double value = 0;
        const auto [end, error] = std::from_chars(m_text.data(), m_text.data() + m_text.size(), value);
        if (error != std::errc() || end != m_text.data() + m_text.size() || !std::isfinite(value)) {
            return m_text;
        }
        switch (m_style < m_looks.size() ? m_looks[m_style] : NumberLook::plain) {
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
    const TextColumn& m_shared;
    const std::vector<NumberLook>& m_looks;
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
    SharedTexts shared;
    Styles styles;
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
    Cells cells(builder, shared.texts, styles.looks, package->workbook.days_from_1904);
    return builder.finish(parse_zip_xml(file, package->part(target->second), cells));
}

} // namespace ntm
