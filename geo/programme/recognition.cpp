#include "geo/programme/recognition.hpp"

#include "geo/base/viet_text.hpp"
#include "geo/units/decision_text.hpp"
#include "geo/units/unit_rows.hpp"

#include <algorithm>

namespace ntm {

namespace {

constexpr std::array<std::string_view, 6> tier_words{"none", "ntm", "nang_cao", "kieu_mau", "hien_dai", "hoan_thanh"};
constexpr std::array graded_tiers{Tier::ntm, Tier::nang_cao, Tier::kieu_mau, Tier::hien_dai, Tier::hoan_thanh};

/// Place in the order "the highest in force". hien_dai stands on NTM alone, yet is the last step of its own ladder.
int rank_of(Tier tier) {
    switch (tier) {
    case Tier::none:
        return 0;
    case Tier::ntm:
        return 1;
    case Tier::hoan_thanh:
        return 2;
    case Tier::nang_cao:
        return 3;
    case Tier::kieu_mau:
        return 4;
    case Tier::hien_dai:
        return 5;
    }
    return 0;
}

std::size_t index_of(Tier tier) {
    return static_cast<std::size_t>(tier);
}

} // namespace

std::string_view tier_word(Tier tier) {
    return tier_words[index_of(tier)];
}

std::optional<Tier> parse_tier(std::string_view text) {
    const std::string key = fold_key(text); // i for y: "kieu mau", "hien dai" have no y
    for (std::size_t i = 0; i < tier_words.size(); ++i) {
        std::string word(tier_words[i]);
        std::replace(word.begin(), word.end(), '_', ' ');
        if (key == word) {
            return static_cast<Tier>(i);
        }
    }
    const auto has = [&](std::string_view part) { return key.find(part) != std::string::npos; };
    // "Xã chưa đạt chuẩn NTM" names the tier that it has not.
    const std::string padded = " " + key + " ";
    if (padded.find(" chua ") != std::string::npos || padded.find(" khong ") != std::string::npos) {
        return Tier::none;
    }
    if (has("hoan thanh")) {
        return Tier::hoan_thanh;
    }
    if (has("hien dai")) {
        return Tier::hien_dai;
    }
    if (has("kieu mau")) {
        return Tier::kieu_mau;
    }
    if (has("nang cao")) {
        return Tier::nang_cao;
    }
    if (has("ntm") || has("nong thon moi") || key == "dat chuan" || key == "dat") {
        return Tier::ntm;
    }
    return std::nullopt;
}

bool implies(Tier higher, Tier lower) {
    if (higher == lower) {
        return true;
    }
    switch (higher) {
    case Tier::kieu_mau:
        return lower == Tier::nang_cao || lower == Tier::ntm;
    case Tier::nang_cao:
    case Tier::hien_dai:
        return lower == Tier::ntm;
    case Tier::none:
    case Tier::ntm:
    case Tier::hoan_thanh:
        break;
    }
    return false;
}

std::span<const Recognition> RecognitionRegister::of(UnitRef unit) const {
    return rows_of_unit(rows, unit);
}

void read_recognitions(RecognitionRegister& into, const Units& units, TableReader& reader) {
    into.present = into.present || reader.has("tier") || reader.has("title");
    if (!reader.has("tier") && !reader.has("title")) {
        static_cast<void>(reader.require({"tier"}));
        return;
    }
    std::size_t unsaid = 0;
    for (std::size_t row = 0; row < reader.rows(); ++row) {
        const auto unit = reader.unit(row);
        Recognition recognition;
        const std::string_view column = reader.text(row, "title").empty() ? "tier" : "title";
        if (reader.text(row, column).empty() && reader.text(row, "decision_no").empty() &&
            reader.text(row, "decision_date").empty()) {
            ++unsaid; // a status sheet has a row for every unit, recognised or not
            continue;
        }
        const auto tier = parse_tier(reader.text(row, column));
        if (!tier) {
            reader.report(Severity::error, reader.text(row, column).empty() ? "value_absent" : "tier_unknown", row,
                          column);
        }
        DecisionText decision = read_decision(reader.text(row, "decision_no"));
        recognition.decision_date = reader.date(row, "decision_date");
        if (reader.text(row, "decision_date").empty()) {
            recognition.decision_date = decision.date;
        }
        const auto title_year = reader.year(row, "title_year");
        recognition.revoked_date = reader.date(row, "revoked_date");
        if (!unit || !tier || *tier == Tier::none) {
            continue; // said above; "none" is no decision
        }
        if (!recognition.decision_date && !reader.text(row, "decision_date").empty()) {
            continue; // a day that does not exist is not replaced by a guess
        }
        if (!recognition.decision_date && !title_year) {
            reader.report(Severity::error, "decision_date_missing", row, "decision_date");
            continue;
        }
        recognition.unit = *unit;
        recognition.tier = *tier;
        recognition.field = reader.text(row, "field");
        recognition.decision_no = std::move(decision.no);
        recognition.criteria_set = reader.text(row, "criteria_set");
        recognition.source = reader.source(row);
        recognition.title_year = title_year.value_or(recognition.decision_date ? recognition.decision_date->year() : 0);
        recognition.title_year_derived = !title_year;
        if (recognition.decision_date) {
            recognition.effective = *recognition.decision_date;
        } else {
            recognition.effective = *Date::from_ymd(*title_year, 12, 31);
            reader.report(Severity::warning, "decision_date_assumed", row, "decision_date",
                          recognition.effective.iso());
        }
        if (recognition.revoked_date && *recognition.revoked_date < recognition.effective) {
            reader.report(Severity::error, "date_order", row, "revoked_date", recognition.effective.iso());
            continue;
        }
        if (recognition.title_year > recognition.effective.year()) {
            reader.report(Severity::warning, "title_year_after_decision", row, "title_year",
                          recognition.effective.iso());
        }
        if (unit->level == Level::commune && !units.in_scope_on(*unit, recognition.effective)) {
            reader.report(Severity::warning, "recognition_out_of_scope", row, "unit_code", units.name(*unit));
        }
        into.rows.push_back(std::move(recognition));
    }
    if (unsaid > 0) {
        reader.report_table(Severity::info, "rows_without_value", reader.has("title") ? "title" : "tier",
                            std::to_string(unsaid));
    }
}

Issues finish(RecognitionRegister& recognitions) {
    Issues issues;
    auto& rows = recognitions.rows;
    std::stable_sort(rows.begin(), rows.end(), [](const Recognition& a, const Recognition& b) {
        return std::tuple(a.unit.level, a.unit.id, a.effective, rank_of(a.tier)) <
               std::tuple(b.unit.level, b.unit.id, b.effective, rank_of(b.tier));
    });
    const auto report = [&](std::string code, const Recognition& row, std::string detail) {
        issues.push_back({Severity::warning,
                          std::move(code),
                          {row.source.file, {}, row.source.row, "tier", std::string(tier_word(row.tier))},
                          std::move(detail)});
    };
    for (std::size_t i = 0; i < rows.size(); ++i) {
        for (std::size_t j = i + 1; j < rows.size() && rows[j].unit == rows[i].unit; ++j) {
            if (rows[j].tier == rows[i].tier && (!rows[i].revoked_date || *rows[i].revoked_date > rows[j].effective) &&
                rows[i].criteria_set == rows[j].criteria_set) {
                report("recognition_doubled", rows[j], rows[i].effective.iso());
            } else if (rows[j].tier != rows[i].tier && implies(rows[i].tier, rows[j].tier) &&
                       rows[i].effective < rows[j].effective && !rows[i].revoked_date) {
                report("tier_order", rows[j], rows[i].effective.iso());
            }
        }
    }
    return issues;
}

bool in_force(std::span<const Recognition> rows, std::size_t index, Date date) {
    const Recognition& row = rows[index];
    if (row.effective > date || (row.revoked_date && *row.revoked_date <= date)) {
        return false;
    }
    return std::none_of(rows.begin(), rows.end(), [&](const Recognition& other) {
        return &other != &row && implies(row.tier, other.tier) && other.revoked_date && *other.revoked_date <= date &&
               row.effective <= *other.revoked_date;
    });
}

TierState tier_on(std::span<const Recognition> rows, Date date) {
    TierState state;
    std::array<bool, 6> own{};
    std::array<int, 6> first_title_year{};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const Recognition& row = rows[i];
        if (!in_force(rows, i, date)) {
            continue;
        }
        const std::size_t tier = index_of(row.tier);
        // A second decision for a tier already held (another set) does not make it new again.
        if (!own[tier] || row.title_year < first_title_year[tier]) {
            first_title_year[tier] = row.title_year;
        }
        own[tier] = true;
        if (state.row == nullptr || rank_of(row.tier) > rank_of(state.tier)) {
            state.tier = row.tier;
            state.row = &row;
        }
    }
    for (const Tier tier : graded_tiers) {
        const std::size_t i = index_of(tier);
        for (const Tier higher : graded_tiers) {
            state.held[i] = state.held[i] || (own[index_of(higher)] && implies(higher, tier));
        }
        state.implied[i] = state.held[i] && !own[i];
        state.new_in_year[i] = own[i] && first_title_year[i] == date.year();
    }
    return state;
}

} // namespace ntm
