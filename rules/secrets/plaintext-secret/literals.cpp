#include "rules/secrets/plaintext-secret/literals.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "linter/text/letters.h"

namespace buildspec::secrets {
namespace {

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

// In lower case; anywhere in the value.
constexpr std::array<std::string_view, 34> kFillIns{
    "example", "changeme", "change-me", "change_me", "changeit", "placeholder", "replace",
    "your-",   "your_",    "yourp",     "yours",     "yourt",    "youra",       "yourk",
    "dummy",   "todo",     "fixme",     "redacted",  "xxxx",     "****",        "....",
    "fake",    "sample",   "not-a-",    "not_a_",    "notreal",  "notasecret",  "insert",
    "-here",   "_here",    "fill-in",   "undefined", "donotuse", "mock"};
// Typed by hand to look like something: never more than possibly a secret.
constexpr std::array<std::string_view, 5> kSequences{"12345678", "abcdefgh", "00000000", "qwerty",
                                                     "87654321"};
// The whole value, in lower case: switches, and the passwords of databases that live for a test.
constexpr std::array<std::string_view, 54> kHarmless{"true",
                                                     "false",
                                                     "yes",
                                                     "no",
                                                     "on",
                                                     "off",
                                                     "none",
                                                     "null",
                                                     "nil",
                                                     "enabled",
                                                     "disabled",
                                                     "required",
                                                     "optional",
                                                     "latest",
                                                     "default",
                                                     "auto",
                                                     "password",
                                                     "passwd",
                                                     "pass",
                                                     "secret",
                                                     "token",
                                                     "test",
                                                     "testing",
                                                     "tests",
                                                     "root",
                                                     "admin",
                                                     "guest",
                                                     "user",
                                                     "username",
                                                     "postgres",
                                                     "mysql",
                                                     "mariadb",
                                                     "mongo",
                                                     "redis",
                                                     "rabbitmq",
                                                     "localhost",
                                                     "foo",
                                                     "bar",
                                                     "foobar",
                                                     "abc",
                                                     "abc123",
                                                     "test123",
                                                     "string",
                                                     "value",
                                                     "xxx",
                                                     "key",
                                                     "apikey",
                                                     "api_key",
                                                     "env",
                                                     "plain",
                                                     "inherit",
                                                     "oauth2",
                                                     "x-access-token",
                                                     "bearer"};

template <std::size_t N>
bool holds_any(std::string_view text, const std::array<std::string_view, N>& parts) {
  return std::any_of(parts.begin(), parts.end(), [text](std::string_view part) {
    return text.find(part) != std::string_view::npos;
  });
}

bool is_reference(std::string_view value) {
  for (std::size_t i = 0; i + 1 < value.size(); ++i) {
    const char next = value[i + 1];
    if (value[i] == '$' && (is_letter(next) || next == '_' || next == '{' || next == '('))
      return true;
    if (value[i] == '`') return true;
    if (value[i] == '{' && (next == '{' || next == '%')) return true;
    if (value[i] == '#' && next == '{') return true;
  }
  const auto begins = [value](std::string_view prefix) {
    return value.substr(0, prefix.size()) == prefix;
  };
  const bool percent = value.size() > 2 && value.front() == '%' && value.back() == '%';
  const bool brackets = value.size() > 1 && ((value.front() == '<' && value.back() == '>') ||
                                             (value.front() == '[' && value.back() == ']') ||
                                             (value.front() == '{' && value.back() == '}') ||
                                             (value.front() == '(' && value.back() == ')'));
  return percent || brackets || begins("arn:") || begins("ssm:") || begins("secretsmanager:") ||
         begins("file:") || begins("http://") || begins("https://") || begins("s3://") ||
         begins("./") || begins("../") || begins("~/") || begins("@") || begins("vault:") ||
         begins("env:") || begins("kms:") || begins("op://");
}

// "my-app/prod-db": words with separators between them, as names of stored secrets are.
bool is_wordy(std::string_view value) {
  std::size_t letters = 0;
  std::size_t separators = 0;
  std::size_t run = 0;  // digits in a row
  for (const char c : value) {
    run = is_digit(c) ? run + 1 : 0;
    if (run > 4) return false;
    if (is_letter(c)) ++letters;
    if (c == '-' || c == '_' || c == '/' || c == '.' || c == ':') ++separators;
    if (!is_letter(c) && !is_digit(c) &&
        std::string_view("-_/.: ").find(c) == std::string_view::npos)
      return false;
  }
  if (separators == 0 || letters * 10 < value.size() * 6) return false;
  // Words are of one case each, and longer than the pieces that chance leaves between separators.
  std::size_t changes = 0;
  for (std::size_t i = 1; i < value.size(); ++i)
    if (is_lower(value[i - 1]) && is_upper(value[i])) ++changes;
  return changes <= separators + 1 && value.size() <= (separators + 1) * 14;
}

int classes(std::string_view value) {
  bool found[4] = {};
  for (const char c : value) found[is_lower(c) ? 0 : is_upper(c) ? 1 : is_digit(c) ? 2 : 3] = true;
  return found[0] + found[1] + found[2] + found[3];
}

}  // namespace

double entropy(std::string_view value) {
  if (value.empty()) return 0;
  std::array<std::uint32_t, 256> counts{};
  for (const char c : value) ++counts[static_cast<unsigned char>(c)];
  double bits = 0;
  const double size = static_cast<double>(value.size());
  for (const std::uint32_t count : counts) {
    if (count == 0) continue;
    const double share = count / size;
    bits -= share * std::log2(share);
  }
  return bits;
}

bool is_placeholder(std::string_view value) {
  if (value.empty() || is_reference(value)) return true;
  const std::string small = lower(value);
  if (is_one_of(small, kHarmless) || holds_any(small, kFillIns)) return true;
  // "aaaa", "****", "-_-_": hardly any different characters.
  std::array<bool, 256> seen{};
  std::size_t distinct = 0;
  for (const char c : value) {
    bool& known = seen[static_cast<unsigned char>(c)];
    if (!known) ++distinct;
    known = true;
  }
  return distinct <= 2;
}

Risk judge_value(std::string_view value) {
  if (is_placeholder(value)) return Risk::none;
  if (value.size() < 4 || value.find('\n') != std::string_view::npos) return Risk::none;
  if (all_digits(value) && value.size() < 8) return Risk::none;  // a port, a lifetime
  if (value.front() == '/' && value.find('/', 1) != std::string_view::npos) return Risk::none;
  // The name of a parameter or secret: known only to the project.
  if (is_wordy(value))
    return value.find('/') == std::string_view::npos && classes(value) >= 3 ? Risk::possible
                                                                            : Risk::none;
  if (value.find(' ') != std::string_view::npos) return Risk::possible;
  const bool random = value.size() >= 16 && entropy(value) >= 3.2 && classes(value) >= 2;
  const bool strong = value.size() >= 8 && classes(value) >= 3;
  const bool typed = holds_any(lower(value), kSequences);
  return (random || strong) && !typed ? Risk::likely : Risk::possible;
}

std::string shown(std::string_view value) {
  if (value.size() < 16) return {};
  return std::string(value.substr(0, 4)) + "…";
}

}  // namespace buildspec::secrets
