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
  CHECK(malformed(R"({"jsonrpc":"2.0","id":1})").reason == "neither a request nor a response");
  CHECK(malformed(R"({"jsonrpc":"2.0","id":[1],"method":"m"})").reason == "id is no id");
  CHECK(malformed(R"({"jsonrpc":"2.0","id":{},"method":"m"})").id == Json(nullptr));
  const Malformed params = malformed(R"({"jsonrpc":"2.0","id":7,"method":"m","params":3})");
  CHECK(params.code == ErrorCode::invalid_request);
  CHECK(params.id == Json(7));
  CHECK(malformed(R"({"jsonrpc":"2.0","id":7,"method":3})").id == Json(7));
}

TEST_CASE("answers carry the id as it came") {
  CHECK(result_text("a", nullptr) == R"({"id":"a","jsonrpc":"2.0","result":null})");
  CHECK(error_text(nullptr, ErrorCode::parse_error, "x") ==
        R"({"error":{"code":-32700,"message":"x"},"id":null,"jsonrpc":"2.0"})");
}
