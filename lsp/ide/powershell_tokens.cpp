// PowerShell commands by their words alone: nothing here knows its grammar.
#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "linter/shell/characters.h"
#include "linter/text/letters.h"
#include "lsp/ide/shell_tokens.h"

namespace buildspec::ide {
namespace {

constexpr std::array<std::string_view, 24> kKeywords{
    "begin",   "break",   "catch",  "continue", "do",       "else", "elseif", "end",
    "exit",    "finally", "for",    "foreach",  "function", "if",   "in",     "param",
    "process", "return",  "switch", "throw",    "trap",     "try",  "until",  "while"};
static_assert(std::is_sorted(kKeywords.begin(), kKeywords.end()));

constexpr std::array<std::string_view, 24> kOperators{
    "and",   "as", "band", "bor",     "ceq",      "contains", "eq",      "ge",
    "gt",    "in", "is",   "isnot",   "join",     "le",       "like",    "lt",
    "match", "ne", "not",  "notlike", "notmatch", "or",       "replace", "split"};
static_assert(std::is_sorted(kOperators.begin(), kOperators.end()));

bool is_word(char c) {
  return shell::is_name(c) || c == '-' || c == '.' || c == '\\' || c == '/' || c == ':' ||
         static_cast<unsigned char>(c) >= 0x80;
}

class Reader {
 public:
  Reader(std::string_view text, std::vector<SemanticToken>& tokens)
      : text_(text), tokens_(tokens) {}

  void read() {
    while (at_ < text_.size()) step();
  }

 private:
  [[nodiscard]] char peek(std::uint32_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(text_.size()); }

  void add(std::uint32_t begin, TokenType type, std::uint8_t modifiers = 0) {
    if (at_ > begin) tokens_.push_back({{begin, at_}, type, modifiers});
  }

  void step() {
    const std::uint32_t begin = at_;
    const char c = peek();
    if (c == '#') {
      at_ = std::min(static_cast<std::uint32_t>(std::min(text_.find('\n', at_), text_.size())),
                     size());
      return add(begin, TokenType::comment);
    }
    if (c == '<' && peek(1) == '#') {
      const std::size_t close = text_.find("#>", at_ + 2);
      at_ = close == std::string_view::npos ? size() : static_cast<std::uint32_t>(close) + 2;
      return add(begin, TokenType::comment);
    }
    if (c == '\'' || c == '"') return quoted(c);
    if (c == '@' && (peek(1) == '\'' || peek(1) == '"')) return here_string(peek(1));
    if (c == '$') return variable();
    if (c == '\n' || c == ';' || c == '|' || c == '{' || c == '(' || c == '&' || c == '=') {
      ++at_;
      begins_ = true;
      if (c != '\n') add(begin, TokenType::operator_);
      return;
    }
    if (is_word(c)) return word();
    ++at_;
    if (c == ')' || c == '}') add(begin, TokenType::operator_);
    if (c != ' ' && c != '\t' && c != '\r') begins_ = false;
  }

  // The variables in double quotes are tokens of their own.
  void quoted(char quote) {
    std::uint32_t begin = at_++;
    begins_ = false;
    while (at_ < size()) {
      const char c = peek();
      if (c == '`' && quote == '"') {
        at_ = std::min(at_ + 2, size());
      } else if (c == quote && peek(1) == quote) {
        at_ += 2;
      } else if (c == quote) {
        ++at_;
        break;
      } else if (c == '$' && quote == '"' && (shell::is_name_start(peek(1)) || peek(1) == '{')) {
        add(begin, TokenType::string);
        variable();
        begin = at_;
      } else {
        ++at_;
      }
    }
    add(begin, TokenType::string);
  }

  void here_string(char quote) {
    const std::uint32_t begin = at_;
    const std::string_view ends = quote == '"' ? "\n\"@" : "\n'@";
    const std::size_t close = text_.find(ends, at_ + 2);
    at_ = close == std::string_view::npos ? size() : static_cast<std::uint32_t>(close) + 3;
    begins_ = false;
    add(begin, TokenType::string);
  }

  // $name, ${name}, $Env:NAME, $script:name
  void variable() {
    const std::uint32_t begin = at_++;
    const bool braced = peek() == '{';
    if (braced) ++at_;
    const std::uint32_t name = at_;
    std::uint32_t last = name;
    while (at_ < size() && (shell::is_name(peek()) ||
                            (peek() == ':' && at_ + 1 < size() && shell::is_name(peek(1))))) {
      if (peek() == ':') last = at_ + 1;
      ++at_;
    }
    if (at_ == name) {
      at_ = begin + 1;
      return add(begin, TokenType::operator_);
    }
    const std::uint8_t modifiers = variable_modifiers(text_.substr(last, at_ - last));
    if (braced && peek() == '}') ++at_;
    begins_ = false;
    add(begin, TokenType::variable, modifiers);
  }

  void word() {
    const std::uint32_t begin = at_;
    while (at_ < size() && is_word(peek())) ++at_;
    const std::string_view text = text_.substr(begin, at_ - begin);
    const bool first = std::exchange(begins_, false);
    const std::string small = lower(text);
    if (text[0] == '-' && text.size() > 1) {
      const std::string_view name = std::string_view(small).substr(1);
      const bool sign = std::binary_search(kOperators.begin(), kOperators.end(), name);
      return add(begin, sign ? TokenType::operator_ : TokenType::parameter);
    }
    if (std::binary_search(kKeywords.begin(), kKeywords.end(), small)) {
      begins_ = small == "else" || small == "return" || small == "do" || small == "try";
      return add(begin, TokenType::keyword);
    }
    if (std::all_of(text.begin(), text.end(), shell::is_digit))
      return add(begin, TokenType::number);
    if (first) add(begin, TokenType::function);
  }

  std::string_view text_;
  std::vector<SemanticToken>& tokens_;
  std::uint32_t at_ = 0;
  bool begins_ = true;  // a command's name may stand here
};

}  // namespace

const std::vector<SemanticToken>& ShellTokens::of_powershell(std::string_view text) {
  tokens_.clear();
  Reader(text, tokens_).read();
  return tokens_;
}

}  // namespace buildspec::ide
