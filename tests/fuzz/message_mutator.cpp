// How the fuzzer of messages changes its input: mostly a value in one of the messages, so that what
// arrives is JSON still and reaches the handlers; else any bytes, as libFuzzer does by itself.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lsp/protocol/json.h"

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);

namespace {

using buildspec::lsp::Json;

class Mutation {
 public:
  Mutation(std::string_view input, unsigned seed) : random_(seed) {
    if (input.empty()) return;
    first_ = input.front();
    for (input.remove_prefix(1); !input.empty();) {
      const std::string_view line = input.substr(0, input.find('\n'));
      lines_.emplace_back(line);
      input.remove_prefix(std::min(line.size() + 1, input.size()));
    }
  }

  // False where there is nothing to change.
  bool run() {
    if (lines_.empty()) return false;
    const std::size_t at = below(lines_.size());
    switch (below(8)) {
      case 0: lines_.erase(lines_.begin() + static_cast<std::ptrdiff_t>(at)); return true;
      case 1: {
        std::string again = lines_[at];
        lines_.insert(lines_.begin() + static_cast<std::ptrdiff_t>(below(lines_.size() + 1)),
                      std::move(again));
        return true;
      }
      case 2: std::swap(lines_[at], lines_[below(lines_.size())]); return true;
      default: return change(lines_[at]);
    }
  }

  [[nodiscard]] std::string text() const {
    std::string text(1, first_);
    for (const std::string& line : lines_) text += line + '\n';
    return text;
  }

 private:
  std::size_t below(std::size_t count) {
    return std::uniform_int_distribution<std::size_t>(0, count - 1)(random_);
  }

  bool change(std::string& line) {
    Json message = Json::parse(line, nullptr, false);
    if (message.is_discarded()) return false;
    const std::vector<Json*> values = values_of(message);
    Json& value = *values[below(values.size())];
    Json next = next_value(value, *values[below(values.size())]);
    value = std::move(next);
    line = message.dump(-1, ' ', false, Json::error_handler_t::replace);
    return true;
  }

  static std::vector<Json*> values_of(Json& message) {
    std::vector<Json*> values{&message};
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (!values[i]->is_structured()) continue;
      for (Json& member : *values[i]) values.push_back(&member);
    }
    return values;
  }

  Json next_value(const Json& value, const Json& other) {
    static const std::array<Json, 14> kOdd{nullptr,
                                           true,
                                           false,
                                           0,
                                           1,
                                           -1,
                                           2147483647,
                                           -2147483648,
                                           4294967296,
                                           1.5,
                                           "",
                                           Json::array(),
                                           Json::object(),
                                           Json::array({nullptr})};
    if (value.is_number_integer() && below(2) == 0) return Json(below(40));
    if (value.is_string() && below(2) == 0) return Json(changed(value.get<std::string>()));
    if (value.is_object() && !value.empty() && below(2) == 0) {
      Json fewer = value;
      fewer.erase(std::next(fewer.begin(), static_cast<std::ptrdiff_t>(below(fewer.size()))));
      return fewer;
    }
    if (value.is_array() && !value.empty() && below(2) == 0) {
      Json more = value;
      more.push_back(value[below(value.size())]);
      return more;
    }
    return below(2) == 0 ? other : kOdd.at(below(kOdd.size()));
  }

  static std::string changed(std::string text) {
    const std::size_t size = text.size();
    text.resize(size + 16);
    text.resize(LLVMFuzzerMutate(reinterpret_cast<std::uint8_t*>(text.data()), size, text.size()));
    return text;
  }

  std::minstd_rand random_;
  char first_ = '1';
  std::vector<std::string> lines_;
};

}  // namespace

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t most, unsigned seed) {
  if (seed % 4 != 0) {
    Mutation mutation({reinterpret_cast<const char*>(data), size}, seed);
    if (mutation.run()) {
      const std::string text = mutation.text();
      if (text.size() <= most) {
        std::copy(text.begin(), text.end(), data);
        return text.size();
      }
    }
  }
  return LLVMFuzzerMutate(data, size, most);
}
