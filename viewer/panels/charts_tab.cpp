#include "geo/picture/labels.hpp"
#include "viewer/panels/drawer.hpp"
#include "viewer/panels/programme_words.hpp"
#include "viewer/panels/unit_words.hpp"
#include "viewer/panels/widgets.hpp"

#include <algorithm>
#include <array>

namespace ntm::viewer {

namespace {

// Each chart is a column of rows: a name, a bar, a number. Rows are as high as text, so that a long chart scrolls.
constexpr float bar_part = 0.62F;     ///< of a row's height
constexpr float name_part = 0.34F;    ///< of the width
constexpr float least_chart_px = 330; ///< two side by side at 1280, all at 1920; the others are scrolled to

constexpr std::array tier_colours{std::pair{Tier::kieu_mau, 0x1B2F6BU}, std::pair{Tier::nang_cao, 0x2F8FA3U},
                                  std::pair{Tier::ntm, 0x8CC7A1U}, std::pair{Tier::none, 0xF0D9A8U}};

struct RowPlace {
    ImVec2 bar;      ///< upper left of the bar
    float width = 0; ///< room of the bar
    float height = 0;
    bool pressed = false;
    bool hovered = false;
};

/// One row: the name at the left, the number at the right edge; the caller draws the bar between.
RowPlace begin_row(int id, const std::string& name, const std::string& number, float number_width, const Ui& ui) {
    const float whole = ImGui::GetContentRegionAvail().x;
    const float height = ImGui::GetTextLineHeight() + ui.px(4);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::PushID(id);
    RowPlace place;
    place.pressed = ImGui::InvisibleButton("row", {std::max(whole, 1.0F), height});
    place.hovered = ImGui::IsItemHovered();
    focus_rim();
    ImGui::PopID();
    auto* list = ImGui::GetWindowDrawList();
    if (place.hovered) {
        list->AddRectFilled(at, {at.x + whole, at.y + height}, colour(tokens::accent_pale));
    }
    const float name_width = whole * name_part;
    list->AddText({at.x, at.y + ui.px(2)}, colour(tokens::text), elided(name, name_width - ui.px(8)).c_str());
    const float own = ImGui::CalcTextSize(number.c_str()).x;
    list->AddText({at.x + whole - own, at.y + ui.px(2)}, colour(tokens::text), number.c_str());
    place.height = height * bar_part;
    place.bar = {at.x + name_width, at.y + (height - place.height) / 2};
    place.width = std::max(whole - name_width - number_width - ui.px(10), 1.0F);
    return place;
}

void chart_head(const std::string& title, const std::string& unit, const Ui& ui) {
    strong(ui, title);
    secondary(unit);
}

/// Of each district, its communes by the class they are in; the parts add up to those in the programme.
void draw_tier_stack(const DrawerLists& lists, Commands& commands, const Ui& ui) {
    const Lang& lang = ui.lang;
    const auto& tallies = lists.snapshot->tiers_of[static_cast<std::size_t>(Level::district)];
    chart_head(lang["charts.tiers"], lang["charts.tiers_unit"], ui);
    float key_x = 0;
    for (const auto& [tier, fill] : tier_colours) {
        const auto words = lang["tier." + std::string(tier_word(tier))];
        const float width = ui.px(34) + ImGui::CalcTextSize(words.c_str()).x + ui.px(10);
        if (key_x > 0 && key_x + width < ImGui::GetContentRegionAvail().x) {
            ImGui::SameLine(0, ui.px(10));
        } else {
            key_x = 0;
        }
        key_x += width;
        swatch(ui, {rgb(fill), rgb(fill), Pattern::none});
        ImGui::SameLine(0, ui.px(6));
        ImGui::TextUnformatted(words.c_str());
    }
    const float number_width = ImGui::CalcTextSize("000/000").x;
    for (const std::uint32_t id : lists.districts_by_share) {
        const TierTally& tally = tallies[id];
        const auto held = tally.held[static_cast<std::size_t>(Tier::ntm)];
        const auto number = lang.number(double(held)) + "/" + lang.number(double(tally.in_scope));
        const UnitRef unit{Level::district, id};
        const RowPlace row =
            begin_row(static_cast<int>(id), short_name(lists.snapshot->atlas->units, unit), number, number_width, ui);
        auto* list = ImGui::GetWindowDrawList();
        float x = row.bar.x;
        for (const auto& [tier, fill] : tier_colours) {
            const auto count = static_cast<float>(tally.exclusive[static_cast<std::size_t>(tier)]);
            const float width = row.width * count / static_cast<float>(std::max<std::size_t>(tally.in_scope, 1));
            list->AddRectFilled({x, row.bar.y}, {x + width, row.bar.y + row.height}, colour(fill));
            x += width;
        }
        list->AddRect(row.bar, {row.bar.x + row.width, row.bar.y + row.height}, colour(0x8A8F96));
        if (row.hovered) {
            note_row_hover(unit, ui);
        }
        if (row.pressed) {
            press_unit(unit, commands);
        }
    }
}

/// Criteria by how many communes fail them; not known is paler and apart, never failing.
void draw_failing(const DrawerLists& lists, Commands& commands, const Ui& ui) {
    const Lang& lang = ui.lang;
    if (lists.gaps.set == nullptr || lists.gaps.judged == 0) {
        chart_head(lang["charts.failing"], lang["ui.summary.criteria_unknown"], ui);
        return;
    }
    chart_head(lang["charts.failing"],
               lang.fill("charts.failing_unit", {{"judged", lang.number(double(lists.gaps.judged))}}), ui);
    const float number_width = ImGui::CalcTextSize("0.000").x;
    std::size_t most = 1;
    for (const CriterionGaps& gaps : lists.gaps.by_criterion) {
        most = std::max(most, gaps.units_not_met.size());
    }
    for (const CriterionGaps& gaps : lists.gaps.by_criterion) {
        const Criterion& criterion = lists.gaps.set->criteria[gaps.criterion];
        const auto name = criterion.no + ". " + name_in(lang, criterion.name_vi, criterion.name_en);
        const RowPlace row = begin_row(static_cast<int>(gaps.criterion), name,
                                       lang.number(double(gaps.units_not_met.size())), number_width, ui);
        const float width = row.width * static_cast<float>(gaps.units_not_met.size()) / static_cast<float>(most);
        ImGui::GetWindowDrawList()->AddRectFilled(row.bar, {row.bar.x + width, row.bar.y + row.height},
                                                  colour(0xF0A93B));
        if (row.hovered) {
            ImGui::SetTooltip("%s", name.c_str());
        }
        if (row.pressed) {
            commands.push(SetTheme{{Theme::criterion, criterion.no}});
        }
    }
}

/// What the year brought, filled, inside what was asked, ringed; each measure on a scale of its own.
void draw_targets(const AppState& state, Commands& commands, const Ui& ui) {
    const Lang& lang = ui.lang;
    const Summary& summary = state.insight->summary;
    chart_head(lang.fill("charts.targets", {{"year", std::to_string(summary.target_year)}}),
               lang[summary.targets.empty() ? "charts.no_targets" : "charts.targets_unit"], ui);
    const float number_width = ImGui::CalcTextSize("0000/0000").x;
    int id = 0;
    for (const MeasureProgress& progress : summary.targets) {
        if (!progress.target || *progress.target <= 0) {
            continue;
        }
        const double achieved = progress.achieved.value_or(0);
        const auto number = (progress.achieved ? number_words(lang, achieved) : std::string("–")) + "/" +
                            number_words(lang, *progress.target);
        const RowPlace row = begin_row(id++, measure_words(lang, progress.measure), number, number_width, ui);
        const auto share = static_cast<float>(std::min(achieved / *progress.target, 1.0));
        auto* list = ImGui::GetWindowDrawList();
        const ImVec2 end{row.bar.x + row.width, row.bar.y + row.height};
        list->AddRectFilled(row.bar, {row.bar.x + row.width * share, end.y}, colour(share >= 1 ? 0x2F8FA3 : 0x8CC7A1));
        list->AddRect(row.bar, end, colour(0x8A8F96));
        if (row.pressed) {
            commands.push(SetTheme{{Theme::target, progress.measure}});
        }
    }
}

} // namespace

void draw_charts_tab(const AppState& state, const DrawerLists& lists, Commands& commands, const Ui& ui) {
    const bool districts = !lists.districts_by_share.empty() && lists.snapshot->atlas->recognitions.present;
    const int charts = districts ? 4 : 3;
    const float height = std::max(ImGui::GetContentRegionAvail().y, 1.0F);
    ImGui::PushStyleColor(ImGuiCol_ChildBg, colour(tokens::panel));
    ImGui::BeginChild("charts", {0, height});
    const float whole = ImGui::GetContentRegionAvail().x;
    const int side_by_side = std::clamp(static_cast<int>(whole / ui.px(least_chart_px)), 1, charts);
    const float gap = ui.px(18);
    const float width = (whole - gap * static_cast<float>(side_by_side - 1)) / static_cast<float>(side_by_side);
    int drawn = 0;
    const auto chart = [&](const char* id, const auto& draw) {
        if (drawn > 0 && drawn % side_by_side != 0) {
            ImGui::SameLine(0, gap);
        }
        ++drawn;
        ImGui::BeginChild(id, {width, height});
        draw();
        ImGui::EndChild();
    };
    chart("progress", [&] { draw_progress_chart(state, lists, commands, ui); });
    if (districts) {
        chart("tiers", [&] { draw_tier_stack(lists, commands, ui); });
    }
    chart("failing", [&] { draw_failing(lists, commands, ui); });
    chart("targets", [&] { draw_targets(state, commands, ui); });
    ImGui::EndChild();
    ImGui::PopStyleColor();
}

} // namespace ntm::viewer
