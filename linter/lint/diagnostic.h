// A finding: what is wrong, why it matters, what to do. Spans are bytes of the snapshot's text.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linter/text/source_text.h"

namespace buildspec {

struct RegisteredRule;

enum class Severity : std::uint8_t { error, warning, info, hint };
[[nodiscard]] std::string_view to_string(Severity severity);

// safe: the file means the same or what it evidently meant; applied by --fix. unsafe: may change
// what the build does; applied on demand. manual: a proposal that needs a human's value.
enum class Applicability : std::uint8_t { safe, unsafe, manual };
[[nodiscard]] std::string_view to_string(Applicability applicability);

enum class DiagnosticTag : std::uint8_t { unnecessary, deprecated };

// Edits of one fix do not overlap.
struct Fix {
  std::string title;  // imperative: "Quote the command"
  Applicability applicability = Applicability::manual;
  std::vector<Edit> edits;
};

// Further words on a finding: why, or what to do; with a place where it speaks of one.
struct Note {
  std::string message;
  std::optional<Span> span;
};

struct Diagnostic {
  const RegisteredRule* rule = nullptr;
  Severity severity = Severity::warning;
  Span span;
  std::string message;  // one sentence without a full stop, in the user's terms
  std::vector<Note> notes;
  std::vector<Fix> fixes;
  std::vector<DiagnosticTag> tags;
};

}  // namespace buildspec
