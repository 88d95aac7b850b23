// mapping-command: see rule.md.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "rules/registry.h"
#include "rules/structure/commands/source.h"

namespace buildspec::rules {
namespace {

// One command that YAML reads as a mapping.
struct Broken {
  Node item;
  std::uint32_t index = 0;  // in its list, from 0
  CommandList list = CommandList::commands;
};

// "echo “Status: ok”" is a command, "name: build" may be something else that went astray.
bool looks_like_command(Node item) {
  if (!item.flow()) {
    return std::ranges::all_of(item.pairs().begin(), item.pairs().end(), [](const Pair& pair) {
      return pair.key.source().find(' ') != std::string_view::npos;
    });
  }
  const Node key = item.pair(0).key;
  const bool json = key.style() == ScalarStyle::double_quoted && item.source().starts_with('{');
  return !json && item.source().find_first_of(" ;|&(") != std::string_view::npos;
}

void offer_text(const Snapshot& snapshot, Node item, Span written, Diagnostic& finding) {
  const bool likely = looks_like_command(item);
  const bool several = item.size() > 1 && !item.flow();
  if (several && !likely) return;
  std::optional<Fix> fix = commands::make_text(snapshot, written, several);
  if (!fix) return;
  if (!likely) fix->applicability = Applicability::unsafe;
  finding.fixes.push_back(std::move(*fix));
}

// The service's words, as they were reported: indices from 0, lines from 1, and as the second line
// the one before. Reported for `commands`; whether `finally` is called so too is not known.
void add_service_words(const Snapshot& snapshot, const Broken& broken, Diagnostic& finding) {
  if (broken.list != CommandList::commands) return;
  const std::uint32_t line = snapshot.text.line_of(broken.item.span().begin) + 1;
  finding.notes.push_back({"CodeBuild stops with `YAML_FILE_ERROR Message: Expected Commands[" +
                               std::to_string(broken.index) +
                               "] to be of string type: found subkeys instead at line " +
                               std::to_string(line) + ", value of the key tag on line " +
                               std::to_string(line - 1) + " might be empty`",
                           std::nullopt});
}

void report(const Snapshot& snapshot, const Broken& broken, Reporter& reporter) {
  const bool flow = broken.item.flow();
  const std::optional<Span> written = commands::written(snapshot, broken.item);
  const Span span = written.value_or(broken.item.span());
  std::string message = "This command is a mapping, not a text: ";
  if (flow) {
    message += broken.item.source().starts_with('{')
                   ? "it begins with a brace"
                   : "a colon and a blank make what stands before them a key";
  } else if (broken.item.size() == 1 || looks_like_command(broken.item)) {
    message += "a colon and a blank make what stands before them a key";
  } else {
    message += "it consists of keys with values";
  }
  Diagnostic& finding = reporter.report(span, std::move(message));
  add_service_words(snapshot, broken, finding);
  if (written && (broken.item.size() == 1 || looks_like_command(broken.item))) {
    finding.notes.push_back(
        {"quotes around the whole command, or a block (`- |`), make it a text", std::nullopt});
    offer_text(snapshot, broken.item, *written, finding);
  } else {
    finding.notes.push_back({"every item is one text: a command or a block (`- |`)", std::nullopt});
  }
}

void check_list(const Snapshot& snapshot, Node list, CommandList kind, Reporter& reporter) {
  std::uint32_t index = 0;
  for (const Node item : list.items()) {
    if (item.is_mapping()) report(snapshot, {item, index, kind}, reporter);
    ++index;
  }
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  for (const Phase& phase : snapshot.buildspec.phases) {
    check_list(snapshot, phase.commands, CommandList::commands, reporter);
    check_list(snapshot, phase.finally, CommandList::finally, reporter);
  }
}

}  // namespace

extern const Rule mapping_command;
constexpr Rule mapping_command{
    .meta = {.id = "mapping-command",
             .summary = "Flags commands that YAML reads as a mapping: they stop the build.",
             .severity = Severity::error,
             .stage = Stage::stable,
             .since = "0.1.0",
             .catalogue = "CB-YAML-01 CB-YAML-02 CB-YAML-03"},
    .check = check,
};

}  // namespace buildspec::rules
