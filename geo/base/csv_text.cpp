#include "geo/base/csv_text.hpp"

#include "geo/base/number.hpp"

namespace ntm {

namespace {

bool begins_formula(std::string_view text) {
    return !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos &&
           !parse_number(text);
}

} // namespace

std::string csv_cell(std::string_view text) {
    std::string cell = begins_formula(text) ? "'" + std::string(text) : std::string(text);
    if (cell.find_first_of(",;\"\n\r\t|") == std::string::npos) {
        return cell;
    }
    std::string quoted = "\"";
    for (const char c : cell) {
        quoted += c == '"' ? "\"\"" : std::string(1, c);
    }
    return quoted + "\"";
}

std::string_view without_formula_guard(std::string_view cell) {
    return cell.starts_with("'") && begins_formula(cell.substr(1)) ? cell.substr(1) : cell;
}

} // namespace ntm
