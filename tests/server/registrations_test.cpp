// Capabilities that are registered after `initialize`.
#include "lsp/server/registrations.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/server/test_client.h"

using namespace buildspec::lsp;
using namespace buildspec::lsp::test;

TEST_CASE("registrations wait for the client, and go in one request") {
  CollectingTransport transport;
  Client client(transport);
  Log log;
  Registrations registrations(client, log);
  registrations.add("a", {{"x", 1}});
  registrations.add("b", Json::object());
  registrations.add("c", Json::object());
  registrations.remove("b");
  registrations.remove("unknown");
  registrations.add("a", {{"x", 2}});
  CHECK(transport.sent.empty());
  registrations.client_is_ready();
  REQUIRE(transport.sent.size() == 1);
  CHECK(transport.sent[0]["method"] == "client/registerCapability");
  const Json& sent = transport.sent[0]["params"]["registrations"];
  REQUIRE(sent.size() == 2);
  CHECK(sent[0]["method"] == "c");
  CHECK(sent[1]["method"] == "a");
  CHECK(sent[1]["registerOptions"] == Json{{"x", 2}});
  CHECK(sent[0]["id"] != sent[1]["id"]);
  registrations.client_is_ready();
  CHECK(transport.sent.size() == 1);
}

TEST_CASE("later registrations go at once, in the place of earlier ones") {
  CollectingTransport transport;
  Client client(transport);
  Log log;
  Registrations registrations(client, log);
  registrations.client_is_ready();
  CHECK(transport.sent.empty());
  registrations.add("a", Json::object());
  registrations.add("a", {{"x", 2}});
  registrations.remove("a");
  registrations.remove("a");
  REQUIRE(transport.sent.size() == 4);
  const auto id = [&](std::size_t at) {
    const Json& params = transport.sent[at]["params"];
    return params.contains("registrations") ? params["registrations"][0]["id"]
                                            : params["unregisterations"][0]["id"];
  };
  CHECK(transport.sent[0]["method"] == "client/registerCapability");
  CHECK(transport.sent[1]["method"] == "client/unregisterCapability");
  CHECK(transport.sent[2]["method"] == "client/registerCapability");
  CHECK(transport.sent[3]["method"] == "client/unregisterCapability");
  CHECK(transport.sent[1]["params"]["unregisterations"][0]["method"] == "a");
  CHECK(id(0) == id(1));
  CHECK(id(2) == id(3));
  CHECK(id(0) != id(2));
}
