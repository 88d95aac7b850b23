// What this session's client can take of definitions, rename, symbols, links and folds.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "lsp/protocol/lifecycle.h"

namespace buildspec::lsp {

struct NavigationTraits {
  bool definition_links = false;
  bool hierarchical_symbols = false;
  bool prepares_rename = false;
  bool annotated_rename = false;  // what is not certain may be shown for confirmation
  bool link_tooltips = false;
  bool folds_lines_only = false;
  bool fold_comments = true;  // the kinds that it knows
  bool fold_regions = true;
  std::uint32_t most_folds = 10'000;
  // The kinds of symbols that it knows; nothing: those of LSP 1, up to `Array`.
  std::optional<std::vector<std::int32_t>> symbol_kinds;
  std::optional<std::vector<std::int32_t>> workspace_symbol_kinds;
};

[[nodiscard]] NavigationTraits read_navigation_traits(const ClientCapabilities& capabilities);

}  // namespace buildspec::lsp
