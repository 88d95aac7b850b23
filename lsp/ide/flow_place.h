// The place of a cursor in flow style. Internal to place.cpp. Pure.
#pragma once

#include <cstdint>
#include <string_view>

#include "lsp/ide/place.h"

namespace buildspec::ide {

// `begin` is the outermost opening bracket, before `offset`. The path of the result begins inside
// that bracket's value. Of kind none where the bracket is closed before the offset.
[[nodiscard]] Place find_flow_place(std::string_view text, std::uint32_t begin,
                                    std::uint32_t offset);

}  // namespace buildspec::ide
