// Tasks of a batch: what runs before and after them.
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linter/lint/wording.h"
#include "linter/schema/format.h"
#include "lsp/ide/batch_graph.h"
#include "lsp/ide/hover_parts.h"
#include "lsp/ide/markdown.h"

namespace buildspec::ide {
namespace {

constexpr std::size_t kMostNames = 8;

std::string names_of(const Snapshot& snapshot, const BatchGraph& graph,
                     const std::vector<std::uint32_t>& tasks) {
  std::string text;
  for (std::size_t i = 0; i < std::min(tasks.size(), kMostNames); ++i) {
    const BatchGraph::Task& task = graph.tasks()[tasks[i]];
    if (i > 0) text += ", ";
    text += task.name.empty()
                ? "a task without a name"
                : line_link(snapshot, task.task->node.span().begin, code_span(task.name));
  }
  if (tasks.size() > kMostNames) text += ", …";
  return text;
}

// "`a`, `b` (5 in all, through them)"
std::string through(std::size_t direct, std::size_t all) {
  return all > direct ? " (" + std::to_string(all) + " in all, through others)" : std::string();
}

void add_graph(std::string& text, const Snapshot& snapshot, const BatchGraph& graph,
               std::uint32_t number) {
  const BatchGraph::Task& task = graph.tasks()[number];
  if (task.wave == 0) {
    add_paragraph(text,
                  "It waits in a circle and never starts: a task that it waits for waits for "
                  "it, or is in such a circle.");
  }
  add_item(text, task.after.empty()
                     ? std::string("Waits for: nothing, starts at once")
                     : "Waits for: " + names_of(snapshot, graph, task.after) +
                           through(task.after.size(), graph.all_before(number).size()));
  add_item(text, task.before.empty()
                     ? std::string("Waited for by: no task")
                     : "Waited for by: " + names_of(snapshot, graph, task.before) +
                           through(task.before.size(), graph.all_behind(number).size()));
  if (task.wave > 0 && graph.waves() > 1) {
    add_item(text, "Stage " + std::to_string(task.wave) + " of " + std::to_string(graph.waves()));
  }
  for (const std::string& name : task.unknown) {
    add_item(text, code_span(name) + " is no task of this batch");
    if (&name - task.unknown.data() >= 3) break;
  }
}

void add_setting(std::string& text, Node mapping, std::string_view key) {
  const Node value = mapping.get(key);
  if (value.is_scalar()) {
    add_item(text, '`' + std::string(key) + "`: " + code_span(value.scalar().value()));
  }
}

void add_settings(std::string& text, const BatchTask& task) {
  if (task.buildspec.is_scalar()) {
    // An inline buildspec is one, too.
    const Scalar scalar = task.buildspec.scalar();
    if (scalar.value().find('\n') == std::string_view::npos)
      add_item(text, "`buildspec`: " + code_span(scalar.value()));
  }
  for (const std::string_view key : {"image", "compute-type", "type", "fleet"})
    add_setting(text, task.env, key);
  if (task.ignore_failure.is_scalar() &&
      schema::yaml_boolean(task.ignore_failure.scalar().value()).value_or(false)) {
    add_item(text, "If it fails, the batch does not: `ignore-failure`");
  }
}

std::string task_text(const Snapshot& snapshot, const BatchGraph& graph, std::uint32_t number) {
  const BatchGraph::Task& task = graph.tasks()[number];
  const bool in_graph = task.task->kind == BatchKind::graph;
  const std::string name = schema::is_identifier(task.name) ? task.name : code_span(task.name);
  std::string text = "**" + name + "**, " + ordinal(number + 1) + " of " +
                     counted(graph.tasks().size(), "task", "tasks") + " in `" +
                     (in_graph ? "build-graph" : "build-list") + "`, " +
                     line_link(snapshot, task.task->node.span().begin);
  if (in_graph) {
    add_graph(text, snapshot, graph, number);
  } else {
    add_item(text, "Waits for: nothing, the tasks of a list run side by side");
  }
  add_settings(text, *task.task);
  return text;
}

}  // namespace

std::optional<Hover> hover_task(const HoverPlace& place) {
  const Site& site = place.site();
  if (place.on_key() || !site.node.is_scalar() || site.type == nullptr) return std::nullopt;
  const schema::Type* type = site.type;
  if (type->form == schema::Form::sequence) type = type->element;
  if (type == nullptr || type->format != schema::Format::batch_identifier) return std::nullopt;
  const Scalar scalar = site.node.scalar();
  const BatchGraph graph(place.snapshot.buildspec.batch);
  const auto number = graph.find(scalar.value());
  if (!number) {
    if (scalar.value().empty()) return std::nullopt;
    return Hover{site.node.span(), code_span(scalar.value()) + " is no task of this batch."};
  }
  return Hover{site.node.span(), task_text(place.snapshot, graph, *number)};
}

}  // namespace buildspec::ide
