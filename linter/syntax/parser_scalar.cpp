// Scalars in block context: plain, quoted, aliases. Where they end, never what they mean.
#include "linter/syntax/parser.h"

namespace buildspec::syntax {
namespace {

bool hex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// Hexadecimal digits behind "\x", "\u", "\U"; 0 for every other escape.
std::uint32_t escape_digits(char c) {
  if (c == 'x') return 2;
  if (c == 'u') return 4;
  return c == 'U' ? 8 : 0;
}

}  // namespace

// One line of a plain scalar.
Parser::PlainLine Parser::plain_line(std::uint32_t at) const {
  std::uint32_t i = at;
  PlainLine line;
  for (;; ++i) {
    while (!source_.in_class(i, kPlainStop)) ++i;
    const char c = source_.at(i);
    if (c == ':') {
      if (!source_.blank_or_end(i + 1)) continue;
      line.key = true;
      break;
    }
    if (c == '#') {
      if (i > at && source_.blank(i - 1)) break;
      continue;
    }
    if (i >= source_.size || source_.break_length(i) != 0) break;
  }
  line.stop = i;
  line.end = source_.trim(at, i);
  return line;
}

Parser::Step Parser::plain(std::uint32_t at, Place place) {
  const PlainLine line = plain_line(at);
  if (line.key && place != Place::in_line) return plain_key(at, line, place);
  if (line.key) {
    note(ProblemKind::nested_value, line.stop, line.stop + 1);
    return text_value(at);
  }
  if (place == Place::entry) return entry_without_colon(at, line);
  const std::int32_t column = column_ + static_cast<std::int32_t>(at - content_);
  if (place == Place::block && explicit_keys_ == 0 && rest_below(line, column)) {
    begin_key(at, place);
    return entry_without_colon(at, line);
  }
  PlainRest rest = plain_rest(line, false);
  if (rest.at_key && place == Place::block) {
    if (rest.key_column == column || pending_ != Pending::item || word_like(at, line.end)) {
      // "bu" above "build:" is a key that lacks its colon.
      begin_key(at, place);
      return entry_without_colon(at, line);
    }
    if (rest.before_dash != 0) {
      // Items that are one column too deep for the first.
      rest.end = rest.before_dash;
    } else {
      note(ProblemKind::nested_value, rest.end, rest.end);
      rest = plain_rest(line, true);
    }
  }
  Record& record = emit_node(Kind::scalar, at, rest.end);
  if (rest.end == line.end) record.flags |= Record::kVerbatim;
  cursor_ = rest.end;
  return {};
}

// Whether the next line begins with the colon that a line of text lacks, or with the rest of the
// key that it begins.
bool Parser::rest_below(const PlainLine& line, std::int32_t column) {
  if (line.stop >= source_.size) return false;
  if (source_.at(line.stop) == '#') {
    // Behind a comment no scalar goes on: a deeper key is its body.
    const Line next = line_after(line.stop);
    return next.kind == LineKind::key && next.column >= column;
  }
  const std::uint32_t begin = source_.next_line(line.stop);
  const std::uint32_t next = source_.skip_blanks(begin);
  looked(next + 4);
  if (source_.at(next) == ':' && source_.blank_or_end(next + 1)) return true;
  const bool shallow = static_cast<std::int32_t>(next - begin) < column && !frames_.empty();
  const bool nothing = source_.at(next) == '#' || source_.line_ends(next);
  if (!shallow || source_.at(next) == '-' || nothing) return false;
  const Line tail = line_at(begin);
  return tail.kind == LineKind::key && is_tail(tail, column, true);
}

Parser::Step Parser::plain_key(std::uint32_t at, const PlainLine& line, Place place) {
  begin_key(at, place);
  Record& record = emit(Kind::scalar, at, line.end, frames_.size());
  record.flags |= Record::kKey | Record::kVerbatim;
  // go-yaml looks at the value of a merge key.
  if (source_.at(at) == '<' && line.end - at == 2) chunk_.certain = false;
  return key_done(line.stop);
}

// The rest of the line as it stands, colons included.
Parser::Step Parser::text_value(std::uint32_t at) {
  PlainLine line = plain_line(at);
  while (line.key) line = plain_line(line.stop + 1);
  emit_node(Kind::scalar, at, line.end).flags |= Record::kVerbatim;
  cursor_ = line.stop;
  return {};
}

// The lines that a plain scalar goes on with: deeper than its block, without a key. With `keys`,
// what looks like a key is text too.
Parser::PlainRest Parser::plain_rest(const PlainLine& first, bool keys) {
  PlainRest rest;
  rest.end = first.end;
  std::uint32_t at = first.stop;
  const std::int32_t indent = parent_indent();
  while (source_.at(at) != '#') {
    if (at >= source_.size) {
      looked(source_.size + 1);
      return rest;
    }
    const std::uint32_t line = source_.next_line(at);
    std::uint32_t content = source_.skip_spaces(line);
    const auto column = static_cast<std::int32_t>(content - line);
    if (source_.at(content) == '\t') {
      chunk_.certain = false;
      content = source_.skip_blanks(content);
    }
    at = content;
    if (source_.line_ends(content)) continue;
    looked(content + 4);
    if (conflict_in_text(line, indent)) {
      at = source_.line_end(content);
      continue;
    }
    if (column <= indent || source_.at(content) == '#') return rest;
    if (column == 0 && source_.document_marker(content)) return rest;
    PlainLine more = plain_line(content);
    looked(more.stop + 3);
    if (rest.before_dash == 0 && source_.at(content) == '-' && source_.blank(content + 1)) {
      rest.before_dash = rest.end;
      if (!keys && content < run_end_ && indent == run_indent_) {
        // Read before, from an item further up.
        looked(run_end_);
        rest.at_key = true;
        rest.key_column = run_column_;
        return rest;
      }
    }
    if (more.key && !keys) {
      rest.at_key = true;
      rest.key_column = column;
      if (rest.before_dash != 0) {
        run_end_ = more.stop + 3;
        run_indent_ = indent;
        run_column_ = column;
      }
      return rest;
    }
    while (more.key) more = plain_line(more.stop + 1);
    rest.end = more.end;
    at = more.stop;
  }
  return rest;
}

Parser::Step Parser::quoted(std::uint32_t at, Place place) {
  const std::size_t problems = chunk_.problems.size();
  const Quoted quoted = scan_quoted(at);
  looked(quoted.end + 3);
  const std::uint32_t next = source_.skip_blanks(quoted.end);
  const bool ends = source_.line_ends(next) || source_.at(next) == '#';
  if (!quoted.closed || (!quoted.one_line && !ends)) {
    chunk_.problems.resize(problems);
    return unclosed_quote(at, place);
  }
  const ScalarStyle style =
      source_.at(at) == '"' ? ScalarStyle::double_quoted : ScalarStyle::single_quoted;
  const std::uint8_t verbatim = quoted.verbatim ? Record::kVerbatim : 0;
  const bool tight = source_.at(next) == ':' && !source_.blank_or_end(next + 1);
  std::uint32_t colon = 0;
  const bool key = key_colon(quoted.end, colon);
  if (place != Place::in_line && (key || tight || place == Place::entry)) {
    begin_key(at, place);
    Record& record = emit(Kind::scalar, at, quoted.end, frames_.size());
    record.style = style;
    record.flags |= Record::kKey | verbatim;
    if (key) return key_done(colon);
    if (tight) {
      note(ProblemKind::missing_space_after_colon, next, next + 1);
      return key_done(next);
    }
    note(ProblemKind::missing_colon, at, quoted.end);
    pending_ = Pending::pair;
    pending_at_ = cursor_ = quoted.end;
    return ends ? Step{} : value_done(quoted.end, ProblemKind::content_after_quoted);
  }
  Record& record = emit_node(Kind::scalar, at, quoted.end);
  record.style = style;
  record.flags |= verbatim;
  return value_done(quoted.end,
                    key ? ProblemKind::nested_value : ProblemKind::content_after_quoted);
}

// The strict reading: to the closing quote, over as many lines as it takes. Two searches never read
// the same text: where one ends at the next quote of its kind, no other can begin before that.
Parser::Quoted Parser::scan_quoted(std::uint32_t at) {
  const char quote = source_.at(at);
  Quoted quoted;
  std::uint32_t i = at + 1;
  for (;;) {
    while (!source_.in_class(i, kQuoteStop)) ++i;
    const char c = source_.at(i);
    if (c == quote) {
      if (quote == '\'' && source_.at(i + 1) == '\'') {
        quoted.verbatim = false;
        i += 2;
        continue;
      }
      quoted.closed = true;
      quoted.end = i + 1;
      return quoted;
    }
    if (c == '\\' && quote == '"') {
      scan_escape(i, quoted);
      continue;
    }
    if (i >= source_.size) break;
    const std::uint32_t length = source_.break_length(i);
    i += length == 0 ? 1 : length;
    if (length == 0) continue;
    quoted.one_line = quoted.verbatim = false;
    if (source_.document_marker(i)) {
      note(ProblemKind::marker_in_quotes, i, i + 3);
      break;
    }
  }
  quoted.end = i;
  looked(i + 4);
  return quoted;
}

// A backslash in double quotes at `at`; goes behind what it escapes.
void Parser::scan_escape(std::uint32_t& at, Quoted& quoted) {
  quoted.verbatim = false;
  const std::uint32_t begin = at;
  const char c = source_.at(++at);
  if (source_.line_ends(at)) return;
  ++at;
  const std::uint32_t digits = escape_digits(c);
  if (digits != 0) {
    chunk_.certain = false;
    for (std::uint32_t i = 0; i < digits; ++i, ++at) {
      if (!hex(source_.at(at))) return note(ProblemKind::bad_escape, begin, at);
    }
    return;
  }
  // `\/` is libyaml's and `\'` go-yaml's only.
  constexpr std::string_view kKnown = "0abt\tnvfre \"\\N_LP";
  if (kKnown.find(c) == std::string_view::npos) note(ProblemKind::bad_escape, begin, at);
}

// A quote that nothing closes ends with its line, or with the last deeper line of text behind it.
Parser::Step Parser::unclosed_quote(std::uint32_t at, Place place) {
  const ScalarStyle style =
      source_.at(at) == '"' ? ScalarStyle::double_quoted : ScalarStyle::single_quoted;
  const PlainLine line = plain_line(at);
  const bool last_on_line = line.key && source_.line_ends(source_.skip_blanks(line.stop + 1));
  const Sibling sibling = sibling_below(at, place);
  if (sibling == Sibling::item) return skip_node(at, ProblemKind::unclosed_quote);
  const bool block_key =
      place == Place::block && line.key && (last_on_line || pending_ != Pending::item);
  const bool key = place == Place::entry || sibling == Sibling::key || block_key;
  if (key) {
    begin_key(at, place);
    Record& record = emit(Kind::scalar, at, line.end, frames_.size());
    record.style = style;
    record.flags |= Record::kKey;
    note(ProblemKind::unclosed_quote, at, line.end);
    if (line.key) return key_done(line.stop);
    pending_ = Pending::pair;
    pending_at_ = cursor_ = line.end;
    return {};
  }
  std::uint32_t end = source_.line_end(at);
  for (Line next = line_after(end);
       next.kind == LineKind::text && next.column > parent_indent() && !frames_.empty();
       next = line_after(end)) {
    end = source_.line_end(next.content);
  }
  end = source_.trim(at, end);
  emit_node(Kind::scalar, at, end).style = style;
  note(ProblemKind::unclosed_quote, at, end);
  return {};
}

Parser::Step Parser::alias(std::uint32_t at, Place place) {
  chunk_.certain = false;
  std::uint32_t end = at + 1;
  while (source_.in_class(end, kWord)) ++end;
  std::uint32_t colon = 0;
  const bool key = key_colon(end, colon);
  if (end == at + 1 || (!key && !source_.blank_or_end(end))) {
    while (!source_.blank_or_end(end)) ++end;
    note(ProblemKind::bad_alias_name, at, end);
    return plain(at, place);
  }
  if (spent_aliases_ + ++chunk_.aliases > budgets_.aliases) exceed(Budget::aliases);
  if (place != Place::in_line && (key || place == Place::entry)) {
    begin_key(at, place);
    emit(Kind::alias, at, end, frames_.size()).flags |= Record::kKey;
    if (key) return key_done(colon);
    note(ProblemKind::missing_colon, at, end);
    pending_ = Pending::pair;
    pending_at_ = end;
    return value_done(end, ProblemKind::stray_text);
  }
  emit_node(Kind::alias, at, end);
  return value_done(end, key ? ProblemKind::nested_value : ProblemKind::stray_text);
}

}  // namespace buildspec::syntax
