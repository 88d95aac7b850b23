#include "linter/schema/nearest.h"

#include <algorithm>
#include <array>
#include <vector>

namespace buildspec::schema {
namespace {

constexpr std::size_t kLongestName = 64;

// How far a name may be from what it is taken for: a third of it, and never the whole of it.
std::size_t tolerance(std::string_view name) { return name.size() < 3 ? 0 : (name.size() + 1) / 3; }

// The only candidate with the smallest score; nothing where two share it.
class Best {
 public:
  void offer(std::size_t score, std::string_view candidate) {
    if (score > score_) return;
    tie_ = score == score_ && candidate != candidate_;
    score_ = score;
    candidate_ = candidate;
  }
  [[nodiscard]] std::optional<std::string_view> get() const {
    return candidate_.empty() || tie_ ? std::nullopt : std::optional(candidate_);
  }

 private:
  std::size_t score_ = kLongestName;
  std::string_view candidate_;
  bool tie_ = false;
};

// "exclude" for exclude-paths: the only candidate that begins like this.
std::optional<std::string_view> completed(std::string_view folded_name,
                                          std::span<const std::string_view> candidates) {
  constexpr std::size_t kShortestStem = 4;
  if (folded_name.size() < kShortestStem) return std::nullopt;
  Best best;
  for (const std::string_view candidate : candidates) {
    if (folded(candidate).starts_with(folded_name)) best.offer(0, candidate);
  }
  return best.get();
}

// Words that no spelling leads from to the value that they mean.
struct OtherValue {
  std::string_view text;
  std::string_view instead;
};
constexpr OtherValue kOtherValues[] = {
    {"download", "restore"},
    {"upload", "save"},
    {"store", "save"},
    {"linux", "LINUX_CONTAINER"},
    {"arm", "ARM_CONTAINER"},
    {"arm64", "ARM_CONTAINER"},
    {"windows", "WINDOWS_SERVER_2022_CONTAINER"},
    {"trx", "VISUALSTUDIOTRX"},
    {"mstest", "VISUALSTUDIOTRX"},
    {"vstest", "VISUALSTUDIOTRX"},
};

// How many words at the end of both are the same: 2 of "ARM_LAMBDA_1GB" and "BUILD_LAMBDA_1GB".
std::size_t common_last_words(std::string_view a, std::string_view b) {
  std::size_t count = 0;
  for (;;) {
    const std::size_t begin_a = a.rfind('_') + 1;  // npos + 1 is 0
    const std::size_t begin_b = b.rfind('_') + 1;
    if (folded(a.substr(begin_a)) != folded(b.substr(begin_b))) return count;
    ++count;
    if (begin_a == 0 || begin_b == 0) return count;
    a = a.substr(0, begin_a - 1);
    b = b.substr(0, begin_b - 1);
  }
}

// "MEDIUM" for BUILD_GENERAL1_MEDIUM: the only value that ends with the most words of the text.
const Value* ending_alike(const Type& type, std::string_view text) {
  const Value* best = nullptr;
  std::size_t most = 0;
  bool tie = false;
  for (const Value& value : type.values) {
    if (value.text.find('_') == std::string_view::npos) continue;
    const std::size_t count = common_last_words(text, value.text);
    if (count == 0 || count < most) continue;
    tie = count == most;
    most = count;
    best = &value;
  }
  return tie ? nullptr : best;
}

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b) {
  if (a.size() > kLongestName || b.size() > kLongestName) {
    return a == b ? 0 : std::max(a.size(), b.size());
  }
  // Three rows of the table are enough: a swap looks two rows back.
  std::array<std::array<std::size_t, kLongestName + 1>, 3> rows{};
  for (std::size_t j = 0; j <= b.size(); ++j) rows[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    auto& row = rows[i % 3];
    const auto& above = rows[(i + 2) % 3];
    const auto& above_that = rows[(i + 1) % 3];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + change});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], above_that[j - 2] + 1);
      }
    }
  }
  return rows[a.size() % 3][b.size()];
}

std::string folded(std::string_view name) {
  std::string result;
  result.reserve(name.size());
  for (const char c : name) {
    if (c == '-' || c == '_' || c == '.' || c == ' ') continue;
    result.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c);
  }
  return result;
}

std::optional<std::string_view> nearest(std::string_view name,
                                        std::span<const std::string_view> candidates) {
  if (name.size() > kLongestName) return std::nullopt;
  const std::string wanted = folded(name);
  if (wanted.empty()) return std::nullopt;
  Best best;
  for (const std::string_view candidate : candidates) {
    const std::size_t distance = edit_distance(wanted, folded(candidate));
    if (distance == 0 || distance <= tolerance(wanted)) best.offer(distance, candidate);
  }
  if (const auto found = best.get()) return found;
  return completed(wanted, candidates);
}

const Key* nearest_key(const Type& type, std::string_view name) {
  std::vector<std::string_view> names;
  for (const Key& key : type.keys) names.push_back(key.name);
  const auto found = nearest(name, names);
  if (!found) return nullptr;
  return &*std::ranges::find(type.keys, *found, &Key::name);
}

const Value* nearest_value(const Type& type, std::string_view text) {
  std::vector<std::string_view> texts;
  for (const Value& value : type.values) texts.push_back(value.text);
  if (const auto found = nearest(text, texts))
    return &*std::ranges::find(type.values, *found, &Value::text);
  if (text.size() > kLongestName) return nullptr;
  for (const OtherValue& other : kOtherValues) {
    if (folded(text) != other.text) continue;
    const auto meant = std::ranges::find(type.values, other.instead, &Value::text);
    if (meant != type.values.end()) return &*meant;
  }
  return ending_alike(type, text);
}

}  // namespace buildspec::schema
