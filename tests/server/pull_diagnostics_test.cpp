// Findings that the client asks for, document by document.
#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "lsp/server/uri.h"
#include "tests/server/pull_client.h"

using namespace buildspec;
using namespace buildspec::lsp;
using namespace buildspec::lsp::test;

namespace {

constexpr const char* kPublish = "textDocument/publishDiagnostics";
constexpr const char* kRefresh = "workspace/diagnostic/refresh";

std::vector<std::string> codes(const Json& report) {
  std::vector<std::string> found;
  for (const Json& item : report["items"]) found.push_back(item["code"]);
  return found;
}

}  // namespace

TEST_CASE("a client that pulls is offered that, and nothing is pushed to it") {
  PullClient client;
  client.folder.write(".buildspec-lint.yml", "rules:\n  no-such-rule: off\n");
  const Json offered = client.begin()["capabilities"]["diagnosticProvider"];
  CHECK(offered == Json{{"identifier", "buildspec"},
                        {"interFileDependencies", false},
                        {"workspaceDiagnostics", true}});
  const std::string uri = client.folder.uri("buildspec.yml");
  CHECK(with_method(client.open(kText, uri), kPublish).empty());
  CHECK(with_method(client.settle(), kPublish).empty());
  CHECK(with_method(client.notify("textDocument/didClose", {{"textDocument", {{"uri", uri}}}}),
                    kPublish)
            .empty());
}

TEST_CASE("who cannot be told to ask again has to ask for all documents after each change") {
  PullClient client;
  Json capabilities = PullClient::capabilities();
  capabilities["workspace"].erase("diagnostics");
  CHECK(client.begin(capabilities)["capabilities"]["diagnosticProvider"]["interFileDependencies"] ==
        true);
}

TEST_CASE("who does not pull is not offered it, and has no such request") {
  PullClient client;
  CHECK_FALSE(client.begin(full_capabilities())["capabilities"].contains("diagnosticProvider"));
  CHECK(client.ask("textDocument/diagnostic",
                   {{"textDocument", {{"uri", kUri}}}})["error"]["code"] == -32601);
}

TEST_CASE("a report is full once, then unchanged until the diagnostics change") {
  PullClient client;
  (void)client.begin();
  (void)client.open(kText);
  (void)client.settle();
  const Json first = client.pull(kUri);
  CHECK(first["kind"] == "full");
  CHECK(codes(first) == std::vector<std::string>{"told-facts", "loud-word"});
  CHECK(first["items"][1]["range"] == range(4, 13, 4, 16));
  const Json id = first["resultId"];
  CHECK(client.pull(kUri, id) == Json{{"kind", "unchanged"}, {"resultId", id}});
  CHECK(client.pull(kUri, "something else") == first);

  // Behind the last finding nothing moves.
  (void)client.change(2, edit(range(5, 0, 5, 0), "# end\n"));
  CHECK(client.pull(kUri, id)["kind"] == "unchanged");
  // Before it, it does.
  (void)client.change(3, edit(range(0, 0, 0, 0), "# top\n"));
  const Json moved = client.pull(kUri, id);
  CHECK(moved["kind"] == "full");
  CHECK(moved["items"][1]["range"] == range(5, 13, 5, 16));
  CHECK(moved["resultId"] != id);
  // And back: the same diagnostics, the same id.
  (void)client.change(4, edit(range(0, 0, 1, 0), ""));
  CHECK(client.pull(kUri, id)["kind"] == "unchanged");
}

TEST_CASE("the client is told to ask again where configuration, tree or day change a report") {
  PullClient client;
  (void)client.begin();
  const std::string uri = client.folder.uri("buildspec.yml");
  (void)client.open(kText, uri);
  (void)client.settle();
  const auto refreshes = [&](const std::vector<Json>& sent) {
    const std::vector<Json> found = with_method(sent, kRefresh);
    for (const Json& request : found) {
      CHECK_FALSE(request.contains("params"));
      client.push({{"jsonrpc", "2.0"}, {"id", request["id"]}, {"result", nullptr}});
    }
    client.run();
    return found.size();
  };
  // Nobody asked yet: nobody needs to ask again.
  client.folder.write(".buildspec-lint.yml", "project:\n  image: one\n");
  CHECK(refreshes(client.file_event(".buildspec-lint.yml", 1)) == 0);
  const Json one = client.pull(uri);
  CHECK(one["items"][0]["message"] == "image one, day 2026-11-20, tree no");

  client.folder.write(".buildspec-lint.yml", "project:\n  image: two\n");
  CHECK(refreshes(client.file_event(".buildspec-lint.yml", 2)) == 1);
  const Json two = client.pull(uri, one["resultId"]);
  CHECK(two["items"][0]["message"] == "image two, day 2026-11-20, tree no");

  client.folder.write("src/main.py", "");
  CHECK(with_method(client.file_event("src/main.py", 1), kRefresh).empty());
  CHECK(refreshes(client.settle()) == 1);
  const Json tree = client.pull(uri, two["resultId"]);
  CHECK(tree["items"][0]["message"] == "image two, day 2026-11-20, tree yes");
  // Another file, of which no finding depends.
  client.folder.write("src/other.py", "");
  (void)client.file_event("src/other.py", 1);
  CHECK(refreshes(client.settle()) == 0);
  CHECK(client.pull(uri, tree["resultId"])["kind"] == "unchanged");

  client.today = Date{2026, 11, 21};
  client.run();
  CHECK(refreshes(client.take_sent()) == 1);
  CHECK(client.pull(uri, tree["resultId"])["kind"] == "full");
}

TEST_CASE("one request to ask again is open at a time") {
  PullClient client;
  (void)client.begin();
  const std::string uri = client.folder.uri("buildspec.yml");
  (void)client.open(kText, uri);
  (void)client.settle();
  (void)client.pull(uri);
  const auto configure = [&](const char* image) {
    client.folder.write(".buildspec-lint.yml", std::string("project:\n  image: ") + image + "\n");
    return with_method(client.file_event(".buildspec-lint.yml", 2), kRefresh);
  };
  const std::vector<Json> first = configure("one");
  REQUIRE(first.size() == 1);
  CHECK(configure("two").empty());
  CHECK(configure("three").empty());
  const Json answer = {{"jsonrpc", "2.0"}, {"id", first[0]["id"]}, {"result", nullptr}};
  CHECK(with_method(client.send(answer), kRefresh).size() == 1);
}

TEST_CASE("a client that cannot be told to ask again is not") {
  PullClient client;
  Json capabilities = PullClient::capabilities();
  capabilities["workspace"].erase("diagnostics");
  (void)client.begin(capabilities);
  (void)client.open(kText);
  (void)client.pull(kUri);
  client.today = Date{2026, 11, 21};
  client.run();
  CHECK(with_method(client.take_sent(), kRefresh).empty());
}

TEST_CASE("a configuration file has diagnostics of its own") {
  PullClient client;
  (void)client.begin();
  const std::string uri = client.folder.uri(".buildspec-lint.yml");
  (void)client.open("rules:\n  no-such-rule: off\n", uri);
  const Json report = client.pull(uri);
  REQUIRE(report["items"].size() == 1);
  CHECK(report["items"][0]["range"] == range(1, 2, 1, 14));
  CHECK(report["items"][0]["source"] == "buildspec-lint");
  (void)client.change(2, {{"text", "rules: {}\n"}}, uri);
  CHECK(client.pull(uri, report["resultId"])["items"] == Json::array());
}

TEST_CASE("a configuration that is not open comes with the documents that it holds for") {
  PullClient client;
  client.folder.write(".buildspec-lint.yml", "rules:\n  no-such-rule: off\n");
  const std::string configuration = client.folder.uri(".buildspec-lint.yml");
  const std::string uri = client.folder.uri("buildspec.yml");
  SUBCASE("where the client takes related documents") {
    (void)client.begin();
    (void)client.open(kText, uri);
    (void)client.settle();
    const Json related = client.pull(uri)["relatedDocuments"];
    REQUIRE(related.contains(configuration));
    CHECK(related[configuration]["kind"] == "full");
    CHECK(related[configuration]["items"].size() == 1);
    // Mended, it is told once more, and then not any more.
    client.folder.write(".buildspec-lint.yml", "rules: {}\n");
    (void)client.file_event(".buildspec-lint.yml", 2);
    CHECK(client.pull(uri)["relatedDocuments"][configuration]["items"] == Json::array());
    CHECK_FALSE(client.pull(uri).contains("relatedDocuments"));
  }
  SUBCASE("not where it is open itself") {
    (void)client.begin();
    (void)client.open(kText, uri);
    (void)client.open("rules:\n  no-such-rule: off\n", configuration);
    CHECK_FALSE(client.pull(uri).contains("relatedDocuments"));
  }
  SUBCASE("not where the client does not take them") {
    Json capabilities = PullClient::capabilities();
    capabilities["textDocument"]["diagnostic"] = Json::object();
    (void)client.begin(capabilities);
    (void)client.open(kText, uri);
    CHECK_FALSE(client.pull(uri).contains("relatedDocuments"));
  }
}

TEST_CASE("of a file that is not open the disk counts") {
  PullClient client;
  client.folder.write("buildspec.yml", kText);
  client.folder.write("other.yml", "BAD: 1\n");
  client.folder.write("old/buildspec.yml", kText);
  client.folder.write(".buildspec-lint.yml", "exclude: [old]\n");
  (void)client.begin();
  CHECK(codes(client.pull(client.folder.uri("buildspec.yml"))) ==
        std::vector<std::string>{"told-facts", "loud-word"});
  CHECK(client.pull(client.folder.uri("other.yml"))["items"] == Json::array());
  CHECK(client.pull(client.folder.uri("old/buildspec.yml"))["items"] == Json::array());
  CHECK(client.pull(client.folder.uri("nowhere.yml"))["items"] == Json::array());
  // Below no folder: an editor that has just closed it would show its findings for ever.
  TemporaryFolder elsewhere;
  elsewhere.write("buildspec.yml", kText);
  CHECK(client.pull(elsewhere.uri("buildspec.yml"))["items"] == Json::array());
  CHECK(client.pull("untitled:Untitled-1")["items"] == Json::array());
}

TEST_CASE("with the scope of open documents, others have no findings") {
  PullClient client;
  client.folder.write("buildspec.yml", kText);
  (void)client.begin(PullClient::capabilities(),
                     {{"initializationOptions", {{"diagnostics", {{"scope", "open"}}}}}});
  const std::string uri = client.folder.uri("buildspec.yml");
  CHECK(client.pull(uri)["items"] == Json::array());
  (void)client.open(kText, uri);
  CHECK(client.pull(uri)["items"].size() == 2);
}

TEST_CASE("revisions of a file have no findings, but what else there is") {
  PullClient client;
  (void)client.begin();
  const std::string uri = "git:/a/buildspec.yml?%7B%22ref%22%3A%22HEAD%22%7D";
  (void)client.open(kText, uri);
  CHECK(client.pull(uri)["items"] == Json::array());
  CHECK(
      client
          .request("textDocument/hover", {{"textDocument", {{"uri", uri}}},
                                          {"position", {{"line", 0}, {"character", 1}}}})["result"]
          .is_object());
  (void)client.open(kText, "untitled:Untitled-1");
  CHECK(client.pull("untitled:Untitled-1")["items"].size() == 2);
  (void)client.open(kText, "vscode-notebook-cell:/a/notes.ipynb#W0");
  CHECK(client.pull("vscode-notebook-cell:/a/notes.ipynb#W0")["items"].size() == 2);
}

TEST_CASE("documents of others have empty reports") {
  PullClient client;
  (void)client.begin();
  (void)client.open("jobs: {}\n", "file:///a/ci.yml");
  const Json report = client.pull("file:///a/ci.yml");
  CHECK(report["items"] == Json::array());
  CHECK(client.pull("file:///a/ci.yml", report["resultId"])["kind"] == "unchanged");
}
