// The base protocol's frames: headers with Content-Length, an empty line, that many bytes. Bytes
// in, whole messages out; knows neither JSON nor where bytes come from. One thread at a time.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace buildspec::lsp {

struct FrameLimits {
  std::size_t headers = 4U << 10U;   // all header lines of one frame
  std::size_t content = 64U << 20U;  // one message
};

// One message, or why a whole one was not taken: it is read over, the next frame is found.
struct Frame {
  std::string content;
  std::string refused;  // empty: content is good
};

// Strict: header lines end with "\r\n", Content-Length is digits and stands once. Once that is
// broken, nothing tells where the next frame begins: the decoder then stays in its fault.
class FrameDecoder {
 public:
  explicit FrameDecoder(FrameLimits limits = {}) : limits_(limits) {}

  void feed(std::string_view bytes);
  // The next whole frame; nothing when more bytes are needed or there is a fault.
  [[nodiscard]] std::optional<Frame> next();

  // What was wrong with the headers; empty while all is well.
  [[nodiscard]] const std::string& fault() const { return fault_; }
  // Bytes of an unfinished frame wait: the input must not end here.
  [[nodiscard]] bool inside_frame() const { return in_content_ || !buffer_.empty(); }

 private:
  bool read_headers();
  void read_header(std::string_view line);
  std::optional<Frame> read_content();
  void consume(std::size_t count);

  FrameLimits limits_;
  std::string buffer_;
  std::size_t at_ = 0;  // the bytes before it are used up
  bool in_content_ = false;
  std::optional<std::uint64_t> length_;
  std::uint64_t missing_ = 0;  // bytes of a refused content still to be read over
  std::string refused_;
  std::string fault_;
};

[[nodiscard]] std::string encode_frame(std::string_view content);

}  // namespace buildspec::lsp
