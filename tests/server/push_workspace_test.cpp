// Findings of files that are not open, pushed where the settings want that; files that the client
// tells of in one way or another.
#include <doctest/doctest.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "tests/server/pull_client.h"

using namespace buildspec;
using namespace buildspec::lsp;
using namespace buildspec::lsp::test;

namespace {

constexpr const char* kPublish = "textDocument/publishDiagnostics";

Json scope(const char* name) {
  return {{"initializationOptions", {{"diagnostics", {{"scope", name}}}}}};
}

// How many findings were published for a file, each time.
std::vector<std::size_t> counts(const std::vector<Json>& sent, const std::string& uri) {
  std::vector<std::size_t> found;
  for (const Json& message : with_method(sent, kPublish)) {
    if (message["params"]["uri"] == uri) found.push_back(message["params"]["diagnostics"].size());
  }
  return found;
}

using Counts = std::vector<std::size_t>;

}  // namespace

TEST_CASE("without the setting, only open documents are published") {
  PullClient client;
  client.folder.write("buildspec.yml", kText);
  (void)client.begin(full_capabilities());
  CHECK(client.settle().empty());
  CHECK(client.jobs.waiting.empty());
}

TEST_CASE("with the scope of the workspace, findings of closed files are published") {
  PullClient client;
  client.folder.write("buildspec.yml", kText);
  client.folder.write("a/buildspec.yml", kText);
  (void)client.begin(full_capabilities(), scope("workspace"));
  const std::string uri = client.folder.uri("buildspec.yml");
  const std::string other = client.folder.uri("a/buildspec.yml");
  const std::vector<Json> first = client.settle();
  CHECK(counts(first, uri) == Counts{2});
  CHECK(counts(first, other) == Counts{2});
  client.run();
  CHECK(client.take_sent().empty());

  SUBCASE("an open document takes over, and gives back") {
    CHECK(counts(client.open("version: 0.2\n# BAD BAD\n", uri), uri) == Counts{3});
    CHECK(client.settle().empty());
    std::vector<Json> sent =
        client.notify("textDocument/didClose", {{"textDocument", {{"uri", uri}}}});
    for (Json& message : client.settle()) sent.push_back(std::move(message));
    CHECK(counts(sent, uri) == Counts{2});
  }
  SUBCASE("a file that changes is judged again, others are not published again") {
    client.folder.write("buildspec.yml", "version: 0.2\n");
    std::vector<Json> sent = client.file_event("buildspec.yml", 2);
    for (Json& message : client.settle()) sent.push_back(std::move(message));
    CHECK(counts(sent, uri) == Counts{1});
    CHECK(counts(sent, other).empty());
  }
  SUBCASE("a file that goes is cleared") {
    std::filesystem::remove(client.folder.path() / "buildspec.yml");
    (void)client.file_event("buildspec.yml", 3);
    CHECK(counts(client.settle(), uri) == Counts{0});
  }
  SUBCASE("turned off, all are cleared") {
    const std::vector<Json> sent =
        client.notify("workspace/didChangeConfiguration",
                      {{"settings", {{"buildspec", {{"diagnostics", {{"scope", "open"}}}}}}}});
    CHECK(counts(sent, uri) == Counts{0});
    CHECK(counts(sent, other) == Counts{0});
  }
}

TEST_CASE("a long look at the workspace shows its progress, and can be ended") {
  PullClient client;
  for (int i = 0; i < 200; ++i) client.folder.write(std::to_string(i) + "/buildspec.yml", kText);
  Json capabilities = full_capabilities();
  capabilities["window"]["workDoneProgress"] = true;
  (void)client.begin(capabilities, scope("workspace"));
  std::vector<Json> created;
  for (int i = 0; i < 20 && created.empty(); ++i) {
    client.jobs.run_all();
    client.run();
    created = with_method(client.take_sent(), "window/workDoneProgress/create");
  }
  REQUIRE(created.size() == 1);
  const Json token = created[0]["params"]["token"];
  (void)client.send({{"jsonrpc", "2.0"}, {"id", created[0]["id"]}, {"result", nullptr}});
  const std::vector<Json> sent =
      client.notify("window/workDoneProgress/cancel", {{"token", token}});
  REQUIRE(!PullClient::progress(sent, token).empty());
  CHECK(PullClient::progress(sent, token).back()["kind"] == "end");
  (void)client.settle();
  client.run();
  CHECK(client.jobs.waiting.empty());
}

TEST_CASE("what the editor does to files is taken from a client that watches none") {
  PullClient client;
  Json capabilities = full_capabilities();
  capabilities["workspace"].erase("didChangeWatchedFiles");
  capabilities["workspace"]["fileOperations"] = {
      {"didCreate", true}, {"didRename", true}, {"didDelete", true}};
  const Json offered = client.begin(capabilities)["capabilities"]["workspace"]["fileOperations"];
  const Json filters = {{"filters", {{{"scheme", "file"}, {"pattern", {{"glob", "**/*"}}}}}}};
  CHECK(offered == Json{{"didCreate", filters}, {"didRename", filters}, {"didDelete", filters}});
  const std::string uri = client.folder.uri("buildspec.yml");
  (void)client.open(kText, uri);
  (void)client.settle();
  const auto told = [&](const std::vector<Json>& sent) -> std::string {
    const std::vector<Json> found = with_method(sent, kPublish);
    return found.empty() ? "nothing" : found.back()["params"]["diagnostics"][0]["message"];
  };
  client.folder.write("src/main.py", "");
  (void)client.notify("workspace/didCreateFiles",
                      {{"files", {{{"uri", client.folder.uri("src/main.py")}}}}});
  CHECK(told(client.settle()) == "image unknown, day 2026-11-20, tree yes");
  std::filesystem::rename(client.folder.path() / "src/main.py", client.folder.path() / "x.py");
  (void)client.notify(
      "workspace/didRenameFiles",
      {{"files",
        {{{"oldUri", client.folder.uri("src/main.py")}, {"newUri", client.folder.uri("x.py")}}}}});
  CHECK(told(client.settle()) == "image unknown, day 2026-11-20, tree no");
  client.folder.write(".buildspec-lint.yml", "project: {image: one}\n");
  const Json configuration = {{"files", {{{"uri", client.folder.uri(".buildspec-lint.yml")}}}}};
  CHECK(told(client.notify("workspace/didCreateFiles", configuration)) ==
        "image one, day 2026-11-20, tree no");
  std::filesystem::remove(client.folder.path() / ".buildspec-lint.yml");
  CHECK(told(client.notify("workspace/didDeleteFiles", configuration)) ==
        "image unknown, day 2026-11-20, tree no");
}

TEST_CASE("who watches files is not asked for operations too, who offers nothing is offered none") {
  PullClient watching;
  Json capabilities = full_capabilities();
  capabilities["workspace"]["fileOperations"] = {{"didCreate", true}};
  CHECK_FALSE(watching.begin(capabilities)["capabilities"]["workspace"].contains("fileOperations"));
  PullClient poor;
  CHECK_FALSE(poor.begin(Json::object())["capabilities"]["workspace"].contains("fileOperations"));
}

TEST_CASE("a client that tells of no files has them looked at when a document is saved") {
  PullClient client;
  (void)client.begin(Json::object());
  const std::string uri = client.folder.uri("buildspec.yml");
  (void)client.open(kText, uri);
  (void)client.settle();
  client.folder.write(".buildspec-lint.yml", "project: {image: one}\n");
  client.folder.write("src/main.py", "");
  std::vector<Json> sent =
      client.notify("textDocument/didSave", {{"textDocument", {{"uri", uri}}}});
  for (Json& message : client.settle()) sent.push_back(std::move(message));
  const std::vector<Json> found = with_method(sent, kPublish);
  REQUIRE(!found.empty());
  CHECK(found.back()["params"]["diagnostics"][0]["message"] ==
        "image one, day 2026-11-20, tree yes");
  // Nothing changed since: nothing is published.
  sent = client.notify("textDocument/didSave", {{"textDocument", {{"uri", uri}}}});
  for (Json& message : client.settle()) sent.push_back(std::move(message));
  CHECK(sent.empty());
}

TEST_CASE("a configuration file that is open shows what is wrong in it, without any buildspec") {
  TestClient client;
  (void)client.initialize(full_capabilities());
  const std::string uri = "file:///nowhere/.buildspec-lint.yml";
  CHECK(counts(client.open("rules: {nothing: off}\n", uri), uri) == Counts{1});
  CHECK(counts(client.change(2, {{"text", "rules: {}\n"}}, uri), uri) == Counts{0});
  CHECK(counts(client.change(3, {{"text", "rules: 7\n"}}, uri), uri) == Counts{1});
  CHECK(counts(client.notify("textDocument/didClose", {{"textDocument", {{"uri", uri}}}}), uri) ==
        Counts{0});
  // A good one never had anything to say.
  CHECK(client.open("rules: {}\n", uri).empty());
}

TEST_CASE("the findings of a configuration file go with the last buildspec that it holds for") {
  PullClient client;
  client.folder.write(".buildspec-lint.yml", "rules: {nothing: off}\n");
  (void)client.begin(full_capabilities());
  const std::string uri = client.folder.uri(".buildspec-lint.yml");
  const std::string first = client.folder.uri("buildspec.yml");
  const std::string second = client.folder.uri("a/buildspec.yml");
  const std::string other = client.folder.uri("compose.yml");
  const auto close = [&](const std::string& closed) {
    return counts(client.notify("textDocument/didClose", {{"textDocument", {{"uri", closed}}}}),
                  uri);
  };
  CHECK(counts(client.open("services: {}\n", other), uri).empty());
  CHECK(counts(client.open(kText, first), uri) == Counts{1});
  CHECK(counts(client.open(kText, second), uri).empty());
  CHECK(close(first).empty());
  CHECK(close(second) == Counts{0});
  CHECK(close(other).empty());
}
