#include "lsp/protocol/json.h"

#include <cmath>

namespace buildspec::lsp {
namespace {

// Deep enough for every message of the protocol; copying and destroying a deeper value recurses.
constexpr int kMaxDepth = 256;
// A value takes up to 60 bytes of memory, and two bytes of text.
constexpr int kMaxValues = 4'000'000;

bool too_large(std::string_view text) {
  int depth = 0;
  int values = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
      continue;
    }
    switch (c) {
      case '"': in_string = true; break;
      case '[':
      case '{':
        if (++depth > kMaxDepth || ++values > kMaxValues) return true;
        break;
      case ',':
        if (++values > kMaxValues) return true;
        break;
      case ']':
      case '}': --depth; break;
      default: break;
    }
  }
  return false;
}

// The code unit of an escape "\uXXXX" that begins at `at`, or -1.
int code_unit(std::string_view text, std::size_t at) {
  if (at + 6 > text.size() || text[at] != '\\' || text[at + 1] != 'u') return -1;
  int unit = 0;
  for (const char c : text.substr(at + 2, 4)) {
    const int digit = c >= '0' && c <= '9'   ? c - '0'
                      : c >= 'a' && c <= 'f' ? c - 'a' + 10
                      : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                             : -1;
    if (digit < 0) return -1;
    unit = unit * 16 + digit;
  }
  return unit;
}

// The text with every escape of a lone surrogate replaced, or nothing where there is none.
std::optional<std::string> without_lone_surrogates(std::string_view text) {
  std::optional<std::string> repaired;
  for (std::size_t i = text.find('\\'); i < text.size(); i = text.find('\\', i)) {
    const int unit = code_unit(text, i);
    if (unit < 0xD800 || unit > 0xDFFF) {
      i += 2;
      continue;
    }
    const int next = code_unit(text, i + 6);
    if (unit < 0xDC00 && next >= 0xDC00 && next <= 0xDFFF) {
      i += 12;
      continue;
    }
    if (!repaired) repaired.emplace(text);
    repaired->replace(i + 2, 4, "FFFD");
    i += 6;
  }
  return repaired;
}

}  // namespace

std::string JsonPath::to_string() const {
  std::vector<const JsonPath*> steps;
  for (const JsonPath* step = this; step != nullptr; step = step->parent_) steps.push_back(step);
  std::string text;
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
    if ((*step)->name_.empty()) {
      text += '[' + std::to_string((*step)->index_) + ']';
    } else {
      if (!text.empty()) text += '.';
      text += (*step)->name_;
    }
  }
  return text;
}

JsonMismatch::JsonMismatch(const JsonPath& path, std::string_view expected)
    : std::runtime_error(path.to_string() + ": expected " + std::string(expected)) {}

std::int64_t detail::read_integer(const Json& json, const JsonPath& path, std::int64_t least,
                                  std::int64_t most) {
  const auto mismatch = [&] {
    return JsonMismatch(path,
                        "an integer from " + std::to_string(least) + " to " + std::to_string(most));
  };
  std::int64_t value = 0;
  if (json.is_number_unsigned()) {
    const auto number = json.get<std::uint64_t>();
    if (number > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
      throw mismatch();
    }
    value = static_cast<std::int64_t>(number);
  } else if (json.is_number_integer()) {
    value = json.get<std::int64_t>();
  } else if (json.is_number_float()) {
    // Some serializers write every number as 3.0; beyond 2^53 such a number is not exact.
    const double number = json.get<double>();
    if (std::trunc(number) != number || std::abs(number) > 9007199254740992.0) throw mismatch();
    value = static_cast<std::int64_t>(number);
  } else {
    throw mismatch();
  }
  if (value < least || value > most) throw mismatch();
  return value;
}

std::optional<Json> parse_json(std::string_view text) {
  if (too_large(text)) return std::nullopt;
  Json json = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!json.is_discarded()) return json;
  if (const auto repaired = without_lone_surrogates(text)) {
    json = Json::parse(*repaired, nullptr, /*allow_exceptions=*/false);
    if (!json.is_discarded()) return json;
  }
  return std::nullopt;
}

std::string to_text(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace buildspec::lsp
