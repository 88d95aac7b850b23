#include "lsp/ide/batch_graph.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/ide/marked.h"

using namespace buildspec;
using namespace buildspec::ide;
using namespace buildspec::ide::test;

namespace {

// "a:1 b:2(a) c:0(c)": each task with its wave and the tasks that it waits for.
std::string graph(const std::string& tasks) {
  const Marked at = marked("batch:\n  build-graph:\n" + tasks + "^");
  const BatchGraph found(at.snapshot->buildspec.batch);
  std::string text;
  for (const BatchGraph::Task& task : found.tasks()) {
    text += (text.empty() ? "" : " ") + task.name + ":" + std::to_string(task.wave);
    if (!task.after.empty()) text += '(';
    for (const std::uint32_t other : task.after) text += found.tasks()[other].name;
    if (!task.after.empty()) text += ')';
  }
  return text;
}

std::string task(const std::string& name, const std::string& after = "") {
  return "    - identifier: " + name + "\n" +
         (after.empty() ? "" : "      depend-on: [" + after + "]\n");
}

}  // namespace

TEST_CASE("waves and dependencies") {
  CHECK(graph(task("a") + task("b", "a") + task("c", "a, b") + task("d")) ==
        "a:1 b:2(a) c:3(ab) d:1");
  CHECK(graph(task("b", "a") + task("a")) == "b:2(a) a:1");
  CHECK(graph(task("a", "a, a, nobody")) == "a:0(a)");
  CHECK(graph(task("a", "b") + task("b", "a") + task("c", "b") + task("d")) ==
        "a:0(b) b:0(a) c:0(b) d:1");
  CHECK(graph("") == "");
}

TEST_CASE("tasks through others, and names that no task has") {
  const Marked at =
      marked("batch:\n  build-graph:\n" + task("a") + task("b", "a") + task("c", "b, x") + "^");
  const BatchGraph found(at.snapshot->buildspec.batch);
  CHECK(found.waves() == 3);
  CHECK(found.all_before(2).size() == 2);
  CHECK(found.all_behind(0).size() == 2);
  CHECK(found.all_behind(2).size() == 0);
  CHECK(found.tasks()[2].unknown == std::vector<std::string>{"x"});
  CHECK(found.find("b") == 1);
  CHECK_FALSE(found.find("x"));
}
