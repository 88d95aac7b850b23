// unused-variable: see rule.md.
#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "linter/lang/flow.h"
#include "linter/lint/fixes.h"
#include "linter/lint/wording.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

bool is_part(char c) {
  return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// Programs read these by themselves.
bool is_read_by_tools(std::string_view name) {
  static constexpr std::array<std::string_view, 30> kPrefixes{
      "AWS_",  "CODEBUILD_", "NODE_",    "NPM_", "npm_",        "YARN_",    "DOCKER_", "BUILDKIT_",
      "PIP_",  "PYTHON",     "POETRY",   "UV_",  "JAVA_",       "MAVEN_",   "GRADLE_", "TF_",
      "CDK_",  "SAM_",       "GO",       "CGO_", "DOTNET",      "NUGET_",   "CARGO_",  "RUST",
      "SONAR", "LC_",        "CYPRESS_", "GIT_", "PLAYWRIGHT_", "HOMEBREW_"};
  static constexpr std::array<std::string_view, 12> kNames{
      "PATH", "HOME",  "LANG", "TZ",  "CI",       "DEBIAN_FRONTEND", "LD_LIBRARY_PATH",
      "USER", "SHELL", "TERM", "CGO", "RAILS_ENV"};
  return std::any_of(
             kPrefixes.begin(), kPrefixes.end(),
             [name](std::string_view prefix) { return name.substr(0, prefix.size()) == prefix; }) ||
         std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

// As a word of its own, anywhere but where it is defined.
bool occurs_elsewhere(std::string_view text, std::string_view name, Span key) {
  for (std::size_t at = text.find(name); at != std::string_view::npos;
       at = text.find(name, at + name.size())) {
    const std::size_t end = at + name.size();
    const bool whole =
        (at == 0 || !is_part(text[at - 1])) && (end == text.size() || !is_part(text[end]));
    if (whole && !key.touches(static_cast<std::uint32_t>(at))) return true;
  }
  return false;
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  // Of many names a search of the whole text each would take long.
  constexpr std::size_t kMostVariables = 300;
  constexpr std::size_t kLongestText = 1U << 20U;
  const auto& variables = snapshot.buildspec.env.variables;
  if (variables.size() > kMostVariables || snapshot.text.size() > kLongestText ||
      snapshot.buildspec.commands.empty())
    return;
  const Flow flow(snapshot);
  for (const Variable& variable : variables) {
    if (!variable.key.is_scalar()) continue;
    const Scalar key = variable.key.scalar();
    // Most are used by a command: those need no search.
    const auto number = flow.find(key.value());
    if (number && flow.use_count(*number) > 0) continue;
    if (key.value().empty() || is_read_by_tools(key.value()) ||
        occurs_elsewhere(snapshot.text.bytes(), key.value(), variable.key.span()))
      continue;
    Diagnostic& finding =
        reporter.report(variable.key.span(), "No command names " + code(key.value()));
    finding.tags.push_back(DiagnosticTag::unnecessary);
    finding.notes.push_back({"a script or a program may use it all the same", {}});
    if (variable.block != VariableBlock::variables)
      finding.notes.push_back({"if nothing does, the build needs no permission to read it", {}});
    for (const Pair pair : snapshot.buildspec.env.node.pairs()) {
      if (!(pair.value.find(key.value()).key == variable.key)) continue;
      auto edit = removal(snapshot.text, pair.value, Pair{variable.key, variable.value});
      // A comment is worth more than the fix.
      if (edit && snapshot.text.bytes(edit->span).find('#') == std::string_view::npos)
        finding.fixes.push_back(
            {"Remove " + code(key.value()), Applicability::unsafe, {std::move(*edit)}});
    }
  }
}

}  // namespace

extern const Rule unused_variable;
constexpr Rule unused_variable{
    .meta = {.id = "unused-variable",
             .summary = "Flags environment variables that nothing in the file names again.",
             .severity = Severity::hint,
             .stage = Stage::stable,
             .on_by_default = false,
             .since = "0.2.0",
             .catalogue = "CB-PR-09"},
    .check = check,
};

}  // namespace buildspec::rules
