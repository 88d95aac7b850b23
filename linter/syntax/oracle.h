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
  bool whole = false;   // about the text as a whole: `place` says nothing
};

struct Judgement {
  std::optional<SyntaxFault> fault;
  // Without a fault: from here on the service's parser reads nothing, though it is no other
  // document. It takes ` version: 0.2` for all of a text whose next line is not indented.
  std::optional<std::uint32_t> unread;
};

// Judges the first document. The oracle is asked only where the tree is not certain, and never
// beyond what it can read in bounded time: such a text is a fault of its own, in our words. A text
// that merely exceeds the tree's depth is asked about all the same; if the service would take it,
// nothing is wrong with it but what Tree::exceeded() says.
[[nodiscard]] Judgement examine(const Tree& tree);
// examine().fault
[[nodiscard]] std::optional<SyntaxFault> judge(const Tree& tree);

// The oracle alone, without our tree's certainty: for tests that hold the two against each other.
// `place` is where libyaml's own mark points, up to the end of the word there.
[[nodiscard]] std::optional<SyntaxFault> ask_oracle(std::string_view text);

}  // namespace buildspec
