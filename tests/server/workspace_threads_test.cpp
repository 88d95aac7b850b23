// Workspace diagnostics with the server's own threads: work goes on beside edits, ends when it is
// cancelled, and never keeps the server from ending.
#include <doctest/doctest.h>

#include <future>
#include <set>
#include <string>
#include <utility>

#include "lsp/rpc/memory_transport.h"
#include "lsp/server/serve.h"
#include "tests/server/pull_client.h"

using namespace buildspec;
using namespace buildspec::lsp;
using namespace buildspec::lsp::test;

namespace {

constexpr int kFiles = 150;

class Served {
 public:
  Served() {
    for (int i = 0; i < kFiles; ++i) folder.write(std::to_string(i) + "/buildspec.yml", kText);
    SessionSettings settings;
    settings.rules = fact_rules();
    settings.today = [] { return Date{2026, 11, 20}; };
    settings.version = "1";
    code_ = std::async(std::launch::async, [this, settings = std::move(settings)]() mutable {
      Log log;
      return serve(transport, std::move(settings), log);
    });
    send(request_message(1, "initialize",
                         {{"capabilities", PullClient::capabilities()},
                          {"workspaceFolders", {{{"uri", folder.uri()}, {"name", "x"}}}}}));
    send(notification_message("initialized", Json::object()));
  }
  void send(const Json& message) { transport.send(message.dump()); }
  // The answer to a request; what comes before it is looked at by `visit`.
  template <class Visit>
  Json answer(const Json& id, const Visit& visit) {
    while (auto text = transport.receive()) {
      Json message = Json::parse(*text);
      if (message.value("id", Json()) == id && !message.contains("method")) return message;
      visit(message);
    }
    return nullptr;
  }
  Json answer(const Json& id) {
    return answer(id, [](const Json&) {});
  }
  int end() {
    send(request_message(999, "shutdown", nullptr));
    CHECK(answer(999).contains("result"));
    send(notification_message("exit", nullptr));
    return code_.get();
  }

  TemporaryFolder folder;
  MemoryTransport transport;

 private:
  std::future<int> code_;
};

Json pull_all(const Json& id, const Json& more = Json::object()) {
  Json params = {{"previousResultIds", Json::array()}};
  params.update(more);
  return request_message(id, "workspace/diagnostic", params);
}

}  // namespace

TEST_CASE("documents are answered while the workspace is looked at") {
  Served server;
  server.send(pull_all("all", {{"partialResultToken", "parts"}}));
  const std::string uri = server.folder.uri("0/buildspec.yml");
  server.send(open_message(kText, uri));
  for (std::int32_t version = 2; version < 50; ++version) {
    server.send(change_message(version, edit(range(0, 0, 0, 0), "# BAD\n"), uri));
    server.send(
        request_message(version, "textDocument/diagnostic", {{"textDocument", {{"uri", uri}}}}));
  }
  std::set<std::string> told;
  int answered = 0;
  const Json last = server.answer("all", [&](const Json& message) {
    if (message.value("method", "") == "$/progress" && message["params"]["token"] == "parts") {
      for (const Json& item : message["params"]["value"]["items"]) told.insert(item["uri"]);
    }
    if (message.contains("result") && message["result"].is_object() &&
        message["result"].contains("kind")) {
      CHECK(message["result"]["items"].size() == message["id"].get<std::size_t>() + 1);
      ++answered;
    }
  });
  CHECK(last["result"] == Json{{"items", Json::array()}});
  CHECK(told.size() == kFiles);
  if (answered < 48) {
    const Json newest = server.answer(49);
    CHECK(newest["result"]["items"].size() == 50);
  }
  CHECK(server.end() == 0);
}

TEST_CASE("cancelled over and over, the work is still done when it is wanted") {
  Served server;
  for (int i = 100; i < 120; ++i) {
    server.send(pull_all(i));
    server.send(notification_message("$/cancelRequest", {{"id", i}}));
  }
  for (int i = 100; i < 120; ++i) {
    const Json answer = server.answer(i);
    CHECK((answer.contains("result") || answer["error"]["code"] == -32800));
  }
  server.send(pull_all(200));
  CHECK(server.answer(200)["result"]["items"].size() == kFiles);
  CHECK(server.end() == 0);
}

TEST_CASE("the server ends in the middle of its work, with an answer to every request") {
  Served server;
  server.send(pull_all(7));
  server.send(request_message(8, "textDocument/diagnostic",
                              {{"textDocument", {{"uri", server.folder.uri("1/buildspec.yml")}}}}));
  server.send(request_message(999, "shutdown", nullptr));
  int answers = 0;
  CHECK(server
            .answer(999,
                    [&](const Json& message) {
                      const Json id = message.value("id", Json());
                      if (!message.contains("method") && (id == 7 || id == 8)) ++answers;
                    })
            .contains("result"));
  CHECK(answers == 2);
  server.send(notification_message("exit", nullptr));
}
