#include "tests/support/hostile_documents.h"

namespace buildspec::test {

std::string times(std::size_t count, std::string_view piece) {
  std::string text;
  text.reserve(count * piece.size());
  for (std::size_t i = 0; i < count; ++i) text += piece;
  return text;
}

std::string numbered(std::size_t count, std::string_view before, std::string_view after) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) {
    text += before;
    text += std::to_string(i);
    text += after;
  }
  return text;
}

std::string nested(std::size_t count) {
  std::string text;
  for (std::size_t i = 1; i <= count; ++i) text += std::string(i, ' ') + "a:\n";
  return text;
}

namespace {

constexpr std::size_t kMany = 100'000;
constexpr std::size_t kMegabyte = 1U << 20U;
const std::string kHead = "version: 0.2\n";
const std::string kCommands = kHead + "phases:\n  build:\n    commands:\n";

// Each list holds the one before twice.
std::string aliases_of_aliases(std::size_t count) {
  std::string text = kHead + "a0: &a0 [x, x]\n";
  for (std::size_t i = 1; i < count; ++i) {
    const std::string now = std::to_string(i);
    const std::string before = std::to_string(i - 1);
    text += "a" + now + ": &a" + now + " [*a" + before + ", *a" + before + "]\n";
  }
  return text;
}

}  // namespace

std::vector<HostileDocument> hostile_documents() {
  return {
      {"brackets", kHead + "phases: " + times(kMany, "["), "yaml-syntax"},
      {"closed brackets", kHead + "phases: " + times(kMany, "[") + times(kMany, "]"),
       "yaml-syntax"},
      {"braces", kHead + times(kMany, "{"), "yaml-syntax"},
      {"dashes", kHead + times(kMany, "- "), "yaml-syntax"},
      {"lines of dashes", kHead + "phases:\n" + times(kMany, "-\n"), "wrong-type"},
      {"aliases over the budget", kHead + "a: &a x\nphases:\n" + times(kMany + 1, "- *a\n"),
       "oversized-input"},
      {"duplicate keys", kHead + times(20'000, "a: 1\n"), "oversized-input"},
      {"duplicate variables", kHead + "env:\n  variables:\n" + times(20'000, "    A: x\n"),
       "oversized-input"},
      {"duplicate phases", kHead + "phases:\n" + times(20'000, "  build: x\n"), "oversized-input"},
      {"unknown phases", kHead + "phases:\n" + numbered(20'000, "  a", ": x\n"), "oversized-input"},
      {"deep blocks", kHead + "phases:\n" + nested(2'000), "unknown-phase"},
      {"deep blocks of variables",
       kHead + "env:\n" + nested(2'000) + "phases:\n  build: {commands: [make]}\n", "unknown-key"},
      {"a megabyte in a key", kHead + times(kMegabyte, "k") + ": 1\n", "yaml-syntax"},
      {"a megabyte in quotes", kCommands + "      - \"" + times(kMegabyte, "a"), "yaml-syntax"},
      {"a megabyte in a line", kCommands + "      - make " + times(kMegabyte, "a") + "\n", ""},
      {"a megabyte in a comment", kCommands + "      - make\n#" + times(kMegabyte, "c") + "\n", ""},
      {"a megabyte of words", kCommands + "      - make " + times(kMegabyte / 4, "a ") + "\n", ""},
  };
}

std::vector<HostileDocument> largest_documents() {
  return {
      {"aliases", kHead + "a: &a x\nphases:\n" + times(kMany, "- *a\n"), "wrong-type"},
      {"anchors", kHead + "phases:\n" + numbered(kMany, "- &a", " x\n"), "wrong-type"},
      {"aliases of aliases", aliases_of_aliases(300), "yaml-syntax"},
      {"a megabyte of shell", kCommands + "      - " + times(kMegabyte / 4, "${a:-") + "\n", ""},
      {"10 MB in a line", kCommands + "      - " + times(5 * kMegabyte, "a ") + "\n", ""},
      {"10 MB in a key", kHead + times(10 * kMegabyte, "k") + ": 1\n", "yaml-syntax"},
      {"10 MB in a comment", kCommands + "      - make\n#" + times(10 * kMegabyte, "c") + "\n", ""},
  };
}

}  // namespace buildspec::test
