// A session without threads, and the client that talks to it: messages go in as JSON, everything
// that comes out is kept in order.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "linter/lint/rule.h"
#include "lsp/protocol/json.h"
#include "lsp/rpc/inbox.h"
#include "lsp/rpc/job_runner.h"
#include "lsp/rpc/transport.h"
#include "lsp/server/session.h"
#include "tests/server/messages.h"

namespace buildspec::lsp::test {

// Three rules of the tests' own: `loud-word` finds every "BAD" and can replace it, `old-word` finds
// "OLD" with a note at the begin of the text, `file-size` speaks about the whole text.
[[nodiscard]] std::span<const RegisteredRule> test_rules();

class TestClient {
 public:
  explicit TestClient(std::span<const RegisteredRule> rules = test_rules());

  // Puts a message into the inbox; run() handles what waits.
  void push(const Json& message);
  void push_text(std::string_view text);
  void run() { session.run_waiting(); }

  // The same at once, with what the server sent meanwhile.
  std::vector<Json> send(const Json& message);
  // The one answer to a request.
  Json request(const std::string& method, const Json& params);
  std::vector<Json> notify(const std::string& method, const Json& params);

  // `capabilities` as the client would send them.
  Json initialize(const Json& capabilities = Json::object(), const Json& more = Json::object());
  std::vector<Json> open(const std::string& text, const std::string& uri = kUri,
                         const std::string& language = "yaml");
  // One change with a range, or (without) of the whole text.
  std::vector<Json> change(std::int32_t version, const Json& changes,
                           const std::string& uri = kUri);

  [[nodiscard]] std::vector<Json> take_sent() { return std::exchange(transport.sent, {}); }

  CollectingTransport transport;
  Inbox inbox;
  ManualJobs jobs{inbox};
  Log log;
  Date today{2026, 11, 20};
  Session session;

 private:
  std::int64_t next_id_ = 1;
};

// The capabilities of a client that can take everything.
[[nodiscard]] Json full_capabilities();

// The diagnostics of the one publishDiagnostics among the messages.
[[nodiscard]] Json published(const std::vector<Json>& messages);

}  // namespace buildspec::lsp::test
