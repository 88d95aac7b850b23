#include "tests/server/session_play.h"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <set>
#include <stdexcept>
#include <utility>

#include "lsp/rpc/message.h"
#include "lsp/server/session.h"
#include "rules/registry.h"
#include "tests/server/editor_text.h"
#include "tests/server/feature_requests.h"
#include "tests/server/messages.h"

namespace buildspec::lsp::test {
namespace {

constexpr const char16_t* kBlock =
    u"version: 0.2\n"
    u"env:\n"
    u"  shell: bash\n"
    u"  variables:\n"
    u"    STAGE: \"test\"\n"
    u"phases:\n"
    u"  install:\n"
    u"    runtime-versions:\n"
    u"      python: 3.12 # \U0001F600\n"
    u"  build:\n"
    u"    commands: &all\n"
    u"      - echo \"\u00E4\u00F6 $STAGE\"\n"
    u"      - |\n"
    u"        cd dist\n"
    u"        zip -r ../out.zip .\r\n"
    u"      - { a: b, c: [d, \"e\"] }\n"
    u"artifacts:\n"
    u"  files: [out.zip]\n";

constexpr const char16_t* kFlow =
    u"{\"version\": 0.2, \"env\": {\"variables\": {\"A\": \"\U0001F680\"}},\r"
    u" \"phases\": {\"build\": {\"on-failure\": \"ABORT\",\r"
    u"   \"commands\": [\"make $A\", \"echo ${CODEBUILD_SRC_DIR}\"]}},\r"
    u" \"reports\": {\"r\": {\"files\": [\"**/*.xml\"], \"file-format\": \"JUNITXML\"}}}";

constexpr const char16_t* kBatch =
    u"version: 0.2\r\n"
    u"batch:\r\n"
    u"  fast-fail: true\r\n"
    u"  build-graph:\r\n"
    u"    - identifier: first\r\n"
    u"      env: {image: \"aws/codebuild/standard:7.0\"}\r\n"
    u"    - identifier: second\r\n"
    u"      depend-on: [first]\r\n"
    u"phases:\r\n"
    u"  build: &b\r\n"
    u"    commands:\r\n"
    u"      - for i in 1 2; do echo $i; done\r\n"
    u"      # buildspec-lint: ignore something -- because\r\n"
    u"      - export X=$(date)\r\n"
    u"  post_build: *b\r\n";

constexpr std::array kStarts{kBlock, kFlow, kBatch};

// What people type, and what breaks things.
constexpr std::array<const char16_t*, 30> kPieces{
    u"a",
    u" ",
    u"  ",
    u"\n",
    u"\r\n",
    u"\r",
    u":",
    u": ",
    u"- ",
    u"\"",
    u"'",
    u"[",
    u"]",
    u"{",
    u"}",
    u"|\n",
    u"#",
    u" # x",
    u"\t",
    u"&a ",
    u"*a",
    u"$STAGE",
    u"\uFEFF",
    u"---\n",
    u"\U0001F600",
    u"\u00E9",
    u"build:\n",
    u"  pre_build:\n    commands:\n",
    u"      - cd x && y\n      - export Z=$(z)\n",
    u"AWS_SECRET_ACCESS_KEY: wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY\n"};

// Finds the text itself, so that a character that is lost shows.
void find_text(const Snapshot& snapshot, Reporter& reporter) {
  reporter.report(Span{0, 0}, std::string(snapshot.text.bytes()));
}
constexpr Rule kWholeText{.meta = {.id = "whole-text",
                                   .summary = "Finds the text.",
                                   .severity = Severity::info,
                                   .despite_faults = true},
                          .check = find_text};

std::span<const RegisteredRule> play_rules() {
  static const std::vector<RegisteredRule> kAll = [] {
    std::vector<RegisteredRule> all(all_rules().begin(), all_rules().end());
    all.push_back({&kWholeText, "words", "# whole-text\n"});
    return all;
  }();
  return kAll;
}

[[noreturn]] void fail(const std::string& what) { throw std::runtime_error(what); }

// A server and the client's end of it: what is shown, which requests wait for an answer.
class Pair {
 public:
  Pair()
      : session_({.rules = play_rules(),
                  .today =
                      [] {
                        return Date{2026, 11, 20};
                      },
                  .version = "1",
                  .client_process = std::nullopt},
                 transport_, inbox_, jobs_, log_) {
    static const Json kClient = {
        {"processId", nullptr}, {"rootUri", nullptr}, {"capabilities", every_capability()}};
    const Json answer = ask("initialize", kClient);
    capabilities_ = answer.at("result").at("capabilities");
    tell(notification_message("initialized", Json::object()));
    run();
  }

  [[nodiscard]] const Json& capabilities() const { return capabilities_; }

  void tell(const Json& message) { inbox_.push(parse_message(message.dump())); }
  // A request whose answer is only counted.
  std::int64_t tell_request(const std::string& method, const Json& params) {
    const std::int64_t id = next_id_++;
    waiting_.insert(id);
    tell(request_message(id, method, params));
    return id;
  }
  // Until nothing waits any more: every request must have been answered once then.
  void run() {
    session_.run_waiting();
    take();
    while (!jobs_.waiting.empty()) {
      jobs_.run_all();
      session_.run_waiting();
      take();
    }
    if (!waiting_.empty()) fail("no answer to request " + std::to_string(*waiting_.begin()));
    if (session_.exit_code()) fail("the session ended");
  }

  // The whole answer.
  Json ask(const std::string& method, const Json& params) {
    const std::int64_t id = tell_request(method, params);
    keep_ = id;
    run();
    return std::exchange(kept_, nullptr);
  }
  Json result(const std::string& method, const Json& params) {
    Json answer = ask(method, params);
    if (!answer.contains("error")) return answer["result"];
    // Refusing is fine, breaking is not.
    const Json code = answer["error"]["code"];
    if (code == -32603 || code == -32602 || code == -32601) {
      fail(method + " " + params.dump() + ": " + answer["error"].dump());
    }
    return answer["error"];
  }

  // What it says about a document, feature by feature.
  Json all_about(const std::string& uri, const Json& position, const Json& range) {
    Json said = {{"shown", shown_[uri]}};
    for (const auto& [method, params] : feature_requests(capabilities_, uri, position, range)) {
      const Json found = result(method, params);
      if (method == "textDocument/semanticTokens/full") tokens_[uri] = found;
      for (const auto& [next, item] : follow_ups(capabilities_, method, found)) {
        said[next].push_back(comparable(result(next, item)));
      }
      said[method] = comparable(found);
    }
    return said;
  }

  Json updated_tokens(const std::string& uri);

 private:
  void take() {
    for (const Json& message : std::exchange(transport_.sent, {})) {
      if (message.contains("method")) {
        note(message);
      } else if (message["id"].is_number() && waiting_.erase(message["id"]) == 1) {
        if (message.contains("result") == message.contains("error")) fail(message.dump());
        if (message["id"] == keep_) kept_ = message;
      } else {
        fail("an answer to nothing: " + message.dump());
      }
    }
  }
  void note(const Json& message) {
    if (message["method"] == "textDocument/publishDiagnostics") {
      shown_[message["params"]["uri"]] = message["params"]["diagnostics"];
    } else if (message["method"] == "window/logMessage") {
      // The server writes there what must not happen: a handler of a notification that throws.
      if (message["params"]["type"] == 1) fail(message.dump());
    } else if (message.contains("id")) {
      const Json result = message["method"] == "workspace/configuration"
                              ? Json(std::vector<Json>(message["params"]["items"].size()))
                              : Json(nullptr);
      tell({{"jsonrpc", "2.0"}, {"id", message["id"]}, {"result", result}});
    }
  }

  CollectingTransport transport_;
  Inbox inbox_;
  ManualJobs jobs_{inbox_};
  Log log_;
  Session session_;
  Json capabilities_;
  std::int64_t next_id_ = 1;
  std::set<std::int64_t> waiting_;
  std::int64_t keep_ = 0;
  Json kept_;
  std::map<std::string, Json> shown_;
  std::map<std::string, Json> tokens_;
};

// The tokens as a client has them that asks for what changed since it last asked; null where there
// is no such thing.
Json Pair::updated_tokens(const std::string& uri) {
  const auto offered = capabilities_.find("semanticTokensProvider");
  const auto known = tokens_.find(uri);
  if (offered == capabilities_.end() || known == tokens_.end()) return nullptr;
  if (!offered->at("full").is_object() || !known->second.contains("resultId")) return nullptr;
  const Json answer =
      result("textDocument/semanticTokens/full/delta",
             {{"textDocument", {{"uri", uri}}}, {"previousResultId", known->second["resultId"]}});
  if (answer.contains("edits")) {
    std::vector<Json> data = known->second["data"];
    // The edits are in the offsets of the old data, in order.
    for (auto edit = answer["edits"].rbegin(); edit != answer["edits"].rend(); ++edit) {
      const auto at = data.begin() + edit->at("start").get<std::ptrdiff_t>();
      const auto next = data.erase(at, at + edit->at("deleteCount").get<std::ptrdiff_t>());
      const Json more = edit->value("data", Json::array());
      data.insert(next, more.begin(), more.end());
    }
    known->second["data"] = data;
    known->second["resultId"] = answer["resultId"];
  } else {
    known->second = answer;
  }
  return known->second["data"];
}

struct OpenDocument {
  std::string uri;
  std::string language;
  std::int32_t version = 1;
  EditorText text;
  bool open = false;
};

class Play {
 public:
  explicit Play(Choices& choices) : choices_(choices) {
    for (const char16_t* const start : kStarts) {
      const std::string number = std::to_string(documents_.size());
      documents_.push_back({"file:///nowhere/" + number + "/buildspec.yml",
                            documents_.size() == 1 ? "json" : "yaml", 1, EditorText(start), false});
    }
  }

  void run() {
    while (choices_.more()) step();
    pair_.run();
    for (const OpenDocument& document : documents_) {
      if (document.open) compare(document);
    }
  }

 private:
  bool one_in(std::uint32_t count) { return choices_.below(count) == count - 1; }

  void step() {
    OpenDocument& document = documents_[choices_.below(documents_.size())];
    if (!document.open) pair_.tell(open(document));
    type(document);
    // Now and then many messages come at once.
    if (one_in(10)) {
      for (std::uint32_t count = choices_.below(20); count > 0; --count) type(document);
    }
    if (one_in(3)) ask_one(document);
    if (one_in(3)) pair_.run();
    if (one_in(7)) {
      pair_.run();
      compare(document);
    }
  }

  void type(OpenDocument& document) {
    if (one_in(60)) {
      pair_.tell(notification_message("textDocument/didClose",
                                      {{"textDocument", {{"uri", document.uri}}}}));
      pair_.tell(open(document));
      return;
    }
    Json changes = Json::array();
    const std::size_t count = one_in(20) ? 40 : choices_.below(4) + 1;
    while (changes.size() < count) changes.push_back(change(document.text));
    pair_.tell(change_message(++document.version, changes, document.uri));
  }

  // A request that stands between two changes, perhaps cancelled.
  void ask_one(const OpenDocument& document) {
    const Json range = two_places(document);
    const auto requests =
        feature_requests(pair_.capabilities(), document.uri, range["start"], range);
    if (requests.empty()) return;
    const FeatureRequest& request = requests[choices_.below(requests.size())];
    const std::int64_t id = pair_.tell_request(request.method, request.params);
    if (one_in(5)) pair_.tell(notification_message("$/cancelRequest", {{"id", id}}));
  }

  void compare(const OpenDocument& document) {
    Pair fresh;
    fresh.tell(open_message(document.text.utf8(), document.uri, document.language));
    fresh.run();
    const Json range = two_places(document);
    const Json updated = pair_.updated_tokens(document.uri);
    const Json now = pair_.all_about(document.uri, range["start"], range);
    const Json anew = fresh.all_about(document.uri, range["start"], range);
    const auto differ = [&](const std::string& what, const Json& one, const Json& other) {
      fail(what + " differs at " + range.dump() + "\nedited: " + one.dump() +
           "\nfresh:  " + other.dump() + "\ntext: " + Json(document.text.utf8()).dump());
    };
    if (now.size() != anew.size()) differ("the number of answers", now.size(), anew.size());
    for (const auto& [what, said] : now.items()) {
      if (said != anew.at(what)) differ(what, said, anew.at(what));
    }
    if (updated.is_null()) return;
    const Json& tokens = anew.at("textDocument/semanticTokens/full")["data"];
    if (updated != tokens) differ("what became of the tokens", updated, tokens);
  }

  static Json open(OpenDocument& document) {
    document.open = true;
    document.version = 1;
    return open_message(document.text.utf8(), document.uri, document.language);
  }

  // Mostly a place of the text, seldom one that no text has; also inside surrogate pairs.
  EditorPosition somewhere(const EditorText& text) {
    if (one_in(25)) return {choices_.below(60), choices_.below(200)};
    if (one_in(100)) return {0x7FFFFFFF, 0x7FFFFFFF};
    return text.position(choices_.below(text.units().size() + 1));
  }
  Json two_places(const OpenDocument& document) {
    EditorPosition start = somewhere(document.text);
    EditorPosition end = somewhere(document.text);
    if (document.text.place(start) > document.text.place(end)) std::swap(start, end);
    return {{"start", to_json(start)}, {"end", to_json(end)}};
  }

  Json change(EditorText& text) {
    if (one_in(60)) {
      text.replace_all(one_in(3) ? std::u16string() : kStarts.at(choices_.below(kStarts.size())));
      return {{"text", text.utf8()}};
    }
    const EditorPosition start = somewhere(text);
    EditorPosition end = start;
    if (one_in(3)) {
      // Behind the start or before it.
      const std::size_t other = text.place(start) + choices_.below(40);
      end = text.position(std::min(std::max<std::size_t>(other, 20) - 20, text.units().size()));
    } else if (one_in(30)) {
      end = somewhere(text);
    }
    std::u16string piece;
    if (!one_in(4)) piece = kPieces.at(choices_.below(kPieces.size()));
    text.replace(start, end, piece);
    return {{"range", {{"start", to_json(start)}, {"end", to_json(end)}}},
            {"text", to_utf8(piece)}};
  }

  Choices& choices_;
  Pair pair_;
  std::vector<OpenDocument> documents_;
};

}  // namespace

std::uint32_t Choices::below(std::size_t count) {
  return count < 2 ? 0 : next(static_cast<std::uint32_t>(count));
}

void play_session(Choices& choices) { Play(choices).run(); }

}  // namespace buildspec::lsp::test
