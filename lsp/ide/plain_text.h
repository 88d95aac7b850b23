// Our Markdown as plain text, for clients that show no Markdown. Pure.
#pragma once

#include <string>
#include <string_view>

namespace buildspec::ide {

// Emphasis, code marks and fences fall away; a link keeps its address in parentheses.
[[nodiscard]] std::string plain_text(std::string_view markdown);

}  // namespace buildspec::ide
