#include <doctest/doctest.h>

#include <string>

#include "linter/shell/parser.h"
#include "tests/support/corpus.h"

namespace buildspec::shell {
namespace {

// A script in one line: commands separated by " ; ", words in brackets, "~" in front of what is in
// a subshell, "?" of what may not run.
std::string show(std::string_view text) {
  const Script script = parse(text);
  std::string out = script.broken ? "broken: " : "";
  for (const Command& command : script.commands) {
    if (&command != script.commands.data()) out += " ; ";
    if (command.subshell) out += "~";
    if (command.conditional) out += "?";
    for (const Assignment& assignment : command.assignments)
      out += (assignment.exported ? "export " : "") + assignment.name +
             (assignment.append ? "+=" : "=") + assignment.value.text + " ";
    for (const Word& word : command.words)
      out += "[" + word.text + "]" + (word.literal ? "" : "$") + (word.glob ? "*" : "");
    for (const Redirection& redirection : command.redirections) {
      static constexpr std::string_view kSigns[] = {"<", ">", ">>", ">&", "<<", "<<<"};
      out += " ";
      if (redirection.descriptor) out += std::to_string(*redirection.descriptor);
      out += kSigns[static_cast<std::size_t>(redirection.kind)];
      out += redirection.target.text;
    }
  }
  return out;
}

std::string names(std::string_view text) {
  std::string out;
  for (const VariableUse& use : parse(text).variables)
    out +=
        use.name + "@" + std::to_string(use.span.begin) + "-" + std::to_string(use.span.end) + " ";
  return out;
}

TEST_CASE("words lose their quotes and keep their expansions") {
  CHECK(show("cmd -p \"a b\" c\\ d 'x y' $'z'") == "[cmd][-p][a b][c d][x y][z]");
  CHECK(show("echo x\"y $A\"z") == "[echo][xy $Az]$");
  CHECK(show("echo \"\\$A \\\"q\\\" \\n\"") == "[echo][$A \"q\" \\n]");
  CHECK(show("ls *.txt a?b '*'") == "[ls][*.txt]*[a?b]*[*]");
  CHECK(show("$CMD arg") == "[$CMD]$[arg]");
  CHECK(show("echo ''") == "[echo][]");
}

TEST_CASE("assignments, alone, in front of a command and exported") {
  CHECK(show("A=1") == "A=1 ");
  CHECK(show("A=1 B=\"x $Y\" cmd") == "A=1 B=x $Y [cmd]");
  CHECK(show("A=1 B=2") == "A=1 B=2 ");
  CHECK(show("export A=1 B C='d e'") == "export A=1 export C=d e [export][B]");
  CHECK(show("B+=x") == "B+=x ");
  CHECK(show("for x in a b; do echo; done") == "x=  ; ?[echo]");
}

TEST_CASE("redirections belong to the command they act on") {
  CHECK(show("a > out.txt 2>&1") == "[a] >out.txt 2>&1");
  CHECK(show("a | b > c") == "~[a] ; ~[b] >c");
  CHECK(show("a && b >> c") == "[a] ; [b] >>c");
  CHECK(show("(a && b) > log") == " >log ; ~[a] ; ~[b]");
  CHECK(show("a &> all") == "[a] >all");
  CHECK(show("a >& 2") == "[a] >&2");
  CHECK(show("a >& file") == "[a] >file");
  CHECK(show("> f") == " >f");
  CHECK(show("while read l; do x; done < in") == " <in ; l= [read][l] ; ?[x]");
  CHECK(show("cat <<EOF > f.txt\nhi $A\nEOF") == "[cat] <<EOF >f.txt");
  CHECK(show("cat <<'EOF' | tee g\nx $A\nEOF") == "~[cat] <<EOF ; ~[tee][g]");
  CHECK(show("cmd <<< \"x $A\"") == "[cmd] <<<x $A");
  CHECK(show("printf '[{\"n\":\"%s\"}]' $R:v > f.json") ==
        "[printf][[{\"n\":\"%s\"}]][$R:v]$ >f.json");
}

TEST_CASE("where a command stands") {
  CHECK(show("a && b || c; d") == "[a] ; [b] ; ?[c] ; [d]");
  CHECK(show("if a; then b; elif c; then d; else e; fi") == "[a] ; ?[b] ; ?[c] ; ?[d] ; ?[e]");
  CHECK(show("case $x in a) b;; esac") == "?[b]");
  CHECK(show("(cd a && make)") == "~[cd][a] ; ~[make]");
  CHECK(show("echo $(a b) `c`") == "[echo][$(a b)]$[`c`]$ ; ~[a][b] ; ~[c]");
  CHECK(show("a & b") == "~[a] ; [b]");
  CHECK(show("f() { g; }") == "?[g]");
  CHECK(show("! grep x") == "[grep][x]");
  CHECK(show("{ a; b; }") == "[a] ; [b]");
}

TEST_CASE("pipelines share a number") {
  const Script script = parse("a | b; c; d | e | f");
  REQUIRE(script.commands.size() == 6);
  std::string numbers;
  for (const Command& command : script.commands) numbers += std::to_string(command.pipeline);
  CHECK(numbers == "110222");
}

TEST_CASE("variables, wherever they are used") {
  CHECK(names("echo $A \"${B}\" ${C:-$D} '$E'") == "A@5-7 B@9-13 C@15-23 D@20-22 ");
  CHECK(names("echo $((A + B * 2))") == "A@8-9 B@12-13 ");
  CHECK(names("cat <<EOF\n$A\nEOF") == "A@10-12 ");
  CHECK(names("cat <<'EOF'\n$A\nEOF").empty());
  CHECK(names("x=$(f $A) > $B/c") == "A@6-8 B@12-14 ");
  CHECK(names("echo ${D[0]} ${#L} $1 $?") == "D@5-12 L@13-18 1@19-21 ?@22-24 ");
  CHECK(names("[[ -f $A ]] && (cd $B)") == "A@6-8 B@19-21 ");
}

TEST_CASE("the variable at an offset is the innermost one") {
  const Script script = parse("echo ${C:-$D} x");
  CHECK(script.variable_at(4) == nullptr);
  REQUIRE(script.variable_at(5) != nullptr);
  CHECK(script.variable_at(5)->name == "C");
  CHECK(script.variable_at(11)->name == "D");
  CHECK(script.variable_at(15) == nullptr);
}

TEST_CASE("a broken command says so and keeps what can be read") {
  CHECK(parse("cmd \"unterminated").broken);
  CHECK(parse("if a; then b").broken);
  CHECK(parse("cmd \"unterminated").commands.at(0).name() == "cmd");
  CHECK_FALSE(parse("").broken);
  CHECK(parse("").commands.empty());
}

TEST_CASE("the inside of a quoted word is its exact bytes") {
  const std::string text = "mysql -p'abc' --password=\"d$E\"";
  const Script script = parse(text);
  const Word& word = script.commands.at(0).words.at(2);
  REQUIRE(word.parts.size() == 3);
  CHECK(text.substr(word.parts[1].span.begin, word.parts[1].span.size()) == "d");
  CHECK(word.parts[2].kind == PartKind::variable);
  CHECK(word.parts[2].text == "E");
}

TEST_CASE("deep nesting and large input neither crash nor hang") {
  std::string nested;
  for (int i = 0; i < 3'000; ++i) nested += "$(";
  CHECK(parse(nested).broken);
  CHECK_FALSE(parse(std::string(3'000, '(') + std::string(3'000, ')')).broken);
  std::string subshells;
  for (int i = 0; i < 3'000; ++i) subshells += "( ";
  CHECK(parse(subshells).broken);
  CHECK(parse(std::string(2U << 20U, 'a')).broken);
  std::string here_documents;
  for (int i = 0; i < 10'000; ++i) here_documents += "<<A ";
  CHECK(parse(here_documents).commands.size() == 1);
  std::string quotes;
  for (int i = 0; i < 20'000; ++i) quotes += "\"$(a '";
  const Script script = parse(quotes);
  CHECK(script.broken);
  std::string chain = "a";
  for (int i = 0; i < 20'000; ++i) chain += "&&a";
  CHECK(parse(chain).commands.size() == 20'001);
  std::string scripts;
  for (int i = 0; i < 5'000; ++i) scripts += "sh -c \"b$(";
  CHECK(parse(scripts).broken);
}

TEST_CASE("the shell that env.shell names") {
  CHECK(dialect_of("bash") == Dialect::bash);
  CHECK(dialect_of("/bin/sh") == Dialect::posix);
  CHECK(dialect_of("powershell.exe") == Dialect::powershell);
  CHECK(dialect_of("C:\\Windows\\System32\\cmd.exe") == Dialect::cmd);
  CHECK(dialect_of("fish") == std::nullopt);
  CHECK(looks_like_powershell("Write-Host $Env:PATH"));
  CHECK_FALSE(looks_like_powershell("echo $PATH"));
  CHECK(is_windows("aws/codebuild/windows-base:2019-3.0", ""));
  CHECK(is_windows("", "WINDOWS_SERVER_2022_CONTAINER"));
  CHECK_FALSE(is_windows("aws/codebuild/standard:7.0", "LINUX_CONTAINER"));
}

}  // namespace
}  // namespace buildspec::shell
