// What the client can take of semantic tokens, inlay hints and code lenses, read once from its
// capabilities.
#pragma once

#include "lsp/protocol/lifecycle.h"

namespace buildspec::lsp {

struct DisplayTraits {
  bool full_tokens = false;
  bool token_deltas = false;
  bool range_tokens = false;
  bool augments_syntax = false;  // a grammar of its own colours what no token speaks of
  bool refreshes_tokens = false;
  bool registers_tokens = false;  // on our request
  bool inlay_hints = false;
  bool resolves_tooltips = false;  // of hints
  bool refreshes_hints = false;
  bool registers_hints = false;
  bool code_lenses = false;
  bool refreshes_lenses = false;
  bool registers_lenses = false;
};

[[nodiscard]] DisplayTraits read_display_traits(const ClientCapabilities& capabilities);

}  // namespace buildspec::lsp
