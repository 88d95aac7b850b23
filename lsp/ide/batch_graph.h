// The tasks of a batch and which of them wait for which. Pure; any thread.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linter/lang/buildspec.h"

namespace buildspec::ide {

class BatchGraph {
 public:
  struct Task {
    const BatchTask* task = nullptr;
    std::string name;                   // its identifier; empty where there is none
    std::vector<std::uint32_t> after;   // tasks that it waits for, as `depend-on` lists them
    std::vector<std::uint32_t> before;  // tasks that wait for it
    std::vector<std::string> unknown;   // names in `depend-on` that no task has
    // From 1 on: it may start when all tasks of lower waves that it waits for are done. 0: never,
    // for it waits for itself, or for a task that does.
    std::uint32_t wave = 0;
  };

  // The buildspec's view must outlive the graph.
  explicit BatchGraph(const Batch& batch);

  // In document order.
  [[nodiscard]] const std::vector<Task>& tasks() const { return tasks_; }
  // The first task of that name.
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view name) const;
  // The highest wave.
  [[nodiscard]] std::uint32_t waves() const { return waves_; }
  // The tasks that a task waits for (that wait for it), through others too; never itself.
  [[nodiscard]] std::vector<std::uint32_t> all_before(std::uint32_t task) const;
  [[nodiscard]] std::vector<std::uint32_t> all_behind(std::uint32_t task) const;

 private:
  void connect();
  void order();

  std::vector<Task> tasks_;
  std::map<std::string, std::uint32_t, std::less<>> names_;
  std::uint32_t waves_ = 0;
};

}  // namespace buildspec::ide
