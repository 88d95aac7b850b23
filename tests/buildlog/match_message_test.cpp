#include "linter/buildlog/match_message.h"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "linter/lint/failures.h"

namespace buildspec {
namespace {

// "pattern-part=text …" of the surest message, behind the failures that it stands for.
std::string shown(std::string_view text) {
  const auto match = best_message(text);
  if (!match) return "nothing";
  std::string out(match->message->failures);
  for (const auto& part : match->parts) {
    out += " " + std::string(part.name) + "=" + part.text;
  }
  return out;
}

TEST_CASE("a message is found in its line, with what differs") {
  CHECK(shown("[Container] 2026/05/01 10:00:00.000001 Phase context status code: YAML_FILE_ERROR "
              "Message: Unknown runtime version named '18' of docker. This build image has the "
              "following versions: 20, 23") ==
        "CB-RT-02 CB-RT-13 CB-YAML-17 CB-PR-12 version=18 runtime=docker versions=20, 23");
  CHECK(shown("CLIENT_ERROR: no matching base directory path found for cdk.out\nmore") ==
        "CB-ART-02 CB-ART-16 path=cdk.out");
  CHECK(shown("/codebuild/output/tmp/script.sh: line 4: docker-compose: command not found")
            .ends_with(" name=docker-compose"));
  CHECK(shown("sh: tsc: not found").ends_with(" name=tsc"));
  CHECK(shown("all went well") == "nothing");
  CHECK(shown("") == "nothing");
  CHECK(shown(": not found") == "nothing");
  CHECK(shown("Skipping invalid file path") == "nothing");
}

TEST_CASE("wrapped lines and capitals do not matter") {
  CHECK(shown("phase CONTEXT status code: client_error Message: No matching arti\nfact paths "
              "found") == "CB-ART-01 CB-ART-04 CB-ART-06 CB-PIPE-01");
  CHECK(shown("Unknown runtime ver\n  sion named '3.1' of\npython") ==
        "CB-RT-02 CB-RT-13 CB-YAML-17 CB-PR-12 version=3.1 runtime=python");
}

TEST_CASE("the surer message wins, and hides what is part of it") {
  const auto matches = match_messages(
      "Phase context status code: COMMAND_EXECUTION_ERROR Message: Error while executing command: "
      "tsc. Reason: exit status 127");
  REQUIRE(matches.size() == 1);
  CHECK(matches[0].part("command") == "tsc");
  CHECK(matches[0].part("status").empty());
  CHECK(matches[0].message->failures.starts_with("CB-SH-01 CB-IMG-05"));
}

TEST_CASE("words are marked where they stand") {
  const std::string text = "x YAML  location is /a b\ny";
  const auto match = best_message(text);
  REQUIRE(match);
  CHECK(text.substr(match->words.begin, match->words.size()) == "YAML  location is /a b");
  CHECK(match->part("path") == "/a b");
}

TEST_CASE("messages name known failures, and say what to do about them") {
  for (const LogMessage& message : log_messages()) {
    INFO(message.patterns[0]);
    for (const std::string_view id : failure_ids(message.failures)) {
      CHECK_MESSAGE(find_failure(id) != nullptr, id);
    }
    CHECK(message.meaning.ends_with('.'));
    CHECK((message.remedy.empty() || message.remedy.ends_with('.')));
    CHECK((message.source.empty() || message.source.starts_with("https://")));
    for (const std::string_view pattern : message.patterns) {
      if (pattern.empty()) continue;
      // Two placeholders in a row could not be told apart.
      CHECK(pattern.find("}{") == std::string_view::npos);
      const auto matches = match_messages(pattern);
      const bool found =
          std::any_of(matches.begin(), matches.end(),
                      [&](const MessageMatch& match) { return match.message == &message; });
      CHECK_MESSAGE(found, pattern);
    }
  }
}

TEST_CASE("long and odd texts are survived") {
  CHECK(match_messages(std::string(3'000'000, ' ')).empty());
  CHECK(match_messages(std::string(100'000, ':')).empty());
  std::string cd;
  for (int i = 0; i < 20'000; ++i) cd += "cd: ";
  CHECK(match_messages(cd).empty());
  CHECK(match_messages(std::string("\0\xff\x80 not", 7)).empty());
}

// What the reference quotes in an answer: between single or double backquotes.
std::vector<std::string> quotes(std::string_view line) {
  std::vector<std::string> found;
  while (true) {
    const std::size_t open = line.find('`');
    if (open == std::string_view::npos) return found;
    const std::size_t inner = std::min(line.find_first_not_of('`', open), line.size());
    const std::string_view fence = line.substr(open, inner - open);
    const std::size_t close = line.find(fence, inner);
    if (close == std::string_view::npos) return found;
    found.emplace_back(line.substr(inner, close - inner));
    line.remove_prefix(close + fence.size());
  }
}

// Quoted in an answer, and yet no words of a log.
bool is_no_message(const std::string& quote) {
  static const std::set<std::string> kOthers{"line 0",         "echo build", "\\t",       "\\n",
                                             "artifacts.type", "$my-var",    "not found", " and `",
                                             "type",           " is "};
  return kOthers.contains(quote);
}

TEST_CASE("every message of the reference is recognised as its failure") {
  std::ifstream reference(std::string(BUILDSPEC_SOURCE_DIR) + "/../shared/reference/failures.md");
  if (!reference) {
    MESSAGE("skipped: no reference beside the project");
    return;
  }
  std::string id;
  std::size_t tried = 0;
  for (std::string line; std::getline(reference, line);) {
    if (line.starts_with("### CB-")) id = line.substr(4, line.find(' ', 4) - 4);
    if (line.starts_with("| `")) {  // log lines worth recognising
      const std::vector<std::string> found = quotes(line);
      REQUIRE(!found.empty());
      CHECK_MESSAGE(best_message(found.front()), found.front());
      continue;
    }
    if (!line.starts_with("- Answer: ")) continue;
    for (const std::string& quote : quotes(line)) {
      if (is_no_message(quote)) continue;
      ++tried;
      INFO(id << ": " << quote);
      const auto matches = match_messages(quote);
      const bool found =
          std::any_of(matches.begin(), matches.end(), [&](const MessageMatch& match) {
            const auto ids = failure_ids(match.message->failures);
            return std::find(ids.begin(), ids.end(), id) != ids.end();
          });
      CHECK(found);
    }
  }
  CHECK(tried > 70);
}

}  // namespace
}  // namespace buildspec
