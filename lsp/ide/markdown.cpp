#include "lsp/ide/markdown.h"

#include <algorithm>

#include "linter/lint/wording.h"
#include "linter/text/letters.h"

namespace buildspec::ide {
namespace {

// The longest run of backquotes: the marks around it must be longer.
std::size_t longest_run(std::string_view text) {
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char c : text) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

// An address that a link can hold: a URI of some scheme, with the brackets that would end the link
// written as URIs write them.
std::string link_target(std::string_view uri) {
  if (uri.find(':') == std::string_view::npos) return {};
  std::string target;
  for (const char c : uri) {
    if (static_cast<unsigned char>(c) <= ' ' || c == '<' || c == '>' || c == '#') return {};
    if (c == '(') {
      target += "%28";
    } else if (c == ')') {
      target += "%29";
    } else {
      target += c;
    }
  }
  return target;
}

}  // namespace

std::string code_span(std::string_view text) {
  if (text.empty()) return "(empty)";
  // One line, without control characters, cut: as in messages.
  const std::string marked = code(text);
  const std::string_view shown = std::string_view(marked).substr(1, marked.size() - 2);
  const std::size_t run = longest_run(shown);
  if (run == 0) return marked;
  const std::string marks(run + 1, '`');
  return marks + ' ' + std::string(shown) + ' ' + marks;
}

std::string code_block(std::string_view text, std::string_view language) {
  const std::string marks(std::max<std::size_t>(3, longest_run(text) + 1), '`');
  std::string block = marks + std::string(language) + '\n' + std::string(text);
  if (block.back() != '\n') block += '\n';
  return block + marks;
}

std::string line_link(const Snapshot& snapshot, std::uint32_t offset, std::string_view words) {
  const std::string line = std::to_string(snapshot.text.line_of(offset) + 1);
  const std::string shown = words.empty() ? "line " + line : std::string(words);
  const std::string target = link_target(snapshot.uri);
  return target.empty() ? shown : '[' + shown + "](" + target + "#L" + line + ')';
}

void add_paragraph(std::string& text, std::string_view paragraph) {
  if (paragraph.empty()) return;
  if (!text.empty()) text += "\n\n";
  text += paragraph;
}

void add_item(std::string& text, std::string_view item) {
  if (item.empty()) return;
  const std::size_t line = text.rfind('\n');
  const std::string_view last =
      std::string_view(text).substr(line == std::string::npos ? 0 : line + 1);
  if (!text.empty()) text += last.starts_with("- ") ? "\n" : "\n\n";
  text += "- ";
  text += item;
}

std::string sentence(std::string_view words) {
  std::string text(words);
  if (text.empty()) return text;
  if (is_lower(text.front())) text.front() -= 'a' - 'A';
  if (text.back() != '.') text += '.';
  return text;
}

std::string ordinal(std::size_t number) {
  const std::size_t tens = number % 100;
  const std::size_t ones = number % 10;
  const bool teen = tens >= 11 && tens <= 13;
  const std::string_view end = teen || ones == 0 || ones > 3 ? "th"
                               : ones == 1                   ? "st"
                               : ones == 2                   ? "nd"
                                                             : "rd";
  return std::to_string(number) + std::string(end);
}

}  // namespace buildspec::ide
