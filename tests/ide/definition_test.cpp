#include "lsp/ide/definition.h"

#include <doctest/doctest.h>

#include <map>
#include <string>

#include "lsp/ide/document_links.h"
#include "tests/ide/marked.h"

using namespace buildspec;
using namespace buildspec::ide;
using namespace buildspec::ide::test;

namespace {

const std::string kCommands = "phases:\n  build:\n    commands:\n      ";

using Files = std::map<std::string, std::string>;

ProjectFacts with_files(Files files, std::string path = "buildspec.yml") {
  ProjectFacts facts = some_project();
  SourceTree tree;
  for (const auto& [name, text] : files) tree.files.push_back(name);
  facts.source_tree = std::make_shared<const SourceTree>(tree);
  facts.path = std::move(path);
  facts.look_at = [files = std::move(files)](std::string_view at) -> SourceFilePtr {
    const auto found = files.find(std::string(at));
    return found == files.end() ? nullptr : make_source_file(at, found->second, std::nullopt);
  };
  return facts;
}

// "line:name in whole" of each target, "path" of files with what is meant in them.
std::string targets(std::string_view source, ProjectFacts facts = some_project()) {
  const Marked at = marked(source, std::move(facts));
  const auto found = definition(*at.snapshot, at.offset);
  if (!found) return "nowhere";
  CHECK(found->origin.touches(at.offset));
  std::string text;
  for (const DefinitionTarget& each : found->targets) {
    CHECK(each.whole.contains(each.name));
    if (!text.empty()) text += "; ";
    if (!each.path.empty()) {
      text += each.path;
      if (!each.name.empty()) text += ":" + std::string(each.text.bytes(each.name));
      continue;
    }
    text += std::to_string(each.text.line_of(each.name.begin) + 1) + ":" +
            std::string(each.text.bytes(each.name)) + " in " +
            std::string(each.text.bytes(each.whole));
  }
  return text;
}

std::string origin(std::string_view source, ProjectFacts facts) {
  const Marked at = marked(source, std::move(facts));
  const auto found = definition(*at.snapshot, at.offset);
  return found ? std::string(at.snapshot->text.bytes(found->origin)) : "nowhere";
}

}  // namespace

TEST_CASE("a use leads to the definitions that reach it") {
  const std::string env = "env:\n  variables:\n    AB: x\n";
  CHECK(targets(env + kCommands + "- echo $A^B\n") == "3:AB in AB: x");
  CHECK(targets(env + kCommands + "- export AB=1\n      - echo $A^B\n      - AB=2\n") ==
        "7:AB in export AB=1");
  CHECK(targets(env + kCommands + "- if true; then AB=1; fi\n      - echo $A^B\n") ==
        "3:AB in AB: x; 7:AB in AB=1");
  CHECK(targets(env + "  exported-variables:\n    - A^B\n") == "3:AB in AB: x");
  CHECK(targets(env + "artifacts:\n  name: $A^B\n") == "3:AB in AB: x");
  CHECK(targets(env + kCommands + "- A^B=1 make\n") == "7:AB in AB=1 make");
  CHECK(targets(kCommands + "- echo $CODEBUILD^_SRC_DIR\n") == "nowhere");
  CHECK(targets(kCommands + "- echo plain wor^d\n") == "nowhere");
}

TEST_CASE("aliases, dependencies, functions") {
  CHECK(targets("a: &one [x]\nb: *on^e\n") == "1:one in &one [x]");
  CHECK(targets("batch:\n  build-graph:\n    - identifier: a\n      debug-session: true\n"
                "    - identifier: b\n      depend-on: [a^]\n") ==
        "3:a in identifier: a\n      debug-session: true");
  CHECK(targets(kCommands + "- f() { echo; }\n      - f^ x\n") == "4:f in f() { echo; }");
}

TEST_CASE("paths lead to files of the source") {
  const Files files{{"ci/deploy.sh", "#!/bin/sh\n"},
                    {"child.yml", "version: 0.2\n"},
                    {"docker/Dockerfile.web", "FROM x\n"},
                    {"Dockerfile", "FROM x\n"},
                    {"template.json", "{}"},
                    {"appspec.yml", "version: 0.0\n"}};
  const auto leads = [&](const std::string& source) { return targets(source, with_files(files)); };
  CHECK(leads(kCommands + "- bash ci/dep^loy.sh\n") == "ci/deploy.sh");
  CHECK(leads(kCommands + "- ./ci/dep^loy.sh now\n") == "ci/deploy.sh");
  CHECK(leads(kCommands + "- cd ci\n      - ./dep^loy.sh\n") == "ci/deploy.sh");
  CHECK(leads(kCommands + "- cd ci && . ./dep^loy.sh\n") == "ci/deploy.sh");
  CHECK(leads(kCommands + "- \"bash \\\"$CODEBUILD_SRC_DIR/ci/dep^loy.sh\\\"\"\n") ==
        "ci/deploy.sh");
  CHECK(leads(kCommands + "- docker build -f docker/Docker^file.web .\n") ==
        "docker/Dockerfile.web");
  CHECK(leads(kCommands + "- dock^er build -t x .\n") == "Dockerfile");
  CHECK(leads(kCommands + "- aws x --template-body file://temp^late.json\n") == "template.json");
  CHECK(leads("batch:\n  build-list:\n    - identifier: a\n      buildspec: chi^ld.yml\n") ==
        "child.yml");
  CHECK(leads("batch:\n  build-matrix:\n    dynamic:\n      buildspec: [./chi^ld.yml]\n") ==
        "child.yml");
  CHECK(leads("artifacts:\n  files:\n    - app^spec.yml\n    - '*.yml'\n") == "appspec.yml");
  CHECK(leads("artifacts:\n  base-directory: ci\n  files: depl^oy.sh\n") == "ci/deploy.sh");
  CHECK(leads(kCommands + "- bash ci/miss^ing.sh\n") == "nowhere");
  CHECK(origin(kCommands + "- aws x --body file://temp^late.json\n", with_files(files)) ==
        "template.json");
  CHECK(targets(kCommands + "- bash ci/dep^loy.sh\n") == "nowhere");
}

TEST_CASE("the folder of the buildspec counts, too") {
  const Files files{{"app/run.sh", ""}, {"run.sh", ""}};
  CHECK(targets(kCommands + "- ./ru^n.sh\n", with_files(files, "app/buildspec.yml")) ==
        "run.sh; app/run.sh");
  CHECK(targets(kCommands + "- ./ru^n.sh\n",
                with_files({{"app/run.sh", ""}}, "app/ci/buildspec.yml")) == "app/run.sh");
}

TEST_CASE("a folder, and a file beyond what is looked at, lead nowhere unless they are listed") {
  ProjectFacts facts = with_files({{"app/x", ""}, {"big.bin", ""}});
  facts.look_at = [](std::string_view at) { return make_source_file(at, std::nullopt, false); };
  CHECK(targets(kCommands + "- cat big.b^in\n", facts) == "big.bin");
  CHECK(targets(kCommands + "- cat no.b^in\n", facts) == "nowhere");
  CHECK(targets(kCommands + "- cp a^pp dist\n", facts) == "nowhere");
}

TEST_CASE("scripts of package.json and targets of a Makefile") {
  const Files files{{"package.json", "{\n  \"scripts\": {\n    \"build:web\": \"x\"\n  }\n}\n"},
                    {"web/index.js", ""},
                    {"Makefile", "A := b\nall: x\n\techo\ndeploy clean : all\n\tclean: x\n"},
                    {"ci.mk", "lint:\n\techo\n"}};
  const auto leads = [&](const std::string& source) { return targets(source, with_files(files)); };
  CHECK(leads(kCommands + "- npm run build:w^eb\n") == "package.json:build:web");
  CHECK(leads(kCommands + "- cd web && npm run build:w^eb -- --x\n") == "package.json:build:web");
  CHECK(leads(kCommands + "- npm run oth^er\n") == "package.json");
  CHECK(leads(kCommands + "- np^m ci\n") == "package.json");
  CHECK(leads(kCommands + "- make cle^an A=b\n") == "Makefile:clean");
  CHECK(leads(kCommands + "- make all dep^loy\n") == "Makefile:deploy");
  CHECK(leads(kCommands + "- ma^ke\n") == "Makefile");
  CHECK(leads(kCommands + "- make -f ci.mk li^nt\n") == "ci.mk:lint");
}

namespace {

std::string links(const std::string& source, ProjectFacts facts) {
  std::string text;
  const auto snapshot =
      analyze("", 1, SourceText(source), std::make_shared<const ProjectFacts>(std::move(facts)));
  std::uint32_t end = 0;
  for (const DocumentLink& link : document_links(*snapshot, {})) {
    CHECK(link.span.begin >= end);
    CHECK(link.path.empty() != link.url.empty());
    end = link.span.end;
    text += std::string(snapshot->text.bytes(link.span)) + " -> " +
            (link.path.empty() ? link.url : link.path) + "\n";
  }
  return text;
}

}  // namespace

TEST_CASE("links: sections, files, addresses") {
  const Files files{{"ci/deploy.sh", ""}, {"child.yml", ""}, {"t.json", "{}"}};
  CHECK(links("# See https://example.com/a_(b), or http://x.y.\nphases:\n  build:\n    commands:\n"
              "      - bash ci/deploy.sh && bash ci/none.sh\n"
              "      - curl -fsS \"https://example.com/x?y=1#z\" https://e.com/$A ftp://x\n"
              "      - curl https://me:secret@e.com/ https://e.com/a@b\n"
              "      - aws x --body file://t.json\n",
              with_files(files)) ==
        "https://example.com/a_(b) -> https://example.com/a_(b)\nhttp://x.y -> http://x.y\n"
        "phases -> https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html"
        "#build-spec.phases\n"
        "ci/deploy.sh -> ci/deploy.sh\n"
        "https://example.com/x?y=1#z -> https://example.com/x?y=1#z\n"
        "https://e.com/a@b -> https://e.com/a@b\n"
        "t.json -> t.json\n");
  CHECK(links("", some_project()).empty());
}
