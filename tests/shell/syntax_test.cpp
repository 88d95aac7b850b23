// Where a text stops being shell, held against the shells themselves where they are installed.
#include <doctest/doctest.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "linter/shell/parser.h"

namespace buildspec::shell {
namespace {

std::string problem(std::string_view text) {
  const Script script = parse(text);
  if (!script.problem) return script.broken ? "not sure" : "";
  const Span span = script.problem->span;
  return script.problem->message + " <" + std::string(text.substr(span.begin, span.size())) + ">" +
         (script.problem->at_end ? " at the end" : "");
}

constexpr std::array<std::string_view, 44> kWrong{
    "echo \"a",
    "echo 'a",
    "echo `a",
    "echo $(a",
    "echo ${A",
    "if a; then b",
    "if a; then b; else c",
    "if a; b; fi",
    "if a",
    "if a; then fi",
    "if; then a; fi",
    "for x in a; do b",
    "for x in a; b; done",
    "for in a; do b; done",
    "while a; do b",
    "while a; b; done",
    "until a; do done",
    "case $x in a) b",
    "case $x a) b;; esac",
    "{ a",
    "( a",
    "( )",
    "a; }",
    "a )",
    "a; fi",
    "a; done",
    "then a",
    "else",
    "esac",
    "do a; done",
    "a; ;",
    "; a",
    "a ;; b",
    "&& a",
    "a &&",
    "a ||",
    "a |",
    "a | | b",
    "a && || b",
    "echo a (b)",
    "a >",
    "a > ; b",
    "if a; then b; done",
    "a & && b",
};

constexpr std::array<std::string_view, 24> kRight{
    "",
    "a",
    "a;",
    "a &",
    "a && b || c",
    "a |\n\n b",
    "if a; then b; elif c; then d; else e; fi",
    "if a\nthen b\nfi >f",
    "for x in a b; do c; done",
    "for x\ndo a\ndone",
    "while a; do b; done < f",
    "case $x in a|b) c;; (*) d; esac",
    "case $x in\n  # none\n  a) ;;\nesac",
    "{ a; b; }",
    "(a; b) | c",
    "f() { a; }",
    "echo if then fi done } esac",
    "echo {} {a} a}b",
    "echo 'it'\\''s' \"a \\\" b\" `a` $(b \"c\") ${d:-\"e f\"}",
    "cat <<EOF\nif then ' \"\nEOF\na",
    "cat <<'A' <<-B | c\n$(\nA\n\tx\n\tB\n",
    "echo a # ' \" `",
    "echo $((1 + (2 * 3))) a#b \\' \\\" ;",
    "! a | b",
};

TEST_CASE("the words for what is wrong") {
  CHECK(problem("echo 'a\nb") == "the quote is never closed <'> at the end");
  CHECK(problem("if a; then b") == "`fi` is missing: the `if` is never closed <if> at the end");
  CHECK(problem("a; fi") == "`fi` without `if` <fi>");
  CHECK(problem("then a") == "`then` without `if` <then>");
  CHECK(problem("a ;; b") == "`;;` without `case` <;;>");
  CHECK(problem("if a; then b; done") == "`done` without `do` <done>");
  CHECK(problem("a &&") == "a command is missing behind `&&` <&&> at the end");
  CHECK(problem("a && ; b") == "`;` where a command is expected, behind `&&` <;>");
  CHECK(problem("if a; then fi") == "`fi` where a command is expected, behind `then` <fi>");
  CHECK(problem("echo a (b)") == "`(` cannot stand here <(>");
  CHECK(problem("a >") == "behind `>` the name of a file is missing <>> at the end");
  CHECK(problem("x=$(a") == "`$(` is never closed <$(> at the end");
  CHECK(problem("sh -c 'if a'; b") ==
        "`then` is missing: the `if` is never closed in the script of `sh` <if> at the end");
}

TEST_CASE("nothing is certain where the shells differ") {
  CHECK(problem("[[ a").find("not sure") == 0);
  CHECK(problem("select x in a").find("not sure") == 0);
  CHECK(problem("A=(1").find("not sure") == 0);
  CHECK(problem("echo `if`") == "not sure");
}

TEST_CASE("what is read of a broken text") {
  const Script script = parse("a \"$B\"\nif c; then d $E\nf 'g");
  std::string names;
  for (const Command& command : script.commands) names += std::string(command.name()) + " ";
  CHECK(names == "a c d f ");
  CHECK(script.variables.size() == 2);
}

TEST_CASE("right is right and wrong is wrong") {
  for (const std::string_view text : kRight) CHECK_MESSAGE(problem(text).empty(), text);
  for (const std::string_view text : kWrong) {
    CAPTURE(text);
    CHECK_FALSE(problem(text).empty());
    CHECK(problem(text) != "not sure");
  }
}

// The verdict of a real shell; nothing where it is not installed.
bool installed(const std::string& shell) {
  return std::system((shell + " -c : >/dev/null 2>&1").c_str()) == 0;
}
bool accepts(const std::string& shell, std::string_view text) {
  static const std::string file = std::string(std::tmpnam(nullptr)) + ".sh";
  std::ofstream(file, std::ios::binary) << text;
  const bool fine = std::system((shell + " -n " + file + " >/dev/null 2>&1").c_str()) == 0;
  std::remove(file.c_str());
  return fine;
}

TEST_CASE("the shells say the same") {
  for (const std::string shell : {"bash", "dash"}) {
    if (!installed(shell)) {
      MESSAGE("skipped: " << shell << " is not installed");
      continue;
    }
    for (const std::string_view text : kRight)
      CHECK_MESSAGE(accepts(shell, text), shell << ": " << text);
    for (const std::string_view text : kWrong)
      CHECK_MESSAGE(!accepts(shell, text), shell << ": " << text);
  }
}

// Every text that an edit of a right one gives: one piece left out, or one put in.
std::vector<std::string> mutations(std::string_view text) {
  static constexpr std::array<std::string_view, 12> kPieces{
      "fi", "then", "done", "do", "esac", "}", "{", ")", "(", ";", "\"", "'"};
  std::vector<std::string> found;
  for (std::size_t at = 0; at <= text.size(); at += 3) {
    found.emplace_back(text.substr(0, at));
    for (const std::string_view piece : kPieces)
      found.push_back(std::string(text.substr(0, at)) + " " + std::string(piece) + " " +
                      std::string(text.substr(at)));
  }
  return found;
}

TEST_CASE("a problem is only told where both shells refuse") {
  if (!installed("bash") || !installed("dash")) {
    MESSAGE("skipped: bash and dash are needed");
    return;
  }
  std::size_t told = 0;
  for (const std::string_view text : {kRight[6], kRight[11], kRight[18]}) {
    for (const std::string& mutated : mutations(text)) {
      const Script script = parse(mutated);
      CAPTURE(mutated);
      if (script.problem) {
        ++told;
        CHECK_FALSE(accepts("bash", mutated));
        // `${A${B}`: dash refuses it only once it comes there.
        if (script.problem->fault != SyntaxFault::open_expansion)
          CHECK_FALSE(accepts("dash", mutated));
      } else if (!script.broken) {
        CHECK(accepts("bash", mutated));
      }
    }
  }
  CHECK(told > 100);
}

}  // namespace
}  // namespace buildspec::shell
