// Where messages come from and go to. read() is the reader thread's, write() the loop's; close()
// may be called by any thread and ends a read() that waits.
#pragma once

#include <string>
#include <string_view>

namespace buildspec::lsp {

struct Incoming {
  enum class Kind {
    message,
    refused,  // a message that was read over: `text` says why
    end,      // the input ended between two messages
    broken    // it ended inside one, or is no frame: `text` says what; nothing follows
  };
  Kind kind = Kind::end;
  std::string text;
};

class Transport {
 public:
  Transport() = default;
  Transport(const Transport&) = delete;
  Transport& operator=(const Transport&) = delete;
  virtual ~Transport() = default;

  // Waits for the next message.
  [[nodiscard]] virtual Incoming read() = 0;
  // Sends one message; false when the other side is gone.
  virtual bool write(std::string_view message) = 0;
  virtual void close() = 0;
};

}  // namespace buildspec::lsp
