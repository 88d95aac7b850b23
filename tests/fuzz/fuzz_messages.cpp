// Any texts, one per line, as the messages of a session: nothing may crash, every request gets one
// answer with its id, every broken message one error, and a notification none. The first byte says
// whether the session is initialized before.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <string>
#include <string_view>
#include <variant>

#include "lsp/rpc/message.h"
#include "lsp/server/session.h"
#include "rules/registry.h"
#include "tests/server/feature_requests.h"
#include "tests/server/messages.h"

namespace {

using namespace buildspec;
using namespace buildspec::lsp;
using namespace buildspec::lsp::test;

void require(bool holds) {
  if (!holds) std::abort();
}

class Messages {
 public:
  void send(std::string_view text) {
    Message message = parse_message(text);
    if (const auto* const request = std::get_if<Request>(&message)) {
      ++waiting_[request->id.dump()];
    } else if (const auto* const malformed = std::get_if<Malformed>(&message)) {
      ++waiting_[malformed->id.dump()];
    } else if (const auto* const response = std::get_if<Response>(&message)) {
      // An error, where the server has asked nothing of that id.
      if (response->empty) ++perhaps_[response->id.dump()];
    }
    inbox_.push(std::move(message));
    run();
  }
  // Work on the file system is not done here: the end of the session answers who waits for it.
  void end() {
    if (!over()) send(request_message("last", "shutdown", nullptr).dump());
    if (session_.exit_code()) return;
    for (const auto& [id, count] : waiting_) require(count == 0);
  }
  [[nodiscard]] bool over() const { return session_.exit_code().has_value(); }

 private:
  void run() {
    session_.run_waiting();
    for (const Json& sent : transport_.sent) {
      require(sent.is_object() && sent.at("jsonrpc") == "2.0");
      if (sent.contains("method")) continue;
      require(sent.contains("result") != sent.contains("error"));
      const std::string id = sent.at("id").dump();
      if (waiting_[id] > 0) {
        --waiting_[id];
      } else {
        require(--perhaps_[id] >= 0);
      }
    }
    transport_.sent.clear();
  }

  CollectingTransport transport_;
  Inbox inbox_;
  ManualJobs jobs_{inbox_};
  Log log_;
  Session session_{{.rules = all_rules(),
                    .today =
                        [] {
                          return Date{2026, 11, 20};
                        },
                    .version = "1",
                    .client_process = std::nullopt},
                   transport_,
                   inbox_,
                   jobs_,
                   log_};
  std::map<std::string, int> waiting_;
  std::map<std::string, int> perhaps_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::string initialize =
      request_message("first", "initialize", {{"capabilities", every_capability()}}).dump();
  if (size == 0) return 0;
  Messages messages;
  if (data[0] % 4 != 0) {
    messages.send(initialize);
    messages.send(open_message(kText).dump());
  }
  std::string_view rest(reinterpret_cast<const char*>(data) + 1, size - 1);
  while (!rest.empty() && !messages.over()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    messages.send(line);
  }
  messages.end();
  return 0;
}
