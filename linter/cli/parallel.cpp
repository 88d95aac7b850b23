#include "linter/cli/parallel.h"

#include <algorithm>
#include <atomic>
#include <system_error>
#include <thread>
#include <vector>

namespace buildspec::cli {
namespace {

constexpr std::size_t kFilesPerThread = 8;

}  // namespace

void work_in_order(std::size_t count, unsigned threads,
                   const std::function<void(std::size_t)>& work,
                   const std::function<void(std::size_t)>& take) {
  if (threads <= 1 || count <= 1) {
    for (std::size_t i = 0; i < count; ++i) {
      work(i);
      take(i);
    }
    return;
  }
  std::atomic<std::size_t> next = 0;
  std::vector<std::atomic<bool>> done(count);
  const auto worker = [&] {
    for (std::size_t i = next.fetch_add(1); i < count; i = next.fetch_add(1)) {
      work(i);
      done[i].store(true, std::memory_order_release);
      done[i].notify_one();
    }
  };
  std::vector<std::jthread> pool;
  try {
    while (pool.size() < std::min<std::size_t>(threads, count)) pool.emplace_back(worker);
  } catch (const std::system_error&) {
    // No more threads to be had: this one does the work in place of those that are missing.
    if (pool.empty()) worker();
  }
  for (std::size_t i = 0; i < count; ++i) {
    done[i].wait(false, std::memory_order_acquire);
    take(i);
  }
}

unsigned sensible_threads(std::size_t count) {
  if (count < 2 * kFilesPerThread) return 1;
  const std::size_t useful = count / kFilesPerThread;
  return static_cast<unsigned>(
      std::min<std::size_t>(useful, std::max(1U, std::thread::hardware_concurrency())));
}

}  // namespace buildspec::cli
