// The structures that most messages share (LSP 3.17, "Basic JSON Structures").
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>

#include "lsp/protocol/json.h"

namespace buildspec::lsp {

// Line and character count from 0, in units of the negotiated encoding. Read from JSON it clamps:
// clients send -1 or the largest number of their language for "begin" and "end of the line".
struct Position {
  std::uint32_t line = 0;
  std::uint32_t character = 0;

  static Position from_json(const Json& json, const JsonPath& path);
  [[nodiscard]] Json to_json() const;
  friend constexpr auto operator<=>(const Position&, const Position&) = default;
};

struct Range {
  Position start;
  Position end;
  static constexpr auto fields() {
    return std::tuple{field("start", &Range::start), field("end", &Range::end)};
  }
  friend constexpr bool operator==(const Range&, const Range&) = default;
};

struct Location {
  std::string uri;
  Range range;
  static constexpr auto fields() {
    return std::tuple{field("uri", &Location::uri), field("range", &Location::range)};
  }
};

struct TextDocumentIdentifier {
  std::string uri;
  static constexpr auto fields() { return std::tuple{field("uri", &TextDocumentIdentifier::uri)}; }
};

struct VersionedTextDocumentIdentifier {
  std::string uri;
  std::int32_t version = 0;
  static constexpr auto fields() {
    return std::tuple{field("uri", &VersionedTextDocumentIdentifier::uri),
                      field("version", &VersionedTextDocumentIdentifier::version)};
  }
};

struct OptionalVersionedTextDocumentIdentifier {
  std::string uri;
  std::optional<std::int32_t> version;  // written as null where there is none

  static OptionalVersionedTextDocumentIdentifier from_json(const Json& json, const JsonPath& path);
  [[nodiscard]] Json to_json() const;
};

struct TextDocumentPositionParams {
  TextDocumentIdentifier text_document;
  Position position;
  static constexpr auto fields() {
    return std::tuple{field("textDocument", &TextDocumentPositionParams::text_document),
                      field("position", &TextDocumentPositionParams::position)};
  }
};

struct TextEdit {
  Range range;
  std::string new_text;
  static constexpr auto fields() {
    return std::tuple{field("range", &TextEdit::range), field("newText", &TextEdit::new_text)};
  }
};

struct MarkupContent {
  std::string kind;  // "plaintext" or "markdown"
  std::string value;
  static constexpr auto fields() {
    return std::tuple{field("kind", &MarkupContent::kind), field("value", &MarkupContent::value)};
  }
};

// Parameters or options without a member that we use.
struct Empty {
  static constexpr auto fields() { return std::tuple{}; }
};

}  // namespace buildspec::lsp
