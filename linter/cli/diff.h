// What changed between two versions of a text, as a unified diff that patch(1) understands.
#pragma once

#include <string>
#include <string_view>

namespace buildspec::cli {

// Empty where nothing changed.
[[nodiscard]] std::string unified_diff(std::string_view path, std::string_view before,
                                       std::string_view after);

}  // namespace buildspec::cli
