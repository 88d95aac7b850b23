// Work that takes longer than the loop may stand still. A job runs elsewhere on what it was given
// and hands back what the loop shall do with its result.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

#include "lsp/rpc/inbox.h"

namespace buildspec::lsp {

// Asked now and then by the job; true: nobody wants the result any more.
using Stopped = std::function<bool()>;
using Job = std::function<Task(const Stopped&)>;

class JobRunner {
 public:
  JobRunner() = default;
  JobRunner(const JobRunner&) = delete;
  JobRunner& operator=(const JobRunner&) = delete;
  virtual ~JobRunner() = default;
  // `failed` runs on the loop in the place of the job's own task where the job throws, and then
  // throws the same: whoever waits for the job stops waiting there.
  virtual void start(Job job, Task failed) = 0;
  void start(Job job) { start(std::move(job), Task()); }

 protected:
  // What the job hands back, or what becomes of its exception.
  [[nodiscard]] static Task run(const Job& job, const Task& failed, const Stopped& stopped);
};

// One thread, begun with the first job; results go to the inbox. Jobs run in order.
class WorkerThread : public JobRunner {
 public:
  explicit WorkerThread(Inbox& inbox) : inbox_(inbox) {}
  // Waits for the running job, which is told to stop; drops the others.
  ~WorkerThread() override;
  using JobRunner::start;
  void start(Job job, Task failed) override;

 private:
  void work();

  Inbox& inbox_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::pair<Job, Task>> jobs_;  // each with what happens where it fails
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace buildspec::lsp
