// The limits of lsp/README.md, each at its edge: what is just within one is done, what is just
// beyond it is not. Budgets of a text: hostile_test.cpp. JSON: json_test.cpp, message_test.cpp.
// Symbols: workspace_symbols_test.cpp. Levels of semantic tokens: tests/ide.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>

#include "linter/lang/limits.h"
#include "linter/lint/rule.h"
#include "lsp/rpc/frame.h"
#include "lsp/server/file_judge.h"
#include "lsp/server/workspace_search.h"
#include "rules/registry.h"
#include "tests/server/pull_client.h"
#include "tests/support/hostile_documents.h"

using namespace buildspec;
using namespace buildspec::lsp;
using namespace buildspec::lsp::test;
using namespace buildspec::test;

namespace {

std::string framed(std::size_t headers) {
  const std::string begin = "Content-Length: 2\r\nX: ";
  const std::string end = "\r\n\r\n";
  return begin + std::string(headers - begin.size() - end.size(), 'x') + end + "{}";
}

// The fault of a stream, or the content of its first frame.
std::string decoded(const std::string& bytes, FrameLimits limits = {}) {
  FrameDecoder decoder(limits);
  decoder.feed(bytes);
  const auto frame = decoder.next();
  if (!frame) return decoder.fault();
  return frame->refused.empty() ? frame->content : frame->refused;
}

std::size_t findings(const std::string& text, std::span<const RegisteredRule> rules) {
  TestClient client(rules);
  (void)client.initialize();
  return published(client.open(text)).size();
}

Json result(const std::string& text, const std::string& method, Json params) {
  TestClient client;
  (void)client.initialize(full_capabilities());
  (void)client.open(text);
  params["textDocument"] = {{"uri", kUri}};
  return client.request(method, params)["result"];
}

Json at_last_line(const std::string& text, int character) {
  return {{"position",
           {{"line", std::count(text.begin(), text.end(), '\n') - 1}, {"character", character}}}};
}

}  // namespace

TEST_CASE("headers of 4 KiB, a message of 64 MiB") {
  CHECK(FrameLimits().headers == 4096);
  CHECK(FrameLimits().content == 64U << 20U);
  CHECK(decoded(framed(4096)) == "{}");
  CHECK(decoded(framed(4097)) == "the headers are longer than 4096 bytes");
  CHECK(decoded(encode_frame(std::string(99, 'x')), {.headers = 4096, .content = 99}) ==
        std::string(99, 'x'));
  CHECK(decoded(encode_frame(std::string(100, 'x')), {.headers = 4096, .content = 99}) ==
        "a message of 100 bytes is longer than 99");
}

TEST_CASE("1,000 places that disagree with the schema") {
  const auto unknown = [](std::size_t count) {
    return findings("version: 0.2\nphases:\n" + numbered(count, "  a", ": {}\n"), all_rules());
  };
  CHECK(unknown(kMostMismatches - 1) == kMostMismatches - 1);
  CHECK(unknown(kMostMismatches) == 1);
}

TEST_CASE("1,000 findings of a rule") {
  const auto found = [](std::size_t count) {
    return findings("version: 0.2\n#" + times(count, " BAD") + "\n", test_rules());
  };
  CHECK(found(Reporter::kMostFindings - 1) == Reporter::kMostFindings - 1);
  CHECK(found(Reporter::kMostFindings) == Reporter::kMostFindings);
  CHECK(found(Reporter::kMostFindings + 1) == Reporter::kMostFindings);
}

TEST_CASE("10,000 anchors") {
  const auto found = [](std::size_t count) {
    const std::string text =
        "version: 0.2\nphases:\n" + numbered(count, "  - &a", " x\n") + "  - *a0\n";
    return result(text, "textDocument/definition", at_last_line(text, 5)).size();
  };
  CHECK(found(kMostAnchors) == 1);
  CHECK(found(kMostAnchors + 1) == 0);
}

TEST_CASE("100 definitions") {
  const auto found = [](std::size_t count) {
    const std::string text = "version: 0.2\nphases:\n  build:\n    commands:\n" +
                             times(count, "      - if make; then A=1; fi\n") + "      - echo $A\n";
    return result(text, "textDocument/definition", at_last_line(text, 14)).size();
  };
  CHECK(found(99) == 99);
  CHECK(found(100) == 100);
  CHECK(found(101) == 100);
}

TEST_CASE("1,000 links") {
  const auto found = [](std::size_t count) {
    return result(numbered(count, "# https://example.com/", "\n"), "textDocument/documentLink",
                  Json::object())
        .size();
  };
  CHECK(found(999) == 999);
  CHECK(found(1'000) == 1'000);
  CHECK(found(1'001) == 1'000);
}

TEST_CASE("2,000 buildspecs in a workspace") {
  const TemporaryFolder folder;
  const auto search = [&] {
    WorkspaceSearch whole({{folder.path(), {folder.path(), {}}, {folder.path(), {}}}});
    CHECK(whole.advance([] { return false; }));
    return whole.found();
  };
  for (std::size_t i = 0; i < WorkspaceSearch::kMostFiles; ++i) {
    folder.write(std::to_string(i) + "/buildspec.yml", "");
  }
  CHECK(search().buildspecs.size() == WorkspaceSearch::kMostFiles);
  CHECK(search().left_out == 0);
  folder.write("one more/buildspec.yml", "");
  CHECK(search().buildspecs.size() == WorkspaceSearch::kMostFiles);
  CHECK(search().left_out == 1);
}

TEST_CASE("8 MiB of a file of the workspace") {
  PullClient client;
  const std::string text = "version: 0.2\n# BAD\n#";
  const auto write = [&](const char* name, std::size_t size) {
    client.folder.write(name, text + std::string(size - text.size(), 'x'));
  };
  write("a/buildspec.yml", FileJudge::kLargest);
  write("b/buildspec.yml", FileJudge::kLargest + 1);
  (void)client.begin();
  const auto found = PullClient::by_uri(client.pull_workspace()["result"]["items"]);
  CHECK(found.at(client.folder.uri("a/buildspec.yml"))["items"].size() == 2);
  CHECK(found.at(client.folder.uri("b/buildspec.yml"))["items"].empty());
}
