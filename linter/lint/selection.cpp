#include "linter/lint/selection.h"

#include "linter/lint/registry.h"

namespace buildspec {

std::optional<std::string> selector_problem(std::span<const RegisteredRule> rules,
                                            std::span<const std::string> selectors) {
  for (const std::string& selector : selectors) {
    if (is_selector(rules, selector)) continue;
    const auto near = nearest_selector(rules, selector);
    return "no rule or group is called \"" + selector + '"' +
           (near ? " (did you mean " + std::string(*near) + "?)" : "");
  }
  return std::nullopt;
}

RuleSelection combine(RuleSelection configured, std::span<const std::string> select,
                      std::span<const std::string> ignore) {
  const auto add = [&](const std::string& selector, bool enabled) {
    configured.settings.push_back({selector, std::nullopt, enabled, true});
  };
  if (!select.empty()) add("all", false);
  for (const std::string& selector : select) add(selector, true);
  for (const std::string& selector : ignore) add(selector, false);
  return configured;
}

}  // namespace buildspec
