// swallowed-by-comment: see rule.md.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "linter/lint/fixes.h"
#include "linter/lint/wording.h"
#include "rules/registry.h"
#include "rules/structure/commands/source.h"

namespace buildspec::rules {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The comment behind a value on the last line of it.
std::optional<Span> comment_behind(const Snapshot& snapshot, std::uint32_t end) {
  const Span line = snapshot.text.line(snapshot.text.line_of(end));
  const std::string_view text = snapshot.text.bytes();
  const std::size_t sign = text.find_first_not_of(" \t", end);
  if (sign >= line.end || text[sign] != '#' || sign == end) return std::nullopt;
  Span comment{static_cast<std::uint32_t>(sign), line.end};
  while (text[comment.end - 1] == ' ' || text[comment.end - 1] == '\t') --comment.end;
  return comment;
}

// An open quote in front of the sign that closes behind it: echo "build #42".
bool report_open_quote(const Snapshot& snapshot, const CommandText& command, Span comment,
                       Reporter& reporter) {
  const Span own = command.command.node.span();
  const auto end = commands::end_behind_comment(snapshot, command.command.node);
  if (!end) return false;
  // A shell stops at the open quote.
  const bool shell =
      command.dialect == shell::Dialect::posix || command.dialect == shell::Dialect::bash;
  Diagnostic& finding = reporter.report(
      shell ? Severity::error : Severity::warning, {comment.begin, *end},
      "YAML takes the rest of this command for a comment, though it stands inside a quote");
  finding.notes.push_back(
      {"a blank and `#` begin a comment in every value that has no quotes around the whole of it; "
       "the shell gets a quote that does not close",
       std::nullopt});
  if (auto fix = commands::make_text(snapshot, {own.begin, *end})) {
    finding.fixes.push_back(std::move(*fix));
  }
  return true;
}

// echo build #42, echo #!/bin/sh > x: the shell has the same sign for comments.
void report_printed(const Snapshot& snapshot, const CommandText& command, Span comment,
                    Reporter& reporter) {
  const std::string_view own = command.text();
  const std::string_view said = snapshot.text.bytes(comment);
  if (!own.starts_with("echo ") && own != "echo" && !own.starts_with("printf ")) return;
  const bool printed =
      said.size() > 1 && (is_digit(said[1]) || said[1] == '$' || said[1] == '!' || said[1] == '{');
  const bool redirected =
      said.find(" > ") != std::string_view::npos || said.find(">>") != std::string_view::npos;
  if (!printed && !redirected) return;
  Diagnostic& finding =
      reporter.report(comment, "This is a comment, for YAML and for the shell: it is not printed");
  finding.notes.push_back(
      {"a backslash in front of `#`, or quotes, make it a part of the text", std::nullopt});
  const Span blanks{command.command.node.span().end, comment.begin};
  finding.fixes.push_back({"Write `\\#`",
                           Applicability::unsafe,
                           {{blanks, std::string(snapshot.text.bytes(blanks)) + "\\"}}});
}

void check_command(const Snapshot& snapshot, const CommandText& command, Reporter& reporter) {
  const Node node = command.command.node;
  if (node.style() != ScalarStyle::plain) return;
  const auto comment = comment_behind(snapshot, node.span().end);
  if (!comment || report_open_quote(snapshot, command, *comment, reporter)) return;
  report_printed(snapshot, command, *comment, reporter);
}

// "#42", "#fff", "#$X": not what one writes as a remark.
bool is_value(std::string_view comment) {
  const std::string_view word = comment.substr(1);
  if (word.empty() || word.find(' ') != std::string_view::npos) return false;
  const bool color = (word.size() == 3 || word.size() == 6 || word.size() == 8) &&
                     word.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
  return color || word[0] == '$' || word[0] == '{' || std::ranges::all_of(word, is_digit);
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  for (const Variable& variable : snapshot.buildspec.env.variables) {
    const Node value = variable.value;
    const bool plain = value.is_scalar() && value.style() == ScalarStyle::plain;
    if (!plain && !value.is_missing()) continue;
    auto comment = comment_behind(snapshot, value.span().end);
    if (!comment) continue;
    // A remark may follow: "#fff # white".
    const std::size_t remark = snapshot.text.bytes(*comment).find(" #");
    if (remark != std::string_view::npos) {
      comment->end = comment->begin + static_cast<std::uint32_t>(remark);
      while (snapshot.text.bytes()[comment->end - 1] == ' ') --comment->end;
    }
    if (!is_value(snapshot.text.bytes(*comment))) continue;
    const Span whole{plain ? value.span().begin : comment->begin, comment->end};
    Diagnostic& finding = reporter.report(
        *comment, std::string("YAML takes this for a comment: ") +
                      code(variable.key.scalar().value()) +
                      (plain ? " is only what stands in front of it" : " has no value"));
    finding.notes.push_back({"in quotes it is a part of the value", std::nullopt});
    finding.fixes.push_back({"Quote the value",
                             Applicability::unsafe,
                             {{whole, quoted(snapshot.text.bytes(whole), false)}}});
  }
}

}  // namespace

extern const Rule swallowed_by_comment;
constexpr Rule swallowed_by_comment{
    .meta = {.id = "swallowed-by-comment",
             .summary = "Flags commands and variables whose rest YAML takes for a comment.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-YAML-08"},
    .check = check,
    .check_command = check_command,
};

}  // namespace buildspec::rules
