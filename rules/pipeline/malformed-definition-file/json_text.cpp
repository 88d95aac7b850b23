#include "rules/pipeline/malformed-definition-file/json_text.h"

#include <cstddef>

#include "rules/pipeline/definitions/definitions.h"

namespace buildspec::pipeline {
namespace {

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || c == '.' || c == '/' || c == '+';
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  JsonText read() && {
    while (!done_) {
      skip_blanks();
      if (at_ >= text_.size()) {
        if (expect_ != Expect::end) fail(JsonText::State::broken);
        break;
      }
      step(text_[at_]);
    }
    return std::move(result_);
  }

 private:
  enum class Expect : std::uint8_t { value, first_value, key, first_key, colon, comma, end };

  void fail(JsonText::State state) {
    result_.state = state;
    done_ = true;
  }

  void skip_blanks() {
    while (at_ < text_.size() &&
           (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' || text_[at_] == '\r')) {
      ++at_;
    }
  }

  void step(char c) {
    if (c == kUnknown) return fail(JsonText::State::unknown);
    switch (expect_) {
      case Expect::first_value:
        if (c == ']') return close(c);
        return value(c);
      case Expect::value: return value(c);
      case Expect::first_key:
        if (c == '}') return close(c);
        return key(c);
      case Expect::key: return key(c);
      case Expect::colon:
        if (c != ':') return fail(JsonText::State::broken);
        ++at_;
        expect_ = Expect::value;
        return;
      case Expect::comma:
        if (c == ']' || c == '}') return close(c);
        if (c != ',') return fail(JsonText::State::broken);
        ++at_;
        expect_ = open_.back() == '[' ? Expect::value : Expect::key;
        return;
      case Expect::end: return fail(JsonText::State::broken);
    }
  }

  void key(char c) {
    if (c != '"') return bare(c);
    std::string name;
    if (!string(name)) return;
    const bool outer = open_.size() == 1 || (open_.size() == 2 && open_.front() == '[');
    if (outer) result_.objects.back().push_back(std::move(name));
    expect_ = Expect::colon;
  }

  void value(char c) {
    const bool item = open_.size() == 1 && open_.front() == '[';
    if (item && c != '{') result_.other_items = true;
    if (c == '{' || c == '[') {
      if (open_.empty()) result_.top = c == '{' ? JsonText::Top::object : JsonText::Top::array;
      if (c == '{' && (open_.empty() || item)) result_.objects.emplace_back();
      open_ += c;
      ++at_;
      expect_ = c == '{' ? Expect::first_key : Expect::first_value;
      return;
    }
    if (c == '"') {
      std::string ignored;
      if (string(ignored)) behind_value();
      return;
    }
    return bare(c);
  }

  // A word without quotes: a number, a literal, or a text that lost them.
  void bare(char c) {
    if (!is_word(c)) return fail(JsonText::State::broken);
    std::string word;
    while (at_ < text_.size() && is_word(text_[at_])) word += text_[at_++];
    const bool number = (c >= '0' && c <= '9') || c == '-';
    const bool literal = word == "true" || word == "false" || word == "null";
    const bool in_value = expect_ == Expect::value || expect_ == Expect::first_value;
    if (in_value && (literal || number)) return behind_value();
    result_.word = std::move(word);
    fail(JsonText::State::bare_word);
  }

  void close(char c) {
    if (open_.empty() || open_.back() != (c == ']' ? '[' : '{')) {
      return fail(JsonText::State::broken);
    }
    open_.pop_back();
    ++at_;
    behind_value();
  }

  void behind_value() { expect_ = open_.empty() ? Expect::end : Expect::comma; }

  // False where it does not end.
  bool string(std::string& value) {
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == '"') {
        ++at_;
        return true;
      }
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
      value += text_[at_];
    }
    fail(JsonText::State::broken);
    return false;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string open_;  // the brackets and braces around
  Expect expect_ = Expect::value;
  bool done_ = false;
  JsonText result_;
};

}  // namespace

JsonText read_json(std::string_view text) { return Reader(text).read(); }

}  // namespace buildspec::pipeline
