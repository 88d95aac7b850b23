#include "linter/syntax/oracle.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "linter/syntax/oracle_focus.h"
#include "linter/syntax/oracle_verdict.h"

namespace buildspec {
namespace {

bool ends_word(char c) {
  return std::string_view(" \t\r\n,[]{}").find(c) != std::string_view::npos;
}

bool is_white(char c) { return std::string_view(" \t\r\n").find(c) != std::string_view::npos; }

// From a mark to the end of the word there. Where there is nothing to underline, back to the last
// thing in front.
Span word_at(std::string_view text, std::size_t at) {
  at = std::min(at, text.size());
  while (at > 0 && (at == text.size() || is_white(text[at]))) --at;
  if (at >= text.size()) return {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at)};
  std::size_t end = at + 1;
  if (!ends_word(text[at])) {
    while (end < text.size() && !ends_word(text[end])) ++end;
  }
  return {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)};
}

// Where libyaml's own marks show the mistake best: for what never ended or never became a key that
// is where it began.
std::uint32_t best_mark(const oracle::Fault& fault) {
  constexpr std::string_view kFromTheBegin[] = {
      "found unexpected end of stream", "found unexpected document indicator",
      "could not find expected ':'", "did not find expected alphabetic or numeric character",
      "did not find expected whitespace or line break"};
  const bool begin = std::find(std::begin(kFromTheBegin), std::end(kFromTheBegin), fault.message) !=
                     std::end(kFromTheBegin);
  return begin ? fault.context : fault.at;
}

// The node at fault, as much of it as stands on one line.
Span node_of(std::string_view text, const oracle::Fault& fault) {
  const std::size_t line_end = std::min(text.find_first_of("\r\n", fault.at), text.size());
  const auto end = std::min(fault.end, static_cast<std::uint32_t>(line_end));
  return end > fault.at ? Span{fault.at, end} : word_at(text, fault.at);
}

// What libyaml says about the surroundings of the first mistake, if it would say that of the whole.
std::optional<oracle::Fault> ask_nearby(const Tree& tree) {
  const auto focus = oracle::focus(tree);
  if (!focus) return std::nullopt;
  std::optional<oracle::Fault> fault = oracle::parse_fault(focus->text);
  // An anchor may have been left out; a fault among the keys would be one of the leaving out.
  if (!fault || fault->at >= focus->reliable || fault->context < focus->keys_end ||
      fault->at < focus->keys_end || fault->message.starts_with("unknown anchor")) {
    return std::nullopt;
  }
  fault->at = fault->at - focus->keys_end + focus->begin;
  fault->context = fault->context - focus->keys_end + focus->begin;
  return fault;
}

// The bracket that opens one level more than go-yaml takes; it counts brackets apart from blocks.
std::optional<std::uint32_t> too_deep_bracket(std::string_view text) {
  constexpr int kMaxFlowLevel = 10'000;  // max_flow_level in go-yaml's scannerc.go
  int depth = 0;
  char before = '\n';  // the last character that is no blank
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if ((c == '"' || c == '\'') &&
        std::string_view("[{,:").find(before) != std::string_view::npos) {
      i = std::min(text.find(c, i + 1), text.size() - 1);
    } else if (c == '[' || c == '{') {
      if (++depth > kMaxFlowLevel) return static_cast<std::uint32_t>(i);
    } else if (c == ']' || c == '}') {
      --depth;
    }
    if (c != ' ' && c != '\n') before = c;
  }
  return std::nullopt;
}

// go-yaml stops at that bracket before it reads anything else; libyaml, which has no such limit,
// would need seconds to get there. Where something else is wrong before, it has to be asked.
std::optional<SyntaxFault> too_deep_in_flow(const Tree& tree) {
  if (!tree.problems().empty()) return std::nullopt;
  const auto bracket = too_deep_bracket(tree.text().bytes());
  if (!bracket) return std::nullopt;
  return SyntaxFault{{*bracket, *bracket + 1}, "exceeded max depth of 10000"};
}

std::optional<SyntaxFault> over_budget(const Tree& tree) {
  const auto budget = tree.exceeded();
  if (!budget) return std::nullopt;
  switch (*budget) {
    case Budget::bytes: return SyntaxFault{{0, 0}, "the text is too large to be checked", true};
    case Budget::nodes:
      return SyntaxFault{{0, 0}, "the document has too many values to be checked", true};
    case Budget::depth: return too_deep_in_flow(tree);
    case Budget::aliases: break;
  }
  return std::nullopt;
}

// What our parser stumbled over first is usually the cause, as long as libyaml gave up on that line
// or behind it; what libyaml refuses before that is something else, and its mark has to do.
Span place_of(const Tree& tree, const oracle::Fault& fault, bool decoded) {
  const std::string_view text = tree.text().bytes();
  if (decoded) return node_of(text, fault);
  const Span mark = word_at(text, best_mark(fault));
  const std::uint32_t last_line = tree.text().line_of(fault.at);
  for (const Problem& problem : tree.problems()) {
    if (tree.text().line_of(problem.span.begin) <= last_line) return problem.span;
  }
  return mark;
}

}  // namespace

Judgement examine(const Tree& tree) {
  if (tree.certain()) return {};
  if (auto fault = over_budget(tree)) return {std::move(fault), std::nullopt};
  oracle::Verdict verdict{ask_nearby(tree), false, std::nullopt};
  if (!verdict.fault) verdict = oracle::verdict(tree.text().bytes());
  if (!verdict.fault) return {std::nullopt, verdict.cut_short};
  if (verdict.fault->over_budget) {
    return {SyntaxFault{{0, 0}, std::move(verdict.fault->message), true}, std::nullopt};
  }
  const Span place = place_of(tree, *verdict.fault, verdict.decoded);
  return {SyntaxFault{place, std::move(verdict.fault->message)}, std::nullopt};
}

std::optional<SyntaxFault> judge(const Tree& tree) { return examine(tree).fault; }

std::optional<SyntaxFault> ask_oracle(std::string_view text) {
  oracle::Verdict verdict = oracle::verdict(text);
  if (!verdict.fault) return std::nullopt;
  const Span place = word_at(text, verdict.fault->at);
  return SyntaxFault{place, std::move(verdict.fault->message)};
}

}  // namespace buildspec
