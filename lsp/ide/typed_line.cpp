// The line that is being typed: read from the lines around it, as the text may be in any state.
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "linter/format/style.h"
#include "lsp/ide/formatting.h"
#include "lsp/ide/line_outline.h"

namespace buildspec::ide {
namespace {

constexpr std::uint32_t kItemIndent = 2;  // "- "

// What a line is to begin with.
struct LineBegin {
  std::uint32_t column = 0;
  bool dash = false;
};

std::string_view content_of(const SourceText& text, const LineOutline& line) {
  return text.bytes(line.content);
}
std::string_view value_of(const SourceText& text, const LineOutline& line) {
  return text.bytes(line.has_key ? line.value : line.content);
}

bool opens_bracket(std::string_view value) { return value.ends_with('[') || value.ends_with('{'); }

// The column of the collection that the line's innermost entry belongs to: its key's, else its
// dash's.
std::uint32_t entry_column(const LineOutline& line) {
  if (line.has_key) return line.column(line.content.begin);
  return line.column(line.dashes.empty() ? line.first : line.dashes.back());
}

bool opens_block_scalar(const SourceText& text, const LineOutline& line) {
  return is_block_indicator(without_properties(value_of(text, line)));
}

// Behind the text in quotes that begins at `at`; the line's end where it is open.
std::size_t behind_quoted(std::string_view bytes, std::size_t at) {
  for (++at; at < bytes.size() && bytes[at] != '"' && bytes[at] != '\n'; ++at) {
    if (bytes[at] == '\\') ++at;
  }
  return at;
}

// In a file that stands in brackets, as JSON does, the one that the bracket at `closer` closes. By
// the brackets alone: the tree gives up on those that are not closed yet.
std::optional<std::uint32_t> json_opener(std::string_view bytes, std::uint32_t closer) {
  const std::size_t first = bytes.find_first_not_of("\xEF\xBB\xBF \t\r\n");
  if (first >= closer || (bytes[first] != '{' && bytes[first] != '[')) return std::nullopt;
  std::vector<std::uint32_t> open;
  for (std::size_t at = first; at < closer; ++at) {
    const char c = bytes[at];
    if (c == '"') {
      at = behind_quoted(bytes, at);
    } else if (c == '{' || c == '[') {
      open.push_back(static_cast<std::uint32_t>(at));
    } else if (c == '}' || c == ']') {
      if (open.empty() || bytes[open.back()] != (c == '}' ? '{' : '[')) return std::nullopt;
      open.pop_back();
    }
  }
  if (open.empty() || bytes[open.back()] != (bytes[closer] == '}' ? '{' : '[')) return std::nullopt;
  return open.back();
}

class TypedLine {
 public:
  TypedLine(const Snapshot& snapshot, std::uint32_t offset, const format::Style& style)
      : snapshot_(snapshot),
        text_(snapshot.text),
        offset_(offset),
        number_(text_.line_of(offset)),
        line_(outline_line(text_, number_)),
        style_(style) {}

  std::vector<Edit> after_break() const {
    if (number_ == 0 || offset_ > line_.first) return {};
    const LineOutline above = outline_line(text_, number_ - 1);
    if (const auto opener = opener_of_first()) return close(*opener);
    if (const auto column = block_scalar_column()) return begin_with({*column, false});
    if (above.blank() || above.tabbed || in_quotes()) return {};
    if (line_.blank()) {
      if (is_empty_item(above)) return leave_list(above);
      if (const auto begin = next_line(above)) return begin_with(*begin);
    } else if (const auto begin = split_line(above)) {
      return begin_with(*begin);
    }
    return {};
  }

  // A dash alone below a key.
  std::vector<Edit> after_dash() const {
    if (number_ == 0 || line_.dashes.size() != 1 || !content_of(text_, line_).empty()) return {};
    if (line_.dashes.front() + 1 != offset_ || block_scalar_column() || in_flow()) return {};
    std::uint32_t number = number_ - 1;
    while (number > 0 &&
           (outline_line(text_, number).blank() || outline_line(text_, number).comment)) {
      --number;
    }
    const LineOutline key = outline_line(text_, number);
    if (!key.has_key || key.tabbed || !is_empty_value(text_.bytes(key.value)) || in_quotes())
      return {};
    return begin_with({list_column(key), false});
  }

  // A closing bracket that begins its line.
  std::vector<Edit> after_closer() const {
    const auto opener = opener_of_first();
    return opener && line_.first + 1 == offset_ ? close(*opener) : std::vector<Edit>();
  }

 private:
  // The line's indentation becomes this. The cursor stands behind it.
  [[nodiscard]] std::vector<Edit> begin_with(LineBegin begin) const {
    const Span old{line_.line.begin, line_.first};
    std::string made(begin.column, ' ');
    if (begin.dash) made += "- ";
    if (text_.bytes(old) == made) return {};
    return {{old, std::move(made)}};
  }

  // The bracket that the first character of the line closes, on a line above.
  [[nodiscard]] std::optional<std::uint32_t> opener_of_first() const {
    if (line_.blank()) return std::nullopt;
    const char closer = text_.bytes()[line_.first];
    if (closer != ']' && closer != '}') return std::nullopt;
    for (const Node& node : snapshot_.tree->path_at(line_.first)) {
      const Span span = node.span();
      const bool closed = node.flow() && span.end == line_.first + 1;
      if (closed) return above(span.begin);
    }
    const auto opener = json_opener(text_.bytes(), line_.first);
    return opener ? above(*opener) : std::nullopt;
  }

  [[nodiscard]] std::optional<std::uint32_t> above(std::uint32_t offset) const {
    return offset < line_.line.begin ? std::optional(offset) : std::nullopt;
  }

  // In the column of what the opening bracket's line begins with.
  [[nodiscard]] std::vector<Edit> close(std::uint32_t opener) const {
    const LineOutline line = outline_line(text_, text_.line_of(opener));
    const Span old{line_.line.begin, line_.first};
    std::string made(text_.bytes({line.line.begin, line.first}));
    if (!line.dashes.empty()) {
      made = std::string(line.column(line.content.begin), ' ');
    }
    if (text_.bytes(old) == made) return {};
    return {{old, std::move(made)}};
  }

  // ---- Around the line ----

  // Where the text of a block scalar begins that the line is in; nothing where it is in none. The
  // line above decides: is there a header further up that nothing has left?
  [[nodiscard]] std::optional<std::uint32_t> block_scalar_column() const {
    std::uint32_t number = number_;
    std::optional<std::uint32_t> last;  // of the last line of text
    std::uint32_t least = 0xFFFFFFFF;
    while (number-- > 0 && least > 0) {
      const Span line = text_.line(number);
      const std::string_view bytes = text_.bytes(line);
      const std::size_t first = bytes.find_first_not_of(' ');
      if (first == std::string_view::npos) continue;
      const auto column = static_cast<std::uint32_t>(first);
      if (column >= least) continue;
      const LineOutline outline = outline_line(text_, number);
      if (outline.tabbed && !last) return std::nullopt;
      if (!outline.comment && opens_block_scalar(text_, outline)) {
        const std::uint32_t outer = entry_column(outline);
        if (outer < least) return last ? *last : outer + body_indent(outline);
      }
      least = column;
      if (!last) last = column;
    }
    return std::nullopt;
  }

  [[nodiscard]] std::uint32_t body_indent(const LineOutline& header) const {
    const std::string_view indicators = without_properties(value_of(text_, header));
    const std::size_t digit = indicators.find_first_of("123456789");
    if (digit != std::string_view::npos) return static_cast<std::uint32_t>(indicators[digit] - '0');
    return header.has_key ? style_.indent : kItemIndent;
  }

  [[nodiscard]] Node innermost() const {
    const auto path = snapshot_.tree->path_at(line_.line.begin);
    return path.empty() ? Node() : path.back();
  }
  [[nodiscard]] bool in_quotes() const {
    const Node node = innermost();
    const bool quoted = node.is_scalar() && (node.style() == ScalarStyle::double_quoted ||
                                             node.style() == ScalarStyle::single_quoted);
    return quoted && node.span().begin < line_.line.begin;
  }
  [[nodiscard]] bool in_flow() const {
    for (const Node& node : snapshot_.tree->path_at(line_.line.begin)) {
      if (node.flow() && node.span().begin < line_.line.begin) return true;
    }
    return false;
  }

  // Where the items of a list below a key belong: where the next one stands already.
  [[nodiscard]] std::uint32_t list_column(const LineOutline& key) const {
    const std::uint32_t outer = entry_column(key);
    for (std::uint32_t n = number_ + 1; n < text_.line_count(); ++n) {
      const LineOutline below = outline_line(text_, n);
      if (below.blank() || below.comment) continue;
      if (!below.dashes.empty() && below.column(below.first) >= outer)
        return below.column(below.first);
      break;
    }
    const bool indent =
        style_.indent_lists.value_or(format::habits_of(*snapshot_.tree, line_.first).indent_lists);
    return outer + (indent ? style_.indent : 0);
  }

  // ---- After a line break ----

  static bool is_empty_item(const LineOutline& above) {
    return above.dashes.size() == 1 && above.content.empty() && !above.document_marker;
  }

  // The dash goes, and with it the line that was begun below: the list is at its end. A first item
  // stays: what it holds may begin on the next line.
  [[nodiscard]] std::vector<Edit> leave_list(const LineOutline& above) const {
    const std::uint32_t column = above.column(above.first);
    std::uint32_t number = number_ - 1;
    bool has_items = false;
    while (number-- > 0) {
      const LineOutline line = outline_line(text_, number);
      if (line.blank() || line.comment) continue;
      const std::uint32_t other = line.column(line.first);
      if (other > column) continue;
      if (other == column && !line.dashes.empty()) {
        has_items = true;
        continue;
      }
      if (!has_items || !line.has_key) break;
      const std::string outer(entry_column(line), ' ');
      return {{{above.line.begin, line_.first}, outer}};
    }
    return begin_with({column + kItemIndent, false});
  }

  // The begin of an empty line.
  [[nodiscard]] std::optional<LineBegin> next_line(const LineOutline& above) const {
    const std::uint32_t indent = above.column(above.first);
    if (above.comment || above.document_marker) return LineBegin{indent, false};
    const std::string_view value = without_properties(value_of(text_, above));
    if (opens_bracket(value)) {
      if (style_.tabs) return std::nullopt;
      const bool item = !above.has_key && !above.dashes.empty();
      return LineBegin{
          (item ? above.column(above.content.begin) : entry_column(above)) + style_.indent, false};
    }
    if (in_flow()) return style_.tabs ? std::nullopt : std::optional(LineBegin{indent, false});
    // `- echo "a: b"` is a command, whatever YAML makes of it.
    const bool command = !above.dashes.empty() && above.has_key && !value.empty() &&
                         text_.bytes(above.key).find(' ') != std::string_view::npos;
    if (above.has_key && !command)
      return LineBegin{entry_column(above) + (value.empty() ? style_.indent : 0), false};
    if (above.dashes.empty()) return LineBegin{indent, false};
    if (value.empty()) return LineBegin{above.column(above.content.begin), false};
    return LineBegin{above.column(above.dashes.back()), true};
  }

  // The begin of a line whose text stood behind the text of the line above.
  [[nodiscard]] std::optional<LineBegin> split_line(const LineOutline& above) const {
    if (above.comment || above.document_marker || in_flow()) return std::nullopt;
    const std::string_view value = without_properties(value_of(text_, above));
    if (opens_bracket(value)) return std::nullopt;
    if (!line_.dashes.empty()) {
      if (above.has_key && value.empty()) return LineBegin{list_column(above), false};
      if (above.dashes.empty() || above.has_key) return std::nullopt;
      return LineBegin{above.column(above.dashes.back()), false};
    }
    if (above.has_key) {
      if (line_.has_key && !value.empty()) return LineBegin{entry_column(above), false};
      return LineBegin{entry_column(above) + style_.indent, false};
    }
    if (above.dashes.empty() || line_.has_key) return std::nullopt;
    return LineBegin{above.column(above.dashes.back()) + kItemIndent, false};
  }

  const Snapshot& snapshot_;
  const SourceText& text_;
  std::uint32_t offset_;
  std::uint32_t number_;
  LineOutline line_;
  format::Style style_;
};

}  // namespace

std::vector<Edit> lay_out_typed(const Snapshot& snapshot, std::uint32_t offset, char typed,
                                const format::Style& style) {
  if (snapshot.amplify) return {};
  const TypedLine line(snapshot, std::min(offset, snapshot.text.size()), style);
  if (typed == '\n') return line.after_break();
  if (typed == '-') return line.after_dash();
  if (typed == ']' || typed == '}') return line.after_closer();
  return {};
}

}  // namespace buildspec::ide
