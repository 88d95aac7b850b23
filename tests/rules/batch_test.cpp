// What no page can show of the rules on batches, images and caches: size, hostile texts, the tables
// of names behind them.
#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "linter/lang/limits.h"
#include "linter/lint/engine.h"
#include "linter/lint/registry.h"
#include "linter/schema/catalogue.h"
#include "rules/cache/keys/keys.h"
#include "rules/images/machines/machines.h"
#include "rules/images/programs/programs.h"
#include "rules/registry.h"

namespace buildspec::test {
namespace {

SnapshotPtr read(std::string text) {
  return analyze("buildspec.yml", 0, SourceText(std::move(text)), nullptr);
}

std::vector<Diagnostic> run(std::string_view id, const Snapshot& snapshot) {
  const RegisteredRule* const rule = find_rule(all_rules(), id);
  REQUIRE(rule != nullptr);
  Reporter reporter(*rule);
  rule->rule->check(snapshot, reporter);
  return std::move(reporter).take();
}

// Task i waits for the task that `next(i)` names.
template <class Next>
std::string graph(int tasks, Next&& next) {
  std::string text = "version: 0.2\nbatch:\n  build-graph:\n";
  for (int i = 0; i < tasks; ++i) {
    text += "    - identifier: t" + std::to_string(i) + "\n";
    if (const int other = next(i); other >= 0)
      text += "      depend-on: [t" + std::to_string(other) + "]\n";
  }
  return text;
}

std::string names(std::string_view key) {
  std::string list;
  for (const cache::Expansion& expansion : cache::expansions(key))
    list += std::string(key.substr(expansion.span.begin, expansion.span.size())) + "=" +
            std::string(expansion.name) + " ";
  return list;
}

std::string successor(std::string_view name) {
  const schema::Image* const image = schema::find_image(name);
  REQUIRE(image != nullptr);
  const schema::Image* const next = images::successor(*image);
  return next != nullptr ? std::string(next->name) : "";
}

}  // namespace

TEST_CASE("batch: a circle over many tasks is told once, from its first task") {
  constexpr int kTasks = 50'000;
  const SnapshotPtr snapshot = read(graph(kTasks, [](int i) { return (i + 1) % kTasks; }));
  const auto found = run("dependency-cycle", *snapshot);
  REQUIRE(found.size() == 1);
  CHECK(snapshot->text.bytes(found[0].span) == "t1");
  REQUIRE(found[0].notes.size() == 21);
  CHECK(found[0].notes[0].message == "`t0` waits for `t1`");
  CHECK(found[0].notes[20].message == "and 49980 more on the way back");
}

TEST_CASE("batch: a long way is no circle") {
  const SnapshotPtr snapshot = read(graph(50'000, [](int i) { return i - 1; }));
  CHECK(run("dependency-cycle", *snapshot).empty());
  CHECK(run("unknown-dependency", *snapshot).empty());
}

TEST_CASE("batch: circles that share no task are told apart") {
  const SnapshotPtr snapshot = read(graph(6, [](int i) { return i % 2 == 0 ? i + 1 : i - 1; }));
  CHECK(run("dependency-cycle", *snapshot).size() == 3);
}

TEST_CASE("batch: every task of a circle with a tail is left out but those on it") {
  // 0 -> 1 -> 2 -> 1
  const SnapshotPtr snapshot = read(graph(3, [](int i) { return i == 2 ? 1 : i + 1; }));
  const auto found = run("dependency-cycle", *snapshot);
  REQUIRE(found.size() == 1);
  REQUIRE(found[0].notes.size() == 2);
  CHECK(found[0].notes[0].message == "`t1` waits for `t2`");
  CHECK(found[0].notes[1].message == "`t2` waits for `t1`");
}

// Each of these takes seconds at best where the work grows with the square of the text.
TEST_CASE("batch: what is wrong in every task is looked at with bounds") {
  constexpr int kTasks = 50'000;
  constexpr int kMisnamed = kMostMismatches - 1;  // one more, and no task is looked at
  std::string text = "version: 0.2\nbatch:\n  build-graph:\n";
  for (int i = 0; i < kTasks; ++i) {
    const std::string n = std::to_string(i);
    text += i < kMisnamed ? "    - identifier: t-" : "    - identifier: t";
    text.append(n).append("\n      depend-on: [u").append(n).append("]\n");
  }
  const SnapshotPtr snapshot = read(text);
  CHECK(run("task-identifier", *snapshot).size() == kMisnamed);
  CHECK(run("unknown-dependency", *snapshot).size() == Reporter::kMostFindings);
}

TEST_CASE("batch: many ways back into one circle") {
  constexpr int kTasks = 50'000;
  std::string text = graph(kTasks, [](int i) { return (i + 1) % kTasks; });
  text += "    - identifier: last\n      depend-on: [last";
  for (int i = 0; i < kTasks; ++i) text += ", t" + std::to_string(i);
  text += "]\n";
  CHECK(run("dependency-cycle", *read(text)).size() == 2);
  std::string star = graph(kTasks, [](int i) { return i + 1 < kTasks ? i + 1 : -1; });
  star += "      depend-on: [t49999";
  for (int i = kTasks - 2; i >= 0; --i) star += ", t" + std::to_string(i);
  star += "]\n";
  CHECK(run("dependency-cycle", *read(star)).size() == 1);
}

TEST_CASE("batch: lists without end are counted, not multiplied out of range") {
  std::string text =
      "version: 0.2\nbatch:\n  build-matrix:\n    dynamic:\n      env:\n"
      "        variables:\n";
  for (int i = 0; i < 100; ++i)
    text += "          V" + std::to_string(i) + ": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]\n";
  const auto found = run("large-batch", *read(text));
  REQUIRE(found.size() == 1);
  CHECK(found[0].message == "This batch starts 1000000000 builds at once");
}

TEST_CASE("batch: more than a hundred tasks at once, in a list and in a graph") {
  const auto wait_for_first = [](int i) { return i == 0 ? -1 : 0; };
  CHECK(run("large-batch", *read(graph(300, wait_for_first))).empty());
  CHECK(run("large-batch", *read(graph(100, [](int) { return -1; }))).empty());
  const auto found = run("large-batch", *read(graph(101, [](int) { return -1; })));
  REQUIRE(found.size() == 1);
  CHECK(found[0].message == "This batch starts 101 builds at once");
}

TEST_CASE("images: what takes the place of an old one") {
  CHECK(successor("aws/codebuild/standard:4.0") == "aws/codebuild/standard:8.0");
  CHECK(successor("aws/codebuild/nodejs:10.14.1") == "aws/codebuild/standard:8.0");
  CHECK(successor("aws/codebuild/amazonlinux2-x86_64-standard:3.0") ==
        "aws/codebuild/amazonlinux-x86_64-standard:6.0");
  CHECK(successor("aws/codebuild/amazonlinux2-aarch64-standard:1.0") ==
        "aws/codebuild/amazonlinux-aarch64-standard:4.0");
  // One language each: no other one takes its place.
  CHECK(successor("aws/codebuild/amazonlinux-x86_64-lambda-standard:nodejs18").empty());
}

TEST_CASE("images: every current image has a package manager or needs none") {
  for (const schema::Image& image : schema::images()) {
    if (image.status != schema::ImageStatus::current || !image.selects_runtimes) continue;
    CHECK_MESSAGE(!images::package_manager(image).empty(), image.name);
  }
}

TEST_CASE("images: programs, and what guards them") {
  const SnapshotPtr snapshot = read(
      "version: 0.2\nphases:\n  build:\n    commands:\n"
      "      - sudo -E /usr/bin/yum -y install jq\n"
      "      - yum makecache || true\n"
      "      - echo yum\n");
  constexpr std::string_view kNames[] = {"yum"};
  const auto uses = images::uses_of(*snapshot, kNames);
  REQUIRE(uses.size() == 2);
  CHECK(uses[0].by_sudo);
  CHECK(!uses[0].guarded);
  CHECK(uses[0].argument == "install");
  CHECK(snapshot->text.bytes(uses[0].span) == "/usr/bin/yum");
  CHECK(uses[1].guarded);
}

TEST_CASE("cache: what a shell expands in a key") {
  CHECK(names("npm").empty());
  CHECK(names("a-$B-${C:-d}-$(date)-`x`-$$") == "$B=B ${C:-d}=C $(=( `=( `=( $$=$ ");
  CHECK(names("'$A' \\$B $C") == "$C=C ");
  CHECK(names("100$").empty());
  CHECK(names("${").empty());
  CHECK(names("${A") == "${A=A ");
}

}  // namespace buildspec::test
