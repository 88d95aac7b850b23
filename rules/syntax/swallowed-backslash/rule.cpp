// swallowed-backslash: see rule.md.
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/registry.h"

namespace buildspec::rules {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_word(char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '_'; }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// What an escape of one letter stands for.
std::string_view meaning(char letter) {
  switch (letter) {
    case 'a': return "a bell";
    case 'b': return "a backspace";
    case 't': return "a tab";
    case 'n': return "a line break";
    case 'v': return "a vertical tab";
    case 'f': return "a form feed";
    case 'r': return "a carriage return";
    case 'e': return "an escape character";
    default: return {};
  }
}

// The word, in the source, that a byte belongs to.
std::string_view word_around(std::string_view text, std::size_t at) {
  std::size_t begin = at;
  std::size_t end = at;
  constexpr std::string_view kEnds = "\"'=;|&<>()";
  const auto ends = [&](char c) { return is_blank(c) || kEnds.find(c) != std::string_view::npos; };
  while (begin > 0 && !ends(text[begin - 1])) --begin;
  while (end < text.size() && !ends(text[end])) ++end;
  return text.substr(begin, end - begin);
}

// "C:\temp", ".\tools": nothing but a path of Windows begins so.
bool is_windows_path(std::string_view word) {
  const bool drive = word.size() > 3 && is_letter(word[0]) && word[1] == ':' && word[2] == '\\';
  return drive || (word.starts_with(".\\") && word.size() > 3 && word[2] != '\\') ||
         word.starts_with("..\\");
}

// A folder between two letters: no text that is made of control characters.
bool is_inside_word(std::string_view text, std::size_t at) {
  return at > 0 && is_word(text[at - 1]) && at + 2 < text.size() && is_word(text[at + 2]);
}

bool is_meant_as_backslash(std::string_view text, std::size_t at) {
  const char letter = text[at + 1];
  if (meaning(letter).empty()) return false;
  if (is_windows_path(word_around(text, at))) return true;
  const bool rare = letter == 'a' || letter == 'b' || letter == 'v' || letter == 'f';
  return rare && is_inside_word(text, at);
}

// The offsets of such backslashes in the source of a scalar.
std::vector<std::size_t> find(std::string_view source) {
  std::vector<std::size_t> found;
  for (std::size_t at = 1; at + 2 < source.size(); ++at) {
    if (source[at] != '\\') continue;
    if (is_meant_as_backslash(source, at)) found.push_back(at);
    ++at;
  }
  return found;
}

void judge(Node node, Reporter& reporter) {
  if (!node.is_scalar() || node.style() != ScalarStyle::double_quoted) return;
  const std::string_view source = node.source();
  const auto found = find(source);
  if (found.empty()) return;
  const std::uint32_t begin = node.span().begin;
  const auto place = [begin](std::size_t at) {
    return Span{begin + static_cast<std::uint32_t>(at), begin + static_cast<std::uint32_t>(at) + 2};
  };
  Diagnostic& finding =
      reporter.report(place(found[0]), "`" + std::string(source.substr(found[0], 2)) + "` is " +
                                           std::string(meaning(source[found[0] + 1])) +
                                           " in double quotes, not a backslash and a letter");
  finding.notes.push_back(
      {"single quotes, or a block (`|`), leave backslashes alone", std::nullopt});
  Fix fix{"Double the backslashes", Applicability::unsafe, {}};
  for (const std::size_t at : found) {
    const Span span = place(at);
    fix.edits.push_back({Span{span.begin, span.begin + 1}, "\\\\"});
  }
  finding.fixes.push_back(std::move(fix));
}

// Backslashes are rare but for those at the ends of lines: each is looked at, not each scalar.
void check(const Snapshot& snapshot, Reporter& reporter) {
  const std::string_view text = snapshot.text.bytes();
  std::size_t at = text.find('\\');
  while (at != std::string_view::npos && at + 1 < text.size()) {
    std::size_t next = at + 2;
    if (!meaning(text[at + 1]).empty()) {
      const auto path = snapshot.tree->path_at(static_cast<std::uint32_t>(at));
      if (!path.empty() && path.back().style() == ScalarStyle::double_quoted) {
        judge(path.back(), reporter);
        next = path.back().span().end;
      }
    }
    at = text.find('\\', next);
  }
}

}  // namespace

extern const Rule swallowed_backslash;
constexpr Rule swallowed_backslash{
    .meta = {.id = "swallowed-backslash",
             .summary = "Flags backslashes of paths that double quotes turn into control "
                        "characters.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-YAML-16"},
    .check = check,
};

}  // namespace buildspec::rules
