// Capabilities that the client takes after `initialize`: with settings and documents they come and
// go, and none is given twice.
#include "lsp/server/late_capabilities.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "tests/server/feature_requests.h"
#include "tests/server/temporary_folder.h"
#include "tests/server/test_client.h"

using namespace buildspec::lsp;
using namespace buildspec::lsp::test;

namespace {

struct Feature {
  std::string_view capability;  // of the client
  std::string_view provider;
  std::string_view method;
};
constexpr std::array kFeatures{
    Feature{"semanticTokens", "semanticTokensProvider", "textDocument/semanticTokens"},
    Feature{"inlayHint", "inlayHintProvider", "textDocument/inlayHint"},
    Feature{"codeLens", "codeLensProvider", "textDocument/codeLens"},
    Feature{"formatting", "documentFormattingProvider", "textDocument/formatting"},
    Feature{"rangeFormatting", "documentRangeFormattingProvider", "textDocument/rangeFormatting"},
    Feature{"onTypeFormatting", "documentOnTypeFormattingProvider",
            "textDocument/onTypeFormatting"}};

// Keeps the registrations as a client does.
class LateClient : public TestClient {
 public:
  // A client that takes everything later, or only one capability.
  Json begin(std::string_view only = "", const Json& settings = nullptr) {
    Json capabilities = every_capability();
    capabilities["workspace"].erase("configuration");
    capabilities["workspace"]["executeCommand"] = Json::object();
    for (auto& [name, value] : capabilities["textDocument"].items()) {
      if (only.empty() || name == only) value["dynamicRegistration"] = true;
    }
    push(request_message("i", "initialize",
                         {{"capabilities", capabilities}, {"initializationOptions", settings}}));
    run();
    Json result = take_sent().at(0)["result"]["capabilities"];
    note(notify("initialized", Json::object()));
    return result;
  }
  void set(const Json& settings) {
    note(notify("workspace/didChangeConfiguration", {{"settings", settings}}));
  }
  void note(const std::vector<Json>& sent) {
    for (const Json& message : with_method(sent, "client/registerCapability")) {
      for (const Json& each : message["params"]["registrations"]) {
        CHECK(held.emplace(each["id"], each).second);
      }
    }
    for (const Json& message : with_method(sent, "client/unregisterCapability")) {
      for (const Json& each : message["params"]["unregisterations"]) {
        CHECK(held.at(each["id"])["method"] == each["method"]);
        held.erase(each["id"].get<std::string>());
      }
    }
  }
  // The selectors under which a method is registered now.
  [[nodiscard]] std::vector<Json> selectors(std::string_view method) const {
    std::vector<Json> found;
    for (const auto& [id, registration] : held) {
      if (registration["method"] == method) {
        found.push_back(registration["registerOptions"].at("documentSelector"));
      }
    }
    return found;
  }

  std::map<std::string, Json> held;
};

const Json kNamed = Json::parse(R"([{"pattern": "**/buildspec.yml"},
    {"pattern": "**/buildspec.yaml"}, {"pattern": "**/.buildspec-lint.yml"}])");

}  // namespace

TEST_CASE("each capability is given once: with the answer, or later") {
  for (const Feature& later : kFeatures) {
    CAPTURE(later.capability);
    LateClient client;
    const Json capabilities = client.begin(later.capability);
    for (const Feature& each : kFeatures) {
      const bool is_later = each.capability == later.capability;
      CHECK(capabilities.contains(each.provider) == !is_later);
      CHECK(client.selectors(each.method).size() == (is_later ? 1 : 0));
    }
  }
}

TEST_CASE("a client that takes everything later is still told of the rest at once") {
  LateClient client;
  const Json capabilities = client.begin();
  for (const Feature& each : kFeatures) {
    CHECK_FALSE(capabilities.contains(each.provider));
    CHECK(client.selectors(each.method).size() == 1);
  }
  for (const char* name :
       {"textDocumentSync", "hoverProvider", "completionProvider", "codeActionProvider",
        "definitionProvider", "renameProvider", "diagnosticProvider", "documentSymbolProvider",
        "foldingRangeProvider", "workspaceSymbolProvider", "executeCommandProvider"}) {
    CAPTURE(name);
    CHECK(capabilities.contains(name));
  }
  // What is registered says all that the answer would have said.
  const auto options = [&](std::string_view method) {
    for (const auto& [id, registration] : client.held) {
      if (registration["method"] == method) return registration["registerOptions"];
    }
    return Json();
  };
  CHECK(options("textDocument/semanticTokens")["legend"]["tokenTypes"].size() > 5);
  CHECK(options("textDocument/semanticTokens")["full"] == Json{{"delta", true}});
  CHECK(options("textDocument/semanticTokens")["range"] == true);
  CHECK(options("textDocument/inlayHint")["resolveProvider"] == true);
  CHECK(options("textDocument/codeLens")["resolveProvider"] == true);
  CHECK(options("textDocument/onTypeFormatting")["firstTriggerCharacter"] == "\n");
}

TEST_CASE("settings turn a feature off and on") {
  LateClient client;
  (void)client.begin();
  const std::array<std::pair<const char*, const char*>, 3> kSwitched{
      {{"semanticTokens", "textDocument/semanticTokens"},
       {"inlayHints", "textDocument/inlayHint"},
       {"codeLens", "textDocument/codeLens"}}};
  for (const auto& switched : kSwitched) {
    const char* const setting = switched.first;  // no binding: clang 14 captures none
    const char* const method = switched.second;
    CAPTURE(setting);
    CHECK(client.selectors(method) == std::vector<Json>{nullptr});
    client.set({{setting, false}});
    CHECK(client.selectors(method).empty());
    CHECK(client.held.size() >= 5);
    client.set({{setting, true}});
    CHECK(client.selectors(method).size() == 1);
    client.set({{setting, true}, {"preset", "pedantic"}});
    CHECK(client.selectors(method).size() == 1);
  }
  client.set({{"inlayHints", {{"images", false}}}});
  CHECK(client.selectors("textDocument/inlayHint").size() == 1);
}

TEST_CASE("what settings turn off from the start is not registered") {
  LateClient client;
  const Json capabilities =
      client.begin("", {{"semanticTokens", false}, {"codeLens", false}, {"formatting", false}});
  CHECK_FALSE(capabilities.contains("semanticTokensProvider"));
  CHECK(client.selectors("textDocument/semanticTokens").empty());
  CHECK(client.selectors("textDocument/codeLens").empty());
  CHECK(client.selectors("textDocument/formatting").empty());
  CHECK(client.selectors("textDocument/inlayHint").size() == 1);
}

TEST_CASE("a feature that one folder wants stays for all") {
  const TemporaryFolder folder;
  LateClient client;
  Json capabilities = every_capability();
  capabilities["textDocument"]["inlayHint"]["dynamicRegistration"] = true;
  client.push(request_message(
      "i", "initialize",
      {{"capabilities", capabilities},
       {"workspaceFolders",
        {{{"uri", folder.uri("a")}, {"name", "a"}}, {{"uri", folder.uri("b")}, {"name", "b"}}}}}));
  client.run();
  (void)client.take_sent();
  const auto answer = [&](const std::vector<Json>& sent, const Json& sections) {
    client.note(sent);
    const std::vector<Json> asked = with_method(sent, "workspace/configuration");
    REQUIRE(asked.size() == 1);
    client.note(client.send({{"jsonrpc", "2.0"}, {"id", asked[0]["id"]}, {"result", sections}}));
  };
  const Json off = {{"inlayHints", false}};
  answer(client.notify("initialized", Json::object()), {off, off, nullptr});
  CHECK(client.selectors("textDocument/inlayHint").empty());
  answer(client.notify("workspace/didChangeConfiguration", {{"settings", nullptr}}),
         {off, off, {{"inlayHints", true}}});
  CHECK(client.selectors("textDocument/inlayHint").size() == 1);
}

TEST_CASE("formatting is registered for buildspecs and configuration files alone") {
  LateClient client;
  (void)client.begin();
  const char* const kMethod = "textDocument/formatting";
  CHECK(client.selectors(kMethod) == std::vector<Json>{kNamed});
  const char* const other = "file:///nowhere/docker-compose.yml";
  const char* const odd = "file:///nowhere/ci/build%20%5B1%5D.yml";
  client.note(client.open("services: {}\n", other));
  client.note(client.open(kText));
  CHECK(client.selectors(kMethod).size() == 1);

  client.note(client.open(kText, odd));
  const std::vector<Json> found = client.selectors(kMethod);
  REQUIRE(found.size() == 2);
  CHECK(std::find(found.begin(), found.end(),
                  Json::array({{{"scheme", "file"}, {"pattern", "/nowhere/ci/build ?1?.yml"}}})) !=
        found.end());
  CHECK(client.selectors("textDocument/rangeFormatting").size() == 2);
  CHECK(client.selectors("textDocument/onTypeFormatting").size() == 2);

  SUBCASE("another edit tells nothing new") {
    client.note(client.change(2, edit(range(0, 0, 0, 0), "#\n"), odd));
    CHECK(client.selectors(kMethod).size() == 2);
  }
  SUBCASE("a text that becomes a buildspec is one from then on") {
    client.note(client.change(2, Json{{"text", kText}}, other));
    CHECK(client.selectors(kMethod).size() == 3);
  }
  SUBCASE("with the document it goes") {
    client.note(client.notify("textDocument/didClose", {{"textDocument", {{"uri", odd}}}}));
    CHECK(client.selectors(kMethod) == std::vector<Json>{kNamed});
  }
  SUBCASE("with the setting all of it goes, and comes back") {
    client.set({{"formatting", false}});
    CHECK(client.selectors(kMethod).empty());
    CHECK(client.selectors("textDocument/inlayHint").size() == 1);
    client.set({{"formatting", true}});
    CHECK(client.selectors(kMethod).size() == 2);
  }
}

TEST_CASE("a setting turns formatting off for a client that is told at once, too") {
  TestClient client;
  (void)client.initialize(Json::object(), {{"initializationOptions", {{"formatting", false}}}});
  (void)client.open("version:   0.2\n");
  const Json params = {{"textDocument", {{"uri", kUri}}},
                       {"options", {{"tabSize", 2}, {"insertSpaces", true}}}};
  CHECK(client.request("textDocument/formatting", params)["result"] == nullptr);
  (void)client.notify("workspace/didChangeConfiguration", {{"settings", {{"formatting", true}}}});
  CHECK(client.request("textDocument/formatting", params)["result"].size() == 1);
}

TEST_CASE("a filter for one document") {
  CHECK(filter_for("untitled:Untitled-1") ==
        Json{{"scheme", "untitled"}, {"pattern", "Untitled-1"}});
  CHECK(filter_for("file:///a%7Bb,c%7D/x.yml") ==
        Json{{"scheme", "file"}, {"pattern", "/a?b?c?/x.yml"}});
}
