// Formatting as the protocol has it; what a layout is is tested in tests/format and tests/ide.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "linter/text/source_text.h"
#include "tests/server/temporary_folder.h"
#include "tests/server/test_client.h"

using namespace buildspec::lsp;
using namespace buildspec::lsp::test;

namespace {

constexpr const char* kUntidy = "version:   0.2\nphases:\n    build:\n        commands: [ a ]  \n";

Json options(int tab_size = 2) { return {{"tabSize", tab_size}, {"insertSpaces", true}}; }

Json formatting(const Json& chosen = options()) {
  return {{"textDocument", {{"uri", kUri}}}, {"options", chosen}};
}
Json range_formatting(const Json& range) {
  Json params = formatting();
  params["range"] = range;
  return params;
}
Json typed(std::uint32_t line, std::uint32_t character, const std::string& ch) {
  Json params = formatting();
  params["position"] = {{"line", line}, {"character", character}};
  params["ch"] = ch;
  return params;
}

// The text after a client has made the edits. Columns are of ASCII.
std::string edited(const std::string& text, const Json& edits) {
  const buildspec::SourceText source(text);
  const auto offset = [&](const Json& at) {
    return source.offset({at["line"].get<std::uint32_t>(), at["character"].get<std::uint32_t>()},
                         buildspec::Encoding::utf16);
  };
  std::vector<buildspec::Edit> made;
  for (const Json& edit : edits) {
    made.push_back({{offset(edit["range"]["start"]), offset(edit["range"]["end"])},
                    edit["newText"].get<std::string>()});
  }
  return buildspec::apply_edits(text, std::move(made));
}

}  // namespace

TEST_CASE("formatting is offered, and its characters are named") {
  TestClient client;
  const Json offered = client.initialize()["capabilities"];
  CHECK(offered["documentFormattingProvider"] == true);
  CHECK(offered["documentRangeFormattingProvider"] == true);
  CHECK(offered["documentOnTypeFormattingProvider"] ==
        Json{{"firstTriggerCharacter", "\n"}, {"moreTriggerCharacter", {"-", "]", "}"}}});
}

TEST_CASE("a document is laid out with the client's options") {
  TestClient client;
  (void)client.initialize();
  (void)client.open(kUntidy);
  const Json edits = client.request("textDocument/formatting", formatting())["result"];
  CHECK(edits.size() == 4);  // nothing but white space is touched
  for (const Json& edit : edits)
    CHECK(edit["newText"].get<std::string>().find_first_not_of(' ') == std::string::npos);
  CHECK(edited(kUntidy, edits) == "version: 0.2\nphases:\n  build:\n    commands: [ a ]\n");
  CHECK(edited(kUntidy,
               client.request("textDocument/formatting", formatting(options(4)))["result"]) ==
        "version: 0.2\nphases:\n    build:\n        commands: [ a ]\n");
  Json keeping = options();
  keeping["trimTrailingWhitespace"] = false;
  keeping["insertFinalNewline"] = false;
  keeping["unknown"] = {1, 2};
  CHECK(edited(kUntidy, client.request("textDocument/formatting", formatting(keeping))["result"]) ==
        "version: 0.2\nphases:\n  build:\n    commands: [ a ]  \n");
}

TEST_CASE("columns of edits count in the client's units") {
  TestClient client;
  (void)client.initialize();
  (void)client.open("\"\xF0\x9F\x98\x80\":   1\nphases: {}\n");
  const Json edits = client.request("textDocument/formatting", formatting())["result"];
  REQUIRE(edits.size() == 1);
  CHECK(edits[0] == Json{{"range", range(0, 6, 0, 8)}, {"newText", ""}});
}

TEST_CASE("only the lines of a range are laid out") {
  TestClient client;
  (void)client.initialize();
  (void)client.open(kUntidy);
  CHECK(edited(kUntidy, client.request("textDocument/rangeFormatting",
                                       range_formatting(range(0, 3, 1, 0)))["result"]) ==
        "version: 0.2\nphases:\n    build:\n        commands: [ a ]  \n");
  // Backwards, and beyond the end.
  CHECK(edited(kUntidy, client.request("textDocument/rangeFormatting",
                                       range_formatting(range(99, 0, 1, 0)))["result"]) ==
        "version:   0.2\nphases:\n  build:\n    commands: [ a ]\n");
}

TEST_CASE("what is broken is not touched, and the client is told why") {
  TestClient client;
  (void)client.initialize();
  (void)client.open("version:   0.2\nphases: [\n");
  const Json answer = client.request("textDocument/formatting", formatting());
  CHECK(answer["error"]["code"] == -32803);
  CHECK(answer["error"]["message"].get<std::string>().starts_with("Not formatted, line "));
  // While it is typed nobody wants to hear that.
  CHECK_FALSE(client.request("textDocument/onTypeFormatting", typed(1, 0, "\n")).contains("error"));
}

TEST_CASE("typing") {
  TestClient client;
  (void)client.initialize();
  (void)client.open("phases:\n  build:\n    commands:\n      - a\n\n");
  CHECK(client.request("textDocument/onTypeFormatting", typed(4, 0, "\n"))["result"] ==
        Json{{{"range", range(4, 0, 4, 0)}, {"newText", "      - "}}});
  (void)client.change(2, {edit(range(3, 0, 5, 0), "-\n")});
  CHECK(client.request("textDocument/onTypeFormatting", typed(3, 1, "-"))["result"] ==
        Json{{{"range", range(3, 0, 3, 0)}, {"newText", "      "}}});
  CHECK(client.request("textDocument/onTypeFormatting", typed(3, 1, "\xC3\xA4"))["result"] ==
        Json(nullptr));
}

TEST_CASE("what the project has agreed on wins over the editor") {
  const TemporaryFolder folder;
  folder.write(".buildspec-lint.yml", "format:\n  indent: 3\n  lists: flush\n");
  const std::string uri = folder.uri("buildspec.yml");
  const std::string text = "version: 0.2\nphases:\n  build:\n    commands:\n      - a\n";
  TestClient client;
  (void)client.initialize();
  (void)client.open(text, uri);
  Json params = formatting(options(8));
  params["textDocument"]["uri"] = uri;
  CHECK(edited(text, client.request("textDocument/formatting", params)["result"]) ==
        "version: 0.2\nphases:\n   build:\n      commands:\n      - a\n");
}

TEST_CASE("other documents are left alone") {
  TestClient client;
  (void)client.initialize();
  CHECK(client.request("textDocument/formatting", formatting())["result"] == Json(nullptr));
  (void)client.open("a:   1\n", "file:///nowhere/other.yml");
  Json params = formatting();
  params["textDocument"]["uri"] = "file:///nowhere/other.yml";
  CHECK(client.request("textDocument/formatting", params)["result"] == Json(nullptr));
}
