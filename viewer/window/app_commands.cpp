#include "viewer/window/app.hpp"

#include "geo/base/paths.hpp"
#include "geo/earth/written_place.hpp"
#include "geo/picture/image.hpp"
#include "geo/picture/sheet.hpp"
#include "viewer/state/session.hpp"
#include "viewer/state/state_json.hpp"
#include "viewer/state/table.hpp"

#include <imgui.h>

#include <utility>

// What commands ask for outside the state: files, the clipboard, tasks.
namespace ntm::viewer {

/// A session that cannot be written is told of once; the work in hand does not depend on it.
void App::save_session() {
    m_session_due = false;
    m_session_looked_at = std::chrono::steady_clock::now();
    auto text = session_text(m_state);
    if (m_session.empty() || !m_state.document || text == m_session_written) {
        return;
    }
    std::error_code error;
    std::filesystem::create_directories(m_session.parent_path(), error);
    auto issues = write_file_atomically(m_session, text);
    if (!issues.empty()) {
        append_issues(m_issues, std::move(issues));
        m_session.clear();
    }
    m_session_written = std::move(text);
}

/// For scripts: what the file keeps comes back, and it is kept up to date from now on.
void App::use_session(const std::filesystem::path& file) {
    keep_session(file);
    const auto text = read_file(file);
    if (text && begin_session(m_state, *text)) {
        m_commands.push(OpenWorkspace{m_state.workspace_argument});
    }
}

void App::carry_out_commands() {
    // Commands that are queued while these are carried out belong to the next turn.
    for (const auto& command : m_commands.take()) {
        apply(m_state, command);
        carry_out(command);
    }
}

void App::carry_out(const Command& command) {
    if (const auto* open = std::get_if<OpenWorkspace>(&command)) {
        m_load_began = std::chrono::steady_clock::now();
        m_derivations->load(m_state, *open);
    } else if (const auto* loaded = std::get_if<DocumentLoaded>(&command)) {
        auto& issues = m_state.issues;
        issues.insert(issues.end(), m_screen_issues.begin(), m_screen_issues.end());
        m_load_ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - m_load_began).count();
        if (loaded->document) {
            m_watch->watch(files_of(loaded->document->atlas->workspace));
        }
        if (loaded->document && m_surface) {
            const auto& workspace = loaded->document->atlas->workspace;
            m_surface->set_title((workspace.title.empty() ? workspace.name : workspace.title) + " – NTM Atlas");
        }
    } else if (const auto* cancel = std::get_if<CancelTask>(&command)) {
        m_tasks->cancel(cancel->id);
    } else if (const auto* screenshot = std::get_if<TakeScreenshot>(&command)) {
        m_screenshots.push_back(screenshot->file);
    } else if (const auto* write = std::get_if<WriteState>(&command)) {
        append_issues(m_issues, write_file_atomically(write->file, state_json(m_state)));
    } else if (const auto* times = std::get_if<WriteFrameTimes>(&command)) {
        std::string lines;
        for (const double ms : std::exchange(m_frame_ms, {})) {
            lines += std::to_string(ms) + "\n";
        }
        append_issues(m_issues, write_file_atomically(times->file, lines));
    } else if (const auto* go = std::get_if<GoToText>(&command)) {
        find_place(*go);
    } else if (std::holds_alternative<CopyTable>(command)) {
        copy_table();
    } else if (const auto* target = std::get_if<ExportTo>(&command)) {
        export_to(*target);
    } else if (const auto* desk = std::get_if<DeskCommand>(&command)) {
        carry_out_desk(*desk);
    } else if (const auto* scans = std::get_if<ScanCommand>(&command)) {
        carry_out_scans(*scans);
    } else if (std::holds_alternative<Quit>(command)) {
        m_quit = true;
    }
}

/// Metres of another system than the map's need an operation of their own, which PROJ takes its time to find.
void App::find_place(const GoToText& asked) {
    const auto written = parse_written_place(asked.text);
    if (!written || written->geographic || asked.crs.empty()) {
        return; // apply() went there
    }
    m_tasks->submit(Lane::insight, "place", "ui.task.place",
                    [text = asked.text, crs = Crs{asked.crs}, at = written->at](Progress&) -> Command {
                        const auto to_lon_lat = Transformation::create(crs, lon_lat_crs);
                        if (!to_lon_lat) {
                            return PlaceNotRead{text};
                        }
                        return GoToPlace{to_lon_lat->forward(at), text};
                    });
}

/// The sheet is drawn beside the window: a large one takes its time.
void App::export_to(const ExportTo& target) {
    std::error_code error;
    if (!target.replace && std::filesystem::exists(target.file, error)) {
        m_commands.push(ExportExists{target.file});
        return;
    }
    if (!m_state.insight) {
        return;
    }
    if (m_state.insight->snapshot->atlas->coarse) {
        m_export_held = target; // nothing leaves the house with coarse outlines
        return;
    }
    if (target.kind != ExportKind::map_png) {
        export_table(target);
        return;
    }
    SheetOptions options;
    options.theme = m_state.theme_under_set();
    options.level = m_state.level;
    options.plans = m_state.plan_looks();
    options.scans = m_state.scan_looks();
    options.width_px = 2 * options.width_px;
    options.height_px = 2 * options.height_px;
    options.dpi = 2 * options.dpi;
    m_tasks->submit(Lane::insight, "export", "ui.task.export",
                    [snapshot = m_state.insight->snapshot, options, file = target.file,
                     lang = m_langs[static_cast<std::size_t>(m_state.language)]](Progress&) {
                        return Exported{file, write_png(draw_sheet(*snapshot, options, lang), file, options.dpi)};
                    });
}

void App::export_table(const ExportTo& target) {
    const TableRows* rows = m_state.current_table();
    if (rows == nullptr) {
        return;
    }
    m_tasks->submit(Lane::insight, "export", "ui.task.export",
                    [made = m_state.table_rows, kind = target.kind, file = target.file,
                     lang = m_langs[static_cast<std::size_t>(m_state.language)]](Progress&) {
                        const TableExtract extract{*made->table, shown_columns(*made->table, made->choice), made->rows};
                        return Exported{file, kind == ExportKind::table_csv
                                                  ? write_file_atomically(file, table_as_csv(extract, lang))
                                                  : write_table_xlsx(extract, lang, file)};
                    });
}

void App::copy_table() {
    if (const TableRows* made = m_state.current_table()) {
        const Lang& lang = m_langs[static_cast<std::size_t>(m_state.language)];
        const TableExtract extract{*made->table, shown_columns(*made->table, made->choice), made->rows};
        ImGui::SetClipboardText(table_as_tabs(extract, lang).c_str());
        m_state.message = {"ui.export.copied", lang.number(double(made->rows.size())), {}};
    }
}

} // namespace ntm::viewer
