// artifact-glob: see rule.md.
#include <algorithm>
#include <string>
#include <string_view>

#include "linter/lang/glob.h"
#include "linter/lint/fixes.h"
#include "linter/lint/wording.h"
#include "rules/artifacts/paths/paths.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

using artifacts::PathKind;
using artifacts::PathSite;

// Marks that only regular expressions have. "**/.*" and "target/*.*" are globs.
bool looks_like_regex(std::string_view glob) {
  if (glob.size() > 2 && glob.substr(1, 2) == ":\\") return false;  // a path of Windows
  const auto has = [glob](std::string_view part) {
    return glob.find(part) != std::string_view::npos;
  };
  const bool ends = glob.size() > 1 && glob.back() == '$';
  const bool any_run = has(".*\\") || has(".+") || has("]+") || has("]*") || has(")*") || has(")?");
  const bool group = has("(") && has("|");
  return glob.starts_with("^") || ends || has("\\.") || has("\\d") || has("\\w") || any_run ||
         group;
}

bool is_literal_source_folder(std::string_view path) {
  return path.starts_with("/codebuild/output/src");
}

void check_base_directory(const PathSite& site, Reporter& reporter) {
  if (!site.base_directory.is_scalar()) return;
  const std::string base(site.base_directory.scalar().value());
  if (!is_literal_source_folder(base)) return;
  reporter
      .report(value_span(site.base_directory),
              "The folder " + code(base) + " is another one in every build")
      .notes.push_back({"write it relative to the source, or begin with `$CODEBUILD_SRC_DIR`", {}});
}

// True if something was said.
bool check_prefix(const PathSite& site, const std::string& glob, Reporter& reporter) {
  const Span span = value_span(site.node);
  if (is_literal_source_folder(glob)) {
    reporter.report(span, "The folder of " + code(glob) + " is another one in every build")
        .notes.push_back({"paths are relative to the source root already", {}});
    return true;
  }
  if (site.kind == PathKind::cache) return false;  // absolute paths are normal there
  if (glob.starts_with("./") && glob.size() > 2) {
    Diagnostic& finding =
        reporter.report(Severity::hint, {span.begin, span.begin + 2}, "Paths need no leading `./`");
    finding.tags.push_back(DiagnosticTag::unnecessary);
    if (span.size() != glob.size()) return true;
    // A plain `**/*` would be a YAML alias.
    if (site.node.style() == ScalarStyle::plain && glob[2] == '*') {
      finding.fixes.push_back(
          {"Remove `./`", Applicability::safe, {{span, "'" + glob.substr(2) + "'"}}});
    } else {
      finding.fixes.push_back(
          {"Remove `./`", Applicability::safe, {{{span.begin, span.begin + 2}, ""}}});
    }
    return true;
  }
  if (glob.starts_with("/") || glob.starts_with("~/")) {
    reporter.report(Severity::info, span, "The path " + code(glob) + " is not in the source tree")
        .notes.push_back(
            {"one report says that such files are left out: `Skipping invalid file path`", {}});
    return true;
  }
  return false;
}

// `dist/**/*` below the base directory `dist` is dist/dist.
bool check_repeated(const Snapshot& snapshot, const PathSite& site, const std::string& glob,
                    Reporter& reporter) {
  if (!site.base_directory.is_scalar()) return false;
  const auto base = normal_path(site.base_directory.scalar().value());
  if (!base || base->empty() || has_reference(*base) || has_wildcard(*base)) return false;
  const std::string prefix = *base + "/";
  const std::size_t at = glob.starts_with("./") ? 2 : 0;
  if (!std::string_view(glob).substr(at).starts_with(prefix)) return false;
  const SourceTree* const tree = snapshot.facts->source_tree.get();
  if (tree != nullptr && tree->has_directory(prefix + *base)) return false;
  const Span span = value_span(site.node);
  const auto offset = static_cast<std::uint32_t>(at);
  const auto size = static_cast<std::uint32_t>(prefix.size());
  Diagnostic& finding = reporter.report(
      span, "The path repeats the base directory: it means " + code(prefix + glob.substr(at)));
  finding.notes.push_back(
      {"paths are relative to `base-directory`", value_span(site.base_directory)});
  if (span.size() == glob.size())
    finding.fixes.push_back({"Remove " + code(prefix),
                             Applicability::unsafe,
                             {{{span.begin + offset, span.begin + offset + size}, ""}}});
  return true;
}

void check_form(const Snapshot& snapshot, const PathSite& site, const std::string& glob,
                Reporter& reporter) {
  const Span span = value_span(site.node);
  if (looks_like_regex(glob)) {
    reporter.report(span, code(glob) + " looks like a regular expression, but paths are globs")
        .notes.push_back({"`*` is any part of a name, `**/*` everything below a folder", {}});
    return;
  }
  if (has_reference(glob)) return;
  if (has_undocumented_metacharacter(glob)) {
    Diagnostic& finding = reporter.report(
        Severity::info, span,
        "Only `*` and `**` are documented in paths: what " + code(glob) + " matches is not known");
    if (glob.front() == '!' && site.kind == PathKind::artifact)
      finding.notes.push_back({"files are left out with `exclude-paths`", {}});
    return;
  }
  if (site.kind == PathKind::cache || has_wildcard(glob)) return;
  const auto path = normal_path(glob);
  const SourceTree* const tree = snapshot.facts->source_tree.get();
  const bool slash = glob.back() == '/';
  const bool known_folder = tree != nullptr && path && !site.base_directory && !path->empty() &&
                            !tree->has_file(*path) && tree->has_directory(*path);
  if ((!slash && !known_folder) || (path && path->empty())) return;
  Diagnostic& finding =
      reporter.report(Severity::info, span,
                      code(glob) + " is a folder: whether its content is meant is not documented");
  if (span.size() == glob.size())
    finding.fixes.push_back({"Match everything below the folder",
                             Applicability::unsafe,
                             {{{span.end, span.end}, slash ? "**/*" : "/**/*"}}});
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  Node last_base;
  for (const PathSite& site : artifacts::path_sites(snapshot.buildspec)) {
    if (!site.node.is_scalar()) continue;
    if (site.base_directory && !(site.base_directory == last_base))
      check_base_directory(site, reporter);
    last_base = site.base_directory;
    const std::string glob(site.node.scalar().value());
    if (glob.empty()) continue;
    if (check_repeated(snapshot, site, glob, reporter)) continue;
    if (check_prefix(site, glob, reporter)) continue;
    check_form(snapshot, site, glob, reporter);
  }
}

}  // namespace

extern const Rule artifact_glob;
constexpr Rule artifact_glob{
    .meta = {.id = "artifact-glob",
             .summary =
                 "Flags paths of artifacts, reports and caches that do not have the form of a "
                 "glob.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.1.0",
             .catalogue = "CB-ART-04 CB-ART-06 CB-ART-16"},
    .check = check,
};

}  // namespace buildspec::rules
