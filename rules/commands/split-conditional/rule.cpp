// split-conditional: see rule.md.
#include <algorithm>
#include <string>

#include "linter/lint/fixes.h"
#include "linter/lint/wording.h"
#include "rules/commands/constructs/constructs.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

using commands::SplitConstruct;

// One item instead of several: a block, or one string in a list in brackets. Nothing where comments
// stand between the items.
std::optional<Edit> merged(const Snapshot& snapshot, const SplitConstruct& split) {
  const auto& commands = snapshot.buildspec.commands;
  const SourceText& text = snapshot.text;
  const Phase* const phase = snapshot.buildspec.phase(commands[split.first].phase);
  if (phase == nullptr) return std::nullopt;
  const Node list =
      commands[split.first].list == CommandList::commands ? phase->commands : phase->finally;
  if (!list.is_sequence()) return std::nullopt;
  for (std::size_t i = split.first; i < split.last; ++i) {
    const std::string_view between =
        text.bytes({commands[i].node.span().end, commands[i + 1].node.span().begin});
    const std::string_view allowed = list.flow() ? ", \t\r\n" : "- \t\r\n";
    if (between.find_first_not_of(allowed) != std::string_view::npos) return std::nullopt;
  }
  const Span place{commands[split.first].node.span().begin, commands[split.last].node.span().end};
  if (list.flow()) return Edit{place, quoted(split.joined, is_json(snapshot))};
  // A comment behind the last item would become a part of the block.
  const Span last_line = text.line(text.line_of(place.end));
  const std::string_view behind = text.bytes({place.end, std::max(place.end, last_line.end)});
  if (behind.find_first_not_of(" \t") != std::string_view::npos) return std::nullopt;
  if (split.joined.empty() || split.joined[0] == ' ' || split.joined[0] == '\t')
    return std::nullopt;  // a block would need an indentation indicator
  const std::uint32_t column = text.column(place.begin);
  const std::string margin(column, ' ');
  const std::string end(line_break(text));
  std::string block = "|-";
  std::string_view rest = split.joined;
  while (!rest.empty()) {
    const std::size_t line_end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, line_end);
    rest.remove_prefix(std::min(line_end + 1, rest.size()));
    block += end;
    if (!line.empty()) block += margin + std::string(line);
  }
  return Edit{place, block};
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  const auto& all = snapshot.buildspec.commands;
  const auto splits = commands::split_constructs(snapshot);
  if (splits.empty()) return;
  const Severity severity =
      commands::is_surely_unix(snapshot) ? Severity::error : Severity::warning;
  for (const SplitConstruct& split : splits) {
    const CommandText first = read_command(snapshot, all[split.first]);
    const shell::SyntaxProblem& problem = *first.script->problem;
    const std::string opener(first.text().substr(problem.span.begin, problem.span.size()));
    Diagnostic& finding = reporter.report(
        severity, first.source(problem.span),
        code(opener) +
            " begins here and ends in another item, which the shell reads as a script "
            "of its own");
    const CommandText last = read_command(snapshot, all[split.last]);
    finding.notes.push_back({"it ends here", last.source(last.script->problem->span)});
    finding.notes.push_back({"put all of it into one item, as a block (`- |`)", std::nullopt});
    if (auto edit = merged(snapshot, split))
      finding.fixes.push_back(
          {"Merge the items into a block", Applicability::safe, {std::move(*edit)}});
  }
}

}  // namespace

extern const Rule split_conditional;
constexpr Rule split_conditional{
    .meta = {.id = "split-conditional",
             .summary = "Flags conditionals, loops and quotes that go on in the next item.",
             .severity = Severity::error,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = ""},
    .check = check,
};

}  // namespace buildspec::rules
