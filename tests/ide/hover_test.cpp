#include "lsp/ide/hover.h"

#include <doctest/doctest.h>

#include <string>

#include "lsp/ide/plain_text.h"
#include "tests/ide/hovered.h"

using namespace buildspec;
using namespace buildspec::ide;
using namespace buildspec::ide::test;

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
  // An item of a list has nothing but the list's.
  CHECK(words("artifacts:\n  files:\n    - di^st/*\n") == words("artifacts:\n  fil^es: dist/*\n"));
  CHECK(subject("artifacts:\n  files: [a, di^st/*]\n") == "dist/*");
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
  const std::string wildcard = words(runtimes + "python: 3.^x\n");
  CHECK(holds(wildcard,
              "\n\nPresumably this is, by image:\n\n- `3.14` in `aws/codebuild/standard:8.0`\n"));
  CHECK(holds(words(runtimes + "nodejs: la^test\n"), "\n- `26` in `aws/codebuild/standard:7.0`\n"));
  CHECK_FALSE(holds(words(runtimes + "python: 3.^x\n", with_image()), "by image:"));
  CHECK_FALSE(holds(words(runtimes + "python: $PYTHO^N\n"), "**Python"));
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

TEST_CASE("rules in suppression comments") {
  const std::string text = "version: 0.2 # buildspec-lint: ignore[some-^rule] because\n";
  CHECK(words(text) ==
        "**some-rule**\n\nwarning · on by default · preview · group `things`\n\n"
        "Finds some things.\n\nBecause.");
  CHECK(subject(text) == "some-rule");
  CHECK(words("version: 0.2 # buildspec-lint: ignore[thi^ngs] because\n") ==
        "**things**, a group of 1 rule\n\n- `some-rule`: Finds some things.");
  CHECK(words("version: 0.2 # buildspec-lint: ignore[a^ll] because\n") ==
        "**all**\n\nEvery rule: 1 rule.");
  CHECK(words("version: 0.2 # buildspec-lint: ignore[shellcheck/SC^2086]\n")
            .ends_with("[ShellCheck wiki](https://www.shellcheck.net/wiki/SC2086)"));
  CHECK(subject("version: 0.2 # buildspec-lint: ignore[some-rule,thi^ngs]\n") == "things");
  CHECK(words("version: 0.2 # buildspec-lint: ignore[oth^er] because\n") == "nothing");
  CHECK(words("version: 0.2 # some-^rule\n") == "nothing");
}

TEST_CASE("broken files") {
  CHECK(words("version: 0.2\nphases:\n  install\n  build:\n    on-fail^ure: ABORT\n") != "nothing");
  CHECK(words("env: {shell: \"bash\nphases:\n  build:\n    on-fail^ure: ABORT\n") != "nothing");
}

TEST_CASE("sizes and kinds of machines") {
  const std::string env = "batch:\n  build-list:\n    - identifier: a\n      env:\n        ";
  const std::string size = words(env + "compute-type: BUILD_GENERAL1_SM^ALL\n");
  CHECK(size.starts_with("`BUILD_GENERAL1_SMALL`\n\nSmallest general size."));
  CHECK(holds(size, "Environment types: `LINUX_CONTAINER`"));
  const std::string kind = words(env + "type: ARM_CONT^AINER\n");
  CHECK(holds(kind, "Compute types: `BUILD_GENERAL1_SMALL`"));
  CHECK(holds(words(env + "type: MAC_A^RM\n"), "Only in a reserved-capacity fleet."));
  CHECK(holds(words("{\"batch\": {\"build-list\": [{\"env\": {\"type\": \"ARM_^EC2\"}}]}}"),
              "Compute types: "));
}

TEST_CASE("forms of on-failure") {
  const std::string phase = "phases:\n  build:\n    on-failure: ";
  CHECK(words(phase + "RETRY-^2-Thr.*\n")
            .starts_with("`RETRY-2-Thr.*`\n\nStarts the whole build again, at most 2 times, if the "
                         "error message matches `Thr.*`."));
  CHECK(words(phase + "retry-^1\n")
            .starts_with("`retry-1`\n\nStarts the whole build again, at most 1 time."));
  // What is no form of it has the words of the key.
  CHECK(words(phase + "SOME^THING\n").starts_with("What follows when this phase fails."));
}

TEST_CASE("files of other products, other documents and texts without content are left alone") {
  CHECK(words("version: 1\nfrontend:\n  phases:\n    bu^ild:\n      commands: [a]\n") == "nothing");
  CHECK(words("version: 0.2\n---\nphas^es: {}\n") == "nothing");
  CHECK(words("# a com^ment\n") == "nothing");
  CHECK(words("\r\n^\r\n") == "nothing");
}

TEST_CASE("line ends and styles make no difference") {
  const std::string said = words("phases:\n  build:\n    on-failure: AB^ORT\n");
  CHECK(words("phases:\r\n  build:\r\n    on-failure: AB^ORT\r\n") == said);
  CHECK(words("phases: {build: {on-failure: AB^ORT}}\n") == said);
  CHECK(words("{\"phases\": {\"build\": {\"on-failure\": \"AB^ORT\"}}}") == said);
  CHECK(words("phases:\n  build:\n    on-failure: 'AB^ORT'\n") == said);
  CHECK(words("phases:\n  build:\n    on-failure: AB^ORT\n   broken: [\n") == said);
  CHECK(subject("{\"phases\": {\"build\": {\"on-failure\": \"AB^ORT\"}}}") == "\"ABORT\"");
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
  CHECK(plain_text("`` a `b` c``") == " a `b` c");
  CHECK(plain_text("`` `b` ``") == "`b`");
  CHECK(plain_text("an open ` mark") == "an open  mark");
  CHECK(plain_text("````yaml\n```\n````\nend") == "```\nend");
  // An address into a file says nothing to a reader.
  CHECK(plain_text("see [line 3](file:///a/b.yml#L3), [`x`](file:///y)") == "see line 3, x");
}
