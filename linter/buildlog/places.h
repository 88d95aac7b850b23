// Where in a buildspec the cause of a message stands. Internal to linter/buildlog.
#pragma once

#include <optional>
#include <string>

#include "linter/buildlog/match_message.h"
#include "linter/lang/snapshot.h"
#include "linter/text/span.h"

namespace buildspec {

struct FoundPlace {
  Span span;
  std::string note;  // empty: nothing to add
};

// Nothing where the buildspec holds no such place, and for LogPlace::command.
[[nodiscard]] std::optional<FoundPlace> find_place(const Snapshot& snapshot,
                                                   const MessageMatch& match);

// The item of an artifact's, report's or cache's paths with this text.
[[nodiscard]] std::optional<Span> find_path(const Snapshot& snapshot, std::string_view path);

}  // namespace buildspec
