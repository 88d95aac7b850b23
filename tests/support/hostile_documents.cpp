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

std::vector<HostileDocument> hostile_documents() {
  constexpr std::size_t kMany = 100'000;
  constexpr std::size_t kMegabyte = 1U << 20U;
  const std::string head = "version: 0.2\n";
  const std::string commands = head + "phases:\n  build:\n    commands:\n";
  return {
      {"brackets", head + "phases: " + times(kMany, "["), "yaml-syntax"},
      {"closed brackets", head + "phases: " + times(kMany, "[") + times(kMany, "]"), "yaml-syntax"},
      {"braces", head + times(kMany, "{"), "yaml-syntax"},
      {"dashes", head + times(kMany, "- "), "yaml-syntax"},
      {"lines of dashes", head + "phases:\n" + times(kMany, "-\n"), "wrong-type"},
      {"aliases", head + "a: &a x\nphases:\n" + times(kMany + 1, "- *a\n"), "oversized-input"},
      {"duplicate keys", head + times(20'000, "a: 1\n"), "oversized-input"},
      {"duplicate variables", head + "env:\n  variables:\n" + times(20'000, "    A: x\n"),
       "oversized-input"},
      {"duplicate phases", head + "phases:\n" + times(20'000, "  build: x\n"), "oversized-input"},
      {"unknown phases", head + "phases:\n" + numbered(20'000, "  a", ": x\n"), "oversized-input"},
      {"deep blocks", head + "phases:\n" + nested(2'000), "unknown-phase"},
      {"deep blocks of variables",
       head + "env:\n" + nested(2'000) + "phases:\n  build: {commands: [make]}\n", "unknown-key"},
      {"a megabyte in a key", head + times(kMegabyte, "k") + ": 1\n", "yaml-syntax"},
      {"a megabyte in quotes", commands + "      - \"" + times(kMegabyte, "a"), "yaml-syntax"},
      {"a megabyte in a line", commands + "      - make " + times(kMegabyte, "a") + "\n", ""},
      {"a megabyte in a comment", commands + "      - make\n#" + times(kMegabyte, "c") + "\n", ""},
      {"a megabyte of words", commands + "      - make " + times(kMegabyte / 4, "a ") + "\n", ""},
  };
}

}  // namespace buildspec::test
