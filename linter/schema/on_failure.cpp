#include "linter/schema/on_failure.h"

#include <algorithm>

namespace buildspec::schema {
namespace {

// The highest count that is documented (build-spec-ref.html#build-spec.phases.on-failure).
constexpr std::uint32_t kMaxRetries = 100;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool equals_upper(std::string_view text, std::string_view upper) {
  return std::ranges::equal(
      text, upper, {}, [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
}

Span span_of(std::size_t begin, std::size_t end) {
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

// Behind the class that begins at `at`; npos if it has no end. A bracket right behind the opening
// one, or behind "[^", is an ordinary character.
std::size_t end_of_class(std::string_view pattern, std::size_t at) {
  std::size_t i = at + 1;
  if (i < pattern.size() && pattern[i] == '^') ++i;
  if (i < pattern.size() && pattern[i] == ']') ++i;
  for (; i < pattern.size(); ++i) {
    if (pattern[i] == '\\')
      ++i;
    else if (pattern[i] == ']')
      return i + 1;
  }
  return std::string_view::npos;
}

struct PatternProblem {
  std::size_t at;
  std::string message;
};

// What no common dialect of regular expressions takes: which one CodeBuild uses is not documented.
std::optional<PatternProblem> pattern_problem(std::string_view pattern) {
  std::size_t open = 0;
  std::size_t last_open = 0;
  for (std::size_t i = 0; i < pattern.size();) {
    const char c = pattern[i];
    if (c == '\\') {
      if (i + 1 == pattern.size()) return PatternProblem{i, "the pattern ends with a backslash"};
      i += 2;
      continue;
    }
    if (c == '[') {
      const std::size_t end = end_of_class(pattern, i);
      if (end == std::string_view::npos) {
        return PatternProblem{i, "the pattern has a \"[\" without its \"]\""};
      }
      i = end;
      continue;
    }
    if (c == '(') {
      ++open;
      last_open = i;
    } else if (c == ')') {
      if (open == 0) return PatternProblem{i, "the pattern has a \")\" without its \"(\""};
      --open;
    } else if (i == 0 && (c == '*' || c == '+' || c == '?')) {
      return PatternProblem{i, "the pattern begins with a repetition of nothing"};
    }
    ++i;
  }
  if (open != 0) return PatternProblem{last_open, "the pattern has a \"(\" without its \")\""};
  return std::nullopt;
}

std::optional<FormatProblem> parse_pattern(std::string_view value, std::size_t begin,
                                           OnFailure& result) {
  result.pattern = value.substr(begin);
  result.pattern_span = span_of(begin, value.size());
  if (result.pattern.empty()) {
    return FormatProblem{span_of(begin - 1, begin), "nothing follows the dash",
                         Confidence::inferred};
  }
  if (const auto problem = pattern_problem(result.pattern)) {
    return FormatProblem{span_of(begin + problem->at, begin + problem->at + 1), problem->message,
                         Confidence::inferred};
  }
  return std::nullopt;
}

// `begin` is behind "RETRY-". Digits up to the end or the next dash are the count; a pattern that
// begins like that cannot be told from it.
std::optional<FormatProblem> parse_retry(std::string_view value, std::size_t begin,
                                         OnFailure& result) {
  std::size_t end = begin;
  std::uint32_t count = 0;
  while (end < value.size() && is_digit(value[end])) {
    count = std::min(count * 10 + static_cast<std::uint32_t>(value[end] - '0'), kMaxRetries + 1);
    ++end;
  }
  const bool has_count = end != begin && (end == value.size() || value[end] == '-');
  if (!has_count) return parse_pattern(value, begin, result);
  result.count = count;
  result.count_span = span_of(begin, end);
  if (count > kMaxRetries) {
    return FormatProblem{result.count_span, "a build is retried at most 100 times",
                         Confidence::documented};
  }
  return end == value.size() ? std::nullopt : parse_pattern(value, end + 1, result);
}

}  // namespace

OnFailureResult parse_on_failure(std::string_view value) {
  OnFailure result;
  const std::size_t dash = value.find('-');
  const std::string_view action = value.substr(0, dash);
  result.action_span = span_of(0, action.size());
  if (equals_upper(action, "RETRY")) {
    result.action = FailureAction::retry;
    if (dash == std::string_view::npos) return {result, std::nullopt};
    auto problem = parse_retry(value, dash + 1, result);
    return {result, std::move(problem)};
  }
  if (equals_upper(value, "ABORT")) return {result, std::nullopt};
  if (equals_upper(value, "CONTINUE")) {
    result.action = FailureAction::go_on;
    return {result, std::nullopt};
  }
  if (has_reference(value)) return {};
  return {std::nullopt,
          FormatProblem{span_of(0, value.size()),
                        "on-failure takes ABORT, CONTINUE, RETRY, RETRY-<count>, RETRY-<regex> or "
                        "RETRY-<count>-<regex>",
                        Confidence::documented}};
}

}  // namespace buildspec::schema
