// Random sessions, held against sessions that open the same texts afresh: whatever is reused
// between versions must not show, in any feature that the server offers.
#include <doctest/doctest.h>

#include <map>
#include <random>
#include <string>

#include "tests/server/feature_requests.h"
#include "tests/server/session_play.h"
#include "tests/server/test_client.h"

using namespace buildspec::lsp;
using namespace buildspec::lsp::test;

namespace {

class RandomChoices : public Choices {
 public:
  RandomChoices(unsigned seed, int steps) : random_(seed), steps_(steps) {}
  bool more() override { return steps_-- > 0; }

 private:
  std::uint32_t next(std::uint32_t count) override {
    return std::uniform_int_distribution<std::uint32_t>(0, count - 1)(random_);
  }

  std::mt19937 random_;
  int steps_;
};

}  // namespace

TEST_CASE("a session of random edits says what a fresh one says") {
  for (unsigned seed = 1; seed <= 6; ++seed) {
    CAPTURE(seed);
    RandomChoices choices(seed, 400);
    CHECK_NOTHROW(play_session(choices));
  }
}

TEST_CASE("requests between changes that wait see the text they were sent after") {
  TestClient client;
  (void)client.initialize(every_capability());
  (void)client.open("version: 0.2\n");
  const Json at = {{"textDocument", {{"uri", kUri}}},
                   {"position", {{"line", 0}, {"character", 0}}}};
  client.push(request_message("before", "textDocument/hover", at));
  client.push(change_message(2, edit(range(0, 0, 0, 7), "phases")));
  client.push(request_message("after", "textDocument/hover", at));
  client.run();
  std::map<std::string, Json> hovers;
  for (const Json& message : client.take_sent()) {
    if (message.contains("result")) hovers[message["id"]] = message["result"];
  }
  CHECK(hovers["before"]["range"]["end"]["character"] == 7);
  CHECK(hovers["after"]["range"]["end"]["character"] == 6);
}
