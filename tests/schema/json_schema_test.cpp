#include "linter/schema/json_schema.h"

#include <doctest/doctest.h>

#include <fstream>
#include <string>

#include "linter/schema/json_writer.h"

namespace buildspec::schema {
namespace {

TEST_CASE("the writer writes JSON") {
  JsonWriter json;
  json.begin_object();
  json.member("text", "a \"quoted\" \\ line\n\tend \x01 \xC3\xA9");
  json.key("list");
  json.begin_array();
  json.literal("1");
  json.string("two");
  json.begin_object();
  json.end_object();
  json.end_array();
  json.key("none");
  json.begin_array();
  json.end_array();
  json.literal_member("yes", "true");
  json.end_object();
  CHECK(std::move(json).take() ==
        "{\n"
        "  \"text\": \"a \\\"quoted\\\" \\\\ line\\n\\u0009end \\u0001 \xC3\xA9\",\n"
        "  \"list\": [\n"
        "    1,\n"
        "    \"two\",\n"
        "    {}\n"
        "  ],\n"
        "  \"none\": [],\n"
        "  \"yes\": true\n"
        "}\n");
}

// validate_corpus.mjs, which runs after this, judges it with a real validator.
TEST_CASE("the schema is written for the validator") {
  const std::string text = json_schema();
  CHECK(text.starts_with("{\n  \"$schema\": \"http://json-schema.org/draft-07/schema#\""));
  CHECK(text.ends_with("}\n"));
  CHECK(text == json_schema());
  std::ofstream file(BUILDSPEC_BINARY_DIR "/buildspec.schema.json", std::ios::binary);
  file << text;
  file.close();
  CHECK(file.good());
}

}  // namespace
}  // namespace buildspec::schema
