#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "linter/shell/parser.h"

namespace buildspec::shell {
namespace {

std::string cut(std::string_view text, Span span) {
  return std::string(text.substr(span.begin, span.size()));
}

// Compounds in one line: kind, name, body in brackets, number of the parent.
std::string compounds(std::string_view text) {
  static constexpr std::string_view kNames[] = {"if",   "for",   "while",    "until",   "select",
                                                "case", "group", "subshell", "function"};
  std::string out;
  const Script script = parse(text);
  for (const Compound& compound : script.compounds) {
    if (!out.empty()) out += " ";
    out += kNames[static_cast<std::size_t>(compound.kind)];
    if (!compound.name.empty()) out += ":" + compound.name;
    out += "<" + cut(text, compound.body) + ">";
    if (compound.parent != kNowhere) out += "^" + std::to_string(compound.parent);
  }
  return out;
}

// What a script does when each of its commands fails: "name:effect(cause)".
std::string failures(std::string_view text) {
  static constexpr std::string_view kEffects[] = {"now", "end", "some", "no"};
  static constexpr std::string_view kCauses[] = {
      "last",      "errexit",   "fallback",  "not-last",   "chain",        "pipe",
      "swallowed", "condition", "negated",   "background", "substitution", "declaration",
      "loop",      "function",  "inspected", "foreign"};
  std::string out;
  const Script script = parse(text);
  for (const Command& command : script.commands) {
    if (!out.empty()) out += " ";
    out += command.words.empty() ? "=" : command.words[0].text;
    out += ":" + std::string(kEffects[static_cast<std::size_t>(command.failure)]);
    out += "(" + std::string(kCauses[static_cast<std::size_t>(command.cause)]) + ")";
    if (!command.because.empty()) out += "{" + cut(text, command.because) + "}";
  }
  return out;
}

std::string setters(std::string_view text) {
  static constexpr std::string_view kNames[] = {"=",    "export",  "local",    "declare",
                                                "loop", "builtin", "expansion"};
  static constexpr std::string_view kMentions[] = {"export", "unset", "declare", "local"};
  std::string out;
  for (const Command& command : parse(text).commands) {
    for (const Assignment& assignment : command.assignments)
      out += assignment.name + ":" +
             std::string(kNames[static_cast<std::size_t>(assignment.setter)]) + " ";
    for (const NameMention& mention : command.mentions)
      out +=
          mention.name + "?" + std::string(kMentions[static_cast<std::size_t>(mention.kind)]) + " ";
  }
  return out;
}

std::string uses(std::string_view text) {
  static constexpr std::string_view kForms[] = {"", ":-", ":=", ":+", ":?", "#", "!", "edit"};
  std::string out;
  for (const VariableUse& use : parse(text).variables) {
    out += use.name + std::string(kForms[static_cast<std::size_t>(use.form)]);
    if (use.quoting == Quoting::double_) out += "\"";
    if (use.splits) out += "*";
    if (use.arithmetic) out += "+";
    if (use.here_document) out += "<";
    if (use.nested != 0) out += "@" + std::to_string(use.nested);
    out += " ";
  }
  return out;
}

std::string features(std::string_view text) {
  std::string out;
  for (const BashFeature& feature : parse(text).bash_features) out += cut(text, feature.span) + " ";
  return out;
}

TEST_CASE("compound statements with their bodies") {
  CHECK(compounds("if a; then b; else c; fi") == "if< b; else c; >");
  CHECK(compounds("for x in a b; do c; done") == "for:x< c; >");
  CHECK(compounds("while a; do { b; }; done") == "while< { b; }; > group< b; >^0");
  CHECK(compounds("until a\ndo b\ndone") == "until< b\n>");
  CHECK(compounds("case $x in a|b) c;; *) d;; esac") == "case< a|b) c;; *) d;; >");
  CHECK(compounds("(cd a && make) | tee log") == "subshell<cd a && make>");
  CHECK(compounds("f() { a; }\nf") == "function:f<{ a; }> group< a; >^0");
  CHECK(compounds("function g { a; }") == "function:g<{ a; }> group< a; >^0");
  CHECK(compounds("echo a").empty());
}

TEST_CASE("a command knows what it stands in") {
  const Script script = parse("a; if b; then c; (d); fi; e");
  REQUIRE(script.commands.size() == 5);
  CHECK(script.commands[0].compound == kNowhere);
  CHECK(script.commands[1].compound == 0);
  CHECK(script.commands[2].compound == 0);
  CHECK(script.commands[3].compound == 1);
  CHECK(script.commands[4].compound == kNowhere);
}

TEST_CASE("the status of a script is that of its last command") {
  CHECK(failures("a") == "a:end(last)");
  CHECK(failures("a; b") == "a:no(not-last) b:end(last)");
  CHECK(failures("a\nb\n# c\n") == "a:no(not-last) b:end(last)");
  CHECK(failures("a && b") == "a:end(last) b:end(last)");
  CHECK(failures("a && b; c") == "a:no(not-last) b:no(not-last) c:end(last)");
  CHECK(failures("{ a; b; }") == "a:no(not-last) b:end(last)");
  CHECK(failures("(a; b)") == "a:no(not-last) b:end(last)");
  CHECK(failures("if a; then b; c; fi") == "a:no(condition) b:no(not-last) c:end(last)");
  CHECK(failures("for x in y; do a; b; done") == "=:end(last) a:no(not-last) b:some(loop)");
}

TEST_CASE("set -e ends a script at the first failure, but not everywhere") {
  CHECK(failures("set -e\na\nb") == "set:no(not-last) a:now(errexit) b:now(errexit)");
  CHECK(failures("set -euo pipefail; a | b; c") ==
        "set:no(not-last) a:now(errexit) b:now(errexit) c:now(errexit)");
  CHECK(failures("set -o errexit; a; set +e; b; c") ==
        "set:no(not-last) a:now(errexit) set:now(errexit) b:no(not-last) c:end(last)");
  CHECK(failures("set -e; a && b; c") ==
        "set:no(not-last) a:no(chain) b:now(errexit) c:now(errexit)");
  CHECK(failures("set -e; if a; then b; fi") == "set:no(not-last) a:no(condition) b:now(errexit)");
  CHECK(failures("set -e; (set +e; a; b); c") ==
        "set:no(not-last) set:now(errexit) a:no(not-last) b:now(errexit) c:now(errexit)");
}

TEST_CASE("what swallows a failure, and what passes it on") {
  CHECK(failures("a || true") == "a:no(swallowed){true} true:end(last)");
  CHECK(failures("a || echo failed; b") ==
        "a:no(swallowed){echo failed} echo:no(not-last) b:end(last)");
  CHECK(failures("a || exit 1; b") == "a:now(fallback){exit 1} exit:no(not-last) b:end(last)");
  CHECK(failures("a || { echo x; exit 1; }; b") ==
        "a:now(fallback){{ echo x; exit 1; }} echo:no(not-last) exit:no(not-last) b:end(last)");
  CHECK(failures("a || exit 0") == "a:no(swallowed){exit 0} exit:end(last)");
  CHECK(failures("a || b") == "a:some(fallback){b} b:end(last)");
  CHECK(failures("a | b") == "a:no(pipe) b:end(last)");
  CHECK(failures("set -o pipefail; a | b") == "set:no(not-last) a:end(last) b:end(last)");
  CHECK(failures("a &") == "a:no(background)");
  CHECK(failures("! a") == "a:no(negated)");
  CHECK(failures("echo $(a)") == "echo:end(last) a:no(substitution)");
  CHECK(failures("X=$(a)") == "=:end(last) a:end(last)");
  CHECK(failures("export X=$(a)") == "export:end(last) a:no(declaration)");
  CHECK(failures("f() { a; }") == "a:some(function)");
  CHECK(failures("a; rc=$?; b") == "a:some(inspected) =:no(not-last) b:end(last)");
}

TEST_CASE("scripts in words are read too, each piece at its own place") {
  const std::string text = "sudo bash -ec \"cd \\\"$DIR\\\" && npm run \\$NAME\"; sh -c 'a; b $X'";
  const Script script = parse(text);
  REQUIRE(script.nested.size() == 2);
  CHECK(script.nested[0].interpreter == Interpreter::bash);
  CHECK(script.nested[1].interpreter == Interpreter::sh);
  std::string all;
  for (const Command& command : script.commands)
    if (command.nested != 0) all += cut(text, command.span) + "|";
  CHECK(all == "cd \\\"$DIR\\\"|npm run \\$NAME|a|b $X|");
  // The outer shell expands $DIR; the inner one $NAME and $X.
  CHECK(uses(text) == "DIR\" NAME*@1 X*@2 ");
  const auto cd = std::find_if(script.commands.begin(), script.commands.end(),
                               [](const Command& each) { return each.name() == "cd"; });
  REQUIRE(cd != script.commands.end());
  CHECK(cd->subshell);
  CHECK(cd->failure == Failure::never);  // the first of two commands, the second is the last
  CHECK(failures("sh -c 'a; b'") == "sh:end(last) a:no(not-last) b:end(last)");
  CHECK(failures("sh -ec 'a; b'") == "sh:end(last) a:now(errexit) b:now(errexit)");
  CHECK(failures("sh -c 'a' || true") == "sh:no(swallowed){true} true:end(last) a:no(swallowed)");
  CHECK(setters("eval \"A=1\"; eval export B=$C") == "A:= B:export ");
  CHECK(parse("bash -c \"$SCRIPT\"").nested.empty() == false);
  CHECK(parse("bash script.sh -c x").nested.empty());
  CHECK(parse("sh -c \"sh -c 'sh -c \\\"sh -c a\\\"'\"").nested.size() == 3);
}

TEST_CASE("quotes of the inner script do not stop the outer shell") {
  const Script script = parse("bash -c \"echo '$A' '\\$B'\"");
  REQUIRE(script.commands.size() == 2);
  CHECK_FALSE(script.commands[1].words[1].literal);
  CHECK(script.commands[1].words[2].literal);
  const auto names = names_in_single_quotes(script);
  REQUIRE(names.empty());  // the second one is escaped in the outer text: its bytes are not "$B"
}

TEST_CASE("everything that gives a variable its value") {
  CHECK(setters("A=1; export B=2 C; readonly D=3; local E; unset F") ==
        "A:= B:export C?export D:declare E?local F?unset ");
  CHECK(setters("read -r -p 'x: ' A B; read -s C; printf -v D %s x; getopts ab: E") ==
        "A:builtin B:builtin C:builtin D:builtin E:builtin ");
  CHECK(setters("for x in a; do mapfile -t L; done; echo ${M:=1}") ==
        "x:loop L:builtin M:expansion ");
  CHECK(setters("declare -A MAP=([a]=b); MAP[c]+=d") == "MAP:declare MAP[c]:= ");
}

TEST_CASE("how a variable is used") {
  CHECK(uses("echo $A \"$B\" ${C:-$D} ${E+x} ${#F} ${G%x} ${H:?no} ${!I}") ==
        "A* B\" C:-* D* E:+* F#* Gedit* H:?* I!* ");
  CHECK(uses("A=$B C=\"$D\" cmd") == "B D\" ");
  CHECK(uses("[[ $A == b ]] && [ $C = d ]") == "A C* ");
  CHECK(uses("echo $((A + $B)) > $C; ((D++))") == "A+ B+ C D+ ");
  CHECK(uses("cat <<EOF\n$A\nEOF") == "A\"< ");
  CHECK(uses("case $A in $B) c $D;; esac") == "A B D* ");
  CHECK(uses("${A[$i]} ${B[@]}") == "A* i+ B* ");
}

TEST_CASE("names in single quotes can be asked for") {
  const Script script = parse("echo 'a $B ${C} $1 \\$D' \"'$E'\"");
  const auto names = names_in_single_quotes(script);
  REQUIRE(names.size() == 3);
  CHECK(names[0].name == "B");
  CHECK(names[0].span == Span{8, 10});
  CHECK(names[1].name == "C");
  CHECK(names[1].word == 1);
}

TEST_CASE("what only bash knows") {
  const Script named = parse("$'f'() { :; }");
  for (const BashFeature& feature : named.bash_features)
    CHECK((feature.command == kNowhere || feature.command < named.commands.size()));
  CHECK(features("[[ a ]] && ((x)); A=(1); ${A[0]}; function f { :; }") == "[[ (( ( [0] function ");
  CHECK(features("a <(b) <<< c &> d; e |& f; g{1..2} {h,i}") == "<( <<< &> |& {1..2} {h,i} ");
  CHECK(features("A+=1; ${A:1} ${A/b/c} ${A^^} ${!A} $'x'") == "+= : / ^ ${!A $' ");
  CHECK(features("[ a = b ] && $(c) `d` ${A:-b} ${A%c} ${A#d} a2>&1 > f {} {a} 'b,c'").empty());
}

}  // namespace
}  // namespace buildspec::shell
