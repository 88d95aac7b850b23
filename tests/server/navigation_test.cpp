// Definitions, references, highlights, rename, symbols, links, folds, selections and linked editing
// as the protocol has them; what they find is tested in tests/ide.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/server/temporary_folder.h"
#include "tests/server/test_client.h"

using namespace buildspec::lsp;
using namespace buildspec::lsp::test;

namespace {

Json document(const std::string& uri = kUri) { return {{"textDocument", {{"uri", uri}}}}; }

Json at(std::uint32_t line, std::uint32_t character, const std::string& uri = kUri) {
  Json params = document(uri);
  params["position"] = {{"line", line}, {"character", character}};
  return params;
}

Json references_at(std::uint32_t line, std::uint32_t character, bool declarations,
                   const std::string& uri = kUri) {
  Json params = at(line, character, uri);
  params["context"] = {{"includeDeclaration", declarations}};
  return params;
}

Json rename_at(std::uint32_t line, std::uint32_t character, const std::string& name,
               const std::string& uri = kUri) {
  Json params = at(line, character, uri);
  params["newName"] = name;
  return params;
}

// What navigation asks of a client that takes all of it.
Json able() {
  return Json::parse(R"({
    "workspace": {"workspaceEdit": {"documentChanges": true,
                                    "changeAnnotationSupport": {"groupsOnLabel": true}},
                  "symbol": {"symbolKind": {"valueSet": [1, 3, 5, 6, 13, 24]}}},
    "textDocument": {
      "definition": {"linkSupport": true},
      "documentSymbol": {"hierarchicalDocumentSymbolSupport": true,
                         "symbolKind": {"valueSet": [3, 5, 6, 7, 13, 19, 24]}},
      "rename": {"prepareSupport": true, "honorsChangeAnnotations": true},
      "documentLink": {"tooltipSupport": true}, "foldingRange": {}}})");
}

// AB in `env`, in a command with an emoji in front of it, and where only a program may read it.
constexpr const char* kVariable =
    "env:\n  variables:\n    AB: x\nphases:\n  build:\n    commands:\n"
    "      - echo \"\xF0\x9F\x98\x80 $AB\"\n      - printenv AB\n";

}  // namespace

TEST_CASE("what is offered depends on the client") {
  TestClient rich;
  const Json offered = rich.initialize(able())["capabilities"];
  CHECK(offered["renameProvider"] == Json{{"prepareProvider", true}});
  CHECK(offered["documentLinkProvider"] == Json{{"resolveProvider", false}});
  for (const char* const name :
       {"definitionProvider", "referencesProvider", "documentHighlightProvider",
        "documentSymbolProvider", "workspaceSymbolProvider", "foldingRangeProvider",
        "selectionRangeProvider", "linkedEditingRangeProvider"}) {
    CHECK(offered[name] == true);
  }
  TestClient poor;
  CHECK(poor.initialize()["capabilities"]["renameProvider"] == true);
  CHECK_FALSE(offered.contains("declarationProvider"));
}

TEST_CASE("a definition is a link with its origin, or a place") {
  TestClient rich;
  (void)rich.initialize(able());
  (void)rich.open(kVariable);
  CHECK(rich.request("textDocument/definition", at(6, 19))["result"] ==
        Json::array({{{"originSelectionRange", range(6, 18, 6, 20)},
                      {"targetUri", kUri},
                      {"targetRange", range(2, 4, 2, 9)},
                      {"targetSelectionRange", range(2, 4, 2, 6)}}}));
  CHECK(rich.request("textDocument/definition", at(0, 0))["result"] == Json(nullptr));
  TestClient poor;
  (void)poor.initialize();
  (void)poor.open(kVariable);
  CHECK(poor.request("textDocument/definition", at(6, 19))["result"] ==
        Json::array({{{"uri", kUri}, {"range", range(2, 4, 2, 6)}}}));
}

TEST_CASE("references and highlights") {
  TestClient client;
  (void)client.initialize();
  (void)client.open(kVariable);
  const Json definition = {{"uri", kUri}, {"range", range(2, 4, 2, 6)}};
  const Json use = {{"uri", kUri}, {"range", range(6, 18, 6, 20)}};
  CHECK(client.request("textDocument/references", references_at(2, 5, true))["result"] ==
        Json::array({definition, use}));
  CHECK(client.request("textDocument/references", references_at(2, 5, false))["result"] ==
        Json::array({use}));
  CHECK(client.request("textDocument/references", references_at(0, 1, true))["result"] ==
        Json(nullptr));
  CHECK(client.request("textDocument/documentHighlight", at(6, 18))["result"] ==
        Json::array({{{"range", range(2, 4, 2, 6)}, {"kind", 3}},
                     {{"range", range(6, 18, 6, 20)}, {"kind", 2}}}));
  CHECK(client.request("textDocument/documentHighlight", at(3, 2))["result"] == Json(nullptr));
}

TEST_CASE("rename: prepared, versioned, what is not certain for the user to decide") {
  TestClient client;
  (void)client.initialize(able());
  (void)client.open(kVariable);
  CHECK(client.request("textDocument/prepareRename", at(6, 20))["result"] ==
        Json{{"range", range(6, 18, 6, 20)}, {"placeholder", "AB"}});
  CHECK(client.request("textDocument/prepareRename", at(0, 1))["result"] == Json(nullptr));
  const Json edit = client.request("textDocument/rename", rename_at(2, 4, "CD"))["result"];
  CHECK(edit["documentChanges"] ==
        Json::array({{{"textDocument", {{"uri", kUri}, {"version", 1}}},
                      {"edits",
                       {{{"range", range(2, 4, 2, 6)}, {"newText", "CD"}},
                        {{"range", range(6, 18, 6, 20)}, {"newText", "CD"}},
                        {{"range", range(7, 17, 7, 19)},
                         {"newText", "CD"},
                         {"annotationId", "uncertain"}}}}}}));
  CHECK(edit["changeAnnotations"]["uncertain"]["needsConfirmation"] == true);
  CHECK_FALSE(edit["changeAnnotations"].contains("outside"));

  (void)client.change(
      2, Json{{"text", "env: {exported-variables: [AB]}\nphases: {build: {commands: [AB=1]}}\n"}});
  const Json exported = client.request("textDocument/rename", rename_at(0, 28, "CD"))["result"];
  REQUIRE(exported["documentChanges"][0]["edits"].size() == 2);
  for (const Json& each : exported["documentChanges"][0]["edits"]) {
    CHECK(each["annotationId"] == "outside");
  }
  CHECK(exported["changeAnnotations"]["outside"]["description"] ==
        "A pipeline that reads the exported `AB` needs the new name, too.");

  TestClient poor;
  (void)poor.initialize();
  (void)poor.open(kVariable);
  CHECK(poor.request("textDocument/rename", rename_at(2, 4, "CD"))["result"] ==
        Json{{"changes",
              {{kUri,
                {{{"range", range(2, 4, 2, 6)}, {"newText", "CD"}},
                 {{"range", range(6, 18, 6, 20)}, {"newText", "CD"}}}}}}});
}

TEST_CASE("rename is refused with an error that says why") {
  TestClient client;
  (void)client.initialize(able());
  (void)client.open(
      "env:\n  variables:\n    AB: $X\n    CD: y\nphases:\n  build:\n"
      "    commands:\n      - echo $CODEBUILD_SRC_DIR\n");
  const Json built_in = client.request("textDocument/prepareRename", at(7, 20))["error"];
  CHECK(built_in["code"] == -32803);
  CHECK(built_in["message"] == "`CODEBUILD_SRC_DIR` is one of CodeBuild's own names.");
  CHECK(client.request("textDocument/rename", rename_at(2, 5, "CD"))["error"]["message"] ==
        "`CD` stands in this file already, in line 4.");
  CHECK(client.request("textDocument/rename", rename_at(2, 5, "1"))["error"]["code"] == -32803);
}

TEST_CASE("symbols as a tree, or as a list") {
  const char* const text =
      "env:\n  variables:\n    AB: x\nphases:\n  build:\n    commands:\n      - make\n";
  TestClient rich;
  (void)rich.initialize(able());
  (void)rich.open(text);
  const Json tree = rich.request("textDocument/documentSymbol", document())["result"];
  REQUIRE(tree.size() == 2);
  CHECK(tree[0]["name"] == "env");
  CHECK(tree[0]["kind"] == 3);
  CHECK(tree[0]["selectionRange"] == range(0, 0, 0, 3));
  CHECK(tree[0]["children"][0]["kind"] == 19);
  CHECK(tree[0]["children"][0]["children"][0]["detail"] == "x");
  CHECK(tree[1]["children"][0]["children"][0] == Json{{"name", "make"},
                                                      {"kind", 6},
                                                      {"range", range(6, 8, 6, 12)},
                                                      {"selectionRange", range(6, 8, 6, 12)}});
  TestClient poor;
  (void)poor.initialize();
  (void)poor.open(text);
  const Json list = poor.request("textDocument/documentSymbol", document())["result"];
  REQUIRE(list.size() == 6);
  CHECK(list[1]["kind"] == 3);  // no Object in the first version of the protocol
  CHECK(list[2] == Json{{"name", "AB"},
                        {"kind", 13},
                        {"containerName", "variables"},
                        {"location", {{"uri", kUri}, {"range", range(2, 4, 2, 9)}}}});
}

TEST_CASE("folds with columns, or of whole lines; limited") {
  const char* const text = "# a\n# b\nphases: [\n  1\n]\nenv:\n  a: 1\n";
  const auto folds = [&](const Json& capability) {
    TestClient client;
    Json capabilities = able();
    capabilities["textDocument"]["foldingRange"] = capability;
    (void)client.initialize(capabilities);
    (void)client.open(text);
    return client.request("textDocument/foldingRange", document())["result"];
  };
  CHECK(folds(Json::object()) ==
        Json::array(
            {{{"startLine", 0},
              {"startCharacter", 3},
              {"endLine", 1},
              {"endCharacter", 3},
              {"kind", "comment"}},
             {{"startLine", 2}, {"startCharacter", 9}, {"endLine", 4}, {"endCharacter", 0}},
             {{"startLine", 5}, {"startCharacter", 4}, {"endLine", 6}, {"endCharacter", 6}}}));
  CHECK(folds({{"lineFoldingOnly", true},
               {"rangeLimit", 2},
               {"foldingRangeKind", {{"valueSet", {"region"}}}}}) ==
        Json::array({{{"startLine", 0}, {"endLine", 1}}, {{"startLine", 2}, {"endLine", 3}}}));
}

TEST_CASE("one selection for each position, from the inside out") {
  TestClient client;
  (void)client.initialize();
  (void)client.open("env:\n  shell: bash\n");
  Json params = document();
  params["positions"] = {{{"line", 1}, {"character", 10}}, {{"line", 99}, {"character", 0}}};
  const Json found = client.request("textDocument/selectionRange", params)["result"];
  REQUIRE(found.size() == 2);
  CHECK(found[0]["range"] == range(1, 9, 1, 13));
  CHECK(found[0]["parent"]["range"] == range(1, 2, 1, 13));
  CHECK(found[1]["range"] == range(0, 0, 2, 0));
  CHECK_FALSE(found[1].contains("parent"));
}

TEST_CASE("an anchor and its aliases are edited together") {
  TestClient client;
  (void)client.initialize();
  (void)client.open(
      "version: 0.2\nphases:\n  build: &one\n    commands: [x]\n  post_build: *one\n");
  const Json found = client.request("textDocument/linkedEditingRange", at(4, 16))["result"];
  CHECK(found["ranges"] == Json::array({range(2, 10, 2, 13), range(4, 15, 4, 18)}));
  CHECK(found["wordPattern"] == "[A-Za-z0-9_-]+");
  CHECK(client.request("textDocument/linkedEditingRange", at(0, 2))["result"] == Json(nullptr));
}

TEST_CASE("documents that are not open have nothing") {
  TestClient client;
  (void)client.initialize(able());
  for (const char* const method :
       {"textDocument/definition", "textDocument/documentHighlight", "textDocument/prepareRename",
        "textDocument/linkedEditingRange"}) {
    CHECK(client.request(method, at(0, 0))["result"] == Json(nullptr));
  }
  CHECK(client.request("textDocument/rename", rename_at(0, 0, "A"))["result"] == Json(nullptr));
  CHECK(client.request("textDocument/references", references_at(0, 0, true))["result"] ==
        Json(nullptr));
  for (const char* const method : {"textDocument/documentSymbol", "textDocument/documentLink"}) {
    CHECK(client.request(method, document())["result"] == Json::array());
  }
}

TEST_CASE("a file of another product folds as the editor folds it without a server") {
  TestClient client;
  (void)client.initialize(able());
  (void)client.open("services:\n  web:\n    image: x\n", "file:///nowhere/docker-compose.yml");
  CHECK(client.request("textDocument/foldingRange",
                       document("file:///nowhere/docker-compose.yml"))["result"] == Json(nullptr));
}

namespace {

// A project on the disk: a batch that sets SUITE for a buildspec, a script.
struct ProjectFolder {
  TemporaryFolder folder;
  std::string parent = folder.uri("buildspec.yml");
  std::string child = folder.uri("ci/child-buildspec.yml");
  TestClient client;

  ProjectFolder() {
    folder.write("buildspec.yml", parent_text());
    folder.write("ci/child-buildspec.yml", child_text());
    folder.write("ci/run.sh", "#!/bin/sh\n");
    (void)client.initialize(able(),
                            {{"workspaceFolders", {{{"uri", folder.uri()}, {"name", "x"}}}}});
  }
  static std::string parent_text() {
    return "version: 0.2\nbatch:\n  build-list:\n    - identifier: a\n"
           "      buildspec: ci/child-buildspec.yml\n      env:\n        variables:\n"
           "          SUITE: fast\n";
  }
  static std::string child_text() {
    return "version: 0.2\nphases:\n  build:\n    commands:\n      - bash ci/run.sh $SUITE\n";
  }
  void open(const std::string& text, const std::string& uri) {
    (void)client.open(text, uri);
    (void)client.request("textDocument/documentSymbol", document(uri));  // asks for the source tree
    client.jobs.run_all();
    client.run();
  }
};

}  // namespace

TEST_CASE("files of the source are targets and links") {
  ProjectFolder project;
  project.open(ProjectFolder::child_text(), project.child);
  const Json found =
      project.client.request("textDocument/definition", at(4, 17, project.child))["result"];
  CHECK(found == Json::array({{{"originSelectionRange", range(4, 13, 4, 22)},
                               {"targetUri", project.folder.uri("ci/run.sh")},
                               {"targetRange", range(0, 0, 0, 0)},
                               {"targetSelectionRange", range(0, 0, 0, 0)}}}));
  Json links =
      project.client.request("textDocument/documentLink", document(project.child))["result"];
  REQUIRE(links.size() == 3);  // `version` and `phases` have pages
  CHECK(links[2] == Json{{"range", range(4, 13, 4, 22)},
                         {"target", project.folder.uri("ci/run.sh")},
                         {"tooltip", "Open `ci/run.sh`"}});
}

TEST_CASE("a variable of a batch is the same in the buildspecs that it is set for") {
  ProjectFolder project;
  project.open(ProjectFolder::child_text(), project.child);
  TestClient& client = project.client;
  CHECK(client.request("textDocument/definition",
                       at(4, 26, project.child))["result"][0]["targetUri"] == project.parent);
  CHECK(client.request("textDocument/references",
                       references_at(4, 26, true, project.child))["result"] ==
        Json::array({{{"uri", project.child}, {"range", range(4, 24, 4, 29)}},
                     {{"uri", project.parent}, {"range", range(7, 10, 7, 15)}}}));
  const Json edit =
      client.request("textDocument/rename", rename_at(4, 26, "KIND", project.child))["result"];
  REQUIRE(edit["documentChanges"].size() == 2);
  CHECK(edit["documentChanges"][0]["textDocument"] == Json{{"uri", project.child}, {"version", 1}});
  CHECK(edit["documentChanges"][1] ==
        Json{{"textDocument", {{"uri", project.parent}, {"version", nullptr}}},
             {"edits", {{{"range", range(7, 10, 7, 15)}, {"newText", "KIND"}}}}});
  // As the editor has it, once it is open.
  project.open("# new line\n" + ProjectFolder::parent_text(), project.parent);
  const Json back =
      client.request("textDocument/rename", rename_at(8, 10, "KIND", project.parent))["result"];
  REQUIRE(back["documentChanges"].size() == 2);
  CHECK(back["documentChanges"][0]["textDocument"]["version"] == 1);
  CHECK(back["documentChanges"][1]["edits"][0]["range"] == range(4, 24, 4, 29));
}

TEST_CASE("the configuration file has an outline, folds, selections and a layout") {
  const std::string uri = "file:///nowhere/.buildspec-lint.yml";
  TestClient client;
  (void)client.initialize(able());
  (void)client.open("rules:\n    all: off\n    secrets: error\n", uri);
  const Json symbols = client.request("textDocument/documentSymbol", document(uri))["result"];
  REQUIRE(symbols.size() == 1);
  CHECK(symbols[0]["name"] == "rules");
  CHECK(symbols[0]["children"].size() == 2);
  CHECK(symbols[0]["children"][1]["detail"] == "error");
  CHECK(client.request("textDocument/foldingRange", document(uri))["result"][0]["endLine"] == 2);
  Json params = document(uri);
  params["positions"] = {{{"line", 1}, {"character", 5}}};
  CHECK(client.request("textDocument/selectionRange", params)["result"][0]["range"] ==
        range(1, 4, 1, 7));
  params = document(uri);
  params["options"] = {{"tabSize", 2}, {"insertSpaces", true}};
  CHECK(client.request("textDocument/formatting", params)["result"].size() == 2);
  // Names and colours are those of buildspecs: there is nothing of that here.
  CHECK(client.request("textDocument/documentHighlight", at(1, 5, uri))["result"].empty());
}
