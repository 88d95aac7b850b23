// dependency-cycle: see rule.md.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "linter/lint/fixes.h"
#include "linter/lint/rule.h"
#include "linter/lint/wording.h"
#include "rules/batch/tasks/tasks.h"

namespace buildspec::rules {
namespace {

// Nobody follows more arrows, and hostile texts have long cycles.
constexpr std::size_t kShownTasks = 20;
constexpr std::size_t kMostCycles = 50;
constexpr std::size_t kMostSteps = 1'000'000;  // along circles that are told already

struct Edge {
  std::size_t task = 0;  // that is waited for
  Node item;             // where it says so
};
using Graph = std::vector<std::vector<Edge>>;

Graph graph_of(const batch::NamedTasks& tasks) {
  Graph graph(tasks.all().size());
  for (std::size_t i = 0; i < graph.size(); ++i) {
    const BatchTask& task = *tasks.all()[i].task;
    if (task.kind != BatchKind::graph || !task.depend_on) continue;
    for (const Node item : list_items(task.depend_on)) {
      if (!item.is_scalar()) continue;
      if (const auto other = tasks.find(item.scalar().value())) graph[i].push_back({*other, item});
    }
  }
  return graph;
}

// A step of the way that the search stands on: the task, and the edge that it looks at.
struct Step {
  std::size_t task = 0;
  std::size_t edge = 0;
};

// Finds cycles: each task is part of at most one that is told.
class CycleSearch {
 public:
  CycleSearch(const Graph& graph, std::vector<std::vector<Step>>& cycles)
      : graph_(graph),
        cycles_(cycles),
        state_(graph.size(), State::unseen),
        place_(graph.size()),
        told_(graph.size()) {}

  void run() {
    for (std::size_t i = 0; i < graph_.size() && cycles_.size() < kMostCycles; ++i)
      if (state_[i] == State::unseen) search(i);
  }

 private:
  enum class State : std::uint8_t { unseen, on_way, done };

  void search(std::size_t root) {
    std::vector<Step> way{{root, 0}};
    state_[root] = State::on_way;
    while (!way.empty()) {
      Step& step = way.back();
      if (step.edge == graph_[step.task].size()) {
        state_[step.task] = State::done;
        way.pop_back();
        if (!way.empty()) ++way.back().edge;
        continue;
      }
      const std::size_t next = graph_[step.task][step.edge].task;
      if (state_[next] == State::unseen) {
        state_[next] = State::on_way;
        place_[next] = way.size();
        way.push_back({next, 0});
        continue;
      }
      if (state_[next] == State::on_way) found(way, next);
      ++step.edge;
    }
  }

  // The way from a task to itself.
  void found(const std::vector<Step>& way, std::size_t begin) {
    if (cycles_.size() == kMostCycles) return;
    const auto first = way.begin() + static_cast<std::ptrdiff_t>(place_[begin]);
    for (auto step = first; step != way.end(); ++step)
      if (told_[step->task] || ++steps_ > kMostSteps) return;
    for (auto step = first; step != way.end(); ++step) told_[step->task] = true;
    cycles_.emplace_back(first, way.end());
  }

  const Graph& graph_;
  std::vector<std::vector<Step>>& cycles_;
  std::vector<State> state_;
  std::vector<std::size_t> place_;  // on the way
  std::vector<bool> told_;
  std::size_t steps_ = 0;
};

void report(const SourceText& text, const batch::NamedTasks& tasks, const Graph& graph,
            const std::vector<Step>& cycle, Reporter& reporter) {
  const auto name = [&](const Step& step) { return code(tasks.all()[step.task].identifier); };
  const auto item = [&](const Step& step) { return graph[step.task][step.edge].item; };
  if (cycle.size() == 1) {
    const Node own = item(cycle.front());
    Diagnostic& finding =
        reporter.report(text_span(own), "The task " + name(cycle.front()) + " waits for itself");
    finding.notes.push_back({"it never starts", {}});
    const Node list = tasks.all()[cycle.front().task].task->depend_on;
    if (const auto edit = removal(text, list, own))
      finding.fixes.push_back({"Remove this entry", Applicability::unsafe, {*edit}});
    return;
  }
  // The cycle is told from the task that stands first in the file.
  std::vector<Step> steps = cycle;
  std::rotate(steps.begin(),
              std::min_element(steps.begin(), steps.end(),
                               [](const Step& a, const Step& b) { return a.task < b.task; }),
              steps.end());
  Diagnostic& finding = reporter.report(text_span(item(steps.front())),
                                        "These tasks wait for each other in a circle: none starts");
  for (std::size_t i = 0; i < std::min(steps.size(), kShownTasks); ++i) {
    finding.notes.push_back({name(steps[i]) + " waits for " + name(steps[(i + 1) % steps.size()]),
                             text_span(item(steps[i]))});
  }
  if (steps.size() > kShownTasks)
    finding.notes.push_back(
        {"and " + std::to_string(steps.size() - kShownTasks) + " more on the way back", {}});
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  if (!snapshot.buildspec.batch.build_graph) return;
  const batch::NamedTasks tasks(snapshot.buildspec);
  const Graph graph = graph_of(tasks);
  std::vector<std::vector<Step>> cycles;
  CycleSearch(graph, cycles).run();
  for (const std::vector<Step>& cycle : cycles)
    report(snapshot.text, tasks, graph, cycle, reporter);
}

}  // namespace

extern const Rule dependency_cycle;
const Rule dependency_cycle{
    .meta = {.id = "dependency-cycle",
             .summary = "Flags tasks of a batch that wait for each other, or for themselves.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-BATCH-04"},
    .check = check,
};

}  // namespace buildspec::rules
