#include "linter/syntax/oracle.h"

#include <doctest/doctest.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "linter/syntax/facts.h"
#include "linter/syntax/oracle_decode.h"
#include "linter/syntax/oracle_document.h"
#include "linter/syntax/oracle_resolve.h"
#include "linter/syntax/tree.h"

namespace buildspec {
namespace {

using namespace std::string_literals;

std::string verdict(const std::string& text) {
  const auto fault = judge(*parse(SourceText(text)));
  return fault ? fault->message : "ok";
}

std::string oracle_alone(const std::string& text) {
  const auto fault = ask_oracle(text);
  return fault ? fault->message : "ok";
}

// What the finding underlines, with its line from 1: "4: the text".
std::string underlined(const std::string& text) {
  const TreePtr tree = parse(SourceText(text));
  const auto fault = judge(*tree);
  if (!fault) return "nothing";
  return std::to_string(tree->text().line_of(fault->place.begin) + 1) + ": " +
         std::string(tree->text().bytes(fault->place));
}

std::string repeated(std::string_view text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

}  // namespace

TEST_CASE("a fault stands where a user would look for it") {
  const std::string head = "version: 0.2\nphases:\n  build:\n    commands:\n";
  CHECK(underlined("version: 0.2\nphases\n  build: 1\n") == "2: phases");
  CHECK(underlined("version:0.2\nphases:\n  build: 1\n") == "1: :");
  CHECK(underlined("version: 0.2\nphases:\n  bu\n  build: 1\n") == "3: bu");
  CHECK(underlined("a: 'x\nb: y\nc: z\n") == "1: 'x");
  CHECK(underlined("files: [a, b\nname: c\nd: e\n") == "1: [");
  CHECK(underlined("a: b\nc: ]\nd: e\n") == "2: ]");
  CHECK(underlined(head + "      - echo a: b: c\n") == "5: :");
  CHECK(underlined(head + "      - [ -f x ] && y\n") == "5: && y");
  CHECK(underlined(head + "      - \"$FOO\" bar\n") == "5: bar");
  CHECK(underlined(head + "      - *.jar\n      - b\n") == "5: *.jar");
  CHECK(underlined(head + "      - @x\n") == "5: @");
  CHECK(underlined("a: \"x\\d+\"\n") == "1: \\d");
  CHECK(underlined("a: 1\nb: *none\n") == "2: *none");
  CHECK(underlined("a: {{ name }}\n") == "1: { name }");
  CHECK(underlined("a: !!int one # note\n") == "1: !!int one");
  CHECK(underlined("{\n  \"a\": 1\n  \"b\": 2\n}\n").substr(0, 2) == "2:");
  CHECK(underlined("a:\n    b: 1\n  c: 2\nd: 3\n").substr(0, 2) == "3:");
  CHECK(underlined("a:\n\tb: 1\n").substr(0, 2) == "2:");
  CHECK(underlined("a: b\nc: \x1B[0m\n").substr(0, 2) == "2:");
}

TEST_CASE("places are bytes, whatever stands in front of them") {
  CHECK(underlined("\xEF\xBB\xBF"
                   "a: \xC3\xA9\xF0\x9F\x98\x80\r\nb: *none\r\n") == "2: *none");
  CHECK(underlined("\xC3\xA9: [\"\xE2\x82\xAC\", *none]\n") == "1: *none");
  CHECK(underlined("a: \"\xE2\x82\xAC\r\n  b\"\rc: !!int \xC3\xA9\n") == "3: !!int \xC3\xA9");
  const auto fault = ask_oracle("\xEF\xBB\xBF\xC3\xA9: 1\n\xC3\xA9 b\n");
  REQUIRE(fault);
  CHECK(fault->message == "could not find expected ':'");
}

TEST_CASE("go-yaml's libyaml is older than libyaml") {
  CHECK(oracle_alone("\"\\/\"") == "found unknown escape character");
  CHECK(oracle_alone("a: '\\/'\nb: |\n  \\/\nc: \\/") == "ok");
  CHECK(oracle_alone("\"\\\\/\"") == "ok");
  CHECK(oracle_alone("\"\\'\"") == "ok");
  CHECK(oracle_alone("[\"\\'\", 'it\\', \"\\'\"]") == "ok");
  CHECK(oracle_alone("%YAML 1.2\n---\na") == "found incompatible YAML document");
  CHECK(oracle_alone("# note\n%YAML 1.2\n--- @") == "found incompatible YAML document");
  CHECK(oracle_alone("%YAML 1.1\n---\na") == "ok");
  CHECK(oracle_alone("a: '%YAML 1.2'") == "ok");
  CHECK(oracle_alone("[a?b]") == "did not find expected ',' or ']'");
  CHECK(oracle_alone("{a: b?c}") == "did not find expected ',' or '}'");
  CHECK(oracle_alone("[a:, b:]") == "ok");
  CHECK(oracle_alone("{a:}") == "ok");
  CHECK(oracle_alone("[!!str, a]") == "ok");
  CHECK(oracle_alone("a: !b,c d") == "ok");
  CHECK(oracle_alone("a: !b[] d") == "ok");
  CHECK(oracle_alone("a: 1\n\xEF\xBB\xBF"
                     "b: 2") == "ok");
  CHECK(oracle_alone("{}: 1") == "ok");
  CHECK(oracle_alone("a: 1\n{}: 2") == "did not find expected key");
  CHECK(oracle_alone("- {}: 2") == "did not find expected '-' indicator");
}

TEST_CASE("values are those of the original, not of what libyaml was given") {
  const auto value = [](std::string_view text) {
    return oracle::read_document(text).nodes.at(0).value;
  };
  CHECK(value("a\\/b") == "a\\/b");
  CHECK(value("\"it\\'s\"") == "it's");
  CHECK(value("|2\n   \\/x\n  y\n") == " \\/x\ny\n");
  CHECK(value("a\n\xEF\xBB\xBF"
              "b") ==
        "a \xEF\xBB\xBF"
        "b");
  CHECK(oracle::read_document("[a:, b]").nodes.at(1).value == "a:");
}

TEST_CASE("only the first document counts, and nothing behind it is read") {
  CHECK(oracle_alone("a: 1\n---\n@") == "ok");
  CHECK(oracle_alone("a: 1\n...\n\tb: [") == "ok");
  CHECK(oracle_alone(" version: 0.2\nenv: [\n") == "ok");
  CHECK(oracle_alone("a: 1\n---\n" + std::string(600, ' ') + "\x01") == "ok");
  CHECK(oracle_alone("a: 1\n---\n\x01") == "control characters are not allowed");
  CHECK(oracle::read_document(" version: 0.2\nenv: 1\n").cut_short);
  CHECK_FALSE(oracle::read_document("version: 0.2\n---\nenv: 1\n").cut_short);
  CHECK_FALSE(oracle::read_document("version: 0.2\n# end\n").cut_short);
}

TEST_CASE("what the service silently does not read is told") {
  const auto unread = [](std::string_view text) {
    const Judgement judgement = examine(*parse(SourceText(std::string(text))));
    CHECK_FALSE(judgement.fault);
    return judgement.unread ? text.substr(*judgement.unread) : "nothing";
  };
  CHECK(unread(" version: 0.2\nphases:\n  build: 1\n") == "phases:\n  build: 1\n");
  CHECK(unread("[a, b] c\n") == "c\n");
  CHECK(unread("version: 0.2\n---\nphases: 1\n") == "nothing");
  CHECK(unread("version: 0.2\n...\nphases: 1\n") == "nothing");
  CHECK(unread("version: 0.2\nphases: 1\n") == "nothing");
}

TEST_CASE("aliases") {
  CHECK(verdict("a: &x 1\nb: *x\n") == "ok");
  CHECK(verdict("a: *x\nb: &x 1\n") == "unknown anchor 'x' referenced");
  CHECK(verdict("a: &x {b: [*x]}\n") == "anchor 'x' value contains itself");
  CHECK(verdict("a: &x [1, &y [*x]]\n") == "anchor 'x' value contains itself");
  std::string bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n";
  for (int i = 1; i < 9; ++i) {
    const std::string previous = "*a" + std::to_string(i - 1);
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" +
            repeated(previous + " , ", 8) + previous + " ]\n";
  }
  CHECK(verdict(bomb) == "document contains excessive aliasing");
  // As many aliases of small things are no bomb.
  CHECK(verdict("a: &x 1\nb: [" + repeated("*x , ", 2000) + "]\n") == "ok");
}

TEST_CASE("merges want mappings") {
  constexpr std::string_view kWanted = "map merge requires map or sequence of maps as the value";
  CHECK(verdict("a: &x {b: 1}\nc: {<<: *x }\n") == "ok");
  CHECK(verdict("a: &x {b: 1}\nc: {<<: [*x , {d: 2}]}\n") == "ok");
  CHECK(verdict("a: {<<: 1}\n") == kWanted);
  CHECK(verdict("a: {<<: }\n") == kWanted);
  CHECK(verdict("a: &x [1]\nc: {<<: *x }\n") == kWanted);
  CHECK(verdict("a: &x {b: 1}\nc: {<<: [*x , 1]}\n") == kWanted);
  CHECK(verdict("a: {\"<<\": 1}\n") == "ok");
  CHECK(verdict("a: {!!merge x: 1, !!merge <<: 1}\n") == kWanted);
}

TEST_CASE("map keys must be scalars") {
  CHECK(verdict("? [a, 1, 1.5, ~, yes, \"b\\\"\"]\n: 1\n") ==
        "invalid map key: []interface {}{\"a\", 1, 1.5, interface {}(nil), true, \"b\\\"\"}");
  CHECK(verdict("a: {{b: {d: 1, c: [2]}}: 1}\n") ==
        "invalid map key: map[interface {}]interface {}{\"b\":map[interface {}]interface "
        "{}{\"c\":[]interface {}{2}, \"d\":1}}");
  CHECK(verdict("a: &x [1]\n*x : 2\n") == "invalid map key: []interface {}{1}");
}

TEST_CASE("explicit tags must fit") {
  CHECK(verdict("!!int 0x1F") == "ok");
  CHECK(verdict("!!int 1_000") == "ok");
  CHECK(verdict("!!int 1.5") == "cannot decode !!float `1.5` as a !!int");
  CHECK(verdict("!!int 1:30") == "cannot decode !!str `1:30` as a !!int");
  CHECK(verdict("!!float 1") == "ok");
  CHECK(verdict("!!float .inf") == "ok");
  CHECK(verdict("!!float one") == "cannot decode !!str `one` as a !!float");
  CHECK(verdict("!!bool \"on\"") == "ok");
  CHECK(verdict("!!bool 1") == "cannot decode !!int `1` as a !!bool");
  CHECK(verdict("!!null x") == "cannot decode !!str `x` as a !!null");
  CHECK(verdict("!!int") == "cannot decode !!null `` as a !!int");
  CHECK(verdict("!!timestamp 2001-12-14T21:59:43.10-05:00") == "ok");
  CHECK(verdict("!!timestamp 2001-02-30") == "cannot decode !!str `2001-02-30` as a !!timestamp");
  CHECK(verdict("!!binary aGk=") == "ok");
  CHECK(verdict("!!binary aGk") == "!!binary value contains invalid base64 data");
  CHECK(verdict("!!str 1") == "ok");
  CHECK(verdict("!mine 1") == "ok");
}

TEST_CASE("types of plain scalars are go-yaml's") {
  using oracle::resolve;
  using oracle::Type;
  CHECK(resolve("", "012").integer == 10);
  CHECK(resolve("", "-0b11").integer == -3);
  CHECK(resolve("", "0o17").integer == 15);
  CHECK(resolve("", "9223372036854775807").integer == 9223372036854775807);
  CHECK(resolve("", "18446744073709551615").large == 18446744073709551615U);
  CHECK(resolve("", "18446744073709551616").type == Type::floating);
  CHECK(resolve("", "1e3").floating == 1000.0);
  CHECK(resolve("", "1e999").type == Type::string);
  CHECK(resolve("", ".5").floating == 0.5);
  CHECK(resolve("", ".").type == Type::string);
  CHECK(resolve("", "0.2").floating == 0.2);
  CHECK(resolve("", "Off").type == Type::boolean);
  CHECK(resolve("", "oFF").type == Type::string);
  CHECK(resolve("", "~").type == Type::null);
  CHECK(resolve("", "2001-1-1").type == Type::timestamp);
  CHECK(resolve("", "08").type == Type::floating);
  CHECK(resolve("", "0x").type == Type::string);
}

TEST_CASE("nesting is allowed to 10,000 levels, as in go-yaml") {
  CHECK(oracle_alone(repeated("[", 10'000) + repeated("]", 10'000)) == "ok");
  CHECK(oracle_alone(repeated("[", 10'001)) == "exceeded max depth of 10000");
  CHECK(oracle_alone(repeated("- ", 10'000)) == "ok");
  CHECK(oracle_alone(repeated("- ", 10'001)) == "exceeded max depth of 10000");
  CHECK(verdict(repeated("- ", 10'001)) == "exceeded max depth of 10000");
  CHECK(verdict(repeated("{a: ", 10'000)) != "exceeded max depth of 10000");
  CHECK(verdict(repeated("{a: ", 10'001)) == "exceeded max depth of 10000");
  CHECK(verdict("x: " + repeated("{'[': ", 10'001)) == "exceeded max depth of 10000");
  CHECK(verdict(repeated("[{a: ", 100'000)) == "exceeded max depth of 10000");
}

TEST_CASE("too many brackets: the first one too many, wherever the row begins") {
  const auto place = [](const std::string& text) -> std::uint32_t {
    const auto fault = ask_oracle(text);
    REQUIRE(fault);
    CHECK(fault->message == "exceeded max depth of 10000");
    return fault->place.begin;
  };
  CHECK(place(repeated("[", 100'000)) == 10'000);
  CHECK(place("[a, " + repeated("[ \n", 10'001)) == 4 + 3 * 9'999);
  CHECK(place("a: {b: " + repeated("[{", 50'000)) == 7 + 9'999);
  CHECK(place(repeated("[", 5'000) + "a, " + repeated("[", 5'001)) == 5'003 + 5'000);
  // A row that ends early, or that a line break makes a key that never was one.
  CHECK(oracle_alone(repeated("[", 10'000) + "a" + repeated("]", 10'000)) == "ok");
  CHECK(oracle_alone("a: 1\n" + repeated("[", 100'000)) == "could not find expected ':'");
  CHECK(oracle_alone("a: 1\n" + repeated("[\n", 100'000)) == "could not find expected ':'");
}

TEST_CASE("a hundred thousand of anything on one line is read once, not once for each") {
  constexpr int kMany = 100'000;
  CHECK(oracle_alone("a: &a b\nc: [" + repeated("*a, ", kMany) + "]") == "ok");
  CHECK(oracle_alone("a: [" + repeated("*a, ", kMany) + "]") == "unknown anchor 'a' referenced");
  CHECK(oracle_alone("a: [" + repeated("&a b, ", kMany) + "]") == "ok");
  CHECK(oracle_alone("a: [" + repeated("!t \xC3\xA9, ", kMany) + "]") == "ok");
  CHECK(oracle_alone("a: [" + repeated("\xF0\x9F\x98\x80, ", kMany) + "]") == "ok");
  CHECK(oracle_alone("a: {" + repeated("b: , ", kMany) + "}") == "ok");
  CHECK(oracle_alone("a: [" + repeated("{}, ", kMany) + "]") == "ok");
  CHECK(oracle_alone(repeated("- ", kMany)) == "exceeded max depth of 10000");
}

TEST_CASE("what costs libyaml too much is refused in our words") {
  const std::string text = repeated("[", 9'000) + repeated("a,", 100'000);
  CHECK(oracle_alone(text) == "the collections in brackets are nested too deeply to be checked");
}

TEST_CASE("many patches cost few readings") {
  // Each took a reading of its own once, and after some of them the rest was not read at all.
  const std::string escapes = repeated("- \"it\\'s\"\n", 500);
  CHECK(oracle_alone(escapes) == "ok");
  CHECK(oracle_alone(escapes + "- @\n") == "found character that cannot start any token");
  CHECK(oracle_alone("- '\n  \"x\\'\n" + escapes) == "ok");
  CHECK(oracle_alone("[" + repeated("!a,b c, ", 20'000) + "]") == "ok");
  CHECK(oracle_alone("[" + repeated("a:, ", 20'000) + "]") == "ok");
  CHECK(oracle_alone("[" + repeated("a?b, ", 20'000) + "]") == "did not find expected ',' or ']'");
}

TEST_CASE("a text over budget is a fault of its own, without a place") {
  Budgets budgets;
  budgets.bytes = 100;
  const auto fault = judge(*parse(SourceText(repeated("a: b\n", 100)), nullptr, {}, budgets));
  REQUIRE(fault);
  CHECK(fault->whole);
  CHECK(fault->message == "the text is too large to be checked");
}

}  // namespace buildspec
