// The place of a cursor in block style, by indentation. Internal to place.cpp. Pure.
#pragma once

#include <cstdint>
#include <vector>

#include "linter/text/source_text.h"
#include "lsp/ide/place.h"

namespace buildspec::ide {

[[nodiscard]] Place find_block_place(const SourceText& text, std::uint32_t offset);

// The path of the value that begins at an offset: of a bracket in block style.
[[nodiscard]] std::vector<Step> path_of_block_value(const SourceText& text, std::uint32_t begin);

}  // namespace buildspec::ide
