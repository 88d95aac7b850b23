// duplicate-key: see rule.md.
#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "linter/lint/fixes.h"
#include "linter/lint/wording.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

// Between the two stands a key that is indented too deep, with nothing behind it: what follows is
// meant to stand below that. misplaced-key tells of it.
bool follows_empty_key(const Snapshot& snapshot, const Mismatch& mismatch) {
  return std::ranges::any_of(snapshot.mismatches, [&](const Mismatch& other) {
    const bool unknown = other.kind == MismatchKind::unknown_key && other.owner == mismatch.owner;
    if (!unknown || !other.key_node.is_scalar()) return false;
    const std::uint32_t begin = other.key_node.span().begin;
    if (begin < mismatch.other.span().begin || mismatch.key_node.span().begin < begin) return false;
    return mismatch.owner.get(other.key_node.scalar().value()).is_missing();
  });
}

// The pair with exactly this key.
Pair pair_of(Node key) { return *Node::PairRange::iterator(key); }

bool is_block(Node node, Kind kind) {
  return node.kind() == kind && !node.flow() && node.size() > 0 && node.anchor().empty() &&
         node.tag().empty();
}

// No key stands in both.
bool are_apart(Node a, Node b) {
  for (const Pair pair : a.pairs()) {
    if (!pair.key.is_scalar() || b.get(pair.key.scalar().value())) return false;
  }
  return true;
}

// What stands below the second key goes to the end of what stands below the first.
std::optional<Fix> merge(const Snapshot& snapshot, const Mismatch& mismatch) {
  const SourceText& text = snapshot.text;
  const Pair first = pair_of(mismatch.other);
  const Pair second = pair_of(mismatch.key_node);
  if (!first || !second) return std::nullopt;
  const Kind kind = first.value.kind();
  const bool collections = kind == Kind::mapping || kind == Kind::sequence;
  if (!collections || !is_block(first.value, kind) || !is_block(second.value, kind) ||
      !are_apart(first.value, second.value)) {
    return std::nullopt;
  }
  const auto target = whole_lines(text, first);
  const auto source = whole_lines(text, second);
  if (!target || !source) return std::nullopt;
  // Behind the second key's own line, where only a comment may stand.
  const std::uint32_t key_line = text.line_of(second.key.span().begin);
  if (text.line_of(second.value.span().begin) == key_line) return std::nullopt;
  const std::uint32_t below = text.line(key_line + 1).begin;
  const std::string_view behind = text.bytes({second.key.span().end, text.line(key_line).end});
  if (behind.find('#') != std::string_view::npos || source->begin != text.line(key_line).begin) {
    return std::nullopt;
  }
  const std::int64_t by = std::int64_t{text.column(first.value.span().begin)} -
                          std::int64_t{text.column(second.value.span().begin)};
  std::string lines = shifted_lines(text.bytes({below, source->end}), by);
  if (!lines.ends_with('\n')) lines += line_break(text);
  Fix fix{"Merge it into the first", Applicability::unsafe, {}};
  if (target->end == source->begin) {
    fix.edits.push_back({*source, std::move(lines)});
  } else {
    fix.edits.push_back({Span{target->end, target->end}, std::move(lines)});
    fix.edits.push_back({*source, ""});
  }
  return fix;
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  for (const Mismatch& mismatch : snapshot.mismatches) {
    if (mismatch.kind != MismatchKind::duplicate_key) continue;
    if (follows_empty_key(snapshot, mismatch)) continue;
    const Scalar name = mismatch.key_node.scalar();
    Diagnostic& finding =
        reporter.report(mismatch.key_node.span(),
                        "The key " + code(name.value()) + " stands here for the second time");
    finding.notes.push_back({"it stands here first", mismatch.other.span()});
    finding.notes.push_back(
        {"which of them counts is not documented: probably the last, and what stands below the "
         "other is lost",
         std::nullopt});
    if (auto fix = merge(snapshot, mismatch)) finding.fixes.push_back(std::move(*fix));
  }
}

}  // namespace

extern const Rule duplicate_key;
constexpr Rule duplicate_key{
    .meta = {.id = "duplicate-key",
             .summary = "Flags keys that stand twice in one mapping.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.1.0",
             .catalogue = "CB-YAML-11"},
    .check = check,
};

}  // namespace buildspec::rules
