#include "geo/programme/duties.hpp"

#include "geo/base/viet_text.hpp"
#include "geo/programme/capital_table.hpp"
#include "geo/programme/dossier_steps.hpp"
#include "geo/programme/total_words.hpp"
#include "geo/programme/written_numbers.hpp"

#include <algorithm>
#include <cmath>

namespace ntm {

namespace {

/// The text of a cell without which the row says nothing; empty and an Issue when it is not there.
std::string_view needed(TableReader& reader, std::size_t row, std::string_view column) {
    const std::string_view text = reader.text(row, column);
    if (text.empty()) {
        reader.report(Severity::error, "cell_absent", row, column);
    }
    return text;
}

/// A date, and whether the cell is fit to be counted: a day that does not exist spoils the row.
struct ReadDate {
    std::optional<Date> date;
    bool sound = true;
};

ReadDate read_date(TableReader& reader, std::size_t row, std::string_view column) {
    ReadDate result;
    result.date = reader.date(row, column);
    result.sound = result.date || reader.text(row, column).empty();
    return result;
}

bool in_order(TableReader& reader, std::size_t row, std::string_view later_column, const std::optional<Date>& earlier,
              const std::optional<Date>& later) {
    if (earlier && later && *later < *earlier) {
        reader.report(Severity::error, "date_order", row, later_column, earlier->iso());
        return false;
    }
    return true;
}

/// "ít nhất 5", "≥ 5": the number behind the words.
std::optional<std::string_view> behind_floor_words(std::string_view text) {
    for (const std::string_view words : {"ít nhất", "Ít nhất", "tối thiểu", "Tối thiểu", "≥", ">="}) {
        if (text.starts_with(words)) {
            return text.substr(words.size());
        }
    }
    return std::nullopt;
}

class TargetTable {
public:
    TargetTable(Duties& into, TableReader& reader)
        : m_into(into)
        , m_reader(reader)
        , m_numbers(reader, {"value"}) {}

    void read() {
        const auto columns = m_reader.has("measure") ? std::vector<MeasureColumn>() : measure_columns();
        if (columns.empty() && !m_reader.require({"year", "measure", "value"})) {
            return;
        }
        if (!m_reader.require({"year"})) {
            return;
        }
        for (std::size_t row = 0; row < m_reader.rows(); ++row) {
            const auto head = read_head(row);
            if (!head) {
                continue;
            }
            for (const MeasureColumn& column : columns) {
                add(row, *head, column.header, std::string(column.measure));
            }
            if (columns.empty()) {
                add(row, *head, "value", measure_of(row));
            }
        }
    }

private:
    Duties& m_into;
    TableReader& m_reader;
    WrittenNumbers m_numbers;

    struct MeasureColumn {
        std::string_view measure, header;
    };
    /// Columns that are headed by a measure, as the code or an office writes it, in the order of the measures.
    [[nodiscard]] std::vector<MeasureColumn> measure_columns() const {
        std::vector<MeasureColumn> found;
        const auto headers = m_reader.columns();
        for (const std::string_view measure : target_measures()) {
            const auto header = std::find_if(headers.begin(), headers.end(),
                                             [&](std::string_view each) { return parse_measure(each) == measure; });
            if (header != headers.end()) {
                found.push_back({measure, *header});
            }
        }
        return found;
    }

    /// What all targets of a row share.
    std::optional<Target> read_head(std::size_t row) {
        Target head;
        const auto unit = read_unit_or_whole(m_reader, row);
        needed(m_reader, row, "year");
        const auto year = m_reader.year(row, "year");
        const auto floor = m_reader.truth(row, "floor");
        const auto carried = m_reader.year(row, "carry_over_year");
        const bool carry_sound = carried || m_reader.text(row, "carry_over_year").empty();
        if (!unit || !year || !carry_sound) {
            return std::nullopt;
        }
        if (carried && *carried >= *year) {
            m_reader.report(Severity::error, "carry_over_order", row, "carry_over_year", std::to_string(*year));
            return std::nullopt;
        }
        head.unit = unit->unit;
        head.year = *year;
        head.floor = floor.value_or(false);
        head.carry_over_year = carried;
        head.source = m_reader.source(row);
        return head;
    }

    std::string measure_of(std::size_t row) {
        const std::string_view text = needed(m_reader, row, "measure");
        if (const auto known = parse_measure(text)) {
            return std::string(*known);
        }
        if (!text.empty()) {
            m_reader.report(Severity::warning, "measure_unknown", row, "measure");
        }
        return std::string(text);
    }

    void add(std::size_t row, Target target, std::string_view column, std::string measure) {
        if (measure.empty()) {
            return;
        }
        std::string_view text = m_reader.text(row, column);
        if (const auto number = behind_floor_words(text)) {
            target.floor = true;
            text = *number;
        }
        target.value = m_numbers.read(row, column, text);
        if (!target.value && !is_blank(text)) {
            return; // said by the reading
        }
        const bool counts = !target.value || (*target.value >= 0 && *target.value == std::floor(*target.value));
        if (!counts && parse_measure(measure)) {
            m_reader.report(Severity::error, "target_not_a_count", row, column);
            return;
        }
        target.measure = std::move(measure);
        m_into.targets.push_back(std::move(target));
    }
};

void read_assignments(Duties& into, TableReader& reader) {
    if (!reader.require({"body"})) {
        return;
    }
    for (std::size_t row = 0; row < reader.rows(); ++row) {
        Assignment assignment;
        assignment.body = into.body_names.one_name(needed(reader, row, "body"));
        assignment.criterion_no = reader.text(row, "criterion_no");
        if (names_unit(reader, row) && !assignment.criterion_no.empty()) {
            reader.report(Severity::error, "assignment_of_two", row, "criterion_no");
            continue;
        }
        if (assignment.criterion_no.empty()) {
            assignment.unit = reader.unit(row);
        }
        const ReadDate from = read_date(reader, row, "from");
        const ReadDate to = read_date(reader, row, "to");
        const bool answers_for_something = assignment.unit || !assignment.criterion_no.empty();
        if (assignment.body.empty() || !answers_for_something || !from.sound || !to.sound ||
            !in_order(reader, row, "to", from.date, to.date)) {
            continue;
        }
        assignment.from = from.date;
        assignment.to = to.date;
        assignment.source = reader.source(row);
        into.assignments.push_back(std::move(assignment));
    }
}

void read_steps(Duties& into, TableReader& reader) {
    if (!reader.require({"step"})) {
        return;
    }
    for (std::size_t row = 0; row < reader.rows(); ++row) {
        const auto unit = reader.unit(row);
        ProcessStep step;
        step.step = needed(reader, row, "step");
        if (!step.step.empty() && !order_of_step(step.step)) {
            reader.report(Severity::warning, "step_unknown", row, "step");
        }
        const std::string_view tier_column = reader.text(row, "tier").empty() ? "title" : "tier";
        const std::string_view tier_text = reader.text(row, tier_column);
        const auto tier = parse_tier(tier_text);
        if (!tier && !tier_text.empty()) {
            reader.report(Severity::error, "tier_unknown", row, tier_column);
        }
        const ReadDate deadline = read_date(reader, row, "deadline");
        const ReadDate done = read_date(reader, row, "done_date");
        if (!unit || step.step.empty() || (!tier && !tier_text.empty()) || !deadline.sound || !done.sound) {
            continue;
        }
        step.unit = *unit;
        step.tier = tier.value_or(Tier::none);
        step.deadline = deadline.date;
        step.done_date = done.date;
        step.source = reader.source(row);
        into.steps.push_back(std::move(step));
    }
}

void read_tasks(Duties& into, TableReader& reader) {
    if (!reader.require({"what"})) {
        return;
    }
    for (std::size_t row = 0; row < reader.rows(); ++row) {
        Task task;
        task.what = needed(reader, row, "what");
        const auto unit = read_unit_or_whole(reader, row);
        const ReadDate deadline = read_date(reader, row, "deadline");
        const ReadDate done = read_date(reader, row, "done_date");
        if (task.what.empty() || !unit || !deadline.sound || !done.sound) {
            continue;
        }
        task.body = into.body_names.one_name(reader.text(row, "body"));
        task.unit = unit->unit;
        task.criterion_no = reader.text(row, "criterion_no");
        task.deadline = deadline.date;
        task.done_date = done.date;
        task.source = reader.source(row);
        into.tasks.push_back(std::move(task));
    }
}

/// QĐ 1048/QĐ-TTg knows one to five stars.
std::optional<int> read_stars(TableReader& reader, std::size_t row) {
    const auto stars = reader.number(row, "stars");
    if (!stars) {
        return std::nullopt;
    }
    if (*stars < 1 || *stars > 5 || *stars != std::floor(*stars)) {
        reader.report(Severity::error, "stars_out_of_range", row, "stars");
        return std::nullopt;
    }
    return static_cast<int>(*stars);
}

void read_products(Duties& into, TableReader& reader) {
    if (!reader.require({"name"})) {
        return;
    }
    for (std::size_t row = 0; row < reader.rows(); ++row) {
        const auto unit = reader.unit(row);
        Product product;
        product.name = needed(reader, row, "name");
        product.stars = read_stars(reader, row);
        const ReadDate recognised = read_date(reader, row, "recognised_date");
        const ReadDate expires = read_date(reader, row, "expires");
        if (!unit || product.name.empty() || !recognised.sound || !expires.sound ||
            !in_order(reader, row, "expires", recognised.date, expires.date)) {
            continue;
        }
        product.unit = *unit;
        product.recognised_date = recognised.date;
        product.expires = expires.date;
        product.source = reader.source(row);
        into.products.push_back(std::move(product));
    }
}

} // namespace

void read_duties(Duties& into, std::string_view kind, TableReader& reader) {
    if (kind == "target") {
        TargetTable(into, reader).read();
    } else if (kind == "assignment") {
        read_assignments(into, reader);
    } else if (kind == "process") {
        read_steps(into, reader);
    } else if (kind == "task") {
        read_tasks(into, reader);
    } else if (kind == "product") {
        read_products(into, reader);
    } else if (kind == "capital") {
        read_capital(into.capital, reader);
    }
}

} // namespace ntm
