// Completion as clients of different abilities get it; what is offered is tested in tests/ide.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "rules/registry.h"
#include "tests/server/temporary_folder.h"
#include "tests/server/test_client.h"

using namespace buildspec::lsp;
using namespace buildspec::lsp::test;

namespace {

Json at(std::uint32_t line, std::uint32_t character, const Json& context = nullptr) {
  Json params = {{"textDocument", {{"uri", kUri}}},
                 {"position", {{"line", line}, {"character", character}}}};
  if (!context.is_null()) params["context"] = context;
  return params;
}

Json item(const Json& list, std::string_view label) {
  for (const Json& candidate : list["items"]) {
    if (candidate["label"] == label) return candidate;
  }
  return nullptr;
}

Json capabilities_with(const char* completion) {
  return {{"textDocument", {{"completion", Json::parse(completion)}}}};
}

constexpr const char* kRich = R"({
  "completionItem": {"snippetSupport": true, "commitCharactersSupport": true,
                     "documentationFormat": ["markdown", "plaintext"],
                     "tagSupport": {"valueSet": [1]}, "insertReplaceSupport": true,
                     "resolveSupport": {"properties": ["documentation", "detail"]},
                     "insertTextModeSupport": {"valueSet": [1, 2]}, "labelDetailsSupport": true},
  "completionItemKind": {"valueSet": [1, 6, 10, 17, 18, 19]},
  "insertTextMode": 2,
  "completionList": {"itemDefaults": ["editRange", "insertTextFormat", "data"]},
  "contextSupport": true})";

// What a client gets at a place of a text.
Json list_of(const char* completion, const std::string& text, std::uint32_t line,
             std::uint32_t character, const Json& context = nullptr) {
  TestClient client(buildspec::all_rules());
  (void)client.initialize(capabilities_with(completion));
  (void)client.open(text);
  return client.request("textDocument/completion", at(line, character, context))["result"];
}

}  // namespace

TEST_CASE("completion is offered with what triggers it, resolve and label details") {
  TestClient client;
  const Json provider = client.initialize(Json::object())["capabilities"]["completionProvider"];
  CHECK(provider["resolveProvider"] == true);
  CHECK(provider["completionItem"] == Json{{"labelDetailsSupport", true}});
  for (const char* const c : {":", " ", "-", "$", "/", "*", "[", "%"}) {
    CHECK(std::find(provider["triggerCharacters"].begin(), provider["triggerCharacters"].end(),
                    Json(c)) != provider["triggerCharacters"].end());
  }
}

TEST_CASE("a client that offers nothing gets plain edits with their documentation") {
  const Json list = list_of("{}", "version: 0.2\n", 1, 0);
  CHECK_FALSE(list.contains("itemDefaults"));
  const Json phases = item(list, "phases");
  CHECK(phases["textEdit"] == Json{{"range", range(1, 0, 1, 0)}, {"newText", "phases:"}});
  CHECK(phases["insertTextFormat"] == 1);
  CHECK(phases["documentation"]["kind"] == "plaintext");
  CHECK_FALSE(phases["documentation"]["value"].get<std::string>().empty());
  for (const char* const member : {"labelDetails", "data", "commitCharacters", "insertTextMode",
                                   "tags", "deprecated", "textEditText"}) {
    CHECK_FALSE(phases.contains(member));
  }
  CHECK(item(list, "reports: test results") == Json(nullptr));
}

TEST_CASE("a client that can take all gets little, and asks for the rest") {
  const Json list = list_of(kRich, "version: 0.2\n", 1, 0);
  CHECK(list["itemDefaults"] ==
        Json{{"editRange", {{"insert", range(1, 0, 1, 0)}, {"replace", range(1, 0, 1, 0)}}},
             {"insertTextFormat", 1}});
  const Json phases = item(list, "phases");
  CHECK_FALSE(phases.contains("textEdit"));
  CHECK(phases["textEditText"] == "phases:\n  $0");
  CHECK(phases["insertTextFormat"] == 2);
  CHECK(phases["insertTextMode"] == 1);
  CHECK(phases["labelDetails"] == Json{{"description", "required"}});
  CHECK_FALSE(phases.contains("documentation"));
  CHECK(phases["data"] == Json{{"uri", kUri}, {"topic", 1}, {"name", "phases"}});
  const Json section = item(list, "reports: test results");
  CHECK(section["kind"] == 15);
  CHECK(section["insertTextFormat"] == 2);
  CHECK(section["textEditText"].get<std::string>().starts_with("reports:\n  ${1:unit-tests}:"));
}

TEST_CASE("resolve adds the documentation and keeps the rest as the client sent it") {
  TestClient client(buildspec::all_rules());
  (void)client.initialize(capabilities_with(kRich));
  (void)client.open("version: 0.2\nphases:\n  build:\n    on-failure: \n");
  const Json list = client.request("textDocument/completion", at(3, 16))["result"];
  Json abort = item(list, "ABORT");
  abort["ours"] = {1, "two"};
  const Json resolved = client.request("completionItem/resolve", abort)["result"];
  CHECK(resolved["documentation"]["kind"] == "markdown");
  CHECK(resolved["documentation"]["value"].get<std::string>().find("Ends the build") == 0);
  Json rest = resolved;
  rest.erase("documentation");
  CHECK(rest == abort);
}

TEST_CASE("what resolve cannot place comes back as it is") {
  TestClient client(buildspec::all_rules());
  (void)client.initialize(capabilities_with(kRich));
  (void)client.open("version: 0.2\n");
  for (const char* const data :
       {"null", "7", "{}", R"({"uri": 1, "topic": 1, "name": "phases"})",
        R"({"uri": "file:///elsewhere.yml", "topic": 1, "name": "phases"})",
        R"({"uri": "file:///nowhere/buildspec.yml", "topic": 99, "name": "phases"})",
        R"({"uri": "file:///nowhere/buildspec.yml", "topic": -1, "name": "phases"})",
        R"({"uri": "file:///nowhere/buildspec.yml", "topic": 1, "name": "phases", "path": [1]})",
        R"({"uri": "file:///nowhere/buildspec.yml", "topic": 1, "name": "nonsense"})"}) {
    Json item = {{"label", "phases"}};
    item["data"] = Json::parse(data);
    INFO(data);
    CHECK(client.request("completionItem/resolve", item)["result"] == item);
  }
  CHECK(client.request("completionItem/resolve", {{"label", "x"}})["result"] ==
        Json{{"label", "x"}});
  CHECK(client.request("completionItem/resolve", Json::array({1}))["error"]["code"] == -32602);
}

TEST_CASE("further lines are indented as the client does it") {
  const std::string text = "phases:\n  build:\n    commands:\n      - a\n  post_build:\n    \n";
  const auto commands = [&](const char* completion) {
    return item(list_of(completion, text, 5, 4), "commands");
  };
  const Json told = commands(
      R"({"completionItem": {"snippetSupport": true, "insertTextModeSupport": {"valueSet": [1]}}})");
  CHECK(told["textEdit"]["newText"] == "commands:\n      - $0");
  CHECK(told["insertTextMode"] == 1);
  const Json adjusts = commands(R"({"completionItem": {"snippetSupport": true}})");
  CHECK(adjusts["textEdit"]["newText"] == "commands:\n  - $0");
  CHECK_FALSE(adjusts.contains("insertTextMode"));
  const Json as_is =
      commands(R"({"completionItem": {"snippetSupport": true}, "insertTextMode": 1})");
  CHECK(as_is["textEdit"]["newText"] == "commands:\n      - $0");
}

TEST_CASE(
    "a client that does not say how it indents is told to leave a single line as it is, too") {
  const auto version = [&](const char* completion) {
    return item(list_of(completion, "\n", 0, 0), "version");
  };
  const Json told =
      version(R"({"completionItem": {"insertTextModeSupport": {"valueSet": [1, 2]}}})");
  CHECK(told["insertTextMode"] == 1);
  const Json known = version(
      R"({"completionItem": {"insertTextModeSupport": {"valueSet": [1, 2]}}, "insertTextMode": 2})");
  CHECK_FALSE(known.contains("insertTextMode"));
}

TEST_CASE("tasks are references, with commit characters where the client takes them") {
  const std::string text =
      "version: 0.2\nbatch:\n  build-graph:\n    - identifier: a\n"
      "    - identifier: b\n      depend-on: []\n";
  const Json task = item(list_of(kRich, text, 5, 18), "a");
  CHECK(task["kind"] == 18);
  CHECK(task["commitCharacters"] == Json{","});
  CHECK_FALSE(item(list_of("{}", text, 5, 18), "a").contains("commitCharacters"));
}

TEST_CASE("the source tree's folders and files; folders are files to clients that know none") {
  const TemporaryFolder folder;
  folder.write("app/main.py", "");
  folder.write("pom.xml", "");
  const std::string uri = folder.uri("buildspec.yml");
  const auto kinds = [&](const char* completion) {
    TestClient client(buildspec::all_rules());
    (void)client.initialize(capabilities_with(completion),
                            {{"workspaceFolders", {{{"uri", folder.uri()}, {"name", "x"}}}}});
    (void)client.open("artifacts:\n  files:\n    - \n", uri);
    client.jobs.run_all();
    client.run();
    (void)client.take_sent();
    const Json params = {{"textDocument", {{"uri", uri}}},
                         {"position", {{"line", 2}, {"character", 6}}}};
    const Json list = client.request("textDocument/completion", params)["result"];
    return Json{item(list, "app").value("kind", Json()),
                item(list, "pom.xml").value("kind", Json())};
  };
  CHECK(kinds(kRich) == Json{19, 17});
  CHECK(kinds("{}") == Json{17, 17});
}

TEST_CASE("the configuration file has its own list") {
  const TemporaryFolder folder;
  const std::string uri = folder.uri(".buildspec-lint.yml");
  TestClient client(buildspec::all_rules());
  (void)client.initialize(capabilities_with(kRich));
  (void)client.open("rules:\n  \n", uri);
  const Json params = {{"textDocument", {{"uri", uri}}},
                       {"position", {{"line", 1}, {"character", 2}}}};
  const Json rule =
      item(client.request("textDocument/completion", params)["result"], "broad-retry");
  REQUIRE(rule.is_object());
  CHECK_FALSE(rule.contains("documentation"));
  const Json resolved = client.request("completionItem/resolve", rule)["result"];
  CHECK(resolved["documentation"]["value"].get<std::string>().find("broad-retry") !=
        std::string::npos);
}

TEST_CASE("a blank that is typed into indentation brings no list, a question does") {
  const std::string text = "phases:\n  \n";
  CHECK(
      list_of(kRich, text, 1, 2, {{"triggerKind", 2}, {"triggerCharacter", " "}})["items"].empty());
  CHECK_FALSE(list_of(kRich, text, 1, 2, {{"triggerKind", 1}})["items"].empty());
  CHECK_FALSE(
      list_of(kRich, "version: ", 0, 9, {{"triggerKind", 2}, {"triggerCharacter", " "}})["items"]
          .empty());
}

TEST_CASE("rules in a suppression comment: first what was found there") {
  const std::string text =
      "version: 0.2\nphases:\n  build:\n"
      "    on-failure: RETRY # buildspec-lint: ignore[]\n"
      "    commands:\n      - make\n";
  TestClient client(buildspec::all_rules());
  (void)client.initialize(capabilities_with(kRich));
  (void)client.open(text);
  const Json list = client.request("textDocument/completion", at(3, 47))["result"];
  REQUIRE_FALSE(list["items"].empty());
  CHECK(list["items"][0]["label"] == "broad-retry");
  CHECK(list["items"][0]["commitCharacters"] == Json{",", "]"});
  const Json resolved = client.request("completionItem/resolve", list["items"][0])["result"];
  CHECK(resolved["documentation"]["value"].get<std::string>().find("broad-retry") !=
        std::string::npos);
}

TEST_CASE("long lists say that they are cut") {
  std::string text = "env:\n  variables:\n";
  for (int i = 0; i < 1000; ++i) text += "    NAME_" + std::to_string(i) + ": 1\n";
  text += "phases:\n  build:\n    commands:\n      - echo $\n";
  CHECK(list_of(kRich, text, 1005, 14)["isIncomplete"] == true);
  CHECK(list_of(kRich, "version: ", 0, 9)["isIncomplete"] == false);
}

TEST_CASE("positions are in the client's units") {
  const std::string text = "phases: { \xF0\x9F\x98\x80: {}, bu }\n";
  const Json build = item(list_of("{}", text, 0, 20), "build");
  CHECK(build["textEdit"]["range"] == range(0, 18, 0, 20));
}
