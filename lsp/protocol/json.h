// Protocol structs to JSON and back, by the list of fields that each struct carries. Any thread.
#pragma once

#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include <nlohmann/json.hpp>

namespace buildspec::lsp {

using Json = nlohmann::json;

// A place in a JSON text, for error messages: a chain on the stack, each step pointing to the one
// before it. A step must not outlive its parent.
class JsonPath {
 public:
  explicit JsonPath(std::string_view root) : name_(root) {}
  [[nodiscard]] JsonPath field(std::string_view name) const { return {this, name, 0}; }
  [[nodiscard]] JsonPath item(std::size_t index) const { return {this, {}, index}; }
  // "params.contentChanges[0].range"
  [[nodiscard]] std::string to_string() const;

 private:
  JsonPath(const JsonPath* parent, std::string_view name, std::size_t index)
      : parent_(parent), name_(name), index_(index) {}

  const JsonPath* parent_ = nullptr;
  std::string_view name_;  // empty for an item; owned by whoever made the step
  std::size_t index_ = 0;
};

// A JSON value is not what the protocol wants at this place. Becomes InvalidParams.
class JsonMismatch : public std::runtime_error {
 public:
  JsonMismatch(const JsonPath& path, std::string_view expected);
};

// One field of a struct: `static constexpr auto fields()` of a protocol struct is a tuple of these.
template <class Struct, class Member>
struct Field {
  std::string_view name;
  Member Struct::*member;
};
template <class Struct, class Member>
constexpr Field<Struct, Member> field(std::string_view name, Member Struct::*member) {
  return {name, member};
}

template <class T>
concept HasFields = requires {
  T::fields();
};
// A type with a form of its own (unions): static T from_json(const Json&, const JsonPath&) and
// Json to_json() const.
template <class T>
concept HasOwnForm = requires(const T& value) {
  value.to_json();
};

namespace detail {
template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};
template <class T>
struct IsVector : std::false_type {};
template <class T>
struct IsVector<std::vector<T>> : std::true_type {};

// nlohmann's get<uint32_t>() turns -1 into 4294967295 and 1.7 into 1 without a word (3.11.2).
[[nodiscard]] std::int64_t read_integer(const Json& json, const JsonPath& path, std::int64_t least,
                                        std::int64_t most);
}  // namespace detail

// The value as a T; throws JsonMismatch where it is none. Unknown members are ignored, an absent or
// null member is fine where its type is optional.
template <class T>
[[nodiscard]] T read_json(const Json& json, const JsonPath& path) {
  if constexpr (std::is_same_v<T, Json>) {
    return json;
  } else if constexpr (HasOwnForm<T>) {
    return T::from_json(json, path);
  } else if constexpr (detail::IsOptional<T>::value) {
    if (json.is_null()) return std::nullopt;
    return read_json<typename T::value_type>(json, path);
  } else if constexpr (detail::IsVector<T>::value) {
    if (!json.is_array()) throw JsonMismatch(path, "an array");
    T items;
    items.reserve(json.size());
    for (std::size_t i = 0; i < json.size(); ++i) {
      items.push_back(read_json<typename T::value_type>(json[i], path.item(i)));
    }
    return items;
  } else if constexpr (std::is_same_v<T, std::string>) {
    if (!json.is_string()) throw JsonMismatch(path, "a string");
    return json.get_ref<const std::string&>();
  } else if constexpr (std::is_same_v<T, bool>) {
    if (!json.is_boolean()) throw JsonMismatch(path, "a boolean");
    return json.get<bool>();
  } else if constexpr (std::is_enum_v<T>) {
    return static_cast<T>(read_json<std::underlying_type_t<T>>(json, path));
  } else if constexpr (std::integral<T>) {
    static_assert(sizeof(T) < 8 || std::is_signed_v<T>);
    return static_cast<T>(detail::read_integer(json, path, std::numeric_limits<T>::min(),
                                               std::numeric_limits<T>::max()));
  } else {
    static_assert(HasFields<T>);
    // Lua clients write an empty table as an empty array.
    const bool empty_array = json.is_array() && json.empty();
    if (!json.is_object() && !empty_array) throw JsonMismatch(path, "an object");
    T value{};
    const auto read_field = [&](const auto& entry) {
      using Member = std::remove_reference_t<decltype(value.*entry.member)>;
      const JsonPath at = path.field(entry.name);
      const auto found = json.is_object() ? json.find(entry.name) : json.end();
      if (found != json.end()) {
        value.*entry.member = read_json<Member>(*found, at);
      } else if constexpr (!detail::IsOptional<Member>::value && !std::is_same_v<Member, Json>) {
        throw JsonMismatch(at, "a value; there is none");
      }
    };
    std::apply([&](const auto&... entry) { (read_field(entry), ...); }, T::fields());
    return value;
  }
}

// Optional members without a value are left out; elsewhere they are null. JSON that is given away
// is not copied: the outline of 20,000 lines has some 400,000 values.
template <class Given>
[[nodiscard]] Json write_json(Given&& value) {
  using T = std::remove_cvref_t<Given>;
  if constexpr (std::is_same_v<T, Json>) {
    return std::forward<Given>(value);
  } else if constexpr (std::is_same_v<T, std::nullptr_t>) {
    return nullptr;
  } else if constexpr (HasOwnForm<T>) {
    return value.to_json();
  } else if constexpr (detail::IsOptional<T>::value) {
    return value ? write_json(*value) : Json(nullptr);
  } else if constexpr (detail::IsVector<T>::value) {
    Json items = Json::array();
    for (auto&& item : value) {
      if constexpr (std::is_lvalue_reference_v<Given>) {
        items.push_back(write_json(item));
      } else {
        items.push_back(write_json(std::move(item)));
      }
    }
    return items;
  } else if constexpr (std::is_enum_v<T>) {
    return static_cast<std::underlying_type_t<T>>(value);
  } else if constexpr (HasFields<T>) {
    Json object = Json::object();
    const auto write_field = [&](const auto& entry) {
      const auto& member = value.*entry.member;
      using Member = std::remove_cvref_t<decltype(member)>;
      if constexpr (detail::IsOptional<Member>::value) {
        if (member) object.emplace(entry.name, write_json(*member));
      } else if constexpr (std::is_same_v<Member, Json>) {
        if (!member.is_null()) object.emplace(entry.name, member);
      } else {
        object.emplace(entry.name, write_json(member));
      }
    };
    std::apply([&](const auto&... entry) { (write_field(entry), ...); }, T::fields());
    return object;
  } else {
    return Json(std::forward<Given>(value));
  }
}

// The JSON value of a text, or nothing where it is no JSON, is nested deeper than 256 levels or
// made of more than 4,000,000 values. A lone surrogate ("\ud83d", which JavaScript writes for half
// an emoji) is read as U+FFFD.
[[nodiscard]] std::optional<Json> parse_json(std::string_view text);

// Without line ends; bytes that are not valid UTF-8 become U+FFFD.
[[nodiscard]] std::string to_text(const Json& json);

}  // namespace buildspec::lsp
