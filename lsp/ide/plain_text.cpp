#include "lsp/ide/plain_text.h"

#include <algorithm>

namespace buildspec::ide {
namespace {

bool is_web_address(std::string_view address) {
  return address.starts_with("https://") || address.starts_with("http://");
}

// Takes the marks of one line away.
class Line {
 public:
  Line(std::string_view text, std::string& out) : rest_(text), out_(out) {}

  void write() {
    const auto text = rest_.find_first_not_of('#');
    if (text != 0 && text != std::string_view::npos && rest_[text] == ' ')
      rest_.remove_prefix(text + 1);
    while (!rest_.empty()) {
      if (take_code() || take_link() || take_mark()) continue;
      copy(1);
    }
  }

 private:
  void copy(std::size_t count) {
    out_ += rest_.substr(0, count);
    rest_.remove_prefix(count);
  }

  // `code`, or with longer marks ``co`de``: as it is.
  bool take_code() {
    const std::size_t length = std::min(rest_.find_first_not_of('`'), rest_.size());
    if (length == 0) return false;
    const std::string_view marks = rest_.substr(0, length);
    std::size_t end = rest_.find(marks, length);
    while (end != std::string_view::npos && end + length < rest_.size() &&
           rest_[end + length] == '`') {
      end = rest_.find(marks, std::min(rest_.find_first_not_of('`', end), rest_.size()));
    }
    if (end == std::string_view::npos) {
      rest_.remove_prefix(length);  // of no use without its end
      return true;
    }
    std::string_view code = rest_.substr(length, end - length);
    // The blanks that keep backquotes from the marks.
    if (length > 1 && code.size() > 2 && code.front() == ' ' && code.back() == ' ')
      code = code.substr(1, code.size() - 2);
    out_ += code;
    rest_.remove_prefix(end + length);
    return true;
  }

  // `[text](address)`: an address of the web stays, one into a file says nothing to a reader.
  bool take_link() {
    if (rest_.front() != '[') return false;
    const auto middle = rest_.find("](");
    if (middle == std::string_view::npos) return false;
    const auto end = rest_.find(')', middle);
    if (end == std::string_view::npos) return false;
    const std::string_view text = rest_.substr(1, middle - 1);
    const std::string_view address = rest_.substr(middle + 2, end - middle - 2);
    if (text.find('[') != std::string_view::npos) return false;
    Line(text, out_).write();
    if (text != address && is_web_address(address)) out_.append(" (").append(address).append(")");
    rest_.remove_prefix(end + 1);
    return true;
  }

  // Emphasis, and characters that are escaped.
  bool take_mark() {
    if (rest_.starts_with("**")) {
      rest_.remove_prefix(2);
      return true;
    }
    if (rest_.size() < 2 || rest_.front() != '\\') return false;
    rest_.remove_prefix(1);
    copy(1);
    return true;
  }

  std::string_view rest_;
  std::string& out_;
};

// The backquotes that open a fence, or nothing. Behind them stands a language at most.
std::string_view fence_of(std::string_view line) {
  const std::size_t length = std::min(line.find_first_not_of('`'), line.size());
  const bool fence = length >= 3 && line.find('`', length) == std::string_view::npos;
  return line.substr(0, fence ? length : 0);
}

}  // namespace

std::string plain_text(std::string_view markdown) {
  std::string out;
  std::string_view fence;
  bool first = true;
  while (!markdown.empty()) {
    const auto end = markdown.find('\n');
    const std::string_view line = markdown.substr(0, end);
    markdown.remove_prefix(end == std::string_view::npos ? markdown.size() : end + 1);
    if (fence.empty() ? !fence_of(line).empty() : line == fence) {
      fence = fence.empty() ? fence_of(line) : std::string_view();
      continue;
    }
    if (!first) out += '\n';
    first = false;
    if (fence.empty()) {
      Line(line, out).write();
    } else {
      out += line;
    }
  }
  return out;
}

}  // namespace buildspec::ide
