// The reports on all buildspecs of the workspace's folders: pulled, in parts, held back, cancelled.
#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "tests/server/pull_client.h"

using namespace buildspec;
using namespace buildspec::lsp;
using namespace buildspec::lsp::test;

namespace {

constexpr const char* kRequest = "workspace/diagnostic";

Json items_of(const Json& answer) { return answer["result"]["items"]; }

// All parts of a result that came for a token.
Json streamed(const std::vector<Json>& messages, const Json& token) {
  Json items = Json::array();
  for (const Json& part : PullClient::progress(messages, token)) {
    for (const Json& item : part["items"]) items.push_back(item);
  }
  return items;
}

}  // namespace

TEST_CASE("every buildspec that the command line would find has a report") {
  PullClient client;
  client.folder.write("buildspec.yml", kText);
  client.folder.write("a/deploy.yml", "version: 0.2\nphases: {}\n");
  client.folder.write("a/other.yml", "jobs: {}\n");
  client.folder.write("node_modules/buildspec.yml", kText);
  client.folder.write("old/buildspec.yml", kText);
  client.folder.write("b/.buildspec-lint.yml", "exclude: [c]\n");
  client.folder.write("b/c/buildspec.yml", kText);
  client.folder.write("ignored/buildspec.yml", kText);
  client.folder.write(".gitignore", "ignored/\n");
  client.folder.make_checkout();
  client.folder.write("ci/web.pipeline.yml", "BAD: 1\n");
  client.folder.write(".buildspec-lint.yml",
                      "exclude: [old]\nfiles: [ci/*.pipeline.yml]\nrules: {nothing: off}\n");
  (void)client.begin();
  const Json items = items_of(client.pull_workspace());
  const auto found = PullClient::by_uri(items);
  CHECK(found.size() == items.size());
  std::vector<std::string> uris;
  for (const auto& [uri, item] : found) uris.push_back(uri);
  CHECK(uris == std::vector<std::string>{
                    client.folder.uri(".buildspec-lint.yml"), client.folder.uri("a/deploy.yml"),
                    client.folder.uri("b/.buildspec-lint.yml"), client.folder.uri("buildspec.yml"),
                    client.folder.uri("ci/web.pipeline.yml")});
  for (const auto& [uri, item] : found) {
    CHECK(item["kind"] == "full");
    CHECK(item["version"] == Json(nullptr));
    CHECK(item["resultId"].is_string());
  }
  CHECK(found.at(client.folder.uri("buildspec.yml"))["items"].size() == 2);
  CHECK(found.at(client.folder.uri("a/deploy.yml"))["items"].size() == 1);
  CHECK(found.at(client.folder.uri(".buildspec-lint.yml"))["items"].size() == 1);
  // Judged once, with the tree known.
  CHECK(found.at(client.folder.uri("buildspec.yml"))["items"][0]["message"] ==
        "image unknown, day 2026-11-20, tree no");

  SUBCASE("asked again, all are unchanged") {
    const auto ids = PullClient::ids(items);
    for (const Json& item : items_of(client.pull_workspace(ids))) {
      CHECK(item["kind"] == "unchanged");
      CHECK(item["resultId"] == ids.at(item["uri"]));
      CHECK_FALSE(item.contains("items"));
    }
  }
  SUBCASE("asked again after a change, that one is new") {
    const auto ids = PullClient::ids(items);
    client.folder.write("a/deploy.yml", "version: 0.2\nphases: BAD\n");
    (void)client.file_event("a/deploy.yml", 2);
    for (const Json& item : items_of(client.pull_workspace(ids))) {
      const bool changed = item["uri"] == client.folder.uri("a/deploy.yml");
      CHECK(item["kind"] == (changed ? "full" : "unchanged"));
      if (changed) CHECK(item["items"].size() == 2);
    }
  }
  SUBCASE("a file that went has an empty report, and no other") {
    const auto ids = PullClient::ids(items);
    std::filesystem::remove(client.folder.path() / "a/deploy.yml");
    (void)client.file_event("a/deploy.yml", 3);
    const auto after = PullClient::by_uri(items_of(client.pull_workspace(ids)));
    CHECK(after.at(client.folder.uri("a/deploy.yml")) ==
          Json{{"uri", client.folder.uri("a/deploy.yml")},
               {"version", nullptr},
               {"kind", "full"},
               {"items", Json::array()}});
    CHECK(after.size() == 5);
    CHECK(PullClient::by_uri(items_of(client.pull_workspace())).size() == 4);
  }
  SUBCASE("a file that a configuration begins to exclude goes too") {
    client.folder.write(".buildspec-lint.yml", "exclude: [old, a]\n");
    (void)client.file_event(".buildspec-lint.yml", 2);
    const auto after = PullClient::by_uri(items_of(client.pull_workspace()));
    CHECK_FALSE(after.contains(client.folder.uri("a/deploy.yml")));
    CHECK_FALSE(after.contains(client.folder.uri("ci/web.pipeline.yml")));
  }
}

TEST_CASE("an open document wins over its file") {
  PullClient client;
  client.folder.write("buildspec.yml", kText);
  (void)client.begin();
  const std::string uri = client.folder.uri("buildspec.yml");
  (void)client.open("version: 0.2\n# BAD BAD BAD\n", uri);
  (void)client.settle();
  const Json items = items_of(client.pull_workspace());
  REQUIRE(items.size() == 1);
  CHECK(items[0]["version"] == 1);
  CHECK(items[0]["items"].size() == 4);
  CHECK(client.pull(uri, items[0]["resultId"])["kind"] == "unchanged");
  // Closed, the file counts again.
  (void)client.notify("textDocument/didClose", {{"textDocument", {{"uri", uri}}}});
  const Json after = items_of(client.pull_workspace(PullClient::ids(items)));
  REQUIRE(after.size() == 1);
  CHECK(after[0]["version"] == Json(nullptr));
  CHECK(after[0]["items"].size() == 2);
}

TEST_CASE("without folders there is nothing to report") {
  PullClient client;
  (void)client.initialize(PullClient::capabilities());
  CHECK(items_of(client.pull_workspace()) == Json::array());
}

TEST_CASE("parts of the result come as they are ready, and the answer itself is empty") {
  PullClient client;
  for (int i = 0; i < 70; ++i) client.folder.write(std::to_string(i) + "/buildspec.yml", kText);
  (void)client.begin();
  const Json answer = client.pull_workspace({}, {{"partialResultToken", "parts"}});
  CHECK(items_of(answer) == Json::array());
  const std::vector<Json> parts = PullClient::progress(client.others, "parts");
  CHECK(parts.size() > 1);
  CHECK(PullClient::by_uri(streamed(client.others, "parts")).size() == 70);
  CHECK(streamed(client.others, "parts").size() == 70);
}

TEST_CASE("where nothing is new a request for parts stays open until something is") {
  PullClient client;
  client.folder.write("buildspec.yml", kText);
  client.folder.write("a/buildspec.yml", kText);
  (void)client.begin();
  const auto ids = PullClient::ids(items_of(client.pull_workspace()));
  REQUIRE(ids.size() == 2);
  CHECK(client.pull_workspace(ids, {{"partialResultToken", 7}}).is_null());
  const Json unchanged = streamed(client.others, 7);
  REQUIRE(unchanged.size() == 2);
  CHECK(unchanged[0]["kind"] == "unchanged");
  CHECK(client.jobs.waiting.empty());

  SUBCASE("a file changes") {
    client.folder.write("a/buildspec.yml", "version: 0.2\n");
    (void)client.file_event("a/buildspec.yml", 2);
    const std::vector<Json> sent = client.settle();
    const Json news = streamed(sent, 7);
    REQUIRE(news.size() == 1);
    CHECK(news[0]["uri"] == client.folder.uri("a/buildspec.yml"));
    CHECK(news[0]["items"].size() == 1);
    REQUIRE(sent.size() == 2);
    CHECK(sent[1]["result"] == Json{{"items", Json::array()}});
  }
  SUBCASE("a file changes, and its findings do not") {
    client.folder.write("a/buildspec.yml", std::string(kText) + "# end\n");
    (void)client.file_event("a/buildspec.yml", 2);
    CHECK(client.settle().empty());
  }
  SUBCASE("a new file comes") {
    client.folder.write("b/buildspec.yml", kText);
    (void)client.file_event("b/buildspec.yml", 1);
    CHECK(streamed(client.settle(), 7).size() == 1);
  }
  SUBCASE("a folder goes with its files") {
    std::filesystem::remove_all(client.folder.path() / "a");
    (void)client.file_event("a", 3);
    const Json news = streamed(client.settle(), 7);
    REQUIRE(news.size() == 1);
    CHECK(news[0]["items"] == Json::array());
  }
  SUBCASE("the configuration changes") {
    client.folder.write(".buildspec-lint.yml", "rules: {loud-word: off}\n");
    (void)client.file_event(".buildspec-lint.yml", 1);
    CHECK(streamed(client.settle(), 7).size() == 3);
  }
  SUBCASE("it is cancelled") {
    const std::vector<Json> sent = client.notify("$/cancelRequest", {{"id", 10'001}});
    REQUIRE(sent.size() == 1);
    CHECK(sent[0]["error"]["code"] == -32800);
    client.folder.write("a/buildspec.yml", "version: 0.2\n");
    (void)client.file_event("a/buildspec.yml", 2);
    CHECK(client.settle().empty());
  }
  SUBCASE("the session ends") {
    CHECK(client.request("shutdown", nullptr).contains("result"));
    client.run();
  }
  SUBCASE("an edit is asked for with its document") {
    CHECK(client.open(kText, client.folder.uri("buildspec.yml")).empty());
    CHECK(client.change(2, {{"text", "BAD BAD"}}, client.folder.uri("buildspec.yml")).empty());
  }
}

TEST_CASE("a cancelled request is answered at once, and its work ends") {
  PullClient client;
  for (int i = 0; i < 100; ++i) client.folder.write(std::to_string(i) + "/buildspec.yml", kText);
  (void)client.begin();
  client.push(request_message(1, kRequest, {{"previousResultIds", Json::array()}}));
  client.run();
  REQUIRE(client.jobs.waiting.size() == 1);
  const std::vector<Json> sent = client.notify("$/cancelRequest", {{"id", 1}});
  REQUIRE(sent.size() == 1);
  CHECK(sent[0]["error"]["code"] == -32800);
  client.jobs.run_all();  // the piece that was under way
  client.run();
  CHECK(client.jobs.waiting.empty());
  CHECK(client.take_sent().empty());
  // The next request begins anew.
  CHECK(items_of(client.pull_workspace()).size() == 100);
}

TEST_CASE("a request that brings a token is shown its progress") {
  PullClient client;
  for (int i = 0; i < 100; ++i) client.folder.write(std::to_string(i) + "/buildspec.yml", kText);
  (void)client.begin();
  const Json answer = client.pull_workspace({}, {{"workDoneToken", "work"}});
  CHECK(items_of(answer).size() == 100);
  const std::vector<Json> values = PullClient::progress(client.others, "work");
  REQUIRE(values.size() > 2);
  CHECK(values.front() == Json{{"kind", "begin"},
                               {"title", "Checking buildspecs"},
                               {"cancellable", true},
                               {"percentage", 0}});
  for (std::size_t i = 1; i + 1 < values.size(); ++i) {
    CHECK(values[i]["kind"] == "report");
    CHECK(values[i]["message"].get<std::string>().ends_with(" of 100 files"));
    CHECK(values[i]["percentage"] >= values[i - 1]["percentage"]);
  }
  CHECK(values.back()["kind"] == "end");
  CHECK(with_method(client.others, "window/workDoneProgress/create").empty());
}

TEST_CASE("cancelling the progress of a request cancels the request") {
  PullClient client;
  client.folder.write("buildspec.yml", kText);
  (void)client.begin();
  client.push(request_message(1, kRequest,
                              {{"previousResultIds", Json::array()}, {"workDoneToken", "work"}}));
  client.run();
  (void)client.take_sent();
  const std::vector<Json> sent =
      client.notify("window/workDoneProgress/cancel", {{"token", "work"}});
  REQUIRE(sent.size() == 2);
  CHECK(sent[0]["error"]["code"] == -32800);
  CHECK(sent[1]["params"]["value"]["kind"] == "end");
}

TEST_CASE("a long look at the workspace shows a progress of our own") {
  PullClient client;
  for (int i = 0; i < 200; ++i) client.folder.write(std::to_string(i) + "/buildspec.yml", kText);
  SUBCASE("where the client can show one") {
    (void)client.begin();
    client.push(request_message(1, kRequest, {{"previousResultIds", Json::array()}}));
    std::vector<Json> created;
    for (int i = 0; i < 20 && created.empty(); ++i) {
      client.run();
      created = with_method(client.take_sent(), "window/workDoneProgress/create");
      if (created.empty()) client.jobs.run_all();
    }
    REQUIRE(created.size() == 1);
    const Json token = created[0]["params"]["token"];
    const Json accepted = {{"jsonrpc", "2.0"}, {"id", created[0]["id"]}, {"result", nullptr}};
    SUBCASE("accepted, it is begun and ended") {
      std::vector<Json> sent = client.send(accepted);
      for (Json& message : client.settle()) sent.push_back(std::move(message));
      const std::vector<Json> values = PullClient::progress(sent, token);
      REQUIRE(values.size() >= 2);
      CHECK(values.front()["kind"] == "begin");
      CHECK(values.back()["kind"] == "end");
      CHECK(sent.back()["result"]["items"].size() == 200);
    }
    SUBCASE("refused, nothing is shown") {
      std::vector<Json> sent = client.send({{"jsonrpc", "2.0"},
                                            {"id", created[0]["id"]},
                                            {"error", {{"code", 1}, {"message", "no"}}}});
      for (Json& message : client.settle()) sent.push_back(std::move(message));
      CHECK(PullClient::progress(sent, token).empty());
      CHECK(sent.back()["result"]["items"].size() == 200);
    }
    SUBCASE("cancelled, the request is answered with what there is") {
      (void)client.send(accepted);
      const std::vector<Json> sent =
          client.notify("window/workDoneProgress/cancel", {{"token", token}});
      CHECK(PullClient::progress(sent, token).back()["kind"] == "end");
      CHECK(sent.back()["result"]["items"].size() < 200);
      (void)client.settle();
      CHECK(client.jobs.waiting.empty());
      // Until something changes.
      CHECK(items_of(client.pull_workspace()).size() < 200);
      client.folder.write("new/buildspec.yml", kText);
      (void)client.file_event("new/buildspec.yml", 1);
      CHECK(items_of(client.pull_workspace()).size() == 201);
    }
  }
  SUBCASE("where it cannot, none is") {
    Json capabilities = PullClient::capabilities();
    capabilities.erase("window");
    (void)client.begin(capabilities);
    CHECK(items_of(client.pull_workspace()).size() == 200);
    CHECK(with_method(client.others, "window/workDoneProgress/create").empty());
  }
}

TEST_CASE("a client that does not tell of files has them looked at when it asks") {
  PullClient client;
  client.folder.write("buildspec.yml", kText);
  Json capabilities = PullClient::capabilities();
  capabilities["workspace"].erase("didChangeWatchedFiles");
  (void)client.begin(capabilities);
  const auto ids = PullClient::ids(items_of(client.pull_workspace()));
  CHECK(items_of(client.pull_workspace(ids))[0]["kind"] == "unchanged");
  client.folder.write("a/buildspec.yml", kText);
  client.folder.write("buildspec.yml", "version: 0.2\n");
  client.folder.write(".buildspec-lint.yml", "project: {image: one}\n");
  const auto after = PullClient::by_uri(items_of(client.pull_workspace(ids)));
  CHECK(after.size() == 3);
  CHECK(after.at(client.folder.uri("buildspec.yml"))["items"][0]["message"] ==
        "image one, day 2026-11-20, tree no");
}

TEST_CASE("with the scope of open documents the workspace has no reports") {
  PullClient client;
  client.folder.write("buildspec.yml", kText);
  (void)client.begin(PullClient::capabilities(),
                     {{"initializationOptions", {{"diagnostics", {{"scope", "open"}}}}}});
  const std::string uri = client.folder.uri("buildspec.yml");
  CHECK(items_of(client.pull_workspace()) == Json::array());
  CHECK(client.jobs.waiting.empty());
  const Json gone = items_of(client.pull_workspace({{uri, "1"}}));
  REQUIRE(gone.size() == 1);
  CHECK(gone[0]["items"] == Json::array());
}

TEST_CASE("folders come and go") {
  PullClient client;
  client.folder.write("a/buildspec.yml", kText);
  client.folder.write("b/buildspec.yml", kText);
  const auto named = [&](const char* name) {
    return Json{{"uri", client.folder.uri(name)}, {"name", name}};
  };
  (void)client.begin(PullClient::capabilities(), {{"workspaceFolders", {named("a")}}});
  CHECK(items_of(client.pull_workspace()).size() == 1);
  (void)client.notify("workspace/didChangeWorkspaceFolders",
                      {{"event", {{"added", {named("b")}}, {"removed", Json::array()}}}});
  CHECK(items_of(client.pull_workspace()).size() == 2);
  (void)client.notify("workspace/didChangeWorkspaceFolders",
                      {{"event", {{"added", Json::array()}, {"removed", {named("a")}}}}});
  const Json items = items_of(client.pull_workspace());
  REQUIRE(items.size() == 1);
  CHECK(items[0]["uri"] == client.folder.uri("b/buildspec.yml"));
}

TEST_CASE("a job that throws is not tried again until something changes, and then it is") {
  PullClient client;
  client.folder.write("buildspec.yml", kText);
  (void)client.begin();
  SUBCASE("the search") {
    client.jobs.failing = 1;
    CHECK(items_of(client.pull_workspace()) == Json::array());
  }
  SUBCASE("the scan of the source tree, without which files are judged all the same") {
    (void)client.open("version: 0.2\n", client.folder.uri("other/buildspec.yml"));
    client.jobs.failing = 1;
    (void)client.settle();
    const auto found = PullClient::by_uri(items_of(client.pull_workspace()));
    CHECK(found.at(client.folder.uri("buildspec.yml"))["items"][0]["message"] ==
          "image unknown, day 2026-11-20, tree no");
  }
  SUBCASE("the reading of files") {
    client.push(request_message(1, kRequest, {{"previousResultIds", Json::array()}}));
    client.run();
    // The search, the scan, and then the first piece.
    for (int i = 0; i < 2; ++i) {
      REQUIRE(client.jobs.waiting.size() == 1);
      client.jobs.run_all();
      client.run();
    }
    REQUIRE(client.jobs.waiting.size() == 1);
    client.jobs.failing = 1;
    CHECK(with_method(client.settle(), "window/logMessage").size() == 1);
  }
  CHECK(client.jobs.failing == 0);
  CHECK(client.jobs.waiting.empty());
  client.folder.write("src/main.py", "");
  client.folder.write("buildspec.yml", "version: 0.2\n# BAD BAD\n");
  (void)client.file_event("src/main.py", 1);
  (void)client.file_event("buildspec.yml", 2);
  const Json after =
      PullClient::by_uri(items_of(client.pull_workspace())).at(client.folder.uri("buildspec.yml"));
  CHECK(after["items"].size() == 3);
  CHECK(after["items"][0]["message"] == "image unknown, day 2026-11-20, tree yes");
}
