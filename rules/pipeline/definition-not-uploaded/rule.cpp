// definition-not-uploaded: see rule.md.
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linter/lang/glob.h"
#include "linter/lang/source_path.h"
#include "linter/lint/fixes.h"
#include "linter/lint/wording.h"
#include "rules/commands/invocation/invocation.h"
#include "rules/pipeline/definitions/definitions.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

using pipeline::WrittenDefinition;

enum class Uploaded { no, yes, unknown };

// Nothing for what only the build knows, and for what is not documented.
std::optional<std::string> text_of(Node node) {
  if (!node) return "";
  if (!node.is_scalar()) return std::nullopt;
  std::string text(node.scalar().value());
  if (has_reference(text) || has_undocumented_metacharacter(text)) return std::nullopt;
  return text;
}

Uploaded uploaded_by(const Artifact& artifact, const std::string& path) {
  const auto base = text_of(artifact.base_directory);
  const auto folder = base ? normal_path(*base) : std::nullopt;
  if (!folder) return Uploaded::unknown;
  for (const Node item : list_items(artifact.files)) {
    const auto file = text_of(item);
    if (!file || file->starts_with('/')) return Uploaded::unknown;
    const auto glob = join_paths(*folder, *file);
    // The name of a folder may mean what is in it.
    if (!glob || glob->empty() || match_glob(*glob, path) != GlobMatch::no ||
        path.starts_with(*glob + "/"))
      return glob ? Uploaded::yes : Uploaded::unknown;
  }
  return Uploaded::no;
}

Uploaded uploaded(const Buildspec& buildspec, const std::string& path) {
  Uploaded result = Uploaded::no;
  for (const Artifact& artifact : buildspec.artifacts) {
    const Uploaded by = uploaded_by(artifact, path);
    if (by == Uploaded::yes) return by;
    if (by == Uploaded::unknown) result = by;
  }
  return result;
}

// Another command does something with the file: moves it, packs it, uploads it.
bool used_elsewhere(const Snapshot& snapshot, std::string_view file) {
  for (const CommandText& command : commands::read_commands(snapshot, {file})) {
    if (!command.holds(file)) continue;
    for (const shell::Command& each : command.script->commands) {
      const std::string_view name = each.name();
      if (name == "cat" || name == "echo" || name == "printf" || name == "ls" || name == "rm")
        continue;
      for (const shell::Word& word : each.words)
        if (word.text.find(file) != std::string::npos) return true;
    }
  }
  return false;
}

// A file that is listed, but is not there: artifact-never-produced says so, where it knows the
// tree.
bool said_elsewhere(const Snapshot& snapshot, std::string_view file) {
  if (!pipeline::artifacts_name(snapshot.buildspec, file)) return false;
  const SourceTree* const tree = snapshot.facts->source_tree.get();
  return tree != nullptr && tree->complete;
}

void report(const Snapshot& snapshot, const WrittenDefinition& definition, Reporter& reporter) {
  const std::string file(pipeline::file_of(definition.kind));
  const Span span = definition.text.source(definition.target);
  const Buildspec& buildspec = snapshot.buildspec;
  if (buildspec.artifacts.empty()) {
    reporter
        .report(span, code(file) +
                          " is written, but this build has no artifacts: the deployment "
                          "does not get it")
        .notes.push_back({"list it under `artifacts.files`", std::nullopt});
    return;
  }
  const Artifact& artifact = buildspec.artifacts.front();
  Diagnostic& finding = reporter.report(
      span, code(definition.path.value_or(file)) +
                " is written, but not among the artifacts: the deployment does not get it");
  if (!definition.path) {
    finding.notes.push_back({"it is written outside of the source", std::nullopt});
  } else if (artifact.base_directory) {
    finding.notes.push_back(
        {"`files` are relative to `base-directory`", value_span(artifact.base_directory)});
  } else {
    finding.notes.push_back({"`files` are relative to the root of the source, wherever `cd` went",
                             artifact.files ? std::optional(artifact.files.span()) : std::nullopt});
  }
}

// `artifacts` at the wrong level, or misspelt: other rules say so.
bool misplaced_artifacts(const Snapshot& snapshot) {
  const std::string_view text = snapshot.text.bytes();
  return snapshot.buildspec.artifacts.empty() &&
         (text.find("artifacts:") != std::string_view::npos ||
          text.find("artifact:") != std::string_view::npos ||
          text.find("\"artifacts\"") != std::string_view::npos);
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  if (snapshot.buildspec.batch.node) return;  // its tasks may run this file for other ends
  const auto written = pipeline::written_definitions(snapshot);
  if (written.empty() || misplaced_artifacts(snapshot)) return;
  std::vector<std::string_view> told;
  for (const WrittenDefinition& definition : written) {
    const std::string_view file = pipeline::file_of(definition.kind);
    if (std::find(told.begin(), told.end(), file) != told.end()) continue;
    const bool somewhere = definition.path && definition.path->find('*') != std::string::npos;
    if (somewhere || used_elsewhere(snapshot, file) || said_elsewhere(snapshot, file)) continue;
    // Outside of the source nothing is uploaded.
    const std::string path = definition.path.value_or("../" + std::string(file));
    if (uploaded(snapshot.buildspec, path) != Uploaded::no) continue;
    told.push_back(file);
    report(snapshot, definition, reporter);
  }
}

}  // namespace

extern const Rule definition_not_uploaded;
constexpr Rule definition_not_uploaded{
    .meta = {.id = "definition-not-uploaded",
             .summary =
                 "Flags an imagedefinitions.json or imageDetail.json that is written, but is "
                 "not part of the artifacts.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-PIPE-01"},
    .check = check,
};

}  // namespace buildspec::rules
