#include "linter/lang/text_sketch.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/support/corpus.h"

namespace buildspec {

TEST_CASE("a sketch never denies what the text holds") {
  const std::string text = "docker build -t $REPOSITORY_URI:latest . && AWS sts\n\xC3\xA4\xFF ok";
  const TextSketch sketch(text);
  for (std::size_t begin = 0; begin < text.size(); ++begin) {
    for (std::size_t length = 0; begin + length <= text.size(); ++length) {
      CHECK(sketch.may_hold(text.substr(begin, length)));
    }
  }
  CHECK(sketch.may_hold("DOCKER"));
  CHECK(sketch.may_hold("aws"));
  CHECK(sketch.may_hold(" docker "));  // a word of its own, at the ends too
  CHECK(sketch.may_hold(" ok "));
  CHECK(TextSketch().may_hold(""));
  CHECK(TextSketch().may_hold("ab"));
}

TEST_CASE("a sketch of a command rules out most words") {
  const TextSketch sketch("docker build -t $REPOSITORY_URI:latest .");
  for (const char* const word : {"curl", "wget", "aws_access_key_id", "npm", "git", "push"}) {
    INFO(word);
    CHECK(!sketch.may_hold(word));
  }
  CHECK(!sketch.may_hold(" buil "));
  CHECK(!TextSketch().may_hold("abc"));
}

TEST_CASE("sketches of real files never deny their lines") {
  for (const test::CorpusFile& file : test::corpus()) {
    const TextSketch sketch(file.bytes);
    CHECK(sketch.may_hold(std::string_view(file.bytes).substr(0, 200)));
    CHECK(sketch.may_hold(std::string_view(file.bytes).substr(file.bytes.size() / 2)));
  }
}

}  // namespace buildspec
