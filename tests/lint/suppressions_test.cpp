#include "linter/lint/suppressions.h"

#include <doctest/doctest.h>

#include <string>

namespace buildspec {
namespace {

SnapshotPtr read(std::string text) {
  return analyze("b.yml", 0, SourceText(std::move(text)), nullptr);
}

}  // namespace

TEST_CASE("a comment is taken apart") {
  const std::string text = "version: 0.2 # buildspec-lint: ignore[a-rule , group]  for a reason \n";
  const SnapshotPtr snapshot = read(text);
  const auto found = find_suppressions(*snapshot);
  REQUIRE(found.size() == 1);
  CHECK(found[0].malformed.empty());
  CHECK(!found[0].whole_file);
  CHECK(found[0].reason == "for a reason");
  REQUIRE(found[0].selectors.size() == 2);
  CHECK(found[0].selectors[0].name == "a-rule");
  CHECK(snapshot->text.bytes(found[0].selectors[1].span) == "group");
  CHECK(found[0].comment.begin == text.find('#'));
}

TEST_CASE("hover asks for the name under the cursor") {
  const std::string text = "version: 0.2 # buildspec-lint: ignore-file[a-rule, b]\n";
  const SnapshotPtr snapshot = read(text);
  const auto at = [&](std::size_t offset) {
    const auto selector = suppression_at(*snapshot, static_cast<std::uint32_t>(offset));
    return selector ? std::string(selector->name) : std::string();
  };
  CHECK(at(text.find("a-rule")) == "a-rule");
  CHECK(at(text.find("b]")) == "b");
  CHECK(at(text.find("ignore")) == "");
  CHECK(at(0) == "");
}

TEST_CASE("comments that are not understood say why") {
  const auto problem = [](const std::string& comment) {
    const SnapshotPtr snapshot = read("version: 0.2 # buildspec-lint:" + comment + "\n");
    const auto found = find_suppressions(*snapshot);
    REQUIRE(found.size() == 1);
    return std::string(found[0].malformed);
  };
  CHECK(problem(" ignore[a]") == "");
  CHECK(problem("ignore[a]") == "");
  CHECK(problem(" ignore") != "");
  CHECK(problem(" ignore a") != "");
  CHECK(problem(" ignore[a") != "");
  CHECK(problem(" ignore[]") != "");
  CHECK(problem(" ignore[a b]") != "");
  CHECK(problem(" disable[a]") != "");
  CHECK(problem("") != "");
}

TEST_CASE("only comments of the marked kind count") {
  CHECK(find_suppressions(*read("a: 1 # about buildspec-lint: ignore[a]\n")).empty());
  CHECK(find_suppressions(*read("a: \"# buildspec-lint: ignore[a]\"\n")).empty());
  CHECK(find_suppressions(*read("a: |\n  # buildspec-lint: ignore[a]\n")).empty());
  CHECK(find_suppressions(*read("{\"a\": \"buildspec-lint: ignore[a]\"}")).empty());
  CHECK(find_suppressions(*read("")).empty());
}

TEST_CASE("what a comment covers") {
  const auto covered = [](const std::string& text) {
    const SnapshotPtr snapshot = read(text);
    const auto found = find_suppressions(*snapshot);
    REQUIRE(found.size() == 1);
    return std::string(snapshot->text.bytes(found[0].covers));
  };
  const std::string comment = "# buildspec-lint: ignore[a]";
  CHECK(covered("a: 1 " + comment + "\nb: 2\n") == "a: 1 " + comment);
  CHECK(covered(comment + "\na: 1\nb: 2\n") == "a: 1");
  CHECK(covered(comment + "\n\n# more\na:\n  b: 2\n  c: 3\nd: 4\n") == "a:\n  b: 2\n  c: 3");
  CHECK(covered("l:\n  " + comment + "\n  - x: 1\n    y: 2\n  - z\n") == "  - x: 1\n    y: 2");
  CHECK(covered("l:\n" + comment + "\n- |\n  x\n\n  y\n- z\n").substr(0, 9) == "- |\n  x\n\n");
  CHECK(covered("a: 1\n" + comment) == comment);
}

}  // namespace buildspec
