// Documents as the client opens, changes and closes them (LSP 3.17, "Document Synchronization").
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "lsp/protocol/base.h"

namespace buildspec::lsp {

struct TextDocumentItem {
  std::string uri;
  std::string language_id;
  std::int32_t version = 0;
  std::string text;
  static constexpr auto fields() {
    using Self = TextDocumentItem;
    return std::tuple{field("uri", &Self::uri), field("languageId", &Self::language_id),
                      field("version", &Self::version), field("text", &Self::text)};
  }
};

struct DidOpenTextDocumentParams {
  TextDocumentItem text_document;
  static constexpr auto fields() {
    return std::tuple{field("textDocument", &DidOpenTextDocumentParams::text_document)};
  }
};
struct DidOpenTextDocument {
  static constexpr std::string_view kName = "textDocument/didOpen";
  using Params = DidOpenTextDocumentParams;
};

// Without a range the text is the whole new document.
struct TextDocumentContentChange {
  std::optional<Range> range;
  std::string text;
  static constexpr auto fields() {
    return std::tuple{field("range", &TextDocumentContentChange::range),
                      field("text", &TextDocumentContentChange::text)};
  }
};

struct DidChangeTextDocumentParams {
  VersionedTextDocumentIdentifier text_document;
  std::vector<TextDocumentContentChange> content_changes;
  static constexpr auto fields() {
    using Self = DidChangeTextDocumentParams;
    return std::tuple{field("textDocument", &Self::text_document),
                      field("contentChanges", &Self::content_changes)};
  }
};
struct DidChangeTextDocument {
  static constexpr std::string_view kName = "textDocument/didChange";
  using Params = DidChangeTextDocumentParams;
};

struct DidCloseTextDocumentParams {
  TextDocumentIdentifier text_document;
  static constexpr auto fields() {
    return std::tuple{field("textDocument", &DidCloseTextDocumentParams::text_document)};
  }
};
struct DidCloseTextDocument {
  static constexpr std::string_view kName = "textDocument/didClose";
  using Params = DidCloseTextDocumentParams;
};

struct DidSaveTextDocumentParams {
  TextDocumentIdentifier text_document;
  static constexpr auto fields() {
    return std::tuple{field("textDocument", &DidSaveTextDocumentParams::text_document)};
  }
};
struct DidSaveTextDocument {
  static constexpr std::string_view kName = "textDocument/didSave";
  using Params = DidSaveTextDocumentParams;
};

}  // namespace buildspec::lsp
