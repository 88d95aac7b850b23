// One progress that the client shows: of a request that brought a token, or of our own. The loop's.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "lsp/protocol/progress.h"
#include "lsp/rpc/client.h"

namespace buildspec::lsp {

class Progress : public std::enable_shared_from_this<Progress> {
 public:
  // With the token of a request.
  [[nodiscard]] static std::shared_ptr<Progress> of_request(Client& client, Json token);
  // With a token that the client is asked to take; nothing is shown until it has, or if it refuses.
  [[nodiscard]] static std::shared_ptr<Progress> of_server(Client& client, Json token);

  Progress(Client& client, Json token, bool accepted)
      : client_(client), token_(std::move(token)), accepted_(accepted) {}

  [[nodiscard]] const Json& token() const { return token_; }

  // begin(), any number of report(), end(): each at most once but the second.
  void begin(const std::string& title, bool cancellable);
  void report(const std::string& message, std::uint32_t percentage);
  void end(const std::string& message);

 private:
  void accept();
  void send(WorkDoneProgress value);

  Client& client_;
  Json token_;
  bool accepted_ = false;
  bool ended_ = false;
  std::optional<WorkDoneProgress> begin_;  // until it is sent
  std::uint32_t percentage_ = 0;
  std::string last_message_;
};
using ProgressPtr = std::shared_ptr<Progress>;

}  // namespace buildspec::lsp
