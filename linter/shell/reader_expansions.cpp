// What begins with a dollar, a backquote or a parenthesis inside of words.
#include <algorithm>
#include <utility>

#include "linter/shell/characters.h"
#include "linter/shell/reader.h"

namespace buildspec::shell {

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

void Reader::substituted_list(StepRole role, std::string_view unclosed) {
  const std::uint32_t begin = at_;
  at_ += 2;
  const Scope outer = scope_;
  const Closers expected = expected_;
  const std::uint32_t step = add_step(StepKind::substitution, outer.step, role);
  expected_ = kParen;
  const std::uint32_t inner = list(kParen, StepRole::plain);
  adopt(step, inner);
  expected_ = expected;
  scope_ = outer;
  if (peek() == ')' && !at_end()) {
    ++at_;
  } else {
    fault(SyntaxFault::open_expansion, {begin, begin + 2}, std::string(unclosed), {}, ")", true);
  }
}

void Reader::command_substitution(Word& out, Quoting quoting) {
  const std::uint32_t begin = at_;
  substituted_list(scope_.role, "`$(` is never closed");
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
  substituted_list(StepRole::argument, "the `(` is never closed");
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

}  // namespace buildspec::shell
