// Lists, chains and pipelines, the words that end them, and what is wrong with them.
#include <algorithm>
#include <array>
#include <utility>

#include "linter/shell/characters.h"
#include "linter/shell/reader.h"

namespace buildspec::shell {
namespace {

struct ReservedCloser {
  std::string_view text;
  std::uint16_t bit;
  std::string_view opener;  // what it belongs to
};
constexpr std::array<ReservedCloser, 10> kClosers{{
    {"then", 1, "if"},
    {"else", 2, "if"},
    {"elif", 4, "if"},
    {"fi", 8, "if"},
    {"do", 16, "for` or `while"},
    {"done", 32, "do"},
    {"esac", 64, "case"},
    {"}", 128, "{"},
    {")", 256, "("},
    {";;", 512, "case"},
}};

std::string_view text_of(std::uint16_t bit) {
  for (const ReservedCloser& closer : kClosers)
    if (closer.bit == bit) return closer.text;
  return {};
}

std::string_view opener_of(std::uint16_t bit) {
  for (const ReservedCloser& closer : kClosers)
    if (closer.bit == bit) return closer.opener;
  return {};
}

}  // namespace

Reading Reader::read() && {
  Reading reading;
  reading.root = list(0, StepRole::plain);
  // A here-document's uses come before those that stand behind its operator on the same line.
  std::stable_sort(script_.variables.begin(), script_.variables.end(),
                   [](const VariableUse& a, const VariableUse& b) { return a.span < b.span; });
  reading.script = std::move(script_);
  reading.steps = std::move(steps_);
  return reading;
}

// steps

std::uint32_t Reader::add_step(StepKind kind, std::uint32_t parent, StepRole role) {
  const auto step = static_cast<std::uint32_t>(steps_.size());
  steps_.emplace_back();
  steps_.back().kind = kind;
  steps_.back().role = role;
  steps_.back().span = {at_, at_};
  if (parent != kNowhere) adopt(parent, step);
  return step;
}

void Reader::adopt(std::uint32_t parent, std::uint32_t child) {
  Step& above = steps_[parent];
  if (above.first == kNowhere) {
    above.first = child;
  } else {
    steps_[above.last].next = child;
  }
  above.last = child;
}

// faults

void Reader::fault(SyntaxFault kind, Span span, std::string message, std::string found,
                   std::string missing, bool ends) {
  script_.broken = true;
  if (script_.problem || unsure_ > 0 || gave_up_) return;
  script_.problem =
      SyntaxProblem{kind, span, std::move(message), std::move(found), std::move(missing), ends};
}

// The operator or word that stands here.
std::string Reader::token_here() const {
  static constexpr std::array<std::string_view, 20> kOperators{
      ";;&", "&>>", "<<<", "<<-", "&&", "||", ";;", ";&", "|&", ">>",
      "<<",  "<&",  ">&",  "&>",  ">|", "<>", "(",  ")",  ";",  "&"};
  for (const std::string_view sign : kOperators)
    if (looking_at(sign)) return std::string(sign);
  std::uint32_t end = at_;
  while (!delimits(end)) ++end;
  return std::string(text_.substr(at_, std::max(end, std::min(at_ + 1, end_)) - at_));
}

void Reader::missing_command(std::string_view behind, Span span) {
  if (at_end()) {
    fault(SyntaxFault::missing_command, span, "a command is missing behind " + quoted(behind), {},
          {}, true);
  } else {
    const std::string token = token_here();
    fault(SyntaxFault::missing_command, {at_, at_ + static_cast<std::uint32_t>(token.size())},
          quoted(token) + " where a command is expected, behind " + quoted(behind), token);
  }
}

// reserved words

bool Reader::reserved_here(std::string_view name) const {
  return looking_at(name) && delimits(at_ + static_cast<std::uint32_t>(name.size()));
}

Reader::Closer Reader::closer_here() const {
  switch (peek()) {
    case ')': return {kParen, 1};
    case '}': return delimits(at_ + 1) ? Closer{kBrace, 1} : Closer{};
    case ';': return peek(1) == ';' || peek(1) == '&' ? Closer{kCaseEnd, 2} : Closer{};
    case 't':
    case 'e':
    case 'f':
    case 'd':
      for (const ReservedCloser& closer : kClosers)
        if (reserved_here(closer.text))
          return {closer.bit, static_cast<std::uint32_t>(closer.text.size())};
      return {};
    default: return {};
  }
}

// Something that can be the first of a command.
bool Reader::command_begins() const {
  if (at_end()) return false;
  const char c = peek();
  if (c == '\n' || c == ')' || c == ';' || c == '|') return false;
  if (c == '&') return peek(1) == '>';
  return closer_here().bit == 0;
}

// Takes what ends or continues a construct; says so where it is not there.
bool Reader::expect(Closers bit, std::string_view name, std::uint32_t compound) {
  skip_newlines();
  const Closer closer = closer_here();
  if (closer.bit == bit) {
    at_ += closer.size;
    return true;
  }
  const std::string missing(text_of(bit));
  if (at_end()) {
    fault(SyntaxFault::open_construct, script_.compounds[compound].keyword,
          quoted(missing) + " is missing: the " + quoted(name) + " is never closed", {}, missing,
          true);
  } else {
    const std::string token = token_here();
    fault(SyntaxFault::stray_word, {at_, at_ + static_cast<std::uint32_t>(token.size())},
          quoted(token) + " where " + quoted(missing) + " is expected", token, missing);
  }
  return false;
}

// lists

std::uint32_t Reader::list(Closers stops, StepRole role) {
  const std::uint32_t sequence = add_step(StepKind::sequence, kNowhere, role);
  const Deeper deeper(*this);
  const Closers outer = expected_;
  expected_ |= stops;
  while (!gave_up_) {
    skip_newlines();
    if (at_end()) break;
    if (const Closer closer = closer_here(); closer.bit != 0) {
      if ((closer.bit & expected_) != 0) break;  // ours, or it ends something around us
      stray(closer);
      continue;
    }
    if (!command_begins()) {
      const std::string token = token_here();
      const auto size = static_cast<std::uint32_t>(token.size());
      fault(SyntaxFault::stray_operator, {at_, at_ + size},
            quoted(token) + " without a command in front of it", token);
      at_ += std::max(size, 1U);
      continue;
    }
    const std::uint32_t before = at_;
    adopt(sequence, and_or());
    if (at_ == before) ++at_;  // cannot be; but never hang
    end_statement(sequence);
  }
  expected_ = outer;
  steps_[sequence].span.end = at_;
  return sequence;
}

void Reader::stray(const Closer& closer) {
  const std::string token(text_of(closer.bit));
  const Span span{at_, at_ + closer.size};
  at_ += closer.size;
  const bool sign = closer.bit == kParen || closer.bit == kCaseEnd;
  fault(sign ? SyntaxFault::stray_operator : SyntaxFault::stray_word, span,
        quoted(token) + " without " + quoted(opener_of(closer.bit)), token);
  if (closer.bit == kCaseEnd && peek() == '&') ++at_;
}

// What stands behind a command: ; & or a line break, else an end.
void Reader::end_statement(std::uint32_t sequence) {
  skip_blanks();
  if (at_end()) return;
  const char c = peek();
  if (c == '\n') return newline();
  if (c == ';' && closer_here().bit == 0) {
    ++at_;
    return;
  }
  if (c == '&' && peek(1) != '&') {
    ++at_;
    steps_[steps_[sequence].last].background = true;
    return;
  }
  if (closer_here().bit != 0) return;
  const std::string token = token_here();
  const auto size = static_cast<std::uint32_t>(token.size());
  fault(SyntaxFault::unexpected, {at_, at_ + size}, quoted(token) + " cannot stand here", token);
  if (is_operator(c)) at_ += size;
}

// All of `a && b || c` are children of one step: the number of links is not the depth of anything.
std::uint32_t Reader::and_or() {
  const std::uint32_t first = pipeline();
  std::uint32_t chain = kNowhere;
  for (;;) {
    skip_blanks();
    const bool either = looking_at("||");
    if (!either && !looking_at("&&")) break;
    const Span sign{at_, at_ + 2};
    at_ += 2;
    skip_newlines();
    if (!command_begins()) {
      missing_command(either ? "||" : "&&", sign);
      break;
    }
    if (chain == kNowhere) {
      chain = add_step(StepKind::and_or, kNowhere);
      steps_[chain].span.begin = steps_[first].span.begin;
      adopt(chain, first);
    }
    const std::uint32_t link = pipeline();
    steps_[link].behind_or = either;
    adopt(chain, link);
    steps_[chain].span.end = at_;
  }
  return chain == kNowhere ? first : chain;
}

std::uint32_t Reader::pipeline() {
  std::uint32_t negation = kNowhere;
  if (peek() == '!' && delimits(at_ + 1) && peek(1) != '(') {
    const Span sign{at_, at_ + 1};
    negation = add_step(StepKind::negation, kNowhere);
    ++at_;
    skip_blanks();
    if (!command_begins()) {
      ++unsure_;  // a lone "!" is a command for bash
      script_.broken = true;
      missing_command("!", sign);
      return negation;
    }
  }
  skip_time();
  const std::uint32_t begin = at_;
  std::uint32_t result = command();
  std::uint32_t line = kNowhere;
  for (skip_blanks(); peek() == '|' && peek(1) != '|'; skip_blanks()) {
    const Span sign{at_, at_ + 1};
    if (line == kNowhere) {
      line = add_step(StepKind::pipeline, kNowhere);
      steps_[line].span.begin = begin;
      adopt(line, result);
    }
    ++at_;
    if (peek() == '&') {
      feature(BashSyntax::pipe_both, {at_ - 1, at_ + 1});
      ++at_;
    }
    skip_newlines();
    if (!command_begins()) {
      missing_command("|", sign);
      break;
    }
    adopt(line, command());
  }
  if (line != kNowhere) {
    steps_[line].span.end = at_;
    result = line;
  }
  if (negation == kNowhere) return result;
  adopt(negation, result);
  steps_[negation].span.end = at_;
  return negation;
}

}  // namespace buildspec::shell
