// Whether another process still lives: the client that started us. Any thread.
#pragma once

#include <cstdint>

namespace buildspec::lsp {

[[nodiscard]] bool process_lives(std::int64_t id);

}  // namespace buildspec::lsp
