// Words: quotes, escapes, expansions, here-documents.
#include <algorithm>
#include <utility>

#include "linter/shell/characters.h"
#include "linter/shell/reader.h"

namespace buildspec::shell {
namespace {

constexpr std::string_view kEscapedInQuotes = "\"\\$`\n";

// The text of source bytes without their backslashes. An escaped line break is none at all.
std::string unescaped(std::string_view raw, Quoting quoting) {
  std::string out;
  out.reserve(raw.size());
  for (std::size_t i = 0; i < raw.size(); ++i) {
    const bool escape =
        raw[i] == '\\' && i + 1 < raw.size() &&
        (quoting == Quoting::none || kEscapedInQuotes.find(raw[i + 1]) != std::string_view::npos);
    if (escape) ++i;
    if (!escape || raw[i] != '\n') out += raw[i];
  }
  return out;
}

}  // namespace

bool Reader::delimits(std::uint32_t at) const {
  return at >= end_ || is_blank(text_[at]) || text_[at] == '\n' || is_operator(text_[at]);
}

// Also a comment, which ends at the line's.
void Reader::skip_blanks() {
  for (;;) {
    if (!at_end() && is_blank(text_[at_])) {
      ++at_;
    } else if (peek() == '\\' && peek(1) == '\n') {
      at_ += 2;
    } else {
      break;
    }
  }
  if (peek() == '#')
    while (!at_end() && text_[at_] != '\n') ++at_;
}

void Reader::skip_newlines() {
  for (skip_blanks(); peek() == '\n' && !at_end(); skip_blanks()) newline();
}

// Past a line break, and past the here-documents that begin behind it.
void Reader::newline() {
  ++at_;
  if (here_documents_.empty()) return;
  std::vector<HereDocument> documents;
  std::swap(documents, here_documents_);
  for (const HereDocument& document : documents) here_document_body(document);
}

void Reader::here_document_body(const HereDocument& document) {
  const std::uint32_t begin = at_;
  std::uint32_t body_end = end_;
  std::uint32_t next = end_;
  while (at_ < end_) {
    const std::size_t found = text_.find('\n', at_);
    const std::uint32_t line_end =
        found == std::string_view::npos ? end_ : std::min(end_, static_cast<std::uint32_t>(found));
    std::string_view line = text_.substr(at_, line_end - at_);
    if (document.strip_tabs)
      line.remove_prefix(std::min(line.find_first_not_of('\t'), line.size()));
    if (line == document.delimiter) {
      body_end = at_;
      next = line_end < end_ ? line_end + 1 : line_end;
      break;
    }
    at_ = line_end < end_ ? line_end + 1 : line_end;
  }
  Redirection& redirection = script_.commands[document.command].redirections[document.redirection];
  redirection.body = {begin, body_end};
  if (!document.quoted) {
    const Scope outer = scope_;
    const std::uint32_t outer_end = end_;
    scope_ = {document.command, document.step, StepRole::argument, false, true};
    end_ = body_end;
    ++unsure_;
    Word scratch;
    for (at_ = begin; at_ < end_;) {
      if (text_[at_] == '\\') {
        at_ += 2;
      } else if (text_[at_] == '$') {
        dollar(scratch, Quoting::double_);
      } else if (text_[at_] == '`') {
        backticks(scratch, Quoting::double_);
      } else {
        ++at_;
      }
    }
    --unsure_;
    end_ = outer_end;
    scope_ = outer;
  }
  at_ = next;
}

Word Reader::word(WordPlace place) {
  Word out;
  out.span.begin = at_;
  std::uint32_t parens = 0;  // of a regular expression
  while (!at_end()) {
    const char c = text_[at_];
    if (c == '\'') {
      single_quoted(out, false);
    } else if (c == '"') {
      double_quoted(out);
    } else if (c == '`') {
      backticks(out, Quoting::none);
    } else if (c == '$') {
      dollar(out, Quoting::none);
    } else if ((c == '<' || c == '>') && peek(1) == '(' && place != WordPlace::regex) {
      process_substitution(out);
    } else if (place == WordPlace::regex && is_operator(c)) {
      if (c == ')' && parens == 0) break;
      parens += c == '(' ? 1U : 0U;
      parens -= c == ')' ? 1U : 0U;
      ++at_;
    } else if (is_blank(c) || c == '\n' || is_operator(c)) {
      if (place != WordPlace::regex || parens == 0 || c == '\n') break;
      ++at_;
    } else {
      unquoted_text(out, place);
    }
  }
  out.span.end = at_;
  finish(out);
  return out;
}

// {1..3} is a piece of its own.
static std::uint32_t brace_range_size(std::string_view text) {
  std::size_t i = 1;
  for (int side = 0; side < 2; ++side) {
    if (i < text.size() && text[i] == '-') ++i;
    const std::size_t digits = i;
    while (i < text.size() && is_digit(text[i])) ++i;
    if (i == digits) return 0;
    if (side == 0) {
      if (text.substr(i, 2) != "..") return 0;
      i += 2;
    }
  }
  return i < text.size() && text[i] == '}' ? static_cast<std::uint32_t>(i + 1) : 0;
}

void Reader::unquoted_text(Word& out, WordPlace place) {
  std::uint32_t begin = at_;
  const auto flush = [&] {
    if (at_ > begin) end_text(out, begin, at_, Quoting::none);
  };
  while (!at_end()) {
    const char c = text_[at_];
    if (c == '\\') {
      at_ = std::min(at_ + 2, end_);
      continue;
    }
    if (c == '{' && place == WordPlace::command) {
      if (const std::uint32_t size = brace_range_size(text_.substr(at_, end_ - at_)); size > 0) {
        flush();
        out.parts.push_back({PartKind::brace_range, Quoting::none, {at_, at_ + size}, {}});
        feature(BashSyntax::brace_list, {at_, at_ + size});
        at_ += size;
        begin = at_;
        continue;
      }
    }
    if (c == '*' || c == '?' || c == '[' || c == '{') out.glob = true;
    // A pattern with choices, @(a|b): whether bash takes it depends on an option.
    const bool choices = c == '(' && at_ > begin &&
                         std::string_view("?*+@!").find(text_[at_ - 1]) != std::string_view::npos;
    if (choices) {
      const std::uint32_t close = arithmetic_end(at_ + 1);
      if (close == kNowhere) break;
      ++unsure_;
      at_ = close + 1;
      continue;
    }
    if (is_blank(c) || c == '\n' || is_operator(c) || c == '\'' || c == '"' || c == '`') break;
    if (c == '$') break;
    ++at_;
  }
  flush();
}

void Reader::end_text(Word& out, std::uint32_t begin, std::uint32_t end, Quoting quoting) {
  const std::string_view raw = text_.substr(begin, end - begin);
  const bool plain = quoting == Quoting::single || raw.find('\\') == std::string_view::npos;
  out.parts.push_back(
      {PartKind::text, quoting, {begin, end}, plain ? std::string(raw) : unescaped(raw, quoting)});
}

// Behind the closing quote, or kNowhere.
std::uint32_t Reader::quote_end(std::uint32_t from, char quote) {
  for (std::uint32_t i = from; i < end_; ++i) {
    if (text_[i] == '\\' && quote != '\'') {
      ++i;
    } else if (text_[i] == quote) {
      looked_ahead(i - from);
      return i + 1;
    }
  }
  looked_ahead(end_ - std::min(from, end_));
  return kNowhere;
}

// A text that is looked through again and again is given up: the time stays linear.
void Reader::looked_ahead(std::uint32_t distance) {
  constexpr std::uint32_t kMostAhead = 2U << 20U;
  ahead_ += distance;
  if (ahead_ > kMostAhead) gave_up_ = script_.broken = true;
}

void Reader::single_quoted(Word& out, bool ansi) {
  const std::uint32_t begin = at_;
  const std::uint32_t inside = at_ + (ansi ? 2U : 1U);
  std::uint32_t close = kNowhere;
  for (std::uint32_t i = inside; i < end_; ++i) {
    if (ansi && text_[i] == '\\') {
      ++i;
    } else if (text_[i] == '\'') {
      close = i;
      break;
    }
  }
  if (close == kNowhere) {
    fault(SyntaxFault::open_quote, {begin, begin + 1}, "the quote is never closed", {}, "'", true);
    close = end_;
  }
  end_text(out, std::min(inside, close), close, Quoting::single);
  at_ = std::min(close + 1, end_);
}

void Reader::double_quoted(Word& out) {
  const std::uint32_t begin = at_;
  std::uint32_t text_begin = ++at_;
  bool any = false;
  const auto flush = [&](bool even_empty) {
    if (at_ > text_begin || even_empty) end_text(out, text_begin, at_, Quoting::double_);
  };
  for (;;) {
    if (at_end()) {
      fault(SyntaxFault::open_quote, {begin, begin + 1}, "the quote is never closed", {}, "\"",
            true);
      flush(!any);
      return;
    }
    const char c = text_[at_];
    if (c == '"') {
      flush(!any);
      ++at_;
      return;
    }
    if (c == '\\') {
      at_ = std::min(at_ + 2, end_);
    } else if (c == '`' || c == '$') {
      const std::size_t parts = out.parts.size();
      const std::uint32_t before = at_;
      if (c == '`') {
        backticks(out, Quoting::double_);
      } else {
        dollar(out, Quoting::double_);
      }
      if (out.parts.size() == parts) continue;  // a lone dollar: text
      any = true;
      // The text in front of the expansion belongs in front of its part.
      if (before > text_begin) {
        Part expansion = std::move(out.parts.back());
        out.parts.pop_back();
        end_text(out, text_begin, before, Quoting::double_);
        out.parts.push_back(std::move(expansion));
      }
      text_begin = at_;
    } else {
      ++at_;
    }
  }
}

// At a dollar. What begins no expansion is text: then no part is added, except outside quotes.
void Reader::dollar(Word& out, Quoting quoting) {
  const char next = peek(1);
  if (next == '{') {
    braced_variable(out, quoting);
  } else if (next == '(') {
    const std::uint32_t begin = at_;
    const std::uint32_t close = peek(2) == '(' ? arithmetic_end(at_ + 3) : kNowhere;
    if (close != kNowhere && close + 1 < end_ && text_[close + 1] == ')') {
      arithmetic(at_ + 3, close, quoting);
      at_ = close + 2;
      out.parts.push_back({PartKind::arithmetic, quoting, {begin, at_}, {}});
    } else {
      command_substitution(out, quoting);
    }
  } else if (next == '[') {  // the old form of $(( ))
    const std::uint32_t begin = at_;
    std::uint32_t close = at_ + 2;
    while (close < end_ && text_[close] != ']') ++close;
    ++unsure_;
    arithmetic(at_ + 2, close, quoting);
    at_ = std::min(close + 1, end_);
    out.parts.push_back({PartKind::arithmetic, quoting, {begin, at_}, {}});
  } else if (is_name_start(next) || is_digit(next) || is_special_parameter(next)) {
    simple_variable(out, quoting);
  } else if (quoting == Quoting::none && next == '\'') {
    feature(BashSyntax::ansi_quotes, {at_, at_ + 2});
    single_quoted(out, true);
  } else if (quoting == Quoting::none && next == '"') {
    feature(BashSyntax::translated_quotes, {at_, at_ + 2});
    ++at_;
    double_quoted(out);
  } else {
    ++at_;
    if (quoting == Quoting::none) end_text(out, at_ - 1, at_, quoting);
  }
}

VariableUse& Reader::use_variable(Span span, Span name, Quoting quoting) {
  VariableUse use;
  use.span = span;
  use.name_span = name;
  use.name = std::string(bytes(name));
  use.quoting = quoting;
  use.here_document = scope_.here_document;
  use.splits = scope_.splits && quoting == Quoting::none;
  use.command = scope_.command;
  script_.variables.push_back(std::move(use));
  return script_.variables.back();
}

void Reader::simple_variable(Word& out, Quoting quoting) {
  const std::uint32_t begin = at_;
  at_ += 2;
  if (is_name_start(text_[begin + 1]))
    while (!at_end() && is_name(text_[at_])) ++at_;
  const Span name{begin + 1, at_};
  use_variable({begin, at_}, name, quoting);
  out.parts.push_back({PartKind::variable, quoting, {begin, at_}, std::string(bytes(name))});
}

void Reader::braced_variable(Word& out, Quoting quoting) {
  const std::uint32_t begin = at_;
  const std::size_t use = script_.variables.size();
  at_ += 2;
  UseForm form = UseForm::plain;
  if ((peek() == '#' || peek() == '!') && (is_name(peek(1)) || is_special_parameter(peek(1))) &&
      peek(1) != '}') {
    form = peek() == '#' ? UseForm::length : UseForm::indirect;
    ++at_;
  }
  const std::uint32_t name_begin = at_;
  if (is_special_parameter(peek())) {
    ++at_;
  } else {
    while (!at_end() && is_name(text_[at_])) ++at_;
  }
  const Span name{name_begin, at_};
  use_variable({begin, begin}, name, quoting);
  if (form == UseForm::indirect) feature(BashSyntax::indirection, {begin, at_});
  if (peek() == '[') {
    const std::uint32_t open = at_;
    const std::uint32_t close = index_end(at_ + 1);
    arithmetic(at_ + 1, close, quoting);
    at_ = std::min(close + 1, end_);
    feature(BashSyntax::array_use, {open, at_});
  }
  if (form == UseForm::plain && peek() != '}') {
    const std::uint32_t at = at_;
    const bool colon = peek() == ':';
    switch (peek(colon ? 1 : 0)) {
      case '-': form = UseForm::fallback; break;
      case '=': form = UseForm::assign; break;
      case '+': form = UseForm::test; break;
      case '?': form = UseForm::required; break;
      default: form = UseForm::edited; break;
    }
    if (form == UseForm::edited) {
      if (colon) feature(BashSyntax::substring, {at, at + 1});
      if (peek() == '/') feature(BashSyntax::replacement, {at, at + 1});
      if (peek() == '^' || peek() == ',') feature(BashSyntax::case_change, {at, at + 1});
    }
  }
  operand(quoting, form);
  VariableUse& mine = script_.variables[use];
  mine.form = form;
  if (peek() == '}') {
    ++at_;
  } else {
    fault(SyntaxFault::open_expansion, {begin, begin + 2}, "`${` is never closed", {}, "}", true);
  }
  mine.span = {begin, at_};
  out.parts.push_back({PartKind::variable, quoting, mine.span, mine.name});
  if (form == UseForm::assign && scope_.command != kNowhere) {
    Assignment assignment;
    assignment.name_span = name;
    assignment.name = mine.name;
    assignment.value.literal = false;
    assignment.value.span = {at_, at_};
    assignment.setter = Setter::expansion;
    script_.commands[scope_.command].assignments.push_back(std::move(assignment));
  }
}

// What stands behind the name in ${…}, up to the brace.
void Reader::operand(Quoting quoting, UseForm form) {
  const Deeper deeper(*this);
  if (gave_up_) return;
  Word scratch;
  while (!at_end() && text_[at_] != '}') {
    const char c = text_[at_];
    if (c == '\\') {
      at_ = std::min(at_ + 2, end_);
    } else if (c == '\'' && (quoting == Quoting::none || form == UseForm::edited)) {
      single_quoted(scratch, false);
    } else if (c == '"') {
      double_quoted(scratch);
    } else if (c == '$') {
      dollar(scratch, quoting);
    } else if (c == '`') {
      backticks(scratch, quoting);
    } else {
      ++at_;
    }
  }
}

void Reader::command_substitution(Word& out, Quoting quoting) {
  const std::uint32_t begin = at_;
  at_ += 2;
  const Scope outer = scope_;
  const std::uint32_t step = add_step(StepKind::substitution, outer.step, outer.role);
  const Closers expected = expected_;
  expected_ = kParen;
  const std::uint32_t inner = list(kParen, StepRole::plain);
  adopt(step, inner);
  expected_ = expected;
  scope_ = outer;
  if (peek() == ')' && !at_end()) {
    ++at_;
  } else {
    fault(SyntaxFault::open_expansion, {begin, begin + 2}, "`$(` is never closed", {}, ")", true);
  }
  out.parts.push_back({PartKind::command_substitution, quoting, {begin, at_}, {}});
}

// bash looks into them only when it comes there: nothing inside is certain.
void Reader::backticks(Word& out, Quoting quoting) {
  const std::uint32_t begin = at_;
  const std::uint32_t close = quote_end(at_ + 1, '`');
  if (close == kNowhere) {
    fault(SyntaxFault::open_expansion, {begin, begin + 1}, "the backquote is never closed", {}, "`",
          true);
    end_text(out, begin, end_, quoting);
    at_ = end_;
    return;
  }
  const Scope outer = scope_;
  const std::uint32_t outer_end = end_;
  const Closers expected = expected_;
  const std::uint32_t step = add_step(StepKind::substitution, outer.step, outer.role);
  expected_ = 0;
  end_ = close - 1;
  at_ = begin + 1;
  ++unsure_;
  const std::uint32_t inner = list(0, StepRole::plain);
  adopt(step, inner);
  --unsure_;
  expected_ = expected;
  end_ = outer_end;
  scope_ = outer;
  at_ = close;
  out.parts.push_back({PartKind::command_substitution, quoting, {begin, at_}, {}});
}

void Reader::process_substitution(Word& out) {
  const std::uint32_t begin = at_;
  feature(BashSyntax::process_substitution, {begin, begin + 2});
  at_ += 2;
  const Scope outer = scope_;
  const Closers expected = expected_;
  const std::uint32_t step = add_step(StepKind::substitution, outer.step, StepRole::argument);
  expected_ = kParen;
  const std::uint32_t inner = list(kParen, StepRole::plain);
  adopt(step, inner);
  expected_ = expected;
  scope_ = outer;
  if (peek() == ')' && !at_end()) {
    ++at_;
  } else {
    fault(SyntaxFault::open_expansion, {begin, begin + 2}, "the `(` is never closed", {}, ")",
          true);
  }
  out.parts.push_back({PartKind::process_substitution, Quoting::none, {begin, at_}, {}});
}

// The (…) behind A=.
void Reader::array(Word& out) {
  const std::uint32_t begin = at_++;
  feature(BashSyntax::array, {begin, begin + 1});
  for (;;) {
    skip_newlines();
    if (at_end()) {
      ++unsure_;
      script_.broken = true;
      break;
    }
    if (peek() == ')') {
      ++at_;
      break;
    }
    const std::uint32_t before = at_;
    Word element = word(WordPlace::command);
    if (at_ == before) {
      ++at_;  // an operator: bash takes none here
      ++unsure_;
      script_.broken = true;
    }
  }
  out.parts.push_back({PartKind::array, Quoting::none, {begin, at_}, {}});
}

// The place of the `)` that closes what is open at `from`, or kNowhere.
std::uint32_t Reader::arithmetic_end(std::uint32_t from) {
  std::uint32_t open = 0;
  for (std::uint32_t i = from; i < end_; ++i) {
    const char c = text_[i];
    if (c == '\\') {
      ++i;
    } else if (c == '"' || c == '\'') {
      const std::uint32_t close = quote_end(i + 1, c);
      if (close == kNowhere) return kNowhere;
      i = close - 1;
    } else if (c == '(') {
      ++open;
    } else if (c == ')') {
      if (open == 0) {
        looked_ahead(i - from);
        return i;
      }
      --open;
    }
  }
  looked_ahead(end_ - std::min(from, end_));
  return kNowhere;
}

// The place of the `]` that ends an index, or of what ends the expansion or text before it.
std::uint32_t Reader::index_end(std::uint32_t from) {
  std::uint32_t braces = 0;
  std::uint32_t brackets = 0;
  std::uint32_t i = from;
  for (; i < end_; ++i) {
    const char c = text_[i];
    if (c == '{') ++braces;
    if (c == '[') ++brackets;
    if (c == '}' && braces-- == 0) break;
    if (c == ']' && braces == 0 && brackets-- == 0) break;
    if (c == ']' && braces != 0 && brackets != 0) --brackets;
  }
  looked_ahead(i - std::min(from, i));
  return i;
}

// Names and expansions between two places of an arithmetic expression.
void Reader::arithmetic(std::uint32_t begin, std::uint32_t end, Quoting quoting) {
  const Deeper deeper(*this);
  if (gave_up_) return;
  const std::uint32_t outer_end = end_;
  const bool splits = std::exchange(scope_.splits, false);
  end_ = std::max(begin, std::min(end, end_));
  at_ = begin;
  Word scratch;
  ++unsure_;
  while (!at_end()) {
    const char c = text_[at_];
    const std::size_t first = script_.variables.size();
    if (c == '$') {
      dollar(scratch, quoting);
    } else if (c == '`') {
      backticks(scratch, quoting);
    } else if (is_name(c)) {
      const std::uint32_t name = at_;
      while (!at_end() && is_name(text_[at_])) ++at_;
      if (is_name_start(c)) use_variable({name, at_}, {name, at_}, quoting);
    } else {
      ++at_;
    }
    for (std::size_t i = first; i < script_.variables.size(); ++i)
      script_.variables[i].arithmetic = true;
  }
  --unsure_;
  scope_.splits = splits;
  end_ = outer_end;
}

// {a,b} outside quotes: dash leaves it as it is.
void Reader::brace_features(const Word& word) {
  if (!word.glob) return;
  std::vector<std::uint32_t> open;
  std::vector<bool> comma;
  for (const Part& part : word.parts) {
    if (part.kind != PartKind::text || part.quoting != Quoting::none) continue;
    for (std::uint32_t i = part.span.begin; i < part.span.end; ++i) {
      if (text_[i] == '\\') {
        ++i;
      } else if (text_[i] == '{') {
        open.push_back(i);
        comma.push_back(false);
      } else if (text_[i] == ',' && !open.empty()) {
        comma.back() = true;
      } else if (text_[i] == '}' && !open.empty()) {
        if (comma.back()) return feature(BashSyntax::brace_list, {open.back(), i + 1});
        open.pop_back();
        comma.pop_back();
      }
    }
  }
}

void Reader::finish(Word& out) const {
  if (out.parts.size() == 1 && out.parts.front().kind == PartKind::text) {
    out.text = out.parts.front().text;
    if (out.text == "[") out.glob = false;  // the name of a command, or a text
    return;
  }
  for (const Part& part : out.parts) {
    if (part.kind == PartKind::text) {
      out.text += part.text;
    } else {
      out.text += bytes(part.span);
      out.literal = false;
    }
  }
}

void Reader::feature(BashSyntax kind, Span span) {
  BashFeature found;
  found.kind = kind;
  found.span = span;
  found.command = scope_.command;
  script_.bash_features.push_back(found);
}

}  // namespace buildspec::shell
