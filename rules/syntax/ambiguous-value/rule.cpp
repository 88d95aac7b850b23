// ambiguous-value: see rule.md.
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "linter/lint/fixes.h"
#include "linter/lint/wording.h"
#include "linter/schema/format.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool all_of(std::string_view text, std::string_view set) {
  return !text.empty() && text.find_first_not_of(set) == std::string_view::npos;
}

constexpr std::string_view kDigits = "0123456789";

bool is_octal(std::string_view text) {
  return text.size() > 1 && text[0] == '0' && all_of(text.substr(1), "01234567_");
}

// 1.10, 3.0: the number is 1.1, or 3.
bool loses_zero(std::string_view text) {
  const std::size_t dot = text.find('.');
  return dot != std::string_view::npos && all_of(text.substr(0, dot), kDigits) &&
         all_of(text.substr(dot + 1), kDigits) && text.back() == '0';
}

bool is_date(std::string_view text) {
  return text.size() >= 10 && all_of(text.substr(0, 4), kDigits) && text[4] == '-' &&
         all_of(text.substr(5, 2), kDigits) && text[7] == '-' && all_of(text.substr(8, 2), kDigits);
}

// 12:30:45 is a number of base 60 in YAML 1.1.
bool is_sexagesimal(std::string_view text) {
  return text.find(':') != std::string_view::npos && all_of(text, "0123456789:") &&
         is_digit(text.front()) && is_digit(text.back());
}

// What YAML 1.1 makes of a plain text; nothing for texts, and for what comes out as it went in.
std::optional<std::string_view> other_reading(std::string_view text) {
  if (text == "true" || text == "false") return std::nullopt;
  if (schema::yaml_boolean(text)) return "a boolean";
  if (text == "~" || text == "null" || text == "Null" || text == "NULL") return "nothing";
  if (text.empty() || !(is_digit(text[0]) || text[0] == '.' || text[0] == '+' || text[0] == '-')) {
    return std::nullopt;
  }
  if (is_octal(text)) return "an octal number";
  if (text.starts_with("0x") && all_of(text.substr(2), "0123456789abcdefABCDEF")) {
    return "a hexadecimal number";
  }
  if (is_date(text)) return "a date";
  if (is_sexagesimal(text)) return "a number of base 60";
  if (loses_zero(text)) return "a number, without the zero at its end";
  const std::size_t e = text.find_first_of("eE");
  if (e != std::string_view::npos && e > 0 && all_of(text.substr(0, e), "0123456789.") &&
      all_of(text.substr(std::min(text.size(), text.find_first_not_of("+-", e + 1))), kDigits)) {
    return "a number with an exponent";
  }
  return std::nullopt;
}

void judge(const Snapshot& snapshot, Node key, Node value, Reporter& reporter) {
  if (!value.is_scalar() || value.style() != ScalarStyle::plain || !value.tag().empty()) return;
  const std::string_view text = value.source();
  const auto reading = other_reading(text);
  if (!reading) return;
  Diagnostic& finding =
      reporter.report(value.span(), "YAML reads the value of " + code(key.scalar().value()) +
                                        " as " + std::string(*reading));
  finding.notes.push_back(
      {"which text becomes of it is not documented, and differs by the tools on the way",
       std::nullopt});
  finding.fixes.push_back(
      {"Quote the value", Applicability::safe, {{value.span(), quoted(text, is_json(snapshot))}}});
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  for (const Variable& variable : snapshot.buildspec.env.variables) {
    if (variable.block == VariableBlock::variables) {
      judge(snapshot, variable.key, variable.value, reporter);
    }
  }
  for (const BatchTask& task : snapshot.buildspec.batch.tasks) {
    for (const auto [key, value] : task.env.get("variables").pairs()) {
      judge(snapshot, key, value, reporter);
    }
  }
  for (const Phase& phase : snapshot.buildspec.phases) {
    for (const auto [key, value] : phase.runtime_versions.pairs()) {
      judge(snapshot, key, value, reporter);
    }
  }
}

}  // namespace

extern const Rule ambiguous_value;
constexpr Rule ambiguous_value{
    .meta =
        {.id = "ambiguous-value",
         .summary =
             "Flags values of variables and versions that YAML does not read as the text they are.",
         .severity = Severity::hint,
         .stage = Stage::stable,
         .on_by_default = false,
         .since = "0.2.0",
         .catalogue = "CB-YAML-17 CB-YAML-18"},
    .check = check,
};

}  // namespace buildspec::rules
