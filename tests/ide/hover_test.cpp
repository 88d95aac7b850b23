#include "lsp/ide/hover.h"

#include <doctest/doctest.h>

#include <array>
#include <string>

#include "lsp/ide/plain_text.h"
#include "tests/ide/marked.h"

using namespace buildspec;
using namespace buildspec::ide;
using namespace buildspec::ide::test;

namespace {

void check_nothing(const Snapshot&, Reporter&) {}
constexpr Rule kRule{.meta = {.id = "some-rule", .summary = "Finds some things."},
                     .check = check_nothing};
constexpr std::array kRules{RegisteredRule{
    &kRule, "things",
    "# some-rule\nFinds some things.\n\n## Why\nBecause.\n\n## Bad\n```yaml bad\n```\n"}};

std::optional<Hover> hovered(std::string_view source, ProjectFacts facts = some_project()) {
  const Marked at = marked(source, std::move(facts));
  return hover(*at.snapshot, at.offset, kRules);
}

std::string words(std::string_view source, ProjectFacts facts = some_project()) {
  const auto found = hovered(source, std::move(facts));
  return found ? found->markdown : "nothing";
}

// The text that the hover says it is about.
std::string subject(std::string_view source) {
  const Marked at = marked(source);
  const auto found = hover(*at.snapshot, at.offset, kRules);
  return found ? std::string(at.snapshot->text.bytes(found->span)) : "nothing";
}

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("keys") {
  CHECK(words("ver^sion: 0.2\n").starts_with("Version of the buildspec format."));
  CHECK(subject("ver^sion: 0.2\n") == "version");
  CHECK(subject("^version: 0.2\n") == "version");
  CHECK(subject("version^: 0.2\n") == "version");
  CHECK(holds(words("phases:\n  build:\n    on-fail^ure: ABORT\n"), "AWS documentation"));
  CHECK(holds(words("{\"ver^sion\": 0.2}"), "Version of the buildspec format."));
  CHECK(words("phases:\n  bu^ild:\n    commands: []\n") != "nothing");
  CHECK(words("phases:\n  build:\n    comm^ands:\n      - |\n        x\n") != "nothing");
}

TEST_CASE("keys that are none say what was meant") {
  CHECK(words("phases:\n  bui^ld2:\n    commands: []\n")
            .starts_with("`build2` is no key here. Did you mean `build`?"));
  CHECK(words("comple^tely-else: 1\n") == "nothing");
}

TEST_CASE("values") {
  CHECK(words("version: 0^.2\n").starts_with("`0.2`"));
  CHECK(subject("version: 0^.2\n") == "0.2");
  CHECK(holds(words("phases:\n  build:\n    on-failure: AB^ORT\n"), "Ends the build"));
  // A value without words of its own has those of its key.
  CHECK(words("artifacts:\n  base-directory: di^st\n") ==
        words("artifacts:\n  base-dir^ectory: dist\n"));
  CHECK(subject("artifacts:\n  base-directory: di^st\n") == "dist");
  CHECK(words("phases:\n  build:\n    commands:\n      - npm ^ci\n") == "nothing");
  CHECK(words("version: 0.2\n^\n") == "nothing");
  CHECK(words("^") == "nothing");
}

TEST_CASE("runtimes and their versions") {
  const std::string runtimes = "phases:\n  install:\n    runtime-versions:\n      ";
  const std::string python = words(runtimes + "pyt^hon: 3.12\n");
  CHECK(python.starts_with("**Python** (`python`)"));
  CHECK(holds(python, "- `3.8`, end of life since 2024-10-"));
  CHECK(holds(words(runtimes + "pyt^hon: 3.12\n", with_image()),
              "Versions in `aws/codebuild/standard:7.0`"));
  const std::string version = words(runtimes + "python: 3.1^2\n");
  CHECK(version.starts_with("**Python 3.12**"));
  CHECK(holds(version, "Images with it: "));
  CHECK(holds(version, "`aws/codebuild/standard:7.0`"));
  CHECK(holds(words(runtimes + "python: \"3.^8\"\n"), "End of life since 2024-10-"));
  CHECK(holds(words(runtimes + "python: \"3.^8\"\n", {}), "End of life 2024-10-"));
  CHECK(holds(words(runtimes + "python: 3.1^2\n", with_image()),
              "Installed in `aws/codebuild/standard:7.0`"));
  for (const std::string& text : {python, version}) {
    CHECK(
        text.ends_with("\n\n[AWS documentation](https://docs.aws.amazon.com/codebuild/latest/"
                       "userguide/available-runtimes.html)"));
  }
  CHECK(holds(words(runtimes + "no^de: 20\n"), "`node` is no runtime; `nodejs` is."));
}

TEST_CASE("images") {
  const std::string env = "batch:\n  build-list:\n    - identifier: a\n      env:\n        ";
  CHECK(words(env + "image: aws/codebuild/stan^dard:7.0\n")
            .starts_with("**aws/codebuild/standard:7.0**"));
}

TEST_CASE("variables inside commands") {
  const std::string commands = "phases:\n  build:\n    commands:\n      ";
  CHECK(words(commands + "- cd $CODEBUILD_SRC^_DIR/x\n").starts_with("**CODEBUILD_SRC_DIR**"));
  CHECK(subject(commands + "- cd $CODEBUILD_SRC^_DIR/x\n") == "CODEBUILD_SRC_DIR");
  // The range of a hover holds the cursor.
  CHECK(subject(commands + "- cd ^$CODEBUILD_SRC_DIR\n") == "$CODEBUILD_SRC_DIR");
  CHECK(subject(commands + "- cd \"^${CODEBUILD_SRC_DIR}/x\"\n") == "${CODEBUILD_SRC_DIR}");
  CHECK(subject(commands + "- cd \"$^{CODEBUILD_SRC_DIR}/x\"\n") == "${CODEBUILD_SRC_DIR}");
  CHECK(subject(commands + "- cd \"${CODEBUILD_SRC_DIR^}/x\"\n") == "CODEBUILD_SRC_DIR");
  CHECK(subject(commands + "- |\n        cd x\n        cd ${CODE^BUILD_SRC_DIR}\n") ==
        "CODEBUILD_SRC_DIR");
  CHECK(subject(commands + "- >-\n        cd\n        $CODEBUILD_SRC_DIR^\n") ==
        "CODEBUILD_SRC_DIR");
  CHECK(words("env:\n  variables:\n    MINE: x\n" + commands + "- echo $MI^NE\n") ==
        "**MINE** is set in `env.variables`, line 3.");
  CHECK(words("env:\n  variables:\n    MINE: x\n" + commands + "- echo MI^NE\n") == "nothing");
  CHECK(words(commands + "- echo $OTH^ER\n") == "nothing");
  CHECK(words("artifacts:\n  name: app-$CODEBUILD_BUILD^_NUMBER\n")
            .starts_with("**CODEBUILD_BUILD_NUMBER**"));
}

TEST_CASE("rules in suppression comments") {
  const std::string text = "version: 0.2 # buildspec-lint: ignore[some-^rule] because\n";
  CHECK(words(text) == "# some-rule\nFinds some things.\n\n## Why\nBecause.");
  CHECK(subject(text) == "some-rule");
  CHECK(words("version: 0.2 # buildspec-lint: ignore[thi^ngs] because\n") ==
        "- `some-rule`: Finds some things.");
  CHECK(words("version: 0.2 # buildspec-lint: ignore[oth^er] because\n") == "nothing");
  CHECK(words("version: 0.2 # some-^rule\n") == "nothing");
}

TEST_CASE("broken files") {
  CHECK(words("version: 0.2\nphases:\n  install\n  build:\n    on-fail^ure: ABORT\n") != "nothing");
  CHECK(words("env: {shell: \"bash\nphases:\n  build:\n    on-fail^ure: ABORT\n") != "nothing");
}

TEST_CASE("Markdown as plain text") {
  CHECK(plain_text("**Bold** `code` and [text](https://x.y)\n\n```yaml\na: **b**\n```\nend") ==
        "Bold code and text (https://x.y)\n\na: **b**\nend");
  CHECK(plain_text("# Title\n- `a`") == "Title\n- a");
  CHECK(plain_text("[https://x.y](https://x.y)") == "https://x.y");
  CHECK(plain_text("a [b] c") == "a [b] c");
  CHECK(plain_text("`**x**`") == "**x**");
  CHECK(plain_text("a\\*b") == "a*b");
  CHECK(plain_text("").empty());
  CHECK(plain_text("``a `b` c``") == "a b c");
}
