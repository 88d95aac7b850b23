// Does the YAML parser of the service accept this text, and in which words does it refuse?
// CodeBuild reads buildspecs with the Go port of libyaml; we ask libyaml itself and add where
// go-yaml differs.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "linter/syntax/tree.h"
#include "linter/text/span.h"

namespace buildspec {

struct SyntaxFault {
  Span place;           // ours: where the mistake is, as exactly as our tree knows
  std::string message;  // the oracle's problem text, unadorned: "did not find expected key"
};

// Judges the first document. The oracle is asked only where the tree is not certain and within the
// budgets: libyaml is quadratic in flow nesting. Over budget is a fault of its own.
[[nodiscard]] std::optional<SyntaxFault> judge(const Tree& tree);

// The oracle alone, without our tree's certainty: for tests that hold the two against each other.
// `place` is libyaml's own mark here, turned into bytes.
[[nodiscard]] std::optional<SyntaxFault> ask_oracle(std::string_view text);

}  // namespace buildspec
