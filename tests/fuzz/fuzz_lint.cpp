// Any bytes through the whole core: text, tree, verdict, view, every rule. Nothing may crash, and
// every span of every finding must lie inside the text.
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>

#include "linter/lang/snapshot.h"
#include "linter/lint/engine.h"
#include "rules/registry.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void require_inside(buildspec::Span span, std::uint32_t size) {
  require(span.begin <= span.end && span.end <= size);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const buildspec::LintEngine engine(buildspec::all_rules(), {});
  static const auto facts = [] {
    auto made = std::make_shared<buildspec::ProjectFacts>();
    made->today = buildspec::Date{2026, 11, 20};
    made->source_tree = std::make_shared<buildspec::SourceTree>();
    return made;
  }();
  const buildspec::SourceText text(std::string(reinterpret_cast<const char*>(data), size));
  const auto snapshot = buildspec::analyze("buildspec.yml", 0, text, facts);
  if (snapshot->fault) require_inside(snapshot->fault->place, text.size());
  for (const auto& found : engine.run(*snapshot)) {
    require_inside(found.span, text.size());
    for (const auto& note : found.notes) {
      if (note.span) require_inside(*note.span, text.size());
    }
    for (const auto& fix : found.fixes) {
      for (const auto& edit : fix.edits) require_inside(edit.span, text.size());
      (void)buildspec::apply_edits(text.bytes(), fix.edits);
    }
  }
  return 0;
}
