// Hover, completion and quick fixes as the protocol has them; what they say is tested in tests/ide.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/server/test_client.h"

using namespace buildspec::lsp;
using namespace buildspec::lsp::test;

namespace {

Json at(std::uint32_t line, std::uint32_t character) {
  return {{"textDocument", {{"uri", kUri}}},
          {"position", {{"line", line}, {"character", character}}}};
}

Json item(const Json& list, std::string_view label) {
  for (const Json& candidate : list["items"]) {
    if (candidate["label"] == label) return candidate;
  }
  return nullptr;
}

Json actions_at(const Json& place, const Json& diagnostics, const Json& only = nullptr) {
  Json context = {{"diagnostics", diagnostics}};
  if (!only.is_null()) context["only"] = only;
  return {{"textDocument", {{"uri", kUri}}}, {"range", place}, {"context", context}};
}

}  // namespace

TEST_CASE("hover is Markdown or plain text, as the client prefers") {
  TestClient rich;
  (void)rich.initialize(full_capabilities());
  (void)rich.open(kText);
  const Json hover = rich.request("textDocument/hover", at(0, 2))["result"];
  CHECK(hover["contents"]["kind"] == "markdown");
  CHECK(hover["contents"]["value"].get<std::string>().find("](https://") != std::string::npos);
  CHECK(hover["range"] == range(0, 0, 0, 7));
  CHECK(rich.request("textDocument/hover", at(4, 9))["result"] == Json(nullptr));

  for (const char* const formats : {"[]", R"(["plaintext", "markdown"])"}) {
    TestClient poor;
    Json capabilities = full_capabilities();
    capabilities["textDocument"]["hover"]["contentFormat"] = Json::parse(formats);
    (void)poor.initialize(capabilities);
    (void)poor.open(kText);
    const Json plain = poor.request("textDocument/hover", at(0, 2))["result"];
    CHECK(plain["contents"]["kind"] == "plaintext");
    CHECK(plain["contents"]["value"].get<std::string>().find("](https://") == std::string::npos);
  }
}

TEST_CASE("columns of hover count in the client's units") {
  TestClient client;
  (void)client.initialize(full_capabilities());
  (void)client.open("phases: { \xF0\x9F\x98\x80: {}, build: {} }\n");
  CHECK(client.request("textDocument/hover", at(0, 19))["result"]["range"] == range(0, 18, 0, 23));
}

TEST_CASE("completion replaces what stands there, or inserts, as the client likes") {
  TestClient client;
  (void)client.initialize(full_capabilities());
  (void)client.open("phases:\n  bu_old:\n");
  const Json list = client.request("textDocument/completion", at(1, 4))["result"];
  CHECK(list["isIncomplete"] == false);
  const Json build = item(list, "build");
  CHECK(build["textEdit"] ==
        Json{{"newText", "build"}, {"insert", range(1, 2, 1, 4)}, {"replace", range(1, 2, 1, 8)}});
  CHECK(build["kind"] == 10);
  CHECK(build["insertTextFormat"] == 1);
  CHECK(build["documentation"]["kind"] == "markdown");
  CHECK(build["sortText"] == "00002");

  TestClient older;
  (void)older.initialize();
  (void)older.open("phases:\n  bu_old:\n");
  const Json same = item(older.request("textDocument/completion", at(1, 4))["result"], "build");
  CHECK(same["textEdit"] == Json{{"newText", "build"}, {"range", range(1, 2, 1, 8)}});
  CHECK(same["documentation"]["kind"] == "plaintext");
}

TEST_CASE("what is deprecated is marked as the client knows it") {
  const std::string text = "version: ";
  const auto marked = [&](const char* capability) {
    TestClient client;
    (void)client.initialize(
        {{"textDocument", {{"completion", {{"completionItem", Json::parse(capability)}}}}}});
    (void)client.open(text);
    return item(client.request("textDocument/completion", at(0, 9))["result"], "0.1");
  };
  CHECK(marked(R"({"tagSupport": {"valueSet": [1]}})")["tags"] == Json{1});
  CHECK(marked(R"({"deprecatedSupport": true})")["deprecated"] == true);
  CHECK_FALSE(marked("{}").contains("deprecated"));
  CHECK_FALSE(marked("{}").contains("tags"));
}

TEST_CASE("quoted text is filtered with its quote") {
  TestClient client;
  (void)client.initialize(full_capabilities());
  (void)client.open("{\"ver\"}");
  const Json version =
      item(client.request("textDocument/completion", at(0, 5))["result"], "version");
  CHECK(version["filterText"] == "\"version\"");
  CHECK(version["textEdit"]["newText"] == "\"version\": ");
}

TEST_CASE("documents that are not there have nothing") {
  TestClient client;
  (void)client.initialize(full_capabilities());
  CHECK(client.request("textDocument/hover", at(0, 0))["result"] == Json(nullptr));
  CHECK(client.request("textDocument/completion", at(0, 0))["result"]["items"].empty());
  CHECK(client.request("textDocument/codeAction",
                       actions_at(range(0, 0, 9, 0), Json::array()))["result"] == Json::array());
}

TEST_CASE("every fix is a quick fix, found by the range or by the client's diagnostic") {
  TestClient client;
  (void)client.initialize(full_capabilities());
  const Json diagnostics = published(client.open(kText));
  const Json actions = client.request("textDocument/codeAction",
                                      actions_at(range(4, 14, 4, 14), diagnostics))["result"];
  REQUIRE(actions.size() == 1);
  CHECK(actions[0] ==
        Json{{"title", "Say good"},
             {"kind", "quickfix"},
             {"diagnostics", diagnostics},
             {"isPreferred", true},
             {"edit",
              {{"documentChanges",
                {{{"textDocument", {{"uri", kUri}, {"version", 1}}},
                  {"edits", {{{"range", range(4, 13, 4, 16)}, {"newText", "good"}}}}}}}}}});
  const auto count = [&](const Json& params) {
    return client.request("textDocument/codeAction", params)["result"].size();
  };
  CHECK(count(actions_at(range(0, 0, 0, 0), Json::array())) == 0);
  CHECK(count(actions_at(range(0, 0, 0, 0), diagnostics)) == 1);
  CHECK(count(actions_at(range(4, 13, 4, 16), Json::array())) == 1);
  CHECK(count(actions_at(range(4, 16, 4, 16), Json::array())) == 1);
  CHECK(count(actions_at(range(4, 13, 4, 16), diagnostics, {"quickfix"})) == 1);
  CHECK(count(actions_at(range(4, 13, 4, 16), diagnostics, {""})) == 1);
  CHECK(count(actions_at(range(4, 13, 4, 16), diagnostics, {"refactor"})) == 0);
}

TEST_CASE("a fix is made for the text as it stands, whatever the client still shows") {
  TestClient client;
  (void)client.initialize(full_capabilities());
  const Json shown = published(client.open("# BAD\n# BAD\n"));
  REQUIRE(shown.size() == 2);
  client.push(change_message(2, edit(range(0, 0, 0, 0), "# new\n")));
  client.push(request_message(50, "textDocument/codeAction",
                              actions_at(range(9, 0, 9, 0), Json::array({shown[1]}))));
  client.run();
  const std::vector<Json> sent = client.take_sent();
  const Json& edit = sent.front()["result"][0]["edit"]["documentChanges"][0];
  CHECK(edit["textDocument"]["version"] == 2);
  CHECK(edit["edits"][0]["range"] == range(2, 2, 2, 5));
}

TEST_CASE("a client without versioned edits gets plain ones") {
  TestClient client;
  Json capabilities = full_capabilities();
  capabilities.erase("workspace");
  (void)client.initialize(capabilities);
  (void)client.open(kText);
  const Json actions = client.request("textDocument/codeAction",
                                      actions_at(range(4, 14, 4, 14), Json::array()))["result"];
  CHECK(actions[0]["edit"] ==
        Json{{"changes", {{kUri, {{{"range", range(4, 13, 4, 16)}, {"newText", "good"}}}}}}});
}
