#include "tests/server/test_client.h"

#include <doctest/doctest.h>

#include <array>

namespace buildspec::lsp::test {
namespace {

constexpr const char* kPublish = "textDocument/publishDiagnostics";

// Visits every place of a word.
void for_each(const Snapshot& snapshot, std::string_view word,
              const std::function<void(Span)>& visit) {
  const std::string_view text = snapshot.text.bytes();
  for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const auto begin = static_cast<std::uint32_t>(at);
    visit({begin, begin + static_cast<std::uint32_t>(word.size())});
  }
}

void check_loud(const Snapshot& snapshot, Reporter& reporter) {
  for_each(snapshot, "BAD", [&](Span span) {
    buildspec::Diagnostic& found = reporter.report(span, "a loud word");
    found.fixes.push_back({"Say good", Applicability::safe, {{span, "good"}}});
    found.tags.push_back(buildspec::DiagnosticTag::unnecessary);
  });
}

void check_old(const Snapshot& snapshot, Reporter& reporter) {
  for_each(snapshot, "OLD", [&](Span span) {
    buildspec::Diagnostic& found = reporter.report(Severity::info, span, "an old word");
    found.notes.push_back({"the text begins here", Span{0, 1}});
    found.notes.push_back({"words grow old", std::nullopt});
    found.tags.push_back(buildspec::DiagnosticTag::deprecated);
  });
}

constexpr Rule kLoud{.meta = {.id = "loud-word",
                              .summary = "Finds loud words.",
                              .severity = Severity::warning,
                              .despite_faults = true},
                     .check = check_loud};
constexpr Rule kOld{.meta = {.id = "old-word",
                             .summary = "Finds old words.",
                             .severity = Severity::warning,
                             .despite_faults = true},
                    .check = check_old};

constexpr std::string_view kLoudPage =
    "# loud-word\nFinds loud words.\n\n## Why\nThey are loud.\n\n## Bad\n```yaml bad\n```\n\n"
    "## Reference\n- https://example.com/loud\n";
constexpr std::string_view kOldPage = "# old-word\nFinds old words.\n";

constexpr std::array kRules{RegisteredRule{&kLoud, "words", kLoudPage},
                            RegisteredRule{&kOld, "words", kOldPage}};

}  // namespace

std::span<const RegisteredRule> test_rules() { return kRules; }

TestClient::TestClient(std::span<const RegisteredRule> rules)
    : session({.rules = rules,
               .today = [this] { return today; },
               .version = "1.2.3",
               .client_process = std::nullopt},
              transport, inbox, jobs, log) {}

void TestClient::push(const Json& message) { push_text(message.dump()); }

void TestClient::push_text(std::string_view text) { inbox.push(parse_message(text)); }

std::vector<Json> TestClient::send(const Json& message) {
  push(message);
  run();
  return take_sent();
}

Json TestClient::request(const std::string& method, const Json& params) {
  const std::int64_t id = next_id_++;
  const std::vector<Json> sent = send(request_message(id, method, params));
  std::vector<Json> answers;
  for (const Json& message : sent) {
    if (message.value("id", Json()) == id && !message.contains("method"))
      answers.push_back(message);
  }
  REQUIRE(answers.size() == 1);
  return answers.front();
}

std::vector<Json> TestClient::notify(const std::string& method, const Json& params) {
  return send(notification_message(method, params));
}

Json TestClient::initialize(const Json& capabilities, const Json& more) {
  Json params = {{"processId", nullptr}, {"capabilities", capabilities}};
  params.update(more);
  const Json answer = request("initialize", params);
  REQUIRE(answer.contains("result"));
  (void)notify("initialized", Json::object());
  return answer["result"];
}

std::vector<Json> TestClient::open(const std::string& text, const std::string& uri,
                                   const std::string& language) {
  return send(open_message(text, uri, language));
}

std::vector<Json> TestClient::change(std::int32_t version, const Json& changes,
                                     const std::string& uri) {
  return send(change_message(version, changes, uri));
}

Json full_capabilities() {
  return Json::parse(R"({
    "general": {"positionEncodings": ["utf-16"]},
    "workspace": {"workspaceEdit": {"documentChanges": true},
                  "didChangeWatchedFiles": {"dynamicRegistration": true}},
    "textDocument": {
      "publishDiagnostics": {"relatedInformation": true, "tagSupport": {"valueSet": [1, 2]},
                             "versionSupport": true, "codeDescriptionSupport": true,
                             "dataSupport": true},
      "hover": {"contentFormat": ["markdown", "plaintext"]},
      "completion": {"completionItem": {"documentationFormat": ["markdown"],
                                        "tagSupport": {"valueSet": [1]},
                                        "insertReplaceSupport": true}},
      "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}},
                     "isPreferredSupport": true}
    }})");
}

Json published(const std::vector<Json>& messages) {
  const std::vector<Json> found = with_method(messages, kPublish);
  REQUIRE(found.size() == 1);
  return found.front()["params"]["diagnostics"];
}

}  // namespace buildspec::lsp::test
