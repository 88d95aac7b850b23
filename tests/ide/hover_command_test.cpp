#include <doctest/doctest.h>

#include <string>

#include "tests/ide/hovered.h"

using namespace buildspec;
using namespace buildspec::ide::test;

namespace {

const std::string kCommands = "phases:\n  build:\n    commands:\n      ";

}  // namespace

TEST_CASE("what comes of a failure, and where a command runs") {
  CHECK(words(kCommands + "- npm ^ci\n      - npm test\n") ==
        "**Command 1 of 2** of `build`\n\n"
        "If `npm` fails, its item fails, the rest of its list is skipped and the build fails.\n\n"
        "- Directory: the source root\n"
        "- Shell: `/bin/sh`, the default on Linux");
  const std::string all = words(
      "run-as: me\nenv:\n  shell: bash\nphases:\n  pre_build:\n    run-as: you\n"
      "    commands:\n      - cd web\n      - npm ^ci | tee log\n    finally:\n      - echo\n");
  CHECK(all ==
        "**Command 2 of 2** of `pre_build`\n\n"
        "If `npm` fails, the build goes on: only the last command of a pipe decides.\n\n"
        "- Directory: `web`\n"
        "- Shell: `bash`, by `env.shell`, [line 3](file:///buildspec.yml#L3)\n"
        "- User: `you`, by `run-as`, [line 6](file:///buildspec.yml#L6)");
}

TEST_CASE("the range is the simple command") {
  CHECK(subject(kCommands + "- cd web && npm ^ci && npm test\n") == "npm ci");
  CHECK(subject(kCommands + "- |\n        make al^l\n        make test\n") == "make all");
  CHECK(subject(kCommands + "- |\n        if tr^ue; then\n          make\n        fi\n") == "true");
  CHECK(
      subject(kCommands + "- |\n        a\n        if true; th^en\n          make\n        fi\n") ==
      "if true; then\n          make\n        fi");
  CHECK(subject(kCommands + "- \"echo \\\"a\\\" && ec^ho b\"\n") == "echo b");
  CHECK(subject("{\"phases\": {\"build\": {\"commands\": [\"a && ec^ho b\"]}}}") == "echo b");
  CHECK(subject("phases: {build: {commands: [make, 'ec^ho b']}}\n") == "echo b");
  CHECK(subject(kCommands.substr(0, kCommands.size() - 7) + " mak^e all\n") == "make all");
}

TEST_CASE("the directory inside of one item") {
  CHECK(holds(words(kCommands + "- cd a && ma^ke\n"), "- Directory: `a`"));
  CHECK(holds(words(kCommands + "- (cd a && ma^ke)\n      - ls\n"), "- Directory: `a`"));
  CHECK(
      holds(words(kCommands + "- (cd a && make)\n      - l^s\n"), "- Directory: the source root"));
  CHECK(holds(words(kCommands + "- cd /tmp\n      - l^s\n"), "outside of the source"));
  CHECK_FALSE(holds(words(kCommands + "- cd $X\n      - l^s\n"), "Directory"));
}

TEST_CASE("the shell of the image and of Windows") {
  CHECK(holds(words(kCommands + "- l^s\n", with_image()), "which is dash in this image"));
  const std::string power =
      words("env:\n  shell: powershell.exe\n" + kCommands + "- Write-H^ost x\n");
  CHECK(power ==
        "**Command 1 of 1** of `build`\n\n- Directory: the source root\n"
        "- Shell: `powershell.exe`, by `env.shell`, [line 2](file:///buildspec.yml#L2)");
}

TEST_CASE("a `finally` has its own count") {
  CHECK(words("phases:\n  build:\n    commands: [a]\n    finally:\n      - b\n      - ^c\n")
            .starts_with("**Command 2 of 2** of `build`, `finally`"));
}

TEST_CASE("broken and half-typed commands") {
  CHECK(words(kCommands + "- if tr^ue; then\n").starts_with("**Command 1 of 1** of `build`"));
  CHECK(words(kCommands + "- ma^ke\n  pre_build\n").starts_with("**Command 1 of 1** of `build`"));
  CHECK(words(kCommands + "- echo \"a^\n").starts_with("**Command 1 of 1** of `build`"));
}
