#include "lsp/ide/inlay_hints.h"

#include <algorithm>
#include <utility>

#include "linter/lang/flow.h"
#include "linter/lang/glob.h"
#include "linter/schema/catalogue.h"
#include "linter/schema/runtime_version.h"
#include "lsp/ide/batch_graph.h"
#include "lsp/ide/catalogue_text.h"
#include "lsp/ide/glob_matches.h"
#include "lsp/ide/markdown.h"

namespace buildspec::ide {
namespace {

// More stand on no screen; each is held against the source tree.
constexpr int kMostGlobs = 200;

class Hints {
 public:
  Hints(const Snapshot& snapshot, Span range)
      : snapshot_(snapshot), buildspec_(snapshot.buildspec), range_(range) {}

  std::vector<InlayHint> take() && {
    std::stable_sort(hints_.begin(), hints_.end(),
                     [](const InlayHint& a, const InlayHint& b) { return a.offset < b.offset; });
    return std::move(hints_);
  }

  // What stands for a version on the image that the project uses.
  void runtime_versions() {
    const schema::Image* const image = known_image(*snapshot_.facts);
    if (image == nullptr) return;
    for (const Phase& phase : buildspec_.phases) {
      for (const Pair pair : phase.runtime_versions.pairs()) {
        if (pair.key.is_scalar() && shows(pair.value)) runtime_version(*image, pair);
      }
    }
  }

  void images() {
    for (const BatchTask& task : buildspec_.batch.tasks) image(task.env.get("image"));
    for (const Node matrix : {buildspec_.batch.build_matrix, buildspec_.batch.build_fanout}) {
      for (const char* const part : {"static", "dynamic"}) {
        const Node named = matrix.get(part).get("env").get("image");
        image(named);
        for (const Node item : named.items()) image(item);
      }
    }
  }

  void matched_files() {
    if (!snapshot_.facts->source_tree) return;
    int left = kMostGlobs;
    for (const GlobPlace& place : glob_places(buildspec_)) {
      if (!shows(place.node) || place.kind == GlobPlace::Kind::base_directory) continue;
      if (!has_wildcard(place.node.scalar().value())) continue;
      if (left-- == 0) break;
      const GlobMatches found = match_in_source(*snapshot_.facts, place, 0);
      // What the build makes is not there yet: no match says nothing.
      if (found.state != GlobMatches::State::known || found.count == 0) continue;
      const std::string count = std::to_string(found.count) + (found.all ? "" : "+");
      add(place.node, count + (count == "1" ? " file" : " files"));
    }
  }

  void task_stages() {
    const Batch& batch = buildspec_.batch;
    if (!batch.build_graph || !overlaps(batch.build_graph.span())) return;
    const BatchGraph graph(batch);
    if (graph.waves() < 2) return;
    for (const BatchGraph::Task& task : graph.tasks()) {
      if (task.task->kind != BatchKind::graph || task.wave == 0) continue;
      if (shows(task.task->identifier))
        add(task.task->identifier,
            "stage " + std::to_string(task.wave) + " of " + std::to_string(graph.waves()));
    }
  }

  // A `cd` holds for the commands behind it, in later phases too.
  void directories() {
    const Flow flow(snapshot_);
    for (const Command& command : buildspec_.commands) {
      if (command.index != 0 || command.list != CommandList::commands) continue;
      const Phase* const phase = buildspec_.phase(command.phase);
      const Pair pair = phase == nullptr ? Pair() : phase->value.find("commands");
      if (!pair) continue;
      std::uint32_t behind = pair.key.span().end;
      if (snapshot_.text.bytes().substr(behind).starts_with(':')) ++behind;
      if (!range_.touches(behind)) continue;
      const Directory directory = flow.directory(command.order);
      if (directory.state != Directory::State::known || directory.path.empty()) continue;
      InlayHint hint;
      hint.offset = behind;
      hint.subject = pair.key.span().begin;
      hint.label = "in " + directory.path;
      hint.text = "The first command runs in " + code_span(directory.path) +
                  ": a command of an earlier phase changed the directory.";
      hints_.push_back(std::move(hint));
    }
  }

 private:
  [[nodiscard]] bool overlaps(Span span) const {
    return span.begin <= range_.end && range_.begin <= span.end;
  }
  [[nodiscard]] bool shows(const Node& node) const {
    return node.is_scalar() && range_.touches(node.span().end) && !is_block(node);
  }
  // Behind its last line there is no place for a hint.
  [[nodiscard]] static bool is_block(const Node& node) {
    return node.style() == ScalarStyle::literal || node.style() == ScalarStyle::folded;
  }

  InlayHint& add(const Node& node, std::string label) {
    InlayHint hint;
    hint.offset = node.span().end;
    hint.subject = node.span().begin;
    hint.label = std::move(label);
    hints_.push_back(std::move(hint));
    return hints_.back();
  }

  void runtime_version(const schema::Image& image, const Pair& pair) {
    const Scalar wanted = pair.value.scalar();
    const schema::VersionForm form = schema::version_form(wanted.value());
    if (form != schema::VersionForm::latest && form != schema::VersionForm::wildcard) return;
    const schema::Runtime* const runtime = schema::find_runtime(image, pair.key.scalar().value());
    if (runtime == nullptr) return;
    const schema::VersionChoice choice = schema::choose_version(*runtime, wanted.value());
    if (choice.version == nullptr) return;
    const std::string version(choice.version->text);
    InlayHint& hint = add(pair.value, "= " + version);
    // Quoted: YAML takes 3.10 for the number 3.1.
    const char quote = pair.value.style() == ScalarStyle::single_quoted ? '\'' : '"';
    hint.edit = Edit{pair.value.span(), quote + version + quote};
  }

  void image(const Node& node) {
    if (!shows(node)) return;
    const schema::Image* const image = schema::find_image(node.scalar().value());
    if (image == nullptr || image->os.empty()) return;
    std::string label(image->os);
    if (image->status != schema::ImageStatus::current)
      label += ", " + std::string(schema::to_string(image->status));
    add(node, std::move(label));
  }

  const Snapshot& snapshot_;
  const Buildspec& buildspec_;
  Span range_;
  std::vector<InlayHint> hints_;
};

}  // namespace

std::vector<InlayHint> inlay_hints(const Snapshot& snapshot, Span range, const HintChoice& choice) {
  if (snapshot.amplify) return {};
  Hints hints(snapshot, range);
  if (choice.runtime_versions) hints.runtime_versions();
  if (choice.images) hints.images();
  if (choice.matched_files) hints.matched_files();
  if (choice.task_stages) hints.task_stages();
  if (choice.directories) hints.directories();
  return std::move(hints).take();
}

}  // namespace buildspec::ide
