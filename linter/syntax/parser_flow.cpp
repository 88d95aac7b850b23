// Collections in brackets and braces. A strict reading comes first, over as many lines as it takes;
// only where it fails, a tolerant one follows, which gives up where the block around it goes on.
#include <algorithm>

#include "linter/syntax/parser.h"

namespace buildspec::syntax {

Parser::Step Parser::flow(std::uint32_t at, Place place) {
  const std::uint32_t first = record_count();
  const std::size_t problems = chunk_.problems.size();
  const std::uint32_t aliases = chunk_.aliases;
  const Span anchor = anchor_;
  const Span tag = tag_;
  const auto rewind = [&] {
    drop_records(first);
    chunk_.problems.resize(problems);
    chunk_.aliases = aliases;
    anchor_ = anchor;
    tag_ = tag;
  };
  const bool known_to_fail =
      at < failed_at_ && std::binary_search(failed_open_.begin(), failed_open_.end(), at);
  FlowEnd result;
  if (known_to_fail) {
    looked(failed_at_);
  } else {
    trying_ = true;
    result = flow_collection(at, true);
    trying_ = false;
    if (!result.ok) rewind();
  }
  if (finished_) return {};
  if (!result.ok && !frames_.empty() && sibling_below(at, place) != Sibling::none) {
    const PlainLine line = plain_line(at);
    if (!line.key) return skip_node(at, ProblemKind::unclosed_bracket);
    note(ProblemKind::unclosed_bracket, at, at + 1);
    return plain_key(at, line, place);
  }
  if (!result.ok) result = flow_collection(at, false);
  if (finished_) return {};
  cursor_ = result.end;
  const std::uint32_t next = source_.skip_blanks(result.end);
  const bool one_line = flow_break_ <= at;
  std::uint32_t colon = 0;
  const bool key = one_line && key_colon(result.end, colon);
  const bool ends = source_.line_ends(next) || source_.at(next) == '#';
  // Text behind a root is no part of the document: the root stays what it is.
  const bool root = pending_ == Pending::root;
  if (one_line && !ends && !root && (!key || place == Place::in_line)) {
    // "[ -f x ] && echo" and "{a,b} c" are text.
    rewind();
    note(ProblemKind::content_after_bracket, next, source_.trim(next, source_.line_end(next)));
    if (place != Place::entry) return text_value(at);
    return entry_without_colon(at, plain_line(at));
  }
  if (place == Place::entry || (key && place == Place::block)) {
    // A collection as a key.
    chunk_.certain = false;
    if (place == Place::entry) {
      records_[first].flags |= Record::kKey;
    } else {
      wrap_in_mapping(first, pending_ == Pending::key ? Record::kKey : 0);
      pending_ = Pending::none;
      Frame frame;
      frame.indent = column_ + static_cast<std::int32_t>(node_begin_ - content_);
      frame.record = static_cast<std::int32_t>(first);
      frames_.push_back(frame);
    }
    if (key) return key_done(colon);
    note(ProblemKind::missing_colon, at, result.end);
    pending_ = Pending::pair;
    pending_at_ = result.end;
    return {};
  }
  if (pending_ == Pending::key) records_[first].flags |= Record::kKey;
  pending_ = Pending::none;
  return value_done(result.end, ProblemKind::content_after_bracket);
}

Parser::FlowEnd Parser::flow_collection(std::uint32_t at, bool strict) {
  flow_.clear();
  flow_break_ = 0;
  flow_open(at, source_.at(at) == '{', false);
  std::uint32_t i = at + 1;
  while (!flow_.empty() && !finished_) {
    if (flow_space(i, strict) && flow_token(i, strict)) continue;
    looked(i + 4);
    if (strict) {
      failed_at_ = i + 4;
      failed_open_.clear();
      for (const FlowFrame& frame : flow_) {
        if (!frame.pair) failed_open_.push_back(frame.begin);
      }
      return {i, false};
    }
    const std::uint32_t end = last_end_;
    while (!flow_.empty()) {
      const FlowFrame& frame = flow_.back();
      if (!frame.pair) note(ProblemKind::unclosed_bracket, frame.begin, frame.begin + 1);
      flow_end_entry();
      flow_pop(std::max(last_end_, frame.begin + 1));
    }
    return {std::max(end, at + 1), true};
  }
  looked(i + 1);
  return {i, true};
}

// Skips blanks, breaks and comments. False where the collection ends without its bracket.
bool Parser::flow_space(std::uint32_t& at, bool strict) {
  for (;;) {
    at = source_.skip_blanks(at);
    if (source_.at(at) == '#') at = source_.line_end(at);
    if (at >= source_.size) {
      looked(source_.size + 1);
      return false;
    }
    const std::uint32_t length = source_.break_length(at);
    if (length == 0) return true;
    const std::uint32_t line = at + length;
    if (source_.document_marker(line)) return false;
    if (!strict && flow_gives_up(line)) return false;
    at = flow_break_ = line;
  }
}

// A line on which the blocks around a collection go on, though its bracket is not closed.
bool Parser::flow_gives_up(std::uint32_t line_begin) {
  const Line line = line_at(line_begin);
  if (line.column < 0 || source_.line_ends(line.content) || source_.at(line.content) == '#') {
    return false;
  }
  const char c = source_.at(line.content);
  if (line.kind == LineKind::dash) return true;
  const bool bare_key = line.kind == LineKind::key && c != '"' && c != '\'' && c != '{' && c != '[';
  if (frames_.empty()) return bare_key && line.column == 0;
  if (line.column <= parent_indent()) return c != ']' && c != '}';
  return bare_key && (!flow_.back().mapping || !line.inline_value);
}

bool Parser::flow_token(std::uint32_t& at, bool strict) {
  switch (source_.at(at)) {
    case ']':
    case '}': return flow_close(at, strict);
    case ',': return flow_comma(at, strict);
    case ':': return flow_colon(at, strict);
    case '?': return flow_question(at, strict);
    case '[':
    case '{':
      if (!flow_begin_node(at, strict)) return false;
      flow_open(at, source_.at(at) == '{', false);
      ++at;
      return true;
    case '&':
    case '!': return flow_properties(at, strict);
    default: return flow_scalar(at, strict);
  }
}

void Parser::flow_open(std::uint32_t at, bool mapping, bool pair) {
  Record& record = emit(mapping ? Kind::mapping : Kind::sequence, at, at + 1, flow_depth());
  record.flags |= Record::kFlow;
  if (!flow_.empty() && flow_.back().mapping && flow_.back().state == FlowState::key) {
    record.flags |= Record::kKey;
  }
  FlowFrame frame;
  frame.begin = at;
  frame.record = record_count() - 1;
  frame.mapping = mapping;
  frame.pair = pair;
  if (pair) frame.state = FlowState::key;
  flow_.push_back(frame);
}

void Parser::flow_pop(std::uint32_t end) {
  const FlowFrame frame = flow_.back();
  flow_.pop_back();
  Record& record = records_[frame.record];
  record.length = end - chunk_begin_ - record.begin;
  record.extent = record_count() - frame.record;
  last_end_ = end;
}

// Writes what the entry at hand lacks: the value of a key, or both.
void Parser::flow_end_entry() {
  FlowFrame& frame = flow_.back();
  if (!frame.mapping) return;
  const auto missing = [&](std::uint32_t at, bool key) {
    Record& record = emit(Kind::missing, at, at, flow_depth());
    if (key) record.flags |= Record::kKey;
  };
  const std::uint32_t end = last_end_;
  if (frame.state == FlowState::key && (frame.explicit_key || frame.pair)) {
    missing(end, true);
    missing(end, false);
  } else if (frame.state == FlowState::key_done) {
    missing(end, false);
  } else if (frame.state == FlowState::value) {
    missing(frame.value_at, false);
  }
  frame.state = FlowState::done;
}

// A node begins: false where strict reading does not allow one here.
bool Parser::flow_begin_node(std::uint32_t at, bool strict) {
  FlowFrame* frame = &flow_.back();
  if (frame->state == FlowState::done || frame->state == FlowState::key_done) {
    if (strict) return false;
    note(ProblemKind::missing_comma, last_end_, last_end_);
    flow_end_entry();
    if (frame->pair) {
      flow_pop(last_end_);
      flow_.back().state = FlowState::done;
      frame = &flow_.back();
    }
    frame->state = FlowState::key;
    frame->explicit_key = false;
  }
  if (frame->state == FlowState::key) frame->key_at = at;
  return true;
}

// A node is written: its first record is `record`.
void Parser::flow_node_done(std::uint32_t record, std::uint32_t begin, std::uint32_t end) {
  FlowFrame& frame = flow_.back();
  if (frame.mapping) {
    if (frame.state == FlowState::key) {
      records_[record].flags |= Record::kKey;
      // go-yaml takes no collection for a key.
      if (records_[record].collection()) chunk_.certain = false;
    }
    frame.state = frame.state == FlowState::key ? FlowState::key_done : FlowState::done;
    return;
  }
  frame.state = FlowState::done;
  // A pair without braces: [key: value].
  if (flow_break_ > begin) return;
  const std::uint32_t colon = source_.skip_blanks(end);
  if (source_.at(colon) != ':') return;
  chunk_.certain = false;
  wrap_in_mapping(record, Record::kFlow);
  FlowFrame pair;
  pair.begin = pair.key_at = begin;
  pair.record = record;
  pair.mapping = pair.pair = true;
  pair.state = FlowState::key_done;
  flow_.push_back(pair);
}

bool Parser::flow_close(std::uint32_t& at, bool strict) {
  if (flow_.back().pair) {
    flow_end_entry();
    flow_pop(last_end_);
    flow_.back().state = FlowState::done;
    return true;
  }
  const bool mapping = source_.at(at) == '}';
  if (flow_.back().mapping != mapping) {
    if (strict) return false;
    const bool closes_outer = std::any_of(flow_.begin(), flow_.end(), [&](const FlowFrame& frame) {
      return frame.mapping == mapping && !frame.pair;
    });
    if (!closes_outer) {
      note(ProblemKind::stray_bracket, at, at + 1);
      ++at;
      return true;
    }
    note(ProblemKind::unclosed_bracket, flow_.back().begin, flow_.back().begin + 1);
  }
  const bool matches = flow_.back().mapping == mapping;
  flow_end_entry();
  const FlowFrame frame = flow_.back();
  flow_pop(matches ? at + 1 : last_end_);
  if (matches) ++at;
  if (!flow_.empty()) flow_node_done(frame.record, frame.begin, last_end_);
  return true;
}

bool Parser::flow_comma(std::uint32_t& at, bool strict) {
  if (flow_.back().pair) {
    flow_end_entry();
    flow_pop(last_end_);
    flow_.back().state = FlowState::done;
    return true;
  }
  FlowFrame& frame = flow_.back();
  if (frame.state == FlowState::key && !frame.explicit_key) {
    if (strict) return false;
    note(ProblemKind::stray_bracket, at, at + 1);
  }
  flow_end_entry();
  flow_.back().state = FlowState::key;
  flow_.back().explicit_key = false;
  ++at;
  return true;
}

bool Parser::flow_colon(std::uint32_t& at, bool strict) {
  FlowFrame& frame = flow_.back();
  const bool has_key = frame.mapping && frame.state == FlowState::key_done;
  // A key stands on one line with its colon, unless "?" announced it.
  const bool late = has_key && !frame.explicit_key && flow_break_ > frame.key_at;
  if (strict && (!has_key || late)) return false;
  if (late) note(ProblemKind::long_key, frame.key_at, at);
  if (has_key && at - frame.key_at > 1000) chunk_.certain = false;
  if (!has_key) note(ProblemKind::other, at, at + 1);
  if (!has_key && frame.mapping && frame.state == FlowState::key) {
    emit(Kind::missing, at, at, flow_depth()).flags |= Record::kKey;
  } else if (!has_key) {
    ++at;
    return true;
  }
  frame.state = FlowState::value;
  frame.value_at = ++at;
  last_end_ = at;
  return true;
}

bool Parser::flow_question(std::uint32_t& at, bool strict) {
  chunk_.certain = false;
  if (!flow_begin_node(at, strict)) return false;
  if (flow_.back().state == FlowState::value) {
    if (strict) return false;
    note(ProblemKind::other, at, at + 1);
  } else {
    if (!flow_.back().mapping) flow_open(at, true, true);
    flow_.back().explicit_key = true;
    flow_.back().key_at = at;
  }
  ++at;
  return true;
}

bool Parser::flow_properties(std::uint32_t& at, bool strict) {
  chunk_.certain = false;
  if (!flow_begin_node(at, strict)) return false;
  const bool anchor = source_.at(at) == '&';
  std::uint32_t end = at + 1;
  if (anchor) {
    while (source_.in_class(end, kWord)) ++end;
  } else {
    while (!source_.blank_or_end(end) && source_.at(end) != ',' && source_.at(end) != ']' &&
           source_.at(end) != '}') {
      ++end;
    }
  }
  Span& property = anchor ? anchor_ : tag_;
  if ((anchor && end == at + 1) || !property.empty()) {
    if (strict) return false;
    note(anchor ? ProblemKind::bad_anchor_name : ProblemKind::bad_tag, at, end);
  } else {
    property = {at, end};
  }
  at = end;
  flow_space(at, true);
  const char c = source_.at(at);
  if (c == ',' || c == ']' || c == '}' || c == ':') {
    // An empty node that has properties only.
    const bool key = flow_.back().mapping && flow_.back().state == FlowState::key;
    emit(Kind::missing, end, end, flow_depth()).flags |= key ? Record::kKey : 0;
    flow_node_done(record_count() - 1, end, end);
  }
  return at < source_.size;
}

bool Parser::flow_scalar(std::uint32_t& at, bool strict) {
  if (!flow_begin_node(at, strict)) return false;
  const std::uint32_t begin = at;
  const char c = source_.at(at);
  if (c == '"' || c == '\'') {
    const std::size_t problems = chunk_.problems.size();
    const Quoted quoted = scan_quoted(at);
    looked(quoted.end + 3);
    std::uint32_t end = quoted.end;
    bool closed = quoted.closed && chunk_.problems.size() == problems;
    if (!closed && strict) return false;
    if (!strict && quoted.closed && !quoted.one_line) closed = flow_quote_is_sane(quoted.end);
    if (!closed && !(quoted.closed && quoted.one_line)) {
      chunk_.problems.resize(problems);
      end = source_.trim(begin, source_.line_end(begin));
      note(ProblemKind::unclosed_quote, begin, end);
    } else if (!quoted.one_line) {
      flow_break_ = quoted.end;
    }
    Record& record = emit(Kind::scalar, begin, end, flow_depth());
    record.style = c == '"' ? ScalarStyle::double_quoted : ScalarStyle::single_quoted;
    if (closed && quoted.verbatim) record.flags |= Record::kVerbatim;
    at = end;
    flow_node_done(record_count() - 1, begin, end);
    return true;
  }
  if (c == '*') {
    chunk_.certain = false;
    std::uint32_t end = at + 1;
    while (source_.in_class(end, kWord)) ++end;
    const bool stops = source_.blank_or_end(end) || source_.in_class(end, kFlowStop);
    if (end > at + 1 && stops) {
      if (spent_aliases_ + ++chunk_.aliases > budgets_.aliases) exceed(Budget::aliases);
      emit(Kind::alias, at, end, flow_depth());
      at = end;
      flow_node_done(record_count() - 1, begin, end);
      return true;
    }
    if (strict) return false;
    note(ProblemKind::bad_alias_name, at, end);
  } else if (source_.in_class(at, kIndicator) && !(c == '-' && !source_.blank_or_end(at + 1))) {
    if (strict) return false;
    chunk_.certain = false;
    if (!strict) note(ProblemKind::reserved_indicator, at, at + 1);
  }
  return flow_plain(at, strict);
}

// Whether what follows a quote that closes on a later line can follow a scalar in brackets.
bool Parser::flow_quote_is_sane(std::uint32_t end) const {
  const std::uint32_t next = source_.skip_blanks(end);
  const char c = source_.at(next);
  return source_.line_ends(next) || c == ',' || c == ']' || c == '}' || c == ':' || c == '#';
}

bool Parser::flow_plain(std::uint32_t& at, bool strict) {
  const std::uint32_t begin = at;
  std::uint32_t end;  // of the text so far, set before the loop can end
  std::uint32_t i = at + 1;
  bool one_line = true;
  for (;;) {
    while (!source_.in_class(i, kFlowStop)) ++i;
    const char c = source_.at(i);
    if (c == ':' && !source_.blank_or_end(i + 1)) {
      // libyaml and go-yaml differ in what they make of these.
      chunk_.certain = false;
      const char next = source_.at(i + 1);
      if (strict || (next != ',' && next != '[' && next != ']' && next != '{' && next != '}')) {
        ++i;
        continue;
      }
    }
    // libyaml's parser family takes any question mark in brackets for the indicator of a key.
    if (c == '?') chunk_.certain = false;
    if ((c == '?' && !strict) || (c == '#' && !source_.blank(i - 1))) {
      ++i;
      continue;
    }
    const std::uint32_t length = i < source_.size ? source_.break_length(i) : 0;
    const bool nothing = length == 0 && i < source_.size && source_.in_class(i, kEndOfLine);
    if (nothing) {
      ++i;
      continue;
    }
    end = source_.trim(begin + 1, i);
    if (length == 0 || !strict) break;
    // It goes on where the next line with content begins with text.
    std::uint32_t next = i;
    std::uint32_t line = i;
    while (next < source_.size && source_.break_length(next) != 0) {
      line = source_.next_line(next);
      next = source_.skip_blanks(line);
    }
    const char first = source_.at(next);
    if (next >= source_.size || source_.document_marker(line) || first == '#' || first == ',' ||
        first == '[' || first == ']' || first == '{' || first == '}' ||
        (first == ':' && source_.blank_or_end(next + 1))) {
      break;
    }
    one_line = false;
    flow_break_ = line;
    i = next;
  }
  looked(i + 3);
  if (!strict && source_.at(i) == ':' && flow_.back().state == FlowState::value) {
    // "a: b c: d" lacks a comma: the last word is the next key.
    std::uint32_t word = end;
    while (word > begin && !source_.blank(word - 1)) --word;
    if (word > begin) end = source_.trim(begin, word);
  }
  Record& record = emit(Kind::scalar, begin, end, flow_depth());
  if (one_line) record.flags |= Record::kVerbatim;
  if (end - begin == 2 && source_.at(begin) == '<') chunk_.certain = false;
  at = one_line ? end : i;
  flow_node_done(record_count() - 1, begin, end);
  return true;
}

}  // namespace buildspec::syntax
