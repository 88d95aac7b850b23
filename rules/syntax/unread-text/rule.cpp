// unread-text: see rule.md.
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

void check(const Snapshot& snapshot, Reporter& reporter) {
  if (!snapshot.unread) return;
  const Span line = snapshot.text.line(snapshot.text.line_of(*snapshot.unread));
  reporter
      .report(Span{*snapshot.unread, line.end},
              "From here on nothing is read: this line is indented less than the first one")
      .notes.push_back(
          {"the YAML parser that CodeBuild uses takes the lines above for the whole document and "
           "says nothing about the rest",
           std::nullopt});
}

}  // namespace

extern const Rule unread_text;
constexpr Rule unread_text{
    .meta = {.id = "unread-text",
             .summary = "Flags lines behind the end of what the YAML parser reads.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.1.0"},
    .check = check,
};

}  // namespace buildspec::rules
