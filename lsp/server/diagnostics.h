// From findings to what the client shows, as far as it can. Pure.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "linter/lint/configuration.h"
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
// What is wrong in a configuration file.
[[nodiscard]] std::vector<lsp::Diagnostic> to_protocol(
    std::span<const ConfigurationProblem> problems, const SourceText& text, Encoding encoding);

// What the client shows of one document, and the name of that: two reports have the same id exactly
// where they have the same items.
struct Report {
  std::vector<lsp::Diagnostic> items;
  std::string id;
};
using ReportPtr = std::shared_ptr<const Report>;
[[nodiscard]] ReportPtr make_report(std::vector<lsp::Diagnostic> items);

}  // namespace buildspec::lsp
