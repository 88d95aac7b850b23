// The client's settings: what they mean, where they come from, and which place wins.
#include "lsp/server/settings.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "tests/server/pull_client.h"

using namespace buildspec;
using namespace buildspec::lsp;
using namespace buildspec::lsp::test;

namespace {

ReadSettings read(const Json& section) { return read_settings(section, "/w", test_rules()); }

// What the facts of an open document's project are, and how many loud words are found.
std::string shown(PullClient& client) {
  const Json report = client.pull(client.folder.uri("buildspec.yml"));
  std::string words;
  for (const Json& item : report["items"]) {
    words += (words.empty() ? "" : "; ") + item["message"].get<std::string>();
  }
  return words;
}

constexpr const char* kUnknown = "image unknown, day 2026-11-20, tree no";

Json configured() {
  Json capabilities = PullClient::capabilities();
  capabilities["workspace"]["configuration"] = true;
  return capabilities;
}

}  // namespace

TEST_CASE("each setting means what the option of the command line means") {
  const ReadSettings all = read({{"diagnostics", {{"scope", "workspace"}}},
                                 {"configuration", "ci/lint.yml"},
                                 {"preset", "pedantic"},
                                 {"select", {"words", "old-word"}},
                                 {"ignore", {"loud-word"}},
                                 {"unknown", 7}});
  CHECK(all.problems.empty());
  CHECK(all.settings.scope == DiagnosticScope::workspace);
  CHECK(all.settings.configuration == "/w/ci/lint.yml");
  CHECK(all.settings.preset == Preset::pedantic);
  CHECK(all.settings.select == std::vector<std::string>{"words", "old-word"});
  CHECK(all.settings.ignore == std::vector<std::string>{"loud-word"});
  CHECK(read({{"configuration", "/etc/../lint.yml"}}).settings.configuration == "/lint.yml");
}

TEST_CASE("what is empty or null is not set") {
  for (const Json& section :
       {Json(nullptr), Json::object(),
        Json{{"diagnostics", nullptr}, {"configuration", ""}, {"preset", ""}, {"select", nullptr}},
        Json{{"diagnostics", {{"scope", ""}}}, {"preset", nullptr}, {"ignore", Json::array()}}}) {
    CHECK(read(section).settings == Settings{});
    CHECK(read(section).problems.empty());
  }
}

TEST_CASE("what is wrong is told and has no effect") {
  const auto problem = [](const Json& section) {
    const ReadSettings found = read(section);
    CHECK(found.settings == Settings{});
    REQUIRE(found.problems.size() == 1);
    return found.problems.front();
  };
  CHECK(problem(7) == "the setting buildspec: expected an object");
  CHECK(problem({{"diagnostics", 1}}) == "the setting buildspec.diagnostics: expected an object");
  CHECK(problem({{"diagnostics", {{"scope", "all"}}}}) ==
        "the setting buildspec.diagnostics.scope: expected \"open\" or \"workspace\"");
  CHECK(problem({{"configuration", 1}}) ==
        "the setting buildspec.configuration: expected the path of a file");
  CHECK(problem({{"preset", "loud"}}) ==
        "the setting buildspec.preset: expected \"standard\" or \"pedantic\"");
  CHECK(problem({{"select", "x"}}) ==
        "the setting buildspec.select: expected a list of rules and groups");
  CHECK(problem({{"ignore", {1}}}) ==
        "the setting buildspec.ignore: expected a list of rules and groups");
  CHECK(problem({{"ignore", {"loud-wort"}}}) ==
        "the setting buildspec.ignore: no rule or group is called \"loud-wort\" (did you mean "
        "loud-word?)");
  CHECK(read_settings({{"configuration", "x.yml"}}, {}, test_rules()).problems.size() == 1);
}

TEST_CASE("settings are laid over each other member by member") {
  CHECK(merged_settings({{"a", 1}, {"b", {{"c", 2}, {"d", 3}}}}, {{"b", {{"d", 4}}}, {"e", 5}}) ==
        Json{{"a", 1}, {"b", {{"c", 2}, {"d", 4}}}, {"e", 5}});
  CHECK(merged_settings({{"a", 1}}, {{"a", nullptr}}) == Json{{"a", 1}});
  CHECK(merged_settings({{"a", {1, 2}}}, {{"a", {3}}}) == Json{{"a", {3}}});
  CHECK(merged_settings(nullptr, {{"a", 1}}) == Json{{"a", 1}});
}

TEST_CASE("settings come with initialize") {
  for (const Json& options :
       {Json{{"ignore", {"loud-word"}}}, Json{{"buildspec", {{"ignore", {"loud-word"}}}}}}) {
    PullClient client;
    (void)client.begin(PullClient::capabilities(), {{"initializationOptions", options}});
    (void)client.open(kText, client.folder.uri("buildspec.yml"));
    (void)client.settle();
    CHECK(shown(client) == kUnknown);
  }
}

TEST_CASE("a client that is not asked sends settings as they change") {
  PullClient client;
  (void)client.begin();
  (void)client.open(kText, client.folder.uri("buildspec.yml"));
  (void)client.settle();
  CHECK(shown(client) == std::string(kUnknown) + "; a loud word");
  const auto send = [&](const Json& settings) {
    return client.notify("workspace/didChangeConfiguration", {{"settings", settings}});
  };
  CHECK(with_method(send({{"buildspec", {{"select", {"facts"}}}}}), "workspace/diagnostic/refresh")
            .size() == 1);
  CHECK(shown(client) == kUnknown);
  // Nothing is said, nothing changes.
  (void)send(nullptr);
  CHECK(shown(client) == kUnknown);
  (void)send(Json::object());
  CHECK(shown(client) == std::string(kUnknown) + "; a loud word");
  const std::vector<Json> warned =
      with_method(send({{"buildspec", {{"preset", "x"}}}}), "window/logMessage");
  REQUIRE(warned.size() == 1);
  CHECK(warned[0]["params"]["type"] == 2);
}

TEST_CASE("a client that answers is asked, for the whole and for each folder") {
  PullClient client;
  client.folder.make_checkout();
  const Json asked = [&] {
    client.push(
        request_message(1, "initialize",
                        {{"capabilities", configured()},
                         {"workspaceFolders", {{{"uri", client.folder.uri()}, {"name", "x"}}}}}));
    client.push(notification_message("initialized", Json::object()));
    client.run();
    return with_method(client.take_sent(), "workspace/configuration");
  }();
  REQUIRE(asked.size() == 1);
  CHECK(asked[0]["params"] ==
        Json{{"items",
              {{{"section", "buildspec"}},
               {{"scopeUri", client.folder.uri()}, {"section", "buildspec"}}}}});
  (void)client.open(kText, client.folder.uri("buildspec.yml"));
  (void)client.settle();
  const auto answer = [&](const Json& request, const Json& result) {
    return client.send({{"jsonrpc", "2.0"}, {"id", request["id"]}, {"result", result}});
  };
  // The folder wins.
  (void)answer(asked[0], {{{"ignore", {"told-facts"}}}, {{"ignore", {"loud-word"}}}});
  CHECK(shown(client) == kUnknown);

  // A change makes it asked again; the answer to an older question counts no more.
  const auto change = [&] {
    const auto found =
        with_method(client.notify("workspace/didChangeConfiguration", {{"settings", nullptr}}),
                    "workspace/configuration");
    REQUIRE(found.size() == 1);
    return found[0];
  };
  const Json older = change();
  const Json newer = change();
  (void)answer(newer, {nullptr, nullptr});
  (void)answer(older, {nullptr, {{"ignore", {"told-facts", "loud-word"}}}});
  CHECK(shown(client) == std::string(kUnknown) + "; a loud word");
  // Answers that make no sense change nothing.
  const Json third = change();
  (void)client.send({{"jsonrpc", "2.0"},
                     {"id", third["id"]},
                     {"error", {{"code", -32601}, {"message", "unknown"}}}});
  (void)answer(change(), "nonsense");
  CHECK(shown(client) == std::string(kUnknown) + "; a loud word");
}

TEST_CASE("changes of settings are registered where the client wants that") {
  PullClient client;
  Json capabilities = configured();
  capabilities["workspace"]["didChangeConfiguration"] = {{"dynamicRegistration", true}};
  client.push(request_message(1, "initialize", {{"capabilities", capabilities}}));
  client.push(notification_message("initialized", Json::object()));
  client.run();
  const std::vector<Json> sent = with_method(client.take_sent(), "client/registerCapability");
  REQUIRE(sent.size() == 1);
  std::vector<std::string> methods;
  for (const Json& registration : sent[0]["params"]["registrations"]) {
    methods.push_back(registration["method"]);
    if (registration["method"] == "workspace/didChangeConfiguration") {
      CHECK(registration["registerOptions"] == Json{{"section", "buildspec"}});
    }
  }
  CHECK(methods == std::vector<std::string>{"workspace/didChangeConfiguration",
                                            "workspace/didChangeWatchedFiles"});
}

TEST_CASE("a configuration that the settings name stands for the nearest one") {
  PullClient client;
  client.folder.write(".buildspec-lint.yml", "project: {image: nearest}\n");
  client.folder.write("ci/lint.yml", "project: {image: named}\nexclude: [old]\n");
  client.folder.write("buildspec.yml", kText);
  client.folder.write("old/buildspec.yml", kText);
  (void)client.begin(PullClient::capabilities(),
                     {{"initializationOptions", {{"configuration", "ci/lint.yml"}}}});
  (void)client.open(kText, client.folder.uri("buildspec.yml"));
  (void)client.settle();
  CHECK(shown(client).starts_with("image named"));
  // Its patterns are those of the folder that is open, as with --config on the command line.
  const auto found = PullClient::by_uri(client.pull_workspace()["result"]["items"]);
  CHECK(found.contains(client.folder.uri("buildspec.yml")));
  CHECK_FALSE(found.contains(client.folder.uri("old/buildspec.yml")));
  // As it stands in the editor, and with diagnostics of its own.
  const std::string uri = client.folder.uri("ci/lint.yml");
  (void)client.open("project: {image: typed}\nnothing: 1\n", uri);
  CHECK(shown(client).starts_with("image typed"));
  CHECK(client.pull(uri)["items"].size() == 1);
  // And with what an editor says about configuration files, whatever its name.
  const Json hover = client.request(
      "textDocument/hover",
      {{"textDocument", {{"uri", uri}}}, {"position", {{"line", 0}, {"character", 2}}}});
  CHECK(hover["result"]["range"] == range(0, 0, 0, 7));
}

TEST_CASE("a configuration that the settings name and that is not there is told") {
  PullClient client;
  (void)client.begin(PullClient::capabilities(),
                     {{"initializationOptions", {{"configuration", "nowhere.yml"}}}});
  const std::string uri = client.folder.uri("buildspec.yml");
  (void)client.open(kText, uri);
  const Json related = client.pull(uri)["relatedDocuments"][client.folder.uri("nowhere.yml")];
  REQUIRE(related["items"].size() == 1);
  CHECK(related["items"][0]["message"] ==
        "The settings name this file, and it cannot be read: no such file");
  CHECK(related["items"][0]["range"] == range(0, 0, 0, 0));
}

TEST_CASE("the preset of the settings wins over that of the file") {
  const std::string text = std::string(kText);
  PullClient client;
  client.folder.write(".buildspec-lint.yml", "rules: {loud-word: off}\n");
  (void)client.begin(PullClient::capabilities(),
                     {{"initializationOptions", {{"select", {"loud-word"}}}}});
  (void)client.open(text, client.folder.uri("buildspec.yml"));
  (void)client.settle();
  CHECK(shown(client) == "a loud word");
}
