#include "rules/environment/names/names.h"

#include <algorithm>
#include <string>

#include "linter/lint/wording.h"
#include "linter/schema/nearest.h"

namespace buildspec::environment {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// "BUCKET_1" and "BUCKET_2", "IMAGE" and "IMAGES" are two names, not one and its misspelling.
bool differs_with_meaning(std::string_view a, std::string_view b) {
  std::string a_digits;
  std::string b_digits;
  for (const char c : a)
    if (is_digit(c)) a_digits += c;
  for (const char c : b)
    if (is_digit(c)) b_digits += c;
  if (a_digits != b_digits) return true;
  if (a.size() > b.size()) std::swap(a, b);
  const std::string_view rest =
      b.substr(0, a.size()) == a ? b.substr(a.size()) : std::string_view();
  return rest == "S" || rest == "s" || (!rest.empty() && rest[0] == '_');
}

}  // namespace

std::optional<std::string> misspelled(std::string_view name, std::span<const std::string> known) {
  const std::string* best = nullptr;
  std::size_t best_distance = 3;
  for (const std::string& candidate : known) {
    if (candidate == name || differs_with_meaning(name, candidate)) continue;
    const std::size_t length = std::min(name.size(), candidate.size());
    std::size_t distance = schema::edit_distance(name, candidate);
    if (schema::folded(name) == schema::folded(candidate))
      distance = std::min<std::size_t>(distance, 1);
    const std::size_t allowed = length >= 10 ? 2 : length >= 5 ? 1 : 0;
    if (distance > allowed || distance > best_distance) continue;
    if (distance == best_distance) best = nullptr;  // two that are equally near
    if (distance < best_distance) best = &candidate;
    best_distance = distance;
  }
  return best == nullptr ? std::nullopt : std::optional(*best);
}

std::optional<Fix> rename(const Snapshot& snapshot, Span name_span, std::string_view name,
                          std::string_view to) {
  if (snapshot.text.bytes(name_span) != name) return std::nullopt;
  return Fix{"Write " + code(to), Applicability::safe, {{name_span, std::string(to)}}};
}

std::vector<Usage> unreached(const Snapshot& snapshot, const Flow& flow, std::uint32_t number) {
  std::vector<Usage> found;
  for (const Usage& use : flow.uses(number)) {
    if (use.reach != Reach::none) continue;
    // `!Sub …`: another tool puts its own values in place of such names.
    if (!snapshot.buildspec.commands[use.command].node.tag().empty()) continue;
    const Handling handling = flow.facts(use).handling;
    if (handling == Handling::fallback || handling == Handling::demanded ||
        handling == Handling::tested)
      continue;
    const shell::VariableUse& variable = flow.variable(use);
    const auto& nested = flow.script(use.command).nested;
    if (variable.nested != 0 && variable.nested <= nested.size() &&
        nested[variable.nested - 1].interpreter == shell::Interpreter::other)
      continue;
    found.push_back(use);
  }
  std::sort(found.begin(), found.end(), [&](const Usage& a, const Usage& b) {
    return flow.span(a).begin < flow.span(b).begin;
  });
  return found;
}

}  // namespace buildspec::environment
