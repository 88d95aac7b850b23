#include "linter/buildlog/log_text.h"

#include <algorithm>
#include <optional>

#include "linter/text/utf8.h"

namespace buildspec {
namespace {

constexpr std::string_view kService = "[Container] ";

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Escape sequences of terminals: colours, cursor movements, titles.
std::string without_colours(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\x1b') {
      if (text[i] != '\r') out += text[i];
      continue;
    }
    if (++i >= text.size()) break;
    if (text[i] == '[') {
      while (i + 1 < text.size() && (text[i + 1] < '@' || text[i + 1] > '~')) ++i;
      ++i;
    } else if (text[i] == ']') {
      while (i + 1 < text.size() && text[i + 1] != '\a' && text[i + 1] != '\x1b') ++i;
      ++i;
    }
  }
  return out;
}

std::optional<std::uint32_t> hexadecimal(std::string_view digits) {
  if (digits.size() != 4) return std::nullopt;
  std::uint32_t value = 0;
  for (const char c : digits) {
    std::uint32_t digit = 0;
    if (is_digit(c)) {
      digit = static_cast<std::uint32_t>(c - '0');
    } else if (c >= 'a' && c <= 'f') {
      digit = static_cast<std::uint32_t>(c - 'a') + 10;
    } else if (c >= 'A' && c <= 'F') {
      digit = static_cast<std::uint32_t>(c - 'A') + 10;
    } else {
      return std::nullopt;
    }
    value = value * 16 + digit;
  }
  return value;
}

// A text of JSON up to the quote that ends it (or its end); `at` is left behind that.
std::string json_text(std::string_view json, std::size_t& at) {
  std::string out;
  for (; at < json.size() && json[at] != '"'; ++at) {
    if (json[at] != '\\' || at + 1 >= json.size()) {
      out += json[at];
      continue;
    }
    switch (json[++at]) {
      case 'n': out += '\n'; break;
      case 't': out += '\t'; break;
      case 'r':
      case 'b':
      case 'f': break;
      case 'u':
        if (const auto code = hexadecimal(json.substr(at + 1, 4))) {
          // Half of a pair stands for itself: the exact character is no matter.
          const bool half = *code >= 0xD800 && *code <= 0xDFFF;
          append_utf8(out, half ? U'\uFFFD' : static_cast<char32_t>(*code));
          at += 4;
        }
        break;
      default: out += json[at];
    }
  }
  if (at < json.size()) ++at;
  return out;
}

// The values of the key "message" on a line: what CloudWatch gives out. Nothing where it has none.
std::optional<std::string> cloudwatch_messages(std::string_view line) {
  constexpr std::string_view kKey = "\"message\"";
  std::optional<std::string> all;
  std::size_t at = 0;
  while ((at = line.find(kKey, at)) != std::string_view::npos) {
    at = line.find_first_not_of(" \t", at + kKey.size());
    if (at == std::string_view::npos || line[at] != ':') break;
    at = line.find_first_not_of(" \t", at + 1);
    if (at == std::string_view::npos || line[at] != '"') break;
    ++at;
    std::string message = json_text(line, at);
    if (all && !all->ends_with('\n')) *all += '\n';
    all = all.value_or("") + message;
  }
  return all;
}

std::string_view without_trailing_blanks(std::string_view line) {
  while (!line.empty() && (line.back() == ' ' || line.back() == '\t')) line.remove_suffix(1);
  return line;
}

// "371 | " of the console, "agent_1  | " of a local build.
std::string_view without_gutter(std::string_view line) {
  const std::size_t bar = line.find('|');
  if (bar == std::string_view::npos || bar == 0 || bar > 24 || line[bar - 1] != ' ') return line;
  std::string_view label = line.substr(0, bar);
  while (!label.empty() && label.back() == ' ') label.remove_suffix(1);
  while (!label.empty() && label.front() == ' ') label.remove_prefix(1);
  const bool number = !label.empty() && std::all_of(label.begin(), label.end(), is_digit);
  if (!number && label != "agent_1" && label != "build_1" && label != "agent-1") return line;
  line.remove_prefix(bar + 1);
  if (line.starts_with(' ')) line.remove_prefix(1);
  return line;
}

// "2026/05/01 10:00:00.123456 " behind the service's mark.
std::string_view without_date(std::string_view line) {
  std::size_t at = 0;
  while (at < line.size() && (is_digit(line[at]) || line[at] == '/')) ++at;
  if (at < 8 || at >= line.size() || line[at] != ' ') return line;
  std::size_t end = at + 1;
  while (end < line.size() && (is_digit(line[end]) || line[end] == ':' || line[end] == '.')) ++end;
  if (end < at + 5) return line;
  return line.substr(std::min(line.find_first_not_of(' ', end), line.size()));
}

void add_line(std::vector<LogLine>& lines, std::uint32_t number, std::string_view line) {
  // What stands in front of the mark is somebody's prefix: a time, the name of a stream.
  const std::size_t mark = line.find(kService);
  LogLine made{number, mark != std::string_view::npos, {}};
  line =
      made.from_service ? without_date(line.substr(mark + kService.size())) : without_gutter(line);
  line = without_trailing_blanks(line);
  if (line == "--" && !made.from_service) return;  // the console's, where a copy begins
  made.text = line;
  lines.push_back(std::move(made));
}

template <class Function>
void for_each_line(std::string_view text, Function&& function) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    function(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

}  // namespace

std::vector<LogLine> read_log(std::string_view log) {
  std::vector<LogLine> lines;
  std::uint32_t number = 0;
  for_each_line(log, [&](std::string_view raw) {
    ++number;
    if (const auto messages = cloudwatch_messages(raw)) {
      const std::string clean = without_colours(*messages);
      for_each_line(clean, [&](std::string_view line) { add_line(lines, number, line); });
    } else {
      add_line(lines, number, without_colours(raw));
    }
  });
  return lines;
}

std::string plain_text(std::string_view text) { return without_colours(text); }

std::string unescaped_text(std::string_view text) {
  if (auto messages = cloudwatch_messages(text)) return without_colours(*messages);
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    out += json_text(text, at);
    if (at < text.size()) out += '"';
  }
  return without_colours(out);
}

std::string shortened(std::string_view text, std::size_t most) {
  if (text.size() <= most) return std::string(text);
  // Not in the middle of a character.
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U) --most;
  return std::string(text.substr(0, most)) + "…";
}

}  // namespace buildspec
