#include "linter/lint/fix_all.h"

#include <doctest/doctest.h>

#include <memory>
#include <string>

using namespace buildspec;

namespace {

// Finds the first `from` in the text, and would put `to` there.
template <char From, char To>
void replace_first(const Snapshot& snapshot, Reporter& reporter) {
  const std::size_t at = snapshot.text.bytes().find(From);
  if (at == std::string_view::npos) return;
  const Span span{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at) + 1};
  reporter.report(span, "m").fixes.push_back(
      {"t", Applicability::safe, {{span, std::string(1, To)}}});
}

FixedText fixed(std::span<const RegisteredRule> rules, std::string text) {
  const auto snapshot =
      analyze("b.yml", 0, SourceText(std::move(text)), std::make_shared<const ProjectFacts>());
  return fix_all(snapshot, LintEngine(rules, {}));
}

const RuleMeta kMeta{.id = "x", .summary = "s"};
const Rule kXToY{kMeta, replace_first<'x', 'y'>};
const Rule kYToZ{kMeta, replace_first<'y', 'z'>};
const Rule kYToX{kMeta, replace_first<'y', 'x'>};
const Rule kColonToTab{kMeta, replace_first<'x', '\t'>};
const RegisteredRule kFake{&kXToY, "g", ""};

Diagnostic with_fix(Applicability applicability, std::vector<Edit> edits) {
  Diagnostic diagnostic;
  diagnostic.rule = &kFake;
  diagnostic.fixes.push_back({"t", applicability, std::move(edits)});
  return diagnostic;
}

}  // namespace

TEST_CASE("only safe fixes are taken, the first of each finding, none that overlap") {
  const Diagnostic found[] = {with_fix(Applicability::safe, {{{0, 2}, "a"}}),
                              with_fix(Applicability::safe, {{{1, 3}, "b"}}),
                              with_fix(Applicability::unsafe, {{{5, 6}, "c"}}),
                              with_fix(Applicability::manual, {{{7, 8}, "d"}}),
                              with_fix(Applicability::safe, {{{8, 8}, "e"}}),
                              with_fix(Applicability::safe, {{{8, 8}, "f"}}),
                              with_fix(Applicability::safe, {{{2, 3}, "g"}})};
  CHECK(edits_of(found) == std::vector<Edit>{{{0, 2}, "a"}, {{8, 8}, "e"}, {{2, 3}, "g"}});
  CHECK(edits_of(found, {.most = Applicability::unsafe}) ==
        std::vector<Edit>{{{0, 2}, "a"}, {{5, 6}, "c"}, {{8, 8}, "e"}, {{2, 3}, "g"}});
}

TEST_CASE("fixes are applied until nothing changes") {
  const RegisteredRule rules[] = {{&kXToY, "g", ""}, {&kYToZ, "g", ""}};
  const FixedText result = fixed(rules, "a: xx\n");
  CHECK(result.snapshot->text.bytes() == "a: zz\n");
  CHECK(result.diagnostics.empty());
  CHECK(result.applied == 4);
}

TEST_CASE("fixes that undo each other come to an end") {
  const RegisteredRule rules[] = {{&kXToY, "g", ""}, {&kYToX, "g", ""}};
  const FixedText result = fixed(rules, "a: x\n");
  CHECK(result.snapshot->text.size() == 5);
}

TEST_CASE("a fix that breaks the file is taken back") {
  const RegisteredRule rules[] = {{&kColonToTab, "g", ""}};
  const FixedText result = fixed(rules, "x: 1\n");
  CHECK(result.snapshot->text.bytes() == "x: 1\n");
  CHECK(result.applied == 0);
  CHECK(result.diagnostics.size() == 1);
}

TEST_CASE("of one rule, only its fixes are taken") {
  const Rule other{{.id = "other", .summary = "s"}, replace_first<'y', 'z'>};
  const RegisteredRule rules[] = {{&kXToY, "g", ""}, {&other, "g", ""}};
  const auto snapshot =
      analyze("b.yml", 0, SourceText("a: xyx\n"), std::make_shared<const ProjectFacts>());
  const FixedText result = fix_all(snapshot, LintEngine(rules, {}), {.rule = "x"});
  CHECK(result.snapshot->text.bytes() == "a: yyy\n");
  CHECK(result.applied == 2);
  CHECK(result.diagnostics.size() == 1);
}

TEST_CASE("a cancelled run ends after the round it is in") {
  const RegisteredRule rules[] = {{&kXToY, "g", ""}};
  const auto snapshot =
      analyze("b.yml", 0, SourceText("a: xx\n"), std::make_shared<const ProjectFacts>());
  const FixedText result = fix_all(snapshot, LintEngine(rules, {}), {}, [] { return true; });
  CHECK(result.applied == 0);
}
