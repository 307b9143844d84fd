#include "geo/insight/change.hpp"
#include "viewer/panels/drawer.hpp"
#include "viewer/panels/widgets.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace ntm::viewer {

namespace {

constexpr std::array line_tiers{std::pair{Tier::ntm, 0x4FA06AU}, std::pair{Tier::nang_cao, 0x2F8FA3U},
                                std::pair{Tier::kieu_mau, 0x5B6FC4U}};

struct Plot {
    ImVec2 from, to; ///< to.x: the last day, from.y: the largest figure
    int first = 0, last = 1;
    double most = 1;

    [[nodiscard]] float x(Date day) const {
        return from.x + (to.x - from.x) * float(day.days_since_1970() - first) / float(last - first);
    }
    [[nodiscard]] float y(double value) const { return to.y - (to.y - from.y) * float(value / most); }
};

/// 1, 2 or 5 times a power of ten: about four lines across.
double grid_step(double most) {
    const double rough = most / 4, power = std::pow(10, std::floor(std::log10(std::max(rough, 1.0))));
    const double times = rough / power;
    return power * (times > 5 ? 10 : times > 2 ? 5 : times > 1 ? 2 : 1);
}

void draw_grid(const Plot& plot, const Ui& ui) {
    auto* list = ImGui::GetWindowDrawList();
    const double step = grid_step(plot.most);
    for (double value = 0; value <= plot.most; value += step) {
        const float y = std::round(plot.y(value));
        list->AddLine({plot.from.x, y}, {plot.to.x, y}, colour(tokens::line));
        const auto text = ui.lang.number(value);
        const float width = ImGui::CalcTextSize(text.c_str()).x;
        list->AddText({plot.from.x - width - ui.px(6), y - ImGui::GetTextLineHeight() / 2}, colour(tokens::secondary),
                      text.c_str());
    }
    const int years = (plot.last - plot.first) / 365 + 1;
    const float room = ImGui::CalcTextSize("2020").x + ui.px(14);
    const int every = std::max(1, static_cast<int>(std::ceil(float(years) * room / (plot.to.x - plot.from.x))));
    for (int year = Date().plus_days(plot.first).year(); year <= Date().plus_days(plot.last).year(); ++year) {
        const auto day = Date::from_ymd(year, 1, 1);
        if (!day || day->days_since_1970() < plot.first || year % every != 0) {
            continue;
        }
        const float x = std::round(plot.x(*day));
        list->AddLine({x, plot.to.y}, {x, plot.to.y + ui.px(4)}, colour(tokens::secondary));
        const auto text = std::to_string(year);
        if (x + ImGui::CalcTextSize(text.c_str()).x / 2 < plot.to.x + ui.px(20)) {
            list->AddText({x - ImGui::CalcTextSize(text.c_str()).x / 2, plot.to.y + ui.px(5)},
                          colour(tokens::secondary), text.c_str());
        }
    }
}

/// Days that no line may cross as if nothing were: the reform of 2025 and other sets of criteria.
std::vector<Date> breaks_of(const DrawerLists& lists) {
    std::vector<Date> days = lists.set_days;
    if (const auto reform = Date::from_ymd(2025, 7, 1)) {
        days.push_back(*reform);
    }
    std::sort(days.begin(), days.end());
    return days;
}

/// Steps, for figures stay until the next decision; broken off before each break and begun anew behind it.
void draw_steps(const Plot& plot, const DrawerLists& lists, const std::vector<Date>& breaks, Tier tier, ImU32 ink,
                const Ui& ui) {
    auto* list = ImGui::GetWindowDrawList();
    const float gap = ui.px(4), thick = ui.px(2.2F);
    const auto& days = lists.tier_days;
    const auto held = [&](std::size_t i) { return double(days[i].held[static_cast<std::size_t>(tier)]); };
    for (std::size_t i = 0; i < days.size(); ++i) {
        float x = plot.x(days[i].day);
        const float y = plot.y(held(i));
        const Date next = i + 1 < days.size() ? days[i + 1].day : Date().plus_days(plot.last);
        const float end = plot.x(next);
        bool broken = false;
        for (const Date day : breaks) {
            if (day > days[i].day && day <= next) {
                list->AddLine({x, y}, {std::max(plot.x(day) - gap, x), y}, ink, thick);
                x = plot.x(day) + gap;
                broken = broken || day == next;
            }
        }
        if (x < end) {
            list->AddLine({x, y}, {end, y}, ink, thick);
        }
        if (i + 1 < days.size() && !broken) {
            list->AddLine({end, y}, {end, plot.y(held(i + 1))}, ink, thick);
        }
    }
}

bool in_plot(const Plot& plot, Date day) {
    return day.days_since_1970() > plot.first && day.days_since_1970() < plot.last;
}

bool is_reform(Date day) {
    return crosses_reform(day.plus_days(-1), day);
}

void dashes(ImVec2 from, ImVec2 to, const Ui& ui) {
    for (float y = from.y; y < to.y; y += ui.px(8)) {
        ImGui::GetWindowDrawList()->AddLine({from.x, y}, {from.x, std::min(y + ui.px(4), to.y)},
                                            colour(tokens::error, 0.8), ui.px(1.2F));
    }
}

/// The reform stands as a whole line, other sets of criteria dashed; the head says so.
void draw_breaks(const Plot& plot, const std::vector<Date>& breaks, const Ui& ui) {
    for (const Date day : breaks) {
        if (!in_plot(plot, day)) {
            continue;
        }
        const float x = std::round(plot.x(day));
        if (is_reform(day)) {
            ImGui::GetWindowDrawList()->AddLine({x, plot.from.y}, {x, plot.to.y}, colour(tokens::error), ui.px(1.2F));
        } else {
            dashes({x, plot.from.y}, {x, plot.to.y}, ui);
        }
    }
}

/// What the red lines are, where there are any.
void name_breaks(const Plot& plot, const std::vector<Date>& breaks, const Ui& ui) {
    for (const bool reform : {false, true}) {
        const bool there = std::any_of(breaks.begin(), breaks.end(),
                                       [&](Date day) { return in_plot(plot, day) && is_reform(day) == reform; });
        if (!there) {
            continue;
        }
        const auto& words = ui.lang[reform ? "charts.break_reform" : "charts.break_set"];
        ImGui::SameLine(0, ui.px(12));
        if (ImGui::GetContentRegionAvail().x < ImGui::CalcTextSize(words.c_str()).x + ui.px(12)) {
            ImGui::NewLine();
        }
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const ImVec2 foot{at.x + ui.px(3), at.y + ImGui::GetTextLineHeight()};
        if (reform) {
            ImGui::GetWindowDrawList()->AddLine({foot.x, at.y}, foot, colour(tokens::error), ui.px(1.2F));
        } else {
            dashes({foot.x, at.y}, foot, ui);
        }
        ImGui::Dummy({ui.px(6), 1});
        ImGui::SameLine(0, ui.px(4));
        ImGui::TextUnformatted(words.c_str());
    }
}

/// The figures of the day under the mouse; pressed, that day is looked at.
void read_day(const Plot& plot, const DrawerLists& lists, Commands& commands, const Ui& ui) {
    if (!ImGui::IsItemHovered()) {
        return;
    }
    const float share = (ImGui::GetMousePos().x - plot.from.x) / std::max(plot.to.x - plot.from.x, 1.0F);
    const Date day =
        Date().plus_days(plot.first + static_cast<int>(std::clamp(share, 0.0F, 1.0F) * float(plot.last - plot.first)));
    const auto& days = lists.tier_days;
    const auto after = std::find_if(days.begin(), days.end(), [&](const TierDay& each) { return each.day > day; });
    if (after == days.begin()) {
        return;
    }
    const TierDay& shown = *std::prev(after);
    const float x = std::round(plot.x(day));
    ImGui::GetWindowDrawList()->AddLine({x, plot.from.y}, {x, plot.to.y}, colour(tokens::accent));
    ImGui::BeginTooltip();
    ImGui::TextUnformatted(ui.lang.date(day).c_str());
    for (const auto& [tier, ink] : line_tiers) {
        const auto words = ui.lang["tier." + std::string(tier_word(tier))] + ": " +
                           ui.lang.number(double(shown.held[static_cast<std::size_t>(tier)])) + "/" +
                           ui.lang.number(double(shown.in_scope));
        ImGui::TextUnformatted(words.c_str());
    }
    ImGui::EndTooltip();
    if (ImGui::IsItemClicked()) {
        commands.push(SetDate{day});
    }
}

} // namespace

void draw_progress_chart(const AppState& state, const DrawerLists& lists, Commands& commands, const Ui& ui) {
    const Lang& lang = ui.lang;
    strong(ui, lang["charts.progress"]);
    if (lists.tier_days.size() < 2) {
        secondary(lang["charts.no_progress"]);
        return;
    }
    float x = 0;
    for (const auto& [tier, ink] : line_tiers) {
        const auto words = lang["tier." + std::string(tier_word(tier))];
        const float width = ui.px(24) + ImGui::CalcTextSize(words.c_str()).x;
        if (x > 0 && x + width < ImGui::GetContentRegionAvail().x) {
            ImGui::SameLine(0, ui.px(12));
        } else {
            x = 0;
        }
        x += width + ui.px(12);
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float middle = at.y + ImGui::GetTextLineHeight() / 2;
        ImGui::GetWindowDrawList()->AddLine({at.x, middle}, {at.x + ui.px(18), middle}, colour(ink), ui.px(2.5F));
        ImGui::Dummy({ui.px(18), 1});
        ImGui::SameLine(0, ui.px(5));
        ImGui::TextUnformatted(words.c_str());
    }
    Plot plot;
    plot.most = 1;
    for (const TierDay& day : lists.tier_days) {
        plot.most = std::max(plot.most, double(day.held[static_cast<std::size_t>(Tier::ntm)]));
    }
    plot.first = lists.tier_days.front().day.days_since_1970();
    plot.last = std::max({lists.tier_days.back().day, state.as_of}).days_since_1970() + 1;
    const auto breaks = breaks_of(lists);
    name_breaks(plot, breaks, ui);
    const float line = ImGui::GetTextLineHeight();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const ImVec2 room = ImGui::GetContentRegionAvail();
    plot.from = {at.x + ImGui::CalcTextSize(lang.number(plot.most).c_str()).x + ui.px(10), at.y + line / 2};
    plot.to = {at.x + room.x - ui.px(8), at.y + std::max(room.y, ui.px(120)) - line - ui.px(10)};
    draw_grid(plot, ui);
    for (const auto& [tier, ink] : line_tiers) {
        draw_steps(plot, lists, breaks, tier, colour(ink), ui);
    }
    draw_breaks(plot, breaks, ui);
    const float now = std::round(plot.x(state.as_of));
    ImGui::GetWindowDrawList()->AddTriangleFilled({now, plot.to.y}, {now - ui.px(5), plot.to.y + ui.px(7)},
                                                  {now + ui.px(5), plot.to.y + ui.px(7)}, colour(tokens::accent));
    ImGui::InvisibleButton("progress", {std::max(room.x, 1.0F), std::max(room.y, ui.px(120))});
    read_day(plot, lists, commands, ui);
}

} // namespace ntm::viewer
