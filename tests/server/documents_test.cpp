// Documents open, change and close; what is published, and when.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/server/test_client.h"

using namespace buildspec::lsp;
using namespace buildspec::lsp::test;

namespace {

constexpr const char* kPublish = "textDocument/publishDiagnostics";

// The ranges of the published diagnostics, in order.
std::vector<Json> ranges(const Json& diagnostics) {
  std::vector<Json> found;
  for (const Json& diagnostic : diagnostics) found.push_back(diagnostic["range"]);
  return found;
}

Json utf8_capabilities() {
  Json capabilities = full_capabilities();
  capabilities["general"]["positionEncodings"] = {"utf-16", "utf-8"};
  return capabilities;
}

// Opens a text, makes the changes in one message, and gives the text that the server has then: read
// off a finding, as every "BAD" of it is found.
std::vector<Json> after(const std::string& text, const Json& changes,
                        const Json& capabilities = full_capabilities()) {
  TestClient client;
  (void)client.initialize(capabilities);
  (void)client.open(text);
  return ranges(published(client.change(2, changes)));
}

}  // namespace

TEST_CASE("a finding is published with everything that the client can take") {
  TestClient client;
  (void)client.initialize(full_capabilities());
  const std::vector<Json> sent = client.open(kText);
  REQUIRE(sent.size() == 1);
  CHECK(sent.front()["method"] == kPublish);
  CHECK(sent.front()["params"]["uri"] == kUri);
  CHECK(sent.front()["params"]["version"] == 1);
  const Json diagnostics = published(sent);
  REQUIRE(diagnostics.size() == 1);
  CHECK(diagnostics[0] ==
        Json{{"range", range(4, 13, 4, 16)},
             {"severity", 2},
             {"code", "loud-word"},
             {"codeDescription", {{"href", "https://example.com/loud"}}},
             {"source", "buildspec-lint"},
             {"message", "a loud word"},
             {"tags", {1}},
             {"data", {{"rule", "loud-word"}, {"number", 0}, {"fixes", {"Say good"}}}}});
}

TEST_CASE("notes are related places, or lines of the message") {
  const std::string text = "version: 0.2\nphases:\n  build:\n    commands: [OLD]\n";
  TestClient full;
  (void)full.initialize(full_capabilities());
  const Json rich = published(full.open(text))[0];
  CHECK(rich["severity"] == 3);
  CHECK(rich["message"] == "an old word\nwords grow old");
  CHECK(rich["tags"] == Json{2});
  CHECK_FALSE(rich.contains("codeDescription"));
  REQUIRE(rich["relatedInformation"].size() == 1);
  CHECK(rich["relatedInformation"][0] ==
        Json{{"location", {{"uri", kUri}, {"range", range(0, 0, 0, 1)}}},
             {"message", "the text begins here"}});

  TestClient plain;
  (void)plain.initialize();
  const Json poor = published(plain.open(text))[0];
  CHECK(poor["message"] == "an old word\nthe text begins here\nwords grow old");
  for (const char* const name : {"relatedInformation", "tags", "data", "codeDescription"}) {
    CHECK_FALSE(poor.contains(name));
  }
}

TEST_CASE("the version is published only to clients that know it") {
  TestClient client;
  (void)client.initialize();
  CHECK_FALSE(client.open(kText).front()["params"].contains("version"));
}

TEST_CASE("what waits is drained before anything is published") {
  TestClient client;
  (void)client.initialize(full_capabilities());
  client.push(open_message(kText));
  for (std::int32_t version = 2; version <= 6; ++version) {
    client.push(change_message(version, edit(range(0, 0, 0, 0), "# BAD\n")));
  }
  client.run();
  const std::vector<Json> sent = client.take_sent();
  REQUIRE(sent.size() == 1);
  CHECK(sent.front()["params"]["version"] == 6);
  CHECK(published(sent).size() == 6);
  client.run();
  CHECK(client.take_sent().empty());
}

TEST_CASE("a request between two changes sees the text it was sent after") {
  TestClient client;
  (void)client.initialize(full_capabilities());
  (void)client.open("version: 0.2\nphases: {}\n");
  const auto hover = [&](int id) {
    return request_message(
        id, "textDocument/hover",
        {{"textDocument", {{"uri", kUri}}}, {"position", {{"line", 1}, {"character", 0}}}});
  };
  client.push(hover(101));
  client.push(change_message(2, edit(range(1, 0, 1, 6), "cache")));
  client.push(hover(102));
  client.push(change_message(3, edit(range(1, 0, 1, 5), "batch")));
  client.push(hover(103));
  client.run();
  const std::vector<Json> sent = client.take_sent();
  REQUIRE(sent.size() == 4);
  CHECK(sent[0]["result"]["range"] == range(1, 0, 1, 6));
  CHECK(sent[1]["result"]["range"] == range(1, 0, 1, 5));
  CHECK(sent[1]["result"] != sent[2]["result"]);
  CHECK(sent[3]["method"] == kPublish);
}

TEST_CASE("edits are taken as the client means them") {
  const Json end = range(0, 0, 0, 0);
  SUBCASE("an insertion") {
    CHECK(after("version: 0.2\n", edit(range(1, 0, 1, 0), "BAD")) ==
          std::vector<Json>{range(1, 0, 1, 3)});
  }
  SUBCASE("several changes, each in the text that the one before left") {
    CHECK(after("version: 0.2\n",
                Json::array({edit(range(0, 0, 0, 0), "\n\n"), edit(range(2, 0, 2, 0), "BAD "),
                             edit(range(0, 0, 1, 0), "")})) ==
          std::vector<Json>{range(1, 0, 1, 3)});
  }
  SUBCASE("the whole text") {
    CHECK(after(kText, {{"text", "BAD"}}) == std::vector<Json>{range(0, 0, 0, 3)});
  }
  SUBCASE("the whole text, then a part") {
    CHECK(after(kText, Json::array({Json{{"text", "xyz"}}, edit(range(0, 1, 0, 2), "BAD")})) ==
          std::vector<Json>{range(0, 1, 0, 4)});
  }
  SUBCASE("a part, then the whole text, then a part") {
    CHECK(after(kText, Json::array({edit(range(0, 0, 0, 1), "BAD"), Json{{"text", "xyz"}},
                                    edit(range(0, 3, 0, 3), "BAD")})) ==
          std::vector<Json>{range(0, 3, 0, 6)});
  }
  SUBCASE("everything deleted, then typed anew") {
    CHECK(after(kText, Json::array({edit(range(0, 0, 5, 0), ""), edit(end, "BAD")})) ==
          std::vector<Json>{range(0, 0, 0, 3)});
    CHECK(after(kText, Json::array({Json{{"text", ""}}, edit(end, "BAD")})) ==
          std::vector<Json>{range(0, 0, 0, 3)});
  }
  SUBCASE("everything deleted") {
    CHECK(after(kText, edit(range(0, 0, 5, 0), "")).empty());
    CHECK(after(kText, {{"text", ""}}).empty());
  }
  SUBCASE("a range that runs backwards") {
    CHECK(after("version: xyz", edit(range(0, 12, 0, 9), "BAD")) ==
          std::vector<Json>{range(0, 9, 0, 12)});
  }
  SUBCASE("a range behind the end of line and text") {
    CHECK(after("ab\ncd", edit(range(0, 99, 0, 2147483647), "BAD")) ==
          std::vector<Json>{range(0, 2, 0, 5)});
    CHECK(after("ab\ncd", edit(range(77, 0, 99, 4), "BAD")) ==
          std::vector<Json>{range(1, 2, 1, 5)});
  }
  SUBCASE("negative positions are the begin") {
    const Json backwards = {{"start", {{"line", -1}, {"character", -1}}},
                            {"end", {{"line", 0}, {"character", -9}}}};
    CHECK(after("abc", edit(backwards, "BAD")) == std::vector<Json>{range(0, 0, 0, 3)});
  }
  SUBCASE("no change at all") {
    CHECK(after(kText, Json::array()) == std::vector<Json>{range(4, 13, 4, 16)});
  }
}

TEST_CASE("line ends are those of the protocol") {
  CHECK(after("a\r\nb\rc\nd", edit(range(3, 1, 3, 1), "BAD")) ==
        std::vector<Json>{range(3, 1, 3, 4)});
  // Typed between \r and \n, a text makes one line end two.
  CHECK(after("a\r\nb", edit(range(0, 1, 1, 0), "\r\nBAD\r\n")) ==
        std::vector<Json>{range(1, 0, 1, 3)});
}

TEST_CASE("columns count UTF-16 units, or bytes where the client can") {
  const std::string text = "# \xF0\x9F\x98\x80 x\n";
  CHECK(after(text, edit(range(0, 5, 0, 6), "BAD")) == std::vector<Json>{range(0, 5, 0, 8)});
  CHECK(after(text, edit(range(0, 7, 0, 8), "BAD"), utf8_capabilities()) ==
        std::vector<Json>{range(0, 7, 0, 10)});
  TestClient client;
  CHECK(client.initialize(utf8_capabilities())["capabilities"]["positionEncoding"] == "utf-8");
}

TEST_CASE("a position inside a character is its begin") {
  const std::string text = "# \xF0\x9F\x98\x80\n";
  CHECK(after(text, edit(range(0, 3, 0, 3), "BAD")) == std::vector<Json>{range(0, 2, 0, 5)});
  CHECK(after(text, edit(range(0, 4, 0, 5), "BAD"), utf8_capabilities()) ==
        std::vector<Json>{range(0, 2, 0, 5)});
}

TEST_CASE("half a surrogate pair is one unit") {
  TestClient client;
  (void)client.initialize(full_capabilities());
  (void)client.open("x");
  // JavaScript writes the two halves of an emoji, typed one after the other, so.
  client.push_text(
      R"({"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":")" +
      std::string(kUri) +
      R"(","version":2},"contentChanges":[{"range":{"start":{"line":0,"character":0},)"
      R"("end":{"line":0,"character":0}},"text":"\ud83d"}]}})");
  client.push(change_message(3, edit(range(0, 1, 0, 1), "BAD")));
  client.run();
  CHECK(ranges(published(client.take_sent())) == std::vector<Json>{range(0, 1, 0, 4)});
}

TEST_CASE("a closed document is cleared") {
  TestClient client;
  (void)client.initialize(full_capabilities());
  (void)client.open(kText);
  const std::vector<Json> sent =
      client.notify("textDocument/didClose", {{"textDocument", {{"uri", kUri}}}});
  CHECK(published(sent).empty());
  CHECK_FALSE(sent.front()["params"].contains("version"));
  // Unknown again: neither changes nor a second close say anything but that.
  CHECK(with_method(client.change(3, {{"text", "BAD"}}), kPublish).empty());
  CHECK(with_method(client.notify("textDocument/didClose", {{"textDocument", {{"uri", kUri}}}}),
                    kPublish)
            .empty());
  CHECK(published(client.open(kText)).size() == 1);
}

TEST_CASE("opened and closed before anything was published, nothing is") {
  TestClient client;
  (void)client.initialize(full_capabilities());
  client.push(open_message(kText));
  client.push(notification_message("textDocument/didClose", {{"textDocument", {{"uri", kUri}}}}));
  client.run();
  CHECK(client.take_sent().empty());
}

TEST_CASE("a document that is opened twice is replaced") {
  TestClient client;
  (void)client.initialize(full_capabilities());
  (void)client.open(kText);
  CHECK(ranges(published(client.open("BAD"))) == std::vector<Json>{range(0, 0, 0, 3)});
}

TEST_CASE("a change that cannot be read is told and leaves the text as it is") {
  TestClient client;
  (void)client.initialize(full_capabilities());
  (void)client.open(kText);
  const std::vector<Json> sent = client.change(2, Json::array({Json{{"text", 7}}}));
  REQUIRE(sent.size() == 1);
  CHECK(sent.front()["method"] == "window/logMessage");
  CHECK(sent.front()["params"]["type"] == 1);
  CHECK(sent.front()["params"]["message"] ==
        "textDocument/didChange: params.contentChanges[0].text: expected a string");
}

TEST_CASE("only buildspecs are judged") {
  TestClient client;
  (void)client.initialize(full_capabilities());
  const auto judged = [&](const std::string& uri, const std::string& language,
                          const std::string& text) {
    return !with_method(client.open(text, uri, language), kPublish).empty();
  };
  SUBCASE("by name") {
    CHECK(judged("file:///a/buildspec.yml", "yaml", ""));
    CHECK(judged("file:///a/buildspec.yaml", "yaml", "phases:"));
    CHECK(judged("file:///a/buildspec.yml", "plaintext", "BAD"));
  }
  SUBCASE("by content") {
    CHECK(judged("file:///a/ci.yml", "yaml", kText));
    CHECK(judged("untitled:Untitled-1", "yaml", kText));
    CHECK(judged("file:///a/x.json", "json", R"({"version": 0.2, "phases": {}})"));
  }
  SUBCASE("by language") { CHECK(judged("file:///a/x.txt", "buildspec", "BAD")); }
  SUBCASE("others are not") {
    CHECK_FALSE(judged("file:///a/ci.yml", "yaml", "jobs:\n  BAD: 1\n"));
    CHECK_FALSE(judged("file:///a/ci.yml", "yaml", ""));
    CHECK_FALSE(judged("file:///a/readme.md", "markdown", kText));
    CHECK_FALSE(judged("file:///a/package.json", "json", R"({"version": "1.0.0"})"));
    CHECK(client.request("textDocument/hover",
                         {{"textDocument", {{"uri", "file:///a/ci.yml"}}},
                          {"position", {{"line", 0}, {"character", 0}}}})["result"] ==
          Json(nullptr));
    CHECK(with_method(client.notify("textDocument/didClose",
                                    {{"textDocument", {{"uri", "file:///a/ci.yml"}}}}),
                      kPublish)
              .empty());
  }
}

TEST_CASE("a document becomes a buildspec while it is typed, and stays one") {
  TestClient client;
  (void)client.initialize(full_capabilities());
  const char* const uri = "file:///a/ci.yml";
  CHECK(with_method(client.open("version: 0.2\n# BAD\n", uri), kPublish).empty());
  CHECK(published(client.change(2, edit(range(2, 0, 2, 0), "phases:\n"), uri)).size() == 1);
  CHECK(published(client.change(3, {{"text", "BAD"}}, uri)).size() == 1);
}

TEST_CASE("several documents are apart") {
  TestClient client;
  (void)client.initialize(full_capabilities());
  const char* const other = "file:///other/buildspec.yml";
  client.push(open_message(kText));
  client.push(open_message("BAD BAD", other));
  client.run();
  const std::vector<Json> sent = with_method(client.take_sent(), kPublish);
  REQUIRE(sent.size() == 2);
  CHECK(sent[0]["params"]["uri"] == kUri);
  CHECK(sent[0]["params"]["diagnostics"].size() == 1);
  CHECK(sent[1]["params"]["uri"] == other);
  CHECK(sent[1]["params"]["diagnostics"].size() == 2);
  const std::vector<Json> changed = client.change(2, {{"text", ""}}, other);
  REQUIRE(changed.size() == 1);
  CHECK(changed.front()["params"]["uri"] == other);
}

TEST_CASE("what the client shows already is not published again") {
  TestClient client;
  (void)client.initialize(full_capabilities());
  REQUIRE(client.open(kText).size() == 1);
  // Everything is judged anew, to the same end.
  const Json event = {{"added", {{{"uri", "file:///elsewhere"}, {"name", "x"}}}},
                      {"removed", Json::array()}};
  CHECK(client.notify("workspace/didChangeWorkspaceFolders", {{"event", event}}).empty());
  // An edit that changes no finding moves what the client shows: that is published.
  CHECK(client.change(2, {edit(range(0, 0, 0, 0), "# a\n"), edit(range(0, 0, 1, 0), "")}).size() ==
        1);
  CHECK(client.open(kText).size() == 1);
}

TEST_CASE("opened again as something else, a document has no findings") {
  const std::string uri = "file:///nowhere/pipeline.yml";
  TestClient client;
  (void)client.initialize();
  REQUIRE(published(client.open(kText, uri)).size() == 1);
  CHECK(published(client.open("stages: [BAD]\n", uri)).empty());
  CHECK(client.notify("textDocument/didClose", {{"textDocument", {{"uri", uri}}}}).empty());
}

TEST_CASE("a buildspec is known by its name in every scheme") {
  for (const char* const uri : {"untitled:buildspec.yml", "vscode-vfs://github/o/r/buildspec.yml",
                                "vscode-notebook-cell:/a/buildspec.yml#W0",
                                "file:///c%3A/a/buildspec.yml", "buildspec.yml"}) {
    TestClient client;
    (void)client.initialize();
    CHECK(published(client.open("phases: BAD\n", uri)).size() == 1);
  }
}
