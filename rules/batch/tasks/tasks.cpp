#include "rules/batch/tasks/tasks.h"

#include "linter/schema/format.h"

namespace buildspec::batch {

NamedTasks::NamedTasks(const Buildspec& buildspec) {
  tasks_.reserve(buildspec.batch.tasks.size());
  first_.reserve(buildspec.batch.tasks.size());
  for (const BatchTask& task : buildspec.batch.tasks) {
    const Scalar scalar = task.identifier.scalar();
    if (scalar.value().empty() || schema::has_reference(scalar.value())) {
      some_unknown_ = true;
      continue;
    }
    tasks_.push_back({&task, std::string(scalar.value())});
    first_.try_emplace(tasks_.back().identifier, tasks_.size() - 1);
  }
}

std::optional<std::size_t> NamedTasks::find(std::string_view identifier) const {
  const auto found = first_.find(identifier);
  if (found == first_.end()) return std::nullopt;
  return found->second;
}

}  // namespace buildspec::batch
