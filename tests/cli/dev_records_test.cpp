#include <doctest/doctest.h>

#include <sstream>
#include <string>

#include "linter/cli/dev_facts.h"
#include "linter/cli/dev_verdict.h"

namespace buildspec {
namespace {

using namespace std::string_literals;

std::string facts_of(const std::string& input) {
  std::istringstream in(input);
  std::ostringstream out;
  CHECK(dev_facts(in, out) == 0);
  return out.str();
}

std::string verdicts_of(const std::string& input) {
  std::istringstream in(input);
  std::ostringstream out;
  CHECK(dev_verdict(in, out) == 0);
  return out.str();
}

}  // namespace

TEST_CASE("N separators are N+1 records, empty ones included") {
  CHECK(facts_of("") == "\x1E\n");
  CHECK(facts_of("\x1E") == "\x1E\n\x1E\n");
  CHECK(facts_of("a\x1E\x1E"
                 "b\n") == "scalar\t\ta\t1\n\x1E\n\x1E\nscalar\t\tb\t1\n\x1E\n");
  CHECK(verdicts_of("") == "ok\n");
  CHECK(verdicts_of("a: 1\x1E\x1E- b\x1E") == "ok\nok\nok\nok\n");
}

TEST_CASE("facts of every kind, in document order, duplicates kept") {
  CHECK(facts_of("a: &x 1\n"
                 "b:\n"
                 "  - *x\n"
                 "  -\n"
                 "a: |\n"
                 "  text\n"
                 "*x : 'q'\n"
                 "? [k]\n"
                 ":\n"
                 "c: {}\n") ==
        "key\t/a\t\t1\n"
        "scalar\t/a\t1\t1\n"
        "key\t/b\t\t2\n"
        "alias\t/b[]\tx\t3\n"
        "null\t/b[]\t\t4\n"
        "key\t/a\t\t5\n"
        "scalar\t/a\ttext\\n\t5\n"
        "key\t/*x\t\t7\n"
        "scalar\t/*x\tq\t7\n"
        "key\t/?\t\t8\n"
        "null\t/?\t\t9\n"
        "key\t/c\t\t10\n"
        "\x1E\n");
}

TEST_CASE("keys and values are escaped") {
  CHECK(facts_of("\"a/\\\\\\t\\n\\r\\e\\x7F\": \"a/\\\\\\t\\n\\r\\e\\x7F\\u00e9\"") ==
        "key\t/a\\/\\\\\\t\\n\\r\\x1B\\x7F\t\t1\n"
        "scalar\t/a\\/\\\\\\t\\n\\r\\x1B\\x7F\ta/\\\\\\t\\n\\r\\x1B\\x7F\xC3\xA9\t1\n"
        "\x1E\n");
}

TEST_CASE("lines are those of the scalar itself") {
  CHECK(facts_of("a: &x\n  !!str\n  one\n  two\nb: !!str |\n  x\r\rc:\r\n  \"y\"") ==
        "key\t/a\t\t1\n"
        "scalar\t/a\tone two\t3\n"
        "key\t/b\t\t5\n"
        "scalar\t/b\tx\\n\t5\n"
        "key\t/c\t\t8\n"
        "scalar\t/c\ty\t9\n"
        "\x1E\n");
}

TEST_CASE("errors do not stop facts") {
  CHECK(facts_of("a: 1\nb: [2\nc: 3\n").find("scalar\t/c\t3\t3\n") != std::string::npos);
}

TEST_CASE("UTF-16 is decoded by its byte order mark") {
  const std::string little =
      "\xFF\xFE"
      "a\0:\0 \0\xE9\0"s;
  const std::string big =
      "\xFE\xFF"
      "\0a\0:\0 \0\xE9"s;
  CHECK(facts_of(little) == "key\t/a\t\t1\nscalar\t/a\t\xC3\xA9\t1\n\x1E\n");
  CHECK(facts_of(big) == facts_of(little));
  CHECK(verdicts_of(little) == "ok\n");
}

TEST_CASE("verdicts have our line and the oracle's words") {
  CHECK(verdicts_of("a: 1\nb: ]\n") == "error 2 did not find expected node content\n");
  CHECK(verdicts_of("a: 'x\nb: 1\nc: 2\n") == "error 1 found unexpected end of stream\n");
  CHECK(verdicts_of("a: *x\x1E"
                    "b: 1") == "error 1 unknown anchor 'x' referenced\nok\n");
  CHECK(verdicts_of("!!int \"a\\nb\"") == "error 1 cannot decode !!str `a\\nb` as a !!int\n");
}

}  // namespace buildspec
