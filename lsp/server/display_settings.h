// What the client's settings say about colours, hints and lenses: all of it can be turned off.
// Pure.
#pragma once

#include <functional>
#include <string>

#include "lsp/ide/code_lens.h"
#include "lsp/ide/inlay_hints.h"
#include "lsp/protocol/json.h"

namespace buildspec::lsp {

struct DisplaySettings {
  bool semantic_tokens = true;  // "semanticTokens": false
  ide::HintChoice hints;        // "inlayHints": {"images": false}, or false for all
  ide::LensChoice lenses;       // "codeLens": {"batch": false}, or false for all
  friend bool operator==(const DisplaySettings&, const DisplaySettings&) = default;
};

// Some of them are on.
[[nodiscard]] bool shows_hints(const DisplaySettings& settings);
[[nodiscard]] bool shows_lenses(const DisplaySettings& settings);

// Of a section, which is an object. What is wrong has no effect; `problem` is told which member it
// is, and what was expected.
[[nodiscard]] DisplaySettings read_display_settings(
    const Json& section,
    const std::function<void(const std::string& name, const std::string& expected)>& problem);

}  // namespace buildspec::lsp
