// Frames over two file descriptors: standard input and output, a socket, a pipe.
#pragma once

#include "lsp/rpc/frame.h"
#include "lsp/rpc/transport.h"

namespace buildspec::lsp {

class StreamTransport : public Transport {
 public:
  // `in` and `out` may be the same; they are closed at the end when `owned`.
  StreamTransport(int in, int out, bool owned);
  ~StreamTransport() override;

  [[nodiscard]] Incoming read() override;
  bool write(std::string_view message) override;
  void close() override;

 private:
  // Waits for bytes and feeds them; false at the end of input or after close().
  bool fill();

  int in_;
  int out_;
  bool owned_;
  int wake_[2] = {-1, -1};  // a pipe: close() writes to it, a waiting read() sees it
  FrameDecoder decoder_;
};

}  // namespace buildspec::lsp
