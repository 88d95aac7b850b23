// What each word of a buildspec is, for colours: keys as the schema knows them, and the shell
// inside of commands. Pure; any thread.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "linter/lang/snapshot.h"
#include "linter/text/span.h"

namespace buildspec::ide {

// LSP's own types only, so that every editor's theme has a colour for each.
enum class TokenType : std::uint8_t {
  comment,
  keyword,  // of the shell; booleans and nulls
  string,
  number,
  operator_,    // of the shell; wildcards, merge keys
  variable,     // environment variables, where they are defined too
  parameter,    // options of commands
  function,     // names of commands
  property,     // keys
  namespace_,   // phases
  class_,       // names that the user chose for tasks, reports, secondary artifacts
  enum_member,  // values that the schema knows
  macro,        // anchors and aliases
  type,         // tags
};
inline constexpr std::array<std::string_view, 14> kTokenTypeNames{
    "comment",  "keyword",  "string",    "number", "operator",   "variable", "parameter",
    "function", "property", "namespace", "class",  "enumMember", "macro",    "type"};

// Bits of SemanticToken::modifiers, in the order of kTokenModifierNames.
inline constexpr std::uint8_t kDeclaration = 1;
inline constexpr std::uint8_t kReadonly = 2;  // set by CodeBuild
inline constexpr std::uint8_t kDeprecated = 4;
inline constexpr std::uint8_t kModification = 8;     // A+=x
inline constexpr std::uint8_t kDefaultLibrary = 16;  // of CodeBuild, the image or the shell
inline constexpr std::uint8_t kUnknown =
    32;  // a key that CodeBuild does not know; not one of LSP's
inline constexpr std::array<std::string_view, 6> kTokenModifierNames{
    "declaration", "readonly", "deprecated", "modification", "defaultLibrary", "unknown"};

struct SemanticToken {
  Span span;  // not empty, within one line
  TokenType type = TokenType::string;
  std::uint8_t modifiers = 0;
  friend bool operator==(const SemanticToken&, const SemanticToken&) = default;
};

// How much is wanted: for an editor whose own grammar colours YAML, what a grammar sees as well
// (its comments, and scalars whose meaning the schema does not know) is left out.
enum class TokenScope : std::uint8_t { everything, beyond_grammar };

// In the order of the text, not overlapping: those that have a byte in `range`. Costs what the
// range holds, and a command that reaches into it whole. None for a text that is no buildspec.
[[nodiscard]] std::vector<SemanticToken> semantic_tokens(const Snapshot& snapshot, Span range,
                                                         TokenScope scope);

}  // namespace buildspec::ide
