// What waits for the loop: messages from the reader, answers of jobs. The one place where threads
// meet; every member may be called by any thread, take() and wait() are the loop's.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "lsp/rpc/message.h"

namespace buildspec::lsp {

// No more messages: the input ended, `reason` says how if it should not have ended there.
struct EndOfInput {
  std::string reason;
};
// Runs on the loop.
using Task = std::function<void()>;
using InboxItem = std::variant<Message, Task, EndOfInput>;

class Inbox {
 public:
  void push(InboxItem item);

  // Everything that waits, in order.
  [[nodiscard]] std::vector<InboxItem> take();
  // Until something waits or the time has come; without a time, until something waits.
  void wait(std::optional<std::chrono::steady_clock::time_point> until);

  // A `$/cancelRequest` for this id has come in. True from the moment it arrives, so that a request
  // that still waits or that is being worked on sees it, until forget() is called.
  [[nodiscard]] bool cancelled(const Json& id) const;
  void forget(const Json& id);

 private:
  mutable std::mutex mutex_;
  std::condition_variable filled_;
  std::vector<InboxItem> items_;
  std::vector<Json> cancelled_;
};

}  // namespace buildspec::lsp
