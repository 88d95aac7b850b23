#include "lsp/rpc/message.h"

#include <doctest/doctest.h>

#include <string>

using namespace buildspec::lsp;

namespace {

Malformed malformed(std::string_view text) {
  const Message message = parse_message(text);
  REQUIRE(std::holds_alternative<Malformed>(message));
  return std::get<Malformed>(message);
}

Request request(std::string_view text) {
  const Message message = parse_message(text);
  REQUIRE(std::holds_alternative<Request>(message));
  return std::get<Request>(message);
}

}  // namespace

TEST_CASE("requests, notifications and responses are told apart") {
  const Request asked = request(R"({"jsonrpc":"2.0","id":1,"method":"m","params":{"a":1}})");
  CHECK(asked.id == Json(1));
  CHECK(asked.method == "m");
  CHECK(asked.params == Json{{"a", 1}});
  CHECK(request(R"({"jsonrpc":"2.0","id":"x","method":"m"})").id == Json("x"));
  CHECK(request(R"({"jsonrpc":"2.0","id":null,"method":"m"})").id == Json(nullptr));
  CHECK(request(R"({"jsonrpc":"2.0","id":1,"method":"m","params":null})").params == Json(nullptr));
  CHECK(request(R"({"jsonrpc":"2.0","id":1,"method":"m","params":[1]})").params == Json{1});
  CHECK(std::holds_alternative<Notification>(parse_message(R"({"jsonrpc":"2.0","method":"m"})")));

  const Message answered = parse_message(R"({"jsonrpc":"2.0","id":1,"result":null})");
  REQUIRE(std::holds_alternative<Response>(answered));
  CHECK_FALSE(std::get<Response>(answered).error.has_value());
  const Message failed =
      parse_message(R"({"jsonrpc":"2.0","id":1,"error":{"code":1,"message":"no"}})");
  REQUIRE(std::holds_alternative<Response>(failed));
  CHECK(std::get<Response>(failed).error == "no");
}

TEST_CASE("what is no message gets the right error") {
  CHECK(malformed("{").code == ErrorCode::parse_error);
  CHECK(malformed("").code == ErrorCode::parse_error);
  CHECK(malformed(std::string(100'000, '[')).code == ErrorCode::parse_error);
  CHECK(malformed("[]").reason == "batches are not part of LSP");
  CHECK(malformed(R"([{"jsonrpc":"2.0","id":1,"method":"m"}])").code == ErrorCode::invalid_request);
  CHECK(malformed("1").reason == "a message is an object");
  CHECK(malformed("null").code == ErrorCode::invalid_request);
  CHECK(malformed("{}").reason == "jsonrpc is not \"2.0\"");
  CHECK(malformed(R"({"jsonrpc":"1.0","id":1,"method":"m"})").reason == "jsonrpc is not \"2.0\"");
  CHECK(malformed(R"({"jsonrpc":"2.0"})").reason == "neither a request nor a response");
  CHECK(malformed(R"({"jsonrpc":"2.0","id":[1],"method":"m"})").reason == "id is no id");
  CHECK(malformed(R"({"jsonrpc":"2.0","id":{},"method":"m"})").id == Json(nullptr));
  const Malformed params = malformed(R"({"jsonrpc":"2.0","id":7,"method":"m","params":3})");
  CHECK(params.code == ErrorCode::invalid_request);
  CHECK(params.id == Json(7));
  CHECK(malformed(R"({"jsonrpc":"2.0","id":7,"method":3})").id == Json(7));
}

TEST_CASE("a response may lack its result") {
  const Message message = parse_message(R"({"jsonrpc":"2.0","id":1})");
  REQUIRE(std::holds_alternative<Response>(message));
  CHECK(std::get<Response>(message).empty);
  CHECK_FALSE(std::get<Response>(message).error.has_value());
}

TEST_CASE("ids of every size are told apart") {
  const auto id = [](std::string_view number) {
    return request(R"({"jsonrpc":"2.0","id":)" + std::string(number) + R"(,"method":"m"})").id;
  };
  for (const char* const number :
       {"0", "-1", "9007199254740993", "9223372036854775807", "-9223372036854775808",
        "18446744073709551615", "1.5", "-0.25", "1e+300"}) {
    CAPTURE(number);
    CHECK(Json::parse(result_text(id(number), nullptr))["id"].dump() == number);
    CHECK(same_id(id(number), id(number)));
  }
  CHECK_FALSE(same_id(id("-1"), id("18446744073709551615")));
  CHECK_FALSE(same_id(id("1"), id("\"1\"")));
  CHECK_FALSE(same_id(id("null"), id("0")));
}

TEST_CASE("a message is made of so many values at most") {
  const auto values = [](int count) {
    std::string text = R"({"jsonrpc":"2.0","id":1,"method":"m","params":[0)";
    for (int i = 1; i < count; ++i) text += ",0";
    return text + "]}";
  };
  // The commas and brackets around the numbers count too.
  CHECK(request(values(3'999'990)).params.size() == 3'999'990);
  CHECK(malformed(values(4'000'000)).code == ErrorCode::parse_error);
}

TEST_CASE("answers carry the id as it came") {
  CHECK(result_text("a", nullptr) == R"({"id":"a","jsonrpc":"2.0","result":null})");
  CHECK(error_text(nullptr, ErrorCode::parse_error, "x") ==
        R"({"error":{"code":-32700,"message":"x"},"id":null,"jsonrpc":"2.0"})");
}
