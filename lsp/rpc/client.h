// The other side: typed notifications and requests to the client, and its answers. The loop's.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "lsp/protocol/json.h"
#include "lsp/rpc/dispatcher.h"
#include "lsp/rpc/message.h"
#include "lsp/rpc/transport.h"

namespace buildspec::lsp {

class Client {
 public:
  // `transport` must outlive the client.
  explicit Client(Transport& transport) : transport_(transport) {}

  template <NotificationMethod Method>
  void notify(const typename Method::Params& params) {
    send(notification_text(Method::kName, write_json(params)));
  }
  // `on_answer` gets the response, be it a result or an error.
  template <RequestMethod Method>
  void request(const typename Method::Params& params,
               std::function<void(const Response&)> on_answer) {
    const std::int64_t id = next_id_++;
    waiting_.emplace(id, std::move(on_answer));
    send(request_text(id, Method::kName, write_json(params)));
  }
  void send(std::string_view text);
  // Hands an answer to whoever asked; false where nobody did.
  bool receive(const Response& response);

  // The client cannot be reached any more.
  [[nodiscard]] bool gone() const { return gone_; }

 private:
  Transport& transport_;
  std::int64_t next_id_ = 1;
  std::map<std::int64_t, std::function<void(const Response&)>> waiting_;
  bool gone_ = false;
};

}  // namespace buildspec::lsp
