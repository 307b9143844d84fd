#pragma once

#include "geo/base/date.hpp"
#include "geo/base/lang.hpp"
#include "geo/picture/theme.hpp"
#include "geo/planning/plans.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace ntm {

enum ExitCode : int { exit_fine = 0, exit_data_errors = 1, exit_usage = 2, exit_input = 3, exit_own_fault = 4 };

/// Who colours the map in the window: by itself the CPU where OpenGL is a program too, else shaders.
enum class Renderer : std::uint8_t { automatic, cpu, gpu };

/// What `view` was asked for; the program hands it to the window.
struct ViewRequest {
    std::string workspace;
    std::optional<Date> as_of;
    std::optional<PlanPeriod> plan_period;
    ThemeChoice theme;
    std::optional<Level> level;
    Language language = Language::vi;
    std::string crs, encoding; ///< of the boundaries, in place of what the workspace says
    std::string screenshot;
    std::string script;
    int width_px = 1280;
    int height_px = 800;
    Renderer renderer = Renderer::automatic;
};

/// The whole command line: results on stdout, everything else on stderr, exit codes of ExitCode. Nothing is thrown.
[[nodiscard]] int run_command_line(int argc, const char* const* argv,
                                   const std::function<int(const ViewRequest&)>& view);

inline constexpr const char* default_workspace = "sample:thanh-hoa-2022";

} // namespace ntm
