// Lines above sections that say what they come to: how many builds a batch starts and in how many
// stages, what the globs of an artifact match together. Pure; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "linter/lang/snapshot.h"
#include "linter/text/span.h"

namespace buildspec::ide {

enum class LensKind : std::uint8_t { batch, matched_files };

// Which are wanted.
struct LensChoice {
  bool batch = true;
  bool matched_files = true;
  friend bool operator==(const LensChoice&, const LensChoice&) = default;
};

struct CodeLens {
  LensKind kind = LensKind::batch;
  Span span;  // the key that it stands above
  friend bool operator==(const CodeLens&, const CodeLens&) = default;
};

struct LensText {
  std::string title;   // "5 builds in 3 stages"
  std::string detail;  // which they are, in one line of plain text
  friend bool operator==(const LensText&, const LensText&) = default;
};

// Cheap: what they say is worked out one by one, when they are looked at. In the order of the text.
[[nodiscard]] std::vector<CodeLens> code_lenses(const Snapshot& snapshot, const LensChoice& choice);

// What the lens above the key at this place says; empty where there is none (any more).
[[nodiscard]] LensText lens_text(const Snapshot& snapshot, LensKind kind, std::uint32_t key);

}  // namespace buildspec::ide
