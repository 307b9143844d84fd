#pragma once

#include "geo/base/lang.hpp"
#include "viewer/panels/layout.hpp"
#include "viewer/state/commands.hpp"
#include "viewer/state/issue_place.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

struct ImFont;

namespace ntm::viewer {

struct Fonts {
    ImFont* text = nullptr;    ///< 20 px at scale 1
    ImFont* strong = nullptr;  ///< the same, semi-bold
    ImFont* heading = nullptr; ///< 23 px, semi-bold
};

/// What the input boxes hold while somebody types; becomes a command when it is meant.
struct Scratch {
    std::array<char, 128> search{};
    std::uint32_t search_focus_seen = 0;
    std::array<char, 32> date{};
    Date date_shown;
    Language date_language = Language::vi;
    bool date_wrong = false;
    bool pressing_map = false;         ///< the button went down on the map
    bool dragging_map = false;         ///< and the mouse has moved since
    std::array<float, 2> dragged_px{}; ///< of which the map knows
    std::array<char, 64> filter{};
    std::array<char, 64> set_name{};
    std::array<char, 32> since{};
    Date since_shown;
    Language since_language = Language::vi;
    UnitRef row_hovered;           ///< in a list, in this frame
    bool boxing = false;           ///< a box is drawn on the map
    std::array<float, 4> box_px{}; ///< its corners in pixels of the map
    std::vector<Point> lasso_px;   ///< drawn so far, in pixels of the map
    std::array<char, 128> go_text{};
    std::string go_crs; ///< empty: the system of the map
    bool go_shown = false;
    std::array<char, 1024> export_file{};
    std::uint32_t export_seen = 0;
    std::shared_ptr<const Document> issue_places_of;
    std::vector<IssuePlace> issue_places; ///< of each notice
    std::array<char, 64> palette{};
    std::size_t palette_choice = 0;
    Popup popup_seen = Popup::none;        ///< of the last frame: a box that just opened takes the keyboard
    WindowRect pressed_map;                ///< of two maps, the one on which the button went down
    std::array<char, 512> open_text{};     ///< the path of a workspace to be opened
    std::vector<WindowRect> map_furniture; ///< where buttons and boxes stood on the map in the last frame
};

/// A line of the diagnostics page: a name of the language files and what was found.
struct Finding {
    std::string key;
    std::string value;
};

/// What every panel gets beside the state.
struct Ui {
    const Lang& lang;
    const Fonts& fonts;
    float scale = 1;
    Layout layout;
    Scratch& scratch;
    const std::vector<Finding>* findings = nullptr; ///< while the diagnostics page is open
    unsigned scan_texture = 0;                      ///< of the pane where control points are picked; 0: none yet

    [[nodiscard]] float px(float at_scale_1) const { return at_scale_1 * scale; }
};

/// Colours of the window, as 0xRRGGBB; set by set_look() between frames, the same everywhere in one of them.
namespace tokens {
inline std::uint32_t panel = 0xFAFAF8;
inline std::uint32_t text = 0x1F2328;
inline std::uint32_t secondary = 0x5B626B;
inline std::uint32_t accent = 0x0B6E75;
inline std::uint32_t on_accent = 0xFFFFFF;
inline std::uint32_t accent_pale = 0xDCECEC;
inline std::uint32_t line = 0xDADDE0;
inline std::uint32_t field = 0xFFFFFF;
inline std::uint32_t error = 0x9E1B32;
inline std::uint32_t warning = 0x8A5A00;
} // namespace tokens

/// Ink on the map, the same under every theme of the window: the map keeps its own paper.
namespace map_ink {
inline constexpr std::uint32_t text = 0x1F2328;
inline constexpr std::uint32_t secondary = 0x5B626B;
inline constexpr std::uint32_t illustrative = 0xFFF1CC;
inline constexpr std::uint32_t mark = 0xC2410C; ///< what somebody put there: measures, pins
} // namespace map_ink

} // namespace ntm::viewer
