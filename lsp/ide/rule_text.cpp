#include "lsp/ide/rule_text.h"

#include <algorithm>
#include <cstddef>

#include "linter/lint/registry.h"
#include "linter/lint/wording.h"
#include "lsp/ide/catalogue_text.h"
#include "lsp/ide/markdown.h"

namespace buildspec::ide {
namespace {

constexpr std::size_t kMostRules = 20;

std::string_view without_blank_ends(std::string_view text) {
  const std::size_t begin = text.find_first_not_of("\n ");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of("\n ") + 1 - begin);
}

// The page without its title and the heading "Why", up to its examples.
std::string explanation(const RegisteredRule& rule) {
  std::string_view page = rule.page;
  if (page.starts_with("# ")) page.remove_prefix(std::min(page.size(), page.find('\n') + 1));
  for (const std::string_view heading : {"\n## Bad", "\n## Good", "\n## Fixed", "\n## Reference"}) {
    page = page.substr(0, page.find(heading));
  }
  constexpr std::string_view kWhy = "\n## Why\n";
  const std::size_t why = page.find(kWhy);
  std::string text(without_blank_ends(page.substr(0, why)));
  if (why != std::string_view::npos) {
    add_paragraph(text, without_blank_ends(page.substr(why + kWhy.size())));
  }
  return text;
}

// "warning · on by default · group `batch` · since 0.2.0"
std::string facts(const RegisteredRule& rule) {
  const RuleMeta& meta = rule.rule->meta;
  std::string text(to_string(meta.severity));
  text += meta.on_by_default ? " · on by default" : " · off by default";
  if (meta.stage == Stage::preview) text += " · preview";
  text += " · group " + code_span(rule.group);
  if (!meta.since.empty()) text += " · since " + std::string(meta.since);
  return text;
}

std::string group_text(std::span<const RegisteredRule> rules, std::string_view group) {
  std::string list;
  std::size_t count = 0;
  for (const RegisteredRule& rule : rules) {
    if (!selects(group, rule) || ++count > kMostRules) continue;
    add_item(list, code_span(rule.id()) + ": " + std::string(rule.rule->meta.summary));
  }
  if (count == 0) return {};
  if (count > kMostRules) add_item(list, "and " + std::to_string(count - kMostRules) + " more");
  std::string text =
      "**" + std::string(group) + "**, a group of " + counted(count, "rule", "rules");
  add_paragraph(text, list);
  return text;
}

std::string shellcheck_text(std::string_view selector) {
  std::string text = "**" + std::string(selector) + "**";
  std::string address = "https://www.shellcheck.net/wiki/";
  if (selector == kShellCheck) {
    add_paragraph(text,
                  "All findings of ShellCheck, which the command line asks with "
                  "`--shellcheck`.");
  } else {
    add_paragraph(text,
                  "A finding of ShellCheck, which the command line asks with "
                  "`--shellcheck`.");
    address += selector.substr(kShellCheck.size() + 1);
  }
  add_paragraph(text, "[ShellCheck wiki](" + address + ")");
  return text;
}

}  // namespace

std::string rule_text(const RegisteredRule& rule) {
  std::string text = "**" + std::string(rule.id()) + "**";
  add_paragraph(text, facts(rule));
  add_paragraph(text, explanation(rule));
  if (const auto url = page_url(rule)) add_paragraph(text, link_text(*url));
  return text;
}

std::string selector_text(std::span<const RegisteredRule> rules, std::string_view selector) {
  if (const RegisteredRule* const rule = find_rule(rules, selector)) return rule_text(*rule);
  if (is_shellcheck_selector(selector)) return shellcheck_text(selector);
  if (selector == "all") {
    return "**all**\n\nEvery rule: " + counted(rules.size(), "rule", "rules") + ".";
  }
  return group_text(rules, selector);
}

}  // namespace buildspec::ide
