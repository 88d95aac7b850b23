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

std::vector<HostileDocument> hostile_documents(std::size_t part) {
  const std::size_t many = 100'000 / part;
  const std::size_t some = 20'000 / part;
  const std::size_t megabyte = (1U << 20U) / part;
  return {
      {"brackets", kHead + "phases: " + times(many, "["), "yaml-syntax"},
      {"closed brackets", kHead + "phases: " + times(many, "[") + times(many, "]"), "yaml-syntax"},
      {"braces", kHead + times(many, "{"), "yaml-syntax"},
      {"dashes", kHead + times(many, "- "), "yaml-syntax"},
      {"lines of dashes", kHead + "phases:\n" + times(many, "-\n"), "wrong-type"},
      {"aliases over the budget", kHead + "a: &a x\nphases:\n" + times(many + 1, "- *a\n"),
       "oversized-input"},
      {"duplicate keys", kHead + times(some, "a: 1\n"), "oversized-input"},
      {"duplicate variables", kHead + "env:\n  variables:\n" + times(some, "    A: x\n"),
       "oversized-input"},
      {"duplicate phases", kHead + "phases:\n" + times(some, "  build: x\n"), "oversized-input"},
      {"unknown phases", kHead + "phases:\n" + numbered(some, "  a", ": x\n"), "oversized-input"},
      {"deep blocks", kHead + "phases:\n" + nested(2'000 / part), "unknown-phase"},
      {"deep blocks of variables",
       kHead + "env:\n" + nested(2'000 / part) + "phases:\n  build: {commands: [make]}\n",
       "unknown-key"},
      {"a megabyte in a key", kHead + times(megabyte, "k") + ": 1\n", "yaml-syntax"},
      {"a megabyte in quotes", kCommands + "      - \"" + times(megabyte, "a"), "yaml-syntax"},
      {"a megabyte in a line", kCommands + "      - make " + times(megabyte, "a") + "\n", ""},
      {"a megabyte in a comment", kCommands + "      - make\n#" + times(megabyte, "c") + "\n", ""},
      {"a megabyte of words", kCommands + "      - make " + times(megabyte / 4, "a ") + "\n", ""},
  };
}

std::vector<HostileDocument> largest_documents(std::size_t part) {
  const std::size_t many = 100'000 / part;
  const std::size_t megabyte = (1U << 20U) / part;
  return {
      {"aliases", kHead + "a: &a x\nphases:\n" + times(many, "- *a\n"), "wrong-type"},
      {"anchors", kHead + "phases:\n" + numbered(many, "- &a", " x\n"), "wrong-type"},
      {"aliases of aliases", aliases_of_aliases(300 / part), "oversized-input"},
      {"a megabyte of shell", kCommands + "      - " + times(megabyte / 4, "${a:-") + "\n", ""},
      {"10 MB in a line", kCommands + "      - " + times(5 * megabyte, "a ") + "\n", ""},
      {"10 MB in a key", kHead + times(10 * megabyte, "k") + ": 1\n", "yaml-syntax"},
      {"10 MB in a comment", kHead + "#" + times(10 * megabyte, "c") + "\n", ""},
  };
}

}  // namespace buildspec::test
