#pragma once

#include <optional>
#include <string_view>

namespace ntm {

/// The place of a step on a dossier's way: đăng ký, thẩm tra, thẩm định, trình, công nhận; also written with underlines
/// or longer ("UBND tỉnh thẩm tra"). Nothing for other words.
[[nodiscard]] std::optional<int> order_of_step(std::string_view step);

} // namespace ntm
