#include "lsp/rpc/job_runner.h"

#include <exception>
#include <utility>

namespace buildspec::lsp {

WorkerThread::~WorkerThread() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void WorkerThread::start(Job job) {
  {
    const std::lock_guard lock(mutex_);
    jobs_.push_back(std::move(job));
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
    Job job;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [&] { return stopping_ || !jobs_.empty(); });
      if (stopping_) return;
      job = std::move(jobs_.front());
      jobs_.pop_front();
    }
    try {
      if (Task done = job(stopped)) inbox_.push(std::move(done));
    } catch (...) {
      // The loop says so; the next job runs.
      inbox_.push(Task([error = std::current_exception()] { std::rethrow_exception(error); }));
    }
  }
}

}  // namespace buildspec::lsp
