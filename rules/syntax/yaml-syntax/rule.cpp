// yaml-syntax: see rule.md. What is wrong is told by the place that our parser stumbled over,
// whether something is wrong by the service's parser family alone.
#include <algorithm>
#include <array>

#include "linter/lint/wording.h"
#include "rules/registry.h"
#include "rules/syntax/yaml-syntax/repair.h"

namespace buildspec::rules {
namespace {

// Reported with exactly these words (failures of the service seen in public); the others are the
// parser's, and presumably the service's.
constexpr std::array<std::string_view, 3> kSeenMessages{
    "mapping values are not allowed in this context",
    "found character that cannot start any token",
    "did not find expected ',' or ']'",
};

// In plain words; empty where the place alone says too little.
std::string explain(ProblemKind kind, std::string_view place) {
  switch (kind) {
    case ProblemKind::other: return {};
    case ProblemKind::missing_colon:
      if (place.size() > 1 && place[0] == '-' && place[1] != '-')
        return "A blank is missing behind the dash";
      return place.find_first_of(" =/$.") == std::string_view::npos
                 ? code(place) + " has no colon behind it"
                 : "This line is neither a key nor an item: check it and the indentation below it";
    case ProblemKind::missing_space_after_colon: return "A blank is missing behind the colon";
    case ProblemKind::missing_space_after_dash: return "A blank is missing behind the dash";
    case ProblemKind::missing_dash: return "This line stands in a list, but has no dash";
    case ProblemKind::missing_comma: return "A comma is missing between two entries";
    case ProblemKind::unclosed_quote: return "This quote is never closed";
    case ProblemKind::content_after_quoted:
      return "Something follows a closing quote: a value that begins with a quote ends with it";
    case ProblemKind::unclosed_bracket: return "This bracket is never closed";
    case ProblemKind::content_after_bracket:
      return "Something follows a closing bracket: a value that begins with one ends with it";
    case ProblemKind::stray_bracket: return code(place) + " closes nothing here";
    case ProblemKind::nested_value:
      return "A second colon with a blank on one line: a value that holds one needs quotes";
    case ProblemKind::list_in_line: return "A list begins on a line of its own, below its key";
    case ProblemKind::stray_dash: return "An item of a list stands among the keys of a mapping";
    case ProblemKind::stray_text: return "This text belongs to no key and to no item";
    case ProblemKind::bad_indentation: return "The indentation of this line fits none above it";
    case ProblemKind::tab_indentation: return "Tabs cannot indent in YAML: use blanks";
    case ProblemKind::reserved_indicator:
      return "A value cannot begin with " + code(place.substr(0, 1)) + ": it needs quotes";
    case ProblemKind::bad_alias_name:
      return "A leading `*` refers to an anchor in YAML: the value needs quotes";
    case ProblemKind::bad_anchor_name:
      return "A leading `&` names an anchor in YAML: the value needs quotes";
    case ProblemKind::bad_tag: return "A leading `!` names a tag in YAML: the value needs quotes";
    case ProblemKind::bad_block_header: return "Nothing but a comment may follow `|` or `>`";
    case ProblemKind::shallow_block_body: return "This line of a block is not indented deep enough";
    case ProblemKind::bad_escape:
      return code(place) + " is no escape: in double quotes a backslash has a meaning";
    case ProblemKind::long_key: return "A key must stand on one line, within 1024 characters";
    case ProblemKind::conflict_marker: return "A merge conflict is not resolved here";
    case ProblemKind::bad_directive: return "This is no directive: only `%YAML` and `%TAG` are";
    case ProblemKind::marker_in_quotes:
      return "Three dashes or dots at the begin of a line end the document, even inside quotes";
    case ProblemKind::invalid_utf8: return "These bytes are not UTF-8";
    case ProblemKind::control_character: return "A control character stands here";
  }
  return {};
}

// The problem that our parser has at the place of the fault, or shortly below: libyaml's own marks
// stand where it last was sure.
std::optional<Problem> problem_at(const SourceText& text, const Tree& tree, Span place) {
  constexpr std::uint32_t kNearLines = 2;
  const std::uint32_t line = text.line_of(place.begin);
  std::optional<Problem> best;
  int best_rank = 0;
  for (const Problem& problem : tree.problems()) {
    int rank = 0;
    if (problem.span == place) {
      rank = 3;
    } else if (problem.span.touches(place.begin) || place.touches(problem.span.begin)) {
      rank = 2;
    } else if (problem.span.begin >= place.begin &&
               text.line_of(problem.span.begin) <= line + kNearLines) {
      rank = 1;
    }
    if (rank > best_rank) {
      best = problem;
      best_rank = rank;
    }
  }
  return best;
}

bool cut_by_colon(const Snapshot& snapshot, const Problem& problem, const Fix& fix) {
  if (fix.edits.size() != 1 || !fix.edits[0].text.starts_with('\'')) return false;
  const Span quoted = fix.edits[0].span;
  const std::string_view text = snapshot.text.bytes();
  constexpr std::string_view kSigns = "\"'[{*&!%@`]},";
  if (quoted.empty() || problem.span.begin <= quoted.begin) return false;
  if (kSigns.find(text[quoted.begin]) != std::string_view::npos) return false;
  const std::string_view before = text.substr(quoted.begin, problem.span.begin - quoted.begin);
  // Behind "key: " stands a value of its own.
  return quoted.begin >= 2 && text.substr(quoted.begin - 2, 2) == "- " &&
         before.find(": ") != std::string_view::npos;
}

// The other marks of the same conflict.
void add_markers(const Snapshot& snapshot, Span first, Diagnostic& finding) {
  constexpr std::uint32_t kMostLines = 2'000;
  const std::uint32_t begin = snapshot.text.line_of(first.begin) + 1;
  const std::uint32_t end = std::min(snapshot.text.line_count(), begin + kMostLines);
  for (std::uint32_t number = begin; number < end; ++number) {
    const Span line = snapshot.text.line(number);
    const std::string_view bytes = snapshot.text.bytes(line);
    if (bytes.starts_with("=======")) {
      finding.notes.push_back({"here the other version begins", line});
    } else if (bytes.starts_with(">>>>>>>")) {
      finding.notes.push_back({"here it ends: keep one of the two, and delete the marks", line});
      return;
    }
  }
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  if (!snapshot.fault || snapshot.fault->whole) return;  // oversized-input
  const SyntaxFault& fault = *snapshot.fault;
  std::optional<Problem> problem = problem_at(snapshot.text, *snapshot.tree, fault.place);
  // "*name": well-formed, so that our parser has nothing against it.
  if (fault.message.starts_with("unknown anchor")) {
    problem = Problem{ProblemKind::bad_alias_name, fault.place};
  }
  std::string message =
      problem ? explain(problem->kind, snapshot.text.bytes(problem->span)) : std::string();
  std::optional<Fix> fix =
      repair(snapshot, problem.value_or(Problem{ProblemKind::other, fault.place}));
  if (problem && problem->kind == ProblemKind::missing_space_after_colon &&
      snapshot.text.bytes().substr(problem->span.end).starts_with("\xC2\xA0")) {
    message = "A no-break space stands behind the colon, not a blank";
  }
  if (problem && problem->kind == ProblemKind::missing_comma && fix) {
    if (fix->title.starts_with("Begin the comment")) {
      message = "A comment begins with `#` in YAML, also where the rest looks like JSON";
    } else if (fix->title == "Add the colon") {
      message = "A colon is missing behind the key";
    } else if (fix->title.starts_with("Take the quotes")) {
      message = explain(ProblemKind::content_after_quoted, "");
    }
  }
  // The fix begins further left: the command itself is in order, but for what YAML makes of it.
  if (problem && fix && cut_by_colon(snapshot, *problem, *fix)) {
    message = "A colon and a blank make a key of the begin of this command: it needs quotes";
  }
  const bool evident = fix && fix->applicability == Applicability::safe;
  if (problem && problem->kind == ProblemKind::missing_space_after_colon && !evident) {
    message += ", or this line does not belong here";
  }
  if (message.empty()) message = "This is not valid YAML: " + fault.message;
  Diagnostic& finding = reporter.report(problem ? problem->span : fault.place, std::move(message));
  const bool seen =
      std::find(kSeenMessages.begin(), kSeenMessages.end(), fault.message) != kSeenMessages.end();
  finding.notes.push_back({seen ? "CodeBuild stops with `YAML_FILE_ERROR Message: " +
                                      fault.message + "` and a line number that may be off"
                                : "the YAML parser that CodeBuild uses says: " + fault.message,
                           std::nullopt});
  if (problem && problem->kind == ProblemKind::conflict_marker) {
    add_markers(snapshot, problem->span, finding);
  }
  // The line that has to change may be another.
  if (problem && problem->kind == ProblemKind::bad_indentation && fix && fix->edits.size() == 1) {
    const Span line = snapshot.text.line(snapshot.text.line_of(fix->edits[0].span.begin));
    if (!line.touches(problem->span.begin)) {
      finding.notes.push_back({"this line is indented in another way", line});
    }
  }
  if (fix) finding.fixes.push_back(std::move(*fix));
}

}  // namespace

extern const Rule yaml_syntax;
constexpr Rule yaml_syntax{
    .meta = {.id = "yaml-syntax",
             .summary = "Flags what the YAML parser of CodeBuild rejects.",
             .severity = Severity::error,
             .stage = Stage::stable,
             .since = "0.1.0",
             .catalogue = "CB-YAML-04 CB-YAML-05 CB-YAML-06 CB-YAML-07 CB-YAML-16 CB-ART-05",
             .despite_faults = true},
    .check = check,
};

}  // namespace buildspec::rules
