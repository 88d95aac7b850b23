// stray-quote: see rule.md.
#include <algorithm>
#include <string>

#include "linter/lang/binding.h"
#include "linter/lint/wording.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

// What a shell reads has quotes of its own.
bool is_shell_text(const Site& site) {
  return site.type == nullptr || site.type->format == schema::Format::command ||
         site.type->format == schema::Format::shell_expression;
}

void judge(const Site& site, Reporter& reporter) {
  const Node node = site.node;
  if (!node.is_scalar() || node.style() != ScalarStyle::plain || is_shell_text(site)) return;
  const std::string_view source = node.source();
  if (source.size() < 2) return;
  const char quote = source.back();
  if ((quote != '"' && quote != '\'') || std::ranges::count(source, quote) != 1) return;
  // 7", 5': inches, feet
  const char before = source[source.size() - 2];
  if (before >= '0' && before <= '9' &&
      source.find_first_not_of("0123456789.'\"") == std::string_view::npos) {
    return;
  }
  const std::uint32_t end = node.span().end;
  Diagnostic& finding = reporter.report(
      Span{end - 1, end}, "This quote is a part of the value: no quote begins the value");
  finding.notes.push_back(
      {"quotes mean something to YAML only where they stand around the whole value", std::nullopt});
  finding.fixes.push_back({"Remove the quote", Applicability::unsafe, {{Span{end - 1, end}, ""}}});
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  for_each_site(snapshot, [&](const Site& site) { judge(site, reporter); });
}

}  // namespace

extern const Rule stray_quote;
constexpr Rule stray_quote{
    .meta = {.id = "stray-quote",
             .summary = "Flags values that end with a quote which none at their begin belongs to.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-YAML-06"},
    .check = check,
};

}  // namespace buildspec::rules
