#include "lsp/server/lifecycle_gate.h"

#include "lsp/protocol/lifecycle.h"

namespace buildspec::lsp {

std::optional<ResponseError> LifecycleGate::refuse(std::string_view request) const {
  switch (state_) {
    case State::fresh:
      if (request == Initialize::kName) return std::nullopt;
      return ResponseError(ErrorCode::server_not_initialized, "the first request is initialize");
    case State::running:
      if (request != Initialize::kName) return std::nullopt;
      return ResponseError(ErrorCode::invalid_request, "the server is initialized already");
    case State::shut_down:
      return ResponseError(ErrorCode::invalid_request, "the server is shut down");
  }
  return std::nullopt;
}

bool LifecycleGate::lets_pass(std::string_view notification) const {
  return state_ == State::running || notification == Exit::kName;
}

}  // namespace buildspec::lsp
