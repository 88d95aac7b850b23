#include "lsp/ide/batch_graph.h"

#include <algorithm>

namespace buildspec::ide {
namespace {

std::string name_of(const BatchTask& task) {
  return task.identifier.is_scalar() ? std::string(task.identifier.scalar().value())
                                     : std::string();
}

// Tasks that can be reached, the first one left out.
template <class Next>
std::vector<std::uint32_t> reached(std::size_t count, std::uint32_t from, Next&& next) {
  std::vector<bool> seen(count, false);
  std::vector<std::uint32_t> found{from};
  seen[from] = true;
  for (std::size_t at = 0; at < found.size(); ++at) {
    for (const std::uint32_t other : next(found[at])) {
      if (seen[other]) continue;
      seen[other] = true;
      found.push_back(other);
    }
  }
  found.erase(found.begin());
  return found;
}

}  // namespace

BatchGraph::BatchGraph(const Batch& batch) {
  tasks_.reserve(batch.tasks.size());
  for (const BatchTask& task : batch.tasks) {
    const auto number = static_cast<std::uint32_t>(tasks_.size());
    tasks_.push_back({&task, name_of(task), {}, {}, {}, 0});
    if (!tasks_.back().name.empty()) names_.emplace(tasks_.back().name, number);
  }
  connect();
  order();
}

std::optional<std::uint32_t> BatchGraph::find(std::string_view name) const {
  const auto found = names_.find(name);
  return found == names_.end() ? std::nullopt : std::optional(found->second);
}

std::vector<std::uint32_t> BatchGraph::all_before(std::uint32_t task) const {
  return reached(
      tasks_.size(), task, [this](std::uint32_t at) -> const auto& { return tasks_[at].after; });
}

std::vector<std::uint32_t> BatchGraph::all_behind(std::uint32_t task) const {
  return reached(
      tasks_.size(), task, [this](std::uint32_t at) -> const auto& { return tasks_[at].before; });
}

void BatchGraph::connect() {
  // By which task each was named last: a name may stand twice in a list.
  constexpr std::uint32_t kNobody = 0xFFFFFFFF;
  std::vector<std::uint32_t> named_by(tasks_.size(), kNobody);
  for (std::uint32_t number = 0; number < tasks_.size(); ++number) {
    Task& task = tasks_[number];
    if (task.task->kind != BatchKind::graph) continue;
    for (const Node item : list_items(task.task->depend_on)) {
      if (!item.is_scalar()) continue;
      const std::string name(item.scalar().value());
      const auto other = find(name);
      if (!other) {
        task.unknown.push_back(name);
      } else if (named_by[*other] != number) {
        named_by[*other] = number;
        task.after.push_back(*other);
        tasks_[*other].before.push_back(number);
      }
    }
  }
}

void BatchGraph::order() {
  std::vector<std::size_t> open(tasks_.size());
  std::vector<std::uint32_t> ready;
  for (std::uint32_t number = 0; number < tasks_.size(); ++number) {
    open[number] = tasks_[number].after.size();
    if (open[number] == 0) ready.push_back(number);
  }
  for (std::size_t at = 0; at < ready.size(); ++at) {
    Task& task = tasks_[ready[at]];
    for (const std::uint32_t before : task.after)
      task.wave = std::max(task.wave, tasks_[before].wave);
    waves_ = std::max(waves_, ++task.wave);
    for (const std::uint32_t behind : task.before)
      if (--open[behind] == 0) ready.push_back(behind);
  }
}

}  // namespace buildspec::ide
