#include "rules/environment/names/names.h"

#include <algorithm>
#include <string>
#include <utility>

#include "linter/lint/wording.h"
#include "linter/schema/nearest.h"
#include "linter/text/letters.h"

namespace buildspec::environment {
namespace {

// "IMAGE", "TAG" of "IMAGE_TAG".
std::vector<std::string_view> words_of(std::string_view name) {
  std::vector<std::string_view> words;
  while (!name.empty()) {
    const std::size_t end = std::min(name.find('_'), name.size());
    words.push_back(name.substr(0, end));
    name.remove_prefix(std::min(end + 1, name.size()));
  }
  return words;
}

bool has_digit(std::string_view word) {
  return word.find_first_of("0123456789") != std::string_view::npos;
}

// One word is a slip of the other, and no word of its own: letters that changed places, one too
// many or too few inside. A letter for another makes "state" of "stage": only in long words.
bool is_slip(std::string_view a, std::string_view b) {
  if (a == b) return true;
  if (a.size() > b.size()) std::swap(a, b);
  if (has_digit(a) || has_digit(b)) return false;
  const bool longer = b.substr(0, a.size()) == a;
  if (longer && b.size() == a.size() + 1 && a.size() > 2 && a.back() == b.back())
    return true;  // "TAGG" of "TAG"; "TAGS" is a name of its own
  if (a.size() < 4 || longer || b.substr(b.size() - a.size()) == a) return false;
  if (schema::edit_distance(a, b) != 1) return false;
  if (a.size() != b.size() || a.size() >= 8) return true;
  std::size_t different = 0;
  for (std::size_t i = 0; i < a.size(); ++i) different += a[i] != b[i] ? 1 : 0;
  return different == 2;
}

// The same letters, whatever their case and the underscores between them.
bool same_letters(std::string_view a, std::string_view b) {
  std::size_t i = 0;
  std::size_t j = 0;
  while (true) {
    while (i < a.size() && a[i] == '_') ++i;
    while (j < b.size() && b[j] == '_') ++j;
    if (i == a.size() || j == b.size()) return i == a.size() && j == b.size();
    if (to_lower(a[i++]) != to_lower(b[j++])) return false;
  }
}

// Asked of every pair of an unknown and a known name: the lengths tell most of them apart.
bool resembles(std::string_view name, std::string_view known, Vocabulary vocabulary) {
  if (same_letters(name, known)) return true;
  const std::size_t longer = std::max(name.size(), known.size());
  const std::size_t shorter = std::min(name.size(), known.size());
  if (longer - shorter > 2) return false;
  if (vocabulary == Vocabulary::closed)
    return schema::edit_distance(name, known) <= (shorter >= 10 ? 2U : 1U);
  // A slip leaves the begin or the end of a name alone.
  if (name.substr(0, 2) != known.substr(0, 2) &&
      name.substr(name.size() - 2) != known.substr(known.size() - 2))
    return false;
  const std::vector<std::string_view> words = words_of(name);
  const std::vector<std::string_view> others = words_of(known);
  if (words.size() != others.size()) return false;
  for (std::size_t i = 0; i < words.size(); ++i)
    if (!is_slip(words[i], others[i])) return false;
  return true;
}

}  // namespace

std::optional<std::string_view> misspelled(std::string_view name,
                                           std::span<const std::string_view> known,
                                           Vocabulary vocabulary) {
  std::optional<std::string_view> best;
  std::size_t best_distance = 0;
  bool tie = false;
  if (name.size() < 3) return std::nullopt;
  for (const std::string_view candidate : known) {
    if (candidate.size() < 3 || candidate == name || !resembles(name, candidate, vocabulary))
      continue;
    const std::size_t distance = schema::edit_distance(name, candidate);
    if (best && distance > best_distance) continue;
    tie = best && distance == best_distance;
    best = candidate;
    best_distance = distance;
  }
  return tie ? std::nullopt : best;
}

std::optional<Fix> rename(const Snapshot& snapshot, Span name_span, std::string_view name,
                          std::string_view to) {
  if (snapshot.text.bytes(name_span) != name) return std::nullopt;
  return Fix{"Write " + code(to), Applicability::safe, {{name_span, std::string(to)}}};
}

std::vector<Usage> unreached(const Snapshot& snapshot, const Flow& flow, std::uint32_t number,
                             bool behind_source) {
  std::vector<Usage> found;
  for (const Usage& use : flow.uses(number)) {
    if (use.reach != Reach::none && !(behind_source && use.reach == Reach::unknown)) continue;
    // `!Sub …`, `{{range $name := …}}`: another tool puts its own text in place of such names.
    const Node command = snapshot.buildspec.commands[use.command].node;
    if (!command.tag().empty() || command.source().find("{{") != std::string_view::npos) continue;
    const Handling handling = flow.facts(use).handling;
    if (handling == Handling::fallback || handling == Handling::demanded ||
        handling == Handling::tested)
      continue;
    const shell::VariableUse& variable = flow.variable(use);
    if (variable.arithmetic) continue;  // 0, or the key of an associative array
    // ${env.NAME} is no variable, and another rule's.
    // Its place is looked up last: that decodes the command.
    if (variable.span.size() > variable.name_span.size() + 3) {
      const Span name = flow.name_span(use);
      if (snapshot.text.bytes({name.end, name.end + 1}) == ".") continue;
    }
    const auto& nested = flow.script(use.command).nested;
    if (variable.nested != 0 && variable.nested <= nested.size() &&
        nested[variable.nested - 1].interpreter == shell::Interpreter::other)
      continue;
    found.push_back(use);
  }
  // Phases may stand in another order than they run in.
  const auto place = [&](const Usage& use) {
    return std::pair(snapshot.buildspec.commands[use.command].node.span().begin, use.index);
  };
  const auto by_place = [&](const Usage& a, const Usage& b) { return place(a) < place(b); };
  if (!std::is_sorted(found.begin(), found.end(), by_place))
    std::sort(found.begin(), found.end(), by_place);
  return found;
}

}  // namespace buildspec::environment
