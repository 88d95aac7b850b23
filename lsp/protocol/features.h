// Hover (LSP 3.17, "Language Features").
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "lsp/protocol/base.h"

namespace buildspec::lsp {

// ---- Hover ----

struct Hover {
  MarkupContent contents;
  std::optional<Range> range;
  static constexpr auto fields() {
    return std::tuple{field("contents", &Hover::contents), field("range", &Hover::range)};
  }
};
struct HoverRequest {
  static constexpr std::string_view kName = "textDocument/hover";
  using Params = TextDocumentPositionParams;
  using Result = std::optional<Hover>;
};

}  // namespace buildspec::lsp
