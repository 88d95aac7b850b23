#include "lsp/ide/completion.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/ide/completion_support.h"
#include "tests/ide/marked.h"

using namespace buildspec;
using namespace buildspec::ide;
using namespace buildspec::ide::test;

TEST_CASE("an empty file begins with what is required") {
  CHECK(first("^", 2) == Labels{"version", "phases"});
  CHECK(accepted("^", "version") == "version: ^");
  CHECK(accepted("^", "phases") == "phases:^");
  CHECK(accepted("# a comment\n^", "version") == "# a comment\nversion: ^");
  CHECK(accepted("---\n^", "version") == "---\nversion: ^");
}

TEST_CASE("keys that are there are not offered") {
  CHECK(first("version: 0.2\n^", 1) == Labels{"phases"});
  CHECK_FALSE(offers("version: 0.2\n^", "version"));
  CHECK_FALSE(offers("^\nversion: 0.2\n", "version"));
  CHECK_FALSE(offers("env:\n  shell: bash\n^\nversion: 0.2\n", "version"));
  // The one under the cursor is.
  CHECK(offers("version: 0.2\nph^ases:\n", "phases"));
  // Of the same mapping, that is: another phase's keys do not count.
  CHECK(offers("phases:\n  install:\n    commands: []\n  build:\n    ^\n", "commands"));
  CHECK_FALSE(offers("phases:\n  build:\n    commands: []\n    ^\n", "commands"));
}

TEST_CASE("phases come in running order") {
  CHECK(offered("phases:\n  ^") == Labels{"install", "pre_build", "build", "post_build"});
  CHECK(offered("phases:\n  install:\n    commands: []\n  ^\n  build:\n") ==
        Labels{"pre_build", "post_build"});
}

TEST_CASE("a half-typed key") {
  CHECK(accepted("phases:\n  bu^", "build") == "phases:\n  build:^");
  CHECK(accepted("phases:\n  install:\n    commands:\n      - a\n  bu^\n", "build") ==
        "phases:\n  install:\n    commands:\n      - a\n  build:^\n");
  CHECK(accepted("phases:\n  bu^\n    commands:\n      - a\n", "build") ==
        "phases:\n  build:^\n    commands:\n      - a\n");
  CHECK(accepted("phases:\n  build:\n    com^\nartifacts:\n  files: x\n", "commands") ==
        "phases:\n  build:\n    commands:^\nartifacts:\n  files: x\n");
}

TEST_CASE("text behind the cursor is replaced, not doubled") {
  CHECK(accepted("phases:\n  bu^ild:\n    commands: []\n", "post_build") ==
        "phases:\n  post_build^:\n    commands: []\n");
  CHECK(accepted("phases:\n  ^build:\n", "install") == "phases:\n  install^:\n");
  CHECK(accepted("vers^ion: 0.2\n", "version") == "version^: 0.2\n");
  CHECK(accepted("version: 0^.1 # old\n", "0.2") == "version: 0.2^ # old\n");
  CHECK(accepted("version: ^0.1\n", "0.2") == "version: 0.2^\n");
  const Completion middle = completed("phases:\n  bu^ild:\n");
  CHECK(middle.replace == Span{10, 15});
  CHECK(middle.offset == 12);
}

TEST_CASE("what follows a half-typed key on its line stays") {
  CHECK(accepted("phases:\n  bu^ npm test\n", "build") == "phases:\n  build:^ npm test\n");
  CHECK(accepted("vers^ion:0.2\n", "version") == "version^:0.2\n");
  CHECK(accepted("phases: {bu^ild:{}}", "build") == "phases: {build^:{}}");
  CHECK(offered("phases:\n  bu npm^ test\n").empty());
  CHECK(offered("version:0^.2\n").empty());
}

TEST_CASE("an empty line takes its container from its indentation") {
  const std::string text = "version: 0.2\nphases:\n  build:\n    commands:\n      - make\n";
  CHECK(offers(text + "^", "artifacts"));
  CHECK(offers(text + "  ^", "install"));
  CHECK(offers(text + "    ^", "finally"));
  CHECK(offers(text + "^\nartifacts:\n  files: x\n", "cache"));
  CHECK(offers(text + "  ^\nartifacts:\n  files: x\n", "install"));
  CHECK(offers(text + "    ^\n  post_build:\n", "finally"));
  CHECK(offers(text + "\n\n    ^\n\n  post_build:\n", "finally"));
}

TEST_CASE("of a long list what begins as typed is there") {
  std::string graph = "batch:\n  build-graph:\n";
  for (int i = 0; i < 900; ++i) graph += "    - identifier: task_" + std::to_string(i) + "\n";
  const std::string last = "    - identifier: last\n      depend-on:\n        - ";
  const Completion all = completed(graph + last + "^\n");
  CHECK(all.incomplete);
  CHECK(all.items.size() == kMostCompletions);
  const Completion some = completed(graph + last + "TASK_89^\n");
  CHECK(some.incomplete);
  CHECK(item(some, "task_899").insert == "task_899");
}

TEST_CASE("nothing that would stand in the wrong column") {
  const std::string text = "version: 0.2\nphases:\n  build:\n    commands:\n      - make\n";
  CHECK(offered(text + " ^").empty());
  CHECK(offered(text + "   ^").empty());
  CHECK(offered(text + "     ^").empty());
  CHECK(offered(text + "   fin^").empty());
  CHECK(offered("  ^\n" + text).empty());
  CHECK(offered("batch:\n  build-list:\n    - identifier: a\n     ^\n").empty());
  CHECK(offers("batch:\n  build-list:\n    -   identifier: a\n        ^\n", "env"));
  // Nor amid an entry, whose rest would belong to what is written.
  CHECK(offered("phases:\n  build:\n    commands:\n      - a\n    ^\n      - b\n").empty());
  CHECK(offered("phases:\n  build:\n    commands:\n    - a\n    ^\n    - b\n").empty());
  CHECK(offered("phases:\n  build:\n  ^\n    commands: []\n").empty());
}

TEST_CASE("values") {
  CHECK(offered("version: ^") == Labels{"0.2", "0.1"});
  CHECK(accepted("version:^", "0.2") == "version: 0.2^");
  CHECK(accepted("version:^\nphases:\n", "0.2") == "version: 0.2^\nphases:\n");
  CHECK(offered("phases:\n  build:\n    on-failure: ^") == Labels{"ABORT", "CONTINUE", "RETRY"});
  CHECK(accepted("phases:\n  build:\n    on-failure: A^\n", "ABORT") ==
        "phases:\n  build:\n    on-failure: ABORT^\n");
  CHECK(accepted("phases:\n  build:\n    on-failure: \"A^\"\n", "ABORT") ==
        "phases:\n  build:\n    on-failure: \"ABORT\"^\n");
  CHECK(accepted("phases:\n  build:\n    on-failure: 'A^\n", "ABORT") ==
        "phases:\n  build:\n    on-failure: 'ABORT'^\n");
  CHECK(offers("env:\n  shell: ^\n", "bash"));
  CHECK(offered("env:\n  git-credential-helper: ^\n") == Labels{"yes", "no"});
  CHECK(offered("artifacts:\n  discard-paths: ^\n") == Labels{"yes", "no"});
  CHECK(offered("batch:\n  fast-fail: ^\n") == Labels{"true", "false"});
  CHECK(offers("reports:\n  mine:\n    file-format: ^\n", "JUNITXML"));
  CHECK(offers("cache:\n  action: ^\n", "restore"));
}

TEST_CASE("a value on a line of its own") {
  CHECK(offered("version:\n  ^") == Labels{"0.2", "0.1"});
}

TEST_CASE("nothing is offered where nothing fits") {
  CHECK(offered("version: 0.2 ^").empty());
  CHECK(offered("version: 0.2 # a^").empty());
  CHECK(offered("# a^\nversion: 0.2\n").empty());
  CHECK(offered("phases:\n  build:\n    commands:\n      - npm ^\n").empty());
  CHECK(offered("phases:\n  build:\n    commands:\n      - |\n        ^\n").empty());
  CHECK(offered("phases:\n  build:\n    commands:\n      - |\n        if x; then\n          ^\n")
            .empty());
  CHECK(offered("phases:\n  build:\n    commands:\n      - |\n        build:\n          ^\n")
            .empty());
  CHECK(offered("phases:\n  build:\n    commands: >-\n      ^\n").empty());
  CHECK(offered("env:\n  variables:\n    ^\n").empty());
  CHECK(offered("nonsense:\n  ^\n").empty());
  CHECK(offered(" ^ version: 0.2\n").empty());
}

TEST_CASE("runtimes and versions") {
  const std::string runtimes = "phases:\n  install:\n    runtime-versions:\n      ";
  CHECK(offers(runtimes + "^", "python"));
  CHECK_FALSE(offers(runtimes + "python: 3.12\n      ^\n", "python"));
  CHECK(accepted(runtimes + "py^", "python") == runtimes + "python: ^");
  // What looks like a number is put in quotes, anything else is not.
  CHECK(accepted(runtimes + "python: ^\n", "3.12") == runtimes + "python: \"3.12\"^\n");
  CHECK(accepted(runtimes + "python: 3.^\n", "3.12") == runtimes + "python: \"3.12\"^\n");
  CHECK(accepted(runtimes + "python: '3.^'\n", "3.12") == runtimes + "python: '3.12'^\n");
  CHECK(accepted(runtimes + "java: ^\n", "corretto21") == runtimes + "java: corretto21^\n");
  CHECK(accepted(runtimes + "python: ^\n", "3.x") == runtimes + "python: 3.x^\n");
}

TEST_CASE("versions are marked when their life has ended, newest first") {
  const char* const source = "phases:\n  install:\n    runtime-versions:\n      python: ^\n";
  const Completion completion = completed(source);
  const Labels all = labels(completion);
  const CompletionItem& old = item(completion, "3.8");
  CHECK(old.deprecated);
  CHECK(old.detail.starts_with("end of life since "));
  const CompletionItem& good = item(completion, "3.13");
  CHECK_FALSE(good.deprecated);
  CHECK(good.detail.starts_with("end of life 20"));
  CHECK(good.topic.kind == TopicKind::version);
  const auto at = [&](const char* label) { return std::find(all.begin(), all.end(), label); };
  CHECK(at("3.13") < at("3.12"));
  CHECK(at("3.12") < at("3.8"));
  // Without a day of today nothing has ended.
  CHECK_FALSE(item(completed(source, {}), "3.8").deprecated);
}

TEST_CASE("the image of the project, where it is known, decides what there is") {
  const char* const source = "phases:\n  install:\n    runtime-versions:\n      python: ^\n";
  const Labels any = offered(source);
  const Labels known = offered(source, with_image());
  CHECK(std::find(any.begin(), any.end(), "3.8") != any.end());
  CHECK(std::find(known.begin(), known.end(), "3.8") == known.end());
  CHECK(std::find(known.begin(), known.end(), "3.12") != known.end());
  CHECK_FALSE(offered(source, with_image("my/own:1")).empty());
}

TEST_CASE("items of lists") {
  const std::string graph = "batch:\n  build-graph:\n    ";
  CHECK(first(graph + "- ^", 1) == Labels{"identifier"});
  CHECK(accepted(graph + "-^", "identifier") == graph + "- identifier: ^");
  CHECK(accepted(graph + "^", "identifier") == graph + "- identifier: ^");
  CHECK(accepted(graph + "- identifier: a\n      ^\n", "buildspec") ==
        graph + "- identifier: a\n      buildspec: ^\n");
  CHECK_FALSE(offers(graph + "- identifier: a\n      ^\n", "identifier"));
  CHECK(offers(graph + "- identifier: a\n    - ^\n", "identifier"));
  CHECK_FALSE(offers(graph + "- identifier: a\n      ^\n    - buildspec: b\n", "identifier"));
  CHECK(offers(graph + "- identifier: a\n      ^\n    - buildspec: b\n", "buildspec"));
  // A list may stand in the column of its key.
  CHECK(offers("batch:\n  build-list:\n  - ^\n", "identifier"));
  CHECK(offers("batch:\n  build-list:\n  - identifier: a\n    ^\n", "env"));
  CHECK(offers("batch:\n  build-list:\n  - identifier: a\n    env:\n      ^\n", "compute-type"));
  CHECK(offered(graph + "- identifier: a\n    - identifier: b\n      depend-on:\n        - ^\n") ==
        Labels{"a"});
}

TEST_CASE("versions that live come first, wildcards too") {
  const auto versions = [](const std::string& runtime, ProjectFacts facts = some_project()) {
    return offered("phases:\n  install:\n    runtime-versions:\n      " + runtime + ": ^\n",
                   std::move(facts));
  };
  const auto index = [](const Labels& all, const char* label) {
    const auto found = std::find(all.begin(), all.end(), label);
    REQUIRE(found != all.end());
    return found - all.begin();
  };
  const Labels node = versions("nodejs");
  CHECK(node.front() == "26");
  CHECK(index(node, "22") < index(node, "24.x"));
  CHECK(index(node, "24.x") < index(node, "22.x"));
  CHECK(index(node, "22.x") < index(node, "20"));
  CHECK(index(node, "latest") < index(node, "20"));
  CHECK(index(node, "20") < index(node, "20.x"));
  CHECK(node.back() == "8.x");
  // A wildcard lives as long as one of its versions does.
  const Labels python = versions("python");
  CHECK(index(python, "3.x") < index(python, "3.8"));
  CHECK(index(versions("dotnet"), "5.x") > index(versions("dotnet"), "6.0"));
  // The day decides: in 2024 version 20 lived.
  ProjectFacts earlier;
  earlier.today = Date{2024, 11, 20};
  const Labels then = versions("nodejs", earlier);
  CHECK(index(then, "20.x") < index(then, "16"));
  // What has a known end that has not come stands before what has none.
  CHECK(versions("java").front() == "corretto25");
  // An image's own versions.
  const Labels image = versions("nodejs", with_image());
  CHECK(index(image, "22.x") < index(image, "20"));
}

TEST_CASE("images and compute types") {
  const std::string env = "batch:\n  build-list:\n    - identifier: a\n      env:\n        ";
  CHECK(accepted(env + "image: ^\n", "aws/codebuild/standard:7.0") ==
        env + "image: aws/codebuild/standard:7.0^\n");
  CHECK(offers(env + "compute-type: ^\n", "BUILD_GENERAL1_SMALL"));
  CHECK(offers(env + "type: ^\n", "LINUX_CONTAINER"));
  CHECK(offered(env + "privileged-mode: ^\n") == Labels{"true", "false"});
}

TEST_CASE("flow style") {
  CHECK(offered("phases: {^}") == Labels{"install", "pre_build", "build", "post_build"});
  CHECK(accepted("phases: {bu^}", "build") == "phases: {build: ^}");
  CHECK(accepted("phases: { install: {}, bu^ }", "build") == "phases: { install: {}, build: ^ }");
  CHECK_FALSE(offers("phases: { install: {}, ^ }", "install"));
  CHECK_FALSE(offers("phases: { ^, install: {} }", "install"));
  CHECK(offers("phases: { build: { ^ } }", "commands"));
  CHECK(accepted("phases: { build: { on-failure: ^ } }", "ABORT") ==
        "phases: { build: { on-failure: ABORT^ } }");
  CHECK(offers("phases: { build: { ^\nversion: 0.2\n", "commands"));
  CHECK(offers("phases:\n  build: {^\n  post_build:\n    commands: []\n", "commands"));
  CHECK(offered("batch:\n  build-graph:\n    - {identifier: a}\n    - {identifier: b, "
                "depend-on: [^]}\n") == Labels{"a"});
  CHECK(offered("phases: {build: {}} ^").empty());
  CHECK(offered("phases: {build: {commands: [npm ^]}}").empty());
  CHECK(offers("batch:\n  build-list:\n    - {^\n", "identifier"));
}

TEST_CASE("a whole file in flow style is no JSON") {
  CHECK(accepted("{version: 0.2, phases: {build: {on-failure: ^}}}", "ABORT") ==
        "{version: 0.2, phases: {build: {on-failure: ABORT^}}}");
  CHECK(accepted("{version: 0.2, ^}", "phases") == "{version: 0.2, phases: ^}");
  CHECK(accepted("{phases: {install: {runtime-versions: {python: ^}}}}", "3.12") ==
        "{phases: {install: {runtime-versions: {python: \"3.12\"^}}}}");
}

TEST_CASE("JSON") {
  CHECK(accepted("{^}", "version") == "{\"version\": ^}");
  CHECK(accepted("{\"^\"}", "version") == "{\"version\": ^}");
  CHECK(accepted("{\"ver^\"}", "version") == "{\"version\": ^}");
  CHECK(accepted("{\"ver^\n}", "version") == "{\"version\": ^\n}");
  CHECK(accepted("{\"ver^sion\": 0.2}", "version") == "{\"version\"^: 0.2}");
  CHECK(accepted("{\n  \"version\": 0.2,\n  \"phases\": {\n    \"b^\n  }\n}\n", "build") ==
        "{\n  \"version\": 0.2,\n  \"phases\": {\n    \"build\": ^\n  }\n}\n");
  CHECK(accepted("{\n  \"version\": 0.2,\n  \"phases\": {\n    ^\n  }\n}\n", "build") ==
        "{\n  \"version\": 0.2,\n  \"phases\": {\n    \"build\": ^\n  }\n}\n");
  CHECK_FALSE(offers("{\"version\": 0.2, ^}", "version"));
  CHECK_FALSE(offers("{^, \"version\": 0.2}", "version"));
  CHECK(accepted("{\"version\": ^}", "0.2") == "{\"version\": 0.2^}");
  CHECK(accepted("{\"version\":^}", "0.2") == "{\"version\": 0.2^}");
  CHECK(accepted("{\"phases\": {\"build\": {\"on-failure\": ^}}}", "ABORT") ==
        "{\"phases\": {\"build\": {\"on-failure\": \"ABORT\"^}}}");
  CHECK(accepted("{\"phases\": {\"build\": {\"on-failure\": \"A^\"}}}", "ABORT") ==
        "{\"phases\": {\"build\": {\"on-failure\": \"ABORT\"^}}}");
  CHECK(accepted("{\"phases\":{\"install\":{\"runtime-versions\":{\"python\":\"^\"}}}}", "3.12") ==
        "{\"phases\":{\"install\":{\"runtime-versions\":{\"python\":\"3.12\"^}}}}");
  CHECK(accepted("{\"batch\": {\"fast-fail\": ^}}", "true") ==
        "{\"batch\": {\"fast-fail\": true^}}");
  CHECK(offered("{\"version\": 0.2 ^}").empty());
  CHECK(offered("{\"version\": 0.2} ^").empty());
  CHECK(offered("^{\"version\": 0.2}").empty());
}

TEST_CASE("what stands in the text is what the label is held against") {
  const Completion quoted = completed("{\"ver^\"}");
  CHECK(item(quoted, "version").filter == "\"version\"");
  const Completion plain = completed("ver^");
  CHECK(item(plain, "version").filter == "version");
}

TEST_CASE("broken files") {
  const std::string broken =
      "version: 0.2\nenv:\n  variables:\n    A: \"unclosed\nphases:\n  install\n    commands:\n"
      "      - a: b: c\n\t- tab\n  build:\n    ";
  CHECK(offers(broken + "^", "commands"));
  CHECK(offers(broken + "^\n  post_build:\n", "commands"));
  CHECK(offers("phases:\n<<<<<<< ours\n  ^\n=======\n  build:\n>>>>>>> theirs\n", "install"));
  CHECK(offers("version: 0.2\r\nphases:\r\n  ^\r\n", "build"));
  CHECK(accepted("\xEF\xBB\xBFver^", "version") == "\xEF\xBB\xBFversion: ^");
}

TEST_CASE("format 0.1 has keys of its own") {
  CHECK(offers("version: 0.1\n^", "environment_variables"));
  CHECK_FALSE(offers("version: 0.2\n^", "environment_variables"));
  CHECK_FALSE(offers("version: 0.1\n^", "env"));
}

TEST_CASE("variables behind a dollar") {
  const std::string commands = "phases:\n  build:\n    commands:\n      ";
  CHECK(accepted(commands + "- echo $CODE^\n", "CODEBUILD_SRC_DIR") ==
        commands + "- echo $CODEBUILD_SRC_DIR^\n");
  CHECK(accepted(commands + "- echo ${CODE^}/x\n", "CODEBUILD_SRC_DIR") ==
        commands + "- echo ${CODEBUILD_SRC_DIR^}/x\n");
  CHECK(accepted(commands + "- |\n        cd $^\n", "CODEBUILD_SRC_DIR") ==
        commands + "- |\n        cd $CODEBUILD_SRC_DIR^\n");
  CHECK(first("env:\n  variables:\n    MINE: 1\n" + commands + "- echo $^\n", 1) == Labels{"MINE"});
  CHECK(offered(commands + "- echo CODE^\n").empty());
  CHECK(offered("env:\n  variables:\n    A: $^\n").empty());
}

TEST_CASE("every item has documentation") {
  for (const char* const source :
       {"^", "phases:\n  ^", "phases:\n  build:\n    ^", "env:\n  ^", "artifacts:\n  ^",
        "cache:\n  ^", "version: ^", "phases:\n  install:\n    runtime-versions:\n      ^",
        "phases:\n  install:\n    runtime-versions:\n      java: ^",
        "batch:\n  build-list:\n    - env:\n        image: ^",
        "batch:\n  build-list:\n    - env:\n        compute-type: ^",
        "phases:\n  build:\n    commands:\n      - A=1\n      - echo $^\n",
        "batch:\n  build-graph:\n    - identifier: a\n    - depend-on:\n        - ^",
        "phases:\n  build: &b\n    commands: []\n  post_build: *^",
        "env:\n  secrets-manager:\n    ^"}) {
    const Marked at = marked(source);
    const Completion completion = complete(*at.snapshot, at.offset, {.snippets = true});
    INFO(source);
    REQUIRE_FALSE(completion.items.empty());
    for (const CompletionItem& candidate : completion.items) {
      INFO(candidate.label);
      CHECK_FALSE(documentation_of(*at.snapshot, candidate.topic).empty());
    }
  }
}

TEST_CASE("documentation says what it is about") {
  const auto text = [](std::string_view source, std::string_view label) {
    const Marked at = marked(source, with_image());
    const Completion completion = complete(*at.snapshot, at.offset, {.snippets = true});
    return documentation_of(*at.snapshot, item(completion, label).topic);
  };
  const auto holds = [](const std::string& whole, const char* part) {
    return whole.find(part) != std::string::npos;
  };
  CHECK(holds(text("^", "phases"), "build-spec-ref.html#build-spec.phases"));
  CHECK(holds(text("phases:\n  build:\n    on-failure: ^", "RETRY"), "Starts the build again"));
  CHECK(text("phases:\n  install:\n    runtime-versions:\n      python: ^", "3.12")
            .starts_with("**Python 3.12**"));
  CHECK(holds(text("phases:\n  build:\n    commands:\n      - MINE=1\n      - echo $^\n", "MINE"),
              "set by a command, [line 4]"));
  const std::string secret = text(
      "env:\n  variables:\n    TOKEN: hunter2\nphases:\n  build:\n    commands:\n"
      "      - echo $^\n",
      "TOKEN");
  CHECK(holds(secret, "`env.variables`"));
  CHECK_FALSE(holds(secret, "hunter2"));
  CHECK(holds(text("^", "reports: test results"), "```yaml\nreports:\n  unit-tests:"));
  CHECK(documentation_of(*marked("^").snapshot, {TopicKind::key, {"nonsense"}, "x"}).empty());
  CHECK(documentation_of(*marked("^").snapshot, {TopicKind::version, {}, "x"}).empty());
}

TEST_CASE("no offset of any prefix of a file makes it fail, the range holds the offset") {
  const std::string text =
      "version: 0.2\nenv: {shell: bash}\nphases:\n  build:\n    commands:\n      - |\n        a: "
      "b\n"
      "      - \"x\"\n    on-failure: 'ABORT'\nbatch:\n  build-list:\n  - {identifier: \"a\", env: "
      "[x]}\n";
  for (std::uint32_t size = 0; size <= text.size(); ++size) {
    const SnapshotPtr snapshot =
        analyze("", 1, SourceText(text.substr(0, size)), std::make_shared<const ProjectFacts>());
    for (std::uint32_t offset = size > 40 ? size - 40 : 0; offset <= size; ++offset) {
      const Completion completion = complete(*snapshot, offset);
      if (completion.items.empty()) continue;
      REQUIRE(completion.replace.touches(offset));
      REQUIRE(completion.replace.end <= size);
    }
  }
}

TEST_CASE("in front of a comment") {
  CHECK(accepted("phases:\n  ^ # why\n", "build") == "phases:\n  build:^ # why\n");
  CHECK(accepted("^ # why\n", "version") == "version: ^ # why\n");
  CHECK(accepted("phases:\n  build:\n    commands: []\n    ^   # why\n", "finally") ==
        "phases:\n  build:\n    commands: []\n    finally:^   # why\n");
  // What is written right in front of it would make it part of a text.
  CHECK(offered("phases:\n  ^# why\n").empty());
  CHECK(offered("phases:\n  # ^why\n").empty());
}
