// What one line holds in block context: dashes, keys, properties, and the node behind them.
#include "linter/syntax/parser.h"

namespace buildspec::syntax {

// A line that fits no open block exactly.
void Parser::begin_line(bool dash) {
  if (dash) return misplaced_dash();
  const Line line = line_at(line_begin_);
  if (line.kind == LineKind::key) return misplaced_key();
  misplaced_text(plain_line(content_));
}

// The nodes of a line from `at` on: "- - key: value" is four of them.
void Parser::nodes(std::uint32_t at, Place place) {
  Step step{true, at, place};
  while (step.more && !finished_) step = node(step.next, step.place);
}

Parser::Step Parser::node(std::uint32_t at, Place place) {
  node_begin_ = at;
  if (!source_.in_class(at, kIndicator)) return plain(at, place);
  if (source_.at(at) == '&' || source_.at(at) == '!') return properties(at, place);
  return indicator(at, place);
}

Parser::Step Parser::indicator(std::uint32_t at, Place place) {
  const bool alone = source_.blank_or_end(at + 1);
  switch (source_.at(at)) {
    case '-': return alone ? dash(at, place) : plain(at, place);
    case '?': return alone ? question(at, place) : plain(at, place);
    case ':': return alone ? colon(at, place) : plain(at, place);
    case '"':
    case '\'': return quoted(at, place);
    case '[':
    case '{': return flow(at, place);
    case '*': return alias(at, place);
    case '|':
    case '>':
      if (place != Place::entry) return block_scalar(at);
      note(ProblemKind::reserved_indicator, at, at + 1);
      return plain(at, place);
    case ']':
    case '}':
    case ',': note(ProblemKind::stray_bracket, at, at + 1); return plain(at, place);
    case '&':
    case '!':
    case '@':
    case '`':
    case '%': note(ProblemKind::reserved_indicator, at, at + 1); return plain(at, place);
    default: return plain(at, place);
  }
}

void Parser::open_at(bool sequence, std::uint32_t at) {
  open_block(sequence, column_ + static_cast<std::int32_t>(at - content_), at);
}

// What stands behind a dash, a question mark, or the colon of an explicit key.
Parser::Step Parser::block_next(std::uint32_t at, Pending pending, Place place) {
  pending_ = pending;
  pending_at_ = cursor_ = at;
  const std::uint32_t spaces = source_.skip_spaces(at);
  const std::uint32_t next = source_.skip_blanks(spaces);
  // libyaml takes a tab there for indentation where a collection could begin.
  if (next != spaces) chunk_.certain = false;
  if (source_.line_ends(next) || source_.at(next) == '#') return {};
  return {true, next, place};
}

Parser::Step Parser::dash(std::uint32_t at, Place place) {
  if (place == Place::entry) {
    note(ProblemKind::stray_dash, at, at + 1);
    const std::uint32_t next = source_.skip_blanks(at + 1);
    cursor_ = at + 1;
    if (source_.line_ends(next) || source_.at(next) == '#') return {};
    return {true, next, place};
  }
  if (place == Place::in_line) note(ProblemKind::list_in_line, at, at + 1);
  if (pending_ != Pending::none) open_at(true, at);
  return block_next(at + 1, Pending::item, Place::block);
}

Parser::Step Parser::question(std::uint32_t at, Place place) {
  chunk_.certain = false;
  if (place == Place::in_line) note(ProblemKind::nested_value, at, at + 1);
  if (place == Place::entry) {
    end_explicit_key();
  } else {
    open_at(false, at);
  }
  frames_.back().in_key = true;
  ++explicit_keys_;
  return block_next(at + 1, Pending::key, Place::block);
}

Parser::Step Parser::colon(std::uint32_t at, Place place) {
  chunk_.certain = false;
  if (place == Place::in_line) {
    note(ProblemKind::nested_value, at, at + 1);
    return text_value(at);
  }
  if (place == Place::entry && frames_.back().in_key) {
    frames_.back().in_key = false;
    --explicit_keys_;
    return block_next(at + 1, Pending::pair, Place::block);
  }
  if (anchor_.empty() && tag_.empty()) note(ProblemKind::other, at, at + 1);
  begin_key(at, place);
  emit_missing(at, true);
  return block_next(at + 1, Pending::pair, Place::block);
}

// "&anchor" and "!tag", then the node they belong to, on this line or a later one.
Parser::Step Parser::properties(std::uint32_t at, Place place) {
  chunk_.certain = false;
  const Span outer_anchor = anchor_;
  const Span outer_tag = tag_;
  anchor_ = tag_ = {};
  while (source_.at(at) == '&' || source_.at(at) == '!') {
    const bool anchor = source_.at(at) == '&';
    std::uint32_t end = at + 1;
    if (anchor) {
      while (source_.in_class(end, kWord)) ++end;
    } else {
      while (!source_.blank_or_end(end)) ++end;
    }
    Span& property = anchor ? anchor_ : tag_;
    const bool ends = source_.blank_or_end(end) || (anchor && source_.in_class(end, kAnchorEnd));
    if ((anchor && end == at + 1) || !ends || !property.empty()) {
      note(anchor ? ProblemKind::bad_anchor_name : ProblemKind::bad_tag, at, end);
      return plain(at, place);
    }
    property = {at, end};
    cursor_ = end;
    at = source_.skip_blanks(end);
  }
  if (source_.line_ends(at) || source_.at(at) == '#') {
    if (place == Place::entry) {
      // No key on their line, so they belong to nothing.
      note(ProblemKind::stray_text, node_begin_, cursor_);
      anchor_ = tag_ = {};
      return {};
    }
    // They belong to a node on a later line; what stands there alone decides to which.
    if (anchor_.empty()) anchor_ = outer_anchor;
    if (tag_.empty()) tag_ = outer_tag;
    return {};
  }
  outer_anchor_ = outer_anchor;
  outer_tag_ = outer_tag;
  const Step step = source_.in_class(at, kIndicator) ? indicator(at, place) : plain(at, place);
  outer_anchor_ = outer_tag_ = {};
  return step;
}

// A key stands at `at`: it opens a mapping, or is one more of the top one.
void Parser::begin_key(std::uint32_t at, Place place) {
  if (place == Place::entry) return end_explicit_key();
  if (node_begin_ == at) {
    // Properties of an earlier line are the mapping's.
    open_at(false, at);
    return;
  }
  // Those on the key's line are the key's.
  const Span anchor = anchor_;
  const Span tag = tag_;
  anchor_ = outer_anchor_;
  tag_ = outer_tag_;
  open_at(false, node_begin_);
  anchor_ = anchor;
  tag_ = tag;
}

// Behind a key whose colon is at `colon`.
Parser::Step Parser::key_done(std::uint32_t colon) {
  // libyaml looks for the colon of a key for 1024 characters only.
  if (colon - node_begin_ > 1000) chunk_.certain = false;
  pending_ = Pending::pair;
  pending_at_ = cursor_ = colon + 1;
  const std::uint32_t next = source_.skip_blanks(colon + 1);
  if (source_.line_ends(next) || source_.at(next) == '#') return {};
  return {true, next, Place::in_line};
}

// Behind a value that ends at `end` of a line: nothing but a comment may follow.
Parser::Step Parser::value_done(std::uint32_t end, ProblemKind rest) {
  cursor_ = end;
  const std::uint32_t next = source_.skip_blanks(end);
  if (source_.line_ends(next)) return {};
  if (source_.at(next) == '#') {
    if (next == end) chunk_.certain = false;
    return {};
  }
  cursor_ = source_.line_end(next);
  note(rest, next, source_.trim(next, cursor_));
  return {};
}

bool Parser::key_colon(std::uint32_t end, std::uint32_t& colon) const {
  colon = source_.skip_blanks(end);
  return source_.at(colon) == ':' && source_.blank_or_end(colon + 1);
}

}  // namespace buildspec::syntax
