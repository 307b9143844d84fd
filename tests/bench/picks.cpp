#include "tests/bench/answers.hpp"
#include "tests/bench/cases.hpp"
#include "tests/bench/measure.hpp"
#include "tests/bench/picture.hpp"

#include <fmt/format.h>

namespace ntm::bench {

void measure_picks(const Scene& scene, const Rivals& rivals, Report& report) {
    constexpr std::size_t picks = 10'000;
    Scene asked = scene;
    asked.views.resize(1);
    SceneView& view = asked.views.front();
    Picture picture;
    picture.find_ids(scene.atlas->coverage, view.view);
    view.samples = choose_samples(picture.ids, picks);
    std::size_t met = 0;
    Row row;
    row.what = fmt::format("{} picks", picks);
    row.data = scene.layer.label;
    row.ours_ms = median_ms([&] {
        for (const Sample& sample : view.samples) {
            met += picture.ids.at(sample.x, sample.y) != 0 ? 1U : 0U;
        }
    });
    row.floor_ms = floor_ms(picks * sizeof(std::uint32_t), 0);
    row.note = fmt::format("one array read each, on the picture that is shown; {} meet a unit", met / (runs + 1));
    if (rivals.qgis) {
        const Json answer = rivals.qgis->pick(asked);
        if (!answer.is_null()) {
            row.rival = rivals.qgis->name() + " identify";
            row.rival_ms = answer.at("ms").get<double>();
            const Agreement agreement = compare_ids(view, picture.ids, answer.at("held_by"));
            row.agree = agreement.all();
            row.note +=
                fmt::format("; same unit {}, others at a border: {}; QGIS: outlines in memory, index, one by one",
                            agreement.words(), agreement.asked - agreement.same - agreement.wrong);
        }
    }
    report.add(std::move(row));
}

} // namespace ntm::bench
