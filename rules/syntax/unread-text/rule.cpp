// unread-text: see rule.md.
#include <optional>
#include <string_view>

#include "rules/registry.h"

namespace buildspec::rules {
namespace {

// Where the marks stand so that YAML makes something of them: a text, or a key.
std::optional<Span> conflict(const Snapshot& snapshot) {
  const std::string_view text = snapshot.text.bytes();
  constexpr std::string_view kMark = "<<<<<<< ";
  for (std::size_t at = text.find(kMark); at != std::string_view::npos;
       at = text.find(kMark, at + 1)) {
    const auto offset = static_cast<std::uint32_t>(at);
    const Span line = snapshot.text.line(snapshot.text.line_of(offset));
    if (line.begin == offset && text.find("\n=======", at) != std::string_view::npos) return line;
  }
  return std::nullopt;
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  if (!snapshot.unread) return;
  // "version:0.2", which unknown-key tells of.
  const Pair first = snapshot.buildspec.root.pair(0);
  if (first && first.value.is_missing() && first.key.source().find(':') != std::string_view::npos) {
    return;
  }
  if (const auto mark = conflict(snapshot)) {
    reporter.report(*mark, "A merge conflict is not resolved here")
        .notes.push_back(
            {"keep one of the two versions, and delete the marks (`<<<<<<<`, `=======`, "
             "`>>>>>>>`)",
             std::nullopt});
    return;
  }
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
