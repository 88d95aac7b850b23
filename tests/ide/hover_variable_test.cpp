#include <doctest/doctest.h>

#include <string>

#include "tests/ide/hovered.h"

using namespace buildspec;
using namespace buildspec::ide::test;

namespace {

const std::string kCommands = "phases:\n  build:\n    commands:\n      ";

std::string line(int number) {
  const std::string text = std::to_string(number);
  return "[line " + text + "](file:///buildspec.yml#L" + text + ")";
}
std::string number(int number) {
  const std::string text = std::to_string(number);
  return "[" + text + "](file:///buildspec.yml#L" + text + ")";
}

}  // namespace

TEST_CASE("the range is the name, or the reference where the cursor is on its sigil") {
  CHECK(words(kCommands + "- cd $CODEBUILD_SRC^_DIR/x\n").starts_with("**CODEBUILD_SRC_DIR**"));
  CHECK(subject(kCommands + "- cd $CODEBUILD_SRC^_DIR/x\n") == "CODEBUILD_SRC_DIR");
  CHECK(subject(kCommands + "- cd ^$CODEBUILD_SRC_DIR\n") == "$CODEBUILD_SRC_DIR");
  CHECK(subject(kCommands + "- cd \"^${CODEBUILD_SRC_DIR}/x\"\n") == "${CODEBUILD_SRC_DIR}");
  CHECK(subject(kCommands + "- cd \"$^{CODEBUILD_SRC_DIR}/x\"\n") == "${CODEBUILD_SRC_DIR}");
  CHECK(subject(kCommands + "- |\n        cd x\n        cd ${CODE^BUILD_SRC_DIR}\n") ==
        "CODEBUILD_SRC_DIR");
  CHECK(subject(kCommands + "- >-\n        cd\n        $CODEBUILD_SRC_DIR^\n") ==
        "CODEBUILD_SRC_DIR");
  CHECK(subject(kCommands + "- \"echo \\\"$CODEBUILD_SRC^_DIR\\\"\"\n") == "CODEBUILD_SRC_DIR");
  CHECK(subject(kCommands + "- echo ${A:-$B^B}\n") == "BB");
  CHECK(subject(kCommands + "- echo ${AA:^-$BB}\n") == "${AA:-$BB}");
  CHECK(subject(kCommands + "- echo $(( COU^NT + 1 ))\n") == "COUNT");
}

TEST_CASE("a variable of env") {
  const std::string env = "env:\n  variables:\n    MINE: x\n";
  CHECK(words(env + kCommands + "- echo $MI^NE\n") ==
        "**MINE**\n\n- Here: `x`, in `env.variables`, " + line(3) + "\n- Used by commands: line " +
            number(7));
  CHECK(words(env + kCommands + "- echo MI^NE\n").starts_with("**Command 1 of 1**"));
  CHECK(words("env:\n  variables:\n    MI^NE: x\n") ==
        "**MINE**\n\n- Set: `x`, in `env.variables`, " + line(3));
  CHECK(words("env:\n  variables:\n    MINE: ^x\n") == words("env:\n  variables:\n    MI^NE: x\n"));
  CHECK(subject("env:\n  variables:\n    MINE: ^xyz\n") == "xyz");
  CHECK(words("{\"env\": {\"variables\": {\"MI^NE\": \"x\"}}}") ==
        "**MINE**\n\n- Set: `x`, in `env.variables`, " + line(1));
  CHECK(holds(words("env:\n  variables:\n    MINE: a $OTH^ER b\n"),
              "Not replaced here: a value is taken as it is written."));
}

TEST_CASE("commands that YAML reads as mappings use variables too") {
  const std::string text = "env:\n  variables:\n    MINE: x\n" + kCommands +
                           "- echo $MI^NE\n      - echo \"X: $MINE\"\n";
  CHECK(words(text) == "**MINE**\n\n- Here: `x`, in `env.variables`, " + line(3) +
                           "\n- Used by commands: lines " + number(7) + ", " + number(8));
  CHECK(holds(words("env:\n  variables:\n    MI^NE: x\n" + kCommands + "- echo \"$MINE: y\"\n"),
              "- Used by commands: line " + number(7)));
  CHECK(subject(kCommands + "- echo \"$MI^NE: y\"\n") == "MINE");
  CHECK(subject(kCommands + "- echo \"y: ${MI^NE}\"\n") == "MINE");
  CHECK(subject(kCommands + "- echo \"y: ^${MINE}\"\n") == "${MINE}");
  CHECK_FALSE(holds(words(kCommands + "- echo $MI^NE\n      - echo '$MINE: y'\n"), "lines"));
  std::string many = "env:\n  variables:\n    MI^NE: x\n" + kCommands + "- echo\n";
  for (int i = 0; i < 20; ++i) many += "      - echo \"a: $MINE\"\n";
  CHECK(holds(words(many), "- Used by commands 20 times: lines "));
  for (int i = 0; i < 600; ++i) many += "      - echo \"a: $MINE\"\n";
  CHECK(holds(words(many), "- Used by commands: lines "));
}

TEST_CASE("uses outside of commands") {
  CHECK(words("env:\n  variables:\n    MI^NE: x\nartifacts:\n  name: a-$MINE\n  files:\n"
              "    - ${MINE}/*\n    - $OTHER/*\n") ==
        "**MINE**\n\n- Set: `x`, in `env.variables`, " + line(3) +
            "\n- Used outside of commands: lines " + number(5) + ", " + number(7));
}

TEST_CASE("in a here-document") {
  const auto text = [](const std::string& mark) {
    return kCommands + "- |\n        cat <<" + mark +
           "\n        $CODEBUILD_SRC^_DIR\n        EOF\n";
  };
  CHECK(holds(words(text("'EOF'")), "the shell leaves it as it is"));
  CHECK(holds(words(text("\"EOF\"")), "the shell leaves it as it is"));
  CHECK_FALSE(holds(words(text("EOF")), "the shell leaves it as it is"));
}

TEST_CASE("uses in PowerShell and cmd") {
  const std::string env = "env:\n  shell: powershell.exe\n  variables:\n    MI^NE: x\n";
  CHECK(holds(words(env + kCommands + "- Write-Host $env:MINE\n      - $env:MINE = 2\n"),
              "- Used by commands: line " + number(8)));
  const std::string cmd = "env:\n  shell: cmd.exe\n  variables:\n    MI^NE: x\n";
  CHECK(holds(words(cmd + kCommands + "- echo %MINE%\n      - set MINE=2\n"),
              "- Used by commands: line " + number(8)));
}

TEST_CASE("a variable of format 0.1") {
  CHECK(words("version: 0.1\nenvironment_variables:\n  plaintext:\n    MI^NE: x\n") ==
        "**MINE**\n\n- Set: `x`, in `environment_variables`, " + line(4));
}

TEST_CASE("what reaches a use, and what else sets it") {
  const std::string text = "env:\n  variables:\n    TAG: a\n" + kCommands +
                           "- TAG=b\n      - echo $TA^G\n      - TAG=c\n";
  CHECK(words(text) == "**TAG**\n\n- Here: `b`, in `build`, " + line(7) +
                           "\n- Also set: `a`, in `env.variables`, " + line(3) +
                           "\n- Also set: `c`, in `build`, " + line(9) +
                           "\n- Used by commands: line " + number(8));
  CHECK(holds(words(kCommands + "- echo $LA^TE\n      - LATE=1\n"), "- Set elsewhere: `1`"));
  CHECK(holds(words(kCommands + "- if make; then TAG=b; fi\n      - echo $TA^G\n"),
              "- Here, perhaps: `b`"));
  CHECK(holds(words(kCommands + "- TAG=b\n      - unset TAG\n      - echo $TA^G\n"),
              "- Set elsewhere: `b`"));
  CHECK(holds(words(kCommands + "- export TA^G=$(git describe)\n"),
              "- Set: `$(git describe)`, in `build`, " + line(4) + ", exported"));
  CHECK(holds(words(kCommands + "- read TA^G\n"), "by a command that reads it"));
  CHECK(holds(words(kCommands + "- for ON^E in a b; do echo $ONE; done\n"), "by a loop"));
  CHECK(holds(words(kCommands + "- TAG=1\n      - unset TA^G\n"), "Removed here."));
  CHECK(holds(words(kCommands + "- A^A=1 make\n"), "for that command alone"));
}

TEST_CASE("what a use does without a value") {
  CHECK(holds(words(kCommands + "- echo ${OTH^ER:-x}\n"), "the text behind it stands in"));
  CHECK(holds(words(kCommands + "- echo ${OTH^ER:?x}\n"), "the command fails and says so"));
  CHECK(holds(words(kCommands + "- echo '$OTH^ER'\n"), "In single quotes"));
}

TEST_CASE("where a variable comes from that the file does not set") {
  CHECK(holds(words(kCommands + "- echo $OTH^ER\n"), "This file does not set it: the project may"));
  ProjectFacts facts = some_project();
  facts.variables = std::vector<std::string>{"STAGE"};
  CHECK(holds(words(kCommands + "- echo $STA^GE\n", facts), "The project sets it."));
  CHECK(holds(words(kCommands + "- echo $OTH^ER\n", facts), "Neither this file nor the project"));
  CHECK(holds(words("env:\n  variables:\n    STA^GE: x\n", facts), "The project sets it too"));
  CHECK(
      holds(words(kCommands + "- echo $JAVA_HO^ME\n"), "The shell or CodeBuild's images set it."));
  CHECK(
      holds(words(kCommands + "- . ./env.sh\n      - echo $OTH^ER\n"), "A command in front of it"));
}

TEST_CASE("names outside of commands") {
  CHECK(words("artifacts:\n  name: app-$CODEBUILD_BUILD^_NUMBER\n")
            .starts_with("**CODEBUILD_BUILD_NUMBER**"));
  const std::string exported =
      words("env:\n  exported-variables: [TA^G]\n" + kCommands + "- TAG=1\n");
  CHECK(holds(exported, "- Set: `1`, in `build`, " + line(6)));
  CHECK(holds(exported,
              "- Handed on to later actions of a pipeline: `exported-variables`, " + line(2)));
  CHECK(words("batch:\n  build-list:\n    - identifier: a\n      env:\n        variables:\n"
              "          SUI^TE: x\n")
            .starts_with("**SUITE**"));
  CHECK(words("env:\n  variables:\n    a` b^: x\n").starts_with("`` a` b ``"));
}

TEST_CASE("other shells") {
  const std::string windows =
      "env:\n  shell: powershell.exe\n  variables:\n    MINE: x\n" + kCommands;
  CHECK(holds(words(windows + "- echo $env:MI^NE\n"), "in `env.variables`"));
  CHECK(subject(windows + "- echo ^$env:MINE\n") == "$env:MINE");
  const std::string cmd = "env:\n  shell: cmd.exe\n  variables:\n    MINE: x\n" + kCommands;
  CHECK(holds(words(cmd + "- echo %MI^NE%\n"), "in `env.variables`"));
  CHECK(words(cmd + "- echo 5%MI^NE\n").starts_with("**Command 1 of 1**"));
}

TEST_CASE("references to secrets, never secrets") {
  const std::string parameter = "env:\n  parameter-store:\n    KEY: /app/key\n";
  const std::string stored = words(parameter + kCommands + "- echo $K^EY\n");
  CHECK(holds(stored, "- Here: parameter `/app/key` of Parameter Store, " + line(3)));
  CHECK(holds(stored, "masked in the log"));
  CHECK(holds(words("env:\n  secrets-manager:\n    KEY: prod/db:pass^word:AWSCURRENT\n"),
              "secret `prod/db` of Secrets Manager, JSON key `password`, stage `AWSCURRENT`"));
  CHECK(holds(words("env:\n  secrets-manager:\n    K^EY: "
                    "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-a1B2c3\n"),
              "secret `db-a1B2c3` of Secrets Manager in `eu-west-1`, account `111122223333`"));
}

TEST_CASE("values that may be secrets are not shown") {
  const auto hidden = [](const std::string& source, std::string_view secret) {
    const std::string said = words(source);
    INFO(said);
    return said != "nothing" && !holds(said, secret);
  };
  CHECK(hidden("env:\n  variables:\n    DB_PASS^WORD: hunter2\n", "hunter2"));
  CHECK(hidden("env:\n  variables:\n    DB_PASSWORD: hun^ter2\n", "hunter2"));
  CHECK(hidden("env:\n  variables:\n    U^RL: https://me:hunter2@x.y/z\n", "hunter2"));
  CHECK(hidden("env:\n  variables:\n    IT^: ghp_0123456789abcdefghijklmnopqrstuvwxyz\n",
               "0123456789abcdef"));
  CHECK(hidden(kCommands + "- export API_TO^KEN=hunter2\n", "hunter2"));
  CHECK(hidden(kCommands + "- export FO^O=\"$(login --password hunter2)\"\n", "hunter2"));
  CHECK(hidden("env:\n  variables: {X: &p hunter2, DB_PASSWORD: *^p}\n", "hunter2"));
  CHECK(hidden("env:\n  variables: {DB_PASSWORD: &p hunter2, X: *^p}\n", "hunter2"));
  CHECK(hidden("a: &p\n  DB_PASSWORD: hunter2\n  X: y\nb: *^p\n", "hunter2"));
  CHECK(hidden(kCommands + "- mysql -phun^ter2\n", "hunter2"));
}
