// Work that takes longer than the loop may stand still. A job runs elsewhere on what it was given
// and hands back what the loop shall do with its result.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

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
  virtual void start(Job job) = 0;
};

// One thread, begun with the first job; results go to the inbox. Jobs run in order. What a job
// throws, its task throws.
class WorkerThread : public JobRunner {
 public:
  explicit WorkerThread(Inbox& inbox) : inbox_(inbox) {}
  // Waits for the running job, which is told to stop; drops the others.
  ~WorkerThread() override;
  void start(Job job) override;

 private:
  void work();

  Inbox& inbox_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Job> jobs_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace buildspec::lsp
