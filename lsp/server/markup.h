// Our Markdown as the client takes it. Pure.
#pragma once

#include <string>
#include <utility>

#include "lsp/ide/plain_text.h"
#include "lsp/protocol/base.h"

namespace buildspec::lsp {

// Plain text for a client that shows no Markdown there.
[[nodiscard]] inline MarkupContent to_markup(std::string markdown, bool takes_markdown) {
  if (takes_markdown) return {"markdown", std::move(markdown)};
  return {"plaintext", ide::plain_text(markdown)};
}

}  // namespace buildspec::lsp
