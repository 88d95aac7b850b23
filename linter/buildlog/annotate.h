// Puts the failures that a build log tells of on the lines of its buildspec. Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linter/buildlog/match_message.h"
#include "linter/lang/snapshot.h"
#include "linter/lint/diagnostic.h"

namespace buildspec {

struct Annotation {
  // error: a phase failed; warning: something failed and the build went on; info: worth knowing.
  Severity severity = Severity::error;
  std::optional<Span> span;  // of the buildspec; nothing where the cause is not in it
  std::string message;       // one sentence without a full stop
  std::vector<Note> notes;
  std::string phase;  // "BUILD"; empty where the log does not say
  std::uint32_t log_line = 0;
  std::string log_words;
  std::optional<MessageMatch> meaning;
};

struct Annotations {
  bool is_build_log = false;     // else nothing in the text was understood
  std::vector<Annotation> list;  // in the log's order
};

[[nodiscard]] Annotations annotate(const Snapshot& snapshot, std::string_view log);

}  // namespace buildspec
