#include "lsp/server/options.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace buildspec;
using namespace buildspec::lsp;

namespace {

Options good(const std::vector<std::string_view>& arguments) {
  const auto parsed = parse_options(arguments);
  REQUIRE(std::holds_alternative<Options>(parsed));
  return std::get<Options>(parsed);
}

std::string bad(const std::vector<std::string_view>& arguments) {
  const auto parsed = parse_options(arguments);
  REQUIRE(std::holds_alternative<std::string>(parsed));
  return std::get<std::string>(parsed);
}

}  // namespace

TEST_CASE("options") {
  CHECK(good({}).channel == Channel::stdio);
  CHECK(good({"--stdio"}).channel == Channel::stdio);
  CHECK(good({"--pipe=/tmp/x"}).pipe == "/tmp/x");
  CHECK(good({"--pipe", "/tmp/x"}).channel == Channel::pipe);
  CHECK(good({"--socket=6009"}).port == 6009);
  CHECK(good({"--socket=6009"}).channel == Channel::socket);
  CHECK(good({"--listen=0"}).channel == Channel::listen);
  CHECK(good({"--stdio", "--clientProcessId=12"}).client_process == 12);
  CHECK(good({"--log=x.log"}).log == "x.log");
  CHECK(good({"--today=2026-11-20"}).today == Date{2026, 11, 20});
  CHECK(good({"--version"}).version);
  CHECK(good({"--help"}).help);
}

TEST_CASE("wrong options are named") {
  CHECK(bad({"--nonsense"}) == "unknown option \"--nonsense\"");
  CHECK(bad({"file.yml"}) == "unknown option \"file.yml\"");
  CHECK(bad({"--stdio=1"}) == "unknown option \"--stdio=1\"");
  CHECK(bad({"--socket=0"}) == "--socket: expected a port number, found \"0\"");
  CHECK(bad({"--socket=70000"}) == "--socket: expected a port number, found \"70000\"");
  CHECK(bad({"--listen=x"}) == "--listen: expected a port number, found \"x\"");
  CHECK(bad({"--pipe="}) == "--pipe: expected a name, found \"\"");
  CHECK(bad({"--log"}) == "--log wants a value");
  CHECK(bad({"--clientProcessId=-1"}) == "--clientProcessId: expected a process id, found \"-1\"");
  CHECK(bad({"--today=2026-02-30"}) ==
        "--today: expected a day such as 2026-11-20, found \"2026-02-30\"");
}

TEST_CASE("the help names every option") {
  for (const char* const name : {"--stdio", "--pipe", "--socket", "--listen", "--clientProcessId",
                                 "--log", "--today", "--version", "--help"}) {
    CHECK(help_text().find(name) != std::string_view::npos);
  }
}
