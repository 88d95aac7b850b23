// Completion in comments: rule ids in suppressions, and nothing else. Aliases, foreign files.
#include <doctest/doctest.h>

#include <string>

#include "linter/lint/engine.h"
#include "rules/registry.h"
#include "tests/ide/completion_support.h"
#include "tests/ide/marked.h"

using namespace buildspec;
using namespace buildspec::ide;
using namespace buildspec::ide::test;

namespace {

struct Suggested {
  Marked at;
  Completion completion;
};

// With all rules and what they find.
Suggested suggested(std::string_view source, bool snippets = true) {
  Suggested result{marked(source), {}};
  const LintEngine engine(all_rules(), RuleSelection());
  const std::vector<buildspec::Diagnostic> findings = engine.run(*result.at.snapshot);
  CompletionOptions options;
  options.rules = all_rules();
  options.snippets = snippets;
  options.findings = [&] { return std::span<const buildspec::Diagnostic>(findings); };
  result.completion = complete(*result.at.snapshot, result.at.offset, options);
  return result;
}

std::string after(std::string_view source, std::string_view label, bool snippets = true) {
  const auto [at, completion] = suggested(source, snippets);
  std::string text(at.snapshot->text.bytes());
  const CompletionItem& chosen = item(completion, label);
  return text.replace(completion.replace.begin, completion.replace.size(), inserted(chosen));
}

const std::string kFile =
    "version: 0.2\nphases:\n  build:\n    on-failure: RETRY\n    commands:\n      - make\n";

}  // namespace

TEST_CASE("in a suppression comment the rules that found something there come first") {
  const std::string source =
      "version: 0.2\nphases:\n  build:\n    on-failure: RETRY # buildspec-lint: ignore[^]\n"
      "    commands:\n      - make\n";
  const auto [at, completion] = suggested(source);
  REQUIRE_FALSE(completion.items.empty());
  CHECK(completion.items.front().label == "broad-retry");
  CHECK(completion.items.front().description == "found here");
  CHECK(item(completion, "unknown-key").description == "structure");
  CHECK(item(completion, "security").detail == "all rules of this group");
  CHECK(completion.items.back().label == "all");
  CHECK(documentation_of(*at.snapshot, completion.items.front().topic, all_rules())
            .find("broad-retry") != std::string::npos);
}

TEST_CASE("a comment above speaks of the entry below it, one for the file of all") {
  CHECK(suggested("version: 0.2\nphases:\n  build:\n    # buildspec-lint: ignore[^\n"
                  "    on-failure: RETRY\n    commands:\n      - make\n")
            .completion.items.front()
            .label == "broad-retry");
  CHECK(suggested("# buildspec-lint: ignore-file[^]\n" + kFile).completion.items.front().label ==
        "broad-retry");
}

TEST_CASE("ids replace what is typed and are not offered twice") {
  CHECK(after("# buildspec-lint: ignore[unkn^]\n" + kFile, "unknown-key") ==
        "# buildspec-lint: ignore[unknown-key^]\n" + kFile);
  CHECK(after("# buildspec-lint: ignore[unkn^own-phase, x] why\n" + kFile, "unknown-key") ==
        "# buildspec-lint: ignore[unknown-key^, x] why\n" + kFile);
  CHECK(after("# buildspec-lint: ignore[broad-retry,^\n" + kFile, "unknown-key") ==
        "# buildspec-lint: ignore[broad-retry,unknown-key^\n" + kFile);
  const Labels all =
      labels(suggested("# buildspec-lint: ignore[unknown-key, ^]\n" + kFile).completion);
  CHECK(std::find(all.begin(), all.end(), "unknown-key") == all.end());
}

TEST_CASE("the words of the comment itself") {
  CHECK(labels(suggested("# buildspec-lint: ^\n" + kFile).completion) ==
        Labels{"ignore", "ignore-file"});
  CHECK(after("# buildspec-lint:^\n" + kFile, "ignore") == "# buildspec-lint: ignore[]^\n" + kFile);
  CHECK(after("# buildspec-lint: ign^\n" + kFile, "ignore-file", false) ==
        "# buildspec-lint: ignore-file[^\n" + kFile);
  CHECK(after("# buildspec-lint: ig^[x]\n" + kFile, "ignore-file") ==
        "# buildspec-lint: ignore-file^[x]\n" + kFile);
  CHECK(after("# buildspec-l^\n" + kFile, "buildspec-lint: ignore", false) ==
        "# buildspec-lint: ignore[^\n" + kFile);
}

TEST_CASE("prose is left in peace") {
  for (const std::string comment :
       {"# build^", "# version: ^", "# ignore[^]", "# see buildspec-lint: ignore[^]",
        "# buildspec-lint: ignore[a] because ^"}) {
    INFO(comment);
    CHECK(suggested(comment + "\n" + kFile).completion.items.empty());
    CHECK(suggested(kFile + "    " + comment + "\n").completion.items.empty());
  }
}

TEST_CASE("behind a star the anchors in front of it") {
  const std::string anchors =
      "phases:\n  install:\n    commands: &list\n      - a\n  pre_build:\n    run-as: &user me\n";
  CHECK(first(anchors + "  build:\n    commands: *^\n", 2) == Labels{"*list", "*user"});
  CHECK(first(anchors + "  build:\n    run-as: *^\n", 1) == Labels{"*user"});
  CHECK(accepted(anchors + "  build:\n    commands: *l^\n", "*list") ==
        anchors + "  build:\n    commands: *list^\n");
  CHECK(accepted(anchors + "  build:\n    commands:\n      - *^\n", "*user") ==
        anchors + "  build:\n    commands:\n      - *user^\n");
  CHECK(accepted(anchors + "  build: {run-as: *^}\n", "*user") ==
        anchors + "  build: {run-as: *user^}\n");
  CHECK(offers("phases:\n  install: &base\n    commands: [a]\n  build:\n    <<: *^\n", "*base"));
  CHECK(offered("phases:\n  build:\n    run-as: *^\n  post_build:\n    run-as: &me you\n").empty());
  CHECK(item(completed(anchors + "  build:\n    commands: *^\n"), "*list").detail ==
        "anchor of a list");
}

TEST_CASE("other files than buildspecs, and other documents of a file, are left in peace") {
  CHECK(offered("version: 1\nfrontend:\n  phases:\n    ^\n").empty());
  CHECK(offered("version: 0.2\n---\n^\n").empty());
  CHECK(offered("^\n---\nversion: 0.2\n").empty());
  CHECK_FALSE(offered("---\n^\nversion: 0.2\n").empty());
}

TEST_CASE("a blank typed into indentation asks for nothing") {
  CHECK(completed("phases:\n  ^", some_project(), {.typed = ' '}).items.empty());
  CHECK_FALSE(completed("version: ^", some_project(), {.typed = ' '}).items.empty());
  CHECK_FALSE(
      completed("batch:\n  build-list:\n  - ^", some_project(), {.typed = ' '}).items.empty());
}

TEST_CASE("compute types are those of the environment type beside") {
  const std::string env = "batch:\n  build-list:\n    - identifier: a\n      env:\n        ";
  CHECK(offered(env + "type: ARM_LAMBDA_CONTAINER\n        compute-type: ^\n").front() ==
        "BUILD_LAMBDA_1GB");
  CHECK_FALSE(offers(env + "type: LINUX_CONTAINER\n        compute-type: ^\n", "BUILD_LAMBDA_1GB"));
  CHECK(offers(env + "compute-type: ^\n", "BUILD_LAMBDA_1GB"));
}

TEST_CASE("a task waits for no task that waits for it") {
  const std::string graph = "batch:\n  build-graph:\n    ";
  const std::string others =
      "- identifier: a\n      depend-on: [b]\n    - identifier: b\n      depend-on: [c]\n"
      "    - identifier: d\n    - identifier: e\n    ";
  CHECK(offered(graph + others + "- identifier: c\n      depend-on:\n        - ^\n") ==
        Labels{"d", "e"});
  CHECK(offered(graph + others + "- identifier: c\n      depend-on:\n        - d\n        - ^\n") ==
        Labels{"e"});
}

TEST_CASE("in an empty comment the suppressions are offered to who asks") {
  CHECK(offers("# ^", "buildspec-lint: ignore"));
  CHECK(offers("version: 0.2 # ^\nphases:\n", "buildspec-lint: ignore-file"));
  CHECK(completed("# ^", some_project(), {.typed = ' '}).items.empty());
  CHECK(offered("# b^").empty());
  CHECK(offered("# ^build the image\n").empty());
}
