#include <cstddef>
#include <cstdint>
#include <vector>

#include "linter/lang/glob.h"

namespace buildspec {
namespace {

enum class Kind : std::uint8_t { literal, star, double_star, folders };

struct Token {
  Kind kind = Kind::literal;
  char literal = 0;
};

// "**/" becomes two tokens, `folders` and "/", that may be skipped together.
std::vector<Token> tokens_of(std::string_view glob) {
  std::vector<Token> tokens;
  for (std::size_t i = 0; i < glob.size(); ++i) {
    if (glob[i] != '*') {
      tokens.push_back({Kind::literal, glob[i]});
      continue;
    }
    std::size_t end = i;
    while (end < glob.size() && glob[end] == '*') ++end;
    const bool whole_part = (i == 0 || glob[i - 1] == '/') && end < glob.size() && glob[end] == '/';
    tokens.push_back({end - i == 1 ? Kind::star
                      : whole_part ? Kind::folders
                                   : Kind::double_star,
                      0});
    i = end - 1;
  }
  return tokens;
}

bool takes(const Token& run, const Token& other) {
  if (other.kind != Kind::literal) return true;
  return run.kind != Kind::star || other.literal != '/';
}

}  // namespace

bool globs_overlap(std::string_view a, std::string_view b) {
  const std::vector<Token> left = tokens_of(a);
  const std::vector<Token> right = tokens_of(b);
  const std::size_t columns = right.size() + 1;
  // reached[i][j]: some text is matched by the first i tokens of one and the first j of the other.
  std::vector<bool> reached((left.size() + 1) * columns, false);
  reached[0] = true;
  for (std::size_t i = 0; i <= left.size(); ++i) {
    for (std::size_t j = 0; j <= right.size(); ++j) {
      if (!reached[i * columns + j]) continue;
      const auto go = [&](std::size_t to_i, std::size_t to_j) {
        if (to_i <= left.size() && to_j <= right.size()) reached[to_i * columns + to_j] = true;
      };
      const Token* const x = i < left.size() ? &left[i] : nullptr;
      const Token* const y = j < right.size() ? &right[j] : nullptr;
      if (x != nullptr && x->kind != Kind::literal) {
        go(i + 1, j);
        if (x->kind == Kind::folders) go(i + 2, j);
        if (y != nullptr && takes(*x, *y)) go(i, j + 1);
      }
      if (y != nullptr && y->kind != Kind::literal) {
        go(i, j + 1);
        if (y->kind == Kind::folders) go(i, j + 2);
        if (x != nullptr && takes(*y, *x)) go(i + 1, j);
      }
      if (x != nullptr && y != nullptr && x->kind == Kind::literal && y->kind == Kind::literal &&
          x->literal == y->literal)
        go(i + 1, j + 1);
    }
  }
  return reached.back();
}

}  // namespace buildspec
