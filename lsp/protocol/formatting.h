// Formatting of documents, ranges and what was just typed (LSP 3.17, "Language Features").
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "lsp/protocol/base.h"
#include "lsp/protocol/json.h"

namespace buildspec::lsp {

struct FormattingOptions {
  std::int64_t tab_size = 2;
  bool insert_spaces = true;
  // Absent: ours to choose.
  std::optional<bool> trim_trailing_whitespace;
  std::optional<bool> insert_final_newline;
  std::optional<bool> trim_final_newlines;
  static constexpr auto fields() {
    using Self = FormattingOptions;
    return std::tuple{field("tabSize", &Self::tab_size),
                      field("insertSpaces", &Self::insert_spaces),
                      field("trimTrailingWhitespace", &Self::trim_trailing_whitespace),
                      field("insertFinalNewline", &Self::insert_final_newline),
                      field("trimFinalNewlines", &Self::trim_final_newlines)};
  }
};

struct DocumentFormattingParams {
  TextDocumentIdentifier text_document;
  FormattingOptions options;
  static constexpr auto fields() {
    using Self = DocumentFormattingParams;
    return std::tuple{field("textDocument", &Self::text_document),
                      field("options", &Self::options)};
  }
};
struct DocumentFormatting {
  static constexpr std::string_view kName = "textDocument/formatting";
  using Params = DocumentFormattingParams;
  using Result = std::optional<std::vector<TextEdit>>;
};

struct DocumentRangeFormattingParams {
  TextDocumentIdentifier text_document;
  Range range;
  FormattingOptions options;
  static constexpr auto fields() {
    using Self = DocumentRangeFormattingParams;
    return std::tuple{field("textDocument", &Self::text_document), field("range", &Self::range),
                      field("options", &Self::options)};
  }
};
struct DocumentRangeFormatting {
  static constexpr std::string_view kName = "textDocument/rangeFormatting";
  using Params = DocumentRangeFormattingParams;
  using Result = std::optional<std::vector<TextEdit>>;
};

struct DocumentOnTypeFormattingOptions {
  std::string first_trigger_character;
  std::vector<std::string> more_trigger_character;
  static constexpr auto fields() {
    using Self = DocumentOnTypeFormattingOptions;
    return std::tuple{field("firstTriggerCharacter", &Self::first_trigger_character),
                      field("moreTriggerCharacter", &Self::more_trigger_character)};
  }
};
struct DocumentOnTypeFormattingParams {
  TextDocumentIdentifier text_document;
  Position position;
  std::string ch;
  FormattingOptions options;
  static constexpr auto fields() {
    using Self = DocumentOnTypeFormattingParams;
    return std::tuple{field("textDocument", &Self::text_document),
                      field("position", &Self::position), field("ch", &Self::ch),
                      field("options", &Self::options)};
  }
};
struct DocumentOnTypeFormatting {
  static constexpr std::string_view kName = "textDocument/onTypeFormatting";
  using Params = DocumentOnTypeFormattingParams;
  using Result = std::optional<std::vector<TextEdit>>;
};

}  // namespace buildspec::lsp
