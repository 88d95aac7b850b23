// impossible-comparison: see rule.md.
#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "linter/lang/command_text.h"
#include "linter/lint/scalar_edit.h"
#include "linter/lint/wording.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

// The events that webhooks know as filters; which of them the variable holds is documented by
// example only.
constexpr std::array<std::string_view, 9> kEvents{"PUSH",
                                                  "PULL_REQUEST_CREATED",
                                                  "PULL_REQUEST_UPDATED",
                                                  "PULL_REQUEST_REOPENED",
                                                  "PULL_REQUEST_MERGED",
                                                  "PULL_REQUEST_CLOSED",
                                                  "RELEASED",
                                                  "PRERELEASED",
                                                  "WORKFLOW_JOB_QUEUED"};

struct Verdict {
  std::string why;
  std::string instead;  // what was meant; empty where that is not evident
};

std::string upper(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  return result;
}

bool is_known(std::string_view event) {
  return std::find(kEvents.begin(), kEvents.end(), event) != kEvents.end();
}

std::optional<Verdict> judge_event(std::string_view value) {
  if (is_known(value)) return std::nullopt;
  std::string meant = upper(value);
  std::replace(meant.begin(), meant.end(), '-', '_');
  if (!is_known(meant)) meant.clear();
  return Verdict{
      "its values are those of the webhook's filters: `PUSH`, `PULL_REQUEST_CREATED`, "
      "`PULL_REQUEST_UPDATED`, …",
      std::move(meant)};
}

// Why the variable never has this value.
std::optional<Verdict> judge(std::string_view variable, std::string_view value) {
  if (value.empty()) return std::nullopt;
  if (variable == "CODEBUILD_WEBHOOK_EVENT") return judge_event(value);
  if (variable == "CODEBUILD_BUILD_SUCCEEDING") {
    if (value == "0" || value == "1") return std::nullopt;
    const std::string word = upper(value);
    const bool yes = word == "TRUE" || word == "YES" || word == "SUCCEEDED" || word == "SUCCESS";
    const bool no = word == "FALSE" || word == "NO" || word == "FAILED";
    return Verdict{"it is `1` while the build succeeds, and `0` once it has failed", yes  ? "1"
                                                                                     : no ? "0"
                                                                                          : ""};
  }
  if (variable == "CODEBUILD_WEBHOOK_HEAD_REF" || variable == "CODEBUILD_WEBHOOK_BASE_REF") {
    if (value.starts_with("refs/") || value.find('/') != std::string_view::npos)
      return std::nullopt;
    return Verdict{"it is the whole reference, such as `refs/heads/main`",
                   "refs/heads/" + std::string(value)};
  }
  if (variable == "CODEBUILD_WEBHOOK_TRIGGER") {
    if (value.starts_with("pr/") || value.starts_with("branch/") || value.starts_with("tag/") ||
        value.find('/') != std::string_view::npos)
      return std::nullopt;
    return Verdict{"it is `branch/<name>`, `tag/<name>` or `pr/<number>`",
                   "branch/" + std::string(value)};
  }
  if (variable == "CODEBUILD_INITIATOR" && value == "codepipeline")
    return Verdict{"it is `codepipeline/<name of the pipeline>`", ""};
  return std::nullopt;
}

// The variable that a word is, alone and as it is.
std::string_view variable_of(const shell::Script& script, const shell::Word& word) {
  if (word.parts.size() != 1 || word.parts[0].kind != shell::PartKind::variable) return {};
  const shell::VariableUse* const use = script.variable_at(word.parts[0].span.begin);
  if (use == nullptr || use->form != shell::UseForm::plain) return {};
  return use->name;
}

// `value` is fixed text, without its quotes at `place`.
void report(const Snapshot& snapshot, const CommandText& command, std::string_view variable,
            std::string_view value, Span place, Reporter& reporter, Span marked) {
  const auto verdict = judge(variable, value);
  if (!verdict) return;
  // All events are not documented: one that resembles none of them may be new.
  const bool open = variable == "CODEBUILD_WEBHOOK_EVENT" && verdict->instead.empty();
  Diagnostic& finding =
      reporter.report(open ? Severity::info : Severity::warning, command.source(marked),
                      open ? code(value) + " is no event that is known of " + code(variable)
                           : code(variable) + " is never " + code(value));
  finding.notes.push_back({verdict->why, {}});
  if (verdict->instead.empty()) return;
  const bool sure =
      variable == "CODEBUILD_WEBHOOK_EVENT" || variable == "CODEBUILD_BUILD_SUCCEEDING";
  auto edits =
      edit_in_scalar(snapshot, command.command.node, command.scalar, place, verdict->instead);
  if (edits)
    finding.fixes.push_back({"Compare with " + code(verdict->instead),
                             sure ? Applicability::safe : Applicability::unsafe,
                             std::move(*edits)});
}

bool compares(std::string_view word) {
  return word == "=" || word == "==" || word == "!=" || word == "-eq" || word == "-ne";
}

constexpr std::string_view kSucceeding = "CODEBUILD_BUILD_SUCCEEDING";

// `[ $CODEBUILD_BUILD_SUCCEEDING ]`: whether it is empty, which it never is.
void check_emptiness(const Snapshot& snapshot, const CommandText& command,
                     const shell::Command& each, Reporter& reporter) {
  const bool brackets = each.name() != "test";
  const std::size_t end = each.words.size() - (brackets ? 1 : 0);
  std::size_t at = 1;
  bool yes = true;
  for (; at < end && each.words[at].text == "!"; ++at) yes = !yes;
  if (at + 2 == end && each.words[at].text == "-n") {
    ++at;
  } else if (at + 2 == end && each.words[at].text == "-z") {
    ++at;
    yes = !yes;
  }
  if (at + 1 != end || variable_of(*command.script, each.words[at]) != kSucceeding) return;
  Diagnostic& finding =
      reporter.report(Severity::warning, command.source(each.words[at].span),
                      std::string("This test is always ") + (yes ? "true" : "false") +
                          ": it asks whether " + code(kSucceeding) + " is empty");
  finding.notes.push_back({"it is `1` while the build succeeds, and `0` once it has failed", {}});
  if (each.words[at - 1].text == "-n" || each.words[at - 1].text == "-z") return;
  const Span behind{each.words[at].span.end, each.words[at].span.end};
  if (auto edits = edit_in_scalar(snapshot, command.command.node, command.scalar, behind, " = 1"))
    finding.fixes.push_back({"Compare with `1`", Applicability::safe, std::move(*edits)});
}

// ---- case $VARIABLE in true) … ----

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n'; }
std::uint32_t skip_blanks(std::string_view text, std::uint32_t at, std::uint32_t end) {
  while (at < end && is_blank(text[at])) ++at;
  return at;
}

// The patterns of one arm, from `at` on; none where not all of them are fixed texts.
std::vector<Span> patterns_at(std::string_view text, std::uint32_t at, std::uint32_t end) {
  std::vector<Span> found;
  at = skip_blanks(text, at, end);
  if (at < end && text[at] == '(') at = skip_blanks(text, at + 1, end);
  while (at < end) {
    const char quote = text[at] == '"' || text[at] == '\'' ? text[at] : '\0';
    Span word{quote != '\0' ? at + 1 : at, at};
    word.end = word.begin;
    while (word.end < end && (std::isalnum(static_cast<unsigned char>(text[word.end])) != 0 ||
                              text[word.end] == '_' || text[word.end] == '-'))
      ++word.end;
    std::uint32_t next = word.end;
    if (quote != '\0' && (next >= end || text[next] != quote)) return {};
    if (quote != '\0') ++next;
    next = skip_blanks(text, next, end);
    if (word.empty() || next >= end || (text[next] != ')' && text[next] != '|')) return {};
    found.push_back(word);
    if (text[next] == ')') return found;
    at = skip_blanks(text, next + 1, end);
  }
  return {};
}

// Stands in a command, or in a construct within this one.
bool is_inside(const shell::Script& script, std::uint32_t construct, std::uint32_t at) {
  const auto holds = [at](const auto& each) { return each.span.contains(at); };
  if (std::any_of(script.commands.begin(), script.commands.end(), holds)) return true;
  return std::any_of(script.compounds.begin() + construct + 1, script.compounds.end(), holds);
}

void check_case(const Snapshot& snapshot, const CommandText& command, std::uint32_t construct,
                Reporter& reporter) {
  const shell::Script& script = *command.script;
  const Span span = script.compounds[construct].span;
  const std::string_view text = command.text();
  const auto use = std::find_if(script.variables.begin(), script.variables.end(),
                                [&](const auto& each) { return each.span.begin >= span.begin; });
  if (use == script.variables.end() || use->form != shell::UseForm::plain) return;
  // The word is the variable and nothing else.
  std::uint32_t at = use->span.end;
  const std::string_view before = text.substr(span.begin, use->span.begin - span.begin);
  if (before == "case \"" && at < span.end && text[at] == '"') {
    ++at;
  } else if (before != "case ") {
    return;
  }
  at = skip_blanks(text, at, span.end);
  if (text.substr(at, 2) != "in" || at + 2 >= span.end || !is_blank(text[at + 2])) return;
  at += 2;
  while (at < span.end) {
    const std::vector<Span> patterns = patterns_at(text, at, span.end);
    // "1|true" is careful, not wrong.
    const bool possible = std::any_of(patterns.begin(), patterns.end(), [&](Span pattern) {
      return !judge(use->name, text.substr(pattern.begin, pattern.size()));
    });
    for (const Span pattern : possible ? std::vector<Span>() : patterns)
      report(snapshot, command, use->name, text.substr(pattern.begin, pattern.size()), pattern,
             reporter, pattern);
    do {
      at = static_cast<std::uint32_t>(std::min<std::size_t>(text.find(";;", at + 1), span.end));
    } while (at < span.end && is_inside(script, construct, at));
    at = std::min(at + 2, span.end);
  }
}

// `if $CODEBUILD_BUILD_SUCCEEDING; then`: its value is run as a command.
void check_run(const Snapshot& snapshot, const CommandText& command, const shell::Word& word,
               Reporter& reporter) {
  if (variable_of(*command.script, word) != kSucceeding) return;
  Diagnostic& finding = reporter.report(Severity::warning, command.source(word.span),
                                        "This runs a command with the name `1` or `0`");
  finding.notes.push_back({"these are the values of " + code(kSucceeding), {}});
  const std::string test = "[ \"$" + std::string(kSucceeding) + "\" = 1 ]";
  if (auto edits = edit_in_scalar(snapshot, command.command.node, command.scalar, word.span, test))
    finding.fixes.push_back({"Compare it with `1`", Applicability::safe, std::move(*edits)});
}

void check_command(const Snapshot& snapshot, const CommandText& command, Reporter& reporter) {
  if (command.text().find("CODEBUILD_") == std::string_view::npos) return;
  const std::vector<shell::Compound>& constructs = command.script->compounds;
  for (std::uint32_t i = 0; i < constructs.size(); ++i)
    if (constructs[i].kind == shell::CompoundKind::case_)
      check_case(snapshot, command, i, reporter);
  for (const shell::Command& each : command.script->commands) {
    if (each.words.size() == 1) check_run(snapshot, command, each.words[0], reporter);
    const std::string_view name = each.name();
    if (name != "[" && name != "[[" && name != "test") continue;
    check_emptiness(snapshot, command, each, reporter);
    for (std::size_t i = 2; i + 1 < each.words.size(); ++i) {
      if (!compares(each.words[i].text)) continue;
      const shell::Word& left = each.words[i - 1];
      const shell::Word& right = each.words[i + 1];
      // A pattern stands for many texts.
      if (const std::string_view variable = variable_of(*command.script, left);
          !variable.empty() && right.literal && (name != "[[" || right.plain()))
        report(snapshot, command, variable, right.text, right.inner(), reporter, right.span);
      if (const std::string_view variable = variable_of(*command.script, right);
          !variable.empty() && left.literal)
        report(snapshot, command, variable, left.text, left.inner(), reporter, left.span);
    }
  }
}

}  // namespace

extern const Rule impossible_comparison;
constexpr Rule impossible_comparison{
    .meta = {.id = "impossible-comparison",
             .summary = "Flags comparisons of CodeBuild's variables with what they never hold.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = ""},
    .check_command = check_command,
};

}  // namespace buildspec::rules
