// Work on many things at once, results taken in order.
#pragma once

#include <cstddef>
#include <functional>

namespace buildspec::cli {

// Calls work(i) for every i below `count`, on up to `threads` threads, and then, on the calling
// thread and in order, take(i): each as soon as work(i) and take(i - 1) are done. One thread means
// the calling one. `work` must not throw.
void work_in_order(std::size_t count, unsigned threads,
                   const std::function<void(std::size_t)>& work,
                   const std::function<void(std::size_t)>& take);

// As many as there are processors for this process, but not more than pays: starting a thread costs
// as much as linting a few small files.
[[nodiscard]] unsigned sensible_threads(std::size_t count);

}  // namespace buildspec::cli
