#include "lsp/ide/shown_value.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "linter/lang/secret_name.h"
#include "linter/text/letters.h"

namespace buildspec::ide {
namespace {

constexpr std::string_view kHidden = "…";

bool is_name_character(char c) { return is_letter(c) || is_digit(c) || c == '_' || c == '-'; }
// What tokens are made of, whichever provider's: base64 and its variants without the slash, which
// paths are full of.
bool is_token_character(char c) { return is_name_character(c) || c == '+' || c == '='; }
bool ends_word(char c) {
  return static_cast<unsigned char>(c) <= ' ' || c == '"' || c == '\'' || c == ';' || c == '|' ||
         c == '&' || c == ',' || c == ')' || c == '}' || c == ']';
}

std::size_t word_end(std::string_view text, std::size_t at) {
  while (at < text.size() && !ends_word(text[at])) ++at;
  return at;
}

// Long, with letters and digits mixed: no word, but perhaps a commit, which is no loss.
bool looks_random(std::string_view run) {
  constexpr std::size_t kShortest = 20;
  if (run.size() < kShortest) return false;
  const auto digits = std::count_if(run.begin(), run.end(), is_digit);
  const auto letters = std::count_if(run.begin(), run.end(), is_letter);
  return digits >= 3 && letters >= 3;
}

// Replaces what is hidden, from left to right.
class Masker {
 public:
  explicit Masker(std::string_view text) : text_(text) {}

  std::string run() && {
    while (at_ < text_.size()) {
      if (hide_password_of_url() || hide_key() || hide_user() || hide_token()) continue;
      copy(1);
    }
    return std::move(out_);
  }

 private:
  void copy(std::size_t count) {
    out_ += text_.substr(at_, count);
    at_ += count;
  }
  void hide(std::size_t end) {
    out_ += kHidden;
    at_ = end;
  }

  // "://user:password@host"
  bool hide_password_of_url() {
    constexpr std::string_view kMark = "://";
    if (!text_.substr(at_).starts_with(kMark)) return false;
    const std::size_t begin = at_ + kMark.size();
    const std::size_t end = std::min(text_.find_first_of("/ \t\r\n\"'", begin), text_.size());
    const std::string_view authority = text_.substr(begin, end - begin);
    const std::size_t at = authority.rfind('@');
    if (at == std::string_view::npos) {
      copy(kMark.size());
      return true;
    }
    const std::size_t host = begin + at;
    const std::size_t colon = authority.substr(0, at).find(':');
    copy((colon == std::string_view::npos ? begin : begin + colon + 1) - at_);
    hide(host);
    return true;
  }

  // "PASSWORD=x", "password: x", "--auth-token x", "-p x" of the word before.
  bool hide_key() {
    if (!begins_word() || !is_name_character(text_[at_])) return false;
    std::size_t end = at_;
    while (end < text_.size() && is_name_character(text_[end])) ++end;
    std::string_view name = text_.substr(at_, end - at_);
    while (name.starts_with("-")) name.remove_prefix(1);
    const bool option = name.size() < end - at_;
    if (name.empty() || !is_secret_name(name)) return false;
    std::size_t value = end;
    while (value < text_.size() && (text_[value] == '"' || text_[value] == '\'')) ++value;
    if (value < text_.size() && (text_[value] == '=' || text_[value] == ':')) {
      ++value;
    } else if (!option) {
      return false;
    }
    while (value < text_.size() && (text_[value] == ' ' || text_[value] == '\t')) ++value;
    const bool quoted = value < text_.size() && (text_[value] == '"' || text_[value] == '\'');
    const std::size_t stop = quoted ? std::min(text_.find(text_[value], value + 1), text_.size())
                                    : word_end(text_, value);
    if (quoted) ++value;
    // A reference is no secret: $TOKEN, and what a command will give.
    copy(value - at_);
    if (at_ < stop && text_[at_] == '$') return true;
    if (at_ < stop) hide(stop);
    return true;
  }

  // "-u name:password", "--user name:password", and the option "-p" with its value right behind.
  bool hide_user() {
    if (!begins_word() || text_[at_] != '-') return false;
    for (const std::string_view option : {"-u", "--user", "--proxy-user"}) {
      const std::string_view rest = text_.substr(at_);
      if (!rest.starts_with(option) || rest.size() <= option.size()) continue;
      const char next = rest[option.size()];
      if (next != ' ' && next != '=') continue;
      std::size_t value = at_ + option.size() + 1;
      if (value < text_.size() && (text_[value] == '"' || text_[value] == '\'')) ++value;
      const std::size_t stop = word_end(text_, value);
      const std::size_t colon = text_.substr(0, stop).find(':', value);
      if (colon == std::string_view::npos) return false;
      copy(colon + 1 - at_);
      if (at_ < stop && text_[at_] != '$') hide(stop);
      return true;
    }
    const std::string_view rest = text_.substr(at_);
    if (!rest.starts_with("-p") || rest.size() < 3 || ends_word(rest[2]) || rest[2] == '$' ||
        rest[2] == '-')
      return false;
    copy(2);
    hide(word_end(text_, at_));
    return true;
  }

  bool hide_token() {
    if (!is_token_character(text_[at_]) || (at_ > 0 && is_token_character(text_[at_ - 1])))
      return false;
    std::size_t end = at_;
    while (end < text_.size() && is_token_character(text_[end])) ++end;
    if (looks_random(text_.substr(at_, end - at_))) {
      hide(end);
    } else {
      copy(1);
    }
    return true;
  }

  [[nodiscard]] bool begins_word() const { return at_ == 0 || !is_name_character(text_[at_ - 1]); }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string out_;
};

}  // namespace

bool may_show(std::string_view name, std::string_view value) {
  return !is_secret_name(name) && without_secrets(value) == value;
}

std::string without_secrets(std::string_view text) { return Masker(text).run(); }

}  // namespace buildspec::ide
