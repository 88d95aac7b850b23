// Completion held against real buildspecs: where a known key or value stands, it is what completion
// offers, and accepting it changes nothing. So the place that is found by eye is the one that the
// tree has.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "linter/lang/binding.h"
#include "linter/schema/buildspec_schema.h"
#include "lsp/ide/completion.h"
#include "lsp/ide/hover.h"
#include "tests/ide/marked.h"
#include "tests/support/corpus.h"

using namespace buildspec;
using namespace buildspec::ide;
using namespace buildspec::ide::test;

namespace {

// The item of this label, or null.
const CompletionItem* find(const Completion& completion, std::string_view label) {
  const auto found = std::find_if(completion.items.begin(), completion.items.end(),
                                  [&](const CompletionItem& item) { return item.label == label; });
  return found == completion.items.end() ? nullptr : &*found;
}

// A key that completion is to offer where it stands.
bool is_offered_key(const Site& site, schema::Versions versions) {
  return site.key != nullptr && site.key_node.is_scalar() &&
         (static_cast<unsigned>(site.key->versions) & static_cast<unsigned>(versions)) != 0;
}

// Keys that stand twice count as present.
bool stands_once(const Site& parent, std::string_view name) {
  int count = 0;
  for (const Pair pair : parent.node.pairs()) {
    if (pair.key.is_scalar() && pair.key.scalar().value() == name) ++count;
  }
  return count == 1;
}

template <class Visitor>
void for_each_child(const Snapshot& snapshot, Visitor&& visit) {
  for_each_site(snapshot, [&](const Site& site) {
    for_each_child_site(site, [&](const Site& child) { visit(site, child); });
  });
}

}  // namespace

TEST_CASE("every key of a real buildspec is offered where it stands") {
  std::size_t keys = 0;
  for (const buildspec::test::CorpusFile& file : buildspec::test::corpus()) {
    const SnapshotPtr snapshot = read(file.bytes);
    if (snapshot->fault) continue;
    for_each_child(*snapshot, [&](const Site& parent, const Site& child) {
      if (!is_offered_key(child, format_versions(snapshot->buildspec)) ||
          !stands_once(parent, child.key->name)) {
        return;
      }
      const Span span = child.key_node.span();
      const Completion completion = complete(*snapshot, span.begin + span.size() / 2);
      INFO(file.name, " ", child.key->name, " at ", span.begin);
      const CompletionItem* const item = find(completion, child.key->name);
      REQUIRE(item != nullptr);
      REQUIRE(completion.replace == span);
      REQUIRE(item->insert == snapshot->text.bytes(span));
      ++keys;
    });
  }
  CHECK((keys > 5000 || buildspec::test::corpus().empty()));
}

TEST_CASE("every known value of a real buildspec is offered where it stands") {
  std::size_t values = 0;
  for (const buildspec::test::CorpusFile& file : buildspec::test::corpus()) {
    const SnapshotPtr snapshot = read(file.bytes);
    if (snapshot->fault) continue;
    for_each_site(*snapshot, [&](const Site& site) {
      if (site.type == nullptr || !site.node.is_scalar() || site.node.span().empty()) return;
      const Scalar scalar = site.node.scalar();
      const schema::Value* const value = schema::find_value(*site.type, scalar.value());
      if (value == nullptr || value->text != scalar.value()) return;
      const Span span = site.node.span();
      const Completion completion = complete(*snapshot, span.end);
      INFO(file.name, " ", value->text, " at ", span.begin);
      const CompletionItem* const item = find(completion, value->text);
      REQUIRE(item != nullptr);
      REQUIRE(completion.replace == span);
      ++values;
    });
  }
  CHECK((values > 800 || buildspec::test::corpus().empty()));
}

TEST_CASE("a key is offered when the rest of its line is not typed yet") {
  std::size_t keys = 0;
  for (const buildspec::test::CorpusFile& file : buildspec::test::corpus()) {
    const SnapshotPtr whole = read(file.bytes);
    if (whole->fault || whole->text.size() > 4000) continue;
    for_each_child(*whole, [&](const Site& parent, const Site& child) {
      if (!is_offered_key(child, format_versions(whole->buildspec)) || parent.node.flow() ||
          !stands_once(parent, child.key->name)) {
        return;
      }
      const Span key = child.key_node.span();
      // Half of the key, without what followed on the line; what follows below stays.
      std::string text(whole->text.bytes());
      const std::uint32_t cut = key.begin + key.size() / 2;
      const std::uint32_t line_end = whole->text.line(whole->text.line_of(key.begin)).end;
      text.erase(cut, line_end - cut);
      const SnapshotPtr snapshot = read(text);
      const bool still_0_1 = snapshot->buildspec.format == whole->buildspec.format;
      if (!still_0_1) return;
      const Completion completion = complete(*snapshot, cut);
      INFO(file.name, " ", child.key->name, " at ", key.begin);
      REQUIRE(find(completion, child.key->name) != nullptr);
      REQUIRE(completion.replace == Span{key.begin, cut});
      ++keys;
    });
  }
  CHECK((keys > 3000 || buildspec::test::corpus().empty()));
}

TEST_CASE("hover says something about every known key of a real buildspec") {
  for (const buildspec::test::CorpusFile& file : buildspec::test::corpus()) {
    const SnapshotPtr snapshot = read(file.bytes);
    for_each_site(*snapshot, [&](const Site& site) {
      if (site.key == nullptr) return;
      const Span span = site.key_node.span();
      const auto found = hover(*snapshot, span.begin, {});
      INFO(file.name, " ", site.key->name, " at ", span.begin);
      REQUIRE(found.has_value());
      REQUIRE(found->span == span);
    });
  }
}
