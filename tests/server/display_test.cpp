// Semantic tokens, inlay hints and code lenses as the protocol has them; what they say is tested in
// tests/ide.
#include <doctest/doctest.h>

#include <cstddef>
#include <random>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "lsp/ide/semantic_tokens.h"
#include "lsp/protocol/display.h"
#include "lsp/server/display_settings.h"
#include "tests/server/temporary_folder.h"
#include "tests/server/test_client.h"
#include "tests/server/token_edits.h"
#include "tests/support/corpus.h"

using namespace buildspec::lsp;
using namespace buildspec::lsp::test;

namespace {

Json display_capabilities() {
  return Json::parse(R"({
    "general": {"positionEncodings": ["utf-16"]},
    "workspace": {"executeCommand": {}, "semanticTokens": {"refreshSupport": true},
                  "inlayHint": {"refreshSupport": true}, "codeLens": {"refreshSupport": true}},
    "textDocument": {
      "hover": {"contentFormat": ["markdown"]},
      "semanticTokens": {"requests": {"range": true, "full": {"delta": true}},
                         "tokenTypes": [], "tokenModifiers": [], "formats": ["relative"]},
      "inlayHint": {"resolveSupport": {"properties": ["tooltip"]}},
      "codeLens": {}
    }})");
}

Json of_document(const std::string& uri = kUri) { return {{"textDocument", {{"uri", uri}}}}; }

Json of_range(const Json& range, const std::string& uri = kUri) {
  return {{"textDocument", {{"uri", uri}}}, {"range", range}};
}

Json full(TestClient& client) {
  return client.request("textDocument/semanticTokens/full", of_document())["result"];
}

Json delta(TestClient& client, const Json& previous) {
  Json params = of_document();
  params["previousResultId"] = previous;
  return client.request("textDocument/semanticTokens/full/delta", params)["result"];
}

Json part(TestClient& client, const Json& range) {
  return client.request("textDocument/semanticTokens/range", of_range(range))["result"];
}

std::vector<SemanticTokensEdit> edits_of(const Json& result) {
  return read_json<std::vector<SemanticTokensEdit>>(result["edits"], JsonPath("edits"));
}

TokenNumbers numbers_of(const Json& result) {
  return read_json<TokenNumbers>(result["data"], JsonPath("data"));
}

constexpr const char* kBatch =
    "version: 0.2\nbatch:\n  build-graph:\n    - identifier: a\n    - identifier: b\n"
    "      depend-on: [a]\n";

}  // namespace

TEST_CASE("what is offered is what the client asks for") {
  TestClient poor;
  const Json nothing = poor.initialize()["capabilities"];
  for (const char* const name :
       {"semanticTokensProvider", "inlayHintProvider", "codeLensProvider", "colorProvider"}) {
    INFO(name);
    CHECK_FALSE(nothing.contains(name));
  }
  TestClient rich;
  const Json all = rich.initialize(display_capabilities())["capabilities"];
  CHECK(all["semanticTokensProvider"]["range"] == true);
  CHECK(all["semanticTokensProvider"]["full"] == Json{{"delta", true}});
  const Json& legend = all["semanticTokensProvider"]["legend"];
  CHECK(legend["tokenTypes"].size() == buildspec::ide::kTokenTypeNames.size());
  CHECK(legend["tokenTypes"][0] == "comment");
  CHECK(legend["tokenModifiers"][1] == "readonly");
  CHECK(all["inlayHintProvider"] == Json{{"resolveProvider", true}});
  CHECK(all["codeLensProvider"] == Json{{"resolveProvider", true}});

  Json some = display_capabilities();
  some["textDocument"]["semanticTokens"]["requests"] = {{"full", true}, {"range", false}};
  some["textDocument"]["inlayHint"] = Json::object();
  some["workspace"].erase("executeCommand");
  TestClient other;
  const Json few = other.initialize(some)["capabilities"];
  CHECK(few["semanticTokensProvider"]["full"] == true);
  CHECK_FALSE(few["semanticTokensProvider"].contains("range"));
  CHECK(few["inlayHintProvider"] == Json{{"resolveProvider", false}});
  // A lens without its command would do nothing.
  CHECK_FALSE(few.contains("codeLensProvider"));
}

TEST_CASE("tokens of a document, of a part, and of what is not ours") {
  TestClient client;
  (void)client.initialize(display_capabilities());
  (void)client.open("version: 0.2 # \xC3\xA4\nphases:\n  build:\n    commands: [ls]\n");
  const Json tokens = full(client);
  CHECK(tokens["data"] == Json{0, 0, 7, 8, 0, 0, 9, 3, 3, 0, 0, 4, 3, 0,  0, 1, 0, 6,
                               8, 0, 1, 2, 5, 9, 0, 1, 4, 8, 8, 0, 0, 11, 2, 7, 0});
  CHECK(tokens["resultId"].is_string());
  const Json line = part(client, range(2, 0, 3, 0));
  CHECK(line["data"] == Json{2, 2, 5, 9, 0});
  CHECK_FALSE(line.contains("resultId"));
  // A range that runs backwards, and one behind the text.
  CHECK(part(client, range(3, 0, 2, 0)) == line);
  CHECK(part(client, range(99, 0, 100, 0))["data"].empty());

  (void)client.open("a: 1\n", "file:///nowhere/other.yml");
  const Json other = of_document("file:///nowhere/other.yml");
  CHECK(client.request("textDocument/semanticTokens/full", other)["result"] == Json(nullptr));
  CHECK(client.request("textDocument/codeLens", other)["result"] == Json(nullptr));
  CHECK(client.request("textDocument/inlayHint",
                       of_range(range(0, 0, 9, 0), "file:///none"))["result"] == Json(nullptr));
}

TEST_CASE("what a grammar colours is left to the client that has one") {
  Json capabilities = display_capabilities();
  capabilities["textDocument"]["semanticTokens"]["augmentsSyntaxTokens"] = true;
  TestClient client;
  (void)client.initialize(capabilities);
  (void)client.open("version: 0.2 # why\n");
  CHECK(full(client)["data"] == Json{0, 0, 7, 8, 0, 0, 9, 3, 3, 0});
}

TEST_CASE("a delta says what changed since the result that the client names") {
  TestClient client;
  (void)client.initialize(display_capabilities());
  (void)client.open(kText);
  const Json first = full(client);
  const Json same = delta(client, first["resultId"]);
  CHECK(same["edits"] == Json::array());
  CHECK(same["resultId"] == first["resultId"]);

  (void)client.change(2, edit(range(4, 8, 4, 12), "cat"));
  const Json changed = delta(client, first["resultId"]);
  const std::vector<SemanticTokensEdit> edits = edits_of(changed);
  REQUIRE(edits.size() == 1);
  CHECK(edits.front().delete_count == 5);
  CHECK(changed["resultId"] != first["resultId"]);
  CHECK(applied(numbers_of(first), edits) == numbers_of(full(client)));

  // An id that is not the last one: the whole.
  const Json unknown = delta(client, first["resultId"]);
  CHECK(unknown.contains("data"));
  CHECK_FALSE(unknown.contains("edits"));
  // Closed and opened anew, nothing is left of it.
  (void)client.notify("textDocument/didClose", of_document());
  (void)client.open(kText);
  CHECK(delta(client, unknown["resultId"]).contains("data"));
}

TEST_CASE("deltas of real files under random edits are what a fresh answer is") {
  std::mt19937 random(7);
  std::size_t number = 0;
  for (const buildspec::test::CorpusFile& file : buildspec::test::corpus()) {
    if (number++ % 40 != 0) continue;
    INFO(file.name);
    TestClient client(std::span<const buildspec::RegisteredRule>{});
    (void)client.initialize(display_capabilities());
    (void)client.open(file.bytes);
    Json last = full(client);
    TokenNumbers known = numbers_of(last);
    for (std::int32_t version = 2; version < 12; ++version) {
      const auto line = static_cast<std::uint32_t>(random() % 40);
      const auto from = static_cast<std::uint32_t>(random() % 30);
      const auto to = from + static_cast<std::uint32_t>(random() % 3);
      constexpr const char* kInserted[] = {"x", "\n", "\"", "# ", ": ", "", "- $A\n", "'"};
      (void)client.change(version, edit(range(line, from, line, to), kInserted[random() % 8]));
      const Json next = delta(client, last["resultId"]);
      REQUIRE(next.contains("edits"));
      known = applied(std::move(known), edits_of(next));
      last = next;
    }
    REQUIRE(known == numbers_of(full(client)));
  }
}

TEST_CASE("hints have their tooltips when they are asked for, or at once") {
  TestClient client;
  (void)client.initialize(display_capabilities());
  (void)client.open(kBatch);
  const Json hints =
      client.request("textDocument/inlayHint", of_range(range(0, 0, 99, 0)))["result"];
  REQUIRE(hints.size() == 2);
  CHECK(hints[0]["label"] == "stage 1 of 2");
  CHECK(hints[0]["position"] == Json{{"line", 3}, {"character", 19}});
  CHECK(hints[0]["paddingLeft"] == true);
  CHECK_FALSE(hints[0].contains("tooltip"));
  const Json resolved = client.request("inlayHint/resolve", hints[0])["result"];
  CHECK(resolved["tooltip"]["kind"] == "markdown");
  CHECK_FALSE(resolved["tooltip"]["value"].get<std::string>().empty());
  // Nothing else of it changed.
  Json without = resolved;
  without.erase("tooltip");
  CHECK(without == hints[0]);
  // What is not there any more stays as it is.
  (void)client.change(2, edit(range(2, 0, 6, 0), ""));
  CHECK(client.request("inlayHint/resolve", hints[0])["result"] == hints[0]);
  CHECK(client.request("inlayHint/resolve", Json{{"label", "x"}})["error"]["code"] == -32602);

  Json capabilities = display_capabilities();
  capabilities["textDocument"]["inlayHint"] = Json::object();
  capabilities["textDocument"].erase("hover");
  TestClient older;
  (void)older.initialize(capabilities);
  (void)older.open(kBatch);
  const Json whole =
      older.request("textDocument/inlayHint", of_range(range(4, 0, 4, 99)))["result"];
  REQUIRE(whole.size() == 1);
  CHECK(whole[0]["tooltip"]["kind"] == "plaintext");
  CHECK_FALSE(whole[0].contains("data"));
}

TEST_CASE("a lens says what it counts when it is looked at, and its command shows it") {
  TestClient client;
  (void)client.initialize(display_capabilities());
  (void)client.open(kBatch);
  const Json lenses = client.request("textDocument/codeLens", of_document())["result"];
  REQUIRE(lenses.size() == 1);
  CHECK(lenses[0]["range"] == range(2, 2, 2, 13));
  CHECK_FALSE(lenses[0].contains("command"));
  const Json resolved = client.request("codeLens/resolve", lenses[0])["result"];
  CHECK(resolved["command"]["title"] == "2 builds in 2 stages");
  CHECK(resolved["range"] == lenses[0]["range"]);

  client.push(request_message("x", "workspace/executeCommand",
                              {{"command", resolved["command"]["command"]},
                               {"arguments", resolved["command"]["arguments"]}}));
  client.run();
  const std::vector<Json> shown = with_method(client.take_sent(), "window/showMessage");
  REQUIRE(shown.size() == 1);
  CHECK(shown[0]["params"]["message"] == "2 builds in 2 stages: stage 1: a; stage 2: b");

  // Changed since: the lens says so, and its command shows nothing.
  (void)client.change(2, edit(range(1, 0, 6, 0), ""));
  CHECK(client.request("codeLens/resolve", lenses[0])["result"]["command"]["title"] == "changed");
  CHECK(client.request("codeLens/resolve", Json::object())["error"]["code"] == -32602);
}

TEST_CASE("every kind can be turned off, from the begin or later") {
  TestClient client;
  (void)client.initialize(
      display_capabilities(),
      {{"initializationOptions",
        {{"semanticTokens", false}, {"inlayHints", false}, {"codeLens", {{"batch", false}}}}}});
  (void)client.open(kBatch);
  const Json everywhere = of_range(range(0, 0, 99, 0));
  CHECK(full(client)["data"].empty());
  CHECK(client.request("textDocument/inlayHint", everywhere)["result"].empty());
  CHECK(client.request("textDocument/codeLens", of_document())["result"].empty());

  const std::vector<Json> sent =
      client.notify("workspace/didChangeConfiguration", {{"settings",
                                                          {{"buildspec",
                                                            {{"semanticTokens", true},
                                                             {"inlayHints", {{"taskStages", true}}},
                                                             {"codeLens", true}}}}}});
  CHECK(with_method(sent, "workspace/semanticTokens/refresh").size() == 1);
  CHECK(with_method(sent, "workspace/inlayHint/refresh").size() == 1);
  CHECK(with_method(sent, "workspace/codeLens/refresh").size() == 1);
  CHECK_FALSE(full(client)["data"].empty());
  CHECK(client.request("textDocument/inlayHint", everywhere)["result"].size() == 2);
  CHECK(client.request("textDocument/codeLens", of_document())["result"].size() == 1);
}

TEST_CASE("settings that are none have no effect, and are told") {
  std::string told;
  const auto read = [&told](const char* section) {
    told.clear();
    return read_display_settings(Json::parse(section),
                                 [&told](const std::string& name, const std::string& expected) {
                                   told += name + ": " + expected + "; ";
                                 });
  };
  CHECK(read("{}") == DisplaySettings{});
  CHECK(read(R"({"semanticTokens": "no", "inlayHints": 1,
                 "codeLens": {"batch": [], "matchedFiles": null, "other": 2}})") ==
        DisplaySettings{});
  CHECK(told ==
        "semanticTokens: true or false; inlayHints: an object, or true or false; "
        "codeLens.batch: true or false; ");
  const DisplaySettings some = read(R"({"inlayHints": {"images": false}, "codeLens": false})");
  CHECK(told.empty());
  CHECK_FALSE(some.hints.images);
  CHECK(some.hints.task_stages);
  CHECK_FALSE(some.lenses.batch);
  CHECK_FALSE(some.lenses.matched_files);
}

TEST_CASE("files that came are counted, and the client is told to ask again") {
  const TemporaryFolder folder;
  folder.write("a.js", "");
  TestClient client;
  (void)client.initialize(display_capabilities(),
                          {{"workspaceFolders", {{{"uri", folder.uri()}, {"name", "x"}}}}});
  const std::string uri = folder.uri("buildspec.yml");
  (void)client.open("version: 0.2\nartifacts:\n  files:\n    - '*.js'\n", uri);
  const Json everywhere = of_range(range(0, 0, 99, 0), uri);
  CHECK(client.request("textDocument/inlayHint", everywhere)["result"].empty());
  (void)client.take_sent();
  client.jobs.run_all();
  client.run();
  CHECK(with_method(client.take_sent(), "workspace/inlayHint/refresh").size() == 1);
  const Json hints = client.request("textDocument/inlayHint", everywhere)["result"];
  REQUIRE(hints.size() == 1);
  CHECK(hints[0]["label"] == "1 file");
}
