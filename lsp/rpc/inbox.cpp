#include "lsp/rpc/inbox.h"

#include <algorithm>
#include <utility>

namespace buildspec::lsp {

void Inbox::push(InboxItem item) {
  std::optional<Json> id;
  if (const auto* const message = std::get_if<Message>(&item)) id = cancelled_id(*message);
  {
    const std::lock_guard lock(mutex_);
    if (id) cancelled_.push_back(*std::move(id));
    items_.push_back(std::move(item));
  }
  filled_.notify_one();
}

std::vector<InboxItem> Inbox::take() {
  const std::lock_guard lock(mutex_);
  return std::exchange(items_, {});
}

void Inbox::wait(std::optional<std::chrono::steady_clock::time_point> until) {
  std::unique_lock lock(mutex_);
  const auto filled = [&] { return !items_.empty(); };
  if (until) {
    filled_.wait_until(lock, *until, filled);
  } else {
    filled_.wait(lock, filled);
  }
}

bool Inbox::cancelled(const Json& id) const {
  const std::lock_guard lock(mutex_);
  return std::any_of(cancelled_.begin(), cancelled_.end(),
                     [&](const Json& cancelled) { return same_id(cancelled, id); });
}

void Inbox::forget(const Json& id) {
  const std::lock_guard lock(mutex_);
  std::erase_if(cancelled_, [&](const Json& cancelled) { return same_id(cancelled, id); });
}

}  // namespace buildspec::lsp
