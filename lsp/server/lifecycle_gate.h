// Which messages may pass when: the states of a session as LSP 3.17 has them. The loop's.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "lsp/rpc/message.h"

namespace buildspec::lsp {

class LifecycleGate {
 public:
  // The error that a request gets in the present state; nothing: let it through.
  [[nodiscard]] std::optional<ResponseError> refuse(std::string_view request) const;
  // `exit` always passes.
  [[nodiscard]] bool lets_pass(std::string_view notification) const;

  void initialized() { state_ = State::running; }
  void shut_down() { state_ = State::shut_down; }
  [[nodiscard]] bool running() const { return state_ == State::running; }
  // 0 only after a shutdown.
  [[nodiscard]] int exit_code() const { return state_ == State::shut_down ? 0 : 1; }

 private:
  enum class State { fresh, running, shut_down };
  State state_ = State::fresh;
};

}  // namespace buildspec::lsp
