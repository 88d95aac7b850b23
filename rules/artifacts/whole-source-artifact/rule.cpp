// whole-source-artifact: see rule.md.
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "linter/lang/source_path.h"
#include "linter/lint/fixes.h"
#include "linter/lint/wording.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

bool is_whole_source(const Artifact& artifact, Node item) {
  if (!item.is_scalar()) return false;
  const std::string glob(item.scalar().value());
  if (glob != "**/*" && glob != "**" && glob != "./**/*" && glob != "*/**" && glob != "./**")
    return false;
  if (!artifact.base_directory) return true;
  if (!artifact.base_directory.is_scalar()) return false;
  const auto base = normal_path(artifact.base_directory.scalar().value());
  return base && base->empty();
}

bool holds_secrets(std::string_view path) {
  static constexpr std::array<std::string_view, 5> kNames{".env", "id_rsa", "id_ed25519", ".npmrc",
                                                          ".pypirc"};
  const std::string_view name = file_name(path);
  for (const std::string_view secret : kNames)
    if (name == secret) return true;
  return name.ends_with(".pem") || name.ends_with(".pfx") || name.ends_with(".p12");
}

std::optional<std::string> file_with_secrets(const SourceTree* tree) {
  if (tree == nullptr) return std::nullopt;
  for (const std::string& file : tree->files)
    if (holds_secrets(file)) return file;
  return std::nullopt;
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  for (const Artifact& artifact : snapshot.buildspec.artifacts) {
    if (!list_items(artifact.exclude_paths).empty()) continue;
    for (const Node item : list_items(artifact.files)) {
      if (!is_whole_source(artifact, item)) continue;
      const auto secrets = file_with_secrets(snapshot.facts->source_tree.get());
      Diagnostic& finding = reporter.report(
          secrets ? Severity::warning : Severity::info, value_span(item),
          secrets ? "The artifact holds the whole source, with " + code(*secrets)
                  : "The artifact holds the whole source, with all that the build left in it");
      finding.notes.push_back(
          {"name what the next stage needs, set `base-directory`, or leave files out with "
           "`exclude-paths`",
           std::nullopt});
    }
  }
}

}  // namespace

extern const Rule whole_source_artifact;
constexpr Rule whole_source_artifact{
    .meta = {.id = "whole-source-artifact",
             .summary = "Flags artifacts that hold the whole source, dependencies and hidden files "
                        "included.",
             .severity = Severity::info,
             .stage = Stage::stable,
             .on_by_default = false,
             .since = "0.2.0",
             .catalogue = "CB-ART-07"},
    .check = check,
};

}  // namespace buildspec::rules
