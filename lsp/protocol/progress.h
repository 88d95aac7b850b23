// Progress of long work (LSP 3.17, "Work Done Progress", "Partial Result Progress").
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>

#include "lsp/protocol/json.h"

namespace buildspec::lsp {

struct ProgressParams {
  Json token;  // a string or a number
  Json value;  // WorkDoneProgress, or a part of a result
  static constexpr auto fields() {
    return std::tuple{field("token", &ProgressParams::token),
                      field("value", &ProgressParams::value)};
  }
};
struct ProgressNotification {
  static constexpr std::string_view kName = "$/progress";
  using Params = ProgressParams;
};

struct WorkDoneProgress {
  std::string kind;                  // "begin", "report" or "end"
  std::optional<std::string> title;  // of a begin only
  std::optional<bool> cancellable;   // not of an end, like the percentage
  std::optional<std::string> message;
  std::optional<std::uint32_t> percentage;
  static constexpr auto fields() {
    using Self = WorkDoneProgress;
    return std::tuple{field("kind", &Self::kind), field("title", &Self::title),
                      field("cancellable", &Self::cancellable), field("message", &Self::message),
                      field("percentage", &Self::percentage)};
  }
};

struct ProgressToken {
  Json token;
  static constexpr auto fields() { return std::tuple{field("token", &ProgressToken::token)}; }
};
// Asks the client for a progress of ours.
struct WorkDoneProgressCreate {
  static constexpr std::string_view kName = "window/workDoneProgress/create";
  using Params = ProgressToken;
  using Result = std::nullptr_t;
};
struct WorkDoneProgressCancel {
  static constexpr std::string_view kName = "window/workDoneProgress/cancel";
  using Params = ProgressToken;
};

}  // namespace buildspec::lsp
