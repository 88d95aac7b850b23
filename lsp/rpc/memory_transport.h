// A transport whose other end is a test: messages in memory, no frames, no bytes.
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <string>

#include "lsp/rpc/transport.h"

namespace buildspec::lsp {

class MemoryTransport : public Transport {
 public:
  // The server's side.
  [[nodiscard]] Incoming read() override;
  bool write(std::string_view message) override;
  void close() override;

  // The client's side. receive() waits; nothing once the server closed and all was received.
  void send(std::string message);
  void end_input();
  [[nodiscard]] std::optional<std::string> receive();

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::string> to_server_;
  std::deque<std::string> to_client_;
  bool input_ended_ = false;
  bool closed_ = false;
};

}  // namespace buildspec::lsp
