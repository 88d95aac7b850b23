#include "lsp/ide/block_place.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "lsp/ide/line_outline.h"

namespace buildspec::ide {
namespace {

// Collects the steps from the cursor's line up to the root. A line is a parent when it begins
// further left than everything below it; a sequence may stand in the column of its key.
class Climber {
 public:
  // Everything from `column` on belongs to the cursor.
  Climber(const SourceText& text, std::uint32_t column) : text_(text), column_(column) {}

  void climb(std::uint32_t number, const LineOutline& own) {
    at_ = number;
    take_dashes(own);
    while (number > 0 && (column_ > 0 || sequence_)) {
      --number;
      if (number > 0 && is_no_parent(text_.line(number))) continue;
      const LineOutline line = outline_line(text_, number);
      if (line.blank() || line.comment || (line.tabbed && !own.tabbed)) continue;
      if (line.document_marker) break;
      if (line.column(line.first) > column_) continue;
      at_ = number;
      take(line);
    }
    std::reverse(steps_.begin(), steps_.end());
  }

  // Outermost first.
  std::vector<Step> steps() && { return std::move(steps_); }
  // Where the innermost step stands; nothing at the root.
  struct Parent {
    std::uint32_t line = 0;
    std::uint32_t column = 0;
    bool dash = false;
  };
  [[nodiscard]] const std::optional<Parent>& parent() const { return parent_; }
  // The cursor stands in the text of a scalar: the steps lead to it.
  [[nodiscard]] bool in_text() const { return in_text_; }

 private:
  // By its first character alone: most lines of a long file are left behind here.
  [[nodiscard]] bool is_no_parent(Span line) const {
    const std::string_view bytes = text_.bytes(line);
    const std::size_t first = bytes.find_first_not_of(" \t");
    if (first == std::string_view::npos || first > column_) return true;
    return first == column_ && bytes[first] == '-';
  }

  void take(const LineOutline& line) {
    const std::uint32_t content = line.column(line.content.begin);
    const bool left = content < column_;
    if (line.has_key) {
      const std::uint32_t key = line.column(line.key.begin);
      if (key < column_ || (sequence_ && key == column_)) {
        if (!is_empty_value(text_.bytes(line.value))) enter_text();
        push({false, std::string(unquoted(text_.bytes(line.key)))}, content, false);
      }
    } else if (left && !line.content.empty() && !is_empty_value(text_.bytes(line.content))) {
      take_text(line, content);
    }
    take_dashes(line);
  }

  void take_text(const LineOutline& line, std::uint32_t content) {
    const std::string_view words = text_.bytes(line.content);
    if (!line.dashes.empty()) {
      enter_text();
      column_ = content;
      sequence_ = false;
    } else if (words.find_first_of(" \t\"'{}[]|>*") == std::string_view::npos) {
      push({false, std::string(words)}, content, false);  // a key whose colon is not typed yet
    }
  }

  void take_dashes(const LineOutline& line) {
    for (auto dash = line.dashes.rbegin(); dash != line.dashes.rend(); ++dash) {
      const std::uint32_t column = line.column(*dash);
      if (column < column_) push({true, {}}, column, true);
    }
  }

  void push(Step step, std::uint32_t column, bool sequence) {
    if (steps_.empty()) parent_ = Parent{at_, column, step.item};
    steps_.push_back(std::move(step));
    column_ = column;
    sequence_ = sequence;
  }

  // What was taken for structure so far is part of a text that begins further up.
  void enter_text() {
    steps_.clear();
    parent_.reset();
    in_text_ = true;
  }

  const SourceText& text_;
  std::uint32_t at_ = 0;  // the line that is being looked at
  std::optional<Parent> parent_;
  std::uint32_t column_;
  bool sequence_ = false;  // what is in column_ is a dash
  bool in_text_ = false;
  std::vector<Step> steps_;
};

// The column in which the entries of the parent stand, the cursor's line left out, and what belongs
// to the key that is being typed in `own`; nothing where it has none.
std::optional<std::uint32_t> column_of_entries(const SourceText& text, std::uint32_t cursor,
                                               std::uint32_t own,
                                               const std::optional<Climber::Parent>& parent) {
  const LineOutline own_line = outline_line(text, cursor);
  const bool typing = !own_line.blank() && !own_line.comment;
  std::uint32_t number = 0;
  if (parent) {
    number = parent->line;
    const LineOutline line = outline_line(text, number);
    const std::uint32_t begin = line.line.begin + parent->column;
    if (parent->dash && number != cursor) {
      const std::string_view bytes = text.bytes();
      std::uint32_t content = begin + 1;
      while (content < line.content.end && bytes[content] == ' ') ++content;
      if (content < line.content.end) return line.column(content);
    }
    ++number;
  }
  for (; number < text.line_count(); ++number) {
    if (number == cursor) continue;
    const LineOutline line = outline_line(text, number);
    if (line.blank() || line.comment || (line.document_marker && number < cursor)) continue;
    const std::uint32_t first = line.column(line.first);
    if (typing && number > cursor && first > own) continue;
    if (!parent) return first;
    const bool inside = first > parent->column ||
                        (first == parent->column && !parent->dash && !line.dashes.empty());
    return inside ? std::optional(first) : std::nullopt;
  }
  return std::nullopt;
}

// The keys that stand in one column, up and down from a line, until something stands further left.
std::vector<std::string> find_siblings(const SourceText& text, std::uint32_t number,
                                       const LineOutline& own, std::uint32_t column) {
  std::vector<std::string> names;
  // False: the mapping ends here.
  const auto look = [&](std::uint32_t at, bool upwards) {
    // Most lines of a long file are what belongs to an entry: left behind by their first character.
    if (at > 0 && text.bytes(text.line(at)).find_first_not_of(" \t") > column) return true;
    const LineOutline line = outline_line(text, at);
    if (line.blank() || line.comment || (line.tabbed && !own.tabbed)) return true;
    if (line.document_marker) return false;
    const bool further_left = line.column(line.first) < column;
    if (further_left && !upwards) return false;
    if (line.has_key && line.column(line.key.begin) == column) {
      names.emplace_back(unquoted(text.bytes(line.key)));
    }
    return !further_left;
  };
  if (own.dashes.empty()) {
    for (std::uint32_t at = number; at > 0 && look(at - 1, true);) --at;
  }
  for (std::uint32_t at = number + 1; at < text.line_count() && look(at, false);) ++at;
  return names;
}

char quote_of(std::string_view token) {
  return !token.empty() && (token.front() == '"' || token.front() == '\'') ? token.front() : '\0';
}

// Behind the colon of a key.
void set_value(const SourceText& text, const LineOutline& line, std::uint32_t offset,
               Place& place) {
  const std::string_view value = text.bytes(line.value);
  if (is_block_indicator(value)) return;
  place.path.push_back({false, std::string(unquoted(text.bytes(line.key)))});
  if (value.empty()) {
    place.replace = {offset, offset};
  } else if (offset > line.value.end) {
    return;
  } else {
    place.replace = {std::min(offset, line.value.begin), line.value.end};
    if (offset < line.value.begin) place.replace.begin = offset;
  }
  place.quote = quote_of(text.bytes(place.replace));
  place.needs_blank = offset == line.colon + 1;
  place.kind = PlaceKind::value;
}

// A key, or a text without a colon.
void set_entry(const SourceText& text, const LineOutline& line, std::uint32_t offset,
               Place& place) {
  if (line.has_key) {
    place.replace = line.key;
    place.has_colon = true;
  } else if (line.content.empty()) {
    place.replace = {offset, offset};
    place.needs_blank = !line.dashes.empty() && offset == line.dashes.back() + 1;
  } else {
    place.replace = line.content;
  }
  if (!place.replace.touches(offset)) return;
  place.behind_dash = !line.dashes.empty();
  place.quote = quote_of(text.bytes(place.replace));
  place.kind = PlaceKind::entry;
}

}  // namespace

Place find_block_place(const SourceText& text, std::uint32_t offset) {
  Place place;
  const std::uint32_t number = text.line_of(offset);
  LineOutline line = outline_line(text, number);
  // In front of a comment, with a blank between, something can be written yet.
  const bool before_comment = line.comment && offset < line.first;
  if ((line.comment && !before_comment) || line.document_marker) return place;
  if (line.blank() || before_comment) {
    line.first = offset;
    line.content = {offset, offset};
  }
  const bool in_indentation =
      offset < line.first || (!line.dashes.empty() && offset <= line.dashes.back());
  const std::uint32_t begin = line.has_key           ? line.key.begin
                              : line.content.empty() ? std::max(offset, line.content.begin)
                                                     : line.content.begin;
  if (in_indentation) return place;
  Climber climber(text, line.column(begin));
  climber.climb(number, line);
  const bool in_text = climber.in_text();
  const auto parent = climber.parent();
  place.path = std::move(climber).steps();
  if (in_text) {
    place.kind = PlaceKind::text;
    place.replace = {offset, offset};
  } else if (line.has_key && offset > line.colon) {
    set_value(text, line, offset, place);
  } else {
    set_entry(text, line, offset, place);
    // What is written in another column than its neighbours breaks the file.
    const auto column = column_of_entries(text, number, line.column(begin), parent);
    if (!place.has_colon && line.dashes.empty() && column && *column != line.column(begin)) {
      place.kind = PlaceKind::none;
    }
    if (place.kind == PlaceKind::entry) {
      place.siblings = find_siblings(text, number, line, line.column(begin));
    }
  }
  return place;
}

std::vector<Step> path_of_block_value(const SourceText& text, std::uint32_t begin) {
  const std::uint32_t number = text.line_of(begin);
  const LineOutline line = outline_line(text, number);
  Climber climber(text, line.column(line.has_key ? line.key.begin : line.content.begin));
  climber.climb(number, line);
  std::vector<Step> path = std::move(climber).steps();
  if (line.has_key) path.push_back({false, std::string(unquoted(text.bytes(line.key)))});
  return path;
}

}  // namespace buildspec::ide
