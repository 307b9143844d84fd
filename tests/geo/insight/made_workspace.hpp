#pragma once

#include "geo/base/paths.hpp"
#include "geo/insight/snapshot.hpp"
#include "tests/catch.hpp"
#include "tests/temporary_folder.hpp"

#include <memory>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

// A whole workspace as a test writes it down: squares for communes, tables with cells parted by |.
class MadeWorkspace {
public:
    struct Commune {
        std::string code, name, type, district_code, district_name;
    };
    struct Entry {
        std::string head; ///< lines of workspace.toml: `kind = "plan"` of [[tables]], or a set's own lines
        std::string lines;
        bool is_set = false;
    };

    MadeWorkspace(const std::string& head, const std::vector<Commune>& communes, const std::vector<Entry>& entries) {
        m_folder.file("units.geojson", squares(communes));
        std::string toml = head + "\n[[boundaries]]\nlevel = \"commune\"\nsource = \"units.geojson\"\n";
        for (std::size_t i = 0; i < entries.size(); ++i) {
            const std::string file = "table" + std::to_string(i) + ".csv";
            m_folder.file(file, quoted(entries[i].lines));
            toml += (entries[i].is_set ? "[[criteria_sets]]\n" : "[[tables]]\n") + entries[i].head + "\nsource = \"" +
                    file + "\"\n";
        }
        m_folder.file("workspace.toml", toml);
        const auto atlas = ntm::load_atlas(ntm::path_text(m_folder.path()));
        REQUIRE(atlas);
        m_atlas = *atlas;
    }

    [[nodiscard]] const ntm::Atlas& atlas() const { return *m_atlas; }
    [[nodiscard]] std::shared_ptr<const ntm::Snapshot> on(std::string_view date) const {
        return ntm::make_snapshot(m_atlas, *ntm::Date::parse(date), {2021, 2030});
    }
    [[nodiscard]] ntm::UnitRef unit(std::string_view code) const {
        const auto match = ntm::UnitMatcher(m_atlas->units).by_code(code);
        REQUIRE(match.outcome == ntm::UnitMatcher::Outcome::sure);
        return match.unit;
    }
    /// "01001 01002": codes in their order.
    [[nodiscard]] std::string codes(const std::vector<ntm::UnitRef>& units) const {
        std::string text;
        for (const ntm::UnitRef each : units) {
            text += (text.empty() ? "" : " ") + m_atlas->units.code(each);
        }
        return text;
    }

private:
    TemporaryFolder m_folder;
    std::shared_ptr<const ntm::Atlas> m_atlas;

    static std::string squares(const std::vector<Commune>& communes) {
        std::string text = R"({"type":"FeatureCollection","features":[)";
        for (std::size_t i = 0; i < communes.size(); ++i) {
            const Commune& one = communes[i];
            const double x = 105 + 0.05 * static_cast<double>(i % 4), y = 20 - 0.05 * static_cast<double>(i / 4);
            std::ostringstream ring;
            ring << "[[" << x << ',' << y << "],[" << x + 0.05 << ',' << y << "],[" << x + 0.05 << ',' << y + 0.05
                 << "],[" << x << ',' << y + 0.05 << "],[" << x << ',' << y << "]]";
            text += i == 0 ? "\n" : ",\n";
            text += R"({"type":"Feature","properties":{"ma_xa":")" + one.code + R"(","ten_xa":")" + one.name +
                    R"(","loai_xa":")" + one.type + '"';
            if (!one.district_code.empty()) {
                text += R"(,"ma_huyen":")" + one.district_code + R"(","ten_huyen":")" + one.district_name + '"';
            }
            text += R"(,"ma_tinh":"90","ten_tinh":"Tỉnh Mẫu"},"geometry":{"type":"Polygon","coordinates":[)" +
                    ring.str() + "]}}";
        }
        return text + "]}";
    }

    static std::string quoted(const std::string& lines) {
        std::string text = "\"";
        for (const char letter : lines) {
            text += letter == '|' ? "\",\"" : letter == '\n' ? "\"\n\"" : std::string(1, letter);
        }
        return text + "\"\n";
    }
};
