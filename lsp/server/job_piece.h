// Long work is done in pieces: a job that waits behind one of them waits no longer than about this.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>

#include "lsp/rpc/job_runner.h"

namespace buildspec::lsp {

inline constexpr std::chrono::milliseconds kPieceTime{50};
inline constexpr std::size_t kPieceFiles = 32;

// To be asked now and then by the job: true where its piece ends.
[[nodiscard]] inline std::function<bool()> end_of_piece(const Stopped& stopped) {
  const auto end = std::chrono::steady_clock::now() + kPieceTime;
  return [stopped, end] { return stopped() || std::chrono::steady_clock::now() >= end; };
}

}  // namespace buildspec::lsp
