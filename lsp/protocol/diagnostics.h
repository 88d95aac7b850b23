// Findings as the client shows them (LSP 3.17, "Diagnostic" and "PublishDiagnostics").
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "lsp/protocol/base.h"

namespace buildspec::lsp {

enum class DiagnosticSeverity : std::uint8_t { error = 1, warning, information, hint };
enum class DiagnosticTag : std::uint8_t { unnecessary = 1, deprecated };

struct CodeDescription {
  std::string href;
  static constexpr auto fields() { return std::tuple{field("href", &CodeDescription::href)}; }
};

struct DiagnosticRelatedInformation {
  Location location;
  std::string message;
  static constexpr auto fields() {
    using Self = DiagnosticRelatedInformation;
    return std::tuple{field("location", &Self::location), field("message", &Self::message)};
  }
};

struct Diagnostic {  // NOLINT(bugprone-exception-escape): moving a Json does not throw
  Range range;
  std::optional<DiagnosticSeverity> severity;
  Json code;  // a string from us; clients may send numbers of other servers
  std::optional<CodeDescription> code_description;
  std::optional<std::string> source;
  std::string message;
  std::optional<std::vector<DiagnosticTag>> tags;
  std::optional<std::vector<DiagnosticRelatedInformation>> related_information;
  Json data;
  static constexpr auto fields() {
    using Self = Diagnostic;
    return std::tuple{
        field("range", &Self::range),   field("severity", &Self::severity),
        field("code", &Self::code),     field("codeDescription", &Self::code_description),
        field("source", &Self::source), field("message", &Self::message),
        field("tags", &Self::tags),     field("relatedInformation", &Self::related_information),
        field("data", &Self::data)};
  }
};

struct PublishDiagnosticsParams {
  std::string uri;
  std::optional<std::int32_t> version;
  std::vector<Diagnostic> diagnostics;
  static constexpr auto fields() {
    using Self = PublishDiagnosticsParams;
    return std::tuple{field("uri", &Self::uri), field("version", &Self::version),
                      field("diagnostics", &Self::diagnostics)};
  }
};
struct PublishDiagnostics {
  static constexpr std::string_view kName = "textDocument/publishDiagnostics";
  using Params = PublishDiagnosticsParams;
};

}  // namespace buildspec::lsp
