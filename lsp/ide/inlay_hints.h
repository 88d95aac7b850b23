// Short facts shown between the words of a buildspec: what `latest` is on the project's image, how
// many files a glob matches, when a task starts. Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "linter/lang/snapshot.h"
#include "linter/text/source_text.h"
#include "linter/text/span.h"

namespace buildspec::ide {

// Which are wanted.
struct HintChoice {
  bool runtime_versions = true;  // "= 3.13" behind `latest` and `3.x`, where the image is known
  bool images = true;            // the system of a task's image
  bool matched_files = true;     // behind globs of artifacts, reports and cache
  bool task_stages = true;       // behind the identifiers of a build graph
  bool directories = true;       // where the first command of a phase runs, if not at the root
  friend bool operator==(const HintChoice&, const HintChoice&) = default;
};

struct InlayHint {
  std::uint32_t offset = 0;  // it stands here, with a blank in front of it
  std::string label;
  // What there is to say about it is what hover says about this place, …
  std::uint32_t subject = 0;
  // … unless there is a text of its own: Markdown.
  std::string text;
  std::optional<Edit> edit;  // writes into the file what the hint says
  friend bool operator==(const InlayHint&, const InlayHint&) = default;
};

// Those in the range, its end included, in the order of the text. None where the file holds none of
// ours, or is broken there.
[[nodiscard]] std::vector<InlayHint> inlay_hints(const Snapshot& snapshot, Span range,
                                                 const HintChoice& choice);

}  // namespace buildspec::ide
