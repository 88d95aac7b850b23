// typographic-character: see rule.md.
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "linter/lang/binding.h"
#include "linter/lint/scalar_edit.h"
#include "rules/registry.h"

namespace buildspec::rules {
namespace {

enum class Sign : std::uint8_t { double_quote, single_quote, blank, invisible, dash };

struct Character {
  std::string_view bytes;
  Sign sign;
  std::string_view name;  // with its article
};

// All are three bytes of UTF-8, but for the first two.
constexpr std::array<Character, 29> kCharacters{{
    {"\xC2\xA0", Sign::blank, "a no-break space"},
    {"\xC2\xAD", Sign::invisible, "a soft hyphen"},
    {"\xE2\x80\x80", Sign::blank, "a wide space"},
    {"\xE2\x80\x81", Sign::blank, "a wide space"},
    {"\xE2\x80\x82", Sign::blank, "a wide space"},
    {"\xE2\x80\x83", Sign::blank, "a wide space"},
    {"\xE2\x80\x84", Sign::blank, "a wide space"},
    {"\xE2\x80\x85", Sign::blank, "a wide space"},
    {"\xE2\x80\x86", Sign::blank, "a wide space"},
    {"\xE2\x80\x87", Sign::blank, "a no-break space"},
    {"\xE2\x80\x88", Sign::blank, "a narrow space"},
    {"\xE2\x80\x89", Sign::blank, "a narrow space"},
    {"\xE2\x80\x8A", Sign::blank, "a narrow space"},
    {"\xE2\x80\x8B", Sign::invisible, "a zero-width space"},
    {"\xE2\x80\x93", Sign::dash, "an en dash"},
    {"\xE2\x80\x94", Sign::dash, "an em dash"},
    {"\xE2\x80\x98", Sign::single_quote, "a typographic quote"},
    {"\xE2\x80\x99", Sign::single_quote, "a typographic quote"},
    {"\xE2\x80\x9A", Sign::single_quote, "a typographic quote"},
    {"\xE2\x80\x9B", Sign::single_quote, "a typographic quote"},
    {"\xE2\x80\x9C", Sign::double_quote, "a typographic quote"},
    {"\xE2\x80\x9D", Sign::double_quote, "a typographic quote"},
    {"\xE2\x80\x9E", Sign::double_quote, "a typographic quote"},
    {"\xE2\x80\x9F", Sign::double_quote, "a typographic quote"},
    {"\xE2\x80\xAF", Sign::blank, "a no-break space"},
    {"\xE2\x81\xA0", Sign::invisible, "a word joiner"},
    {"\xE2\x88\x92", Sign::dash, "a minus sign"},
    {"\xE3\x80\x80", Sign::blank, "an ideographic space"},
    {"\xEF\xBB\xBF", Sign::invisible, "a byte order mark"},
}};

// Eight bytes at a time: most texts are, and every one is asked at every keystroke.
bool is_ascii(std::string_view text) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080U;
  std::uint64_t bits = 0;
  std::size_t at = 0;
  for (; at + sizeof(bits) <= text.size() && (bits & kHighBits) == 0; at += sizeof(bits)) {
    std::memcpy(&bits, text.data() + at, sizeof(bits));
  }
  for (; at < text.size(); ++at) bits |= static_cast<unsigned char>(text[at]);
  return (bits & kHighBits) == 0;
}

const Character* character_at(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  if (lead != 0xC2 && lead != 0xE2 && lead != 0xE3 && lead != 0xEF) return nullptr;
  for (const Character& character : kCharacters) {
    if (text.substr(at).starts_with(character.bytes)) return &character;
  }
  return nullptr;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n'; }

// What the shell's grammar makes of a place: between its quotes, or in a comment, little matters.
class ShellState {
 public:
  // Goes over one byte that is no typographic character.
  void take(char c, char before) {
    if (escaped_) {
      escaped_ = false;
    } else if (comment_) {
      comment_ = c != '\n';
    } else if (c == '\\' && quote_ != '\'') {
      escaped_ = true;
    } else if (quote_ != 0) {
      if (c == quote_) quote_ = 0;
    } else if (c == '"' || c == '\'') {
      quote_ = c;
    } else if (c == '#' && (is_blank(before) || before == ';' || before == 0)) {
      comment_ = true;
    }
  }
  [[nodiscard]] bool bare() const { return quote_ == 0 && !comment_; }
  [[nodiscard]] bool comment() const { return comment_; }

 private:
  char quote_ = 0;
  bool escaped_ = false;
  bool comment_ = false;
};

// An option whose dash is too long: "–p", "—force".
std::optional<std::string_view> dashes(std::string_view before, std::string_view behind) {
  if (!before.empty() && !is_blank(before.back())) return std::nullopt;
  if (behind.empty() || !is_letter(behind[0])) return std::nullopt;
  return behind.size() > 1 && is_letter(behind[1]) ? "--" : "-";
}

// What was meant, or nothing where the character does no harm.
std::optional<std::string_view> meant(const Character& character, std::string_view text,
                                      std::size_t at, const ShellState& state) {
  if (state.comment()) return std::nullopt;
  const std::string_view before = text.substr(0, at);
  const std::string_view behind = text.substr(at + character.bytes.size());
  const bool ascii_around = (before.empty() || static_cast<unsigned char>(before.back()) < 0x80) &&
                            (behind.empty() || static_cast<unsigned char>(behind.front()) < 0x80);
  switch (character.sign) {
    case Sign::invisible: return ascii_around ? std::optional("") : std::nullopt;
    case Sign::blank: return state.bare() ? std::optional(" ") : std::nullopt;
    case Sign::dash: return state.bare() ? dashes(before, behind) : std::nullopt;
    case Sign::double_quote: return state.bare() ? std::optional("\"") : std::nullopt;
    case Sign::single_quote: {
      // it’s: an apostrophe.
      const bool inside = !before.empty() && is_letter(before.back()) && !behind.empty() &&
                          is_letter(behind.front());
      return state.bare() && !inside ? std::optional("'") : std::nullopt;
    }
  }
  return std::nullopt;
}

std::string_view reason(Sign sign) {
  switch (sign) {
    case Sign::double_quote:
    case Sign::single_quote: return "for the shell it is a letter like others, no quote";
    case Sign::blank: return "for the shell it is a letter like others: it parts no words";
    case Sign::invisible: return "it cannot be seen, but is a part of the word";
    case Sign::dash: return "an option begins with a hyphen (`-`)";
  }
  return {};
}

struct Found {
  const Character* character;
  Replacement replacement;
};

std::vector<Found> find(std::string_view text) {
  std::vector<Found> found;
  ShellState state;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const Character* const character = character_at(text, at);
    if (character == nullptr) {
      state.take(text[at], at == 0 ? '\0' : text[at - 1]);
      continue;
    }
    const auto size = static_cast<std::uint32_t>(character->bytes.size());
    const auto begin = static_cast<std::uint32_t>(at);
    if (const auto instead = meant(*character, text, at, state)) {
      found.push_back({character, {Span{begin, begin + size}, std::string(*instead)}});
    }
    at += size - 1;
  }
  return found;
}

// Quotes come in pairs; with only one of them replaced the shell would find one that is open. So
// all go at once.
std::optional<Fix> replace_all(const Snapshot& snapshot, Node node, const Scalar& scalar,
                               const std::vector<Found>& found) {
  std::vector<Replacement> replacements;
  std::size_t singles = 0;
  std::size_t doubles = 0;
  bool dash = false;
  for (const Found& each : found) {
    replacements.push_back(each.replacement);
    if (each.character->sign == Sign::single_quote) ++singles;
    if (each.character->sign == Sign::double_quote) ++doubles;
    if (each.replacement.text == "--") dash = true;  // or one hyphen: java –jar
  }
  auto edits = edit_in_scalar(snapshot, node, scalar, replacements);
  if (!edits) return std::nullopt;
  const bool certain = singles % 2 == 0 && doubles % 2 == 0 && !dash;
  return Fix{found.size() == 1 ? "Replace the character" : "Replace all such characters",
             certain ? Applicability::safe : Applicability::unsafe, *std::move(edits)};
}

// One finding for a scalar: what was pasted was pasted as a whole.
void report(const Snapshot& snapshot, Node node, const Scalar& scalar,
            const std::vector<Found>& found, bool command, Reporter& reporter) {
  const Found& first = found.front();
  std::string message = "Here stands " + std::string(first.character->name);
  if (first.character->sign == Sign::invisible) {
    message += ", which nobody can see";
  } else if (first.character->sign == Sign::blank) {
    message += ", not a blank";
  } else if (!first.replacement.text.empty()) {
    message += ", not `" + first.replacement.text + "`";
  }
  Diagnostic& finding = reporter.report(scalar.source(first.replacement.span), std::move(message));
  if (command) {
    finding.notes.push_back({std::string(reason(first.character->sign)), std::nullopt});
  }
  constexpr std::size_t kMostNotes = 5;
  for (std::size_t i = 1; i < std::min(found.size(), kMostNotes); ++i) {
    finding.notes.push_back({"here stands " + std::string(found[i].character->name),
                             scalar.source(found[i].replacement.span)});
  }
  if (auto fix = replace_all(snapshot, node, scalar, found)) {
    finding.fixes.push_back(std::move(*fix));
  }
}

void check_command(const Snapshot& snapshot, const CommandText& command, Reporter& reporter) {
  if (is_ascii(command.text())) return;
  const auto found = find(command.text());
  if (!found.empty()) {
    report(snapshot, command.command.node, command.scalar, found, true, reporter);
  }
}

// Of a value that is no command: quotes around the whole, blanks at its ends, what is invisible.
std::vector<Found> find_in_value(std::string_view text) {
  std::vector<Found> found;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const Character* const character = character_at(text, at);
    if (character == nullptr) continue;
    const std::size_t size = character->bytes.size();
    const bool end = at == 0 || at + size == text.size();
    std::optional<std::string_view> instead;
    if (character->sign == Sign::invisible || (character->sign == Sign::blank && end)) instead = "";
    const bool quote =
        character->sign == Sign::double_quote || character->sign == Sign::single_quote;
    if (quote && end && character_at(text, 0) != nullptr) instead = "";
    const auto begin = static_cast<std::uint32_t>(at);
    if (instead) {
      found.push_back(
          {character, {Span{begin, begin + static_cast<std::uint32_t>(size)}, std::string()}});
    }
    at += size - 1;
  }
  return found;
}

// Blanks of another kind in front of a key, for its indentation.
bool report_indentation(Node key, const Scalar& scalar, Reporter& reporter) {
  const std::string_view text = scalar.value();
  Fix fix{"Replace them by blanks", Applicability::safe, {}};
  std::size_t at = 0;
  const Character* first = nullptr;
  while (at < text.size()) {
    const Character* const character = character_at(text, at);
    if (character == nullptr || character->sign != Sign::blank) break;
    if (first == nullptr) first = character;
    const auto begin = static_cast<std::uint32_t>(at);
    at += character->bytes.size();
    fix.edits.push_back({scalar.source(Span{begin, static_cast<std::uint32_t>(at)}), " "});
  }
  if (first == nullptr || key.style() != ScalarStyle::plain) return false;
  Diagnostic& finding =
      reporter.report(scalar.source(Span{0, static_cast<std::uint32_t>(at)}),
                      "Here stands " + std::string(first->name) + ", which indents nothing");
  finding.notes.push_back({"for YAML it is a part of the key, as a letter is", std::nullopt});
  finding.fixes.push_back(std::move(fix));
  return true;
}

// A description may hold any character; names and settings do not.
bool is_prose(const Site& site) {
  return site.type == nullptr || site.type->format == schema::Format::command;
}

void check(const Snapshot& snapshot, Reporter& reporter) {
  if (is_ascii(snapshot.text.bytes())) return;
  for_each_site(snapshot, [&](const Site& site) {
    for (const Node node : {site.key_node, is_prose(site) ? Node() : site.node}) {
      if (!node.is_scalar()) continue;
      const Scalar scalar = node.scalar();
      if (is_ascii(scalar.value())) continue;
      if (node == site.key_node && report_indentation(node, scalar, reporter)) continue;
      const auto found = find_in_value(scalar.value());
      if (!found.empty()) report(snapshot, node, scalar, found, false, reporter);
    }
  });
}

}  // namespace

extern const Rule typographic_character;
constexpr Rule typographic_character{
    .meta = {.id = "typographic-character",
             .summary = "Flags quotes, blanks and dashes of a word processor where those of a "
                        "keyboard are due.",
             .severity = Severity::warning,
             .stage = Stage::stable,
             .since = "0.2.0",
             .catalogue = "CB-YAML-15"},
    .check = check,
    .check_command = check_command,
};

}  // namespace buildspec::rules
