#include "linter/syntax/oracle_resolve.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <optional>

namespace buildspec::oracle {
namespace {

constexpr std::string_view kLongTagPrefix = "tag:yaml.org,2002:";

bool is_digit(char c) { return c >= '0' && c <= '9'; }

struct Word {
  std::string_view text;
  Type type;
  bool boolean = false;
  double floating = 0;
};

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNotANumber = std::numeric_limits<double>::quiet_NaN();
constexpr auto kWords = std::to_array<Word>({
    {"y", Type::boolean, true},
    {"Y", Type::boolean, true},
    {"yes", Type::boolean, true},
    {"Yes", Type::boolean, true},
    {"YES", Type::boolean, true},
    {"true", Type::boolean, true},
    {"True", Type::boolean, true},
    {"TRUE", Type::boolean, true},
    {"on", Type::boolean, true},
    {"On", Type::boolean, true},
    {"ON", Type::boolean, true},
    {"n", Type::boolean, false},
    {"N", Type::boolean, false},
    {"no", Type::boolean, false},
    {"No", Type::boolean, false},
    {"NO", Type::boolean, false},
    {"false", Type::boolean, false},
    {"False", Type::boolean, false},
    {"FALSE", Type::boolean, false},
    {"off", Type::boolean, false},
    {"Off", Type::boolean, false},
    {"OFF", Type::boolean, false},
    {"", Type::null},
    {"~", Type::null},
    {"null", Type::null},
    {"Null", Type::null},
    {"NULL", Type::null},
    {".nan", Type::floating, false, kNotANumber},
    {".NaN", Type::floating, false, kNotANumber},
    {".NAN", Type::floating, false, kNotANumber},
    {".inf", Type::floating, false, kInfinity},
    {".Inf", Type::floating, false, kInfinity},
    {".INF", Type::floating, false, kInfinity},
    {"+.inf", Type::floating, false, kInfinity},
    {"+.Inf", Type::floating, false, kInfinity},
    {"+.INF", Type::floating, false, kInfinity},
    {"-.inf", Type::floating, false, -kInfinity},
    {"-.Inf", Type::floating, false, -kInfinity},
    {"-.INF", Type::floating, false, -kInfinity},
});

// Digits of a base, at least one unless `may_be_empty`; nothing where one is wrong or 64 bits are
// too few.
std::optional<std::uint64_t> digits(std::string_view text, std::uint64_t base, bool may_be_empty) {
  if (text.empty()) return may_be_empty ? std::optional<std::uint64_t>(0) : std::nullopt;
  std::uint64_t value = 0;
  for (const char c : text) {
    std::uint64_t digit = base;
    if (is_digit(c)) {
      digit = static_cast<std::uint64_t>(c - '0');
    } else if (c >= 'a' && c <= 'z') {
      digit = static_cast<std::uint64_t>(c - 'a') + 10;
    } else if (c >= 'A' && c <= 'Z') {
      digit = static_cast<std::uint64_t>(c - 'A') + 10;
    }
    if (digit >= base) return std::nullopt;
    if (value > (std::numeric_limits<std::uint64_t>::max() - digit) / base) return std::nullopt;
    value = value * base + digit;
  }
  return value;
}

// strconv.ParseUint(text, 0, 64) on text without underscores.
std::optional<std::uint64_t> parse_unsigned(std::string_view text) {
  if (text.empty()) return std::nullopt;
  if (text[0] != '0') return digits(text, 10, false);
  if (text.size() >= 3) {
    switch (text[1]) {
      case 'b':
      case 'B': return digits(text.substr(2), 2, false);
      case 'o':
      case 'O': return digits(text.substr(2), 8, false);
      case 'x':
      case 'X': return digits(text.substr(2), 16, false);
      default: break;
    }
  }
  return digits(text.substr(1), 8, true);
}

std::optional<std::int64_t> with_sign(bool negative, std::optional<std::uint64_t> magnitude) {
  constexpr auto kMax = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  if (!magnitude || *magnitude > kMax + (negative ? 1U : 0U)) return std::nullopt;
  if (!negative) return static_cast<std::int64_t>(*magnitude);
  if (*magnitude > kMax) return std::numeric_limits<std::int64_t>::min();
  return -static_cast<std::int64_t>(*magnitude);
}

bool has_sign(std::string_view text) { return !text.empty() && (text[0] == '-' || text[0] == '+'); }

// go-yaml's yamlStyleFloat, then strconv.ParseFloat, which only refuses what is too large.
std::optional<double> parse_float(std::string_view text) {
  std::size_t at = has_sign(text) ? 1 : 0;
  const auto skip_digits = [&] {
    const std::size_t begin = at;
    while (at < text.size() && is_digit(text[at])) ++at;
    return at - begin;
  };
  const std::size_t whole = skip_digits();
  if (at < text.size() && text[at] == '.') {
    ++at;
    if (skip_digits() == 0 && whole == 0) return std::nullopt;
  } else if (whole == 0) {
    return std::nullopt;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
    if (skip_digits() == 0) return std::nullopt;
  }
  if (at != text.size()) return std::nullopt;
  const double value = std::strtod(std::string(text).c_str(), nullptr);
  if (std::isinf(value)) return std::nullopt;
  return value;
}

// Reads the parts of a date the way time.Parse does.
class DateReader {
 public:
  explicit DateReader(std::string_view text) : text_(text) {}

  bool character(char wanted) {
    if (at_ >= text_.size() || text_[at_] != wanted) return false;
    ++at_;
    return true;
  }
  // One or two digits, or exactly `exact`; -1 where there are none.
  int number(std::size_t exact = 0) {
    const std::size_t most = exact == 0 ? 2 : exact;
    std::size_t count = 0;
    int value = 0;
    while (count < most && at_ < text_.size() && is_digit(text_[at_])) {
      value = value * 10 + (text_[at_++] - '0');
      ++count;
    }
    return count == 0 || (exact != 0 && count != exact) ? -1 : value;
  }
  void fraction() {
    if (at_ + 1 >= text_.size() || (text_[at_] != '.' && text_[at_] != ',')) return;
    if (!is_digit(text_[at_ + 1])) return;
    ++at_;
    while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
  }
  [[nodiscard]] bool done() const { return at_ == text_.size(); }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

bool read_date(DateReader& in) {
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const int year = in.number(4);
  if (year < 0 || !in.character('-')) return false;
  const int month = in.number();
  if (month < 1 || month > 12 || !in.character('-')) return false;
  const int day = in.number();
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  const int days = kDays[static_cast<std::size_t>(month) - 1] + (month == 2 && leap ? 1 : 0);
  return day >= 1 && day <= days;
}

bool read_time(DateReader& in) {
  const int hour = in.number();
  if (hour < 0 || hour > 23 || !in.character(':')) return false;
  const int minute = in.number();
  if (minute < 0 || minute > 59 || !in.character(':')) return false;
  const int second = in.number();
  if (second < 0 || second > 59) return false;
  in.fraction();
  return true;
}

bool read_zone(DateReader& in) {
  if (in.character('Z')) return true;
  if (!in.character('+') && !in.character('-')) return false;
  const int hour = in.number(2);
  if (hour < 0 || hour > 24 || !in.character(':')) return false;
  const int minute = in.number(2);
  return minute >= 0 && minute < 60;
}

bool is_timestamp(std::string_view text) {
  DateReader in(text);
  if (!read_date(in)) return false;
  if (in.done()) return true;
  if (in.character(' ')) return read_time(in) && in.done();
  if (!in.character('T') && !in.character('t')) return false;
  return read_time(in) && read_zone(in) && in.done();
}

Resolved integer(std::int64_t value) {
  Resolved result;
  result.type = Type::integer;
  result.integer = value;
  return result;
}

Resolved floating(double value) {
  Resolved result;
  result.type = Type::floating;
  result.floating = value;
  return result;
}

Resolved of_type(Type type) {
  Resolved result;
  result.type = type;
  return result;
}

Resolved resolve_number(std::string_view text, bool may_be_timestamp) {
  if (may_be_timestamp && is_timestamp(text)) return of_type(Type::timestamp);
  std::string plain(text);
  plain.erase(std::remove(plain.begin(), plain.end(), '_'), plain.end());
  const std::string_view rest = has_sign(plain) ? std::string_view(plain).substr(1) : plain;
  const bool negative = !plain.empty() && plain[0] == '-';
  if (const auto value = with_sign(negative, parse_unsigned(rest))) return integer(*value);
  if (const auto value = parse_unsigned(plain)) {
    Resolved result = integer(0);
    result.large = *value;
    return result;
  }
  if (const auto value = parse_float(plain)) return floating(*value);
  // A sign behind the prefix is for go-yaml's own reading of binary numbers; the rest is done.
  if (plain.starts_with("0b") && has_sign(std::string_view(plain).substr(2))) {
    const auto bits = digits(std::string_view(plain).substr(3), 2, false);
    if (const auto value = with_sign(plain[2] == '-', bits)) return integer(*value);
  }
  return of_type(Type::string);
}

Resolved resolve_text(std::string_view tag, std::string_view text) {
  const char hint = text.empty() ? 'N' : text[0];
  const bool number = is_digit(hint) || hint == '+' || hint == '-';
  const bool word = std::string_view("yYnNtTfFoO~.N").find(hint) != std::string_view::npos;
  if ((!number && !word) || tag == "!!str") return of_type(Type::string);
  for (const Word& known : kWords) {
    if (known.text != text) continue;
    Resolved result = of_type(known.type);
    result.boolean = known.boolean;
    result.floating = known.floating;
    return result;
  }
  if (hint == '.') {
    if (const auto value = parse_float(text)) return floating(*value);
  }
  if (number) return resolve_number(text, tag.empty() || tag == "!!timestamp");
  return of_type(Type::string);
}

bool is_base64(std::string_view text) {
  std::size_t count = 0;
  std::size_t padding = 0;
  for (const char c : text) {
    if (c == '\n' || c == '\r') continue;
    if (c == '=') {
      ++padding;
      continue;
    }
    const bool letter = is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (padding != 0 || (!letter && c != '+' && c != '/')) return false;
    ++count;
  }
  return padding <= 2 && (count + padding) % 4 == 0 && count % 4 != 1;
}

}  // namespace

std::string short_tag(std::string_view tag) {
  if (!tag.starts_with(kLongTagPrefix)) return std::string(tag);
  return "!!" + std::string(tag.substr(kLongTagPrefix.size()));
}

std::string_view short_tag(Type type) {
  switch (type) {
    case Type::null: return "!!null";
    case Type::boolean: return "!!bool";
    case Type::integer: return "!!int";
    case Type::floating: return "!!float";
    case Type::timestamp: return "!!timestamp";
    case Type::string: break;
  }
  return "!!str";
}

Resolved resolve(std::string_view tag, std::string_view text) {
  const std::string wanted = short_tag(tag);
  constexpr auto kResolvable = std::to_array<std::string_view>(
      {"", "!!str", "!!bool", "!!int", "!!float", "!!null", "!!timestamp"});
  if (std::find(kResolvable.begin(), kResolvable.end(), wanted) == kResolvable.end() ||
      (wanted == tag && !tag.empty())) {
    Resolved result;
    result.untyped = true;
    result.base64 = wanted != "!!binary" || is_base64(text);
    return result;
  }
  Resolved result = resolve_text(wanted, text);
  if (wanted.empty() || wanted == "!!str" || wanted == short_tag(result.type)) return result;
  if (wanted == "!!float" && result.type == Type::integer && result.large == 0) {
    return floating(static_cast<double>(result.integer));
  }
  result.fits = false;
  return result;
}

}  // namespace buildspec::oracle
