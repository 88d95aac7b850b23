// Snippets: where they are offered, how they are indented, and that the engine has nothing to say
// about any of them.
#include <doctest/doctest.h>

#include <string>

#include "linter/lint/engine.h"
#include "lsp/ide/snippet_table.h"
#include "rules/registry.h"
#include "tests/ide/completion_support.h"
#include "tests/ide/marked.h"

using namespace buildspec;
using namespace buildspec::ide;
using namespace buildspec::ide::test;

namespace {

// The findings of all rules on a text, as one line each.
std::string findings(const std::string& text, const ProjectFacts& facts = some_project()) {
  const SnapshotPtr snapshot = analyze("file:///buildspec.yml", 1, SourceText(text),
                                       std::make_shared<const ProjectFacts>(facts));
  const LintEngine engine(all_rules(), RuleSelection());
  std::string all;
  for (const buildspec::Diagnostic& finding : engine.run(*snapshot)) {
    all += std::to_string(snapshot->text.line_of(finding.span.begin) + 1) + ": " +
           std::string(finding.rule->id()) + ": " + finding.message + '\n';
  }
  return all;
}

std::string without_mark(std::string text) {
  text.erase(text.find('^'), 1);
  return text;
}

// A file in which a snippet of that path fits, with the mark.
std::string file_around(const Snippet& snippet) {
  const std::string phases = "phases:\n  build:\n    commands:\n      - echo \"${NAME:-none}\"\n";
  const std::string_view path = snippet.path;
  if (snippet.form == SnippetForm::file) return "^";
  if (path.empty()) return "version: 0.2\n" + phases + "^\n";
  if (path == "phases/*/on-failure") {
    return "version: 0.2\n" + phases + "    on-failure: ^\n";
  }
  if (path == "cache/key") {
    return "version: 0.2\n" + phases + "cache:\n  key: ^\n  paths:\n    - '/root/.npm/**/*'\n";
  }
  if (path == "artifacts/secondary-artifacts") {
    return "version: 0.2\n" + phases +
           "artifacts:\n  files:\n    - out.txt\n  secondary-artifacts:\n    ^\n";
  }
  if (path == "reports") return "version: 0.2\n" + phases + "reports:\n  ^\n";
  const bool value = path.ends_with("/*");
  const std::string block(path.substr(4, path.size() - 4 - (value ? 2 : 0)));
  return "version: 0.2\nenv:\n  " + block + ":\n    " + (value ? "NAME: ^" : "^") + "\n" + phases;
}

}  // namespace

TEST_CASE("every snippet lints silent") {
  REQUIRE(snippets().size() > 20);
  for (const Snippet& snippet : snippets()) {
    const std::string source = file_around(snippet);
    INFO(snippet.label, "\n", source);
    const std::string text = expanded(source, snippet.label);
    REQUIRE(text != "nothing of that label");
    INFO(text);
    const std::string found = findings(without_mark(text));
    // The form without a pattern is documented, and still what that rule is about.
    if (snippet.label == "RETRY-<count>") {
      CHECK(found.starts_with("6: broad-retry"));
      CHECK(found.find('\n') == found.size() - 1);
    } else {
      CHECK(found == "");
    }
  }
}

TEST_CASE("labels are unique, bodies end with the cursor") {
  for (const Snippet& snippet : snippets()) {
    INFO(snippet.label);
    CHECK(find_snippet(snippet.label) == &snippet);
    CHECK(snippet.body.ends_with("$0"));
    CHECK(expanded_snippet(snippet.body).find("${") ==
          expanded_snippet(snippet.body).find("${NAME"));
  }
}

TEST_CASE("a snippet expands to what its placeholders say") {
  CHECK(expanded_snippet("a ${1:b} $1 \\$C ${2|x,y|}$0") == "a b b $C x");
  CHECK(expanded_snippet("${1:a\\}b}") == "a}b");
}

TEST_CASE("sections stand in the file's own indentation") {
  CHECK(expanded("version: 0.2\nphases:\n    build:\n        commands:\n            - a\n^\n",
                 "artifacts: a folder") ==
        "version: 0.2\nphases:\n    build:\n        commands:\n            - a\n"
        "artifacts:\n    base-directory: dist\n    files:\n        - '**/*'^\n");
  CHECK(expanded("reports:\n  ^\n", "report group") ==
        "reports:\n  unit-tests:\n    files:\n      - 'reports/junit.xml'\n"
        "    file-format: JUNITXML^\n");
  CHECK(expanded("# what this is\nrep^", "reports: code coverage")
            .starts_with("# what this is\nreports:\n  coverage:\n"));
}

TEST_CASE("a key opens the line below for what belongs to it") {
  CHECK(expanded("^", "phases") == "phases:\n  ^");
  CHECK(expanded("phases:\n  ^", "build") == "phases:\n  build:\n    ^");
  CHECK(expanded("phases:\n  build:\n    ^", "commands") ==
        "phases:\n  build:\n    commands:\n      - ^");
  CHECK(
      expanded("phases:\n   build:\n      commands:\n      - a\n   post_build:\n      ^",
               "commands") ==
      "phases:\n   build:\n      commands:\n      - a\n   post_build:\n      commands:\n      - ^");
  CHECK(expanded("batch:\n  build-graph:\n    - identifier: a\n      ^\n", "env") ==
        "batch:\n  build-graph:\n    - identifier: a\n      env:\n        ^\n");
  CHECK(expanded("batch:\n  build-graph:\n    -^\n", "env") ==
        "batch:\n  build-graph:\n    - env:\n        ^\n");
  CHECK(expanded("batch:\n  build-graph:\n    ^\n", "env") ==
        "batch:\n  build-graph:\n    - env:\n        ^\n");
  CHECK(expanded("\xEF\xBB\xBFph^", "phases") == "\xEF\xBB\xBFphases:\n  ^");
  CHECK(expanded("version: 0.2\r\nph^\r\n", "phases") == "version: 0.2\r\nphases:\n  ^\r\n");
}

TEST_CASE("a key opens no line where its content or a comment stands already") {
  CHECK(expanded("ph^\n  build:\n    commands: []\n", "phases") ==
        "phases:^\n  build:\n    commands: []\n");
  CHECK(expanded("ph^\n\n  # first\n  build:\n", "phases") == "phases:^\n\n  # first\n  build:\n");
  CHECK(expanded("phases:\n  build:\n    com^\n    - make\n", "commands") ==
        "phases:\n  build:\n    commands:^\n    - make\n");
  CHECK(expanded("ph^ # later\n", "phases") == "phases:^ # later\n");
  CHECK(expanded("ph^ases:\n", "phases") == "phases^:\n");
  CHECK(expanded("phases:\n\tbu^\n", "build") == "phases:\n\tbuild:^\n");
  // What is no mapping of the key's own does not count.
  CHECK(expanded("phases:\n  bu^\n  post_build:\n", "build") ==
        "phases:\n  build:\n    ^\n  post_build:\n");
}

TEST_CASE("in braces a key brings its own") {
  CHECK(expanded("phases: {^}", "build") == "phases: {build: {^}}");
  CHECK(expanded("phases: {build: {^}}", "commands") == "phases: {build: {commands: [^]}}");
  CHECK(expanded("{\"^\"}", "phases") == "{\"phases\": {^}}");
  CHECK(expanded("{\"phases\": {\"build\": {\"on-failure\": \"^\"}}}", "RETRY-<count>") ==
        "{\"phases\": {\"build\": {\"on-failure\": \"RETRY-3\"^}}}");
}

TEST_CASE("sections only where nothing of their name stands, files only where nothing stands") {
  const auto holds = [](std::string_view source, std::string_view label) {
    const Labels all = offered_with_snippets(source);
    return std::find(all.begin(), all.end(), label) != all.end();
  };
  CHECK(holds("^", "buildspec for an image in ECR"));
  CHECK(holds("# my build\n\n^\n", "buildspec for a batch of tasks"));
  CHECK(holds("doc^", "buildspec for an image in ECR"));
  CHECK_FALSE(holds("version: 0.2\n^", "buildspec for an image in ECR"));
  CHECK(holds("version: 0.2\n^", "cache: by a lock file"));
  CHECK_FALSE(holds("version: 0.2\ncache:\n  paths: []\n^", "cache: by a lock file"));
  CHECK_FALSE(holds("cac^he:\n", "cache: by a lock file"));
  CHECK_FALSE(holds("{^}", "cache: by a lock file"));
  CHECK_FALSE(holds("version: 0.1\n^", "cache: by a lock file"));
  CHECK_FALSE(holds("phases:\n  ^", "cache: by a lock file"));
  CHECK_FALSE(holds("cac^ # later\n", "cache: by a lock file"));
  // A client without snippets gets none, and no line breaks.
  for (const CompletionItem& candidate : completed("^").items) {
    CHECK_FALSE(candidate.snippet);
    CHECK(candidate.insert.find('\n') == std::string::npos);
  }
}

TEST_CASE("forms of secrets and parameters") {
  CHECK(expanded("env:\n  secrets-manager:\n    ^\n", "NAME: secret:json-key") ==
        "env:\n  secrets-manager:\n    NAME: secret:json-key^\n");
  CHECK(expanded("env:\n  secrets-manager:\n    DB: ^\n", "secret:json-key:version-stage") ==
        "env:\n  secrets-manager:\n    DB: secret:json-key:AWSPREVIOUS^\n");
  CHECK(expanded("env:\n  secrets-manager:\n    DB: pro^d # old\n", "secret:json-key") ==
        "env:\n  secrets-manager:\n    DB: secret:json-key^ # old\n");
  CHECK(expanded("env:\n  parameter-store:\n    DB:^\n", "/CodeBuild/parameter") ==
        "env:\n  parameter-store:\n    DB: /CodeBuild/parameter^\n");
  CHECK(expanded("env:\n  parameter-store:\n    DB: \"^\"\n", "/CodeBuild/parameter") ==
        "env:\n  parameter-store:\n    DB: \"/CodeBuild/parameter\"^\n");
  CHECK(offered_with_snippets("env:\n  variables:\n    DB: ^\n").empty());
}

TEST_CASE("forms of on-failure") {
  CHECK(expanded("phases:\n  build:\n    on-failure: ^\n", "RETRY-<count>") ==
        "phases:\n  build:\n    on-failure: RETRY-3^\n");
  CHECK(offered_with_snippets("phases:\n  build:\n    on-failure: ^\n") ==
        Labels{"ABORT", "CONTINUE", "RETRY", "RETRY-<count>", "RETRY-<regex>",
               "RETRY-<count>-<regex>"});
}

TEST_CASE("behind the colon of a key, what belongs below it goes on a new line") {
  CHECK(offered_with_snippets("version: 0.2\nphases: ^") ==
        Labels{"install", "pre_build", "build", "post_build"});
  CHECK(expanded("version: 0.2\nphases: ^", "build") == "version: 0.2\nphases:\n  build:\n    ^");
  CHECK(expanded("phases:^\n", "build") == "phases:\n  build:\n    ^\n");
  CHECK(expanded("phases:  bu^i\n", "build") == "phases:\n  build:\n    ^\n");
  CHECK(expanded("phases:\n    build: ^\n", "commands") ==
        "phases:\n    build:\n        commands:\n          - ^\n");
  CHECK(expanded("batch:\n  build-list: ^", "identifier") ==
        "batch:\n  build-list:\n    - identifier: ^");
  CHECK(expanded("batch:\n  build-list:\n  - identifier: a\n    env: ^", "image") ==
        "batch:\n  build-list:\n  - identifier: a\n    env:\n      image: ^");
  CHECK(expanded("batch:\n  build-list:\n  - identifier: a\n    env: ^", "variables") ==
        "batch:\n  build-list:\n  - identifier: a\n    env:\n      variables:\n        ^");
  const std::string graph =
      "batch:\n  build-graph:\n    - identifier: a\n    - identifier: b\n      depend-on:";
  CHECK(expanded(graph + " ^\n", "a") == graph + "\n        - a^\n");
  CHECK(expanded("env:\n  variables:\n    A: 1\n  exported-variables: A^\n", "A") ==
        "env:\n  variables:\n    A: 1\n  exported-variables:\n    - A^\n");
  // What is typed is held against the filter: the blank gives way with it.
  CHECK(item(completed("phases: b^", some_project(), {.snippets = true}), "build").filter ==
        " build");
  CHECK(offered_with_snippets("env: ^").size() > 3);
}

TEST_CASE("no new line where something stands already, or nobody wants one") {
  CHECK(offered_with_snippets("phases: ^\n  build:\n").empty());
  CHECK(offered_with_snippets("batch:\n  build-list: ^\n  - identifier: a\n").empty());
  CHECK(offered_with_snippets("phases: ^ # all of them").empty());
  CHECK(offered_with_snippets("phases: '^'").empty());
  CHECK(offered_with_snippets("phases: a b^").empty());
  CHECK(offered_with_snippets("{\"phases\": ^}").empty());
  CHECK(offered("phases: ^").empty());
  // Whoever types "phases:" goes on with a line break, which would accept the first offer.
  CHECK(completed("phases:^", some_project(), {.snippets = true, .typed = ':'}).items.empty());
  CHECK_FALSE(
      completed("phases: ^", some_project(), {.snippets = true, .typed = ' '}).items.empty());
}

TEST_CASE("what is typed without a quote is held against a filter without one") {
  const Completion bare = completed("{\"phases\": {\"build\": {\"on-failure\": RE^}}}",
                                    some_project(), {.snippets = true});
  CHECK(item(bare, "RETRY-<count>").filter == "RETRY-<count>");
  const Completion quoted = completed("{\"phases\": {\"build\": {\"on-failure\": \"RE^\"}}}",
                                      some_project(), {.snippets = true});
  CHECK(item(quoted, "RETRY-<count>").filter == "\"RETRY-<count>");
}
