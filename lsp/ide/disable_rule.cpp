#include "lsp/ide/disable_rule.h"

#include <algorithm>

#include "linter/lint/configuration.h"
#include "linter/lint/fixes.h"
#include "linter/syntax/oracle.h"
#include "linter/syntax/tree.h"

namespace buildspec::ide {
namespace {

using Setting = RuleSelection::Setting;

bool says_off(const Configuration& configuration, std::string_view rule) {
  const auto& settings = configuration.rules.settings;
  return std::any_of(settings.begin(), settings.end(), [rule](const Setting& each) {
    return each.selector == rule && !each.enabled;
  });
}

// The settings of all other selectors, in order.
std::vector<Setting> others(const Configuration& configuration, std::string_view rule) {
  std::vector<Setting> found = configuration.rules.settings;
  std::erase_if(found, [rule](const Setting& each) { return each.selector == rule; });
  return found;
}

bool same(const std::vector<Setting>& a, const std::vector<Setting>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Setting& x, const Setting& y) {
    return x.selector == y.selector && x.enabled == y.enabled && x.severity == y.severity;
  });
}

std::string indent_of(const SourceText& text, Node key) {
  return std::string(text.column(key.span().begin), ' ');
}

// At the end of the text, on a line of its own.
Edit appended(const SourceText& text, std::string lines) {
  const std::string_view bytes = text.bytes();
  if (!bytes.empty() && !bytes.ends_with('\n')) lines.insert(0, line_break(text));
  return {Span{text.size(), text.size()}, std::move(lines)};
}

std::optional<Edit> edit_of(const SourceText& text, const Tree& tree, std::string_view rule) {
  const std::string brk(line_break(text));
  const std::string entry = std::string(rule) + ": off";
  const Node root = tree.root();
  if (!root || root.is_missing()) return appended(text, "rules:" + brk + "  " + entry + brk);
  if (!root.is_mapping()) return std::nullopt;
  const Pair rules = root.find("rules");
  if (!rules) {
    if (!root.flow()) return appended(text, "rules:" + brk + "  " + entry + brk);
    const std::uint32_t end = root.span().end - 1;
    return Edit{Span{end, end}, (root.pair(0) ? ", rules: {" : "rules: {") + entry + "}"};
  }
  if (rules.value.is_missing()) {
    const std::uint32_t at = rules.value.span().begin;
    return Edit{Span{at, at}, brk + indent_of(text, rules.key) + "  " + entry};
  }
  if (!rules.value.is_mapping()) return std::nullopt;
  // The first of equal keys holds.
  for (const Pair pair : rules.value.pairs()) {
    if (!pair.key.is(rule)) continue;
    return Edit{pair.value.span(), pair.value.is_missing() ? " off" : "off"};
  }
  const Pair first = rules.value.pair(0);
  if (!first) return Edit{rules.value.span(), "{" + entry + "}"};
  const std::uint32_t at = first.key.span().begin;
  const bool flow = rules.value.flow();
  return Edit{Span{at, at}, entry + (flow ? ", " : brk + indent_of(text, first.key))};
}

}  // namespace

std::optional<std::vector<Edit>> disable_rule(const SourceText& configuration,
                                              std::string_view rule,
                                              std::span<const RegisteredRule> rules) {
  const Configuration before = read_configuration(configuration, rules);
  if (says_off(before, rule)) return std::nullopt;
  const TreePtr tree = parse(configuration);
  if (judge(*tree)) return std::nullopt;
  const auto edit = edit_of(configuration, *tree, rule);
  if (!edit) return std::nullopt;
  std::vector<Edit> edits{*edit};
  const Configuration after =
      read_configuration(SourceText(apply_edits(configuration.bytes(), edits)), rules);
  const bool good = says_off(after, rule) && same(others(before, rule), others(after, rule)) &&
                    after.problems.size() <= before.problems.size();
  return good ? std::optional(std::move(edits)) : std::nullopt;
}

}  // namespace buildspec::ide
