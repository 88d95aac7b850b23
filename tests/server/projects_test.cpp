// Configuration files, source trees and the day: what is known about a document's project.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <string>
#include <vector>

#include "lsp/server/uri.h"
#include "tests/server/temporary_folder.h"
#include "tests/server/test_client.h"

using namespace buildspec;
using namespace buildspec::lsp;
using namespace buildspec::lsp::test;

namespace {

constexpr const char* kPublish = "textDocument/publishDiagnostics";

std::string yes_or_no(bool value) { return value ? "yes" : "no"; }

// Says what the facts are: one finding at the begin of the text.
void tell_facts(const Snapshot& snapshot, Reporter& reporter) {
  const ProjectFacts& facts = *snapshot.facts;
  std::string words = "image " + facts.image.value_or("unknown");
  words += ", day " + (facts.today ? to_string(*facts.today) : "unknown");
  words += ", tree " +
           (facts.source_tree ? yes_or_no(facts.source_tree->has_file("src/main.py")) : "unknown");
  words += ", path " + facts.path.value_or("unknown");
  const SourceFilePtr script = facts.look_at ? facts.look_at("run.sh") : nullptr;
  if (script) words += ", script " + script->text.value_or("unknown");
  reporter.report(Span{0, 0}, words);
}

constexpr Rule kFacts{.meta = {.id = "told-facts",
                               .summary = "Tells the facts.",
                               .severity = Severity::info,
                               .despite_faults = true},
                      .check = tell_facts};
constexpr std::array kRules{RegisteredRule{&kFacts, "facts", "# told-facts\n"}};

class ProjectClient : public TestClient {
 public:
  ProjectClient() : TestClient(kRules) {}

  // What the last published finding of a document says; "none" where it has none.
  std::string facts(const std::vector<Json>& sent, const std::string& uri) {
    std::string words = "not published";
    for (const Json& message : with_method(sent, kPublish)) {
      if (message["params"]["uri"] != uri) continue;
      const Json& diagnostics = message["params"]["diagnostics"];
      words = diagnostics.empty() ? "none" : diagnostics[0]["message"].get<std::string>();
    }
    return words;
  }
  // Runs the jobs that wait, and gives what is published then.
  std::vector<Json> run_jobs() {
    jobs.run_all();
    run();
    return take_sent();
  }
  void initialize_in(const TemporaryFolder& folder) {
    folder.make_checkout();
    (void)initialize(Json::object(),
                     {{"workspaceFolders", {{{"uri", folder.uri()}, {"name", "x"}}}}});
  }
};

}  // namespace

TEST_CASE("nothing is known about a file that is nowhere") {
  ProjectClient client;
  (void)client.initialize();
  CHECK(client.facts(client.open(kText), kUri) ==
        "image unknown, day 2026-11-20, tree unknown, path unknown");
  CHECK(client.jobs.waiting.empty());
  const char* const untitled = "untitled:Untitled-1";
  CHECK(client.facts(client.open(kText, untitled), untitled) ==
        "image unknown, day 2026-11-20, tree unknown, path unknown");
}

TEST_CASE("the nearest configuration file counts") {
  const TemporaryFolder folder;
  folder.write(".buildspec-lint.yml", "project:\n  image: aws/codebuild/standard:7.0\n");
  folder.write("inner/.buildspec-lint.yml", "project:\n  image: aws/codebuild/standard:6.0\n");
  ProjectClient client;
  client.initialize_in(folder);
  const std::string outer = folder.uri("a/buildspec.yml");
  const std::string inner = folder.uri("inner/a/buildspec.yml");
  CHECK(client.facts(client.open(kText, outer), outer)
            .starts_with("image aws/codebuild/standard:7.0"));
  CHECK(client.facts(client.open(kText, inner), inner)
            .starts_with("image aws/codebuild/standard:6.0"));
}

TEST_CASE("the configuration selects rules") {
  const TemporaryFolder folder;
  folder.write(".buildspec-lint.yml", "rules:\n  told-facts: off\n");
  ProjectClient client;
  client.initialize_in(folder);
  const std::string uri = folder.uri("buildspec.yml");
  CHECK(client.facts(client.open(kText, uri), uri) == "none");
}

TEST_CASE("the configuration names files that are buildspecs") {
  const TemporaryFolder folder;
  folder.write(".buildspec-lint.yml", "files:\n  - ci/*.pipeline.yml\n");
  ProjectClient client;
  client.initialize_in(folder);
  const std::string named = folder.uri("ci/web.pipeline.yml");
  const std::string other = folder.uri("ci/web.yml");
  CHECK(client.facts(client.open("jobs: {}\n", named), named) != "not published");
  CHECK(client.facts(client.open("jobs: {}\n", other), other) == "not published");
}

TEST_CASE("a configuration that changes on the disk is read again") {
  const TemporaryFolder folder;
  ProjectClient client;
  client.initialize_in(folder);
  const std::string uri = folder.uri("buildspec.yml");
  CHECK(client.facts(client.open(kText, uri), uri).starts_with("image unknown"));
  folder.write(".buildspec-lint.yml", "project:\n  image: aws/codebuild/standard:7.0\n");
  const std::vector<Json> sent =
      client.notify("workspace/didChangeWatchedFiles",
                    {{"changes", {{{"uri", folder.uri(".buildspec-lint.yml")}, {"type", 1}}}}});
  CHECK(client.facts(sent, uri).starts_with("image aws/codebuild/standard:7.0"));
}

TEST_CASE("a configuration that is open counts as it stands in the editor") {
  const TemporaryFolder folder;
  folder.write(".buildspec-lint.yml", "project:\n  image: aws/codebuild/standard:6.0\n");
  ProjectClient client;
  client.initialize_in(folder);
  const std::string uri = folder.uri("buildspec.yml");
  const std::string configuration = folder.uri(".buildspec-lint.yml");
  (void)client.open(kText, uri);
  CHECK(
      client
          .facts(client.open("project:\n  image: aws/codebuild/standard:7.0\n", configuration), uri)
          .starts_with("image aws/codebuild/standard:7.0"));
  CHECK(client.facts(client.change(2, edit(range(1, 32, 1, 35), "5.0"), configuration), uri)
            .starts_with("image aws/codebuild/standard:5.0"));
  // Closed without saving: what is on the disk counts again.
  CHECK(client
            .facts(client.notify("textDocument/didClose",
                                 {{"textDocument", {{"uri", configuration}}}}),
                   uri)
            .starts_with("image aws/codebuild/standard:6.0"));
}

TEST_CASE("what is wrong in a configuration is shown there") {
  const TemporaryFolder folder;
  folder.write(".buildspec-lint.yml", "rules:\n  no-such-rule: error\n");
  ProjectClient client;
  client.initialize_in(folder);
  std::vector<Json> shown;
  for (const Json& message :
       with_method(client.open(kText, folder.uri("buildspec.yml")), kPublish)) {
    if (message["params"]["uri"] == folder.uri(".buildspec-lint.yml")) shown.push_back(message);
  }
  REQUIRE(shown.size() == 1);
  const Json& diagnostics = shown.front()["params"]["diagnostics"];
  REQUIRE(diagnostics.size() == 1);
  CHECK(diagnostics[0]["range"] == range(1, 2, 1, 14));
}

TEST_CASE("the source tree is scanned aside, and findings follow") {
  const TemporaryFolder folder;
  folder.write("src/main.py", "");
  ProjectClient client;
  client.initialize_in(folder);
  const std::string uri = folder.uri("ci/buildspec.yml");
  CHECK(client.facts(client.open(kText, uri), uri) ==
        "image unknown, day 2026-11-20, tree unknown, path ci/buildspec.yml");
  CHECK(client.jobs.waiting.size() == 1);
  CHECK(client.facts(client.run_jobs(), uri) ==
        "image unknown, day 2026-11-20, tree yes, path ci/buildspec.yml");
  // A second document of the same root needs no second scan.
  const std::string other = folder.uri("buildspec.yml");
  CHECK(client.facts(client.open(kText, other), other) ==
        "image unknown, day 2026-11-20, tree yes, path buildspec.yml");
  CHECK(client.jobs.waiting.empty());
}

TEST_CASE("the root is the folder that holds .git, whatever the editor opened") {
  const TemporaryFolder folder;
  folder.write("repository/.git/HEAD", "ref: refs/heads/main\n");
  folder.write("repository/src/main.py", "");
  ProjectClient client;
  client.initialize_in(folder);
  const std::string uri = folder.uri("repository/buildspec.yml");
  (void)client.open(kText, uri);
  CHECK(client.facts(client.run_jobs(), uri) ==
        "image unknown, day 2026-11-20, tree yes, path buildspec.yml");
}

TEST_CASE("files that come and go start a new scan; no news publish nothing") {
  const TemporaryFolder folder;
  ProjectClient client;
  client.initialize_in(folder);
  const std::string uri = folder.uri("buildspec.yml");
  (void)client.open(kText, uri);
  CHECK(client.facts(client.run_jobs(), uri).find("tree no") != std::string::npos);
  folder.write("src/main.py", "");
  const Json created = {{"changes", {{{"uri", folder.uri("src/main.py")}, {"type", 1}}}}};
  (void)client.notify("workspace/didChangeWatchedFiles", created);
  CHECK(client.facts(client.run_jobs(), uri).find("tree yes") != std::string::npos);
  (void)client.notify("workspace/didChangeWatchedFiles", created);
  CHECK(client.jobs.waiting.size() == 1);
  CHECK(client.run_jobs().empty());
  // Content alone is none of the tree's business.
  (void)client.notify("workspace/didChangeWatchedFiles",
                      {{"changes", {{{"uri", folder.uri("src/main.py")}, {"type", 2}}}}});
  CHECK(client.jobs.waiting.empty());
}

TEST_CASE("many events during a scan make one more scan") {
  const TemporaryFolder folder;
  ProjectClient client;
  client.initialize_in(folder);
  (void)client.open(kText, folder.uri("buildspec.yml"));
  const Json created = {{"changes", {{{"uri", folder.uri("x")}, {"type", 1}}}}};
  for (int i = 0; i < 20; ++i) (void)client.notify("workspace/didChangeWatchedFiles", created);
  CHECK(client.jobs.waiting.size() == 1);
  (void)client.run_jobs();
  CHECK(client.jobs.waiting.size() == 1);
  (void)client.run_jobs();
  CHECK(client.jobs.waiting.empty());
}

namespace {

// Is the script in this text a link to the file in the folder?
bool links_to_script(ProjectClient& client, const TemporaryFolder& folder) {
  const Json found =
      client.request("textDocument/documentLink",
                     {{"textDocument", {{"uri", folder.uri("buildspec.yml")}}}})["result"];
  return std::any_of(found.begin(), found.end(),
                     [&](const Json& link) { return link["target"] == folder.uri("run.sh"); });
}

constexpr const char* kWithScript =
    "version: 0.2\nphases:\n  build:\n    commands:\n      - bash run.sh\n";

}  // namespace

TEST_CASE("in no checkout findings know nothing of the source, as on the command line") {
  const TemporaryFolder folder;
  folder.write("run.sh", "");
  folder.write("src/main.py", "");
  ProjectClient client;
  (void)client.initialize(Json::object(),
                          {{"workspaceFolders", {{{"uri", folder.uri()}, {"name", "x"}}}}});
  const std::string uri = folder.uri("buildspec.yml");
  const char* const kNothing = "image unknown, day 2026-11-20, tree unknown, path unknown";
  CHECK(client.facts(client.open(kWithScript, uri), uri) == kNothing);
  const std::string after = client.facts(client.run_jobs(), uri);
  CHECK((after == kNothing || after == "not published"));
  CHECK(links_to_script(client, folder));
  // Once it is one, they know.
  folder.make_checkout();
  const std::vector<Json> sent =
      client.notify("workspace/didChangeConfiguration", {{"settings", {{"preset", "pedantic"}}}});
  CHECK(client.facts(sent, uri) ==
        "image unknown, day 2026-11-20, tree yes, path buildspec.yml, script ");
}

TEST_CASE("workspace folders come and go") {
  const TemporaryFolder folder;
  folder.write("run.sh", "");
  ProjectClient client;
  (void)client.initialize();
  (void)client.open(kWithScript, folder.uri("buildspec.yml"));
  CHECK_FALSE(links_to_script(client, folder));
  const Json entry = {{{"uri", folder.uri()}, {"name", "x"}}};
  const auto change = [&](const Json& added, const Json& removed) {
    (void)client.notify("workspace/didChangeWorkspaceFolders",
                        {{"event", {{"added", added}, {"removed", removed}}}});
    (void)client.run_jobs();
  };
  change(entry, Json::array());
  CHECK(links_to_script(client, folder));
  change(Json::array(), entry);
  CHECK_FALSE(links_to_script(client, folder));
}

TEST_CASE("older clients name a root instead of folders") {
  const TemporaryFolder folder;
  folder.write("run.sh", "");
  for (const Json& root : {Json{{"rootUri", folder.uri()}}, Json{{"rootPath", folder.path()}}}) {
    ProjectClient client;
    (void)client.initialize(Json::object(), root);
    (void)client.open(kWithScript, folder.uri("buildspec.yml"));
    (void)client.run_jobs();
    CHECK(links_to_script(client, folder));
  }
}

TEST_CASE("a file that was read is read again when it changes") {
  const TemporaryFolder folder;
  ProjectClient client;
  client.initialize_in(folder);
  const std::string uri = folder.uri("buildspec.yml");
  CHECK(client.facts(client.open(kText, uri), uri).find("script") == std::string::npos);
  const auto changed = [&](const std::string& name, int type) {
    return client.notify("workspace/didChangeWatchedFiles",
                         {{"changes", {{{"uri", folder.uri(name)}, {"type", type}}}}});
  };
  folder.write("run.sh", "one");
  CHECK(client.facts(changed("run.sh", 1), uri).find("script one") != std::string::npos);
  folder.write("run.sh", "two");
  CHECK(client.facts(changed("run.sh", 2), uri).find("script two") != std::string::npos);
  // What no rule looked at changes nothing.
  CHECK(client.facts(changed("other.sh", 2), uri) == "not published");
}

TEST_CASE("midnight passes") {
  ProjectClient client;
  (void)client.initialize();
  (void)client.open(kText);
  client.today = Date{2026, 11, 21};
  client.run();
  CHECK(client.facts(client.take_sent(), kUri).find("day 2026-11-21") != std::string::npos);
}

TEST_CASE("files are watched where the client can") {
  TestClient able;
  const Json answer =
      able.request("initialize", {{"capabilities", full_capabilities()}, {"processId", nullptr}});
  REQUIRE(answer.contains("result"));
  const std::vector<Json> sent = able.notify("initialized", Json::object());
  REQUIRE(sent.size() == 1);
  CHECK(sent.front()["method"] == "client/registerCapability");
  const Json& registration = sent.front()["params"]["registrations"][0];
  CHECK(registration["method"] == "workspace/didChangeWatchedFiles");
  const Json& watchers = registration["registerOptions"]["watchers"];
  REQUIRE(watchers.size() == 1);
  CHECK(watchers[0]["globPattern"] == "**/*");
  CHECK_FALSE(watchers[0].contains("kind"));  // created, changed and deleted
  CHECK(able.send({{"jsonrpc", "2.0"}, {"id", sent.front()["id"]}, {"result", nullptr}}).empty());

  TestClient unable;
  (void)unable.request("initialize", {{"capabilities", Json::object()}});
  CHECK(unable.notify("initialized", Json::object()).empty());
}

TEST_CASE("the problems of a configuration file go with it") {
  const TemporaryFolder folder;
  folder.write(".buildspec-lint.yml", "rules:\n  no-such-rule: off\n");
  const std::string configuration = folder.uri(".buildspec-lint.yml");
  const auto problems = [&](const std::vector<Json>& sent) {
    std::size_t count = 99;  // not published
    for (const Json& message : with_method(sent, kPublish)) {
      if (message["params"]["uri"] == configuration) {
        count = message["params"]["diagnostics"].size();
      }
    }
    return count;
  };
  ProjectClient client;
  client.initialize_in(folder);
  CHECK(problems(client.open(kText, folder.uri("buildspec.yml"))) == 1);
  std::filesystem::remove(*path_of(configuration));
  const Json gone = {{"changes", {{{"uri", configuration}, {"type", 3}}}}};
  CHECK(problems(client.notify("workspace/didChangeWatchedFiles", gone)) == 0);
  CHECK(problems(client.notify("workspace/didChangeWatchedFiles", gone)) == 99);
}
