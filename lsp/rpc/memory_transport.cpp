#include "lsp/rpc/memory_transport.h"

#include <utility>

namespace buildspec::lsp {

Incoming MemoryTransport::read() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return !to_server_.empty() || input_ended_ || closed_; });
  if (to_server_.empty()) return {Incoming::Kind::end, {}};
  Incoming incoming{Incoming::Kind::message, std::move(to_server_.front())};
  to_server_.pop_front();
  return incoming;
}

bool MemoryTransport::write(std::string_view message) {
  const std::lock_guard lock(mutex_);
  if (closed_) return false;
  to_client_.emplace_back(message);
  changed_.notify_all();
  return true;
}

void MemoryTransport::close() {
  const std::lock_guard lock(mutex_);
  closed_ = true;
  changed_.notify_all();
}

void MemoryTransport::send(std::string message) {
  const std::lock_guard lock(mutex_);
  to_server_.push_back(std::move(message));
  changed_.notify_all();
}

void MemoryTransport::end_input() {
  const std::lock_guard lock(mutex_);
  input_ended_ = true;
  changed_.notify_all();
}

std::optional<std::string> MemoryTransport::receive() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return !to_client_.empty() || closed_; });
  if (to_client_.empty()) return std::nullopt;
  std::string message = std::move(to_client_.front());
  to_client_.pop_front();
  return message;
}

}  // namespace buildspec::lsp
