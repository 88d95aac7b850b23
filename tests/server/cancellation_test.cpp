// `$/cancelRequest`: while a request waits, inside its work, and while a job does it.
#include <doctest/doctest.h>

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "lsp/protocol/base.h"
#include "lsp/rpc/client.h"
#include "lsp/rpc/dispatcher.h"
#include "lsp/rpc/open_request.h"
#include "tests/server/test_client.h"

using namespace buildspec;
using namespace buildspec::lsp;
using namespace buildspec::lsp::test;

namespace {

Json action_params() {
  return {{"textDocument", {{"uri", kUri}}},
          {"range", range(0, 0, 9, 0)},
          {"context", {{"diagnostics", Json::array()}}}};
}

Json cancel_message(const Json& id) {
  return notification_message("$/cancelRequest", {{"id", id}});
}

// What the first rule does when it is asked, and how often the second was.
std::function<void()>& while_linting() {
  static std::function<void()> hook;
  return hook;
}
int& later_runs() {
  static int runs = 0;
  return runs;
}
void check_first(const Snapshot&, Reporter&) {
  if (while_linting()) while_linting()();
}
void check_later(const Snapshot&, Reporter& reporter) {
  ++later_runs();
  reporter.report(Span{0, 0}, "seen");
}
constexpr Rule kFirst{.meta = {.id = "first-rule",
                               .summary = "Runs first.",
                               .severity = Severity::info,
                               .despite_faults = true},
                      .check = check_first};
constexpr Rule kLater{.meta = {.id = "later-rule",
                               .summary = "Runs later.",
                               .severity = Severity::info,
                               .despite_faults = true},
                      .check = check_later};
constexpr std::array kRules{RegisteredRule{&kFirst, "words", "# first-rule\n"},
                            RegisteredRule{&kLater, "words", "# later-rule\n"}};

struct Amount {
  std::int32_t amount = 0;
  static constexpr auto fields() { return std::tuple{field("amount", &Amount::amount)}; }
};
struct Slow {
  static constexpr std::string_view kName = "test/slow";
  using Params = Empty;
  using Result = Amount;
};

// A dispatcher with one request whose answer waits in `reply`.
struct Later {
  Later() {
    dispatcher.on_later<Slow>(
        [this](const Empty&, Reply<Amount> given) { reply = std::move(given); });
    request = std::make_shared<OpenRequest>("s", client, inbox);
    dispatcher.answer({"s", "test/slow", nullptr}, request);
  }
  CollectingTransport transport;
  Client client{transport};
  Inbox inbox;
  Dispatcher dispatcher;
  std::optional<Reply<Amount>> reply;
  OpenRequestPtr request;
};

}  // namespace

TEST_CASE("a cancel takes effect between the rules, and nothing half-done is kept") {
  TestClient client(kRules);
  (void)client.initialize(full_capabilities());
  client.push(open_message(kText));
  client.push(request_message("a", "textDocument/codeAction", action_params()));
  while_linting() = [&] { client.push(cancel_message("a")); };
  later_runs() = 0;
  client.run();
  while_linting() = nullptr;
  // Within the request the second rule was not asked any more; then it was, to publish.
  CHECK(later_runs() == 1);
  const std::vector<Json> sent = client.take_sent();
  REQUIRE(sent.size() == 2);
  CHECK(sent[0]["id"] == "a");
  CHECK(sent[0]["error"]["code"] == -32800);
  CHECK(published(sent).size() == 1);
  client.run();
  CHECK(client.take_sent().empty());
  CHECK(client.request("textDocument/codeAction", action_params())["result"].is_array());
}

TEST_CASE("a cancel of another request does not stop this one") {
  TestClient client(kRules);
  (void)client.initialize(full_capabilities());
  client.push(open_message(kText));
  client.push(request_message(1, "textDocument/codeAction", action_params()));
  while_linting() = [&] { client.push(cancel_message("1")); };
  client.run();
  while_linting() = nullptr;
  const std::vector<Json> sent = client.take_sent();
  REQUIRE(sent.size() == 2);
  CHECK(sent[0]["result"].is_array());
}

TEST_CASE("an answer may come later, and comes once") {
  Later later;
  REQUIRE(later.reply.has_value());
  CHECK(later.transport.sent.empty());
  CHECK(later.reply->wanted());
  CHECK_FALSE(later.reply->cancelled()());
  later.reply->give([] { return Amount{3}; });
  CHECK_FALSE(later.reply->wanted());
  later.reply->give([] { return Amount{4}; });
  later.reply.reset();
  later.request.reset();
  REQUIRE(later.transport.sent.size() == 1);
  CHECK(later.transport.sent.front() ==
        Json{{"jsonrpc", "2.0"}, {"id", "s"}, {"result", {{"amount", 3}}}});
  CHECK(later.inbox.take().empty());
}

TEST_CASE("a later answer may be an error") {
  Later later;
  later.reply->give(
      []() -> Amount { throw ResponseError(ErrorCode::content_modified, "it changed"); });
  REQUIRE(later.transport.sent.size() == 1);
  CHECK(later.transport.sent.front()["error"] == Json{{"code", -32801}, {"message", "it changed"}});
}

TEST_CASE("what comes after a cancel is dropped") {
  Later later;
  later.inbox.push(parse_message(cancel_message("s").dump()));
  CHECK(later.reply->cancelled()());  // before the loop has handled it
  later.inbox.forget("s");
  CHECK_FALSE(later.reply->cancelled()());
  later.request->cancel();
  CHECK(later.reply->cancelled()());
  CHECK_FALSE(later.reply->wanted());
  later.reply->give([] { return Amount{3}; });
  REQUIRE(later.transport.sent.size() == 1);
  CHECK(later.transport.sent.front()["error"]["code"] == -32800);
}

TEST_CASE("a request that is let go of is answered all the same") {
  Later later;
  later.reply.reset();
  later.request.reset();
  CHECK(later.transport.sent.empty());  // the last owner may be another thread
  for (const InboxItem& item : later.inbox.take()) std::get<Task>(item)();
  REQUIRE(later.transport.sent.size() == 1);
  CHECK(later.transport.sent.front()["error"]["code"] == -32603);
}
