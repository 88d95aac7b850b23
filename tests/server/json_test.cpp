#include "lsp/protocol/json.h"

#include <doctest/doctest.h>

#include <string>

#include "lsp/protocol/diagnostics.h"
#include "lsp/protocol/lifecycle.h"
#include "lsp/protocol/text_documents.h"

using namespace buildspec::lsp;

namespace {

template <class T>
T read(std::string_view text) {
  return read_json<T>(parse_json(text).value(), JsonPath("params"));
}

template <class T>
std::string why(std::string_view text) {
  try {
    (void)read<T>(text);
  } catch (const JsonMismatch& mismatch) {
    return mismatch.what();
  }
  return "it was read";
}

}  // namespace

TEST_CASE("integers are checked, not converted") {
  CHECK(read<std::int32_t>("7") == 7);
  CHECK(read<std::int32_t>("-7") == -7);
  CHECK(read<std::int32_t>("7.0") == 7);
  CHECK(read<std::int32_t>("2147483647") == 2147483647);
  CHECK(why<std::int32_t>("2147483648") ==
        "params: expected an integer from -2147483648 to 2147483647");
  CHECK(why<std::uint32_t>("-1") == "params: expected an integer from 0 to 4294967295");
  CHECK(why<std::uint32_t>("4294967296") == "params: expected an integer from 0 to 4294967295");
  CHECK(why<std::int32_t>("1.7") == "params: expected an integer from -2147483648 to 2147483647");
  CHECK(why<std::int32_t>("1e300") == "params: expected an integer from -2147483648 to 2147483647");
  CHECK(why<std::int64_t>("18446744073709551615") ==
        "params: expected an integer from -9223372036854775808 to 9223372036854775807");
  CHECK(why<std::int32_t>("true") == "params: expected an integer from -2147483648 to 2147483647");
  CHECK(why<std::int32_t>("\"1\"") == "params: expected an integer from -2147483648 to 2147483647");
}

TEST_CASE("what does not fit is named by its path") {
  CHECK(why<DidOpenTextDocumentParams>("{}") ==
        "params.textDocument: expected a value; there is none");
  CHECK(why<DidOpenTextDocumentParams>(R"({"textDocument": 1})") ==
        "params.textDocument: expected an object");
  CHECK(why<DidChangeTextDocumentParams>(
            R"({"textDocument": {"uri": "a", "version": 1},
                "contentChanges": [{"text": ""}, {"text": 3}]})") ==
        "params.contentChanges[1].text: expected a string");
  CHECK(why<InitializeParams>(R"({"capabilities": {"textDocument": {"hover": true}}})") ==
        "params.capabilities.textDocument.hover: expected an object");
  CHECK(why<InitializeParams>(R"([1])") == "params: expected an object");
}

TEST_CASE("optional members may be absent or null, an empty table may be an array") {
  const auto params = read<InitializeParams>(R"({"processId": null, "capabilities": []})");
  CHECK_FALSE(params.process_id.has_value());
  CHECK_FALSE(params.capabilities.text_document.has_value());
  CHECK_FALSE(read<TextDocumentContentChange>(R"({"text": "", "range": null})").range.has_value());
}

TEST_CASE("positions clamp") {
  CHECK(read<Position>(R"({"line": -1, "character": -5})") == Position{0, 0});
  CHECK(read<Position>(R"({"line": 1e12, "character": 18446744073709551615})") ==
        Position{4294967295, 4294967295});
  CHECK(read<Position>(R"({"line": 3, "character": 2147483648})") == Position{3, 2147483648});
  CHECK(why<Position>(R"({"line": 1.5, "character": 0})") == "params.line: expected an integer");
  CHECK(why<Position>(R"({"line": 1})") == "params.character: expected a value; there is none");
  CHECK(why<Position>(R"({"line": "1", "character": 0})") == "params.line: expected an integer");
}

TEST_CASE("structs are written without what they do not have") {
  Diagnostic diagnostic;
  diagnostic.range = {{0, 1}, {0, 4}};
  diagnostic.message = "m";
  CHECK(
      to_text(write_json(diagnostic)) ==
      R"({"message":"m","range":{"end":{"character":4,"line":0},"start":{"character":1,"line":0}}})");
  CHECK(write_json(std::optional<Range>()) == Json(nullptr));
}

TEST_CASE("bytes that are no UTF-8 are written as U+FFFD") {
  CHECK(to_text(Json("a\xFFz")) == "\"a\xEF\xBF\xBDz\"");
}

TEST_CASE("half an emoji is read as U+FFFD") {
  CHECK(parse_json(R"("\ud83d")") == Json("\xEF\xBF\xBD"));
  CHECK(parse_json(R"("a\ude00b\ud83dc")") == Json("a\xEF\xBF\xBD"
                                                   "b\xEF\xBF\xBD"
                                                   "c"));
  CHECK(parse_json(R"("\ud83d\ude00")") == Json("\xF0\x9F\x98\x80"));
  CHECK(parse_json(R"("\ud83d\ud83d\ude00")") == Json("\xEF\xBF\xBD\xF0\x9F\x98\x80"));
  CHECK(parse_json(R"("\\ud83d")") == Json("\\ud83d"));
}

TEST_CASE("nesting has an end") {
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
  };
  CHECK(parse_json(nested(256)).has_value());
  CHECK_FALSE(parse_json(nested(257)).has_value());
  CHECK_FALSE(parse_json(std::string(1'000'000, '[')).has_value());
  CHECK(parse_json("\"" + std::string(1000, '[') + "\\\"[\"").has_value());
}

TEST_CASE("what is no JSON is nothing") {
  CHECK_FALSE(parse_json("").has_value());
  CHECK_FALSE(parse_json("{").has_value());
  CHECK_FALSE(parse_json("{} {}").has_value());
  CHECK_FALSE(parse_json("\"\xFF\"").has_value());
}
