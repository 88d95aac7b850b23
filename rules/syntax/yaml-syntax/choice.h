// Of several ways to mend a text, the best. One thread at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "linter/lang/snapshot.h"
#include "linter/lint/diagnostic.h"
#include "linter/text/source_text.h"

namespace buildspec::rules {

// Judging the mended text costs a whole parse and a question to the oracle: above this size (some
// 1,500 lines, 1 ms) a fix is only a proposal.
constexpr std::uint32_t kLargestVerified = 64U << 10U;
// Weighing several ways costs that some ten times.
constexpr std::uint32_t kLargestWeighed = 16U << 10U;

// Makes the best buildspec of a text: no fault, the least that the schema has against it, and
// nothing folded into a line above. Costs a parse for each way that is considered.
class Choice {
 public:
  explicit Choice(const Snapshot& snapshot) : snapshot_(snapshot) {}

  void consider(std::vector<Edit> edits);

  // Safe if no other way is as good and says something else; nothing where none mends the text.
  [[nodiscard]] std::optional<Fix> best(std::string title) const;

 private:
  // Disagreements with the schema, then fewer parts of the text.
  using Rank = std::pair<std::size_t, std::int64_t>;
  // What a text says, wherever its parts stand.
  using Meaning = std::vector<std::pair<std::string, std::string>>;

  const Snapshot& snapshot_;
  std::vector<Edit> edits_;
  Meaning said_;
  Rank rank_;
  bool unique_ = false;
};

}  // namespace buildspec::rules
