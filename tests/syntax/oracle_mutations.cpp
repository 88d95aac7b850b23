#include "tests/syntax/oracle_mutations.h"

#include <algorithm>
#include <array>

#include "tests/syntax/oracle_random.h"

namespace buildspec::test {
namespace {

using namespace std::string_view_literals;

constexpr auto kPieces = std::to_array<std::string_view>({
    ":"sv,          ": "sv,
    " "sv,          "  "sv,
    "\t"sv,         "-"sv,
    "- "sv,         "?"sv,
    "? "sv,         ","sv,
    "["sv,          "]"sv,
    "{"sv,          "}"sv,
    "\""sv,         "'"sv,
    "|"sv,          ">"sv,
    "&a "sv,        "*a"sv,
    "!"sv,          "!!int "sv,
    "!!str "sv,     "!a,b "sv,
    "#"sv,          " #"sv,
    "%"sv,          "@"sv,
    "`"sv,          "\\"sv,
    "\\/"sv,        "\\'"sv,
    "\\x4"sv,       "\\n"sv,
    "\n"sv,         "\r\n"sv,
    "\r"sv,         "<<: "sv,
    "---\n"sv,      "...\n"sv,
    "\n---\n"sv,    "%YAML 1.2\n---\n"sv,
    "\xC2\x85"sv,   "\xE2\x80\xA8"sv,
    "\x00"sv,       "\x1B"sv,
    "\xFF"sv,       "\xC3\xA9"sv,
    "|-\n"sv,       ">+2\n"sv,
    "a?b"sv,        "a:,"sv,
    "!!binary x"sv, "<<: *a\n"sv,
    "&x [*x]"sv,    "!<tag:a,b> "sv,
    "~"sv,          "="sv,
    "!!float 1"sv,  "!!null x"sv,
    "!!bool yes"sv, "\"a\":["sv,
    "{a: b}"sv,     "[a, b]"sv,
    "{{x}}"sv,      "!!timestamp 2001-1-1"sv,
});
constexpr auto kWords =
    std::to_array<std::string_view>({"a", "b", "foo bar", "12", "x:y", "http://a?b=c", "\"q\"",
                                     "'s'", "null", "<<", "\n", "\n  ", "\n ", "\n- ", ": ", ", "});

std::string_view any_piece(Random& random) { return kPieces[random.below(kPieces.size())]; }

struct Line {
  std::size_t begin = 0;
  std::size_t end = 0;
};

Line any_line(std::string_view text, Random& random) {
  const std::size_t inside = random.below(text.size() + 1);
  std::size_t begin = inside;
  while (begin > 0 && text[begin - 1] != '\n') --begin;
  return {begin, std::min(text.find('\n', inside), text.size())};
}

void indent_or_dedent(std::string& text, Random& random) {
  const Line line = any_line(text, random);
  const std::size_t columns = 1 + random.below(3);
  if (random.below(2) == 0) {
    text.insert(line.begin, columns, ' ');
  } else {
    text.erase(line.begin, std::min(columns, line.end - line.begin));
  }
}

void delete_punctuation(std::string& text, Random& random) {
  const std::size_t start = random.below(text.size() + 1);
  const std::size_t at = text.find_first_of("\"'[]{}:,-", start);
  if (at != std::string::npos) text.erase(at, 1);
}

void change(std::string& text, Random& random) {
  const std::size_t at = random.below(text.size() + 1);
  switch (random.below(8)) {
    case 0: text.erase(at, 1 + random.below(3)); break;
    case 1:
    case 2:
    case 3: text.insert(at, any_piece(random)); break;
    case 4: indent_or_dedent(text, random); break;
    case 5: {
      const Line line = any_line(text, random);
      const std::size_t kept = random.below(line.end - line.begin + 1);
      text.erase(line.begin + kept, line.end - line.begin - kept);
      break;
    }
    case 6: delete_punctuation(text, random); break;
    default: text.resize(at); break;
  }
}

}  // namespace

std::vector<std::string> mutations(const std::vector<std::string_view>& originals,
                                   std::uint64_t seed, std::size_t count) {
  Random random(seed);
  std::vector<std::string> made;
  for (std::size_t i = 0; i < count; ++i) {
    std::string text(originals[random.below(originals.size())]);
    constexpr std::array<int, 5> kChanges = {1, 1, 1, 2, 3};
    const int changes = kChanges[random.below(kChanges.size())];
    for (int done = 0; done < changes; ++done) change(text, random);
    made.push_back(std::move(text));
  }
  return made;
}

std::vector<std::string> jumbles(std::uint64_t seed, std::size_t count) {
  Random random(seed);
  std::vector<std::string> made;
  for (std::size_t i = 0; i < count; ++i) {
    std::string text;
    const std::uint32_t pieces = 1 + random.below(13);
    for (std::uint32_t j = 0; j < pieces; ++j) {
      const std::uint32_t pick = random.below(kPieces.size() + kWords.size());
      text += pick < kPieces.size() ? kPieces[pick] : kWords[pick - kPieces.size()];
    }
    made.push_back(std::move(text));
  }
  return made;
}

}  // namespace buildspec::test
