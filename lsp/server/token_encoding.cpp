#include "lsp/server/token_encoding.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "lsp/server/convert.h"

namespace buildspec::lsp {
namespace {

constexpr std::size_t kNumbers = 5;  // of a token

// Where two results differ in more places than this, what is between the first and the last of them
// is sent as it is.
constexpr std::ptrdiff_t kMostDifferences = 100;

// One result, token by token.
class Tokens {
 public:
  explicit Tokens(const TokenNumbers& numbers) : numbers_(numbers) {}
  [[nodiscard]] std::size_t size() const { return numbers_.size() / kNumbers; }
  [[nodiscard]] bool same(std::size_t token, const Tokens& other, std::size_t others) const {
    const auto at = [](const TokenNumbers& numbers, std::size_t index) {
      return numbers.begin() + static_cast<std::ptrdiff_t>(index * kNumbers);
    };
    return std::equal(at(numbers_, token), at(numbers_, token + 1), at(other.numbers_, others));
  }
  [[nodiscard]] TokenNumbers part(std::size_t begin, std::size_t end) const {
    return {numbers_.begin() + static_cast<std::ptrdiff_t>(begin * kNumbers),
            numbers_.begin() + static_cast<std::ptrdiff_t>(end * kNumbers)};
  }

 private:
  const TokenNumbers& numbers_;
};

struct Difference {
  std::size_t begin = 0;  // tokens before
  std::size_t end = 0;
  std::size_t new_begin = 0;  // tokens after
  std::size_t new_end = 0;
};

// The shortest way from the one to the other (E. Myers, "An O(ND) Difference Algorithm", 1986).
class Differences {
 public:
  Differences(const Tokens& before, const Tokens& after, const Difference& within)
      : before_(before),
        after_(after),
        within_(within),
        old_size_(static_cast<std::ptrdiff_t>(within.end - within.begin)),
        new_size_(static_cast<std::ptrdiff_t>(within.new_end - within.new_begin)) {}

  std::vector<Difference> find() && {
    for (std::ptrdiff_t steps = 0; steps <= kMostDifferences; ++steps) {
      if (extend(steps)) return trace(steps);
    }
    return {within_};
  }

 private:
  // How far (in the old tokens) one gets on each diagonal with so many steps; true at the end.
  bool extend(std::ptrdiff_t steps) {
    std::vector<std::ptrdiff_t> reach(static_cast<std::size_t>(2 * steps + 1), 0);
    bool done = false;
    for (std::ptrdiff_t diagonal = -steps; diagonal <= steps && !done; diagonal += 2) {
      std::ptrdiff_t x = steps == 0 ? 0 : begin_of(steps, diagonal).first;
      std::ptrdiff_t y = x - diagonal;
      while (x < old_size_ && y < new_size_ && y >= 0 && same(x, y)) {
        ++x;
        ++y;
      }
      reach[static_cast<std::size_t>(diagonal + steps)] = x;
      done = x >= old_size_ && y >= new_size_;
    }
    reaches_.push_back(std::move(reach));
    return done;
  }

  [[nodiscard]] std::ptrdiff_t reach(std::ptrdiff_t steps, std::ptrdiff_t diagonal) const {
    if (diagonal < -steps || diagonal > steps) return -1;
    return reaches_[static_cast<std::size_t>(steps)][static_cast<std::size_t>(diagonal + steps)];
  }

  // Where a diagonal is entered, and from which one: by an insertion from above, or a deletion.
  [[nodiscard]] std::pair<std::ptrdiff_t, std::ptrdiff_t> begin_of(std::ptrdiff_t steps,
                                                                   std::ptrdiff_t diagonal) const {
    const std::ptrdiff_t inserted = reach(steps - 1, diagonal + 1);
    const std::ptrdiff_t deleted = reach(steps - 1, diagonal - 1);
    const bool insert = diagonal == -steps || (diagonal != steps && deleted < inserted);
    return insert ? std::pair{inserted, diagonal + 1} : std::pair{deleted + 1, diagonal - 1};
  }

  [[nodiscard]] bool same(std::ptrdiff_t x, std::ptrdiff_t y) const {
    return before_.same(within_.begin + static_cast<std::size_t>(x), after_,
                        within_.new_begin + static_cast<std::size_t>(y));
  }

  // From the end back to the begin; neighbours become one.
  [[nodiscard]] std::vector<Difference> trace(std::ptrdiff_t steps) const {
    std::vector<Difference> found;
    std::ptrdiff_t diagonal = old_size_ - new_size_;
    for (; steps > 0; --steps) {
      const auto [x, from] = begin_of(steps, diagonal);
      const std::ptrdiff_t old_x = reach(steps - 1, from);
      const std::ptrdiff_t old_y = old_x - from;
      Difference one;
      one.begin = within_.begin + static_cast<std::size_t>(old_x);
      one.end = within_.begin + static_cast<std::size_t>(x);
      one.new_begin = within_.new_begin + static_cast<std::size_t>(old_y);
      one.new_end = within_.new_begin + static_cast<std::size_t>(x - diagonal);
      if (!found.empty() && found.back().begin == one.end &&
          found.back().new_begin == one.new_end) {
        found.back().begin = one.begin;
        found.back().new_begin = one.new_begin;
      } else {
        found.push_back(one);
      }
      diagonal = from;
    }
    std::reverse(found.begin(), found.end());
    return found;
  }

  const Tokens& before_;
  const Tokens& after_;
  Difference within_;
  std::ptrdiff_t old_size_;
  std::ptrdiff_t new_size_;
  std::vector<std::vector<std::ptrdiff_t>> reaches_;
};

}  // namespace

TokenNumbers encode_tokens(const SourceText& text, const std::vector<ide::SemanticToken>& tokens,
                           Encoding encoding) {
  TokenNumbers numbers;
  numbers.reserve(tokens.size() * kNumbers);
  PositionCursor cursor(text, encoding);
  lsp::Position last;
  for (const ide::SemanticToken& token : tokens) {
    const lsp::Position begin = cursor.to(token.span.begin);
    const lsp::Position end = cursor.to(token.span.end);
    const bool same_line = begin.line == last.line;
    numbers.push_back(begin.line - last.line);
    numbers.push_back(same_line ? begin.character - last.character : begin.character);
    numbers.push_back(end.character - begin.character);
    numbers.push_back(static_cast<std::uint32_t>(token.type));
    numbers.push_back(token.modifiers);
    last = begin;
  }
  return numbers;
}

std::vector<SemanticTokensEdit> token_edits(const TokenNumbers& before, const TokenNumbers& after) {
  const Tokens old_tokens(before);
  const Tokens new_tokens(after);
  Difference all{0, old_tokens.size(), 0, new_tokens.size()};
  while (all.begin < std::min(all.end, all.new_end) &&
         old_tokens.same(all.begin, new_tokens, all.begin)) {
    ++all.begin;
  }
  all.new_begin = all.begin;
  while (all.end > all.begin && all.new_end > all.new_begin &&
         old_tokens.same(all.end - 1, new_tokens, all.new_end - 1)) {
    --all.end;
    --all.new_end;
  }
  std::vector<SemanticTokensEdit> edits;
  for (const Difference& each : Differences(old_tokens, new_tokens, all).find()) {
    edits.push_back({static_cast<std::uint32_t>(each.begin * kNumbers),
                     static_cast<std::uint32_t>((each.end - each.begin) * kNumbers),
                     new_tokens.part(each.new_begin, each.new_end)});
  }
  return edits;
}

// Seven bits of a number in each byte, the low ones first; the high bit says that more follow.
std::string pack(const TokenNumbers& numbers) {
  std::string packed;
  packed.reserve(numbers.size());
  for (std::uint32_t number : numbers) {
    for (; number >= 0x80; number >>= 7U) packed += static_cast<char>((number & 0x7FU) | 0x80U);
    packed += static_cast<char>(number);
  }
  packed.shrink_to_fit();
  return packed;
}

TokenNumbers unpack(std::string_view packed) {
  TokenNumbers numbers;
  numbers.reserve(packed.size());
  std::uint32_t number = 0;
  unsigned shift = 0;
  for (const char c : packed) {
    const auto byte = static_cast<unsigned char>(c);
    number |= static_cast<std::uint32_t>(byte & 0x7FU) << shift;
    shift += 7;
    if ((byte & 0x80U) != 0) continue;
    numbers.push_back(std::exchange(number, 0));
    shift = 0;
  }
  return numbers;
}

}  // namespace buildspec::lsp
