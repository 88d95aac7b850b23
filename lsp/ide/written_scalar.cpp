#include "lsp/ide/written_scalar.h"

#include <algorithm>

#include "linter/lint/fixes.h"
#include "linter/text/letters.h"
#include "linter/text/utf8.h"

namespace buildspec::ide {
namespace {

// Characters that YAML takes in any scalar but double quotes: printable, no breaks, no byte order
// mark. What is not valid UTF-8 is not.
bool is_printable(std::string_view text) {
  while (!text.empty()) {
    const Utf8Character c = decode_utf8(text);
    const char32_t code = c.code_point;
    const bool good = (code >= 0x20 && code < 0x7F) || code == '\t' ||
                      (code >= 0xA0 && code != 0x2028 && code != 0x2029 && code != 0xFEFF &&
                       code != 0xFFFE && code != 0xFFFF);
    if (!c.valid || !good) return false;
    text.remove_prefix(c.length);
  }
  return true;
}

// Not strings for some YAML parser, be it not the service's.
bool is_word_of_yaml(std::string_view text) {
  constexpr std::string_view kWords[] = {"y",    "n",     "yes",  "no", "on", "off",
                                         "true", "false", "null", "~",  "=",  "<<"};
  const std::string small = lower(text);
  return std::find(std::begin(kWords), std::end(kWords), small) != std::end(kWords);
}

}  // namespace

oracle::Type scalar_type(Node scalar) {
  if (scalar.is_missing()) return oracle::Type::null;
  if (!scalar.tag().empty() || scalar.style() != ScalarStyle::plain) return oracle::Type::string;
  return oracle::resolve("", scalar.scalar().value()).type;
}

bool can_be_plain(std::string_view text, bool flow) {
  if (text.empty() || !is_printable(text) || is_word_of_yaml(text)) return false;
  constexpr std::string_view kBlanks = " \t";
  if (kBlanks.find(text.front()) != std::string_view::npos ||
      kBlanks.find(text.back()) != std::string_view::npos)
    return false;
  constexpr std::string_view kGoodBegins = "./$_+(\\";
  if (!is_letter(text.front()) && !is_digit(text.front()) &&
      (static_cast<unsigned char>(text.front()) < 0x80) &&
      kGoodBegins.find(text.front()) == std::string_view::npos)
    return false;
  if (text.starts_with("...") || text.back() == ':') return false;
  for (const std::string_view bad : {": ", ":\t", " #", "\t#"}) {
    if (text.find(bad) != std::string_view::npos) return false;
  }
  if (flow && text.find_first_of(",[]{}?:#") != std::string_view::npos) return false;
  return oracle::resolve("", text).type == oracle::Type::string;
}

std::string written_scalar(std::string_view text, bool flow) {
  if (can_be_plain(text, flow)) return std::string(text);
  return is_printable(text) && !text.empty() ? in_single_quotes(text) : in_double_quotes(text);
}

std::optional<std::string> literal_block(std::string_view text, std::size_t column,
                                         std::string_view line_break) {
  const std::size_t content = text.find_last_not_of('\n') + 1;
  if (content == 0 || text.front() == ' ' || text.front() == '\n') return std::nullopt;
  const std::size_t breaks = text.size() - content;
  std::string block = breaks == 0 ? "|-" : breaks == 1 ? "|" : "|+";
  std::string_view rest = text.substr(0, content);
  for (;;) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    if (!is_printable(line)) return std::nullopt;
    block += line_break;
    if (!line.empty()) {
      block.append(column, ' ');
      block += line;
    }
    if (end == rest.size()) break;
    rest.remove_prefix(end + 1);
  }
  for (std::size_t i = 1; i < breaks; ++i) block += line_break;
  return block;
}

}  // namespace buildspec::ide
