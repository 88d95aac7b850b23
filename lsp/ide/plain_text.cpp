#include "lsp/ide/plain_text.h"

namespace buildspec::ide {
namespace {

// `[text](address)` at the begin of `rest`: its length, 0 where there is none.
std::size_t append_link(std::string_view rest, std::string& out) {
  const auto middle = rest.find("](");
  const auto line_end = rest.find('\n');
  if (middle == std::string_view::npos || middle > line_end) return 0;
  const auto end = rest.find(')', middle);
  if (end == std::string_view::npos || end > line_end) return 0;
  const std::string_view text = rest.substr(1, middle - 1);
  const std::string_view address = rest.substr(middle + 2, end - middle - 2);
  out += text;
  if (text != address) out.append(" (").append(address).append(")");
  return end + 1;
}

void append_line(std::string_view line, std::string& out) {
  const auto text = line.find_first_not_of('#');
  if (text != 0 && text != std::string_view::npos && line[text] == ' ')
    line.remove_prefix(text + 1);
  bool in_code = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '`') {
      in_code = !in_code;
    } else if (!in_code && line.substr(i, 2) == "**") {
      ++i;
    } else if (!in_code && c == '[') {
      const std::size_t length = append_link(line.substr(i), out);
      if (length == 0) out += c;
      if (length > 0) i += length - 1;
    } else if (!in_code && c == '\\' && i + 1 < line.size()) {
      out += line[++i];
    } else {
      out += c;
    }
  }
}

}  // namespace

std::string plain_text(std::string_view markdown) {
  std::string out;
  bool in_fence = false;
  bool first = true;
  while (!markdown.empty()) {
    const auto end = markdown.find('\n');
    const std::string_view line = markdown.substr(0, end);
    markdown.remove_prefix(end == std::string_view::npos ? markdown.size() : end + 1);
    if (line.starts_with("```")) {
      in_fence = !in_fence;
      continue;
    }
    if (!first) out += '\n';
    first = false;
    if (in_fence) {
      out += line;
    } else {
      append_line(line, out);
    }
  }
  return out;
}

}  // namespace buildspec::ide
