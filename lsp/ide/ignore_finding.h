// Comments that silence a finding (linter/lint/suppressions.h): where they go and what they say.
// Pure.
#pragma once

#include <optional>
#include <string_view>

#include "linter/lang/snapshot.h"
#include "linter/lint/diagnostic.h"
#include "linter/text/source_text.h"

namespace buildspec::ide {

struct IgnoreComment {
  Edit edit;
  // Where in the edit's text the reason stands, to be typed over; empty where the comment was
  // there before and only gets one more rule.
  Span reason;
};

// For one finding: behind its line, else above the entry that it is in; a comment that covers the
// place already is extended. Nothing in JSON, which has no comments, in broken texts, and where no
// comment can stand without becoming part of a text.
[[nodiscard]] std::optional<IgnoreComment> ignore_here(const SnapshotPtr& snapshot,
                                                       const Diagnostic& finding);
// For all findings of its rule in the file.
[[nodiscard]] std::optional<IgnoreComment> ignore_in_file(const SnapshotPtr& snapshot,
                                                          const Diagnostic& finding);

// What stands for the reason until somebody types one.
inline constexpr std::string_view kReason = "TODO: say why";

}  // namespace buildspec::ide
