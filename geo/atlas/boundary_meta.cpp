#include "geo/atlas/boundary_meta.hpp"

#include "geo/base/bytes.hpp"
#include "geo/base/paths.hpp"

#include <algorithm>
#include <array>

namespace ntm {
namespace {

void put(ByteWriter& out, const Issues& issues) {
    out.put<std::uint64_t>(issues.size());
    for (const Issue& issue : issues) {
        out.put(issue.severity);
        out.put(issue.where.row);
        for (const std::string* text : {&issue.code, &issue.detail, &issue.where.file, &issue.where.layer,
                                        &issue.where.field, &issue.where.value}) {
            out.text(*text);
        }
    }
}

Issues take_issues(ByteReader& in) {
    Issues issues(in.count(48));
    for (Issue& issue : issues) {
        issue.severity = std::min(in.take<Severity>(), Severity::error);
        issue.where.row = in.take<std::int64_t>();
        for (std::string* text : {&issue.code, &issue.detail, &issue.where.file, &issue.where.layer, &issue.where.field,
                                  &issue.where.value}) {
            *text = in.text();
        }
    }
    return issues;
}

template <class Columns>
auto texts_of(Columns& columns) {
    return std::array{&columns.code,        &columns.name,     &columns.type,         &columns.parent,
                      &columns.parent_name, &columns.province, &columns.province_name};
}

Level level_of(std::uint8_t number) {
    return static_cast<Level>(std::min<std::uint8_t>(number, 2));
}

void put(ByteWriter& out, const Workspace& guessed) {
    for (const std::string& text : {guessed.name, guessed.title, path_text(guessed.folder)}) {
        out.text(text);
    }
    out.put<std::uint64_t>(guessed.boundaries.size());
    for (const Workspace::Boundary& boundary : guessed.boundaries) {
        out.put(static_cast<std::uint8_t>(boundary.level.value_or(Level::commune)));
        out.text(path_text(boundary.source));
        out.text(boundary.layer);
    }
}

Workspace take_workspace(ByteReader& in) {
    Workspace guessed;
    guessed.name = in.text();
    guessed.title = in.text();
    guessed.folder = text_path(in.text());
    guessed.boundaries.resize(in.count(17));
    for (Workspace::Boundary& boundary : guessed.boundaries) {
        boundary.level = level_of(in.take<std::uint8_t>());
        boundary.source = text_path(in.text());
        boundary.layer = in.text();
    }
    return guessed;
}

void put(ByteWriter& out, const BoundaryInput& input) {
    out.put(static_cast<std::uint8_t>(input.level));
    for (const std::string* text : texts_of(input.columns)) {
        out.text(*text);
    }
    const Table& table = input.table;
    out.text(table.file);
    out.text(table.layer);
    out.put<std::uint64_t>(table.rows());
    for (const std::int64_t row : table.row_number) {
        out.put(row);
    }
    out.put<std::uint64_t>(table.names.size());
    for (std::size_t column = 0; column < table.names.size(); ++column) {
        out.text(table.names[column]);
        for (std::size_t row = 0; row < table.rows(); ++row) {
            out.text(table.columns[column][row]);
        }
    }
}

BoundaryInput take_input(ByteReader& in) {
    BoundaryInput input;
    input.level = level_of(in.take<std::uint8_t>());
    for (std::string* text : texts_of(input.columns)) {
        *text = in.text();
    }
    Table& table = input.table;
    table.file = in.text();
    table.layer = in.text();
    table.row_number.resize(in.count(8));
    for (std::int64_t& row : table.row_number) {
        row = in.take<std::int64_t>();
    }
    table.names.resize(in.count(8));
    table.columns.resize(table.names.size());
    for (std::size_t column = 0; column < table.names.size() && in.good(); ++column) {
        table.names[column] = in.text();
        for (std::size_t row = 0; row < table.rows(); ++row) {
            table.columns[column].append(in.text());
        }
    }
    return input;
}

void put(ByteWriter& out, const std::vector<TextFinding>& texts) {
    out.put<std::uint64_t>(texts.size());
    for (const TextFinding& text : texts) {
        for (const std::string* each : {&text.field, &text.encoding, &text.before, &text.after}) {
            out.text(*each);
        }
        out.put(text.confidence);
        out.put<std::uint64_t>(text.words);
        out.put<std::uint64_t>(text.cells);
        out.put(text.loses_capitals);
    }
}

std::vector<TextFinding> take_texts(ByteReader& in) {
    std::vector<TextFinding> texts(in.count(57));
    for (TextFinding& text : texts) {
        for (std::string* each : {&text.field, &text.encoding, &text.before, &text.after}) {
            *each = in.text();
        }
        text.confidence = in.take<double>();
        text.words = in.take<std::uint64_t>();
        text.cells = in.take<std::uint64_t>();
        text.loses_capitals = in.take<std::uint8_t>() != 0;
    }
    return texts;
}

void put(ByteWriter& out, const CrsChoice& choice) {
    out.text(choice.crs.definition);
    out.text(choice.operation);
    out.put(choice.swapped);
    out.put(choice.clear);
    out.put(choice.stated_usable);
    out.put(choice.grounds);
    out.put<std::uint64_t>(choice.places);
    out.put(choice.accuracy_m);
    out.put<std::uint64_t>(choice.candidates.size());
    for (const CrsCandidate& candidate : choice.candidates) {
        out.text(candidate.crs.definition);
        out.text(candidate.name);
        out.put(candidate.apart_m);
        out.put(candidate.off_m);
    }
}

CrsChoice take_choice(ByteReader& in) {
    CrsChoice choice;
    choice.crs.definition = in.text();
    choice.operation = in.text();
    choice.swapped = in.take<std::uint8_t>() != 0;
    choice.clear = in.take<std::uint8_t>() != 0;
    choice.stated_usable = in.take<std::uint8_t>() != 0;
    choice.grounds = std::min(in.take<CrsGrounds>(), CrsGrounds::nothing);
    choice.places = in.take<std::uint64_t>();
    choice.accuracy_m = in.take<double>();
    choice.candidates.resize(in.count(32));
    for (CrsCandidate& candidate : choice.candidates) {
        candidate.crs.definition = in.text();
        candidate.name = in.text();
        candidate.apart_m = in.take<double>();
        candidate.off_m = in.take<double>();
    }
    return choice;
}

void put(ByteWriter& out, const LayerPlace& place) {
    for (const std::string* text : {&place.file, &place.layer, &place.stated.definition}) {
        out.text(*text);
    }
    out.put(static_cast<std::uint8_t>(place.level));
    out.put(place.asked);
    put(out, place.choice);
    put(out, place.texts);
}

LayerPlace take_place(ByteReader& in) {
    LayerPlace place;
    for (std::string* text : {&place.file, &place.layer, &place.stated.definition}) {
        *text = in.text();
    }
    place.level = level_of(in.take<std::uint8_t>());
    place.asked = in.take<std::uint8_t>() != 0;
    place.choice = take_choice(in);
    place.texts = take_texts(in);
    return place;
}

} // namespace

std::string boundary_meta(const Boundaries& boundaries) {
    ByteWriter out;
    put(out, boundaries.guessed);
    put(out, boundaries.reading);
    put(out, boundaries.placing);
    out.text(boundaries.source_crs.definition);
    out.text(boundaries.display_crs.definition);
    const Coverage& coverage = boundaries.coverage;
    out.put(coverage.grid.origin.x);
    out.put(coverage.grid.origin.y);
    out.put(coverage.grid.step_m);
    for (const std::int32_t side : {coverage.all.min_x, coverage.all.min_y, coverage.all.max_x, coverage.all.max_y}) {
        out.put(side);
    }
    out.put(coverage.source_points);
    out.put<std::uint64_t>(coverage.levels.size());
    for (const Coverage::Level& level : coverage.levels) {
        out.put(level.tolerance_m);
    }
    out.put<std::uint64_t>(boundaries.places.size());
    for (const LayerPlace& place : boundaries.places) {
        put(out, place);
    }
    out.put<std::uint64_t>(boundaries.inputs.size());
    for (const BoundaryInput& input : boundaries.inputs) {
        put(out, input);
    }
    return out.bytes();
}

bool take_boundary_meta(std::string_view bytes, Boundaries& boundaries) {
    ByteReader in(bytes);
    boundaries.guessed = take_workspace(in);
    boundaries.reading = take_issues(in);
    boundaries.placing = take_issues(in);
    boundaries.source_crs.definition = in.text();
    boundaries.display_crs.definition = in.text();
    Coverage& coverage = boundaries.coverage;
    coverage.grid.origin.x = in.take<double>();
    coverage.grid.origin.y = in.take<double>();
    coverage.grid.step_m = in.take<double>();
    for (std::int32_t* side : {&coverage.all.min_x, &coverage.all.min_y, &coverage.all.max_x, &coverage.all.max_y}) {
        *side = in.take<std::int32_t>();
    }
    coverage.source_points = in.take<std::uint64_t>();
    coverage.levels.resize(in.count(8));
    for (Coverage::Level& level : coverage.levels) {
        level.tolerance_m = in.take<double>();
    }
    boundaries.places.resize(in.count(64));
    for (LayerPlace& place : boundaries.places) {
        place = take_place(in);
    }
    boundaries.inputs.resize(in.count(8));
    for (BoundaryInput& input : boundaries.inputs) {
        input = take_input(in);
    }
    return in.good() && in.at_end();
}

} // namespace ntm
