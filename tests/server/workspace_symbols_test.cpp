// The symbols of all buildspecs in the workspace: found by name and content, read by jobs, kept
// while their files stay as they are.
#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "lsp/server/closed_symbols.h"
#include "tests/server/pull_client.h"

using namespace buildspec;
using namespace buildspec::lsp;
using namespace buildspec::lsp::test;

namespace {

constexpr const char* kRequest = "workspace/symbol";
constexpr const char* kBuild =
    "version: 0.2\nphases:\n  build:\n    commands:\n      - bash ci/run.sh $SUITE\n";
constexpr const char* kBatch =
    "version: 0.2\nbatch:\n  build-list:\n    - identifier: nightly\n      env:\n"
    "        variables:\n          SUITE: fast\n";

// "name in path", in the order of the answer.
std::vector<std::string> names(PullClient& client, const std::string& query) {
  std::vector<std::string> found;
  const Json answer = client.ask(kRequest, {{"query", query}});
  for (const Json& each : answer.at("result")) {
    found.push_back(
        each["name"].get<std::string>() + " in " +
        each["location"]["uri"].get<std::string>().substr(client.folder.uri().size() + 1));
  }
  return found;
}

}  // namespace

TEST_CASE("buildspecs that are not open have their symbols, whatever their names") {
  PullClient client;
  client.folder.write("buildspec.yml", kBatch);
  client.folder.write("ci/test.yml", kBuild);
  client.folder.write("ci/jobs.yml", "jobs:\n  nightly: {}\n");
  client.folder.write("node_modules/x/buildspec.yml", kBuild);
  client.folder.write("old/buildspec.yml", kBuild);
  client.folder.write("old/.buildspec-lint.yml", "exclude: ['*.yml']\n");
  (void)client.begin();
  // What begins with the query comes first.
  CHECK(names(client, "suite") ==
        std::vector<std::string>{"SUITE in buildspec.yml", "bash ci/run.sh $SUITE in ci/test.yml"});
  CHECK(names(client, "bsh") == std::vector<std::string>{"bash ci/run.sh $SUITE in ci/test.yml"});
  CHECK(names(client, "nightly") == std::vector<std::string>{"nightly in buildspec.yml"});
  CHECK(names(client, "no such name").empty());

  const Json found = client.ask(kRequest, {{"query", "bsh"}})["result"];
  REQUIRE(found.size() == 1);
  CHECK(found[0]["location"]["range"] == range(4, 8, 4, 29));
  CHECK(found[0]["containerName"] == "build");
}

TEST_CASE("an open buildspec counts as it stands in the editor, once") {
  PullClient client;
  client.folder.write("buildspec.yml", kBatch);
  client.folder.write("ci/test.yml", kBuild);
  (void)client.begin();
  (void)client.open("version: 0.2\nenv:\n  variables:\n    SUITES: all\n",
                    client.folder.uri("buildspec.yml"));
  CHECK(names(client, "suite") == std::vector<std::string>{"SUITES in buildspec.yml",
                                                           "bash ci/run.sh $SUITE in ci/test.yml"});
}

TEST_CASE("files that come, go and change are noticed") {
  PullClient client;
  client.folder.write("buildspec.yml", kBatch);
  Json capabilities = PullClient::capabilities();
  bool watches = true;
  SUBCASE("by a client that tells of them") {}
  SUBCASE("by looking at each question") {
    watches = false;
    capabilities["workspace"].erase("didChangeWatchedFiles");
  }
  (void)client.begin(capabilities);
  CHECK(names(client, "suite").size() == 1);
  client.folder.write("ci/test.yml", kBuild);
  if (watches) (void)client.file_event("ci/test.yml", 1);
  CHECK(names(client, "suite").size() == 2);
  client.folder.write("ci/test.yml", "version: 0.2\nphases:\n  build: {commands: [make SUITES]}\n");
  CHECK(names(client, "suite") ==
        std::vector<std::string>{"SUITE in buildspec.yml", "make SUITES in ci/test.yml"});
  std::filesystem::remove(client.folder.path() / "ci/test.yml");
  if (watches) (void)client.file_event("ci/test.yml", 3);
  CHECK(names(client, "suite") == std::vector<std::string>{"SUITE in buildspec.yml"});
}

TEST_CASE("a question that is cancelled ends the work, and the next one is answered") {
  PullClient client;
  for (int i = 0; i < 70; ++i) client.folder.write(std::to_string(i) + "/buildspec.yml", kBuild);
  (void)client.begin();
  client.push(request_message(1, kRequest, {{"query", "bsh"}}));
  client.run();
  REQUIRE(client.jobs.waiting.size() == 1);
  client.push(notification_message("$/cancelRequest", {{"id", 1}}));
  client.run();
  const std::vector<Json> sent = client.take_sent();
  REQUIRE(sent.size() == 1);
  CHECK(sent[0]["error"]["code"] == -32800);
  // The piece that is under way, and none after it.
  client.jobs.run_all();
  client.run();
  CHECK(client.jobs.waiting.empty());
  CHECK(names(client, "bsh").size() == 70);
}

TEST_CASE("questions that come together are answered by one look") {
  PullClient client;
  client.folder.write("buildspec.yml", kBatch);
  (void)client.begin();
  client.push(request_message(1, kRequest, {{"query", "SUITE"}}));
  client.push(request_message(2, kRequest, {{"query", "nightly"}}));
  client.run();
  CHECK(client.jobs.waiting.size() == 1);
  const std::vector<Json> sent = client.settle();
  std::vector<Json> answers;
  for (const Json& message : sent) {
    if (message.contains("result") && message.contains("id")) answers.push_back(message);
  }
  REQUIRE(answers.size() == 2);
  CHECK(answers[0]["result"].size() == 1);
  CHECK(answers[1]["result"].size() == 1);
}

TEST_CASE("where the work fails the question is answered with an error, and the next one not") {
  PullClient client;
  client.folder.write("buildspec.yml", kBatch);
  (void)client.begin();
  client.jobs.failing = 1;
  client.push(request_message(1, kRequest, {{"query", "SUITE"}}));
  client.run();
  (void)client.settle();
  client.run();  // the answer that nobody gave
  const std::vector<Json> sent = client.take_sent();
  REQUIRE(sent.size() == 1);
  CHECK(sent[0]["id"] == 1);
  CHECK(sent[0]["error"]["code"] == -32603);
  CHECK(names(client, "SUITE").size() == 1);
}

TEST_CASE("the answer has so many symbols, and the server keeps so many") {
  const auto commands = [](std::size_t count) {
    std::string text = "version: 0.2\nphases:\n  build:\n    commands:\n";
    for (std::size_t i = 0; i < count; ++i) text += "      - run\n";
    return text;
  };
  PullClient client;
  (void)client.begin();
  const auto found = [&] { return client.ask(kRequest, {{"query", "run"}})["result"].size(); };
  SUBCASE("500 in an answer") {
    client.folder.write("buildspec.yml", commands(499));
    (void)client.file_event("buildspec.yml", 1);
    CHECK(found() == 499);
    client.folder.write("buildspec.yml", commands(501));
    CHECK(found() == 500);
  }
  SUBCASE("100,000 of closed files") {
    // Three are the version, the phases and the phase.
    const Json other = client.ask(kRequest, {{"query", ""}})["result"];
    CHECK(other.empty());
    client.folder.write("a/buildspec.yml", commands(ClosedSymbols::kMostSymbols / 2));
    client.folder.write("b/buildspec.yml", commands(ClosedSymbols::kMostSymbols / 2));
    client.folder.write("c/buildspec.yml", "version: 0.2\nphases: {build: {commands: [other]}}\n");
    (void)client.file_event("a/buildspec.yml", 1);
    CHECK(found() == 500);
    // The second did not fit, the third did.
    const auto warnings = with_method(client.others, "window/logMessage");
    REQUIRE(warnings.size() == 1);
    CHECK(warnings[0]["params"]["message"].get<std::string>().find("1 files are left out") !=
          std::string::npos);
    CHECK(client.ask(kRequest, {{"query", "other"}})["result"].size() == 1);
    CHECK(with_method(client.others, "window/logMessage").empty());
  }
}
