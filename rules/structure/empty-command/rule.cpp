// empty-command: see rule.md.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "linter/lint/fixes.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

// An item without content: the dash, and the way to it from the begin of the line.
std::optional<Span> dash_of(const SourceText& text, Node item) {
  const Span line = text.line(text.line_of(item.span().begin));
  const std::string_view before = text.bytes({line.begin, item.span().begin});
  const std::size_t dash = before.find('-');
  if (dash == std::string_view::npos || before.find_first_not_of(" -") != std::string_view::npos) {
    return std::nullopt;
  }
  const auto begin = static_cast<std::uint32_t>(line.begin + dash);
  return Span{begin, begin + 1};
}

// The line goes, but for a comment on it.
std::optional<Fix> remove(const Snapshot& snapshot, Node list, Node item) {
  const SourceText& text = snapshot.text;
  const Span line = text.line(text.line_of(item.span().begin));
  const auto dash = list.flow() ? std::nullopt : dash_of(text, item);
  const std::string_view rest = text.bytes({item.span().end, line.end});
  const std::size_t comment = rest.find('#');
  if (dash && comment != std::string_view::npos) {
    const auto begin = static_cast<std::uint32_t>(item.span().end + comment);
    return Fix{"Delete the dash", Applicability::safe, {{Span{dash->begin, begin}, ""}}};
  }
  auto edit = removal(text, list, item);
  if (!edit) return std::nullopt;
  return Fix{"Delete the item", Applicability::safe, {*std::move(edit)}};
}

std::string message_of(Node item, bool blank, std::size_t count) {
  if (count > 1) return "This list holds " + std::to_string(count) + " items without a command";
  if (blank) return "This command is an empty text";
  return item.is_scalar() ? "YAML takes this command for nothing (`null`)"
                          : "This item holds no command";
}

// One finding for all of them, at the first: they do no harm.
void report(const Snapshot& snapshot, Node list, const std::vector<Node>& empty, std::size_t size,
            Reporter& reporter) {
  const auto place = [&](Node item) {
    const auto dash =
        item.is_missing() && !list.flow() ? dash_of(snapshot.text, item) : std::optional<Span>();
    return dash.value_or(item.span());
  };
  const Node first = empty.front();
  const bool blank = first.is_scalar() && !is_null(first);
  Diagnostic& finding = reporter.report(place(first), message_of(first, blank, empty.size()));
  if (blank || !first.is_scalar()) finding.tags.push_back(DiagnosticTag::unnecessary);
  finding.notes.push_back({"nothing happens here, as far as is known", std::nullopt});
  if (empty.size() > 1) finding.notes.push_back({"the next one is here", place(empty[1])});
  Fix all{empty.size() > 1 ? "Delete all of them" : "", Applicability::safe, {}};
  for (const Node item : empty) {
    auto fix = remove(snapshot, list, item);
    if (!fix) return;
    if (all.title.empty()) all.title = fix->title;
    all.edits.insert(all.edits.end(), fix->edits.begin(), fix->edits.end());
  }
  // A list keeps at least one item.
  if (empty.size() == 1 || empty.size() < size) finding.fixes.push_back(std::move(all));
}

// Nothing but blanks in quotes, or below the sign of a block. No decoding: this is asked of every
// command at every keystroke.
bool is_blank_text(Node scalar) {
  const ScalarStyle style = scalar.style();
  if (style == ScalarStyle::plain) return false;
  std::string_view source = scalar.source();
  if (style == ScalarStyle::literal || style == ScalarStyle::folded) {
    source.remove_prefix(std::min(source.find_first_of("\r\n"), source.size()));
  }
  constexpr std::string_view kNoText = " \t\r\n\"'";
  return source.find_first_not_of(kNoText) == std::string_view::npos &&
         scalar.scalar().value().find_first_not_of(" \t\r\n") == std::string_view::npos;
}

bool is_empty(Node item) {
  const bool candidate =
      item.is_missing() || (item.is_scalar() && (item.span().size() <= 4 || is_blank_text(item)));
  if (!candidate || !item.tag().empty() || !item.anchor().empty()) return false;
  return is_null(item) || is_blank_text(item);
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  for (const Phase& phase : snapshot.buildspec.phases) {
    for (const Node list : {phase.commands, phase.finally}) {
      std::vector<Node> empty;
      std::size_t size = 0;
      for (const Node item : list.items()) {
        ++size;
        if (is_empty(item)) empty.push_back(item);
      }
      if (!empty.empty()) report(snapshot, list, empty, size, reporter);
    }
  }
}

}  // namespace

extern const Rule empty_command;
constexpr Rule empty_command{
    .meta = {.id = "empty-command",
             .summary = "Flags items of a list of commands that hold no command.",
             .severity = Severity::hint,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-STRUCT-13"},
    .check = check,
};

}  // namespace buildspec::rules
