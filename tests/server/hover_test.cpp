// Hover as the protocol has it, for clients of every kind, in buildspecs and in the configuration
// file. What the hovers say is tested in tests/ide.
#include <doctest/doctest.h>

#include <string>

#include "tests/server/test_client.h"

using namespace buildspec::lsp;
using namespace buildspec::lsp::test;

namespace {

constexpr const char* kBuildspec =
    "version: 0.2\n"
    "env:\n"
    "  variables:\n"
    "    STAGE: prod\n"
    "    DB_PASSWORD: hunter2\n"
    "phases:\n"
    "  build:\n"
    "    commands:\n"
    "      - echo \xF0\x9F\x98\x80 $STAGE $DB_PASSWORD\n"
    "      - make\n";
constexpr const char* kConfiguration = "file:///nowhere/.buildspec-lint.yml";

Json at(std::uint32_t line, std::uint32_t character, const std::string& uri = kUri) {
  return {{"textDocument", {{"uri", uri}}},
          {"position", {{"line", line}, {"character", character}}}};
}

Json with_formats(const char* formats) {
  Json capabilities = full_capabilities();
  capabilities["textDocument"]["hover"] = {{"contentFormat", Json::parse(formats)}};
  return capabilities;
}

std::string value_of(const Json& response) {
  const Json& result = response["result"];
  return result.is_null() ? "nothing" : result["contents"]["value"].get<std::string>();
}

}  // namespace

TEST_CASE("a variable in a command, for a client with Markdown") {
  TestClient client;
  (void)client.initialize(with_formats(R"(["markdown", "plaintext"])"));
  (void)client.open(kBuildspec);
  const Json hover = client.request("textDocument/hover", at(8, 18))["result"];
  CHECK(hover["contents"] ==
        Json{{"kind", "markdown"},
             {"value",
              "**STAGE**\n\n- Here: `prod`, in `env.variables`, "
              "[line 4](file:///nowhere/buildspec.yml#L4)\n"
              "- Used by commands: line [9](file:///nowhere/buildspec.yml#L9)"}});
  // The emoji counts two units in front of it.
  CHECK(hover["range"] == range(8, 17, 8, 22));
}

TEST_CASE("the same for a client with plain text: no marks, no addresses of files") {
  for (const char* const formats : {R"(["plaintext"])", R"(["plaintext", "markdown"])", "[]"}) {
    TestClient client;
    (void)client.initialize(with_formats(formats));
    (void)client.open(kBuildspec);
    CHECK(client.request("textDocument/hover", at(8, 18))["result"]["contents"] ==
          Json{{"kind", "plaintext"},
               {"value",
                "STAGE\n\n- Here: prod, in env.variables, line 4\n"
                "- Used by commands: line 9"}});
  }
  TestClient nothing;
  (void)nothing.initialize();
  (void)nothing.open(kBuildspec);
  CHECK(nothing.request("textDocument/hover", at(9, 9))["result"]["contents"]["kind"] ==
        "plaintext");
}

TEST_CASE("positions in UTF-8, and behind the end of a line or of the text") {
  TestClient client;
  Json capabilities = full_capabilities();
  capabilities["general"] = {{"positionEncodings", {"utf-8"}}};
  (void)client.initialize(capabilities);
  (void)client.open(kBuildspec);
  CHECK(client.request("textDocument/hover", at(8, 20))["result"]["range"] == range(8, 19, 8, 24));
  CHECK(client.request("textDocument/hover", at(9, 900))["result"]["range"] == range(9, 8, 9, 12));
  CHECK(client.request("textDocument/hover", at(900, 900))["result"] == Json(nullptr));
}

TEST_CASE("a secret's value never leaves the server in a hover") {
  TestClient client;
  (void)client.initialize(full_capabilities());
  (void)client.open(kBuildspec);
  std::size_t hovers = 0;
  for (std::uint32_t line = 0; line < 11; ++line) {
    for (std::uint32_t character = 0; character < 40; character += 2) {
      const std::string value = value_of(client.request("textDocument/hover", at(line, character)));
      hovers += value == "nothing" ? 0 : 1;
      REQUIRE(value.find("hunter2") == std::string::npos);
    }
  }
  CHECK(hovers > 50);
}

TEST_CASE("a hover follows the text as it is typed") {
  TestClient client;
  (void)client.initialize(full_capabilities());
  (void)client.open(kBuildspec);
  CHECK(value_of(client.request("textDocument/hover", at(8, 18))).find("`prod`") !=
        std::string::npos);
  (void)client.change(2, {edit(range(3, 11, 3, 15), "test")});
  CHECK(value_of(client.request("textDocument/hover", at(8, 18))).find("`test`") !=
        std::string::npos);
}

TEST_CASE("in the configuration file hover and completion are its own") {
  TestClient client;
  (void)client.initialize(full_capabilities());
  (void)client.open("preset: pedantic\nrules:\n  loud-word: off\n  \n", kConfiguration);
  const Json key = client.request("textDocument/hover", at(0, 2, kConfiguration))["result"];
  CHECK(key["contents"]["value"].get<std::string>().rfind("Which rules run", 0) == 0);
  CHECK(key["range"] == range(0, 0, 0, 6));
  const Json rule = client.request("textDocument/hover", at(2, 5, kConfiguration))["result"];
  CHECK(rule["contents"]["value"].get<std::string>().rfind("**loud-word**", 0) == 0);
  CHECK(rule["range"] == range(2, 2, 2, 11));

  const Json list = client.request("textDocument/completion", at(3, 2, kConfiguration))["result"];
  bool old_word = false;
  bool loud_word = false;
  for (const Json& item : list["items"]) {
    old_word = old_word || item["label"] == "old-word";
    loud_word = loud_word || item["label"] == "loud-word";
  }
  CHECK(old_word);
  CHECK_FALSE(loud_word);  // it is there already

  TestClient plain;
  (void)plain.initialize();
  (void)plain.open("preset: pedantic\n", kConfiguration);
  CHECK(value_of(plain.request("textDocument/hover", at(0, 10, kConfiguration)))
            .rfind("pedantic\n\n", 0) == 0);
}

TEST_CASE("a file that is neither has no hover") {
  TestClient client;
  (void)client.initialize(full_capabilities());
  (void)client.open("preset: pedantic\n", "file:///nowhere/other.yml");
  CHECK(client.request("textDocument/hover", at(0, 2, "file:///nowhere/other.yml"))["result"] ==
        Json(nullptr));
}
