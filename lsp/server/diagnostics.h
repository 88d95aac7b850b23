// From findings to what the client shows, as far as it can. Pure.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "linter/lint/diagnostic.h"
#include "linter/text/source_text.h"
#include "lsp/protocol/diagnostics.h"
#include "lsp/server/client_traits.h"

namespace buildspec::lsp {

// `data` names the rule and which of its findings it is, counted from 0: what a code action is
// matched by.
[[nodiscard]] std::vector<lsp::Diagnostic> to_protocol(
    std::span<const buildspec::Diagnostic> findings, const SourceText& text, const std::string& uri,
    const ClientTraits& traits);

}  // namespace buildspec::lsp
