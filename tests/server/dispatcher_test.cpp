#include "lsp/rpc/dispatcher.h"

#include <doctest/doctest.h>

#include <stdexcept>
#include <string>
#include <tuple>

#include "lsp/protocol/base.h"
#include "tests/server/test_client.h"

using namespace buildspec::lsp;
using namespace buildspec::lsp::test;

namespace {

struct Amount {
  std::int32_t amount = 0;
  static constexpr auto fields() { return std::tuple{field("amount", &Amount::amount)}; }
};
struct Double {
  static constexpr std::string_view kName = "test/double";
  using Params = Amount;
  using Result = Amount;
};
struct Note {
  static constexpr std::string_view kName = "test/note";
  using Params = Amount;
};
struct Quiet {
  static constexpr std::string_view kName = "test/quiet";
  using Params = Empty;
  using Result = std::nullptr_t;
};

Json answer(const Dispatcher& dispatcher, std::string method, Json params) {
  CollectingTransport transport;
  Client client(transport);
  Inbox inbox;
  dispatcher.answer({1, std::move(method), std::move(params)},
                    std::make_shared<OpenRequest>(1, client, inbox));
  REQUIRE(transport.sent.size() == 1);
  CHECK(inbox.take().empty());
  return transport.sent.front();
}

}  // namespace

TEST_CASE("handlers get structs and give structs") {
  Dispatcher dispatcher;
  dispatcher.on<Double>([](const Amount& params) { return Amount{params.amount * 2}; });
  std::int32_t noted = 0;
  dispatcher.on<Note>([&](const Amount& params) { noted = params.amount; });
  CHECK(answer(dispatcher, "test/double", {{"amount", 21}})["result"] == Json{{"amount", 42}});
  CHECK_FALSE(dispatcher.notify({"test/note", {{"amount", 5}}}).has_value());
  CHECK(noted == 5);
}

TEST_CASE("every failure is one answer with its code") {
  Dispatcher dispatcher;
  dispatcher.on<Double>([](const Amount& params) -> Amount {
    if (params.amount == 1) throw ResponseError(ErrorCode::content_modified, "too late");
    throw std::runtime_error("broken");
  });
  const auto error = [&](const char* method, Json params) {
    return answer(dispatcher, method, std::move(params))["error"];
  };
  CHECK(error("test/none", nullptr)["code"] == -32601);
  CHECK(error("$/none", nullptr)["code"] == -32601);
  CHECK(error("test/double", {{"amount", "x"}})["code"] == -32602);
  CHECK(error("test/double", {{"amount", "x"}})["message"] ==
        "params.amount: expected an integer from -2147483648 to 2147483647");
  CHECK(error("test/double", nullptr)["code"] == -32602);
  CHECK(error("test/double", Json::array({1}))["code"] == -32602);
  CHECK(error("test/double", {{"amount", 1}})["code"] == -32801);
  CHECK(error("test/double", {{"amount", 2}})["code"] == -32603);
}

TEST_CASE("a notification that fails is told to the caller, an unknown one is ignored") {
  Dispatcher dispatcher;
  dispatcher.on<Note>([](const Amount&) {});
  CHECK(dispatcher.notify({"test/note", Json::object()}) ==
        "test/note: params.amount: expected a value; there is none");
  CHECK_FALSE(dispatcher.notify({"test/none", nullptr}).has_value());
}

TEST_CASE("absent parameters are fine where none are needed") {
  Dispatcher dispatcher;
  dispatcher.on<Quiet>([](const Empty&) { return nullptr; });
  CHECK(answer(dispatcher, "test/quiet", nullptr)["result"] == Json(nullptr));
}
