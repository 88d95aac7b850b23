#include "lsp/ide/semantic_tokens.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "tests/ide/marked.h"

using namespace buildspec;
using namespace buildspec::ide;
using namespace buildspec::ide::test;

namespace {

// "text type" or "text type.modifier", one after the other.
std::string shown(const Snapshot& snapshot, const std::vector<SemanticToken>& tokens) {
  std::string result;
  for (const SemanticToken& token : tokens) {
    if (!result.empty()) result += " | ";
    result += snapshot.text.bytes(token.span);
    result += ' ';
    result += kTokenTypeNames[static_cast<std::size_t>(token.type)];
    for (std::size_t i = 0; i < kTokenModifierNames.size(); ++i) {
      if ((token.modifiers >> i & 1U) != 0) result += '.' + std::string(kTokenModifierNames[i]);
    }
  }
  return result;
}

std::string tokens(std::string text, TokenScope scope = TokenScope::everything) {
  const SnapshotPtr snapshot = read(std::move(text));
  return shown(*snapshot, semantic_tokens(*snapshot, {0, snapshot->text.size()}, scope));
}

// Of one command, in a literal block so that it needs no quotes.
std::string command(std::string_view text, std::string_view head = "") {
  std::string source = std::string(head) + "phases:\n  build:\n    commands:\n      - |\n";
  const auto begin = static_cast<std::uint32_t>(source.size());
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    source += "        " + std::string(text.substr(at, end - at)) + "\n";
    at = end + 1;
  }
  const SnapshotPtr snapshot = read(source);
  return shown(*snapshot, semantic_tokens(*snapshot, {begin, snapshot->text.size()},
                                          TokenScope::beyond_grammar));
}

}  // namespace

TEST_CASE("keys, values and phases") {
  CHECK(tokens("version: 0.2\n") == "version property | 0.2 number");
  CHECK(tokens("phases:\n  build:\n    on-failure: ABORT\n") ==
        "phases property | build namespace | on-failure property | ABORT enumMember");
  CHECK(tokens("{\"version\": 0.2}") == "\"version\" property | 0.2 number");
  CHECK(tokens("artifacts:\n  discard-paths: yes\n  name: app\n") ==
        "artifacts property | discard-paths property | yes keyword | name property | app string");
}

TEST_CASE("keys that CodeBuild does not know, and those of another version") {
  CHECK(tokens("phases:\n  buld:\n    commands: x\n") ==
        "phases property | buld property.unknown | commands property | x string");
  CHECK(tokens("version: 0.2\nenvironment_variables:\n  plaintext:\n    A: b\n")
            .find("environment_variables property.unknown") != std::string::npos);
  CHECK(tokens("version: 0.1\nenvironment_variables:\n  plaintext:\n    A: b\n") ==
        "version property | 0.1 number.deprecated | environment_variables property.deprecated | "
        "plaintext property.deprecated | A variable.declaration | b string");
}

TEST_CASE("names that the user chose") {
  CHECK(tokens("env:\n  variables:\n    A: \"1\"\n  exported-variables: [A]\n") ==
        "env property | variables property | A variable.declaration | \"1\" string | "
        "exported-variables property | A variable");
  CHECK(tokens("reports:\n  unit:\n    files: x\n") ==
        "reports property | unit class.declaration | files property | x string");
  CHECK(tokens("batch:\n  build-graph:\n    - identifier: a\n    - identifier: b\n"
               "      depend-on: [a]\n") ==
        "batch property | build-graph property | identifier property | a class.declaration | "
        "identifier property | b class.declaration | depend-on property | a class");
}

TEST_CASE("runtimes and their versions") {
  CHECK(tokens("phases:\n  install:\n    runtime-versions:\n      python: 3.12\n"
               "      java: corretto21\n      cobol: latest\n      nodejs: $NODE\n")
            .ends_with("python property | 3.12 number | java property | corretto21 enumMember | "
                       "cobol property.unknown | latest enumMember | nodejs property | "
                       "$NODE variable"));
}

TEST_CASE("references and wildcards in values") {
  CHECK(tokens(
            "artifacts:\n  name: app-$CODEBUILD_BUILD_NUMBER.zip\n  files:\n    - 'a/**/*.js'\n") ==
        "artifacts property | name property | app- string | "
        "$CODEBUILD_BUILD_NUMBER variable.readonly.defaultLibrary | .zip string | files property | "
        "'a/ string | ** operator | / string | * operator | .js' string");
  CHECK(tokens("artifacts:\n  name: ${MINE}\n  files: '*'\n", TokenScope::beyond_grammar) ==
        "artifacts property | name property | ${MINE} variable | files property | * operator");
}

TEST_CASE("anchors, aliases, merge keys, tags") {
  CHECK(tokens("a: &x !!str b\nc: *x\nd:\n  <<: *x\n") ==
        "a property.unknown | &x macro.declaration | !!str type | b string | "
        "c property.unknown | *x macro | d property.unknown | << operator | *x macro");
}

TEST_CASE("comments and plain scalars are left to a grammar that there is") {
  const std::string text =
      "# one\nversion: 0.2 # two\nenv:\n  variables:\n    A: 'x # y' # three\n"
      "    B: 12\n    C: true\n    D: |  # four\n      x # y\n";
  CHECK(tokens(text) ==
        "# one comment | version property | 0.2 number | # two comment | env property | "
        "variables property | A variable.declaration | 'x # y' string | # three comment | "
        "B variable.declaration | 12 number | C variable.declaration | true keyword | "
        "D variable.declaration | | operator | # four comment | x # y string");
  CHECK(tokens(text, TokenScope::beyond_grammar) ==
        "version property | 0.2 number | env property | variables property | "
        "A variable.declaration | B variable.declaration | C variable.declaration | "
        "D variable.declaration");
}

TEST_CASE("names, options and arguments of commands") {
  CHECK(command("npm run build --prefix=web -s") ==
        "npm function | --prefix parameter | = operator | -s parameter");
  CHECK(command("cd src && echo 'a b' \"c\" 5") ==
        "cd function.defaultLibrary | && operator | echo function.defaultLibrary | 'a b' string | "
        "\"c\" string | 5 number");
  CHECK(command("sudo apt-get install -y jq") == "sudo function | apt-get function | -y parameter");
  CHECK(command("\"./run it\" x") == "\"./run it\" function");
}

TEST_CASE("variables in commands") {
  CHECK(command("echo $A ${B:-x} $CODEBUILD_SRC_DIR \"a $HOME b\"") ==
        "echo function.defaultLibrary | $A variable | ${B variable | :- operator | } variable | "
        "$CODEBUILD_SRC_DIR variable.readonly.defaultLibrary | \"a string | "
        "$HOME variable.readonly.defaultLibrary | b\" string");
  CHECK(command("A=1; export B=\"$A\" C; A+=x") ==
        "A variable.declaration | = operator | 1 number | ; operator | "
        "export function.defaultLibrary | B variable.declaration | = operator | \" string | "
        "$A variable | \" string | C variable | ; operator | A variable.modification | "
        "+= operator");
  CHECK(command("echo $(( A + 2 ))") ==
        "echo function.defaultLibrary | $(( operator | A variable | + operator | 2 number | "
        ")) operator");
}

TEST_CASE("reserved words, operators and comments") {
  CHECK(command("if [ -f x ]; then\n  y | z > out 2>&1 # why\nfi") ==
        "if keyword | [ keyword | -f operator | ] keyword | ; operator | then keyword | "
        "y function | | operator | z function | > operator | 2>& operator | 1 number | "
        "# why comment | fi keyword");
  CHECK(command("for f in a 1 $B; do x; done") ==
        "for keyword | f variable.declaration | in keyword | 1 number | $B variable | ; operator | "
        "do keyword | x function | ; operator | done keyword");
  CHECK(command("case \"$A\" in\n  x|y) z ;;\n  *) w ;;\nesac") ==
        "case keyword | \" string | $A variable | \" string | in keyword | | operator | ) operator "
        "| z function | ;; operator | * operator | ) operator | w function | ;; operator | "
        "esac keyword");
  CHECK(command("f() { echo x#y; }\nf") ==
        "f function.declaration | () operator | { keyword | echo function.defaultLibrary | "
        "; operator | } keyword | f function");
  CHECK(command("[[ $A == b && ! -z $C ]] || exit 1") ==
        "[[ keyword | $A variable | == operator | && operator | ! operator | -z operator | "
        "$C variable | ]] keyword | || operator | exit function.defaultLibrary | 1 number");
}

TEST_CASE("scripts inside of commands") {
  CHECK(command("echo \"$(date -u)\"") ==
        "echo function.defaultLibrary | \" string | $( operator | date function | -u parameter | "
        ") operator | \" string");
  CHECK(command("bash -c 'cd a && npm ci # x'") ==
        "bash function | -c parameter | ' string | cd function.defaultLibrary | && operator | "
        "npm function | # x comment | ' string");
  CHECK(command("A=$(x `y`)") ==
        "A variable.declaration | = operator | $( operator | x function | ` operator | y function "
        "| `) operator");
  CHECK(command("sh -c \"echo $A \\$B\"") ==
        "sh function | -c parameter | \" string | echo function.defaultLibrary | $A variable | "
        "\\$B variable | \" string");
}

TEST_CASE("here-documents") {
  CHECK(command("cat <<EOF > f\n  a $B\n  $(x -y)\nEOF\nz") ==
        "cat function | << operator | EOF keyword | > operator | a string | $B variable | "
        "$( string | x function | -y parameter | ) string | EOF keyword | z function");
  CHECK(command("cat <<'EOF'\n$B # no\nEOF") ==
        "cat function | << operator | 'EOF' keyword | $B # no string | EOF keyword");
}

TEST_CASE("commands in every style of scalar") {
  const std::string head = "phases:\n  build:\n    commands:\n      - ";
  const auto of = [&](std::string_view rest) {
    const SnapshotPtr snapshot = read(head + std::string(rest));
    return shown(
        *snapshot,
        semantic_tokens(*snapshot, {static_cast<std::uint32_t>(head.size()), snapshot->text.size()},
                        TokenScope::beyond_grammar));
  };
  const std::string expected =
      "echo function.defaultLibrary | \"a string | b\" string | $C variable";
  CHECK(of("echo \"a\n        b\" $C\n") == expected);
  CHECK(of(">-\n        echo \"a\n        b\" $C\n") == expected);
  CHECK(of("|\n        echo \"a\n        b\" $C\n") == expected);
  CHECK(of("'echo \"a\n        b\" $C'\n") == expected);
  CHECK(of("\"echo \\\"a\n        b\\\" $C\"\n") ==
        "echo function.defaultLibrary | \\\"a string | b\\\" string | $C variable");
  CHECK(of("|\r\n        echo \"a\r\n        b\" $C\r\n") == expected);
  CHECK(tokens("phases: {build: {commands: [\"npm ci -s\"]}}", TokenScope::beyond_grammar) ==
        "phases property | build namespace | commands property | npm function | -s parameter");
}

TEST_CASE("PowerShell") {
  CHECK(command("Write-Host \"a $Env:B\" -NoNewline # x\nif ($A -eq 1) { exit 2 }",
                "env:\n  shell: powershell.exe\n") ==
        "Write-Host function | \"a string | $Env:B variable | \" string | -NoNewline parameter | "
        "# x comment | if keyword | ( operator | $A variable | -eq operator | 1 number | "
        ") operator | { operator | exit keyword | 2 number | } operator");
}

TEST_CASE("files that are none of ours, empty and broken ones") {
  CHECK(tokens("").empty());
  CHECK(tokens("# only\n") == "# only comment");
  CHECK(tokens("version: 1\nfrontend:\n  phases:\n    build:\n      commands:\n        - x\n")
            .empty());
  CHECK(tokens("version: 0.2\n--- # second\nversion: 0.2\n") == "version property | 0.2 number");
  CHECK(
      tokens("phases:\n  build:\n    commands:\n      - echo \"$A\n", TokenScope::beyond_grammar) ==
      "phases property | build namespace | commands property | echo function.defaultLibrary | "
      "\" string | $A variable");
  CHECK(tokens("phases: {build: {on-failure: ABORT\n") ==
        "phases property | build namespace | on-failure property | ABORT enumMember");
}

TEST_CASE("what is nested too deep has no tokens, and nothing in it is taken for a comment") {
  const auto nested = [](int depth) {
    std::string text;
    for (int i = 0; i < depth; ++i) text += "[a, ";
    text += "\"x # y\"";
    for (int i = 0; i < depth; ++i) text += "]";
    return tokens(text + " # end\n");
  };
  CHECK(nested(2) == "a string | a string | \"x # y\" string | # end comment");
  CHECK(nested(100).ends_with("a string | \"x # y\" string | # end comment"));
  CHECK(nested(101).ends_with("a string | # end comment"));
  CHECK(nested(9'000).ends_with("a string | # end comment"));
  CHECK(nested(20'000).ends_with("a string"));
}

TEST_CASE("a range has what touches it") {
  const SnapshotPtr snapshot =
      read("# a # b\nversion: 0.2 # c\nphases:\n  build:\n    commands: [x]\n");
  const auto part = [&](std::uint32_t begin, std::uint32_t end) {
    return shown(*snapshot, semantic_tokens(*snapshot, {begin, end}, TokenScope::everything));
  };
  CHECK(part(5, 10) == "# a # b comment | version property");
  CHECK(part(18, 22) == "0.2 number | # c comment");
  CHECK(part(21, 22) == "# c comment");
  CHECK(part(3, 3).empty());
}
