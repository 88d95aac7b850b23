// The texts that defects are planted into: real files and a few of our own, each in many shapes.
// Tests only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace buildspec::test {

enum class HostShape : std::uint8_t {
  as_it_is,
  crlf,
  comments,
  other_indent,
  other_order,
  other_styles,
  flow_lists,
  flow,
  json,
  json_line
};
inline constexpr std::uint32_t kHostShapes = 10;
[[nodiscard]] std::string_view name(HostShape shape);

struct Host {
  std::string name;
  std::string bytes;   // lines end with LF
  std::string format;  // "0.2"
  bool windows = false;
  std::vector<std::optional<std::string>> shapes;  // made when asked for; empty: cannot be
};

// Texts that the service's YAML parser takes, in an order that is always the same.
[[nodiscard]] std::vector<Host>& hosts();

// The host in a shape, with LF (CR LF is put in when all is planted); null where it cannot have it.
// It says the same as the host.
[[nodiscard]] const std::string* in_shape(Host& host, HostShape shape);
[[nodiscard]] std::string with_crlf(std::string_view text);

}  // namespace buildspec::test
