// The tasks of a batch by their identifiers: shared by the rules of this group. Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "linter/lang/buildspec.h"

namespace buildspec::batch {

// A task with an identifier that is a text, without references to variables.
struct NamedTask {
  const BatchTask* task = nullptr;
  std::string identifier;
};

class NamedTasks {
 public:
  explicit NamedTasks(const Buildspec& buildspec);
  NamedTasks(const NamedTasks&) = delete;
  NamedTasks& operator=(const NamedTasks&) = delete;

  // In document order.
  [[nodiscard]] const std::vector<NamedTask>& all() const { return tasks_; }
  // The first task of that name.
  [[nodiscard]] std::optional<std::size_t> find(std::string_view identifier) const;
  // A task has an identifier that is not known here ("$NAME"), or none.
  [[nodiscard]] bool some_unknown() const { return some_unknown_; }

 private:
  std::vector<NamedTask> tasks_;
  std::unordered_map<std::string_view, std::size_t> first_;  // views of the identifiers above
  bool some_unknown_ = false;
};

}  // namespace buildspec::batch
