#include "lsp/rpc/job_runner.h"

#include <exception>
#include <utility>

namespace buildspec::lsp {

Task JobRunner::run(const Job& job, const Task& failed, const Stopped& stopped) {
  try {
    return job(stopped);
  } catch (...) {
    // The loop says so; the next job runs.
    return [error = std::current_exception(), failed] {
      if (failed) failed();
      std::rethrow_exception(error);
    };
  }
}

WorkerThread::~WorkerThread() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void WorkerThread::start(Job job, Task failed) {
  {
    const std::lock_guard lock(mutex_);
    jobs_.emplace_back(std::move(job), std::move(failed));
  }
  if (!thread_.joinable()) thread_ = std::thread([this] { work(); });
  changed_.notify_one();
}

void WorkerThread::work() {
  const Stopped stopped = [this] {
    const std::lock_guard lock(mutex_);
    return stopping_;
  };
  while (true) {
    std::pair<Job, Task> job;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [&] { return stopping_ || !jobs_.empty(); });
      if (stopping_) return;
      job = std::move(jobs_.front());
      jobs_.pop_front();
    }
    if (Task done = run(job.first, job.second, stopped)) inbox_.push(std::move(done));
  }
}

}  // namespace buildspec::lsp
