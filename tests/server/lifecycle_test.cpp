// Start and end of a session, and which messages get which answer in which state.
#include <doctest/doctest.h>

#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include <string>
#include <vector>

#include "tests/server/test_client.h"

using namespace buildspec::lsp;
using namespace buildspec::lsp::test;

namespace {

Json hover_params() {
  return {{"textDocument", {{"uri", kUri}}}, {"position", {{"line", 0}, {"character", 0}}}};
}

// A process that has ended and was waited for.
pid_t dead_process() {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(0);
  ::waitpid(child, nullptr, 0);
  return child;
}

}  // namespace

TEST_CASE("before initialize requests are errors, notifications are dropped") {
  TestClient client;
  CHECK(client.request("textDocument/hover", hover_params())["error"]["code"] == -32002);
  CHECK(client.request("shutdown", nullptr)["error"]["code"] == -32002);
  CHECK(client.request("no/such/method", nullptr)["error"]["code"] == -32002);
  CHECK(client.open("BAD").empty());
  CHECK(client.notify("initialized", Json::object()).empty());
  (void)client.initialize();
  CHECK(client.request("textDocument/hover", hover_params())["result"] == Json(nullptr));
}

TEST_CASE("initialize says what the server can do, and nothing else") {
  TestClient client;
  const Json result = client.initialize(full_capabilities());
  CHECK(result["serverInfo"] == Json{{"name", "buildspec-lsp"}, {"version", "1.2.3"}});
  const Json& capabilities = result["capabilities"];
  CHECK(capabilities["positionEncoding"] == "utf-16");
  CHECK(capabilities["textDocumentSync"] ==
        Json{{"openClose", true}, {"change", 2}, {"save", {{"includeText", false}}}});
  CHECK(capabilities["hoverProvider"] == true);
  CHECK(capabilities["completionProvider"].contains("triggerCharacters"));
  CHECK(capabilities["codeActionProvider"] ==
        Json{{"codeActionKinds",
              {"quickfix", "refactor.rewrite", "refactor.extract", "refactor.inline",
               "source.fixAll.buildspec"}}});
  CHECK(capabilities["workspace"]["workspaceFolders"]["supported"] == true);
}

TEST_CASE("a client that offers nothing gets a server that works") {
  TestClient client;
  const Json result = client.initialize();
  CHECK_FALSE(result["capabilities"].contains("codeActionProvider"));
  CHECK(published(client.open(kText)).size() == 1);
}

TEST_CASE("parameters of initialize that do not fit leave the server uninitialized") {
  TestClient client;
  CHECK(client.request("initialize", {{"capabilities", 7}})["error"]["code"] == -32602);
  CHECK(client.request("textDocument/hover", hover_params())["error"]["code"] == -32002);
  (void)client.initialize();
}

TEST_CASE("a second initialize is refused") {
  TestClient client;
  (void)client.initialize();
  CHECK(client.request("initialize", {{"capabilities", Json::object()}})["error"]["code"] ==
        -32600);
}

TEST_CASE("after shutdown every request is refused, only exit is heard") {
  TestClient client;
  (void)client.initialize();
  CHECK(client.request("shutdown", nullptr)["result"] == Json(nullptr));
  CHECK(client.request("shutdown", nullptr)["error"]["code"] == -32600);
  CHECK(client.request("initialize", {{"capabilities", Json::object()}})["error"]["code"] ==
        -32600);
  CHECK(client.request("textDocument/hover", hover_params())["error"]["code"] == -32600);
  CHECK(client.open(kText).empty());
  CHECK_FALSE(client.session.exit_code().has_value());
  CHECK(client.notify("exit", nullptr).empty());
  CHECK(client.session.exit_code() == 0);
}

TEST_CASE("exit without shutdown is a failure, in every state") {
  TestClient fresh;
  (void)fresh.notify("exit", nullptr);
  CHECK(fresh.session.exit_code() == 1);
  TestClient running;
  (void)running.initialize();
  (void)running.notify("exit", nullptr);
  CHECK(running.session.exit_code() == 1);
}

TEST_CASE("nothing is handled behind exit") {
  TestClient client;
  (void)client.initialize();
  client.push(request_message(7, "shutdown", nullptr));
  client.push(notification_message("exit", nullptr));
  client.push(request_message(8, "shutdown", nullptr));
  client.run();
  const std::vector<Json> sent = client.take_sent();
  REQUIRE(sent.size() == 1);
  CHECK(sent.front()["id"] == 7);
}

TEST_CASE("the end of input ends the session") {
  TestClient cut;
  (void)cut.initialize();
  cut.inbox.push(EndOfInput{});
  cut.run();
  CHECK(cut.session.exit_code() == 1);

  TestClient proper;
  (void)proper.initialize();
  (void)proper.request("shutdown", nullptr);
  proper.inbox.push(EndOfInput{});
  proper.run();
  CHECK(proper.session.exit_code() == 0);

  TestClient broken;
  (void)broken.initialize();
  broken.inbox.push(EndOfInput{"Content-Length stands twice"});
  broken.run();
  CHECK(broken.session.exit_code() == 1);
  const std::vector<Json> sent = broken.take_sent();
  REQUIRE_FALSE(sent.empty());
  CHECK(sent.back()["error"]["code"] == -32700);
  CHECK(sent.back()["id"] == Json(nullptr));
}

TEST_CASE("a client that cannot be written to ends the session") {
  TestClient client;
  (void)client.initialize();
  client.transport.gone = true;
  (void)client.open(kText);
  CHECK(client.session.exit_code() == 1);
}

TEST_CASE("unknown methods") {
  TestClient client;
  (void)client.initialize();
  CHECK(client.request("textDocument/noSuchThing", Json::object())["error"]["code"] == -32601);
  CHECK(client.request("$/noSuchThing", Json::object())["error"]["code"] == -32601);
  CHECK(client.notify("textDocument/noSuchThing", Json::object()).empty());
  CHECK(client.notify("$/noSuchThing", Json::object()).empty());
  CHECK(client.request("textDocument/hover", {{"textDocument", 1}})["error"]["code"] == -32602);
}

TEST_CASE("what is no message is answered, and the session goes on") {
  TestClient client;
  (void)client.initialize();
  const auto error = [&](std::string_view text) {
    client.push_text(text);
    client.run();
    const std::vector<Json> sent = client.take_sent();
    Json answer;
    for (const Json& message : sent) {
      if (message.contains("error")) answer = message;
    }
    return answer;
  };
  CHECK(error("{nonsense")["error"]["code"] == -32700);
  CHECK(error("{nonsense")["id"] == Json(nullptr));
  CHECK(error("[]")["error"]["code"] == -32600);
  CHECK(error(R"([{"jsonrpc":"2.0","id":1,"method":"shutdown"}])")["error"]["code"] == -32600);
  CHECK(error("17")["error"]["code"] == -32600);
  CHECK(error(R"({"jsonrpc":"2.0","id":77})")["id"] == 77);
  CHECK(error(R"({"id":4,"method":"shutdown"})")["id"] == 4);
  CHECK(client.request("shutdown", nullptr)["result"] == Json(nullptr));
}

TEST_CASE("ids come back as they went") {
  TestClient client;
  (void)client.initialize();
  for (const Json& id : {Json("text"), Json(""), Json(0), Json(-3), Json(nullptr), Json(1.5)}) {
    const std::vector<Json> sent =
        client.send(request_message(id, "textDocument/hover", hover_params()));
    REQUIRE(sent.size() == 1);
    CHECK(sent.front()["id"] == id);
    CHECK(sent.front().contains("result"));
  }
}

TEST_CASE("a request that is cancelled while it waits is answered so") {
  TestClient client;
  (void)client.initialize();
  client.push(request_message("a", "textDocument/hover", hover_params()));
  client.push(request_message("b", "textDocument/hover", hover_params()));
  client.push(notification_message("$/cancelRequest", {{"id", "a"}}));
  client.run();
  const std::vector<Json> sent = client.take_sent();
  REQUIRE(sent.size() == 2);
  CHECK(sent[0]["id"] == "a");
  CHECK(sent[0]["error"]["code"] == -32800);
  CHECK(sent[1]["id"] == "b");
  CHECK(sent[1].contains("result"));
}

TEST_CASE("a cancel that comes too late, too early or for nothing has no effect") {
  TestClient client;
  (void)client.initialize();
  CHECK(client.notify("$/cancelRequest", {{"id", 99}}).empty());
  CHECK(client.notify("$/cancelRequest", {{"id", Json::object()}}).empty());
  CHECK(client.notify("$/cancelRequest", nullptr).empty());
  const std::vector<Json> sent =
      client.send(request_message(99, "textDocument/hover", hover_params()));
  REQUIRE(sent.size() == 1);
  CHECK(sent.front().contains("result"));
}

TEST_CASE("the session ends with the client's process") {
  TestClient client;
  (void)client.initialize(Json::object(), {{"processId", ::getpid()}});
  CHECK(client.session.watches_client());
  client.session.check_client();
  CHECK_FALSE(client.session.exit_code().has_value());

  TestClient orphan;
  (void)orphan.initialize(Json::object(), {{"processId", dead_process()}});
  orphan.session.check_client();
  CHECK(orphan.session.exit_code() == 1);

  TestClient zombies_client;
  const pid_t zombie = ::fork();
  if (zombie == 0) ::_exit(0);
  REQUIRE(zombie > 0);
  siginfo_t ended{};
  REQUIRE(::waitid(P_PID, static_cast<id_t>(zombie), &ended, WEXITED | WNOWAIT) == 0);
  (void)zombies_client.initialize(Json::object(), {{"processId", zombie}});
  zombies_client.session.check_client();
  CHECK(zombies_client.session.exit_code() == 1);
  REQUIRE(::waitpid(zombie, nullptr, 0) == zombie);

  TestClient of_nobody;
  (void)of_nobody.initialize(Json::object(), {{"processId", 0}});
  CHECK_FALSE(of_nobody.session.watches_client());

  TestClient unwatched;
  (void)unwatched.initialize();
  CHECK_FALSE(unwatched.session.watches_client());
  unwatched.session.check_client();
  CHECK_FALSE(unwatched.session.exit_code().has_value());
}

TEST_CASE("trace") {
  TestClient client;
  (void)client.initialize();
  CHECK(client.notify("$/setTrace", {{"value", "messages"}}).size() == 1);
  const std::vector<Json> sent =
      client.send(request_message(5, "textDocument/hover", hover_params()));
  const std::vector<Json> traced = with_method(sent, "$/logTrace");
  REQUIRE(traced.size() == 1);
  CHECK(traced.front()["params"] == Json{{"message", "handled textDocument/hover"}});
  (void)client.notify("$/setTrace", {{"value", "verbose"}});
  CHECK(with_method(client.send(request_message(6, "textDocument/hover", hover_params())),
                    "$/logTrace")
            .front()["params"]
            .contains("verbose"));
  (void)client.notify("$/setTrace", {{"value", "off"}});
  CHECK(client.send(request_message(7, "textDocument/hover", hover_params())).size() == 1);
}
