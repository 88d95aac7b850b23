// Lines that fit nowhere: which open block they are taken for, so that the lines around them keep
// their paths. Nothing here runs for a valid text, but line_at().
#include <algorithm>
#include <cstdlib>

#include "linter/syntax/parser.h"

namespace buildspec::syntax {

// What stands on the line that begins at `line_begin`.
Line Parser::line_at(std::uint32_t line_begin) {
  Line line;
  line.content = source_.skip_blanks(line_begin);
  line.column = static_cast<std::int32_t>(line.content - line_begin);
  if (line.content >= source_.size || (line.column == 0 && source_.document_marker(line_begin))) {
    looked(line.content + 4);
    line.column = -1;
    return line;
  }
  const char c = source_.at(line.content);
  std::uint32_t stop = line.content;
  if (c == '-' && source_.blank_or_end(stop + 1)) {
    line.kind = LineKind::dash;
  } else if (c == '?' && source_.blank_or_end(stop + 1)) {
    line.kind = LineKind::key;
  } else {
    if (c == '"' || c == '\'') {
      // A quoted key: its colon comes behind the closing quote.
      ++stop;
      while (source_.at(stop) != c && !source_.line_ends(stop)) ++stop;
    }
    const PlainLine plain = plain_line(stop);
    stop = plain.stop;
    line.kind = plain.key ? LineKind::key : LineKind::text;
    if (plain.key) {
      const std::uint32_t next = source_.skip_blanks(stop + 1);
      line.inline_value = !source_.line_ends(next) && source_.at(next) != '#';
    }
  }
  looked(source_.line_end(stop) + 3);
  return line;
}

// The next line with content behind the line that `at` is in.
Line Parser::line_after(std::uint32_t at) {
  for (;;) {
    const std::uint32_t end = source_.line_end(at);
    if (end >= source_.size) {
      looked(source_.size + 1);
      return {};
    }
    at = source_.next_line(end);
    const std::uint32_t content = source_.skip_blanks(at);
    if (content < source_.size && (source_.line_ends(content) || source_.at(content) == '#')) {
      at = content;
      continue;
    }
    return line_at(at);
  }
}

// Indentation with tabs: the column that fits best what is open and what follows.
void Parser::fit_tabs() {
  note(ProblemKind::tab_indentation, line_begin_, content_);
  const Line here = line_at(line_begin_);
  const Line next = line_after(content_);
  const bool has_body = next.kind != LineKind::end && !here.inline_value;
  const bool siblings = next.kind == here.kind && !(here.kind == LineKind::key && has_body);
  if (pending_ != Pending::none) {
    const std::int32_t indent = parent_indent();
    if (siblings && next.column > indent) {
      column_ = next.column;
    } else if (next.column > indent + 1) {
      column_ = std::min(indent + 2, next.column - 1);
    } else {
      column_ = std::max(indent + 1, tab_column());
    }
    return;
  }
  const bool dash = here.kind == LineKind::dash;
  std::size_t frame = 0;
  if (here.kind == next.kind && matching(next) != 0 && (dash || here.inline_value)) {
    frame = matching(next);
  } else {
    for (std::size_t i = frames_.size(); i > 0 && frame == 0; --i) {
      const bool body = next.column > frames_[i - 1].indent || here.inline_value || dash;
      if (frames_[i - 1].sequence == dash && (body || next.kind == LineKind::end)) frame = i;
    }
  }
  column_ = frame == 0 ? tab_column() : frames_[frame - 1].indent;
}

// The column of the line at hand with two columns for each tab.
std::int32_t Parser::tab_column() const {
  std::int32_t column = 0;
  for (std::uint32_t i = line_begin_; i < content_; ++i) {
    column = source_.at(i) == '\t' ? (column / 2 + 1) * 2 : column + 1;
  }
  return column;
}

// A conflict marker inside a scalar of several lines: the next line is deeper than `indent` again.
bool Parser::conflict_in_text(std::uint32_t line_begin, std::int32_t indent) {
  if (frames_.empty() || !source_.conflict_marker(line_begin)) return false;
  Line next = line_after(line_begin);
  // An empty side of the conflict leaves two markers in a row.
  for (int i = 0; i < 2 && next.column == 0 && source_.conflict_marker(next.content); ++i) {
    next = line_after(next.content);
  }
  return next.kind != LineKind::end && next.column > indent && next.kind == LineKind::text;
}

// The open block of a kind whose column is nearest, counted from 1; 0: there is none. The deeper
// one where two are as near.
std::size_t Parser::nearest(bool sequence, std::int32_t column) const {
  std::size_t best = 0;
  for (std::size_t i = frames_.size(); i > 0; --i) {
    if (frames_[i - 1].sequence != sequence) continue;
    const auto distance = [&](std::size_t frame) {
      return std::abs(frames_[frame - 1].indent - column);
    };
    if (best == 0 || distance(i) < distance(best)) best = i;
  }
  return best;
}

// The open block that a line fits exactly, counted from 1; 0: none.
std::size_t Parser::matching(const Line& line) const {
  if (line.kind == LineKind::end) return 0;
  const bool dash = line.kind == LineKind::dash;
  for (std::size_t i = frames_.size(); i > 0; --i) {
    if (frames_[i - 1].indent == line.column && frames_[i - 1].sequence == dash) return i;
  }
  return 0;
}

// Whether the line at hand is the value that is awaited.
bool Parser::pending_takes_line(bool dash) {
  const std::int32_t indent = parent_indent();
  if (dash && column_ > indent && source_.line_ends(source_.skip_blanks(content_ + 1)) &&
      sibling_below(content_, Place::block) == Sibling::key) {
    return skip_line();
  }
  if (frames_.empty() || column_ > indent) return true;
  const bool of_pair = pending_ == Pending::pair || pending_ == Pending::key;
  if (dash && of_pair && column_ == indent) return true;
  if (column_ == indent && (source_.at(content_) == '|' || source_.at(content_) == '>')) {
    // libyaml asks for more indentation only of what could be a key.
    chunk_.certain = false;
    return true;
  }
  // Not deep enough: what follows tells whether it is meant to be deeper.
  const Line here = line_at(line_begin_);
  const Line next = line_after(content_);
  if (here.kind == LineKind::key) {
    // Split from its dash: no value on a key's line goes on with a deeper key.
    const bool split = column_ < indent && here.inline_value && next.kind == LineKind::key &&
                       next.column > indent && value_ends_in_line(here);
    if (!split) return false;
    note(ProblemKind::bad_indentation, line_begin_, content_);
    column_ = next.column;
    return true;
  }
  if (here.kind == LineKind::text && goes_deeper(next)) return skip_line();
  if (column_ == indent || matching(here) != 0) return false;
  if (dash && of_pair && next.kind == LineKind::dash && next.column >= indent) {
    note(ProblemKind::bad_indentation, line_begin_, content_);
    column_ = next.column;
    return true;
  }
  if (here.kind == LineKind::text && matching(next) == frames_.size()) {
    note(ProblemKind::bad_indentation, line_begin_, content_);
    return true;
  }
  return false;
}

// What the next line says of a node at `at` that nothing completes: a key at its column means that
// it is a key too, a dash that it is no value. Only lines that stand in a block of their own count.
Parser::Sibling Parser::sibling_below(std::uint32_t at, Place place) {
  if (place != Place::block) return Sibling::none;
  const std::int32_t column = column_ + static_cast<std::int32_t>(at - content_);
  const Line next = line_after(at);
  if (next.column != column || column <= parent_indent()) return Sibling::none;
  if (next.kind == LineKind::key) return Sibling::key;
  return next.kind == LineKind::dash && at == content_ ? Sibling::item : Sibling::none;
}

// Leaves out the line of a node that nothing completes; its value is awaited still.
Parser::Step Parser::skip_node(std::uint32_t at, ProblemKind kind) {
  cursor_ = source_.line_end(at);
  note(kind, at, source_.trim(at, cursor_));
  return {};
}

// Whether a line could be the value that is awaited.
bool Parser::goes_deeper(const Line& next) const {
  if (next.kind == LineKind::end || next.kind == LineKind::text) return false;
  if (next.column > parent_indent()) return true;
  return next.kind == LineKind::dash && next.column == parent_indent() &&
         pending_ == Pending::pair && !frames_.back().sequence;
}

// Leaves out the line at hand: a value is awaited still.
bool Parser::skip_line() {
  cursor_ = source_.line_end(content_);
  note(ProblemKind::stray_text, content_, source_.trim(content_, cursor_));
  skipped_ = true;
  return true;
}

// A line that begins with a colon, split from its key: what stands behind it is the value.
void Parser::colon_line() {
  note(ProblemKind::other, content_, content_ + 1);
  cursor_ = content_ + 1;
  const std::uint32_t next = source_.skip_blanks(cursor_);
  if (pending_ != Pending::pair || source_.line_ends(next) || source_.at(next) == '#') return;
  nodes(next, Place::in_line);
}

void Parser::misplaced_dash() {
  note(ProblemKind::bad_indentation, line_begin_, content_);
  const std::size_t list = nearest(true, column_);
  if (list != 0 && std::abs(frames_[list - 1].indent - column_) <= 3) {
    close_frames(list);
    return nodes(content_, Place::block);
  }
  const std::size_t mapping = nearest(false, column_);
  if (mapping == 0) {
    close_frames(list);
    return nodes(content_, Place::block);
  }
  close_frames(mapping);
  nodes(content_, Place::entry);
}

void Parser::misplaced_key() {
  if (replace_root_list()) return;
  note(ProblemKind::bad_indentation, line_begin_, content_);
  const Line here = line_at(line_begin_);
  const Line next = line_after(content_);
  const std::size_t goes_on = matching(next);
  std::size_t best = nearest(false, column_);
  if (best == 0) return stray_entry(frames_.size());
  const bool in_list = goes_on != 0 && frames_[goes_on - 1].sequence;
  if (in_list && goes_on > best && (here.inline_value || next.column == column_)) {
    return stray_entry(goes_on);
  }
  if (here.inline_value && goes_on > best) best = goes_on;
  if (!here.inline_value && next.column > column_) {
    // What stands in the open block of its body tells which block a key belongs to.
    std::size_t owner = goes_on;
    while (owner > 0 && (owner == goes_on || frames_[owner - 1].sequence)) --owner;
    if (owner != 0 && std::abs(frames_[owner - 1].indent - column_) <= 1) best = owner;
    // A block whose first line was too deep.
    Frame& frame = frames_[best - 1];
    const bool fits = best < 2 || frames_[best - 2].indent < column_;
    if (fits && frame.indent == next.column && frame.indent - column_ > 1) frame.indent = column_;
  }
  close_frames(best);
  nodes(content_, Place::entry);
}

// "-" above the keys of the whole document, as of a half-typed "---".
bool Parser::replace_root_list() {
  if (frames_.size() != 1 || frames_[0].record != 0 || !frames_[0].sequence || column_ != 0 ||
      record_count() > 3 || line_begin_ >= kLeastBytes || records_.back().collection()) {
    return false;
  }
  const std::uint32_t begin = chunk_begin_ + records_[0].begin;
  note(ProblemKind::stray_dash, begin, begin + 1);
  drop_records(0);
  frames_.clear();
  pending_ = Pending::root;
  nodes(content_, Place::block);
  return true;
}

// A line of text where a key or an item should stand.
void Parser::misplaced_text(const PlainLine& line) {
  std::size_t exact = frames_.size();
  while (exact > 0 && frames_[exact - 1].indent > column_) --exact;
  if (exact > 0 && frames_[exact - 1].indent != column_) exact = 0;
  const Line next = line_after(content_);
  const std::size_t goes_on = matching(next);
  if (exact != 0 && frames_[exact - 1].sequence) {
    const bool zero_indented =
        exact > 1 && !frames_[exact - 2].sequence && frames_[exact - 2].indent == column_;
    if (!zero_indented || goes_on == exact) return stray_entry(exact);
    --exact;
  }
  if (exact == 0) {
    note(ProblemKind::bad_indentation, line_begin_, content_);
    if (goes_on != 0) return stray_entry(goes_on);
    return stray_entry(std::max(nearest(false, column_), nearest(true, column_)));
  }
  if (goes_on > exact && !key_without_colon(line, next, exact, goes_on)) {
    return stray_entry(goes_on);
  }
  stray_entry(exact);
}

// Whether a line of text at the column of an open mapping is rather a key that lacks its colon, the
// next line being its body, than text between two lines of the deeper block `goes_on`.
bool Parser::key_without_colon(const PlainLine& line, const Line& next, std::size_t exact,
                               std::size_t goes_on) const {
  if (!word_like(content_, line.end) || goes_on != exact + 1) return false;
  // A word at the begin of a line can be the rest of the line above, split off.
  return next.kind == LineKind::dash || !next.inline_value || column_ != 0;
}

// Takes the line at hand for one more entry of an open block.
void Parser::stray_entry(std::size_t frame) {
  if (frame == 0) frame = 1;
  close_frames(frame);
  if (!frames_.back().sequence) return nodes(content_, Place::entry);
  const bool tight_dash = source_.at(content_) == '-' && !source_.blank_or_end(content_ + 1);
  if (tight_dash) {
    note(ProblemKind::missing_space_after_dash, content_, content_ + 1);
  } else {
    note(ProblemKind::missing_dash, content_, source_.trim(content_, source_.line_end(content_)));
  }
  pending_ = Pending::item;
  pending_at_ = content_;
  nodes(content_, Place::block);
}

// A key that lacks its colon, or the space behind it.
Parser::Step Parser::entry_without_colon(std::uint32_t at, const PlainLine& line) {
  const std::uint32_t colon = tight_colon(at, line.end);
  const std::uint32_t end = colon == 0 ? line.end : colon;
  end_explicit_key();
  Record& record = emit(Kind::scalar, at, end, frames_.size());
  record.flags |= Record::kKey | Record::kVerbatim;
  if (colon != 0) {
    note(ProblemKind::missing_space_after_colon, colon, colon + 1);
    return key_done(colon);
  }
  note(ProblemKind::missing_colon, at, end);
  pending_ = Pending::pair;
  pending_at_ = end;
  cursor_ = line.stop;
  return split_key(column_ + static_cast<std::int32_t>(at - content_));
}

// Behind a key without a colon at `column`: goes on behind the colon of the next line if that is
// the rest of the key, split off.
Parser::Step Parser::split_key(std::int32_t column) {
  const Line tail = line_after(cursor_);
  if (tail.kind != LineKind::key || tail.column >= column) return {};
  const PlainLine line = plain_line(tail.content);
  if (!line.key || !is_tail(tail, column, false)) return {};
  note(ProblemKind::stray_text, tail.content, line.stop);
  cursor_ = line.stop + 1;
  const std::uint32_t next = source_.skip_blanks(cursor_);
  if (source_.line_ends(next) || source_.at(next) == '#') return {};
  return {true, next, Place::in_line};
}

// Whether a line with a key, less deep than the text at `column` above it, is the rest of that
// text: the lines behind it go on at or below that column. With `sure`, only where no other reading
// is valid YAML.
bool Parser::is_tail(const Line& tail, std::int32_t column, bool sure) {
  const Line after = line_after(tail.content);
  if (after.kind == LineKind::end || (sure && after.kind == LineKind::text)) return false;
  if (tail.inline_value) {
    if (sure && (after.kind != LineKind::key || !value_ends_in_line(tail))) return false;
    return after.column > tail.column && (matching(after) != 0 || after.column == column);
  }
  // Surely means that the text opened no block yet.
  const std::size_t inside = sure ? 0 : 1;
  const bool to_parent =
      frames_.size() > inside && frames_[frames_.size() - 1 - inside].indent == tail.column;
  const bool dash = after.kind == LineKind::dash && after.column == column && !to_parent;
  if (after.column <= column && !dash) return false;
  return !sure || dedents_between(after, tail.column, column);
}

// Whether the value on a key's line surely goes on below only as text.
bool Parser::value_ends_in_line(const Line& key) const {
  const std::uint32_t colon = plain_line(key.content).stop;
  const std::uint32_t value = source_.skip_blanks(colon + 1);
  const char c = source_.at(value);
  if (c != '"' && c != '\'') return !source_.in_class(value, kIndicator);
  const std::uint32_t end = source_.trim(value, source_.line_end(value));
  return end > value + 1 && source_.at(end - 1) == c;
}

// Whether the lines from `first` on come back to a column between that of a key and that of the
// text above it, which no valid text does.
bool Parser::dedents_between(const Line& first, std::int32_t key, std::int32_t text) {
  constexpr int kMostLines = 64;
  const std::int32_t most = std::min(text, first.column - 1);
  Line line = first;
  for (int i = 0; i < kMostLines && line.kind != LineKind::end; ++i) {
    if (line.column <= key) return false;
    if (line.column <= most) return line.kind == LineKind::key || line.kind == LineKind::dash;
    line = line_after(line.content);
  }
  return false;
}

// The colon in "key:value": behind a word, and of no URL or path.
std::uint32_t Parser::tight_colon(std::uint32_t at, std::uint32_t end) const {
  std::uint32_t i = at;
  while (i < end && (source_.in_class(i, kWord) || source_.at(i) == '.')) ++i;
  if (i == at || i >= end || source_.at(i) != ':') return 0;
  const char next = source_.at(i + 1);
  return next == '/' || next == '\\' || next == ':' ? 0 : i;
}

// One word that could be a key.
bool Parser::word_like(std::uint32_t begin, std::uint32_t end) const {
  if (end == begin || end - begin > 80) return false;
  for (std::uint32_t i = begin; i < end; ++i) {
    if (!source_.in_class(i, kWord)) return false;
  }
  return true;
}

}  // namespace buildspec::syntax
