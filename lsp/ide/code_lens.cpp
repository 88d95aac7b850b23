#include "lsp/ide/code_lens.h"

#include <algorithm>
#include <set>
#include <string_view>

#include "linter/lang/glob.h"
#include "linter/lint/wording.h"
#include "lsp/ide/batch_graph.h"
#include "lsp/ide/glob_matches.h"

namespace buildspec::ide {
namespace {

// Nobody reads more names in a line.
constexpr std::size_t kShownNames = 12;
constexpr std::size_t kMostFiles = 1'000;
constexpr std::uint64_t kMostBuilds = 1'000'000;

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < std::min(names.size(), kShownNames); ++i) {
    if (i > 0) text += ", ";
    text += names[i];
  }
  if (names.size() > kShownNames)
    text += " and " + std::to_string(names.size() - kShownNames) + " more";
  return text;
}

// ---- Batches ----

LensText graph_text(const Batch& batch) {
  const BatchGraph graph(batch);
  std::vector<std::vector<std::string>> stages(graph.waves());
  std::uint64_t tasks = 0;
  for (const BatchGraph::Task& task : graph.tasks()) {
    if (task.task->kind != BatchKind::graph) continue;
    ++tasks;
    if (task.wave > 0) stages[task.wave - 1].push_back(task.name.empty() ? "?" : task.name);
  }
  if (tasks == 0) return {};
  LensText text;
  text.title = counted(tasks, "build", "builds");
  if (graph.waves() > 0) text.title += " in " + counted(graph.waves(), "stage", "stages");
  for (std::size_t i = 0; i < std::min(stages.size(), kShownNames); ++i) {
    if (i > 0) text.detail += "; ";
    text.detail += "stage " + std::to_string(i + 1) + ": " + joined(stages[i]);
  }
  return text;
}

LensText list_text(const Batch& batch) {
  std::vector<std::string> names;
  for (const BatchTask& task : batch.tasks) {
    if (task.kind != BatchKind::list) continue;
    names.emplace_back(task.identifier.is_scalar() ? task.identifier.scalar().value() : "?");
  }
  if (names.empty()) return {};
  return {counted(names.size(), "build", "builds"), joined(names)};
}

// One build for every combination of what the lists of `dynamic` hold.
LensText matrix_text(Node matrix) {
  const Node dynamic = matrix.get("dynamic");
  const Node env = dynamic.get("env");
  std::uint64_t count = 1;
  std::string factors;
  const auto multiply = [&](std::string_view name, Node list) {
    if (!list.is_sequence() || list.size() == 0) return;
    count = std::min(kMostBuilds, count * list.size());
    if (!factors.empty()) factors += " × ";
    factors += counted(list.size(), "value", "values") + " of " + std::string(name);
  };
  multiply("buildspec", dynamic.get("buildspec"));
  multiply("compute-type", env.get("compute-type"));
  multiply("image", env.get("image"));
  std::size_t shown = 0;
  for (const auto [key, value] : env.get("variables").pairs()) {
    if (!key.is_scalar() || ++shown > kShownNames) continue;
    multiply(key.scalar().value(), value);
  }
  if (factors.empty() || count == kMostBuilds || shown > kShownNames) return {};
  return {counted(count, "build", "builds"), factors};
}

LensText batch_text(const Batch& batch, std::string_view section) {
  if (section == "build-graph") return graph_text(batch);
  if (section == "build-list") return list_text(batch);
  return matrix_text(batch.build_matrix);
}

// ---- Files ----

// A list of which one hint behind a glob does not say it all.
bool has_files_to_count(Node files, Node exclude) {
  if (!files.is_sequence()) return false;
  const auto items = files.items();
  const bool globs = std::any_of(items.begin(), items.end(), [](Node item) {
    return item.is_scalar() && has_wildcard(item.scalar().value());
  });
  return globs && (files.size() > 1 || exclude);
}

LensText files_text(const Snapshot& snapshot, const std::vector<GlobPlace>& places) {
  std::set<std::string> files;
  bool all = true;
  for (const GlobPlace& place : places) {
    const GlobMatches found = match_in_source(*snapshot.facts, place, kMostFiles);
    if (found.state != GlobMatches::State::known) {
      all = false;
      continue;
    }
    all = all && found.all && found.files.size() == found.count;
    files.insert(found.files.begin(), found.files.end());
  }
  if (files.empty()) return {"no file of the source matches", "The build may still make some."};
  const std::string more = all ? "" : "+";
  const std::string title = std::to_string(files.size()) + more +
                            (files.size() == 1 && all ? " file" : " files") + " of the source";
  return {title, joined({files.begin(), files.end()})};
}

// The `files` of artifacts and reports, with the patterns in them.
template <class Visitor>
void for_each_files_key(const Buildspec& buildspec, Visitor&& visit) {
  const auto look = [&visit](Node owner, Node files, Node exclude) {
    if (!has_files_to_count(files, exclude)) return;
    if (const Pair pair = owner.find("files")) visit(pair.key, files);
  };
  for (const Artifact& artifact : buildspec.artifacts)
    look(artifact.node, artifact.files, artifact.exclude_paths);
  for (const Report& report : buildspec.reports) look(report.node, report.files, Node());
}

LensText matched_text(const Snapshot& snapshot, std::uint32_t key) {
  Span list;
  for_each_files_key(snapshot.buildspec, [&](Node at, Node files) {
    if (at.span().begin == key) list = files.span();
  });
  if (list.empty() || !snapshot.facts->source_tree) return {};
  std::vector<GlobPlace> places = glob_places(snapshot.buildspec);
  std::erase_if(places, [&](const GlobPlace& place) { return !list.contains(place.node.span()); });
  return files_text(snapshot, places);
}

constexpr std::string_view kBatchSections[] = {"build-graph", "build-list", "build-matrix"};

}  // namespace

std::vector<CodeLens> code_lenses(const Snapshot& snapshot, const LensChoice& choice) {
  std::vector<CodeLens> lenses;
  if (snapshot.amplify) return lenses;
  const Buildspec& buildspec = snapshot.buildspec;
  if (choice.batch) {
    for (const std::string_view section : kBatchSections) {
      const Pair pair = buildspec.batch.node.find(section);
      if (pair && !batch_text(buildspec.batch, section).title.empty())
        lenses.push_back({LensKind::batch, pair.key.span()});
    }
  }
  if (choice.matched_files && snapshot.facts->source_tree) {
    for_each_files_key(buildspec, [&](Node key, Node) {
      lenses.push_back({LensKind::matched_files, key.span()});
    });
  }
  std::sort(lenses.begin(), lenses.end(),
            [](const CodeLens& a, const CodeLens& b) { return a.span < b.span; });
  return lenses;
}

LensText lens_text(const Snapshot& snapshot, LensKind kind, std::uint32_t key) {
  if (snapshot.amplify) return {};
  if (kind == LensKind::matched_files) return matched_text(snapshot, key);
  const Batch& batch = snapshot.buildspec.batch;
  for (const std::string_view section : kBatchSections) {
    const Pair pair = batch.node.find(section);
    if (pair && pair.key.span().begin == key) return batch_text(batch, section);
  }
  return {};
}

}  // namespace buildspec::ide
