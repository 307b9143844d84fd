#include "geo/source/text_repair.hpp"

#include "geo/base/legacy_text.hpp"
#include "geo/base/viet_syllable.hpp"
#include "geo/base/viet_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <unordered_set>

namespace ntm {

namespace {

constexpr std::size_t most_cells = 300; ///< distinct ones looked at in a column
constexpr double convincing = 0.7;
constexpr std::size_t few_words = 3;

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// What a program did to the bytes before they reached us.
enum class Mistaken { no, for_cp1252, for_cp1258 };

/// One way to read a cell.
struct Reading {
    Mistaken mistaken = Mistaken::no;
    TextCode code = TextCode::utf8;
    bool operator==(const Reading&) const = default;
};

constexpr std::array readings{
    Reading{Mistaken::no, TextCode::utf8},          Reading{Mistaken::no, TextCode::tcvn3},
    Reading{Mistaken::no, TextCode::vni},           Reading{Mistaken::no, TextCode::cp1258},
    Reading{Mistaken::for_cp1252, TextCode::utf8},  Reading{Mistaken::for_cp1252, TextCode::tcvn3},
    Reading{Mistaken::for_cp1252, TextCode::vni},   Reading{Mistaken::for_cp1252, TextCode::cp1258},
    Reading{Mistaken::for_cp1258, TextCode::tcvn3}, Reading{Mistaken::for_cp1258, TextCode::vni},
    Reading{Mistaken::for_cp1258, TextCode::utf8},  Reading{Mistaken::no, TextCode::cp1252},
};
constexpr std::size_t as_it_is = 0;

std::string name_of(const Reading& reading) {
    const std::string_view code = text_code_word(reading.code);
    switch (reading.mistaken) {
    case Mistaken::for_cp1252:
        return fmt::format("{} < CP1252", code);
    case Mistaken::for_cp1258:
        return fmt::format("{} < CP1258", code);
    default:
        return std::string(code);
    }
}

/// The cell under a reading; nothing where it cannot be read so.
std::optional<std::string> read(std::string_view cell, const Reading& reading) {
    if (reading.mistaken == Mistaken::no) {
        // A legacy column has cells of plain ASCII, and by chance ones that look like UTF-8.
        return reading.code == TextCode::utf8 && !is_valid_utf8(cell) ? std::nullopt
                                                                      : std::optional(decode_text(cell, reading.code));
    }
    if (!is_valid_utf8(cell)) {
        return std::nullopt;
    }
    const auto bytes = reading.mistaken == Mistaken::for_cp1252 ? bytes_under_cp1252(cell) : bytes_under_cp1258(cell);
    if (!bytes || (reading.code == TextCode::utf8 && !is_valid_utf8(*bytes))) {
        return std::nullopt;
    }
    return decode_text(*bytes, reading.code);
}

/// How the words come out under each reading. Words that no reading makes Vietnamese ("Krông", "12/QĐ-UBND") tell none
/// from the other: they are only counted.
struct Scores {
    std::array<SyllableCount, readings.size()> of{};
    std::size_t mute = 0;
    SyllableCount operator[](std::size_t reading) const { return of[reading]; }
    void add(const Scores& more) {
        for (std::size_t i = 0; i < of.size(); ++i) {
            of[i].add(more.of[i]);
        }
        mute += more.mute;
    }
};

double share(SyllableCount count) {
    return count.words > 0 ? static_cast<double>(count.valid) / static_cast<double>(count.words) : 0;
}

Scores score(std::string_view cell) {
    Scores scores;
    std::size_t most_valid = 0;
    for (std::size_t i = 0; i < readings.size(); ++i) {
        const auto text = read(cell, readings[i]);
        scores.of[i] = text ? count_syllables(*text) : SyllableCount{1, 0};
        most_valid = std::max(most_valid, scores.of[i].valid);
    }
    if (most_valid == 0) {
        scores.mute = std::max<std::size_t>(1, scores.of[as_it_is].words);
        scores.of = {};
    }
    return scores;
}

Scores score(const TextColumn& column) {
    Scores scores;
    std::unordered_set<std::string_view> seen;
    std::size_t sound = 0;
    for (std::size_t row = 0; row < column.size() && seen.size() < most_cells; ++row) {
        const std::string_view cell = column[row];
        if (is_ascii(cell) || !seen.insert(cell).second) {
            continue;
        }
        scores.add(score(cell));
        sound += is_valid_utf8(cell) ? 1U : 0U;
        // Plain text needs no second look: nearly every file of today ends here.
        constexpr std::size_t plain_enough = 40;
        if (seen.size() == plain_enough && share(scores[as_it_is]) >= convincing) {
            break;
        }
    }
    // Bytes of the 1990s look like UTF-8 in one cell by chance, not in all.
    constexpr std::size_t by_chance = 2;
    if (sound == seen.size() && sound > by_chance) {
        for (std::size_t i = 0; i < readings.size(); ++i) {
            const bool of_bytes = readings[i].mistaken == Mistaken::no && readings[i].code != TextCode::utf8;
            scores.of[i].valid = of_bytes ? 0 : scores.of[i].valid;
        }
    }
    return scores;
}

std::size_t best_of(const Scores& scores) {
    std::size_t best = as_it_is;
    for (std::size_t i = 1; i < readings.size(); ++i) {
        best = share(scores[i]) > share(scores[best]) + 1e-9 ? i : best;
    }
    return best;
}

/// Whether the words show that a column is to be read another way than as it is.
bool shows(const Scores& scores, std::size_t best) {
    const double plain = share(scores[as_it_is]);
    constexpr std::size_t most_mute = 5; // to one that speaks: another language has a Vietnamese word by chance
    const std::size_t words = scores[best].words;
    if (scores.mute > most_mute * scores[best].valid || (words < few_words && scores.mute > 0)) {
        return false;
    }
    return best != as_it_is && share(scores[best]) >= convincing && plain < 0.5 && share(scores[best]) > plain + 0.3;
}

bool only_capitals(const std::vector<std::string>& texts) {
    std::size_t small = 0, capital = 0;
    for (const std::string& text : texts) {
        for (const char c : text) {
            small += std::islower(static_cast<unsigned char>(c)) != 0 ? 1U : 0U;
            capital += std::isupper(static_cast<unsigned char>(c)) != 0 ? 1U : 0U;
        }
    }
    return capital >= 3 && small * 50 < capital;
}

class Repairer {
public:
    Repairer(std::vector<TextInHand>& columns, const Where& where, std::string_view asked, std::string_view label)
        : m_columns(columns)
        , m_where(where)
        , m_asked(parse_text_code(asked))
        , m_label(parse_text_code(label)) {}

    TextRepair run() {
        std::vector<std::size_t> odd; // columns beyond ASCII
        std::vector<Scores> scores;
        for (std::size_t i = 0; i < m_columns.size(); ++i) {
            unescape(i);
            const TextColumn& column = m_columns[i].cells;
            bool plain = true;
            for (std::size_t row = 0; row < column.size() && plain; ++row) {
                plain = is_ascii(column[row]);
            }
            if (!plain) {
                odd.push_back(i);
                scores.push_back(score(column));
                m_layer.add(scores.back());
            }
        }
        for (std::size_t i = 0; i < odd.size(); ++i) {
            settle(odd[i], scores[i]);
        }
        repair_names();
        return std::move(m_out);
    }

private:
    std::vector<TextInHand>& m_columns;
    const Where& m_where;
    std::optional<TextCode> m_asked, m_label;
    Scores m_layer; ///< of all columns: what a column with too few words of its own goes by
    TextRepair m_out;

    void unescape(std::size_t index) {
        TextColumn& column = m_columns[index].cells;
        bool any = false;
        for (std::size_t row = 0; row < column.size() && !any; ++row) {
            any = column[row].find("U+") != std::string_view::npos && column[row].find('\\') != std::string_view::npos;
        }
        if (!any) {
            return;
        }
        TextColumn plain;
        for (std::size_t row = 0; row < column.size(); ++row) {
            plain.append(clean_text(decode_cad_escapes(column[row])));
        }
        column = std::move(plain);
    }

    /// A cell of a column that is read in one way. In tables put together from several sources a cell may be of another
    /// kind: sound text that the reading would spoil stays, bytes that it cannot read are read as fits them best.
    [[nodiscard]] std::string read_cell(std::string_view cell, std::size_t reading) const {
        const auto text = read(cell, readings[reading]);
        if (m_asked) {
            return text ? *text : std::string(cell);
        }
        const bool sound = is_valid_utf8(cell);
        if (text && sound) {
            const SyllableCount plain = count_syllables(cell), read_so = count_syllables(*text);
            // "Kr«ng" and "7/Q§-UBND" have no word beyond ASCII as they stand: there is nothing to spoil.
            const bool spoils = plain.words > 0 && plain.valid == plain.words && read_so.valid < read_so.words;
            return spoils ? std::string(cell) : *text;
        }
        if (text || sound) {
            return text ? *text : std::string(cell);
        }
        std::string best(cell);
        SyllableCount most{1, 0};
        for (const Reading& other : readings) {
            if (const auto tried = read(cell, other)) {
                const SyllableCount count = count_syllables(*tried);
                if (share(count) > share(most)) {
                    most = count;
                    best = *tried;
                }
            }
        }
        return best;
    }

    /// Headers in the encoding of the cells, or in the one that makes most sense of them.
    void repair_names() {
        TextColumn names;
        for (const TextInHand& column : m_columns) {
            names.append(column.name);
        }
        Scores scores = score(names);
        scores.add(m_layer);
        const std::size_t best = m_asked ? asked_reading(scores) : best_of(scores);
        for (TextInHand& column : m_columns) {
            std::string& name = column.name;
            const bool as_is = is_ascii(name) || !(m_asked || shows(scores, best));
            name = clean_text(as_is ? name : read_cell(name, best));
        }
    }

    void settle(std::size_t index, const Scores& scores) {
        if (m_asked) {
            take(index, asked_reading(scores), scores, true);
            return;
        }
        const std::size_t own = best_of(scores), layer = best_of(m_layer);
        if (scores[own].words >= few_words && shows(scores, own)) {
            take(index, own, scores, false);
        } else if (shows(m_layer, layer) && share(scores[layer]) >= share(scores[as_it_is])) {
            take(index, layer, scores, false);
        } else if (shows(scores, own) && scores[as_it_is].valid == 0 && !is_sound(index)) {
            take(index, own, scores, false);
        } else if (!is_sound(index)) {
            fall_back(index);
        }
    }

    /// The asked code; through the code page that a program took it for, where that is how the words come out.
    [[nodiscard]] std::size_t asked_reading(const Scores& scores) const {
        std::size_t best = readings.size();
        for (std::size_t i = 0; i < readings.size(); ++i) {
            if (readings[i].code == *m_asked && (best == readings.size() || share(scores[i]) > share(scores[best]))) {
                best = i;
            }
        }
        return best < readings.size() ? best : as_it_is;
    }

    [[nodiscard]] bool is_sound(std::size_t index) const {
        const TextColumn& column = m_columns[index].cells;
        for (std::size_t row = 0; row < column.size(); ++row) {
            if (!is_valid_utf8(column[row])) {
                return false;
            }
        }
        return true;
    }

    /// Not Vietnamese in any way: the file's own label where there is a usable one, else marks of the loss.
    void fall_back(std::size_t index) {
        const bool usable = m_label && *m_label != TextCode::utf8;
        std::size_t bad = 0, first = 0;
        TextColumn repaired;
        TextInHand& in_hand = m_columns[index];
        const TextColumn& column = in_hand.cells;
        for (std::size_t row = 0; row < column.size(); ++row) {
            const bool sound = is_valid_utf8(column[row]);
            first = !sound && bad == 0 ? row : first;
            bad += sound ? 0U : 1U;
            repaired.append(
                clean_text(sound || !usable ? std::string(column[row]) : decode_text(column[row], *m_label)));
        }
        in_hand.cells = std::move(repaired);
        if (!usable) {
            Issue issue{Severity::error, "text_not_utf8", where(index), fmt::to_string(bad)};
            issue.where.row = in_hand.row_number[first];
            issue.where.value = in_hand.cells[first];
            m_out.issues.push_back(std::move(issue));
        }
    }

    void take(std::size_t index, std::size_t reading, const Scores& scores, bool asked) {
        const TextColumn& column = m_columns[index].cells;
        std::vector<std::string> texts(column.size());
        TextFinding finding;
        finding.field = m_columns[index].name;
        finding.encoding = name_of(readings[reading]);
        finding.confidence = share(scores[reading].words > 0 ? scores[reading] : m_layer[reading]);
        finding.words = scores[reading].words;
        for (std::size_t row = 0; row < column.size(); ++row) {
            texts[row] = clean_text(is_ascii(column[row]) ? std::string(column[row]) : read_cell(column[row], reading));
        }
        if (readings[reading].code == TextCode::tcvn3) {
            finding.loses_capitals = true;
            const bool capitals = only_capitals(texts);
            for (std::string& text : texts) {
                text = restore_capitals(text, capitals);
            }
        }
        TextColumn repaired;
        for (std::size_t row = 0; row < texts.size(); ++row) {
            if (texts[row] != column[row] && finding.cells++ == 0) {
                finding.before =
                    is_valid_utf8(column[row]) ? std::string(column[row]) : decode_text(column[row], TextCode::cp1252);
                finding.after = texts[row];
            }
            repaired.append(texts[row]);
        }
        m_columns[index].cells = std::move(repaired);
        if (finding.cells == 0) {
            return;
        }
        // Few words of a column are borne out by those of the others.
        const std::size_t agreeing = shows(m_layer, reading) ? m_layer[reading].words : finding.words;
        const bool doubtful = !asked && (finding.confidence < convincing || agreeing < few_words);
        Issue issue{doubtful ? Severity::warning : Severity::info, doubtful ? "text_doubtful" : "text_decoded",
                    where(index), words_of(finding)};
        m_out.issues.push_back(std::move(issue));
        m_out.findings.push_back(std::move(finding));
    }

    [[nodiscard]] Where where(std::size_t index) const {
        return {m_where.file, m_where.layer, 0, m_columns[index].name, {}};
    }
};

} // namespace

std::string words_of(const TextFinding& finding) {
    return fmt::format("{}, {:.0f}%: “{}” → “{}”", finding.encoding, 100 * finding.confidence, finding.before,
                       finding.after);
}

TextRepair repair_columns(std::vector<TextInHand>& columns, const Where& where, std::string_view asked,
                          std::string_view label) {
    return Repairer(columns, where, asked, label).run();
}

TextRepair repair_text(Table& table, std::string_view asked, std::string_view label) {
    std::vector<TextInHand> columns;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        columns.push_back({std::move(table.names[i]), std::move(table.columns[i]), table.row_number});
    }
    TextRepair repair = repair_columns(columns, {table.file, table.layer, 0, {}, {}}, asked, label);
    for (std::size_t i = 0; i < columns.size(); ++i) {
        table.names[i] = std::move(columns[i].name);
        table.columns[i] = std::move(columns[i].cells);
    }
    return repair;
}

} // namespace ntm
