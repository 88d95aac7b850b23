#include "linter/lang/glob.h"

#include <vector>

namespace buildspec {
namespace {

enum class TokenKind : std::uint8_t {
  literal,
  star,          // any run without "/"
  double_star,   // any run
  any_folders,   // "**/": nothing, or any run that ends with "/"
  undocumented,  // "?", "[", "{" and what follows: may match anything
};

struct Token {
  TokenKind kind = TokenKind::literal;
  char literal = 0;
};

bool is_undocumented(char c) { return c == '?' || c == '[' || c == '{'; }

std::vector<Token> tokens_of(std::string_view pattern) {
  std::vector<Token> tokens;
  tokens.reserve(pattern.size());
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    if (c == '*') {
      std::size_t end = i;
      while (end < pattern.size() && pattern[end] == '*') ++end;
      const bool at_part_begin = i == 0 || pattern[i - 1] == '/';
      if (end - i == 1) {
        tokens.push_back({TokenKind::star, 0});
      } else if (at_part_begin && end < pattern.size() && pattern[end] == '/') {
        tokens.push_back({TokenKind::any_folders, 0});
        ++end;
      } else {
        tokens.push_back({TokenKind::double_star, 0});
      }
      i = end - 1;
    } else if (is_undocumented(c) || (c == '!' && i == 0)) {
      // What it would match is not known, nor how far it reaches: the rest is open.
      tokens.push_back({TokenKind::undocumented, 0});
      break;
    } else {
      tokens.push_back({TokenKind::literal, c});
    }
  }
  return tokens;
}

}  // namespace

GlobMatch match_glob(std::string_view pattern, std::string_view path) {
  const std::vector<Token> tokens = tokens_of(pattern);
  // reached[i]: some way of matching the path so far stands before token i. One row is updated per
  // character of the path: no backtracking, whatever the pattern.
  std::vector<bool> reached(tokens.size() + 1, false);
  const auto skip_empty = [&](std::vector<bool>& row) {
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      if (row[i] && tokens[i].kind != TokenKind::literal &&
          tokens[i].kind != TokenKind::undocumented) {
        row[i + 1] = true;
      }
    }
  };
  bool open = false;
  const auto note_open = [&](const std::vector<bool>& row) {
    if (!tokens.empty() && tokens.back().kind == TokenKind::undocumented &&
        row[tokens.size() - 1]) {
      open = true;
    }
  };

  reached[0] = true;
  skip_empty(reached);
  note_open(reached);
  std::vector<bool> next(tokens.size() + 1, false);
  // Within an any_folders token: the part begun is not closed by its "/" yet.
  std::vector<bool> inside(tokens.size() + 1, false);
  std::vector<bool> next_inside(tokens.size() + 1, false);
  for (const char c : path) {
    next.assign(next.size(), false);
    next_inside.assign(next_inside.size(), false);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      switch (tokens[i].kind) {
        case TokenKind::literal:
          if (reached[i] && tokens[i].literal == c) next[i + 1] = true;
          break;
        case TokenKind::star:
          if (reached[i] && c != '/') next[i] = true;
          break;
        case TokenKind::double_star:
          if (reached[i]) next[i] = true;
          break;
        case TokenKind::any_folders:
          if (reached[i] || inside[i]) {
            next_inside[i] = true;
            if (c == '/') next[i + 1] = true;
          }
          break;
        case TokenKind::undocumented: break;
      }
    }
    // "**/" may begin only where a part begins, so a way inside it is not a fresh one.
    skip_empty(next);
    note_open(next);
    reached.swap(next);
    inside.swap(next_inside);
  }
  if (reached[tokens.size()]) return GlobMatch::yes;
  return open ? GlobMatch::unknown : GlobMatch::no;
}

bool has_wildcard(std::string_view pattern) { return pattern.find('*') != std::string_view::npos; }

bool has_undocumented_metacharacter(std::string_view pattern) {
  if (!pattern.empty() && pattern.front() == '!') return true;
  return pattern.find_first_of("?[{") != std::string_view::npos;
}

}  // namespace buildspec
