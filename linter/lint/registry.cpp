#include "linter/lint/registry.h"

#include <algorithm>
#include <vector>

#include "linter/schema/nearest.h"

namespace buildspec {

const RegisteredRule* find_rule(std::span<const RegisteredRule> rules, std::string_view id) {
  for (const RegisteredRule& rule : rules) {
    if (rule.id() == id) return &rule;
  }
  return nullptr;
}

bool is_shellcheck_selector(std::string_view selector) {
  if (!selector.starts_with(kShellCheck)) return false;
  selector.remove_prefix(kShellCheck.size());
  if (selector.empty()) return true;
  constexpr std::string_view kCode = "/SC";
  if (!selector.starts_with(kCode) || selector.size() == kCode.size()) return false;
  return selector.find_first_not_of("0123456789", kCode.size()) == std::string_view::npos;
}

bool selects(std::string_view selector, const RegisteredRule& rule) {
  return selector == rule.id() || selector == rule.group || selector == "all";
}

bool is_selector(std::span<const RegisteredRule> rules, std::string_view selector) {
  return selector == "all" || is_shellcheck_selector(selector) ||
         std::any_of(rules.begin(), rules.end(),
                     [&](const RegisteredRule& rule) { return selects(selector, rule); });
}

std::optional<std::string_view> nearest_selector(std::span<const RegisteredRule> rules,
                                                 std::string_view selector) {
  std::vector<std::string_view> names;
  names.reserve(rules.size() * 2);
  for (const RegisteredRule& rule : rules) {
    names.push_back(rule.id());
    if (std::find(names.begin(), names.end(), rule.group) == names.end()) {
      names.push_back(rule.group);
    }
  }
  return schema::nearest(selector, names);
}

std::optional<std::string> page_url(const RegisteredRule& rule) {
  constexpr std::string_view kHeading = "\n## Reference\n";
  const std::size_t heading = rule.page.find(kHeading);
  if (heading == std::string_view::npos) return std::nullopt;
  std::string_view section = rule.page.substr(heading + kHeading.size());
  section = section.substr(0, section.find("\n## "));
  const std::size_t begin = section.find("https://");
  if (begin == std::string_view::npos) return std::nullopt;
  section.remove_prefix(begin);
  return std::string(section.substr(0, section.find_first_of(" \t\r\n>)\"")));
}

}  // namespace buildspec
