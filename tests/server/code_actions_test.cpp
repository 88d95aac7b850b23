// Code actions as the protocol has them, for clients that take everything and for those that take
// little; what refactorings write is tested in tests/ide.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "lsp/server/uri.h"
#include "rules/registry.h"
#include "tests/server/temporary_folder.h"
#include "tests/server/test_client.h"

using namespace buildspec::lsp;
using namespace buildspec::lsp::test;

namespace {

constexpr const char* kCodeAction = "textDocument/codeAction";

// A client that takes everything an action may hold.
Json rich_capabilities() {
  Json capabilities = full_capabilities();
  capabilities.merge_patch(Json::parse(R"({
    "workspace": {"applyEdit": true, "executeCommand": {},
                  "workspaceEdit": {"documentChanges": true, "snippetEditSupport": true,
                                    "resourceOperations": ["create"],
                                    "changeAnnotationSupport": {}}},
    "window": {"showDocument": {"support": true}},
    "textDocument": {"codeAction": {"disabledSupport": true, "dataSupport": true,
                                    "resolveSupport": {"properties": ["edit"]},
                                    "honorsChangeAnnotations": true}}})"));
  return capabilities;
}

Json request_at(const Json& place, const Json& diagnostics = Json::array(),
                const Json& only = nullptr, const Json& trigger = nullptr,
                const std::string& uri = kUri) {
  Json context = {{"diagnostics", diagnostics}};
  if (!only.is_null()) context["only"] = only;
  if (!trigger.is_null()) context["triggerKind"] = trigger;
  return {{"textDocument", {{"uri", uri}}}, {"range", place}, {"context", context}};
}

Json only(const char* kind) { return Json::array({kind}); }

std::vector<std::string> titles(const Json& actions) {
  std::vector<std::string> found;
  for (const Json& action : actions) found.push_back(action["title"]);
  return found;
}

Json titled(const Json& actions, std::string_view begin) {
  for (const Json& action : actions) {
    if (action["title"].get<std::string>().starts_with(begin)) return action;
  }
  return nullptr;
}

// The text after the one edit of a document in documentChanges.
std::string applied(const std::string& text, const Json& edit) {
  std::vector<buildspec::Edit> edits;
  const buildspec::SourceText source(text);
  for (const Json& change : edit["documentChanges"]) {
    if (!change.contains("edits")) continue;
    for (const Json& each : change["edits"]) {
      const auto offset = [&](const Json& at) {
        return source.offset({at["line"], at["character"]}, buildspec::Encoding::utf16);
      };
      edits.push_back({{offset(each["range"]["start"]), offset(each["range"]["end"])},
                       each.contains("newText") ? each["newText"] : each["snippet"]["value"]});
    }
  }
  return buildspec::apply_edits(text, edits);
}

// A rule whose fix may change something, and one that has to be told what to write.
void check_risky(const buildspec::Snapshot& snapshot, buildspec::Reporter& reporter) {
  const std::string_view text = snapshot.text.bytes();
  for (auto at = text.find("RISK"); at != std::string_view::npos; at = text.find("RISK", at + 1)) {
    const auto begin = static_cast<std::uint32_t>(at);
    const buildspec::Span span{begin, begin + 4};
    reporter.report(span, "a risk")
        .fixes.push_back({"Take it away", buildspec::Applicability::unsafe, {{span, "safe"}}});
  }
}
constexpr buildspec::Rule kRisky{.meta = {.id = "risk", .summary = "s"}, .check = check_risky};
constexpr std::array kRiskyRules{buildspec::RegisteredRule{&kRisky, "words", "# risk\nA page.\n"}};

const char* const kTwoBad =
    "version: 0.2\nphases:\n  build:\n    commands:\n      - echo BAD\n      - echo BAD BAD\n";

}  // namespace

TEST_CASE("what the server says it can do is what the client can take") {
  TestClient rich;
  const Json provider = rich.initialize(rich_capabilities())["capabilities"];
  CHECK(provider["codeActionProvider"] == Json{{"codeActionKinds",
                                                {"quickfix", "refactor.rewrite", "refactor.extract",
                                                 "refactor.inline", "source.fixAll.buildspec"}},
                                               {"resolveProvider", true}});
  CHECK(provider["executeCommandProvider"]["commands"] == Json{"buildspec-lsp.explainRule"});

  TestClient usual;
  const Json less = usual.initialize(full_capabilities())["capabilities"];
  CHECK_FALSE(less["codeActionProvider"].contains("resolveProvider"));
  CHECK_FALSE(less.contains("executeCommandProvider"));

  TestClient older;
  const Json old = older.initialize({{"workspace", {{"applyEdit", true}}}})["capabilities"];
  CHECK(old["codeActionProvider"] == true);
  CHECK(old["executeCommandProvider"]["commands"] == Json{"buildspec-lsp.applyAction"});

  TestClient poor;
  const Json none = poor.initialize()["capabilities"];
  CHECK_FALSE(none.contains("codeActionProvider"));
  CHECK_FALSE(none.contains("executeCommandProvider"));
}

TEST_CASE("every fix is a quick fix, found by the range or by the client's diagnostic") {
  TestClient client;
  (void)client.initialize(full_capabilities());
  const Json diagnostics = published(client.open(kText));
  const Json actions =
      client.request(kCodeAction, request_at(range(4, 14, 4, 14), diagnostics))["result"];
  CHECK(titled(actions, "Say good") ==
        Json{{"title", "Say good"},
             {"kind", "quickfix"},
             {"diagnostics", diagnostics},
             {"isPreferred", true},
             {"edit",
              {{"documentChanges",
                {{{"textDocument", {{"uri", kUri}, {"version", 1}}},
                  {"edits", {{{"range", range(4, 13, 4, 16)}, {"newText", "good"}}}}}}}}}});
  const auto offered = [&](const Json& place, const Json& shown, const Json& kinds = nullptr) {
    return !titled(client.request(kCodeAction, request_at(place, shown, kinds))["result"], "Say")
                .is_null();
  };
  CHECK_FALSE(offered(range(0, 0, 0, 0), Json::array()));
  CHECK(offered(range(0, 0, 0, 0), diagnostics));
  CHECK(offered(range(4, 13, 4, 16), Json::array()));
  CHECK(offered(range(4, 16, 4, 16), Json::array()));
  CHECK(offered(range(4, 16, 4, 13), Json::array()));
  CHECK(offered(range(4, 13, 4, 16), diagnostics, only("quickfix")));
  CHECK(offered(range(4, 13, 4, 16), diagnostics, only("")));
  CHECK_FALSE(offered(range(4, 13, 4, 16), diagnostics, only("refactor")));
  CHECK_FALSE(offered(range(4, 13, 4, 16), diagnostics, only("quick")));
  CHECK_FALSE(offered(range(4, 13, 4, 16), diagnostics, Json::array()));
}

TEST_CASE("a client that keeps no data has its diagnostics found by place and code") {
  TestClient client;
  Json capabilities = full_capabilities();
  capabilities["textDocument"]["publishDiagnostics"].erase("dataSupport");
  (void)client.initialize(capabilities);
  const Json diagnostics = published(client.open(kText));
  CHECK_FALSE(diagnostics[0].contains("data"));
  const Json actions =
      client.request(kCodeAction, request_at(range(4, 14, 4, 14), diagnostics))["result"];
  CHECK(titled(actions, "Say good")["diagnostics"] == diagnostics);
}

TEST_CASE("a fix is made for the text as it stands, whatever the client still shows") {
  TestClient client;
  (void)client.initialize(full_capabilities());
  const Json shown = published(client.open("# BAD\n# BAD\n"));
  REQUIRE(shown.size() == 2);
  client.push(change_message(2, edit(range(0, 0, 0, 0), "# new\n")));
  client.push(
      request_message(50, kCodeAction, request_at(range(9, 0, 9, 0), Json::array({shown[1]}))));
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
  const Json actions = client.request(kCodeAction, request_at(range(4, 14, 4, 14)))["result"];
  CHECK(actions[0]["edit"] ==
        Json{{"changes", {{kUri, {{{"range", range(4, 13, 4, 16)}, {"newText", "good"}}}}}}});
}

TEST_CASE("a cursor that merely moves gets fixes, not menus") {
  TestClient client;
  (void)client.initialize(full_capabilities());
  (void)client.open(kText);
  const auto kinds = [&](const Json& place, const Json& trigger) {
    std::vector<std::string> found;
    const Json actions =
        client.request(kCodeAction, request_at(place, Json::array(), nullptr, trigger))["result"];
    for (const Json& action : actions) found.push_back(action["kind"]);
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
  };
  using Kinds = std::vector<std::string>;
  CHECK(kinds(range(4, 14, 4, 14), 2) == Kinds{"quickfix"});
  CHECK(kinds(range(4, 13, 4, 16), 2) == Kinds{"quickfix", "refactor.rewrite"});
  CHECK(kinds(range(4, 14, 4, 14), 1) ==
        Kinds{"quickfix", "refactor.rewrite", "source.fixAll.buildspec"});
}

TEST_CASE("all safe fixes are worked out when the client resolves them") {
  TestClient client;
  (void)client.initialize(rich_capabilities());
  (void)client.open(kTwoBad);
  for (const char* const kind : {"source", "source.fixAll", "source.fixAll.buildspec"}) {
    const Json actions = client.request(
        kCodeAction, request_at(range(0, 0, 0, 0), Json::array(), only(kind)))["result"];
    REQUIRE(actions.size() == 1);
    CHECK(actions[0]["kind"] == "source.fixAll.buildspec");
    CHECK_FALSE(actions[0].contains("edit"));
    const Json resolved = client.request("codeAction/resolve", actions[0])["result"];
    CHECK(resolved["title"] == actions[0]["title"]);
    CHECK(applied(kTwoBad, resolved["edit"]) ==
          "version: 0.2\nphases:\n  build:\n    commands:\n      - echo good\n"
          "      - echo good good\n");
    CHECK(resolved["edit"]["documentChanges"][0]["textDocument"]["version"] == 1);
  }
  CHECK(client.request(kCodeAction, request_at(range(0, 0, 0, 0), Json::array(),
                                               only("source.organizeImports")))["result"] ==
        Json::array());

  TestClient usual;
  (void)usual.initialize(full_capabilities());
  (void)usual.open(kTwoBad);
  const Json whole = usual.request(
      kCodeAction, request_at(range(0, 0, 0, 0), Json::array(), only("source.fixAll")))["result"];
  CHECK(applied(kTwoBad, whole[0]["edit"]).find("BAD") == std::string::npos);
  CHECK_FALSE(whole[0].contains("data"));
}

TEST_CASE("no fix-all where there is nothing to fix") {
  TestClient client;
  (void)client.initialize(rich_capabilities());
  (void)client.open("version: 0.2\n");
  CHECK(client.request(kCodeAction, request_at(range(0, 0, 0, 0), Json::array(),
                                               only("source.fixAll")))["result"] == Json::array());
}

TEST_CASE("what is resolved for another version is refused") {
  TestClient client;
  (void)client.initialize(rich_capabilities());
  (void)client.open(kTwoBad);
  const Json action = client.request(kCodeAction, request_at(range(0, 0, 0, 0), Json::array(),
                                                             only("source.fixAll")))["result"][0];
  (void)client.change(2, edit(range(0, 0, 0, 0), "# new\n"));
  CHECK(client.request("codeAction/resolve", action)["error"]["code"] == -32801);
  Json foreign = action;
  foreign["data"] = {{"x", 1}};
  CHECK(client.request("codeAction/resolve", foreign)["error"]["code"] == -32602);
  foreign["data"] = {{"uri", "file:///gone.yml"}, {"version", 1}, {"rule", ""}};
  CHECK(client.request("codeAction/resolve", foreign)["error"]["code"] == -32801);
  CHECK(client.request("codeAction/resolve", Json::array())["error"]["code"] == -32602);
  // One that was whole stays as it is.
  CHECK(client.request("codeAction/resolve", {{"title", "x"}})["result"] == Json{{"title", "x"}});
}

TEST_CASE("all findings of one rule") {
  TestClient client(kRiskyRules);
  (void)client.initialize(rich_capabilities());
  const std::string text = "version: 0.2\na: RISK\nb: RISK\n";
  (void)client.open(text);
  const Json actions = client.request(kCodeAction, request_at(range(1, 4, 1, 4)))["result"];
  const Json all = titled(actions, "Fix all 2 findings of risk (unsafe)");
  REQUIRE(!all.is_null());
  const Json edit = client.request("codeAction/resolve", all)["result"]["edit"];
  CHECK(applied(text, edit) == "version: 0.2\na: safe\nb: safe\n");
  CHECK(edit["changeAnnotations"]["caution"]["needsConfirmation"] == false);
  // Not a safe one.
  CHECK(titled(actions, "Apply all").is_null());
  // One alone has its own fix.
  (void)client.change(2, Json{{"text", "version: 0.2\na: RISK\n"}});
  CHECK(titled(client.request(kCodeAction, request_at(range(1, 4, 1, 4)))["result"], "Fix all")
            .is_null());
}

TEST_CASE("an unsafe fix says so, in its title and in its edit") {
  const auto fix = [](const Json& capabilities) {
    TestClient client(kRiskyRules);
    (void)client.initialize(capabilities);
    (void)client.open("version: 0.2\na: RISK\n");
    return titled(client.request(kCodeAction, request_at(range(1, 4, 1, 4)))["result"], "Take it");
  };
  const Json rich = fix(rich_capabilities());
  CHECK(rich["title"] == "Take it away (unsafe)");
  CHECK_FALSE(rich.contains("isPreferred"));
  CHECK(rich["edit"]["documentChanges"][0]["edits"][0]["annotationId"] == "caution");
  CHECK(rich["edit"]["changeAnnotations"] ==
        Json{{"caution",
              {{"label", "Take it away (unsafe)"},
               {"needsConfirmation", false},
               {"description", "May change what the build does."}}}});
  for (const char* const missing :
       {R"({"workspace": {"workspaceEdit": {"changeAnnotationSupport": null}}})",
        R"({"textDocument": {"codeAction": {"honorsChangeAnnotations": false}}})",
        R"({"workspace": {"workspaceEdit": {"documentChanges": false}}})"}) {
    Json capabilities = rich_capabilities();
    capabilities.merge_patch(Json::parse(missing));
    const Json plain = fix(capabilities);
    CHECK_FALSE(plain["edit"].contains("changeAnnotations"));
    CHECK(plain.dump().find("annotationId") == std::string::npos);
  }
}

TEST_CASE("a finding that is named with the whole document for its place gets its fixes alone") {
  TestClient client;
  (void)client.initialize(full_capabilities());
  const Json all =
      published(client.open("version: 0.2\nphases:\n  build:\n    commands:\n"
                            "      - echo BAD\n      - echo BAD BAD\n"));
  REQUIRE(all.size() == 3);
  const Json whole = range(0, 0, 6, 0);
  const auto asked = [&](const Json& diagnostics, const Json& only, const Json& trigger) {
    return titles(
        client.request(kCodeAction, request_at(whole, diagnostics, only, trigger))["result"]);
  };
  const std::vector<std::string> alone = asked(Json::array({all[1]}), nullptr, nullptr);
  CHECK(alone == std::vector<std::string>{"Say good"});
  // Who says why it asks, or what for, gets what is there.
  CHECK(asked(Json::array({all[1]}), nullptr, 1).size() > 4);
  CHECK(asked(Json::array(), nullptr, nullptr).size() > 4);
  CHECK(asked(Json::array({all[1]}), Json::array({"refactor.rewrite"}), nullptr).size() > 0);
}

TEST_CASE("a finding is ignored here or in the file, its reason to be typed") {
  TestClient client;
  (void)client.initialize(rich_capabilities());
  const Json diagnostics = published(client.open(kText));
  const Json actions =
      client.request(kCodeAction, request_at(range(4, 14, 4, 14), diagnostics))["result"];
  const Json here = titled(actions, "Ignore loud-word here");
  CHECK(here["kind"] == "quickfix");
  CHECK(here["diagnostics"] == diagnostics);
  CHECK_FALSE(here.contains("isPreferred"));
  CHECK(here["edit"]["documentChanges"][0]["edits"][0] ==
        Json{{"range", range(4, 16, 4, 16)},
             {"snippet",
              {{"kind", "snippet"},
               {"value", "  # buildspec-lint: ignore[loud-word] ${0:TODO: say why}"}}}});
  const Json file = titled(actions, "Ignore loud-word in this file");
  CHECK(file["edit"]["documentChanges"][0]["edits"][0]["range"] == range(0, 0, 0, 0));

  TestClient usual;
  (void)usual.initialize(full_capabilities());
  (void)usual.open(kText);
  const Json plain = titled(usual.request(kCodeAction, request_at(range(4, 14, 4, 14)))["result"],
                            "Ignore loud-word here");
  const std::string text = applied(kText, plain["edit"]);
  CHECK(text.find("echo BAD  # buildspec-lint: ignore[loud-word] TODO: say why\n") !=
        std::string::npos);
  CHECK(published(usual.change(2, Json{{"text", text}})).empty());
}

TEST_CASE("a rule is turned off in the configuration, which is made where there is none") {
  const TemporaryFolder folder;
  folder.write("buildspec.yml", kText);
  const std::string uri = folder.uri("buildspec.yml");
  const Json folders = {{"workspaceFolders", {{{"uri", folder.uri()}, {"name", "x"}}}}};
  const auto turn_off = [&](TestClient& client) {
    return titled(client.request(kCodeAction, request_at(range(4, 14, 4, 14), Json::array(),
                                                         nullptr, nullptr, uri))["result"],
                  "Turn off loud-word in .buildspec-lint.yml");
  };
  {
    TestClient client;
    (void)client.initialize(rich_capabilities(), folders);
    (void)client.open(kText, uri);
    const Json changes = turn_off(client)["edit"]["documentChanges"];
    REQUIRE(changes.size() == 2);
    CHECK(changes[0] == Json{{"kind", "create"},
                             {"uri", folder.uri(".buildspec-lint.yml")},
                             {"options", {{"ignoreIfExists", true}}}});
    CHECK(changes[1]["textDocument"] ==
          Json{{"uri", folder.uri(".buildspec-lint.yml")}, {"version", nullptr}});
    CHECK(changes[1]["edits"][0]["newText"] == "rules:\n  loud-word: off\n");
  }
  {
    // A client that cannot create files is offered what works.
    TestClient client;
    (void)client.initialize(full_capabilities(), folders);
    (void)client.open(kText, uri);
    CHECK(turn_off(client).is_null());
  }
  folder.write(".buildspec-lint.yml", "rules:\n  old-word: off\n");
  {
    TestClient client;
    (void)client.initialize(full_capabilities(), folders);
    (void)client.open(kText, uri);
    const Json changes = turn_off(client)["edit"]["documentChanges"];
    REQUIRE(changes.size() == 1);
    CHECK(changes[0]["edits"][0]["newText"] == "loud-word: off\n  ");
    // Open in the editor, it is the editor's text that counts.
    (void)client.open("preset: pedantic\n", folder.uri(".buildspec-lint.yml"));
    const Json open = turn_off(client)["edit"]["documentChanges"][0];
    CHECK(open["textDocument"]["version"] == 1);
    CHECK(open["edits"][0]["range"] == range(1, 0, 1, 0));
  }
}

TEST_CASE("JSON has no comments: the configuration is left") {
  TestClient client;
  (void)client.initialize(rich_capabilities());
  (void)client.open("{\"version\": 0.2, \"x\": \"BAD\"}\n");
  const std::vector<std::string> found =
      titles(client.request(kCodeAction, request_at(range(0, 24, 0, 24)))["result"]);
  CHECK(std::count(found.begin(), found.end(), "Ignore loud-word here") == 0);
  CHECK(std::count(found.begin(), found.end(), "Ignore loud-word in this file") == 0);
  CHECK(std::count(found.begin(), found.end(), "Turn off loud-word in .buildspec-lint.yml") == 1);
}

TEST_CASE("a rule is explained by its page, or by a message") {
  TestClient client;
  (void)client.initialize(rich_capabilities());
  (void)client.open(kText);
  const Json action =
      titled(client.request(kCodeAction, request_at(range(4, 14, 4, 14)))["result"], "Explain");
  CHECK(action["command"] == Json{{"title", "Explain loud-word"},
                                  {"command", "buildspec-lsp.explainRule"},
                                  {"arguments", {"loud-word"}}});
  CHECK_FALSE(action.contains("edit"));
  const Json run = {{"command", "buildspec-lsp.explainRule"}, {"arguments", {"loud-word"}}};
  const std::vector<Json> sent = client.send(request_message(70, "workspace/executeCommand", run));
  const std::vector<Json> shown = with_method(sent, "window/showDocument");
  REQUIRE(shown.size() == 1);
  const auto path = path_of(shown[0]["params"]["uri"].get<std::string>());
  REQUIRE(path);
  CHECK(path->filename() == "loud-word.md");
  std::ostringstream page;
  page << std::ifstream(*path).rdbuf();
  CHECK(page.str().starts_with("# loud-word\nFinds loud words."));

  // Where the client could not show it, a message says the same.
  const std::vector<Json> after =
      client.send({{"jsonrpc", "2.0"}, {"id", shown[0]["id"]}, {"result", {{"success", false}}}});
  const std::vector<Json> messages = with_method(after, "window/showMessage");
  REQUIRE(messages.size() == 1);
  CHECK(messages[0]["params"]["message"].get<std::string>().find("Finds loud words") !=
        std::string::npos);

  const auto error = [&](const Json& params) {
    return client.request("workspace/executeCommand", params)["error"]["code"];
  };
  CHECK(error({{"command", "buildspec-lsp.explainRule"}, {"arguments", {"none"}}}) == -32602);
  CHECK(error({{"command", "buildspec-lsp.explainRule"}}) == -32602);
  CHECK(error({{"command", "format-disk"}}) == -32602);
}

TEST_CASE("a client that shows no documents gets the message") {
  TestClient client;
  Json capabilities = rich_capabilities();
  capabilities.erase("window");
  (void)client.initialize(capabilities);
  const std::vector<Json> sent = client.send(
      request_message(70, "workspace/executeCommand",
                      {{"command", "buildspec-lsp.explainRule"}, {"arguments", {"loud-word"}}}));
  CHECK(with_method(sent, "window/showDocument").empty());
  CHECK(with_method(sent, "window/showMessage").size() == 1);
}

TEST_CASE("a client of commands gets commands that send the edit") {
  TestClient client;
  (void)client.initialize({{"workspace", {{"applyEdit", true}}}});
  (void)client.open(kTwoBad);
  const Json commands = client.request(kCodeAction, request_at(range(4, 14, 4, 14)))["result"];
  for (const Json& command : commands) CHECK(command["command"] == "buildspec-lsp.applyAction");
  const auto sent_edit = [&](std::string_view title) {
    const Json command = titled(commands, title);
    const std::vector<Json> sent = client.send(
        request_message(80, "workspace/executeCommand",
                        {{"command", command["command"]}, {"arguments", command["arguments"]}}));
    const std::vector<Json> asked = with_method(sent, "workspace/applyEdit");
    REQUIRE(asked.size() == 1);
    return asked[0]["params"];
  };
  CHECK(sent_edit("Say good") ==
        Json{{"label", "Say good"},
             {"edit",
              {{"changes", {{kUri, {{{"range", range(4, 13, 4, 16)}, {"newText", "good"}}}}}}}}});
  CHECK(sent_edit("Apply all safe fixes")["edit"]["changes"][kUri].size() == 2);
  CHECK(client.request("workspace/executeCommand",
                       {{"command", "buildspec-lsp.applyAction"}})["error"]["code"] == -32602);
}

TEST_CASE("refactorings have their kinds and are proven") {
  TestClient client;
  (void)client.initialize(rich_capabilities());
  (void)client.open(kText);
  const Json rewrite = client.request(
      kCodeAction, request_at(range(4, 10, 4, 10), Json::array(), only("refactor")))["result"];
  const Json quoted = titled(rewrite, "Put the command in single quotes");
  CHECK(quoted["kind"] == "refactor.rewrite");
  CHECK(applied(kText, quoted["edit"]).find("- 'echo BAD'\n") != std::string::npos);
  CHECK(titled(rewrite, "Write the file as JSON")["edit"].is_object());
  CHECK(client.request(kCodeAction, request_at(range(4, 10, 4, 10), Json::array(),
                                               only("refactor.extract")))["result"] ==
        Json::array());
  // Of the whole file only where that is at hand.
  const auto offers_json = [&](const Json& place) {
    return !titled(client.request(kCodeAction, request_at(place))["result"], "Write the file")
                .is_null();
  };
  CHECK_FALSE(offers_json(range(4, 10, 4, 10)));
  CHECK(offers_json(range(0, 3, 0, 3)));
  CHECK(offers_json(range(0, 0, 5, 0)));
}

TEST_CASE("what a fix offers is not offered as a refactoring again") {
  TestClient client(buildspec::all_rules());
  (void)client.initialize(rich_capabilities());
  (void)client.open(
      "version: 0.2\nenv:\n  variables:\n    DB_PASSWORD: hunter2hunter\n    MODE: fast\n"
      "phases: {build: {commands: [make]}}\n");
  const auto moves = [&](std::uint32_t line, const Json& wanted) {
    std::vector<std::string> found;
    const Json actions = client.request(
        kCodeAction, request_at(range(line, 10, line, 20), Json::array(), wanted))["result"];
    for (const Json& each : actions) {
      const std::string title = each["title"];
      if (title.starts_with("Read ")) found.push_back(each["kind"]);
    }
    return found;
  };
  CHECK(moves(3, nullptr) == std::vector<std::string>{"quickfix"});
  CHECK(moves(3, only("refactor")) == std::vector<std::string>{"refactor.rewrite"});
  CHECK(moves(4, nullptr) == std::vector<std::string>{"refactor.rewrite"});
}

TEST_CASE("what cannot be done is said to who asks for it") {
  const auto json = [](const Json& capabilities, const Json& kinds) {
    TestClient client;
    (void)client.initialize(capabilities);
    (void)client.open("version: 0.2 # why\n");
    return titled(
        client.request(kCodeAction, request_at(range(0, 0, 0, 0), Json::array(), kinds))["result"],
        "Write the file as JSON");
  };
  const Json disabled = json(rich_capabilities(), only("refactor"));
  CHECK(disabled["disabled"]["reason"] == "The file has comments, which JSON cannot hold");
  CHECK_FALSE(disabled.contains("edit"));
  CHECK(json(rich_capabilities(), nullptr).is_null());
  CHECK(json(full_capabilities(), only("refactor")).is_null());
}

TEST_CASE("format 0.1 moves to 0.2 by the rule's own fix") {
  TestClient client(buildspec::all_rules());
  (void)client.initialize(rich_capabilities());
  const std::string text =
      "version: 0.1\nenvironment_variables:\n  plaintext:\n    A: b\nphases:\n  build:\n"
      "    commands:\n      - make\n";
  (void)client.open(text);
  const Json actions = client.request(
      kCodeAction, request_at(range(0, 0, 0, 0), Json::array(), only("refactor")))["result"];
  const Json move = titled(actions, "Move to format 0.2 (unsafe)");
  CHECK(move["kind"] == "refactor.rewrite");
  CHECK(applied(text, move["edit"]) ==
        "version: 0.2\nenv:\n  variables:\n    A: b\nphases:\n  build:\n    commands:\n"
        "      - make\n");
  // Beside the quick fix it is not said twice.
  const std::vector<std::string> all =
      titles(client.request(kCodeAction, request_at(range(0, 10, 0, 10)))["result"]);
  CHECK(std::count(all.begin(), all.end(), "Move to format 0.2 (unsafe)") == 1);
}

TEST_CASE("a configuration that is open has its own fixes") {
  TestClient client(buildspec::all_rules());
  (void)client.initialize(rich_capabilities());
  const std::string uri = "file:///nowhere/.buildspec-lint.yml";
  (void)client.open("rules:\n  plaintext-secrt: off\n", uri);
  const Json actions = client.request(
      kCodeAction, request_at(range(1, 4, 1, 4), Json::array(), nullptr, nullptr, uri))["result"];
  REQUIRE(!actions.empty());
  CHECK(applied("rules:\n  plaintext-secrt: off\n", actions[0]["edit"]) ==
        "rules:\n  plaintext-secret: off\n");
  const auto all = [&] {
    return client.request(kCodeAction, request_at(range(0, 0, 0, 0), Json::array(),
                                                  only("source.fixAll"), nullptr, uri))["result"];
  };
  CHECK(all() == Json::array());  // what a misspelled name means is not sure
  const std::string twice = "rules:\n  all: off\n  all: off\n";
  (void)client.change(2, Json{{"text", twice}}, uri);
  REQUIRE(all().size() == 1);
  CHECK(applied(twice, all()[0]["edit"]) == "rules:\n  all: off\n");
}

TEST_CASE("documents that are not there have no actions") {
  TestClient client;
  (void)client.initialize(rich_capabilities());
  CHECK(client.request(kCodeAction, request_at(range(0, 0, 9, 0)))["result"] == Json::array());
}
