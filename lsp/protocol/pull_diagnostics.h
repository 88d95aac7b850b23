// Findings that the client asks for (LSP 3.17, "Pull Diagnostics").
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "lsp/protocol/base.h"
#include "lsp/protocol/diagnostics.h"

namespace buildspec::lsp {

// Full with `items`; without, the last report of this result id still holds.
struct DiagnosticReport {
  std::optional<std::vector<Diagnostic>> items;
  std::optional<std::string> result_id;

  [[nodiscard]] Json to_json() const {
    Json json = {{"kind", items ? "full" : "unchanged"}};
    if (items) json["items"] = write_json(*items);
    if (result_id) json["resultId"] = *result_id;
    return json;
  }
};

struct DocumentDiagnosticParams {
  TextDocumentIdentifier text_document;
  std::optional<std::string> previous_result_id;
  static constexpr auto fields() {
    using Self = DocumentDiagnosticParams;
    return std::tuple{field("textDocument", &Self::text_document),
                      field("previousResultId", &Self::previous_result_id)};
  }
};
struct DocumentDiagnosticReport {
  DiagnosticReport report;
  std::map<std::string, DiagnosticReport> related_documents;  // by URI

  [[nodiscard]] Json to_json() const {
    Json json = report.to_json();
    for (const auto& [uri, related] : related_documents) {
      json["relatedDocuments"][uri] = related.to_json();
    }
    return json;
  }
};
struct DocumentDiagnosticRequest {
  static constexpr std::string_view kName = "textDocument/diagnostic";
  using Params = DocumentDiagnosticParams;
  using Result = DocumentDiagnosticReport;
};

struct PreviousResultId {
  std::string uri;
  std::string value;
  static constexpr auto fields() {
    return std::tuple{field("uri", &PreviousResultId::uri),
                      field("value", &PreviousResultId::value)};
  }
};
struct WorkspaceDiagnosticParams {
  std::vector<PreviousResultId> previous_result_ids;
  Json work_done_token;
  Json partial_result_token;
  static constexpr auto fields() {
    using Self = WorkspaceDiagnosticParams;
    return std::tuple{field("previousResultIds", &Self::previous_result_ids),
                      field("workDoneToken", &Self::work_done_token),
                      field("partialResultToken", &Self::partial_result_token)};
  }
};
struct WorkspaceDocumentReport {
  std::string uri;
  std::optional<std::int32_t> version;  // of an open document; written as null for others
  DiagnosticReport report;

  [[nodiscard]] Json to_json() const {
    Json json = report.to_json();
    json["uri"] = uri;
    json["version"] = version ? Json(*version) : Json(nullptr);
    return json;
  }
};
struct WorkspaceDiagnosticReport {
  std::vector<WorkspaceDocumentReport> items;
  static constexpr auto fields() {
    return std::tuple{field("items", &WorkspaceDiagnosticReport::items)};
  }
};
struct WorkspaceDiagnosticRequest {
  static constexpr std::string_view kName = "workspace/diagnostic";
  using Params = WorkspaceDiagnosticParams;
  using Result = WorkspaceDiagnosticReport;
};

// Asks the client to ask again.
struct DiagnosticRefresh {
  static constexpr std::string_view kName = "workspace/diagnostic/refresh";
  using Params = std::nullptr_t;
  using Result = std::nullptr_t;
};

}  // namespace buildspec::lsp
