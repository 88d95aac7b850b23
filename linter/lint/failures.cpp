#include "linter/lint/failures.h"

#include <algorithm>

namespace buildspec {
namespace {

// "a, b"
std::string list(const std::vector<const RegisteredRule*>& rules) {
  std::string out;
  for (const RegisteredRule* const rule : rules) {
    out += (out.empty() ? "" : ", ") + std::string(rule->id());
  }
  return out;
}

std::string gap(const KnownFailure& failure, const std::vector<const RegisteredRule*>& rules) {
  if (rules.empty()) {
    if (!failure.rest.empty()) return "says what its rules leave out, and has none";
    return failure.reason.empty() ? "has neither a rule nor a reason" : "";
  }
  return failure.reason.empty() ? "" : "has a reason for no rule, and rules: " + list(rules);
}

}  // namespace

const KnownFailure* find_failure(std::string_view id) {
  for (const KnownFailure& failure : known_failures()) {
    if (failure.id == id) return &failure;
  }
  return nullptr;
}

std::vector<std::string_view> failure_ids(std::string_view list) {
  std::vector<std::string_view> ids;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(' '), list.size());
    if (end > 0) ids.push_back(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return ids;
}

std::vector<const RegisteredRule*> rules_for(std::span<const RegisteredRule> rules,
                                             std::string_view failure) {
  std::vector<const RegisteredRule*> found;
  for (const RegisteredRule& rule : rules) {
    const auto ids = failure_ids(rule.rule->meta.catalogue);
    if (std::find(ids.begin(), ids.end(), failure) != ids.end()) found.push_back(&rule);
  }
  return found;
}

std::vector<std::string> coverage_gaps(std::span<const RegisteredRule> rules) {
  std::vector<std::string> gaps;
  for (const KnownFailure& failure : known_failures()) {
    const std::string found = gap(failure, rules_for(rules, failure.id));
    if (!found.empty()) gaps.push_back(std::string(failure.id) + ' ' + found);
  }
  for (const RegisteredRule& rule : rules) {
    for (const std::string_view id : failure_ids(rule.rule->meta.catalogue)) {
      if (find_failure(id) != nullptr) continue;
      gaps.push_back("the rule " + std::string(rule.id()) + " names " + std::string(id) +
                     ", which is no known failure");
    }
  }
  return gaps;
}

}  // namespace buildspec
