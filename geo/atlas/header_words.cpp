#include "geo/atlas/header_words.hpp"

#include "geo/base/number.hpp"
#include "geo/base/viet_text.hpp"
#include "geo/programme/duties.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace ntm {

namespace {

bool holds(const std::string& key, std::string_view words) {
    return (" " + key + " ").find(" " + std::string(words) + " ") != std::string::npos;
}

/// The innermost of joined headers: "Nông thôn mới / Đạt chuẩn" -> "Đạt chuẩn".
std::string_view last_part(std::string_view header) {
    const auto slash = header.rfind(" / ");
    return slash == std::string_view::npos ? header : header.substr(slash + 3);
}

struct HeaderWord {
    std::string_view kind; ///< of table; empty: any
    std::string_view words;
    std::string_view column;
};

/// The first that fits counts, so longer words come first.
constexpr std::array header_words{
    HeaderWord{"", "so ngai", "decision_no"}, // "Số, ngày quyết định": both in one cell
    HeaderWord{"", "so quiet dinh", "decision_no"},
    HeaderWord{"", "qd so", "decision_no"},
    HeaderWord{"", "so qd", "decision_no"},
    HeaderWord{"", "quiet dinh so", "decision_no"},
    HeaderWord{"", "so van ban", "decision_no"},
    HeaderWord{"", "so ki hieu", "decision_no"},
    HeaderWord{"", "ngai thu hoi", "revoked_date"},
    HeaderWord{"", "thu hoi", "revoked_date"},
    HeaderWord{"", "ngai quiet dinh", "decision_date"},
    HeaderWord{"", "ngai qd", "decision_date"},
    HeaderWord{"", "ngai cong nhan", "decision_date"},
    HeaderWord{"", "ngai phe duiet", "decision_date"},
    HeaderWord{"", "ngai duiet", "decision_date"},
    HeaderWord{"", "ngai ki", "decision_date"},
    HeaderWord{"", "ngai ban hanh", "decision_date"},
    HeaderWord{"", "thoi gian phe duiet", "decision_date"},
    HeaderWord{"", "ngai thang nam", "decision_date"},
    HeaderWord{"recognition", "quiet dinh", "decision_no"},
    HeaderWord{"plan", "quiet dinh", "decision_no"},
    HeaderWord{"recognition", "ngai", "decision_date"},
    HeaderWord{"plan", "ngai", "decision_date"},
    HeaderWord{"recognition", "nam", "title_year"},
    HeaderWord{"", "co quan phe duiet", "approver"},
    HeaderWord{"", "cap phe duiet", "approver"},
    HeaderWord{"plan", "loai quii hoach", "plan_kind"},
    HeaderWord{"plan", "hieu luc den", "valid_to"},
    HeaderWord{"plan", "thoi han", "valid_to"},
    HeaderWord{"plan", "tu nam", "period_from"},
    HeaderWord{"plan", "den nam", "period_to"},
    HeaderWord{"assessment", "ngai danh gia", "assessed_date"},
    HeaderWord{"assessment", "thoi diem", "assessed_date"},
    HeaderWord{"assessment", "bo tieu chi", "criteria_set"},
    HeaderWord{"assessment", "so chi tieu", "indicator_no"},
    HeaderWord{"assessment", "ma chi tieu", "indicator_no"},
    HeaderWord{"assessment", "chi tieu", "indicator_no"},
    HeaderWord{"assessment", "so tieu chi", "criterion_no"},
    HeaderWord{"assessment", "ma tieu chi", "criterion_no"},
    HeaderWord{"assessment", "tieu chi", "criterion_no"},
    HeaderWord{"assessment", "gia tri", "value"},
    HeaderWord{"assessment", "tu so", "numerator"},
    HeaderWord{"assessment", "mau so", "denominator"},
    HeaderWord{"assessment", "ket qua", "verdict"},
    HeaderWord{"assessment", "danh gia", "verdict"},
    HeaderWord{"target", "nam", "year"},
    HeaderWord{"product", "ten san pham", "name"},
    HeaderWord{"product", "san pham", "name"},
    HeaderWord{"product", "so sao", "stars"},
    HeaderWord{"product", "hang sao", "stars"},
    HeaderWord{"product", "phan hang", "stars"},
    HeaderWord{"product", "xep hang", "stars"},
    HeaderWord{"product", "sao", "stars"},
    HeaderWord{"product", "het han", "expires"},
    HeaderWord{"product", "ngai", "recognised_date"},
    HeaderWord{"capital", "nguon von", "source"},
    HeaderWord{"capital", "ke hoach", "planned"},
    HeaderWord{"capital", "nhu cau", "planned"},
    HeaderWord{"capital", "giai ngan", "disbursed"},
    HeaderWord{"capital", "giao", "assigned"},
    HeaderWord{"capital", "phan bo", "assigned"},
    HeaderWord{"capital", "nam", "year"},
    HeaderWord{"task", "noi dung", "what"},
    HeaderWord{"task", "nhiem vu", "what"},
    HeaderWord{"task", "cong viec", "what"},
    HeaderWord{"task", "chu tri", "body"},
    HeaderWord{"task", "phu trach", "body"},
    HeaderWord{"task", "thuc hien", "body"},
    HeaderWord{"task", "hoan thanh", "done_date"},
    HeaderWord{"task", "thoi han", "deadline"},
    HeaderWord{"task", "thoi gian", "deadline"},
    HeaderWord{"task", "han", "deadline"},
    HeaderWord{"assignment", "phu trach", "body"},
    HeaderWord{"assignment", "chu tri", "body"},
    HeaderWord{"assignment", "chi dao", "body"},
    HeaderWord{"unit", "vung", "region"},
    HeaderWord{"unit", "thuoc dien", "in_scope"},
    HeaderWord{"unit", "mien nui", "mountain"},
    HeaderWord{"unit", "ten khac", "alias"},
    HeaderWord{"unit", "ten cu", "alias"},
    HeaderWord{"unit", "loai", "type"},
    HeaderWord{"", "can cu", "source_document"},
    HeaderWord{"", "van ban", "source_document"},
    HeaderWord{"", "ghi chu", "note"},
};

} // namespace

std::string column_of_header(std::string_view header, std::string_view kind) {
    for (const std::string_view part : {last_part(header), header}) {
        const std::string key = fold_key(part);
        for (const HeaderWord& word : header_words) {
            if ((word.kind.empty() || word.kind == kind) && holds(key, word.words)) {
                return std::string(word.column);
            }
        }
    }
    return {};
}

std::string criterion_of_header(std::string_view header) {
    std::string key = fold_key(last_part(header));
    // fold_key makes a blank of the dot in "17.8": read the number from the header itself.
    const bool named = key.starts_with("tc") || key.starts_with("tieu chi") || key.starts_with("chi tieu") ||
                       (!key.empty() && key[0] >= '0' && key[0] <= '9');
    if (!named || holds(key, "tong") || holds(key, "so tieu chi")) {
        return {};
    }
    const std::string_view text = last_part(header);
    const auto begin = text.find_first_of("0123456789");
    if (begin == std::string_view::npos) {
        return {};
    }
    std::size_t end = begin;
    while (end < text.size() && (std::isdigit(static_cast<unsigned char>(text[end])) != 0 ||
                                 (text[end] == '.' && end + 1 < text.size() &&
                                  std::isdigit(static_cast<unsigned char>(text[end + 1])) != 0))) {
        ++end;
    }
    const std::string_view number = text.substr(begin, end - begin);
    const auto whole = parse_integer(number.substr(0, number.find('.')));
    constexpr long long most_criteria = 25;
    if (!whole || *whole < 1 || *whole > most_criteria) {
        return {};
    }
    return number.starts_with("0") ? std::string(number.substr(1)) : std::string(number);
}

std::string measure_of_header(std::string_view header) {
    for (const std::string_view part : {last_part(header), header}) {
        if (const auto measure = parse_measure(part)) {
            return std::string(*measure);
        }
    }
    // Under a heading that speaks of the programme the tiers alone mean communes.
    const std::string key = fold_key(header);
    const std::string last = fold_key(last_part(header));
    const bool of_programme = holds(key, "nong thon moi") || holds(key, "ntm");
    if (!of_programme || holds(key, "huien") || holds(key, "thon ban") || holds(key, "ti le") ||
        header.find('%') != std::string_view::npos) {
        return {};
    }
    return holds(last, "kieu mau")                          ? "xa_ntm_kieu_mau"
           : holds(last, "nang cao")                        ? "xa_ntm_nang_cao"
           : holds(last, "dat chuan") || holds(last, "dat") ? "xa_ntm"
                                                            : "";
}

bool heads_unit_names(std::string_view header) {
    const std::string key = fold_key(last_part(header));
    constexpr std::array<std::string_view, 22> words{"ten",
                                                     "don vi",
                                                     "xa",
                                                     "huien",
                                                     "ten xa",
                                                     "ten huien",
                                                     "ten don vi",
                                                     "dia phuong",
                                                     "dia ban",
                                                     "unit name",
                                                     "name",
                                                     "don vi hanh chinh",
                                                     "ten dvhc",
                                                     "xa phuong",
                                                     "xa phuong thi tran",
                                                     "huien thi xa thanh pho",
                                                     "commune",
                                                     "district",
                                                     "ten xa phuong thi tran",
                                                     "ten don vi hanh chinh",
                                                     "xa thi tran",
                                                     "huien tx tp"};
    return std::find(words.begin(), words.end(), key) != words.end() || key.starts_with("ten xa") ||
           key.starts_with("ten huien") || key.starts_with("ten don vi");
}

bool heads_unit_codes(std::string_view header) {
    const std::string key = fold_key(last_part(header));
    constexpr std::array<std::string_view, 14> words{
        "ma",    "ma xa",  "ma huien",     "ma don vi", "ma dvhc", "unit code",     "code",
        "ma so", "ma gso", "ma phuong xa", "maxa",      "mahuien", "ma hanh chinh", "ma don vi hanh chinh"};
    return std::find(words.begin(), words.end(), key) != words.end();
}

int year_in_text(std::string_view text) {
    int year = 0;
    for (std::size_t i = 0; i + 4 <= text.size(); ++i) {
        const auto digit = [&](std::size_t at) {
            return at < text.size() && std::isdigit(static_cast<unsigned char>(text[at])) != 0;
        };
        if (digit(i) && digit(i + 1) && digit(i + 2) && digit(i + 3) && !digit(i + 4) && (i == 0 || !digit(i - 1))) {
            const auto number = parse_integer(text.substr(i, 4));
            year = number && *number >= 1990 && *number <= 2100 ? static_cast<int>(*number) : year;
        }
    }
    return year;
}

} // namespace ntm
