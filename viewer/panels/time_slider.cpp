#include "viewer/panels/panels.hpp"
#include "viewer/panels/widgets.hpp"

#include <algorithm>
#include <cmath>

namespace ntm::viewer {

namespace {

constexpr std::size_t most_ticks = 400;
constexpr std::size_t most_named = 7;

/// Where days lie on the slider that was drawn last.
struct DayScale {
    ImVec2 from, to;
    int first = 0, last = 1;
    float margin = 0;

    [[nodiscard]] float x_of(int day) const {
        return from.x + margin + (to.x - from.x - 2 * margin) * float(day - first) / float(last - first);
    }
    [[nodiscard]] bool shows(int day) const { return day >= first && day <= last; }
};

/// One line below the slider for each day with a fact, thinned where there are very many.
void draw_ticks(const std::vector<Date>& days, const DayScale& scale, const Ui& ui) {
    const std::size_t step = days.size() / most_ticks + 1;
    for (std::size_t i = 0; i < days.size(); i += step) {
        const int day = days[i].days_since_1970();
        if (scale.shows(day)) {
            const float x = scale.x_of(day);
            ImGui::GetWindowDrawList()->AddRectFilled({x, scale.to.y - ui.px(5)}, {x + 1, scale.to.y},
                                                      colour(tokens::secondary, 0.35));
        }
    }
}

bool is_break(const DayEvent& event) {
    return event.kind == DayEvent::Kind::reform || event.kind == DayEvent::Kind::criteria_set;
}

/// How high a mark stands for what happened: the most units of a day reach the top. One mark a pixel: decisions of many
/// years lie closer than that.
void draw_marks(const std::vector<DayEvent>& events, const DayScale& scale, const Ui& ui) {
    std::vector<std::size_t> units(static_cast<std::size_t>(std::max(scale.to.x - scale.from.x, 1.0F)) + 1);
    std::size_t most = 1;
    auto* list = ImGui::GetWindowDrawList();
    for (const DayEvent& event : events) {
        const int day = event.day.days_since_1970();
        if (!scale.shows(day)) {
            continue;
        }
        const float x = std::round(scale.x_of(day));
        if (is_break(event)) {
            list->AddRectFilled({x - 1, scale.from.y}, {x + 1, scale.to.y}, colour(tokens::error, 0.75));
        } else if (event.kind == DayEvent::Kind::recognised) {
            auto& here = units[std::min(static_cast<std::size_t>(x - scale.from.x), units.size() - 1)];
            here += event.units;
            most = std::max(most, here);
        }
    }
    const float room = (scale.to.y - scale.from.y) * 0.7F;
    for (std::size_t i = 0; i < units.size(); ++i) {
        if (units[i] > 0) {
            const float x = scale.from.x + float(i);
            const float height = std::max(room * std::sqrt(float(units[i]) / float(most)), ui.px(5));
            list->AddRectFilled({x, scale.to.y - height}, {x + ui.px(1.5F), scale.to.y}, colour(tokens::accent, 0.55));
        }
    }
}

std::string event_words(const DayEvent& event, const Lang& lang) {
    const std::string key = "event." + std::string(day_event_word(event.kind));
    const auto tier = lang[(event.level == Level::commune ? "tier." : "title.") + std::string(tier_word(event.tier))];
    auto text = lang.fill(key, {{"count", lang.number(double(event.units))},
                                {"level", lang["event.level." + std::string(level_word(event.level))]},
                                {"tier", tier},
                                {"text", event.text}});
    if (!event.text.empty() && !is_break(event)) {
        text += " (" + event.text + ")";
    }
    return lang.date(event.day) + ": " + text;
}

/// What happened near the mouse, by name.
void name_events(const std::vector<DayEvent>& events, const DayScale& scale, const Ui& ui) {
    const float mouse = ImGui::GetMousePos().x;
    std::vector<const DayEvent*> near;
    for (const DayEvent& event : events) {
        const int day = event.day.days_since_1970();
        if (scale.shows(day) && std::fabs(scale.x_of(day) - mouse) <= ui.px(5)) {
            near.push_back(&event);
        }
    }
    if (near.empty()) {
        return;
    }
    std::stable_sort(near.begin(), near.end(), [](const DayEvent* a, const DayEvent* b) {
        return std::pair(!is_break(*a), -double(a->units)) < std::pair(!is_break(*b), -double(b->units));
    });
    ImGui::BeginTooltip();
    for (std::size_t i = 0; i < std::min(near.size(), most_named); ++i) {
        ImGui::TextUnformatted(event_words(*near[i], ui.lang).c_str());
    }
    if (near.size() > most_named) {
        secondary(ui.lang.fill("event.more", {{"count", ui.lang.number(double(near.size() - most_named))}}));
    }
    ImGui::EndTooltip();
}

/// A triangle, or two bars while it runs.
void draw_play_button(const AppState& state, Commands& commands, const Ui& ui) {
    const float side = ImGui::GetFrameHeight();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    if (ImGui::Button("##play", {side, side})) {
        commands.push(Play{!state.playing});
    }
    auto* list = ImGui::GetWindowDrawList();
    const ImVec2 middle{at.x + side / 2, at.y + side / 2};
    const float r = side * 0.22F;
    if (state.playing) {
        list->AddRectFilled({middle.x - r, middle.y - r}, {middle.x - r * 0.3F, middle.y + r}, colour(tokens::accent));
        list->AddRectFilled({middle.x + r * 0.3F, middle.y - r}, {middle.x + r, middle.y + r}, colour(tokens::accent));
    } else {
        list->AddTriangleFilled({middle.x - r * 0.8F, middle.y - r}, {middle.x - r * 0.8F, middle.y + r},
                                {middle.x + r, middle.y}, colour(tokens::accent));
    }
    if (ImGui::IsItemHovered()) {
        ImGui::SetTooltip("%s", ui.lang[state.playing ? "ui.date.pause" : "ui.date.play"].c_str());
    }
    ImGui::SameLine(0, ui.px(4));
}

} // namespace

void draw_time_slider(const AppState& state, Commands& commands, const Ui& ui, float width) {
    const auto range = state.atlas() != nullptr ? state.atlas()->fact_range() : std::nullopt;
    if (!range) {
        return;
    }
    const int first = std::min(range->first, state.as_of).days_since_1970();
    const int last = std::max(range->second, state.as_of).days_since_1970();
    if (first >= last) {
        return;
    }
    draw_play_button(state, commands, ui);
    width -= ImGui::GetFrameHeight() + ui.px(4);
    if (width < ui.px(40)) {
        return;
    }
    int day = state.as_of.days_since_1970();
    ImGui::SetNextItemWidth(width);
    if (ImGui::SliderInt("##slider", &day, first, last, "", ImGuiSliderFlags_AlwaysClamp | ImGuiSliderFlags_NoInput)) {
        commands.push(SetDate{Date().plus_days(day)});
    }
    const DayScale scale{ImGui::GetItemRectMin(), ImGui::GetItemRectMax(), first, last, ui.px(7)};
    draw_ticks(state.document->fact_days, scale, ui);
    draw_marks(state.document->events, scale, ui);
    if (ImGui::IsItemHovered() && !ImGui::IsItemActive()) {
        name_events(state.document->events, scale, ui);
    }
    ImGui::SameLine();
}

} // namespace ntm::viewer
