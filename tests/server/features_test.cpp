// Hover and completion as the protocol has them; what they say is tested in tests/ide.
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

}  // namespace

TEST_CASE("hover is Markdown or plain text, as the client prefers") {
  TestClient rich;
  (void)rich.initialize(full_capabilities());
  (void)rich.open(kText);
  const Json hover = rich.request("textDocument/hover", at(0, 2))["result"];
  CHECK(hover["contents"]["kind"] == "markdown");
  CHECK(hover["contents"]["value"].get<std::string>().find("](https://") != std::string::npos);
  CHECK(hover["range"] == range(0, 0, 0, 7));
  CHECK(rich.request("textDocument/hover", at(0, 8))["result"] == Json(nullptr));

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
}
